"""The cells of an .xlsx sheet that the engine cannot tell, read as XML however it is written.

This is the plain way; `xlsx_fast` comes to the same where a sheet is written as most are.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, NoReturn
from xml.parsers import expat

from importer.reading import errors
from importer.reading.cells import (
    AroundText,
    CellRange,
    Correction,
    ErrorCell,
    SheetMetadata,
    UncachedFormula,
    column_number,
)
from importer.reading.number_format import around_text, formatted_number

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
RowStyles = tuple[tuple[int, int], ...]  # (column, style number) of each cell of a row


class WorkbookRules(NamedTuple):
    """What the workbook says for all its sheets.

    `padded_styles` has the format code of each style that shows something else than a cell holds,
    `struck_styles` are those that strike it out; `recalculates` is whether the program that wrote
    the file left the calculating to Excel.
    """

    padded_styles: dict[int, str]
    struck_styles: frozenset[int]
    recalculates: bool


class Cell(NamedTuple):
    """A cell as it is written: `kind` is its attribute `t`, `texts` what its elements hold."""

    row: int
    column: int
    style: int
    kind: str
    texts: dict[str, str]

    def correction(self, rules: WorkbookRules) -> Correction | None:
        """What the cell is, when the engine cannot tell."""
        value, formula = self.texts.get("v", "").strip(), self.texts.get("f")
        if formula is not None and self._is_unknown(value, rules):
            return UncachedFormula(formula)
        if self.kind == "e":
            return ErrorCell(value or "#VALUE!")
        code = rules.padded_styles.get(self.style)
        if code is None:
            return None
        if self.kind in ("s", "str", "inlineStr"):
            around = around_text(code)
            return AroundText(*around) if around else None
        if self.kind == "n" and value:
            try:
                return formatted_number(float(value), code)
            except ValueError:
                return None
        return None

    def _is_unknown(self, value: str, rules: WorkbookRules) -> bool:
        """Whether the program that wrote the formula left it to Excel to calculate it.

        Such programs store no value, or 0 whatever the formula: as 0.0, which Excel never writes,
        or beside an order to calculate anew. An empty text may be a result.
        """
        if self.kind in ("str", "inlineStr"):
            has_result = "v" in self.texts or "t" in self.texts
            return not has_result and self.texts["f"] != '""'
        return not value or value == "0.0" or (rules.recalculates and value == "0")


@dataclass
class SheetScan:
    """What a sheet tells. All its values stand within the first `rows` and `columns`.

    The bytes from `values_end` on hold no value; None when that was not looked for.
    """

    metadata: SheetMetadata = field(default_factory=SheetMetadata)
    rows: int = 0
    columns: int = 0
    values_end: int | None = None

    def reach(self, row: int, column: int) -> None:
        """There is a value."""
        self.rows, self.columns = max(self.rows, row), max(self.columns, column + 1)

    def add(self, cells: Iterable[Cell], rules: WorkbookRules) -> None:
        """Take account of more cells; those of nothing but a format are passed over."""
        for cell in cells:
            if cell.texts:
                self.reach(cell.row, cell.column)
                self.metadata.struck[cell.row] += cell.style in rules.struck_styles
                correction = cell.correction(rules)
                if correction is not None:
                    self.metadata.corrections[cell.row, cell.column] = correction


def scan_sheet(pieces: Iterable[bytes], rules: WorkbookRules) -> SheetScan:
    """What the sheet tells. Raises FileUnreadable or ExpatError where it is no sound XML."""
    scan = SheetScan()
    scan.add(_every_cell(pieces, SheetParser(scan.metadata)), rules)
    return scan


def row_styles(pieces: Iterable[bytes], rows: Collection[int]) -> dict[int, RowStyles]:
    """Those rows of the sheet, each with the styles of its cells."""
    styles: dict[int, list[tuple[int, int]]] = {}
    for cell in _every_cell(pieces, SheetParser(SheetMetadata())):
        if cell.row in rows:
            styles.setdefault(cell.row, []).append((cell.column, cell.style))
    return {row: tuple(cells) for row, cells in styles.items()}


def _every_cell(pieces: Iterable[bytes], parser: "SheetParser") -> Iterator[Cell]:
    for piece in pieces:
        yield from parser.feed(piece)
    parser.close()


class SheetParser:
    """Takes a sheet's XML as it unpacks; hidden rows and merged areas go to `metadata`.

    A row or cell that does not state its position follows the one before it; `counts_positions`
    tells whether there was any.
    """

    def __init__(self, metadata: SheetMetadata) -> None:
        self.counts_positions = False
        self._metadata = metadata
        self._cells: list[Cell] = []
        self._row, self._column = 0, -1
        self._open: Cell | None = None
        self._element = ""
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.StartDoctypeDeclHandler = _refuse_entities

    def feed(self, xml: bytes) -> list[Cell]:
        """The cells that end in the next piece. Raises ExpatError, or FileUnreadable."""
        self._cells = []
        self._parser.Parse(xml, False)
        return self._cells

    def close(self) -> None:
        """Raise ExpatError when the XML is not complete."""
        self._parser.Parse(b"", True)

    def _start(self, prefixed_name: str, attributes: dict[str, str]) -> None:
        name = prefixed_name.rpartition(":")[2]
        if self._open:
            self._element = name
            self._text("")
        elif name == "c":
            self._open = self._new_cell(attributes)
            self._element = ""
        elif name == "row":
            self.counts_positions |= "r" not in attributes
            self._row = _position(f"A{attributes.get('r', self._row + 1)}")[0]
            self._column = -1
            if attributes.get("hidden") in ("1", "true"):
                self._metadata.hidden_rows.add(self._row)
        elif name == "mergeCell":
            first, _, last = attributes.get("ref", "").partition(":")
            if _REFERENCE.fullmatch(first) and _REFERENCE.fullmatch(last):
                self._metadata.merged.append(CellRange(*_position(first), *_position(last)))

    def _new_cell(self, attributes: dict[str, str]) -> Cell:
        row, self._column = self._row, self._column + 1
        if "r" in attributes:
            row, self._column = _position(attributes["r"])
        else:
            self.counts_positions = True
        style = attributes.get("s", "")
        return Cell(
            row=row,
            column=self._column,
            style=int(style) if style.isdecimal() else 0,
            kind=attributes.get("t", "n"),
            texts={},
        )

    def _end(self, prefixed_name: str) -> None:
        self._element = ""
        if self._open and prefixed_name.rpartition(":")[2] == "c":
            self._cells.append(self._open)
            self._open = None

    def _text(self, text: str) -> None:
        if self._open:
            texts = self._open.texts
            texts[self._element] = texts.get(self._element, "") + text


def _refuse_entities(*_declaration: object) -> NoReturn:
    raise errors.damaged()


def _position(reference: str) -> tuple[int, int]:
    match = _REFERENCE.fullmatch(reference)
    if not match:
        raise errors.damaged()
    return int(match[2]), column_number(match[1])
