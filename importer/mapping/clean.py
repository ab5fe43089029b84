"""Marks that an export puts around a cell and that are no part of what it says."""

import re
from collections.abc import Collection

import pandas as pd

# ="0501234567" keeps Excel from reading a number; Wix writes postcodes as """BH22 8PT""";
# a leading apostrophe is how people write "this is text".
_WRAPPED = re.compile(r'\s*(?:="([^"]*)"|"([^"]*)"|\'(\+?[\d\s-]+))\s*', re.DOTALL)


def without_marks(data: pd.DataFrame, empty: Collection[str], *, is_text: bool) -> pd.DataFrame:
    """The cells without wrapping marks (in files of text) and without texts that mean "empty"."""
    changed = {}
    for column in data.columns:
        cells = data[column]
        odd = {
            cell: _bare(cell, empty)
            for cell in set(cells.tolist())
            if isinstance(cell, str) and (cell in empty or (is_text and cell[:1] in _MARKS))
        }
        odd = {cell: bare for cell, bare in odd.items() if bare != cell}
        if odd:
            bare = [odd.get(cell, cell) if isinstance(cell, str) else cell for cell in cells]
            changed[column] = pd.Series(bare, index=data.index, dtype=object)
    if not changed:
        return data
    data = data.copy(deep=False)
    for column, cells in changed.items():
        data[column] = cells
    return data


_MARKS = ('"', "=", "'", " ")


def _bare(cell: str, empty: Collection[str]) -> str | None:
    if cell in empty:
        return None
    found = _WRAPPED.fullmatch(cell)
    if not found:
        return cell
    return next(part for part in found.groups() if part is not None)
