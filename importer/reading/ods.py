"""OpenDocument spreadsheets, read from their own XML (ODF 1.2 part 1, chapter 9).

The fast engine gives booleans as numbers there, errors and results that are not there as nothing,
and knows neither merged areas nor hidden rows nor hidden sheets: too much to put right afterwards.
"""

from pathlib import Path
from typing import Protocol
from xml.parsers import expat

import numpy as np

from importer.garbage import gc_paused
from importer.reading import errors, frames, limits
from importer.reading.cells import CellRange, Sheet, Workbook
from importer.reading.ods_cells import Attributes, OdsCell, Styles
from importer.reading.package import Package

# Their cells or paragraphs are no content of the sheet's own cells.
_ASIDE = frozenset({"annotation", "dde-link", "tracked-changes", "shapes", "frame", "custom-shape"})
_CELLS = frozenset({"table-cell", "covered-table-cell"})
_MAX_HIDDEN = 10_000  # rows at once; more are the empty rest of a sheet


def read_ods(path: Path, data: bytes) -> Workbook:
    """The workbook in the bytes of an .ods file. Raises FileUnreadable as `read_workbook` does."""
    with errors.translate_errors(), gc_paused():
        package = Package(data)
        if b"encryption-data" in package.read("META-INF/manifest.xml"):
            raise errors.encrypted()
        styles = Styles()
        _parse(package.read_xml("styles.xml"), styles)
        content = _Content(styles)
        _parse(package.read_xml("content.xml"), content)
        if not any(sheet.frame.size for sheet in content.sheets):
            raise errors.empty()
        return Workbook(path=path, format="ods", sheets=tuple(content.sheets))


class _Handler(Protocol):
    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """Text within an element."""


