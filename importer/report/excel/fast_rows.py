"""Rows as ready XML: five times as fast as cell by cell.

XlsxWriter spends 6 µs a cell, which makes a report of 100,000 rows by 40 columns take longer than
all the rest of a run. Here, and nowhere else, its insides are touched: those of the versions in
`_KNOWN`, which the package asks for. Any other version gets `source_cells.RowSheet`, which reads
the same; a test holds both equal.

Source rows are alike, and there can be millions of cells: the XML of a whole row is made once for
each pattern of kinds and formats, then filled with the values.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from math import isfinite
from types import NoneType
from typing import TextIO, cast

import xlsxwriter
from xlsxwriter.format import Format

from importer.reading import column_letter
from importer.report.excel.source_cells import (
    BLANK,
    NUMBER,
    Cell,
    Codes,
    Kind,
    RowSheet,
    SourceCells,
    Value,
    cut,
    kind_of,
)
from importer.report.excel.style import LONGEST

_KNOWN = ("3.2.", "3.3.")
_CELLS_KEPT = 40_000  # in patterns, some 100 bytes each, however wide the sheet is
# The XML of a cell after its address and style, by its form; %s is for the value.
_PLAIN = Kind("plain text")  # of a row whose texts all stand as they are
_TEXT = ' t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>'
_NUMBER, _TRUTH, _BLANK = "><v>%s</v></c>", ' t="b"><v>%d</v></c>', "/>"
_XML = {
    "text": _TEXT,
    "plain text": ' t="inlineStr"><is><t>%s</t></is></c>',
    "number": _NUMBER,
    "truth": _TRUTH,
    "blank": _BLANK,
}
_AS_THEY_STAND: dict[type, Kind] = {float: NUMBER, int: NUMBER, NoneType: BLANK}
_WITH_TEXT = {**_AS_THEY_STAND, str: _PLAIN}
# XML's own, what XML cannot hold, and what would be read as an escape of those (ECMA-376, 22.4.2.4)
_TO_ESCAPE = re.compile("[&<>\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]|_(?=x[0-9a-fA-F]{4}_)")
_NOT_PLAIN = re.compile(rf"{_TO_ESCAPE.pattern}|^[-=+@\s]|\s$", re.MULTILINE)
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def sheet_class() -> type[RowSheet]:
    """The quickest worksheet that the installed XlsxWriter can carry."""
    return FastSheet if xlsxwriter.__version__.startswith(_KNOWN) else RowSheet


class FastSheet(RowSheet):
    """The worksheet that writes its rows as XML."""

    @cached_property
    def _styles(self) -> "_StyleNumbers":
        return _StyleNumbers()

    @cached_property
    def _patterns(self) -> "_RowPatterns":
        return _RowPatterns(self.source, self._styles)

    def add_row(self, row: int, cells: Sequence[Cell | None], height: float | None = None) -> None:
        """As `RowSheet.add_row`."""
        self._write_raw(row, len(cells), self._xml(row, cells), height)

    def add_source_row(
        self,
        row: int,
        front: Sequence[Cell | None],
        values: Sequence[object],
        codes: Codes,
        bad: Collection[int],
        height: float | None = None,
    ) -> None:
        """As `RowSheet.add_source_row`."""
        xml = self._xml(row, front) + self._patterns.row(row, values, codes, bad)
        self._write_raw(row, len(front) + len(values), xml, height)

    def add_link(self, row: int, column: int, target: str, tip: str) -> None:
        """As `RowSheet.add_link`."""
        self.ignore_write_string = True
        self.write_url(row, column, target, tip=tip)
        self.ignore_write_string = False

    def _xml(self, row: int, cells: Sequence[Cell | None]) -> str:
        number, styles = row + 1, self._styles
        made: list[str] = []
        for letter, cell in zip(_letters(len(cells)), cells, strict=True):
            if cell is not None:
                value, style = cell
                content = _TEXT % _fit(value) if type(value) is str else _other_content(value)
                made.append(f'<c r="{letter}{number}" s="{styles[style]}"{content}')
        return "".join(made)

    def _write_raw(self, row: int, columns: int, cells: str, height: float | None) -> None:
        if self.previous_row < row:
            self._write_single_row(row)
        self._check_dimensions(row, columns - 1)
        tall = f' ht="{height:g}" customHeight="1"' if height else ""
        cast(TextIO, self.row_data_fh).write(f'<row r="{row + 1}"{tall}>{cells}</row>')
        self.previous_row = row + 1


class _RowPatterns:
    """Makes the XML of rows of source cells."""

    def __init__(self, source: SourceCells, styles: "_StyleNumbers") -> None:
        self._source, self._styles = source, styles
        self._letters = [column_letter(source.first + n) for n in range(source.width)]
        self._pattern = lru_cache(_CELLS_KEPT // max(source.width, 1))(self._new_pattern)

    def row(self, row: int, cells: Sequence[object], codes: Codes, bad: Collection[int]) -> str:
        """The XML of a row; there can be millions of cells, so most rows take no loop of ours."""
        texts = "\n".join([cell for cell in cells if type(cell) is str])
        are_plain = len(texts) <= LONGEST // 2 and not _NOT_PLAIN.search(texts)
        as_they_stand = _WITH_TEXT if are_plain else _AS_THEY_STAND
        try:
            kinds = tuple(map(as_they_stand.__getitem__, map(type, cells)))
            values = [cell for cell in cells if cell is not None]
            if not all(map(isfinite, [cell for cell in cells if type(cell) is float])):
                kinds, values = _one_by_one(cells, as_they_stand)
        except KeyError:
            kinds, values = _one_by_one(cells, as_they_stand)
        pattern = self._pattern(kinds, codes, frozenset(bad))
        return pattern.replace("#", str(row + 1)) % tuple(values)

    def _new_pattern(self, kinds: tuple[Kind, ...], codes: Codes, bad: frozenset[int]) -> str:
        """The XML of a row, with # for its number and %s for each value."""
        formats = self._source.formats(kinds, codes, bad)
        return "".join(
            f'<c r="{letter}#" s="{self._styles[style]}"{_XML[kind.form]}'
            for letter, kind, style in zip(self._letters, kinds, formats, strict=True)
            if style is not None
        )


