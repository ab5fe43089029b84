"""Which cells hold nothing."""

import numpy as np
import numpy.typing as npt
import pandas as pd

Mask = npt.NDArray[np.bool_]


def is_nothing(cell: object) -> bool:
    """Whether the cell is empty or holds white space only."""
    return cell is None or cell != cell or (isinstance(cell, str) and not cell.strip())


def is_blank(cells: pd.Series) -> Mask:
    """Where the column is empty or holds white space only."""
    empty = cells.isna()
    texts = (cell for cell in set(cells.tolist()) if isinstance(cell, str))
    spaces = [cell for cell in texts if not cell or cell.isspace()]
    return (empty | cells.isin(spaces)).to_numpy() if spaces else empty.to_numpy()
