"""How the sheets of the workbook look: colours by status, formats made once each, header rows."""

from collections.abc import Sequence
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from importer.i18n import Language, is_right_to_left
from importer.outcome import Status
from importer.report.colours import LIGHT, Palette

INK, FAINT, LINE, PAPER, LINK = LIGHT.ink, LIGHT.faint, LIGHT.line, LIGHT.paper, LIGHT.link
HEAD = "#22374D"
BAD, BAD_INK = "#FBD5D5", "#8E1B1B"
LINE_HEIGHT = 15.5  # points
_MOST_LINES = 12  # of a tall row; more are read in the cell itself
LONGEST = 32_767  # UTF-16 units that Excel keeps in a cell
PALETTES = LIGHT.palettes
GOOD = PALETTES[Status.CREATED]
WARNING = PALETTES[Status.INVALID]
ERROR = PALETTES[Status.REJECTED]
NEUTRAL = Palette("#FFFFFF", INK, "#8A94A3")
UNUSED = Palette("#FFFFFF", "#9AA5B1", "#FFFFFF")  # a status that no order has


class Styles:
    """The formats of one workbook; the same properties give the same format."""

    def __init__(self, workbook: Workbook, lang: Language = "en") -> None:
        self._workbook = workbook
        right_to_left = is_right_to_left(lang)
        self._near, self._far = ("right", "left") if right_to_left else ("left", "right")
        self._reading_order = 2 if right_to_left else 1  # in Excel's numbers
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def text(self, **properties: Any) -> Format:
        """The format of a text of ours: it begins where the language begins."""
        own = {"align": self._near, "reading_order": self._reading_order, **properties}
        return self.plain(**own)

    def number(self, **properties: Any) -> Format:
        """The format of a number of ours: it ends where lines of the language end."""
        return self.plain(**{"align": self._far, "num_format": "#,##0", **properties})

    def plain(self, **properties: Any) -> Format:
        """The format with the given XlsxWriter properties and nothing else, top-aligned."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format({"valign": "top", **properties})
        return self._made[key]

    def header(self, **properties: Any) -> Format:
        """The format of a header cell."""
        look = {"bold": True, "font_color": "#FFFFFF", "bg_color": HEAD, "valign": "vcenter"}
        return self.text(**{**look, "text_wrap": True, **properties})

    def palette(self, palette: Palette, **properties: Any) -> Format:
        """The format of a text in the colours of a palette."""
        return self.text(bg_color=palette.fill, font_color=palette.ink, **properties)


def write_text(sheet: Worksheet, row: int, column: int, text: str, style: Format) -> None:
    """Writes `text` as a string, never as a formula, a link or markup.

    XlsxWriter takes a string of the form `<r>...</r>` for ready markup when it keeps memory
    constant; such a text goes in as two plain runs instead.
    """
    if text.startswith("<r>") and text.endswith("</r>"):
        sheet.write_rich_string(row, column, style, text[0], style, text[1:LONGEST], style)
    elif text:
        sheet.write_string(row, column, text, style)
    else:
        sheet.write_blank(row, column, None, style)


def write_header(
    sheet: Worksheet, styles: Styles, headers: Sequence[str], widths: Sequence[int], row: int = 0
) -> None:
    """The header in `row` (0-based), the columns' widths, frozen panes and what is printed on every
    page."""
    sheet.set_row(row, 24)
    for column, (header, width) in enumerate(zip(headers, widths, strict=True)):
        sheet.set_column(column, column, width)
        write_text(sheet, row, column, header, styles.header())
    sheet.freeze_panes(row + 1, 1)
    set_up_print(sheet)
    sheet.repeat_rows(row)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})


def command_style(styles: Styles, **properties: Any) -> Format:
    """How a command looks: it is typed left to right, whatever the language around it."""
    look = {"font_name": "Consolas", "bg_color": PAPER, "border": 1, "border_color": LINE}
    return styles.text(**look, indent=1, align="left", reading_order=1, **properties)


def set_up_print(sheet: Worksheet) -> None:
    """Landscape A4, as many pages as it takes, one page wide."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def height_of(*texts: tuple[str, int]) -> float | None:
    """The height in points that the wrapped texts need in columns of these widths (characters);
    None for one line."""
    lines = max(_lines(text, width) for text, width in texts)
    return min(lines, _MOST_LINES) * LINE_HEIGHT if lines > 1 else None


def _lines(text: str, width: int) -> int:
    if len(text) < width and "\n" not in text:
        return 1
    return sum(max(1, -(-len(line) // (width - 4))) for line in text.split("\n"))
