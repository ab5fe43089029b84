"""One cell of an OpenDocument spreadsheet (ODF 1.2 part 1, 19.385: its value types)."""

import re
from datetime import date, datetime, time, timedelta

from importer.reading.cells import ErrorCell, FormattedNumber, UncachedFormula
from importer.reading.number_format import padded

_DURATION = re.compile(r"(-?)P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?$")
_ERROR = re.compile(r"#(?:N/A|[A-Z/0]+[!?])$|Err:\d{3}$")
_NUMBERS = frozenset({"float", "currency", "percentage"})


class Cell:
    """A cell while its XML goes by."""

    __slots__ = ("_paragraphs", "_within", "attributes")

    def __init__(self, attributes: dict[str, str]) -> None:
        self.attributes = attributes
        self._paragraphs: list[str] = []
        self._within = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element within the cell begins."""
        if name == "p" and not self._within:
            self._paragraphs.append("")
        if self._within or name == "p":
            self._within += 1
        if not self._paragraphs:
            return
        if name == "s":
            count = attributes.get("c", "1")
            self._paragraphs[-1] += " " * min(int(count) if count.isdecimal() else 1, 32_767)
        elif name in ("tab", "line-break"):
            self._paragraphs[-1] += "\t" if name == "tab" else "\n"

    def end(self, name: str) -> None:
        """An element within the cell ends."""
        self._within -= self._within > 0

    def text(self, text: str) -> None:
        """Text within the cell."""
        if self._within:
            self._paragraphs[-1] += text

    def value(self, pattern: str) -> object:
        """What the cell holds; `pattern` is the format of its style when it pads with zeros."""
        text = "\n".join(self._paragraphs)
        kind = self.attributes.get("value-type", "")
        formula = self.attributes.get("formula")
        if formula is not None:
            if _ERROR.match(text):
                return ErrorCell(text)
            if not kind and not self._paragraphs:  # an empty text is a result, and has one
                return UncachedFormula(formula.removeprefix("of:").removeprefix("="))
        if kind == "boolean" or (formula is not None and text in ("TRUE", "FALSE")):
            return (self.attributes.get("boolean-value") or text).lower() == "true"
        if kind in _NUMBERS:
            return _number(self.attributes.get("value", ""), pattern)
        if kind == "date":
            return _moment(self.attributes.get("date-value", "")) or text or None
        if kind == "time":
            return _duration(self.attributes.get("time-value", "")) or text or None
        return self.attributes.get("string-value", text) or None


def _number(said: str, pattern: str) -> object:
    try:
        value = float(said)
    except ValueError:
        return ErrorCell("#VALUE!")
    if value - value != 0:  # NaN and the infinities
        return ErrorCell("#NUM!")
    text = padded(value, pattern) if pattern else None
    return FormattedNumber(value, text) if text else value


def _moment(said: str) -> date | datetime | None:
    try:
        if "T" not in said:
            return date.fromisoformat(said)
        moment = datetime.fromisoformat(said)
    except ValueError:
        return None
    if moment.hour == moment.minute == moment.second == moment.microsecond == 0:
        return moment.date()
    return moment.replace(tzinfo=None)


def _duration(said: str) -> time | timedelta | None:
    found = _DURATION.match(said)
    if not found or len(said) > 40:
        return None
    sign, days, hours, minutes, seconds = found.groups(default="0")
    try:
        length = timedelta(
            days=int(days), hours=int(hours), minutes=int(minutes), seconds=float(seconds)
        )
    except OverflowError:
        return None
    if sign == "-":
        return -length
    return (datetime.min + length).time() if length < timedelta(days=1) else length
