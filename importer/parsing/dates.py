"""Dates and moments, in the order of day and month that the cell or its column shows."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal

from importer.parsing.months import HIJRI_MARKS, days, months
from importer.parsing.parser import ParseError, parse_error
from importer.parsing.times import HALF, clock
from importer.problems import cells
from importer.text import fold, normalize

Order = Literal["day", "month", "year"]
"""What stands first in a date of numbers; `year` is thought of for 24-05-08 only."""

_YEARS = range(2000, 2100)
_HIJRI_YEARS = range(1300, 1500)
# A two-digit year is read only near the present: an order is neither of 1999 nor of 2070.
_SHORT_YEARS = range(15, 46)
LAST_SERIAL = 100_000
"""Excel's number of a day in 2173; a larger number in a date column is none."""
_EPOCH = datetime(1899, 12, 30)

_SIMPLE = re.compile(r"([0-9/.-]+)[ T]([0-9]+:[0-9:]+)")
_CLOCK_BEHIND = re.compile(
    r"(?P<date>.*?)(?:(?<=[0-9])T|,?\s+(?:at\s+|-\s+|saat\s+|الساعة\s+)?)"
    rf"(?P<clock>(?:{HALF}\s*)?[0-9]{{1,2}}:[0-9]{{2}}[0-9:.,]*(?:\s*{HALF})?"
    r"|[0-9]{1,2}\s*[AaPp]\.?[mM]\.?)"
    r"\s*(?P<zone>Z|UTC|GMT|(?:UTC|GMT)?\s?[+-][0-9]{2}:?(?:[0-9]{2})?)?",
    re.DOTALL,
)
_YEAR_FIRST = re.compile(r"([0-9]{4})\s?([-/.])\s?([0-9]{1,2})\s?\2\s?([0-9]{1,2})")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_YEAR_LAST = re.compile(r"([0-9]{1,2})\s?([-/. ])\s?([0-9]{1,2})\s?\2\s?([0-9]{4}|[0-9]{2})")
_DIGITS_OR_LETTERS = re.compile(r"[0-9]+|[^\W\d_]+(?:['’][^\W\d_]+)?\.?")
_ORDINAL = re.compile(r"(?<=[0-9])(?:st|nd|rd|th)\b", re.IGNORECASE)


def moment(cell: object, order: Order | None = None) -> datetime | ParseError:
    """A cell as date and time without zone, as it stands there: an offset is not counted in.

    `order` says what 03/04/2026 means; None makes such a cell a problem. A number cell is Excel's
    day number, counted as Windows does.
    """
    if isinstance(cell, datetime):
        return _plausible((cell + timedelta(milliseconds=500)).replace(microsecond=0, tzinfo=None))
    if isinstance(cell, date):
        return _plausible(datetime(cell.year, cell.month, cell.day))
    if isinstance(cell, str):
        return _from_text(normalize(cell), order)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _from_number(cell)
    return parse_error(cells.DATE_UNREADABLE)


def day(cell: object, order: Order | None = None) -> date | ParseError:
    """A cell as a date; a time in it is left out."""
    read = moment(cell, order)
    return read.date() if isinstance(read, datetime) else read


def orders_open(cell: object) -> frozenset[Order]:
    """The orders in which a text of three numbers is a date; none for every other cell."""
    if not isinstance(cell, str):
        return frozenset()
    return _orders_of(_halves(normalize(cell))[0])


@lru_cache(maxsize=8192)
def _orders_of(written: str) -> frozenset[Order]:
    numbers = _YEAR_LAST.fullmatch(written)
    return frozenset(_readings(numbers)) if numbers else frozenset()


def _plausible(read: datetime) -> datetime | ParseError:
    return read if read.year in _YEARS else parse_error(cells.DATE_IMPLAUSIBLE)


def _from_number(cell: float) -> datetime | ParseError:
    if cell != cell or not 0 < cell < 10**8:
        return parse_error(cells.DATE_UNREADABLE)
    if cell == int(cell) and cell > 10**7:
        return _from_text(str(int(cell)), None)
    if cell > LAST_SERIAL:
        return parse_error(cells.DATE_UNREADABLE)
    read = _EPOCH + timedelta(days=float(cell), milliseconds=500)
    found = _plausible(read.replace(microsecond=0))
    return found if isinstance(found, datetime) else parse_error(cells.DATE_UNREADABLE)


