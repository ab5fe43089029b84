"""OpenDocument spreadsheets, read from their own XML (ODF 1.2 part 1, chapter 9).

The fast engine gives booleans as numbers there, errors and results that are not there as nothing,
and knows neither merged areas nor hidden rows nor hidden sheets: too much to put right afterwards.
"""

from collections.abc import Callable
from pathlib import Path
from xml.parsers import expat

import numpy as np

from importer.garbage import gc_paused
from importer.reading import errors, frames, limits, ods_cells
from importer.reading.cells import CellRange, Sheet, Workbook
from importer.reading.errors import translate_errors
from importer.reading.ods_styles import Styles
from importer.reading.package import Package

Attributes = dict[str, str]
# Their cells or paragraphs are no content of the sheet's own cells.
_ASIDE = frozenset({"annotation", "dde-link", "tracked-changes", "shapes", "frame", "custom-shape"})
_CELLS = frozenset({"table-cell", "covered-table-cell"})


def read_ods(path: Path, data: bytes) -> Workbook:
    """The book in the bytes of an .ods file. Raises FileUnreadable as `read_workbook` does."""
    with translate_errors(), gc_paused():
        return _book(path, Package(data))


def _book(path: Path, package: Package) -> Workbook:
    if b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise errors.encrypted()
    styles = Styles()
    _parse(package.read_xml("styles.xml"), styles.start, styles.end, styles.text)
    content = _Content(styles)
    _parse(package.read_xml("content.xml"), content.start, content.end, content.text)
    if not any(sheet.frame.size for sheet in content.sheets):
        raise errors.empty()
    return Workbook(path=path, format="ods", sheets=tuple(content.sheets))


def _parse(
    part: bytes,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None],
    text: Callable[[str], None],
) -> None:
    """Walk through the XML, names without their prefixes (ODF's own are not ambiguous here)."""
    short = _Short()

    def begin(name: str, attributes: Attributes) -> None:
        start(short[name], {short[key]: value for key, value in attributes.items()})

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = begin
    parser.EndElementHandler = lambda name: end(short[name])
    parser.CharacterDataHandler = text
    if part:
        parser.Parse(part, True)


class _Short(dict[str, str]):
    """Names → names without their prefix, each cut once."""

    def __missing__(self, name: str) -> str:
        self[name] = name.rpartition(":")[2]
        return self[name]


class _Content:
    """Gathers the sheets of content.xml."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.sheets: list[Sheet] = []
        self.table: _Table | None = None
        self.aside = 0

    def start(self, name: str, attributes: Attributes) -> None:
        if self.aside or name in _ASIDE:
            self.aside += 1
        elif self.table is not None:
            self.table.start(name, attributes)
        elif name == "table":
            self.table = _Table(attributes, self.styles)
        else:
            self.styles.start(name, attributes)

    def end(self, name: str) -> None:
        if self.aside:
            self.aside -= 1
        elif self.table is None:
            self.styles.end(name)
        elif name == "table":
            self.sheets.append(self.table.sheet())
            self.table = None
        else:
            self.table.end(name)

    def text(self, text: str) -> None:
        if self.aside:
            return
        (self.table or self.styles).text(text)


class _Table:
    """Gathers the rows of one sheet."""

    def __init__(self, attributes: Attributes, styles: Styles) -> None:
        self.styles = styles
        self.name = attributes.get("name", "")
        self.hidden = attributes.get("style-name") in styles.hidden_tables
        self.rows: dict[int, list[object]] = {}
        self.hidden_rows: set[int] = set()
        self.merged: list[CellRange] = []
        self.column_styles: list[tuple[int, str]] = []  # (first column after it, style)
        self.row = 0
        self.repeated = 1
        self.row_attributes: Attributes = {}
        self.cells: list[object] = []
        self.column = 0
        self.width = 0
        self.cell: ods_cells.Cell | None = None

    def start(self, name: str, attributes: Attributes) -> None:
        if self.cell is not None:
            self.cell.start(name, attributes)
        elif name in _CELLS:
            self.cell = ods_cells.Cell(attributes)
        elif name == "table-row":
            self.row_attributes = attributes
            self.repeated = _count(attributes, "number-rows-repeated")
            self.cells, self.column = [], 0
        elif name == "table-column":
            last = self.column_styles[-1][0] if self.column_styles else 0
            end = last + _count(attributes, "number-columns-repeated")
            self.column_styles.append((end, attributes.get("default-cell-style-name", "")))

    def end(self, name: str) -> None:
        if self.cell is not None and name in _CELLS:
            self._take(self.cell)
            self.cell = None
        elif self.cell is not None:
            self.cell.end(name)
        elif name == "table-row":
            self._end_row()

    def text(self, text: str) -> None:
        if self.cell is not None:
            self.cell.text(text)

    def _take(self, cell: ods_cells.Cell) -> None:
        times = _count(cell.attributes, "number-columns-repeated")
        value = cell.value(self._pattern(cell) if self.styles.pads else "")
        if "number-rows-spanned" in cell.attributes:
            self._merge(cell.attributes)
        if value is not None:
            limits.check_area(self.name, self.row + self.repeated, self.column + times)
            self.cells += [None] * (self.column - len(self.cells)) + [value] * times
        self.column += times

    def _merge(self, attributes: Attributes) -> None:
        tall = _count(attributes, "number-rows-spanned")
        wide = _count(attributes, "number-columns-spanned")
        if tall > 1:
            top, left = self.row + 1, self.column
            self.merged.append(CellRange(top, left, top + tall - 1, left + wide - 1))

    def _pattern(self, cell: ods_cells.Cell) -> str:
        own = cell.attributes.get("style-name") or self.row_attributes.get(
            "default-cell-style-name"
        )
        default = (style for end, style in self.column_styles if end > self.column)
        return self.styles.pattern(own or next(default, ""))

    def _end_row(self) -> None:
        first, self.row = self.row + 1, self.row + self.repeated
        if self.row_attributes.get("visibility", "visible") != "visible" and self.repeated < 10_000:
            self.hidden_rows.update(range(first, self.row + 1))
        if self.cells:
            self.width = max(self.width, len(self.cells))
            if (len(self.rows) + self.repeated) * self.width > limits.MAX_CELLS:
                limits.check_area(self.name, limits.MAX_ROWS, limits.MAX_COLUMNS)
            self.rows.update(dict.fromkeys(range(first, self.row + 1), self.cells))

    def sheet(self) -> Sheet:
        """The sheet of all rows so far."""
        cells = np.full((len(self.rows), self.width), None, dtype=object)
        for at, row in enumerate(self.rows.values()):
            cells[at, : len(row)] = row
        return Sheet(
            name=self.name,
            frame=frames.from_rows(cells, np.array(list(self.rows), dtype=int), self.merged),
            hidden=self.hidden,
            hidden_rows=frozenset(self.hidden_rows),
            merged=tuple(self.merged),
        )


def _count(attributes: Attributes, name: str) -> int:
    """A count of repeated or spanned rows or columns: 1 when it is not told."""
    said = attributes.get(name)
    if said is None:
        return 1
    if not (said.isascii() and said.isdigit() and len(said) < 10):
        raise errors.damaged()
    return max(1, int(said))
