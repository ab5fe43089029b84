"""Tables of a web page: what many shops and programs save under the name .xls."""

import re
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

import numpy as np

from importer.reading import errors, frames, limits
from importer.reading.cells import CellRange, Sheet, Workbook

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", re.I)
_HEAD = 2**12
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.I)
_BREAKS = frozenset({"br", "p", "div", "li"})
_UNREAD = frozenset({"script", "style", "head", "title"})


class _Cell(NamedTuple):
    parts: list[str]
    columns: int
    rows: int


class _Table(NamedTuple):
    """The rows of a table, each its cells, and the numbers (1-based) of those that are hidden."""

    rows: list[list[_Cell]]
    hidden: set[int]


def declared_encoding(data: bytes) -> str | None:
    """The encoding that the page says it is in."""
    found = _CHARSET.search(data[:_HEAD])
    return found[1].decode("ascii") if found else None


def read_page(path: Path, text: str, encoding: str) -> Workbook | None:
    """The workbook of a page's tables, a sheet each, every cell text or empty; None for a page that
    has none. A table of one row or one column is no list, and one that stands within a cell is a
    table of its own.

    Raises FileUnreadable beyond the limits.
    """
    parser = _Parser()
    parser.feed(text)
    parser.close()
    sheets = []
    for number, table in enumerate(parser.tables, start=1):
        cells, merged = _grid(table.rows)
        if cells.shape[0] > 1 and cells.shape[1] > 1:
            sheets.append(
                Sheet(
                    name=f"{path.stem} {number}" if len(parser.tables) > 1 else path.stem,
                    frame=frames.from_cells(cells, 1, merged),
                    hidden_rows=frozenset(table.hidden),
                    merged=tuple(merged),
                )
            )
    if not sheets:
        return None
    return Workbook(path=path, format="html", sheets=tuple(sheets), encoding=encoding)


class _Parser(HTMLParser):
    """Collects tables; the text of a cell goes to the innermost one that is open."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self._open: list[tuple[_Table, _Cell | None]] = []
        self._unread = ""
        self._count = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNREAD:
            self._unread = tag
        elif tag == "table":
            table = _Table([], set())
            self.tables.append(table)
            self._open.append((table, None))
            limits.check_sheets(len(self.tables))
        elif self._open and tag == "tr":
            table, _ = self._open[-1]
            table.rows.append([])
            self._open[-1] = (table, None)
            if _HIDDEN.search(dict(attrs).get("style") or ""):
                table.hidden.add(len(table.rows))
        elif self._open and tag in ("td", "th"):
            self._start_cell(dict(attrs))
        elif tag in _BREAKS:
            self.handle_data("\n")

    def _start_cell(self, attributes: dict[str, str | None]) -> None:
        table, _ = self._open[-1]
        if not table.rows:
            table.rows.append([])
        cell = _Cell([], _span(attributes, "colspan"), _span(attributes, "rowspan"))
        table.rows[-1].append(cell)
        self._open[-1] = (table, cell)
        self._count += 1
        if self._count > limits.MAX_CELLS or not limits.allows(len(table.rows), cell.columns):
            raise errors.damaged()

    def handle_endtag(self, tag: str) -> None:
        if tag == self._unread:
            self._unread = ""
        elif self._open and tag == "table":
            self._open.pop()
        elif self._open and tag in ("td", "th", "tr"):
            self._open[-1] = (self._open[-1][0], None)

    def handle_data(self, data: str) -> None:
        if self._open and not self._unread and (cell := self._open[-1][1]) is not None:
            cell.parts.append(data)


def _span(attributes: dict[str, str | None], name: str) -> int:
    written = (attributes.get(name) or "").strip()
    return max(1, int(written)) if re.fullmatch(r"[0-9]{1,6}", written) else 1


def _grid(rows: Sequence[Sequence[_Cell]]) -> tuple[frames.Cells, list[CellRange]]:
    """The cells in their columns, with a cell over several rows as a merged area."""
    merged: list[CellRange] = []
    placed: list[tuple[int, int, str]] = []
    until: dict[int, int] = {}  # column → the last row that a cell from above takes
    width = 0
    for row, cells in enumerate(rows):
        column = 0
        for cell in cells:
            while until.get(column, -1) >= row:
                column += 1
            last = min(row + cell.rows, len(rows)) - 1
            if cell.rows > 1 or cell.columns > 1:
                limits.check_area("", len(rows), column + cell.columns)
                merged.append(CellRange(row + 1, column, last + 1, column + cell.columns - 1))
                until |= dict.fromkeys(range(column, column + cell.columns), last)
            text = "".join(cell.parts).strip()
            if len(text) > limits.MAX_CELL_CHARACTERS:
                raise errors.cell_too_long("HTML")
            placed.append((row, column, text))
            column += cell.columns
            width = max(width, column)
    limits.check_area("", len(rows), width)
    grid = np.full((len(rows), width), None, dtype=object)
    for row, column, text in placed:
        grid[row, column] = text
    return grid, [area for area in merged if area.bottom > area.top]
