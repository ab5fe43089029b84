"""A source cell as it stood: the same value, of the same kind, in the same number format."""

import math
from collections.abc import Callable, Container, Sequence
from datetime import date, datetime, time, timedelta

from importer.report.raw_sheet import (
    FORMULA_STARTS,
    Moment,
    all_plain,
    blank_cell,
    number_cell,
    plain_cell,
    serial,
    style_of,
    text_cell,
    truth_cell,
)
from importer.report.style import BAD, BAD_INK, Styles
from importer.sheet import ErrorCell, Padded, Uncalculated, column_letter

Codes = tuple[str, ...]
_MOMENTS: dict[type, str] = {
    datetime: "yyyy-mm-dd hh:mm:ss", date: "yyyy-mm-dd", time: "hh:mm:ss", timedelta: "[h]:mm:ss",
}  # fmt: skip


class OwnCells:
    """Makes rows of source cells in their formats (Excel's codes, "": General), bad ones marked.

    The cells stand from column `first` (0-based) on, `width` of them. With `keep_blanks` the
    format of an empty cell is kept, too.
    """

    def __init__(self, styles: Styles, first: int, width: int, *, keep_blanks: bool) -> None:
        self._styles, self._keep_blanks = styles, keep_blanks
        self._letters = [column_letter(first + n) for n in range(width)]
        self._rows: dict[Codes, list[int]] = {}
        self._known: dict[tuple[str, bool, bool], int] = {}
        self._makers: dict[type, Callable[[str, object, str, bool], str]] = {
            str: self._text, int: self._number, float: self._number, Padded: self._padded,
            bool: self._truth, type(None): self._blank, ErrorCell: self._error,
            Uncalculated: self._formula, **dict.fromkeys(_MOMENTS, self._moment),
        }  # fmt: skip

    def row(self, row: int, cells: Sequence[object], codes: Codes, bad: Container[int]) -> str:
        """The XML of the cells of `row` (0-based); `bad` has the places of the bad ones."""
        styles, number = self._plain(codes), row + 1
        plain = all_plain([cell for cell in cells if type(cell) is str])
        made: list[str] = []
        add = made.append
        for n, cell in enumerate(cells):  # nearly every cell is a plain text or number: be quick
            place = f"{self._letters[n]}{number}"
            if n in bad:
                add(self._make(place, cell, codes[n], True))
            elif plain and type(cell) is str:
                add(plain_cell(place, styles[n], cell))
            elif type(cell) is float and cell - cell == 0:  # not so for NaN and infinities
                add(number_cell(place, styles[n], cell))
            elif cell is not None or (self._keep_blanks and codes[n]):
                add(self._make(place, cell, codes[n], False))
        return "".join(made)

    def _plain(self, codes: Codes) -> list[int]:
        if codes not in self._rows:
            self._rows[codes] = [self._style(code, False) for code in codes]
        return self._rows[codes]

    def _make(self, place: str, cell: object, code: str, bad: bool) -> str:
        return self._makers.get(type(cell), self._text)(place, cell, code, bad)

    def _style(self, code: str, bad: bool, quoted: bool = False) -> int:
        key = code, bad, quoted
        if key not in self._known:
            look: dict[str, object] = {"num_format": code} if code else {}
            if bad:
                look |= {"bg_color": BAD, "border": 1, "border_color": BAD_INK}
            if quoted:  # so that editing the cell does not make a formula of it
                look["quote_prefix"] = True
            self._known[key] = style_of(self._styles.own(**look))
        return self._known[key]

    def _text(self, place: str, cell: object, code: str, bad: bool) -> str:
        text = str(cell)
        return text_cell(place, self._style(code, bad, text[:1] in FORMULA_STARTS), text)

    def _number(self, place: str, cell: object, code: str, bad: bool) -> str:
        assert isinstance(cell, int | float)
        if not math.isfinite(cell):
            return self._text(place, cell, code, bad)
        return number_cell(place, self._style(code, bad), cell)

    def _padded(self, place: str, cell: object, code: str, bad: bool) -> str:
        assert isinstance(cell, Padded)
        zeros = "0" * len(cell.shown) if cell.shown.isdigit() else ""
        return self._number(place, float(cell), code or zeros, bad)

    def _truth(self, place: str, cell: object, code: str, bad: bool) -> str:
        return truth_cell(place, self._style(code, bad), bool(cell))

    def _moment(self, place: str, cell: object, code: str, bad: bool) -> str:
        assert isinstance(cell, Moment)
        style = self._style(code or _MOMENTS[type(cell)], bad)
        return number_cell(place, style, serial(cell))

    def _blank(self, place: str, _cell: object, code: str, bad: bool) -> str:
        return blank_cell(place, self._style(code, bad))

    def _error(self, place: str, cell: object, code: str, bad: bool) -> str:
        assert isinstance(cell, ErrorCell)
        return self._text(place, cell.text, code, bad)

    def _formula(self, place: str, cell: object, code: str, bad: bool) -> str:
        assert isinstance(cell, Uncalculated)
        return self._text(place, f"={cell.formula}", code, bad)
