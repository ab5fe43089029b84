"""Times of day: alone in a cell, or behind a date."""

import re
from datetime import datetime, time, timedelta
from functools import lru_cache, partial
from typing import NamedTuple

from importer.parsing.columns import ParsedColumn
from importer.parsing.months import EVENING
from importer.parsing.parser import ParseError, parse_error
from importer.problems import cells
from importer.text import fold, normalize

HALF = r"(?:[AaPp]\.? ?[Mm]\.?|صباحا?|مساءً?|مساء|ظهرا?|عصرا?|[صم]|ÖÖ|ÖS|öö|ös|Öö|Ös)"
# Without minutes an hour is a time only when its half of the day stands by it.
_CLOCK = re.compile(
    rf"(?:(?P<before>{HALF})\s*)?(?P<hour>[0-9]{{1,2}})"
    rf"(?:[:.](?P<minute>[0-9]{{2}})(?::(?P<second>[0-9]{{2}})(?:[.,][0-9]+)?)?)?"
    rf"\s*(?P<after>{HALF})?"
)
_NIGHT_OR_DAY = range(1, 7)


class Clock(NamedTuple):
    """A time as it stood.

    `unclear`: it may be of the night or of the afternoon (`2:30`); `to_24`: it proves that the
    hours are counted to 24 (`14:30`).
    """

    time: time
    unclear: bool
    to_24: bool


@lru_cache(maxsize=8192)
def clock(written: str) -> Clock | None:
    """The time that the whole text is, None when it is none. Digits are 0-9."""
    parts = _CLOCK.fullmatch(written.strip())
    if parts is None or (parts["before"] and parts["after"]):
        return None
    half = fold(parts["before"] or parts["after"] or "")
    if not half and parts["minute"] is None:
        return None
    hour, minute, second = (int(parts[name] or 0) for name in ("hour", "minute", "second"))
    if half:
        if not 1 <= hour <= 12 and not (half in EVENING and 12 < hour < 24):
            return None
        hour = hour % 12 + (12 if half in EVENING else 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    unclear = not half and hour in _NIGHT_OR_DAY and not parts["hour"].startswith("0")
    return Clock(time(hour, minute, second), unclear, not half and (hour > 12 or hour == 0))


def time_of_day(cell: object, to_24: bool = False) -> str | ParseError:
    """A cell as OTO writes times: `2:30pm`, `12pm`.

    `2:30` alone could be either half of the day, and is asked about unless `to_24` says that
    the column counts the hours to 24. A number cell is an hour, or Excel's share of a day.
    """
    if isinstance(cell, str):
        written = normalize(cell)
        read = clock(f"{written}:00" if written.isdecimal() else written)
        if read is None:
            return parse_error(cells.TIME_UNREADABLE)
        if read.unclear and not to_24:
            return parse_error(cells.TIME_UNCLEAR)
        return _oto_form(read.time)
    if isinstance(cell, int | float) and cell in range(1, 24) and not isinstance(cell, bool):
        return time_of_day(str(int(cell)), to_24)
    exact = _from_excel(cell)
    return parse_error(cells.TIME_UNREADABLE) if exact is None else _oto_form(exact)


def counts_to_24(cell: object) -> bool:
    """Whether the cell proves that its column counts the hours to 24."""
    if isinstance(cell, str):
        read = clock(normalize(cell))
        return read is not None and read.to_24
    return isinstance(cell, int | float) and cell in range(13, 24)


def settle(column: ParsedColumn) -> None:
    """Reads unclear times anew in a column that has a time such as 14:30: `2:30` means the night
    only where hours are counted to 24."""
    unclear = column.unparsed(cells.TIME_UNCLEAR)
    if unclear and any(counts_to_24(cell) for cell in column.distinct):
        column.read_again(unclear, partial(time_of_day, to_24=True))


def _from_excel(cell: object) -> time | None:
    if isinstance(cell, datetime):
        return (cell + timedelta(milliseconds=500)).time()
    if isinstance(cell, time):
        return cell
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float) and 0 <= cell < 1:
        cell = timedelta(days=float(cell))
    if isinstance(cell, timedelta) and timedelta(0) <= cell < timedelta(days=1):
        return (datetime.min + cell + timedelta(milliseconds=500)).time()
    return None


def _oto_form(exact: time) -> str:
    hour = exact.hour % 12 or 12
    minutes = f":{exact.minute:02}" if exact.minute else ""
    return f"{hour}{minutes}{'pm' if exact.hour >= 12 else 'am'}"
