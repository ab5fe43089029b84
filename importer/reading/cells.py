"""What a file holds once it is read: a workbook, its sheets, and cells whose Python type is their
kind.

A cell is `str` (text), `int` or `float` (number), `bool`, `datetime`, `date`, `time` or `timedelta`
(a date cell), `None` (empty), `ErrorCell`, `UncachedFormula` or `FormattedNumber`.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path

import pandas as pd

from importer.problems.problem import Problem


@dataclass(frozen=True, slots=True)
class ErrorCell:
    """A cell that shows an error, such as `#N/A`."""

    text: str


@dataclass(frozen=True, slots=True)
class UncachedFormula:
    """A formula whose result was never stored in the file; `formula` has no leading `=`."""

    formula: str


class FormattedNumber(float):
    """A number whose format shows more digits than it holds: 123 shown as `00123`."""

    __slots__ = ("display_text",)
    display_text: str

    def __new__(cls, value: float, display_text: str) -> "FormattedNumber":
        padded = super().__new__(cls, value)
        padded.display_text = display_text
        return padded

    def __reduce__(self) -> tuple[type["FormattedNumber"], tuple[float, str]]:
        return FormattedNumber, (float(self), self.display_text)


@dataclass(frozen=True, slots=True)
class AroundText:
    """What a cell's format shows before and after its text."""

    before: str
    after: str


@dataclass(frozen=True)
class CellRange:
    """A merged area: sheet rows (1-based) and column numbers (0-based), both ends included."""

    top: int
    left: int
    bottom: int
    right: int


Position = tuple[int, int]  # sheet row (1-based), column number (0-based)
Correction = ErrorCell | UncachedFormula | FormattedNumber | AroundText | str


@dataclass
class SheetMetadata:
    """What the fast engine does not tell of a sheet; `corrections` are the cells that it gives as
    nothing, or otherwise than the sheet shows them, `struck` counts the cells of each row that are
    struck out.
    """

    corrections: dict[Position, Correction] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    struck: Counter[int] = field(default_factory=Counter)
    merged: list[CellRange] = field(default_factory=list)


@dataclass(frozen=True)
class Sheet:
    """One sheet.

    `frame` holds cells as they stand; its index is the row number in the sheet (1-based), its
    columns are column numbers (0-based). Rows without a cell of their own are left out. A merged
    area's value stands in its first column in each of its rows that are there. `struck_rows` are
    those of which most cells are struck out. `annotations` are the numbers of the columns that an
    earlier annotated copy was given, and that `frame` is without.
    """

    name: str
    frame: pd.DataFrame
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    struck_rows: frozenset[int] = frozenset()
    merged: tuple[CellRange, ...] = ()
    annotations: tuple[int, ...] = ()


@dataclass(frozen=True)
class Workbook:
    """One file. `encoding` is None unless the file is text (all its cells are, then), `delimiter`
    unless something divides its cells; `sha256` is that of the bytes that were read, in hex."""

    path: Path
    format: str
    sheets: tuple[Sheet, ...]
    encoding: str | None = None
    delimiter: str | None = None
    problems: tuple[Problem, ...] = field(default=())
    sha256: str = ""


@cache
def column_letter(index: int) -> str:
    """The letters over column number `index` (0-based): 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """The 0-based number of the column under `letters` (upper case)."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def display_text(cell: object) -> str:
    """The cell's text as the merchant sees it; empty for an empty cell."""
    match cell:
        case None:
            return ""
        case str():
            return cell
        case bool():
            return "TRUE" if cell else "FALSE"
        case FormattedNumber():
            return cell.display_text
        case ErrorCell():
            return cell.text
        case UncachedFormula():
            return f"={cell.formula}"
        case float():
            return _number(cell)
        case datetime() | date() | time() | timedelta():
            return _moment(cell)
    return str(cell)


def _number(value: float) -> str:
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.15g}".replace("e", "E")


def _moment(value: date | time | timedelta) -> str:
    if isinstance(value, timedelta):
        seconds = round(value.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d} {_moment(value.time())}"
    if isinstance(value, time):
        return f"{value:%H:%M:%S}" if value.second or value.microsecond else f"{value:%H:%M}"
    return value.isoformat()
