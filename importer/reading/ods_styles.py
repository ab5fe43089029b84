"""The styles of an OpenDocument spreadsheet, as far as reading needs them."""

from importer.reading.number_format import padding

Attributes = dict[str, str]


class Styles:
    """Gathers, while their XML goes by, hidden sheets and number formats that pad with zeros."""

    def __init__(self) -> None:
        self.hidden_tables: set[str] = set()
        self._patterns: dict[str, str] = {}  # data style → format code as Excel writes it
        self._cells: dict[str, tuple[str, str]] = {}  # cell style → (data style, parent style)
        self._style = ""
        self._pattern = ""
        self._literal = False

    @property
    def pads(self) -> bool:
        """Whether any format pads at all."""
        return bool(self._patterns)

    def pattern(self, style: str) -> str:
        """The code of the format that a cell style pads with, else nothing."""
        for _ in range(10):  # parents of parents; a ring must end too
            data, parent = self._cells.get(style, ("", ""))
            if data:
                return self._patterns.get(data, "")
            style = parent
        return ""

    def start(self, name: str, attributes: Attributes) -> None:
        """An element of the styles begins."""
        if name == "style":
            self._style = attributes.get("name", "")
            if attributes.get("family") == "table-cell":
                data = attributes.get("data-style-name", "")
                self._cells[self._style] = (data, attributes.get("parent-style-name", ""))
        elif name == "table-properties" and attributes.get("display") == "false":
            self.hidden_tables.add(self._style)
        elif name == "number-style":
            self._style, self._pattern = attributes.get("name", ""), ""
        elif name == "number":
            self._pattern += _digits(attributes)
        self._literal = name == "text"

    def end(self, name: str) -> None:
        """An element of the styles ends."""
        self._literal = False
        if name == "number-style" and padding(self._pattern):
            self._patterns[self._style] = self._pattern

    def text(self, text: str) -> None:
        """The literal text of a number format."""
        if self._literal:
            self._pattern += "".join(f"\\{char}" for char in text)


def _digits(attributes: Attributes) -> str:
    """The digits of a whole number; anything with decimals or thousands is no padding (`.`)."""
    count = attributes.get("min-integer-digits", "1")
    plain = attributes.get("decimal-places", "0") == "0" and "grouping" not in attributes
    return "0" * int(count) if plain and count.isdecimal() and len(count) < 3 else "."
