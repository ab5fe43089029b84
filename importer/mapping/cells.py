"""Which cells hold nothing, and marks that an export puts around a cell of a text file."""

import re
from collections.abc import Collection

import numpy as np
import numpy.typing as npt
import pandas as pd

Mask = npt.NDArray[np.bool_]

# ="0501234567" keeps Excel from reading a number; Wix writes postcodes as """BH22 8PT""";
# a leading apostrophe is how people write "this is text".
_WRAPPED = re.compile(r'\s*(?:="([^"]*)"|"([^"]*)"|\'(\+?[\d\s-]+))\s*', re.DOTALL)
_MARKS = ('="', '"', "'")
_SAMPLE = 500


def is_nothing(cell: object) -> bool:
    """Whether the cell is empty or holds white space only."""
    return cell is None or cell != cell or (isinstance(cell, str) and not cell.strip())


def is_blank(cells: pd.Series) -> Mask:
    """Where the column is empty or holds white space only."""
    empty = cells.isna()
    texts = (cell for cell in set(cells.tolist()) if isinstance(cell, str))
    spaces = [cell for cell in texts if not cell or cell.isspace()]
    return (empty | cells.isin(spaces)).to_numpy() if spaces else empty.to_numpy()


def without_marks(data: pd.DataFrame, numbers: Collection[int]) -> pd.DataFrame:
    """The cells without wrapping marks.

    An export wraps all cells of a column or none, so the first ones tell; columns of `numbers`
    (ids, phones, postcodes) are looked through, for there people type the marks by hand.
    """
    bare = {
        column: _bare_column(data[column])
        for column in data.columns
        if int(column) in numbers or _is_wrapped(data[column].iloc[:_SAMPLE])
    }
    changed = {column: cells for column, cells in bare.items() if cells is not None}
    if not changed:
        return data
    data = data.copy(deep=False)
    for column, cells in changed.items():
        data[column] = cells
    return data


def _is_wrapped(cells: pd.Series) -> bool:
    return any(isinstance(cell, str) and cell.startswith(_MARKS) for cell in cells.tolist())


def _bare_column(cells: pd.Series) -> pd.Series | None:
    texts = cells.tolist()
    odd = [cell for cell in set(texts) if isinstance(cell, str) and cell.startswith(_MARKS)]
    bare = {cell: stripped for cell in odd if (stripped := _bare(cell)) != cell}
    if not bare:
        return None
    return pd.Series(
        [bare.get(cell, cell) if cell.__class__ is str else cell for cell in texts],
        index=cells.index,
        dtype=object,
    )


def _bare(cell: str) -> str:
    found = _WRAPPED.fullmatch(cell)
    return next(part for part in found.groups() if part is not None) if found else cell
