"""One cell of an OpenDocument spreadsheet (ODF 1.2 part 1, 19.385: its value types), and styles."""

import re
from datetime import date, datetime, time, timedelta

from importer.reading.cells import ErrorCell, UncachedFormula
from importer.reading.number_format import formatted_number, padding

_DURATION = re.compile(r"(-?)P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?$")
_ERROR = re.compile(r"#(?:N/A|[A-Z/0]+[!?])$|Err:\d{3}$")
_NUMBERS = frozenset({"float", "currency"})
_MAX_SPACES = 32_767
Attributes = dict[str, str]


class OdsCell:
    """A cell while its XML goes by."""

    __slots__ = ("_depth", "_paragraphs", "attributes")

    def __init__(self, attributes: Attributes) -> None:
        self.attributes = attributes
        self._paragraphs: list[str] = []
        self._depth = 0  # of elements within a paragraph

    def start(self, name: str, attributes: Attributes) -> None:
        """An element within the cell begins."""
        if name == "p" and not self._depth:
            self._paragraphs.append("")
        if self._depth or name == "p":
            self._depth += 1
        if not self._paragraphs:
            return
        if name == "s":
            count = attributes.get("c", "1")
            spaces = int(count) if count.isdecimal() else 1
            self._paragraphs[-1] += " " * min(spaces, _MAX_SPACES)
        elif name in ("tab", "line-break"):
            self._paragraphs[-1] += "\t" if name == "tab" else "\n"

    def end(self, name: str) -> None:
        """An element within the cell ends."""
        self._depth -= self._depth > 0

    def text(self, text: str) -> None:
        """Text within the cell."""
        if self._depth:
            self._paragraphs[-1] += text

    def value(self, padded_format: str) -> object:
        """What the cell holds; `padded_format` is its style's format when that pads numbers."""
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
        if kind == "percentage":
            return _number(self.attributes.get("value", ""), "0%")
        if kind in _NUMBERS:
            return _number(self.attributes.get("value", ""), padded_format)
        if kind == "date":
            return _moment(self.attributes.get("date-value", "")) or text or None
        if kind == "time":
            return _duration(self.attributes.get("time-value", "")) or text or None
        return self.attributes.get("string-value", text) or None


def _number(written: str, padded_format: str) -> object:
    try:
        value = float(written)
    except ValueError:
        return ErrorCell("#VALUE!")
    if value - value != 0:  # NaN and the infinities
        return ErrorCell("#NUM!")
    padded = formatted_number(value, padded_format)
    return value if padded is None else padded


def _moment(written: str) -> date | datetime | None:
    try:
        if "T" not in written:
            return date.fromisoformat(written)
        moment = datetime.fromisoformat(written)
    except ValueError:
        return None
    if moment.hour == moment.minute == moment.second == moment.microsecond == 0:
        return moment.date()
    return moment.replace(tzinfo=None)


def _duration(written: str) -> time | timedelta | None:
    match = _DURATION.match(written)
    if not match or len(written) > 40:
        return None
    sign, days, hours, minutes, seconds = match.groups(default="0")
    try:
        length = timedelta(
            days=int(days), hours=int(hours), minutes=int(minutes), seconds=float(seconds)
        )
    except OverflowError:
        return None
    if sign == "-":
        return -length
    return (datetime.min + length).time() if length < timedelta(days=1) else length


class Styles:
    """Gathers, while their XML goes by, hidden sheets, the formats that pad numbers and the styles
    that strike out."""

    def __init__(self) -> None:
        self.hidden_tables: set[str] = set()
        self.struck: set[str] = set()  # cell styles
        self._formats: dict[str, str] = {}  # data style → format code as Excel writes it
        self._cells: dict[str, tuple[str, str]] = {}  # cell style → (data style, parent style)
        self._style = ""
        self._format = ""
        self._is_literal = False

    @property
    def pads(self) -> bool:
        """Whether any format pads at all."""
        return bool(self._formats)

    def padded_format(self, style: str) -> str:
        """The code of the format that a cell style pads numbers with, else nothing."""
        for _ in range(10):  # parents of parents; a ring must end too
            data_style, parent = self._cells.get(style, ("", ""))
            if data_style:
                return self._formats.get(data_style, "")
            style = parent
        return ""

    def start(self, name: str, attributes: Attributes) -> None:
        """An element of the styles begins."""
        if name == "style":
            self._style = attributes.get("name", "")
            if attributes.get("family") == "table-cell":
                data_style = attributes.get("data-style-name", "")
                self._cells[self._style] = (data_style, attributes.get("parent-style-name", ""))
        elif name == "table-properties" and attributes.get("display") == "false":
            self.hidden_tables.add(self._style)
        elif name == "text-properties":
            if attributes.get("text-line-through-style", "none") != "none":
                self.struck.add(self._style)
        elif name == "number-style":
            self._style, self._format = attributes.get("name", ""), ""
        elif name == "number":
            self._format += _digits(attributes)
        self._is_literal = name == "text"

    def end(self, name: str) -> None:
        """An element of the styles ends."""
        self._is_literal = False
        if name == "number-style" and padding(self._format):
            self._formats[self._style] = self._format

    def text(self, text: str) -> None:
        """The literal text of a number format."""
        if self._is_literal:
            self._format += "".join(f"\\{char}" for char in text)


def _digits(attributes: Attributes) -> str:
    """The digits of a whole number; anything with decimals or thousands is no padding (`.`)."""
    count = attributes.get("min-integer-digits", "1")
    is_plain = attributes.get("decimal-places", "0") == "0" and "grouping" not in attributes
    return "0" * int(count) if is_plain and count.isdecimal() and len(count) < 3 else "."
