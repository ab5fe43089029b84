"""The sheet that explains the template: steps, commands, colours, and every column."""

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from importer import catalog
from importer.catalog import Field, Kind, Part
from importer.i18n import Language, _, program, without_marks
from importer.template.columns import COMMON, RARE, cell_text, drop_down, header
from importer.template.style import Style, line_count, shade

_COLUMNS = (
    (_("Header in the sheet"), 38),
    (_("What it means"), 62),
    (_("Must it be filled?"), 20),
    (_("What you can write"), 36),
    (_("Example: first row"), 28),
    (_("Example: second row"), 28),
)
_WIDTHS = tuple(width for _header, width in _COLUMNS)
_PARTS = {
    Part.ORDER: _("Order"),
    Part.CUSTOMER: _("Customer"),
    Part.ITEM: _("Item"),
    Part.SENDER: _("Sender"),
}
_SHADES = (_("must be filled"), _("in some cases"), _("may stay empty"))
_KINDS = {
    Kind.TEXT: _("text"),
    Kind.CODE: _("letters and digits"),
    Kind.PHONE: _("0551234567 or +971501234567"),
    Kind.MONEY: _("an amount, such as 120.50"),
    Kind.NUMBER: _("a number, such as 1.5"),
    Kind.WHOLE: _("a whole number, such as 2"),
    Kind.YES_NO: _("yes or no"),
    Kind.DATE: _("day/month/year"),
    Kind.MOMENT: _("day/month/year hour:minute"),
    Kind.TIME: _("a time, such as 2:30pm"),
    Kind.COUNTRY: _("any country"),
    Kind.CURRENCY: _("any currency code"),
    Kind.PAYMENT: _("cod or paid"),
    Kind.EMAIL: _("an e-mail address"),
    Kind.URL: _("a link that begins with https://"),
}
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


def write(workbook: Workbook, style: Style, lang: Language) -> None:
    """Add the sheet. Labels stand below each other, so that no row of it looks like a header."""
    sheet = workbook.add_worksheet(without_marks(_("Guide").format(lang)))
    style.set_up(sheet)
    sheet.hide_gridlines(2)
    for index, width in enumerate(_WIDTHS):
        sheet.set_column(index, index, width)
    row = _write_steps(sheet, style, lang)
    row = _write_legend(sheet, style, lang, row + 1)
    _write_table(sheet, style, lang, row + 1)


def _write_steps(sheet: Worksheet, style: Style, lang: Language) -> int:
    """What to do, numbered; the row behind it."""
    sheet.write_string(0, 0, _("How to fill in your orders").format(lang), style.title)
    sheet.set_row(0, 28)
    fill_in = (
        _('Write your orders in the sheet "Orders", from row 3 on. Each row is one item.'),
        _(
            "An order of several items takes several rows with the same order number; from its "
            "second row on, the columns of the order and the customer may stay empty."
        ),
        _(
            "Columns marked * must be filled. All others may stay empty, be moved or be deleted. "
            "Keep the headers of row 1."
        ),
        _("More columns are folded away behind the last one: press the + above the sheet."),
    )
    run = (
        (_("Check, without sending anything:"), f"{program()} check orders.xlsx"),
        (_("Rehearse on your own computer:"), f"{program()} orders.xlsx --sandbox"),
        (_("Send the orders to OTO:"), f"{program()} orders.xlsx"),
    )
    afterwards = _(
        "Then open the report in the folder reports: it says what became of every order. Mend the "
        'rows of its sheet "To fix" and run the same command on the report.'
    )
    steps = [(step, "") for step in fill_in] + [*run, (afterwards, "")]
    for number, (step, command) in enumerate(steps, start=1):
        row, text = number + 1, f"{number}. {step.format(lang)}"
        if command:
            sheet.write_string(row, 0, text, style.text)
            sheet.write_string(row, 1, command, style.command)
        else:
            _write_across(sheet, row, text, style)
    return len(steps) + 2


def _write_across(sheet: Worksheet, row: int, text: str, style: Style) -> None:
    sheet.merge_range(row, 0, row, len(_WIDTHS) - 1, text, style.text)


def _write_legend(sheet: Worksheet, style: Style, lang: Language, row: int) -> int:
    """What the colours mean; the row behind it."""
    for part, name in _PARTS.items():
        for column, meaning in enumerate(_SHADES):
            text = f"{name.format(lang)}: {meaning.format(lang)}"
            sheet.write_string(row, column, text, style.header(part, column))
        row += 1
    return row


def _write_table(sheet: Worksheet, style: Style, lang: Language, row: int) -> None:
    """A row a column of the orders, the folded ones under a heading of their own."""
    note = _(
        "The two columns of examples are one order with two items: its first row and its second."
    )
    _write_across(sheet, row, note.format(lang), style)
    row += 1
    for column, (text, _width) in enumerate(_COLUMNS):
        sheet.write_string(row, column, text.format(lang), style.table_head)
    sheet.set_row(row, 24)
    for field in COMMON:
        row += 1
        _write_field(sheet, style, lang, row, field)
    row += 1
    sheet.write_string(row, 0, _("The columns that are folded away").format(lang), style.bold)
    sheet.set_row(row, 28)
    for field in RARE:
        row += 1
        _write_field(sheet, style, lang, row, field)


def _write_field(sheet: Worksheet, style: Style, lang: Language, row: int, field: Field) -> None:
    first, second = example()
    sheet.write_string(row, 0, header(field, lang), style.header(field.part, shade(field)))
    cells = (
        field.help.format(lang),
        _SHADES[shade(field)].format(lang),
        _allowed_values(field, lang),
        cell_text(field, first.get(field, ""), lang),
        cell_text(field, second.get(field, ""), lang),
    )
    for column, text in enumerate(cells, start=1):
        sheet.write_string(row, column, text, style.table_cell)
    lines = (line_count(text, width) for text, width in zip(cells, _WIDTHS[1:], strict=True))
    sheet.set_row(row, 14 * max(lines))


def _allowed_values(field: Field, lang: Language) -> str:
    values = _(", ").format(lang).join(drop_down(field, lang))
    if field.kind in (Kind.COUNTRY, Kind.CURRENCY):
        return f"{_KINDS[field.kind].format(lang)}: {values} ..."
    return values or _KINDS[field.kind].format(lang)
