"""Times of day: alone in a cell, or behind a date."""

import re
from datetime import datetime, time, timedelta
from functools import cache, lru_cache, partial
from typing import NamedTuple

from importer.parsing.columns import ParsedColumn
from importer.parsing.parser import ParseError, parse_error
from importer.parsing.words import alternatives, meanings, words
from importer.problems import cells
from importer.text import fold, normalize

_NIGHT_OR_DAY = range(1, 7)
_ROUNDING = timedelta(milliseconds=500)  # Excel's times are shares of a day, and never exact


class Clock(NamedTuple):
    """A time as it stood.

    `unclear`: it may be of the night or of the afternoon (`2:30`); `to_24`: it proves that the
    hours are counted to 24 (`14:30`).
    """

    time: time
    unclear: bool
    to_24: bool


def parse_time(cell: object, to_24: bool = False) -> str | ParseError:
    """A cell as OTO writes times: `2:30pm`, `12pm`.

    `2:30` alone could be either half of the day, and is asked about unless `to_24` says that
    the column counts the hours to 24. A number cell is an hour, or Excel's share of a day.
    """
    if isinstance(cell, str):
        text = normalize(cell)
        clock = parse_clock(f"{text}:00" if text.isdecimal() else text)
        if clock is None:
            return parse_error(cells.TIME_UNREADABLE)
        if clock.unclear and not to_24:
            return parse_error(cells.TIME_UNCLEAR)
        return _oto_form(clock.time)
    if isinstance(cell, int | float) and cell in range(1, 24) and not isinstance(cell, bool):
        return parse_time(str(int(cell)), to_24)
    exact = _from_excel(cell)
    return parse_error(cells.TIME_UNREADABLE) if exact is None else _oto_form(exact)


def decide_hours(column: ParsedColumn) -> None:
    """Reads unclear times anew in a column that has a time such as 14:30: `2:30` means the night
    only where hours are counted to 24."""
    unclear = column.unparsed(cells.TIME_UNCLEAR)
    if unclear and any(counts_to_24(cell) for cell in column.uniques):
        column.parse_again(unclear, partial(parse_time, to_24=True))


def counts_to_24(cell: object) -> bool:
    """Whether the cell proves that its column counts the hours to 24."""
    if isinstance(cell, str):
        clock = parse_clock(normalize(cell))
        return clock is not None and clock.to_24
    return isinstance(cell, int | float) and cell in range(13, 24)


@lru_cache(maxsize=8192)
def parse_clock(text: str) -> Clock | None:
    """The time that the whole normal text is, None when it is none."""
    parts = _clock_pattern().fullmatch(text.strip())
    if parts is None or (parts["before"] and parts["after"]):
        return None
    half = meanings("times").get(fold(parts["before"] or parts["after"] or ""))
    if half is None and parts["minute"] is None:
        return None
    hour, minute, second = (int(parts[name] or 0) for name in ("hour", "minute", "second"))
    if half:
        if not 1 <= hour <= 12 and not (half == "evening" and 12 < hour < 24):
            return None
        hour = hour % 12 + (12 if half == "evening" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    unclear = not half and hour in _NIGHT_OR_DAY and not parts["hour"].startswith("0")
    return Clock(time(hour, minute, second), unclear, not half and (hour > 12 or hour == 0))


@cache
def _clock_pattern() -> re.Pattern[str]:
    """Without minutes an hour is a time only when its half of the day stands by it."""
    half = half_of_day()
    return re.compile(
        rf"(?:(?P<before>{half})\s*)?(?P<hour>[0-9]{{1,2}})"
        rf"(?:[:.](?P<minute>[0-9]{{2}})(?::(?P<second>[0-9]{{2}})(?:[.,][0-9]+)?)?)?"
        rf"\s*(?P<after>{half})?"
    )


@cache
def half_of_day(shortest: int = 1) -> str:
    """The pattern of a word for a half of the day, of at least so many letters."""
    halves = words("times")
    some = (*halves["morning"], *halves["evening"])
    return rf"(?i:{alternatives(word for word in some if len(fold(word)) >= shortest)})"


def _from_excel(cell: object) -> time | None:
    if isinstance(cell, datetime):
        return (cell + _ROUNDING).time()
    if isinstance(cell, time):
        return cell
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float) and 0 <= cell < 1:
        cell = timedelta(days=float(cell))
    if isinstance(cell, timedelta) and timedelta(0) <= cell < timedelta(days=1):
        return (datetime.min + cell + _ROUNDING).time()
    return None


def _oto_form(exact: time) -> str:
    hour = exact.hour % 12 or 12
    minutes = f":{exact.minute:02}" if exact.minute else ""
    return f"{hour}{minutes}{'pm' if exact.hour >= 12 else 'am'}"
