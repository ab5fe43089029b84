"""The sheet in which the merchant writes her orders."""

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from importer.catalog import Field, Kind
from importer.i18n import Language, without_marks
from importer.template import words
from importer.template.columns import COMMON, RARE, choices, must_fill, width
from importer.template.style import Style, lines, shade

DEPTH = 5000  # rows that have drop-downs
FIRST_ROW = 2  # 0-based: under the labels and the help
_OPEN_LISTS = (Kind.COUNTRY, Kind.CURRENCY)


def header(field: Field, lang: Language) -> str:
    """The label as it stands in row 1: a star marks what must be filled."""
    label = without_marks(field.label.format(lang))
    return f"{label} *" if must_fill(field) else label


def write(book: Workbook, style: Style, lang: Language) -> None:
    """Add the sheet: labels, help, drop-downs and formats; no order in it."""
    sheet = book.add_worksheet(words.ORDERS.format(lang))
    if lang == "ar":
        sheet.right_to_left()
    columns = (*COMMON, *RARE)
    # The + that unfolds the rare columns stands over the last common one.
    sheet.outline_settings(True, True, False, False)
    for index, field in enumerate(columns):
        sheet.write_string(0, index, header(field, lang), style.header(field.part, shade(field)))
        sheet.write_string(1, index, field.help.format(lang), style.help)
        folded = {"level": 1, "hidden": True} if index >= len(COMMON) else {}
        sheet.set_column(index, index, width(field), style.data(field), folded)
        _drop_down(sheet, index, field, lang)
    sheet.ignore_errors({"number_stored_as_text": f"A{FIRST_ROW + 1}:XFD{FIRST_ROW + DEPTH}"})
    sheet.set_row(0, 32)
    sheet.set_row(1, _help_height(lang))
    sheet.freeze_panes(FIRST_ROW, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_selection(FIRST_ROW, 0, FIRST_ROW, 0)


def _drop_down(sheet: Worksheet, index: int, field: Field, lang: Language) -> None:
    offered = [choice.format(lang) for choice in choices(field)]
    if not offered:
        return
    sheet.data_validation(
        FIRST_ROW,
        index,
        FIRST_ROW + DEPTH - 1,
        index,
        {
            "validate": "list",
            "source": offered,
            "error_type": "warning",
            "error_title": without_marks(field.label.format(lang))[:32],
            "error_message": words.NOT_IN_LIST.format(lang),
            "show_error": field.kind not in _OPEN_LISTS,
        },
    )


def _help_height(lang: Language) -> int:
    """Points that the longest help of a common column needs in its column's width."""
    return 12 * max(lines(field.help.format(lang), width(field)) for field in COMMON)
