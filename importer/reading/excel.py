"""Workbooks through the fast engine (python-calamine), put right where it cannot tell."""

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path

import numpy as np
from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from importer.garbage import gc_paused
from importer.reading import errors, frames, limits, xls, xlsb, xlsx
from importer.reading.cells import (
    AroundText,
    CellRange,
    Correction,
    Position,
    Sheet,
    SheetMetadata,
    Workbook,
)
from importer.reading.relations import with_usual_names
from importer.reading.sniff import Format


def read_excel(path: Path, data: bytes, format_: Format) -> Workbook:
    """The workbook in the bytes of a .xlsx, .xlsb or .xls file.

    Raises FileUnreadable when it is damaged, behind a password or beyond the limits.
    """
    metadata: Sequence[SheetMetadata] | Mapping[str, SheetMetadata]
    with errors.translate_errors(), gc_paused():
        if format_ is Format.XLSX:
            data = with_usual_names(data, "xml")
            metadata, data = xlsx.read_metadata(data)
        elif format_ is Format.XLSB:
            data = with_usual_names(data, "bin")
            metadata = xlsb.read_metadata(data)
        else:
            metadata = xls.read_metadata(data)
        with CalamineWorkbook.from_filelike(BytesIO(data)) as engine:
            sheets = tuple(_sheets(engine, metadata))
    if all(sheet.frame.empty for sheet in sheets):
        raise errors.empty()
    return Workbook(path=path, format=str(format_), sheets=sheets)


def _sheets(
    engine: CalamineWorkbook, metadata: Sequence[SheetMetadata] | Mapping[str, SheetMetadata]
) -> Iterator[Sheet]:
    for at, entry in enumerate(engine.sheets_metadata):
        if entry.typ is SheetTypeEnum.WorkSheet:
            known = metadata[entry.name] if isinstance(metadata, Mapping) else metadata[at]
            is_hidden = entry.visible is not SheetVisibleEnum.Visible
            yield _sheet(entry.name, engine.get_sheet_by_index(at), known, is_hidden)


def _sheet(name: str, engine: CalamineSheet, metadata: SheetMetadata, hidden: bool) -> Sheet:
    merged = metadata.merged or [
        CellRange(top + 1, left, bottom + 1, right)
        for (top, left), (bottom, right) in engine.merged_cell_ranges or ()
    ]
    rows = engine.total_height and (engine.end or (0, 0))[0] + 1
    limits.check_area(name, rows, engine.total_width)
    values = engine.to_python(skip_empty_area=True)
    cells, rows_above = _cells(values, engine.start or (0, 0), metadata.corrections)
    limits.check_area(name, rows_above + len(cells), cells.shape[1])
    frame = frames.from_cells(cells, rows_above + 1, merged)
    return Sheet(
        name=name,
        frame=frame,
        hidden=hidden,
        hidden_rows=frozenset(metadata.hidden_rows),
        struck_rows=frames.mostly(metadata.struck, frame),
        merged=tuple(merged),
    )


def _cells(
    values: Sequence[Sequence[object]],
    start: tuple[int, int],
    corrections: Mapping[Position, Correction],
) -> tuple[frames.Cells, int]:
    """The cells from column 0 on, and how many sheet rows stand above them.

    `start` is the position of the engine's first value, both numbers 0-based.
    """
    top, left = start
    width = len(values[0]) if values else 0
    first, bottom, right = top, top + len(values), left + width
    if corrections:
        rows, columns = {row for row, _ in corrections}, {column for _, column in corrections}
        first = min(top, min(rows) - 1) if values else min(rows) - 1
        bottom, right = max(bottom, *rows), max(right, max(columns) + 1)
    if (first, bottom, right, left) == (top, top + len(values), width, 0):
        cells = np.array(values, dtype=object).reshape(len(values), right)
    else:
        cells = np.full((bottom - first, right), None, dtype=object)
        if values:
            cells[top - first : top - first + len(values), left : left + width] = values
    for (row, column), cell in corrections.items():
        at = row - 1 - first, column
        if isinstance(cell, AroundText):
            if isinstance(text := cells[at], str) and text:
                cells[at] = f"{cell.before}{text}{cell.after}"
        else:
            cells[at] = cell
    return cells, first
