"""How the sheets of the workbook look: colours by status, formats made once each."""

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from importer.i18n import Language
from importer.outcome import Status
from importer.report.excel.fast_rows import LONGEST

INK, FAINT, LINE, HEAD, PAPER = "#1F2933", "#6B7785", "#D5DBE3", "#22374D", "#F3F5F8"
BAD, BAD_INK = "#FBD5D5", "#8E1B1B"
LINK = "#1B5583"


class Palette:
    """The colours of one status: `fill` behind text, `ink` of text, `strong` in charts."""

    def __init__(self, fill: str, ink: str, strong: str) -> None:
        self.fill, self.ink, self.strong = fill, ink, strong


PALETTES = {
    Status.CREATED: Palette("#DFF3E6", "#14683A", "#2E9E5B"),
    Status.ALREADY_CREATED: Palette("#E1EEF9", "#1B5583", "#3B82C4"),
    Status.CONFLICT: Palette("#F9E1EF", "#8A1C5B", "#B83280"),
    Status.REJECTED: Palette("#FBE0DE", "#9B1C1C", "#D64545"),
    Status.INVALID: Palette("#FDEBD3", "#8A4B08", "#E08A1E"),
    Status.UNCONFIRMED: Palette("#FFF5C7", "#6B5900", "#CFB10A"),
    Status.NOT_SENT: Palette("#E9ECF0", "#4A5361", "#8A94A3"),
    Status.VALID: Palette("#DFF3E6", "#14683A", "#2E9E5B"),
}
NONE = Palette("#FFFFFF", "#9AA5B1", "#FFFFFF")  # a status that no order has
GOOD = PALETTES[Status.CREATED]
WARNING_COLOURS = PALETTES[Status.INVALID]
ERROR_COLOURS = PALETTES[Status.REJECTED]


class Styles:
    """The formats of one workbook; the same properties give the same format."""

    def __init__(self, workbook: Workbook, lang: Language = "en") -> None:
        self._workbook = workbook
        self._near, self._far = ("right", "left") if lang == "ar" else ("left", "right")
        self._reading = 2 if lang == "ar" else 1  # Excel's right-to-left and left-to-right
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def get(self, **properties: Any) -> Format:
        """The format of a text of ours: it begins where the language begins."""
        return self.own(**{"align": self._near, "reading_order": self._reading, **properties})

    def number(self, **properties: Any) -> Format:
        """The format of a number of ours: it ends where lines of the language end."""
        return self.own(**{"align": self._far, "num_format": "#,##0", **properties})

    def own(self, **properties: Any) -> Format:
        """The format with the given XlsxWriter properties and nothing else, top-aligned."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format({"valign": "top", **properties})
        return self._made[key]

    def head(self, **properties: Any) -> Format:
        """The format of a header cell."""
        look = {"bold": True, "font_color": "#FFFFFF", "bg_color": HEAD, "valign": "vcenter"}
        return self.get(**{**look, "text_wrap": True, **properties})

    def tone(self, tone: Palette, **properties: Any) -> Format:
        """The format of a text in a status's colours."""
        return self.get(bg_color=tone.fill, font_color=tone.ink, **properties)


def write_text(sheet: Worksheet, row: int, column: int, text: str, look: Format) -> None:
    """Writes `text` as a string, never as a formula, a link or markup.

    XlsxWriter takes a string of the form `<r>...</r>` for ready markup when it keeps memory
    constant; such a text goes in as two plain runs instead.
    """
    if text.startswith("<r>") and text.endswith("</r>"):
        sheet.write_rich_string(row, column, look, text[0], look, text[1:LONGEST], look)
    elif text:
        sheet.write_string(row, column, text, look)
    else:
        sheet.write_blank(row, column, None, look)
