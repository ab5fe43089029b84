"""A source cell as it stood: the same value, of the same kind, in the same number format.

Rows are alike, and there can be millions of cells: the XML of a whole row is made once for each
pattern of kinds and formats, then filled with the values.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache, lru_cache
from math import isfinite
from types import NoneType
from typing import cast

from importer.errors import FileUnreadable
from importer.reading import (
    ErrorCell,
    FormattedNumber,
    UncachedFormula,
    column_letter,
    number_formats,
)
from importer.report.excel.fast_rows import (
    BLANK,
    FORMULA_STARTS,
    NUMBER,
    PLAIN,
    TEXT,
    TRUTH,
    all_plain,
    fit,
    serial,
    style_of,
)
from importer.report.excel.style import BAD, BAD_INK, Styles
from importer.report.model import RunReport

Codes = tuple[str, ...]
_CELLS_KEPT = 40_000  # in patterns, some 100 bytes each, however wide the sheet is


@dataclass(frozen=True, slots=True, eq=False)
class _Kind:
    """How cells of a kind are written: their XML, and the format of those that have none."""

    xml: str
    code: str = ""
    quoted: bool = False  # so that editing the cell does not make a formula of it


_Kinds = tuple[_Kind, ...]
_TEXT, _QUOTED, _NUMBER, _TRUTH = _Kind(TEXT), _Kind(TEXT, quoted=True), _Kind(NUMBER), _Kind(TRUTH)
_BLANK = _Kind(BLANK)
_MOMENTS = {
    datetime: _Kind(NUMBER, "yyyy-mm-dd hh:mm:ss"),  # before date, as it is one, too
    date: _Kind(NUMBER, "yyyy-mm-dd"),
    time: _Kind(NUMBER, "hh:mm:ss"),
    timedelta: _Kind(NUMBER, "[h]:mm:ss"),
}
_AS_IT_STANDS: dict[type, _Kind] = {float: _NUMBER, int: _NUMBER, NoneType: _BLANK}
_WITH_TEXT = {**_AS_IT_STANDS, str: _Kind(PLAIN)}


class SourceCells:
    """Makes rows of source cells in their formats (Excel's codes, "": General), bad ones marked.

    The cells stand from column `first` (0-based) on, `width` of them. With `keep_blanks` the
    format of an empty cell is kept, too.
    """

    def __init__(self, styles: Styles, first: int, width: int, *, keep_blanks: bool) -> None:
        self._styles, self._keep_blanks = styles, keep_blanks
        self._letters = [column_letter(first + n) for n in range(width)]
        self._style = cache(self._new_style)
        self._pattern = lru_cache(_CELLS_KEPT // max(width, 1))(self._new_pattern)

    def row(self, row: int, cells: Sequence[object], codes: Codes, bad: Iterable[int]) -> str:
        """The XML of the cells of `row` (0-based); `bad` has the places of the bad ones."""
        as_it_stands = _WITH_TEXT if _texts_are_plain(cells) else _AS_IT_STANDS
        kinds: list[_Kind] = []
        values: list[object] = []
        for cell in cells:  # there can be millions: be quick with nearly all of them
            kind, value = as_it_stands.get(type(cell)), cell
            if kind is None or (kind is _NUMBER and not isfinite(cast(float, cell))):
                kind, value = _kind_of(cell)
            kinds.append(kind)
            if value is not None:
                values.append(value)
        pattern = self._pattern(tuple(kinds), codes, frozenset(bad))
        return pattern.replace("#", str(row + 1)) % tuple(values)

    def _new_pattern(self, kinds: _Kinds, codes: Codes, bad: frozenset[int]) -> str:
        """The XML of a row, with # for its number and %s for each value."""
        made = []
        for n, (kind, code) in enumerate(zip(kinds, codes, strict=True)):
            if kind is not _BLANK or n in bad or (self._keep_blanks and code):
                style = self._style(code or kind.code, n in bad, kind.quoted)
                made.append(f'<c r="{self._letters[n]}#" s="{style}"{kind.xml}')
        return "".join(made)

    def _new_style(self, code: str, bad: bool, quoted: bool) -> int:
        look: dict[str, object] = {"num_format": code} if code else {}
        if bad:
            look |= {"bg_color": BAD, "border": 1, "border_color": BAD_INK}
        if quoted:
            look["quote_prefix"] = True
        return style_of(self._styles.own(**look))


def _texts_are_plain(cells: Sequence[object]) -> bool:
    return all_plain([cell for cell in cells if type(cell) is str])


def _kind_of(cell: object) -> tuple[_Kind, object]:
    """The kind of a cell, and its value as it is written."""
    match cell:
        case str():
            return _of_text(cell)
        case datetime() | date() | time() | timedelta():
            kinds = (kind for of, kind in _MOMENTS.items() if isinstance(cell, of))
            return next(kinds), serial(cell)
        case bool():
            return _TRUTH, cell
        case FormattedNumber() if isfinite(cell):
            return _padded(len(cell.display_text) if cell.display_text.isdigit() else 0), float(
                cell
            )
        case int() | float() if isfinite(cell):
            return _NUMBER, cell
        case ErrorCell():
            return _of_text(cell.text)
        case UncachedFormula():
            return _of_text(f"={cell.formula}")
        case _:
            return _of_text(str(cell))


def _of_text(text: str) -> tuple[_Kind, str]:
    return _QUOTED if text[:1] in FORMULA_STARTS else _TEXT, fit(text)


@cache
def _padded(digits: int) -> _Kind:
    return _Kind(NUMBER, "0" * digits)


class Formats:
    """Format codes of the cells of `rows`, in the order of `columns`.

    `default` is the code of all cells of a text file: what she types into one stays text.
    """

    def __init__(self, run: RunReport, rows: Collection[int], columns: Sequence[int]) -> None:
        book = run.table.book
        self.default = "@" if book.delimiter else ""
        self._columns = columns
        self._rows: Mapping[int, Mapping[int, str]] = {}
        with suppress(FileUnreadable):  # moved or changed meanwhile: the report matters more
            self._rows = number_formats(book.path, run.table.sheet.name, rows)
        self._known: dict[int, tuple[str, ...]] = {}

    def of_row(self, row: int) -> tuple[str, ...]:
        """The codes of one row; rows formatted alike share one tuple."""
        codes = self._rows.get(row)
        if id(codes) not in self._known:
            known = codes or {}
            self._known[id(codes)] = tuple(known.get(n, self.default) for n in self._columns)
        return self._known[id(codes)]
