"""Rows of cells → the frame that the rooms exchange."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from importer.reading import errors, limits
from importer.reading.cells import CellRange, ErrorCell

Cells = npt.NDArray[np.object_]


def from_records(records: list[list[str]]) -> pd.DataFrame:
    """The frame of records of text, of any length; row numbers are those of the records."""
    width = max(map(len, records))
    if min(map(len, records)) == width:
        cells = np.array(records, dtype=object)
    else:
        cells = np.full((len(records), width), "", dtype=object)
        for at, record in enumerate(records):
            cells[at, : len(record)] = record
    return from_texts(cells)


def from_texts(cells: Cells) -> pd.DataFrame:
    """The frame of cells that are texts; row numbers count from 1."""
    empty = _blank_to_none(cells)
    return _without_empty_rows(cells, np.arange(1, len(cells) + 1), empty)


def from_cells(cells: Cells, first_row: int, merged: Sequence[CellRange] = ()) -> pd.DataFrame:
    """The frame of `cells`: empty texts become None, rows without a cell are left out.

    `first_row` is the sheet row of the first row of `cells`; columns count from 0. The value of
    each merged area then counts for all its rows that are there.
    """
    return from_rows(cells, np.arange(first_row, first_row + len(cells)), merged)


def from_rows(
    cells: Cells, row_numbers: npt.NDArray[np.int_], merged: Sequence[CellRange] = ()
) -> pd.DataFrame:
    """The same for rows of which each has its own number."""
    blank = _blank_to_none(cells)
    empty = pd.isna(cells)
    if empty.sum() > blank.sum():
        not_a_number = empty & (cells != None)  # noqa: E711 - element by element
        cells[not_a_number] = ErrorCell("#NUM!")
        empty &= ~not_a_number
    return _without_empty_rows(cells, row_numbers, empty, merged)


def mostly(marked: Mapping[int, int], frame: pd.DataFrame) -> frozenset[int]:
    """The rows of the frame of whose filled cells most are marked; `marked` counts them by row."""
    rows = frame.index.intersection(list(marked))
    filled = frame.loc[rows].notna().sum(axis=1)
    return frozenset(int(row) for row in rows if marked[int(row)] * 2 > filled[row])


def _blank_to_none(cells: Cells) -> npt.NDArray[np.bool_]:
    """Makes None of empty texts; returns where they were."""
    blank: npt.NDArray[np.bool_] = cells == ""
    cells[blank] = None
    return blank


def _without_empty_rows(
    cells: Cells,
    row_numbers: npt.NDArray[np.int_],
    empty: npt.NDArray[np.bool_],
    merged: Sequence[CellRange] = (),
) -> pd.DataFrame:
    filled_rows = ~empty.all(axis=1)
    if not filled_rows.all():
        cells, row_numbers = cells[filled_rows], row_numbers[filled_rows]
    _fill_merged(cells, row_numbers, merged)
    return pd.DataFrame(cells, index=row_numbers, dtype=object, copy=False)


def _fill_merged(
    cells: Cells, row_numbers: npt.NDArray[np.int_], merged: Sequence[CellRange]
) -> None:
    """Only downwards: the columns beside an area's first would hold its value twice."""
    filled = 0
    for area in merged:
        start, end = np.searchsorted(row_numbers, (area.top, area.bottom + 1))
        if start < end and row_numbers[start] == area.top and area.left < cells.shape[1]:
            cells[start:end, area.left] = cells[start, area.left]
            filled += end - start
        if filled > limits.MAX_CELLS:  # areas that overlap a thousandfold are no merchant's
            raise errors.damaged()
