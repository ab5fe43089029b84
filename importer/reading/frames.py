"""Rows of cells → the frame that the rooms exchange."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from importer.reading import errors, limits
from importer.reading.cells import CellRange, ErrorCell

Cells = npt.NDArray[np.object_]


def of_text(records: list[list[str]]) -> pd.DataFrame:
    """The frame of records of text, of any length; row numbers are those of the records."""
    width = max(map(len, records))
    if min(map(len, records)) == width:
        cells = np.array(records, dtype=object)
    else:
        cells = np.full((len(records), width), "", dtype=object)
        for at, record in enumerate(records):
            cells[at, : len(record)] = record
    return of_texts(cells)


def of_texts(cells: Cells) -> pd.DataFrame:
    """The frame of cells that are texts; row numbers count from 1."""
    return _framed(cells, np.arange(1, len(cells) + 1), _emptied(cells))


def of_cells(cells: Cells, first_row: int, areas: Sequence[CellRange] = ()) -> pd.DataFrame:
    """The frame of `cells`: empty texts become None, rows without a cell are left out.

    `first_row` is the sheet row of the first row of `cells`; columns count from 0. The value of
    each merged area then counts for all its rows that are there.
    """
    return of_rows(cells, np.arange(first_row, first_row + len(cells)), areas)


def of_rows(
    cells: Cells, numbers: npt.NDArray[np.int_], areas: Sequence[CellRange] = ()
) -> pd.DataFrame:
    """The same for rows of which each says its number."""
    blank = _emptied(cells)
    empty = pd.isna(cells)
    if empty.sum() > blank.sum():
        lost = empty & (cells != None)  # noqa: E711 - element by element
        cells[lost] = ErrorCell("#NUM!")
        empty &= ~lost
    return _framed(cells, numbers, empty, areas)


def _emptied(cells: Cells) -> npt.NDArray[np.bool_]:
    """Makes None of empty texts, and tells where."""
    blank: npt.NDArray[np.bool_] = cells == ""
    cells[blank] = None
    return blank


def _framed(
    cells: Cells,
    numbers: npt.NDArray[np.int_],
    empty: npt.NDArray[np.bool_],
    areas: Sequence[CellRange] = (),
) -> pd.DataFrame:
    kept = ~empty.all(axis=1)
    if not kept.all():
        cells, numbers = cells[kept], numbers[kept]
    _fill(cells, numbers, areas)
    return pd.DataFrame(cells, index=numbers, dtype=object, copy=False)


def _fill(cells: Cells, numbers: npt.NDArray[np.int_], areas: Sequence[CellRange]) -> None:
    """Only downwards: the columns beside an area's first would hold its value twice."""
    filled = 0
    for area in areas:
        start, end = np.searchsorted(numbers, (area.top, area.bottom + 1))
        if start < end and numbers[start] == area.top and area.left < cells.shape[1]:
            cells[start:end, area.left] = cells[start, area.left]
            filled += end - start
        if filled > limits.MAX_CELLS:  # areas that overlap a thousandfold are no merchant's
            raise errors.damaged()