def _from_text(text: str, order: Order | None) -> datetime | ParseError:
    written, clock_written = _halves(text)
    at = clock(clock_written) if clock_written else None
    if clock_written and at is None:
        return parse_error(cells.DATE_UNREADABLE)
    read = _date_of(written, order)
    return datetime.combine(read, at.time if at else time()) if isinstance(read, date) else read


def _halves(text: str) -> tuple[str, str]:
    """The date and the time in the text; the zone is dropped."""
    simple = _SIMPLE.fullmatch(text)
    if simple:
        return simple[1], simple[2]
    parts = _CLOCK_BEHIND.fullmatch(text)
    return (parts["date"].strip(" ,"), parts["clock"]) if parts else (text.strip(" ,"), "")


@lru_cache(maxsize=8192)
def _date_of(text: str, order: Order | None) -> date | ParseError:
    numbers = _YEAR_FIRST.fullmatch(text)
    if numbers:
        return _calendar(numbers[1], numbers[3], numbers[4])
    numbers = _COMPACT.fullmatch(text)
    if numbers:
        return _calendar(*numbers.groups())
    numbers = _YEAR_LAST.fullmatch(text)
    return _in_order(numbers, order) if numbers else _with_words(text)


def _in_order(numbers: re.Match[str], order: Order | None) -> date | ParseError:
    readings = _readings(numbers)
    if not readings:
        return _no_reading(numbers[4])
    if "year" in readings and order != "day" and order != "month":
        return parse_error(cells.DATE_SHORT_YEAR)
    readings.pop("year", None)
    if order in readings:
        return readings[order]
    if len(set(readings.values())) == 1:
        return readings.popitem()[1]
    return parse_error(cells.DATE_UNCLEAR, day_first=readings["day"], month_first=readings["month"])


def _no_reading(year: str) -> ParseError:
    if len(year) == 2:
        known = int(year) in _SHORT_YEARS
        return parse_error(cells.DATE_NO_SUCH_DAY if known else cells.DATE_SHORT_YEAR)
    checked = _calendar(year, "1", "1")
    return checked if isinstance(checked, ParseError) else parse_error(cells.DATE_NO_SUCH_DAY)


def _readings(numbers: re.Match[str]) -> dict[Order, date]:
    """The dates that three numbers can be, by what stands first."""
    first, mark, second, last = numbers.groups()
    if len(last) == 4:
        return _dates({"day": (last, second, first), "month": (last, first, second)})
    near: Mapping[Order, tuple[str, str, str]] = {
        "day": (last, second, first),
        "month": (last, first, second),
    }
    written = {**near, "year": (first, second, last)} if mark == "-" else near
    return _dates(
        {
            order: (f"20{year:0>2}", month, day_)
            for order, (year, month, day_) in written.items()
            if int(year) in _SHORT_YEARS
        }
    )


def _dates(written: Mapping[Order, tuple[str, str, str]]) -> dict[Order, date]:
    tried = {order: _calendar(*parts) for order, parts in written.items()}
    return {order: read for order, read in tried.items() if isinstance(read, date)}


def _calendar(year: str, month: str, day_: str) -> date | ParseError:
    if int(year) in _HIJRI_YEARS:
        return parse_error(cells.DATE_HIJRI)
    if int(year) not in _YEARS:
        return parse_error(cells.DATE_IMPLAUSIBLE)
    try:
        return date(int(year), int(month), int(day_))
    except ValueError:
        return parse_error(cells.DATE_NO_SUCH_DAY)


def _with_words(text: str) -> date | ParseError:
    """`8 May 2023`, `May 8, 2023`, `8-May-23`, `٣ يناير ٢٠٢٤`, with or without the day's name."""
    tokens = _DIGITS_OR_LETTERS.findall(_ORDINAL.sub("", text))
    numbers = [token for token in tokens if token.isdigit()]
    named = [folded for token in tokens if not token.isdigit() and (folded := fold(token))]
    if HIJRI_MARKS & {*named, "".join(named)}:
        return parse_error(cells.DATE_HIJRI)
    month = months().get("".join(name for name in named if name not in days()))
    month = month or months().get("".join(named))
    if month is None or len(numbers) != 2:
        return parse_error(cells.DATE_UNREADABLE)
    first, last = numbers
    year, day_ = (first, last) if len(first) == 4 else (last, first)
    if len(year) == 2 and int(year) in _SHORT_YEARS:
        year = f"20{year}"
    elif len(year) != 4:
        return parse_error(cells.DATE_SHORT_YEAR)
    return _calendar(year, str(month), day_)
