"""The look of a sheet: one colour a part of the order, darker where a cell must be filled."""

from math import ceil

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from importer.catalog import Field, Need, Part
from importer.i18n import Language, is_right_to_left
from importer.template.columns import NUMERIC, must_fill, number_format

FONT = "Arial"
MUST, SOMETIMES, OPTIONAL = range(3)  # how much a field asks to be filled
_FILLS = {
    Part.ORDER: ("#1F4E79", "#9DC3E6", "#DDEBF7"),
    Part.CUSTOMER: ("#375623", "#A9D08E", "#E2EFDA"),
    Part.ITEM: ("#833C0B", "#F4B084", "#FCE4D6"),
    Part.SENDER: ("#525252", "#C9C9C9", "#EDEDED"),
}
_GREY = "#595959"
_A4 = 9


class Style:
    """The formats of one workbook in a language, each made once, and the set-up of its sheets."""

    def __init__(self, workbook: Workbook, lang: Language) -> None:
        self._workbook = workbook
        self._turned = is_right_to_left(lang)
        self._side = {"align": "right", "reading_order": 2} if self._turned else {"align": "left"}
        self._formats: dict[tuple[tuple[str, object], ...], Format] = {}

    def set_up(self, sheet: Worksheet) -> None:
        """The sheet's direction, and its print: across A4, as wide as one page."""
        if self._turned:
            sheet.right_to_left()
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)

    def _format(self, **properties: object) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self._workbook.add_format(
                {"font_name": FONT, "font_size": 10, **properties}
            )
        return self._formats[key]

    def _prose(self, **properties: object) -> Format:
        """A format for words, which begin at the side where the language begins."""
        return self._format(**self._side, **properties)

    @property
    def title(self) -> Format:
        """The line at the head of the guide."""
        return self._prose(bold=True, font_size=16, font_color="#1F4E79")

    @property
    def text(self) -> Format:
        """A line of the guide."""
        return self._prose(valign="vcenter", text_wrap=True)

    @property
    def bold(self) -> Format:
        """A heading inside the guide."""
        return self._prose(bold=True, font_size=11)

    @property
    def command(self) -> Format:
        """A command to type: left to right in every sheet."""
        return self._format(
            font_name="Courier New", bg_color="#F2F2F2", align="left", reading_order=1
        )

    @property
    def table_head(self) -> Format:
        """The header of the guide's table."""
        return self._prose(
            bold=True, text_wrap=True, valign="vcenter", bg_color="#D9D9D9", border=1,
            border_color="#FFFFFF",
        )  # fmt: skip

    @property
    def table_cell(self) -> Format:
        """A cell of the guide's table, as text."""
        return self._prose(
            text_wrap=True, valign="vcenter", num_format="@", bottom=1, border_color="#D9D9D9"
        )

    @property
    def help(self) -> Format:
        """The help under a header."""
        return self._prose(
            italic=True, font_size=9, font_color=_GREY, text_wrap=True, valign="top",
            bg_color="#F7F7F7", bottom=2, border_color="#BFBFBF",
        )  # fmt: skip

    def header(self, part: Part, shade: int) -> Format:
        """A header of the given part; `shade` is MUST, SOMETIMES or OPTIONAL."""
        return self._prose(
            bold=True, text_wrap=True, valign="vcenter", border=1, border_color="#FFFFFF",
            bg_color=_FILLS[part][shade], font_color="#FFFFFF" if shade == MUST else "#000000",
        )  # fmt: skip

    def data(self, field: Field) -> Format:
        """A cell of the field's column; all but numbers begin at the sheet's own side."""
        kind_of_format = self._format if field.kind in NUMERIC else self._prose
        return kind_of_format(num_format=number_format(field))


def shade(field: Field) -> int:
    """How much the field asks to be filled: MUST, SOMETIMES or OPTIONAL."""
    if must_fill(field):
        return MUST
    return OPTIONAL if field.need is Need.NEVER else SOMETIMES


def line_count(text: str, width: int) -> int:
    """How many lines the text takes in a column of so many characters."""
    return ceil(len(text) / (width * 1.1)) or 1
