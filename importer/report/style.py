"""How the workbook looks: colours by status, and formats made once each."""

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from importer.results import Status

INK, FAINT, LINE, HEAD, PAPER = "#1F2933", "#6B7785", "#D5DBE3", "#22374D", "#F3F5F8"
BAD, BAD_INK = "#FBD5D5", "#8E1B1B"
LINK = "#1B5583"


class Tone:
    """The colours of one status: `fill` behind text, `ink` of text, `strong` in charts."""

    def __init__(self, fill: str, ink: str, strong: str) -> None:
        self.fill, self.ink, self.strong = fill, ink, strong


TONES = {
    Status.CREATED: Tone("#DFF3E6", "#14683A", "#2E9E5B"),
    Status.ALREADY_CREATED: Tone("#E1EEF9", "#1B5583", "#3B82C4"),
    Status.CONFLICT: Tone("#F9E1EF", "#8A1C5B", "#B83280"),
    Status.REJECTED: Tone("#FBE0DE", "#9B1C1C", "#D64545"),
    Status.INVALID: Tone("#FDEBD3", "#8A4B08", "#E08A1E"),
    Status.UNCONFIRMED: Tone("#FFF5C7", "#6B5900", "#CFB10A"),
    Status.NOT_SENT: Tone("#E9ECF0", "#4A5361", "#8A94A3"),
    Status.VALID: Tone("#DFF3E6", "#14683A", "#2E9E5B"),
}
GOOD = TONES[Status.CREATED]
CARE = TONES[Status.INVALID]
STOP = TONES[Status.REJECTED]


class Styles:
    """The formats of one workbook; the same properties give the same format."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def get(self, **properties: Any) -> Format:
        """The format with the given XlsxWriter properties, top-aligned."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format({"valign": "top", **properties})
        return self._made[key]

    def head(self, **properties: Any) -> Format:
        """The format of a header cell."""
        look = {"bold": True, "font_color": "#FFFFFF", "bg_color": HEAD, "valign": "vcenter"}
        return self.get(**{**look, "text_wrap": True, **properties})

    def tone(self, tone: Tone, **properties: Any) -> Format:
        """The format of a cell in a status's colours."""
        return self.get(bg_color=tone.fill, font_color=tone.ink, **properties)
