"""The sheet that explains the template: steps, commands, colours, and every column."""

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from importer import catalog
from importer.catalog import Field, Kind
from importer.i18n import Language
from importer.template import words
from importer.template.columns import COMMON, RARE, choices, said
from importer.template.orders_sheet import header
from importer.template.style import Style, lines, shade

_WIDTHS = (38, 62, 20, 36, 28, 28)
# The catalogue's examples are an order of one item; with the second item come other totals.
_FIRST_ROW = {catalog.SUBTOTAL: "250.00", catalog.AMOUNT: "270.00", catalog.AMOUNT_DUE: "270.00"}
_SECOND_ROW = {
    catalog.ORDER_ID: catalog.ORDER_ID.example,
    catalog.ITEM_NAME: "مبخرة خشبية",
    catalog.SKU: "BKH-003",
    catalog.QUANTITY: "1",
    catalog.PRICE: "49.50",
    catalog.ROW_TOTAL: "49.50",
    catalog.TAX_AMOUNT: "7.43",
}


def example() -> tuple[dict[Field, str], dict[Field, str]]:
    """The cells of an example order of two items: its first row and its second."""
    first = {field: field.example for field in catalog.FIELDS if field.example}
    return {**first, **_FIRST_ROW}, dict(_SECOND_ROW)


def write(book: Workbook, style: Style, lang: Language) -> None:
    """Add the sheet. Labels stand below each other, so that no row of it looks like a header."""
    sheet = book.add_worksheet(words.GUIDE.format(lang))
    if lang == "ar":
        sheet.right_to_left()
    sheet.hide_gridlines(2)
    for index, width in enumerate(_WIDTHS):
        sheet.set_column(index, index, width)
    row = _introduction(sheet, style, lang)
    row = _legend(sheet, style, lang, row + 1)
    _table(sheet, style, lang, row + 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _introduction(sheet: Worksheet, style: Style, lang: Language) -> int:
    sheet.write_string(0, 0, words.TITLE.format(lang), style.title)
    sheet.set_row(0, 28)
    row = 2
    for number, step in enumerate(words.STEPS, start=1):
        _across(sheet, row, f"{number}. {step.format(lang)}", style)
        row += 1
    number = len(words.STEPS) + 1
    for purpose, command in words.COMMANDS:
        sheet.write_string(row, 0, f"{number}. {purpose.format(lang)}", style.text)
        sheet.write_string(row, 1, command, style.command)
        row, number = row + 1, number + 1
    _across(sheet, row, f"{number}. {words.AFTERWARDS.format(lang)}", style)
    return row + 1


def _across(sheet: Worksheet, row: int, text: str, style: Style) -> None:
    sheet.merge_range(row, 0, row, len(_WIDTHS) - 1, text, style.text)


def _legend(sheet: Worksheet, style: Style, lang: Language, row: int) -> int:
    for part, name in words.PARTS.items():
        for column, kind in enumerate(words.SHADES):
            text = f"{name.format(lang)}: {kind.format(lang)}"
            sheet.write_string(row, column, text, style.header(part, column))
        row += 1
    return row


def _table(sheet: Worksheet, style: Style, lang: Language, row: int) -> None:
    _across(sheet, row, words.EXAMPLE_NOTE.format(lang), style)
    row += 1
    for column, text in enumerate(words.GUIDE_HEADERS):
        sheet.write_string(row, column, text.format(lang), style.table_head)
    sheet.set_row(row, 24)
    for field in COMMON:
        row += 1
        _line(sheet, style, lang, row, field)
    row += 1
    sheet.write_string(row, 0, words.FOLDED.format(lang), style.bold)
    sheet.set_row(row, 28)
    for field in RARE:
        row += 1
        _line(sheet, style, lang, row, field)


def _line(sheet: Worksheet, style: Style, lang: Language, row: int, field: Field) -> None:
    first, second = example()
    sheet.write_string(row, 0, header(field, lang), style.header(field.part, shade(field)))
    cells = (
        field.help.format(lang),
        words.SHADES[shade(field)].format(lang),
        _values(field, lang),
        said(field, first.get(field, "")).format(lang),
        said(field, second.get(field, "")).format(lang),
    )
    for column, text in enumerate(cells, start=1):
        sheet.write_string(row, column, text, style.table_cell)
    widths = zip(cells, _WIDTHS[1:], strict=True)
    sheet.set_row(row, 14 * max(lines(text, width) for text, width in widths))


def _values(field: Field, lang: Language) -> str:
    comma = "، " if lang == "ar" else ", "
    offered = comma.join(choice.format(lang) for choice in choices(field))
    if field.kind in (Kind.COUNTRY, Kind.CURRENCY):
        return f"{words.KINDS[field.kind].format(lang)}: {offered} ..."
    return offered or words.KINDS[field.kind].format(lang)
