"""A source cell as it stood: the same value, of the same kind, in the same number format."""

import math
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import cast

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from importer.report.cell import write_text
from importer.report.style import BAD, BAD_INK, Styles
from importer.sheet import ErrorCell, Padded, Uncalculated

_MOMENTS: dict[type, str] = {
    datetime: "yyyy-mm-dd hh:mm:ss", date: "yyyy-mm-dd", time: "hh:mm:ss", timedelta: "[h]:mm:ss",
}  # fmt: skip
_FORMULA_STARTS = frozenset("=+-@")


class OwnCells:
    """Writes source cells; `code` is an Excel number format ("": General), `bad` marks the cell."""

    def __init__(self, sheet: Worksheet, styles: Styles) -> None:
        self._sheet, self._styles = sheet, styles
        self._looks: dict[tuple[str, bool, bool], Format] = {}
        self._writers: dict[type, Callable[[int, int, object, str, bool], None]] = {
            str: self._text, int: self._number, float: self._number, Padded: self._padded,
            bool: self._truth, type(None): self._blank, ErrorCell: self._error,
            Uncalculated: self._formula, **dict.fromkeys(_MOMENTS, self._moment),
        }  # fmt: skip

    def write(self, row: int, column: int, cell: object, code: str, bad: bool) -> None:
        """One cell, 0-based."""
        self._writers.get(type(cell), self._other)(row, column, cell, code, bad)

    def _look(self, code: str, bad: bool, quoted: bool = False) -> Format:
        key = code, bad, quoted
        if key not in self._looks:
            look: dict[str, object] = {"num_format": code} if code else {}
            if bad:
                look |= {"bg_color": BAD, "border": 1, "border_color": BAD_INK}
            if quoted:  # so that editing the cell does not make a formula of it
                look["quote_prefix"] = True
            self._looks[key] = self._styles.own(**look)
        return self._looks[key]

    def _text(self, row: int, column: int, cell: object, code: str, bad: bool) -> None:
        text = str(cell)
        look = self._look(code, bad, text[:1] in _FORMULA_STARTS)
        if text[:1] == "<":
            write_text(self._sheet, row, column, text, look)
        else:
            self._sheet.write_string(row, column, text, look)

    def _number(self, row: int, column: int, cell: object, code: str, bad: bool) -> None:
        assert isinstance(cell, int | float)
        if math.isfinite(cell):
            self._sheet.write_number(row, column, cell, self._look(code, bad))
        else:
            self._other(row, column, cell, code, bad)

    def _padded(self, row: int, column: int, cell: object, code: str, bad: bool) -> None:
        assert isinstance(cell, Padded)
        zeros = "0" * len(cell.shown) if cell.shown.isdigit() else ""
        self._number(row, column, float(cell), code or zeros, bad)

    def _truth(self, row: int, column: int, cell: object, code: str, bad: bool) -> None:
        self._sheet.write_boolean(row, column, bool(cell), self._look(code, bad))

    def _moment(self, row: int, column: int, cell: object, code: str, bad: bool) -> None:
        look = self._look(code or _MOMENTS[type(cell)], bad)
        # XlsxWriter's annotation knows one of the four kinds that it takes.
        self._sheet.write_datetime(row, column, cast(datetime, cell), look)

    def _blank(self, row: int, column: int, _cell: object, code: str, bad: bool) -> None:
        if code or bad:
            self._sheet.write_blank(row, column, None, self._look(code, bad))

    def _error(self, row: int, column: int, cell: object, code: str, bad: bool) -> None:
        assert isinstance(cell, ErrorCell)
        self._text(row, column, cell.text, code, bad)

    def _formula(self, row: int, column: int, cell: object, code: str, bad: bool) -> None:
        assert isinstance(cell, Uncalculated)
        formula = cell.formula if cell.formula.startswith("=") else f"={cell.formula}"
        self._text(row, column, formula, code, bad)

    def _other(self, row: int, column: int, cell: object, code: str, bad: bool) -> None:
        self._text(row, column, str(cell), code, bad)