class _StyleNumbers(dict[Format, int]):
    """The numbers of the formats in the workbook."""

    def __missing__(self, style: Format) -> int:
        self[style] = int(style._get_xf_index())  # type: ignore[no-untyped-call]
        return self[style]


@cache
def _letters(columns: int) -> Sequence[str]:
    return [column_letter(n) for n in range(columns)]


def _other_content(value: Value) -> str:
    if value is None:
        return _BLANK
    return _TRUTH % value if value is True or value is False else _NUMBER % value


def _one_by_one(
    cells: Sequence[object], as_they_stand: Mapping[type, Kind]
) -> tuple[tuple[Kind, ...], list[object]]:
    """The kinds of the cells, and the values of those that are not blank."""
    kinds: list[Kind] = []
    values: list[object] = []
    for cell in cells:
        kind, value = as_they_stand.get(type(cell)), cell
        if kind is None or (kind is NUMBER and not isfinite(cast(float, cell))):
            kind, value = kind_of(cell)
            value = _fit(value) if isinstance(value, str) else value
        kinds.append(kind)
        if value is not None:
            values.append(value)
    return tuple(kinds), values


def _fit(text: str) -> str:
    """The text as it can stand in a cell: cut to what Excel keeps, and escaped."""
    if len(text) > LONGEST // 2:
        text = cut(text)
    return _TO_ESCAPE.sub(_escape, text) if _TO_ESCAPE.search(text) else text


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    if character == "_":
        return "_x005F_"
    if "\ud800" <= character <= "\udfff":
        return "\N{REPLACEMENT CHARACTER}"
    return _ENTITIES.get(character) or f"_x{ord(character):04X}_"
