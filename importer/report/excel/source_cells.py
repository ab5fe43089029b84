"""A source cell as it stood: the same value, of the same kind, in the same number format.

The sheets of the workbook are written in whole rows. Here is how that is done cell by cell, by
XlsxWriter's own methods; `fast_rows` does the same several times as fast.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from math import isfinite
from pathlib import Path

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from importer.errors import FileUnreadable
from importer.reading import ErrorCell, FormattedNumber, UncachedFormula, number_formats
from importer.report.excel.style import BAD, BAD_INK, LONGEST, Styles, write_text

Value = str | float | bool | None  # float: a number of any kind
Cell = tuple[Value, Format]
Codes = tuple[str, ...]  # number formats as Excel spells them; "" is General
_Moment = datetime | date | time | timedelta

_EPOCH = datetime(1899, 12, 30)  # of Excel's serial numbers, from 1 March 1900 on
_LEAP_THAT_WAS_NOT = datetime(1900, 3, 1)  # Excel counts a 29 February 1900
_DAY = timedelta(days=1)
_FORMULA_STARTS = frozenset("=+-@")
_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """How cells of a kind are written, and the format of those that have none."""

    form: str
    code: str = ""
    quoted: bool = False  # so that editing the cell does not make a formula of it


TEXT, QUOTED, NUMBER, TRUTH = Kind("text"), Kind("text", quoted=True), Kind("number"), Kind("truth")
BLANK = Kind("blank")
_MOMENTS = {
    datetime: Kind("number", "yyyy-mm-dd hh:mm:ss"),  # before date, as it is one, too
    date: Kind("number", "yyyy-mm-dd"),
    time: Kind("number", "hh:mm:ss"),
    timedelta: Kind("number", "[h]:mm:ss"),
}


def kind_of(cell: object) -> tuple[Kind, Value]:
    """The kind of a source's cell, and its value as it is written."""
    match cell:
        case None:
            return BLANK, None
        case str():
            return _text(cell)
        case datetime() | date() | time() | timedelta():
            kinds = (kind for of, kind in _MOMENTS.items() if isinstance(cell, of))
            return next(kinds), _serial(cell)
        case bool():
            return TRUTH, cell
        case FormattedNumber() if isfinite(cell):
            digits = len(cell.display_text) if cell.display_text.isdigit() else 0
            return _padded(digits), float(cell)
        case int() | float() if isfinite(cell):
            return NUMBER, cell
        case ErrorCell():
            return _text(cell.text)
        case UncachedFormula():
            return _text(f"={cell.formula}")
        case _:
            return _text(str(cell))


class SourceCells:
    """The source's cells in their formats, the bad ones marked.

    They stand from column `first` (0-based) on, `width` of them. With `keep_blanks` the format of
    an empty cell is kept, too.
    """

    def __init__(self, styles: Styles, first: int, width: int, *, keep_blanks: bool) -> None:
        self._styles, self._keep_blanks = styles, keep_blanks
        self.first, self.width = first, width
        self._style = cache(self._new_style)

    def cells(
        self, values: Iterable[object], codes: Codes, bad: Collection[int]
    ) -> list[Cell | None]:
        """The cells of one row; `bad` has the positions of the bad ones."""
        kinds_and_values = [kind_of(value) for value in values]
        styles = self.formats([kind for kind, _ in kinds_and_values], codes, bad)
        return [
            None if style is None else (value, style)
            for (_, value), style in zip(kinds_and_values, styles, strict=True)
        ]

    def formats(
        self, kinds: Sequence[Kind], codes: Codes, bad: Collection[int]
    ) -> Iterator[Format | None]:
        """The format of each cell of a row; None for one that is not written."""
        for n, (kind, code) in enumerate(zip(kinds, codes, strict=True)):
            if kind is not BLANK or n in bad or (self._keep_blanks and code):
                yield self._style(code or kind.code, n in bad, kind.quoted)
            else:
                yield None

    def _new_style(self, code: str, bad: bool, quoted: bool) -> Format:
        look: dict[str, object] = {"num_format": code} if code else {}
        if bad:
            look |= {"bg_color": BAD, "border": 1, "border_color": BAD_INK}
        if quoted:
            look["quote_prefix"] = True
        return self._styles.plain(**look)


class SourceFormats:
    """The number formats of the source's `rows`, in the order of its `columns`.

    `default` is the format of all cells of a text file: what she types into one stays text.
    """

    def __init__(
        self, file: Path, sheet: str, rows: Collection[int], columns: Sequence[int], default: str
    ) -> None:
        self.default = default
        self._columns = columns
        self._rows: Mapping[int, Mapping[int, str]] = {}
        with suppress(FileUnreadable):  # moved or changed meanwhile: the report matters more
            self._rows = number_formats(file, sheet, rows)
        self._known: dict[int, Codes] = {}

    def of_row(self, row: int) -> Codes:
        """The formats of one row; rows formatted alike share one tuple."""
        codes = self._rows.get(row)
        if id(codes) not in self._known:
            known = codes or {}
            self._known[id(codes)] = tuple(known.get(n, self.default) for n in self._columns)
        return self._known[id(codes)]


class RowSheet(Worksheet):
    """A worksheet that takes whole rows, from the top down.

    Comments and links of a row are given before the row itself. `source` is set before the first
    row with cells of the source.
    """

    source: SourceCells

    def add_row(self, row: int, cells: Sequence[Cell | None], height: float | None = None) -> None:
        """Writes row number `row` (0-based) from its first column on; height in points."""
        if height:
            self.set_row(row, height)
        for column, cell in enumerate(cells):
            if cell is not None:
                self._add_cell(row, column, *cell)

    def add_source_row(
        self,
        row: int,
        front: Sequence[Cell | None],
        values: Sequence[object],
        codes: Codes,
        bad: Collection[int],
        height: float | None = None,
    ) -> None:
        """Writes a row of cells of ours and, behind them, the source's `values`."""
        self.add_row(row, [*front, *self.source.cells(values, codes, bad)], height)

    def add_link(self, row: int, column: int, target: str, tip: str) -> None:
        """Makes a link of a cell of a row to come."""
        self.write_url(row, column, target, tip=tip)

    def _add_cell(self, row: int, column: int, value: Value, style: Format) -> None:
        if value is None:
            self.write_blank(row, column, None, style)
        elif isinstance(value, str):
            write_text(
                self, row, column, _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", cut(value)), style
            )
        elif isinstance(value, bool):
            self.write_boolean(row, column, value, style)
        else:
            self.write_number(row, column, value, style)


def cut(text: str) -> str:
    """The text as far as a cell can hold it."""
    if len(text) <= LONGEST // 2:
        return text
    units = text.encode("utf-16-le", "surrogatepass")
    return units[: 2 * LONGEST].decode("utf-16-le", "ignore")


def _text(text: str) -> tuple[Kind, str]:
    return QUOTED if text[:1] in _FORMULA_STARTS else TEXT, text


@cache
def _padded(digits: int) -> Kind:
    return Kind("number", "0" * digits)


def _serial(moment: _Moment) -> float:
    """The moment as Excel counts it, in days."""
    if isinstance(moment, timedelta):
        return moment / _DAY
    if isinstance(moment, time):
        return (datetime.combine(_EPOCH, moment) - _EPOCH) / _DAY
    at = moment if isinstance(moment, datetime) else datetime.combine(moment, time())
    days = (at.replace(tzinfo=None) - _EPOCH) / _DAY
    return days if at.replace(tzinfo=None) >= _LEAP_THAT_WAS_NOT else days - 1