def _parse(part: bytes, handler: _Handler) -> None:
    """Walk through the XML, names without their prefixes (ODF's own are not ambiguous here)."""
    local = _LocalNames()
    depth = 0

    def start(name: str, attributes: Attributes) -> None:
        nonlocal depth
        depth += 1
        if depth > limits.MAX_DEPTH:
            raise errors.damaged()
        handler.start(local[name], {local[key]: value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        handler.end(local[name])

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = handler.text
    if part:
        parser.Parse(part, True)


class _LocalNames(dict[str, str]):
    """Names → names without their prefix, each cut once."""

    def __missing__(self, name: str) -> str:
        self[name] = name.rpartition(":")[2]
        return self[name]


class _Content:
    """Gathers the sheets of content.xml."""

    def __init__(self, styles: Styles) -> None:
        self.sheets: list[Sheet] = []
        self._styles = styles
        self._table: _Table | None = None
        self._depth_aside = 0

    def start(self, name: str, attributes: Attributes) -> None:
        if self._depth_aside or name in _ASIDE:
            self._depth_aside += 1
        elif self._table is not None:
            self._table.start(name, attributes)
        elif name == "table":
            self._table = _Table(attributes, self._styles)
        else:
            self._styles.start(name, attributes)

    def end(self, name: str) -> None:
        if self._depth_aside:
            self._depth_aside -= 1
        elif self._table is None:
            self._styles.end(name)
        elif name == "table":
            self.sheets.append(self._table.sheet())
            limits.check_sheets(len(self.sheets))
            self._table = None
        else:
            self._table.end(name)

    def text(self, text: str) -> None:
        if not self._depth_aside:
            (self._table or self._styles).text(text)


class _Table:
    """Gathers the rows of one sheet."""

    def __init__(self, attributes: Attributes, styles: Styles) -> None:
        self._styles = styles
        self._name = attributes.get("name", "")
        self._hidden = attributes.get("style-name") in styles.hidden_tables
        self._rows: dict[int, list[object]] = {}
        self._width = 0
        self._text_size = 0
        self._hidden_rows: set[int] = set()
        self._merged: list[CellRange] = []
        self._column_styles: list[tuple[int, str]] = []  # (first column after it, style)
        self._row = 0  # how many rows came before
        self._row_attributes: Attributes = {}
        self._row_count = 1
        self._values: list[object] = []
        self._column = 0
        self._struck = 0  # cells of the row that are struck out
        self._struck_rows: dict[int, int] = {}
        self._cell: OdsCell | None = None

    def start(self, name: str, attributes: Attributes) -> None:
        if self._cell is not None:
            self._cell.start(name, attributes)
        elif name in _CELLS:
            self._cell = OdsCell(attributes)
        elif name == "table-row":
            self._row_attributes = attributes
            self._row_count = _count(attributes, "number-rows-repeated")
            self._values, self._column, self._struck = [], 0, 0
        elif name == "table-column":
            first = self._column_styles[-1][0] if self._column_styles else 0
            end = first + _count(attributes, "number-columns-repeated")
            self._column_styles.append((end, attributes.get("default-cell-style-name", "")))

    def end(self, name: str) -> None:
        if self._cell is not None and name in _CELLS:
            self._end_cell(self._cell)
            self._cell = None
        elif self._cell is not None:
            self._cell.end(name)
        elif name == "table-row":
            self._end_row()

    def text(self, text: str) -> None:
        if self._cell is not None:
            self._cell.text(text)

    def _end_cell(self, cell: OdsCell) -> None:
        count = _count(cell.attributes, "number-columns-repeated")
        style = self._style(cell) if self._styles.pads or self._styles.struck else ""
        value = cell.value(self._styles.padded_format(style))
        height = _count(cell.attributes, "number-rows-spanned")
        if height > 1:
            top, left = self._row + 1, self._column
            width = _count(cell.attributes, "number-columns-spanned")
            self._merged.append(CellRange(top, left, top + height - 1, left + width - 1))
        if value is not None:
            limits.check_area(self._name, self._row + self._row_count, self._column + count)
            self._values += [None] * (self._column - len(self._values)) + [value] * count
            self._struck += style in self._styles.struck and count
        self._column += count

    def _style(self, cell: OdsCell) -> str:
        style = cell.attributes.get("style-name")
        style = style or self._row_attributes.get("default-cell-style-name")
        of_column = (style for end, style in self._column_styles if end > self._column)
        return style or next(of_column, "")

    def _end_row(self) -> None:
        first, self._row = self._row + 1, self._row + self._row_count
        rows = range(first, self._row + 1)
        is_visible = self._row_attributes.get("visibility", "visible") == "visible"
        if not is_visible and self._row_count < _MAX_HIDDEN:
            self._hidden_rows.update(rows)
        if self._values:
            self._width = max(self._width, len(self._values))
            if (len(self._rows) + self._row_count) * self._width > limits.MAX_CELLS:
                limits.check_area(self._name, limits.MAX_ROWS, limits.MAX_COLUMNS)
            texts = (len(value) for value in self._values if isinstance(value, str))
            self._text_size += self._row_count * sum(texts)
            limits.check_text(self._text_size)
            self._rows.update(dict.fromkeys(rows, self._values))
            if self._struck:
                self._struck_rows.update(dict.fromkeys(rows, self._struck))

    def sheet(self) -> Sheet:
        """The sheet of all rows so far."""
        cells = np.full((len(self._rows), self._width), None, dtype=object)
        for at, values in enumerate(self._rows.values()):
            cells[at, : len(values)] = values
        row_numbers = np.array(list(self._rows), dtype=int)
        frame = frames.from_rows(cells, row_numbers, self._merged)
        return Sheet(
            name=self._name,
            frame=frame,
            hidden=self._hidden,
            hidden_rows=frozenset(self._hidden_rows),
            struck_rows=frames.mostly(self._struck_rows, frame),
            merged=tuple(self._merged),
        )


def _count(attributes: Attributes, name: str) -> int:
    """A count of repeated or spanned rows or columns: 1 when it is not told."""
    count = attributes.get(name, "1")
    if not (count.isascii() and count.isdigit() and len(count) < 10):
        raise errors.damaged()
    return max(1, int(count))
