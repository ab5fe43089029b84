"""The sheet in which the merchant writes her orders."""

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from importer.catalog import Field, Kind
from importer.i18n import Language, _, without_marks
from importer.template.columns import COMMON, RARE, drop_down, header, label, width
from importer.template.style import Style, line_count, shade

DEPTH = 5000  # rows that have drop-downs
FIRST_ROW = 2  # 0-based: under the labels and the help
_OPEN_LISTS = (Kind.COUNTRY, Kind.CURRENCY)
_LONGEST_TITLE = 32  # Excel's limit for the title of a message


def name(lang: Language) -> str:
    """The sheet's name."""
    return without_marks(_("Orders").format(lang))


def write(workbook: Workbook, style: Style, lang: Language) -> None:
    """Add the sheet: labels, help, drop-downs and formats; no order in it."""
    sheet = workbook.add_worksheet(name(lang))
    style.set_up(sheet)
    # The + that unfolds the rare columns stands over the last common one.
    sheet.outline_settings(True, True, False, False)
    for index, field in enumerate((*COMMON, *RARE)):
        sheet.write_string(0, index, header(field, lang), style.header(field.part, shade(field)))
        sheet.write_string(1, index, field.help.format(lang), style.help)
        folded = {"level": 1, "hidden": True} if index >= len(COMMON) else {}
        sheet.set_column(index, index, width(field), style.data(field), folded)
        _add_drop_down(sheet, index, field, lang)
    sheet.ignore_errors({"number_stored_as_text": f"A{FIRST_ROW + 1}:XFD{FIRST_ROW + DEPTH}"})
    sheet.set_row(0, 32)
    helps = ((field.help.format(lang), width(field)) for field in COMMON)
    sheet.set_row(1, 12 * max(line_count(text, in_width) for text, in_width in helps))
    sheet.freeze_panes(FIRST_ROW, 1)
    sheet.repeat_rows(0)
    sheet.set_selection(FIRST_ROW, 0, FIRST_ROW, 0)


def _add_drop_down(sheet: Worksheet, index: int, field: Field, lang: Language) -> None:
    values = drop_down(field, lang)
    if not values:
        return
    warning = _("This is not in the list and may not be understood. Use it all the same?")
    sheet.data_validation(
        FIRST_ROW,
        index,
        FIRST_ROW + DEPTH - 1,
        index,
        {
            "validate": "list",
            "source": values,
            "error_type": "warning",
            "error_title": label(field, lang)[:_LONGEST_TITLE],
            "error_message": warning.format(lang),
            "show_error": field.kind not in _OPEN_LISTS,
        },
    )
