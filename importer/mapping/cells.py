"""Which cells hold nothing, and what an export wraps around a cell of a text file."""

import re
from collections.abc import Collection

import numpy as np
import numpy.typing as npt
import pandas as pd

Mask = npt.NDArray[np.bool_]

# ="0501234567" keeps Excel from reading a number; Wix writes postcodes as """BH22 8PT""";
# a leading apostrophe is how people write "this is text".
_WRAPPED = re.compile(r'\s*(?:="([^"]*)"|"([^"]*)"|\'(\+?[\d\s-]+))\s*', re.DOTALL)
_WRAPPINGS = ('="', '"', "'")
_SAMPLE = 500


def is_blank(cell: object) -> bool:
    """Whether the cell is empty or holds white space only."""
    return cell is None or cell != cell or (isinstance(cell, str) and not cell.strip())


def blank_mask(cells: pd.Series) -> Mask:
    """Where the column is empty or holds white space only."""
    empty = cells.isna()
    texts = (cell for cell in set(cells.tolist()) if isinstance(cell, str))
    spaces = [cell for cell in texts if not cell or cell.isspace()]
    return (empty | cells.isin(spaces)).to_numpy() if spaces else empty.to_numpy()


def unwrap_columns(data: pd.DataFrame, always: Collection[int]) -> pd.DataFrame:
    """The cells without what they are wrapped in.

    An export wraps all cells of a column or none, so the first ones tell; the columns of `always`
    (ids, phones, postcodes) are looked through, for there people type the marks by hand.
    """
    unwrapped: dict[int, pd.Series] = {}
    for column in map(int, data.columns):
        first = data[column].iloc[:_SAMPLE].tolist()
        if column not in always and not any(map(_may_be_wrapped, first)):
            continue
        cells = data[column].tolist()
        wrapped = [cell for cell in set(cells) if _may_be_wrapped(cell)]
        inner = {cell: text for cell in wrapped if (text := _inner(cell)) != cell}
        if inner:
            cells = [inner.get(cell, cell) if cell.__class__ is str else cell for cell in cells]
            unwrapped[column] = pd.Series(cells, index=data.index, dtype=object)
    if not unwrapped:
        return data
    data = data.copy(deep=False)
    for column, series in unwrapped.items():
        data[column] = series
    return data


def _may_be_wrapped(cell: object) -> bool:
    return isinstance(cell, str) and cell.startswith(_WRAPPINGS)


def _inner(cell: str) -> str:
    match = _WRAPPED.fullmatch(cell)
    return next(part for part in match.groups() if part is not None) if match else cell
