"""The looks of the template: one colour a part of the order, darker where a cell must be filled."""

from math import ceil

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from importer.catalog import Field, Need, Part
from importer.i18n import Language
from importer.template.columns import NUMERIC, must_fill, number_format

FONT = "Arial"
MUST, SOMETIMES, OPTIONAL = range(3)
_FILLS = {
    Part.ORDER: ("#1F4E79", "#9DC3E6", "#DDEBF7"),
    Part.CUSTOMER: ("#375623", "#A9D08E", "#E2EFDA"),
    Part.ITEM: ("#833C0B", "#F4B084", "#FCE4D6"),
    Part.SENDER: ("#525252", "#C9C9C9", "#EDEDED"),
}
_GREY = "#595959"


class Style:
    """The formats of one workbook, each made once; Arabic reads from the right."""

    def __init__(self, book: Workbook, lang: Language) -> None:
        self._book = book
        self._reading = (
            {"align": "right", "reading_order": 2} if lang == "ar" else {"align": "left"}
        )
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}

    def _format(self, **properties: object) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(
                {"font_name": FONT, "font_size": 10, **properties}
            )
        return self._made[key]

    def _prose(self, **properties: object) -> Format:
        return self._format(**self._reading, **properties)

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
        """A command to type: left to right in an Arabic sheet too."""
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
        look = self._format if field.kind in NUMERIC else self._prose
        return look(num_format=number_format(field))


def shade(field: Field) -> int:
    """How much the field asks to be filled."""
    if must_fill(field):
        return MUST
    return OPTIONAL if field.need is Need.NEVER else SOMETIMES


def lines(text: str, width: int) -> int:
    """How many lines the text takes in a column of so many characters."""
    return ceil(len(text) / (width * 1.1)) or 1
