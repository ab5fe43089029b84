"""Workbooks through the fast engine (python-calamine), put right where it cannot tell."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path

import numpy as np
from python_calamine import (
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from importer.garbage import gc_paused
from importer.reading import errors, frames, limits, xls, xlsb, xlsx
from importer.reading.cells import CellRange, Sheet, SheetMetadata, Workbook
from importer.reading.errors import translate_errors
from importer.reading.sniff import Format


def read_workbook(path: Path, data: bytes, kind: Format) -> Workbook:
    """The book in the bytes of a workbook.

    Raises FileUnreadable when it is damaged, behind a password or beyond the limits.
    """
    with translate_errors(), gc_paused():
        looks, data = _look(data, kind)
        with CalamineWorkbook.from_filelike(BytesIO(data)) as workbook:
            sheets = tuple(_sheets(workbook, looks))
    if all(sheet.frame.empty for sheet in sheets):
        raise errors.empty()
    return Workbook(path=path, format=str(kind), sheets=sheets)


def _look(
    data: bytes, kind: Format
) -> tuple[Sequence[SheetMetadata] | Mapping[str, SheetMetadata], bytes]:
    """The looks, by name or in order, and the bytes for the engine."""
    if kind is Format.XLSX:
        return xlsx.read_metadata(data)
    return (xlsb.look(data) if kind is Format.XLSB else xls.look(data)), data


def _sheets(
    workbook: CalamineWorkbook, looks: Sequence[SheetMetadata] | Mapping[str, SheetMetadata]
) -> Iterator[Sheet]:
    for at, meta in enumerate(workbook.sheets_metadata):
        if meta.typ is SheetTypeEnum.WorkSheet:
            look = looks[meta.name] if isinstance(looks, Mapping) else looks[at]
            hidden = meta.visible is not SheetVisibleEnum.Visible
            yield _sheet(meta.name, workbook.get_sheet_by_index(at), look, hidden)


def _sheet(name: str, engine: CalamineSheet, look: SheetMetadata, hidden: bool) -> Sheet:
    merged = look.merged or [CellRange(a + 1, b, c + 1, d) for (a, b), (c, d) in _areas(engine)]
    limits.check_area(
        name, engine.total_height and (engine.end or (0, 0))[0] + 1, engine.total_width
    )
    cells, top = _cells(engine.to_python(skip_empty_area=True), engine.start or (0, 0), look)
    limits.check_area(name, top + len(cells), cells.shape[1])
    return Sheet(
        name=name,
        frame=frames.from_cells(cells, top + 1, merged),
        hidden=hidden,
        hidden_rows=frozenset(look.hidden_rows),
        merged=tuple(merged),
    )


def _areas(engine: CalamineSheet) -> Iterable[tuple[tuple[int, int], tuple[int, int]]]:
    return engine.merged_cell_ranges or ()


def _cells(
    rows: Sequence[Sequence[object]], start: tuple[int, int], look: SheetMetadata
) -> tuple[frames.Cells, int]:
    """The cells from column 0 on, and how many sheet rows stand above them."""
    top, left = start
    bottom, right = top + len(rows), left + (len(rows[0]) if rows else 0)
    places = look.corrections
    if places:
        above = min(row for row, _ in places) - 1
        first, bottom = min(top, above) if rows else above, max(bottom, *(r for r, _ in places))
        right = max(right, *(column + 1 for _, column in places))
    else:
        first = top
    if (first, 0, right) == (top, left, len(rows[0]) if rows else 0) and bottom - top == len(rows):
        cells = np.array(rows, dtype=object).reshape(len(rows), right)
    else:
        cells = np.full((bottom - first, right), None, dtype=object)
        if rows:
            cells[top - first : top - first + len(rows), left : left + len(rows[0])] = rows
    for (row, column), cell in places.items():
        cells[row - 1 - first, column] = cell
    return cells, first
