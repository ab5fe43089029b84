"""The example files: a week of orders as workbook and as CSV, and a workbook with mistakes."""

import csv
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from io import BytesIO, StringIO

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from importer.catalog import Field
from importer.i18n import Language
from importer.template import orders_sheet
from importer.template.columns import cell_text, header, width
from importer.template.style import Style, shade
from importer.template.workbook import CREATED
from templates.example_shop import mistakes
from templates.example_shop.shop import COLUMNS, Cell, Formula, Row, rows
from templates.example_shop.week import SALES


def render_week_workbook() -> bytes:
    """The week as an Arabic merchant keeps it: Arabic headers and words, real dates and numbers,
    the order's own cells only in its first row."""
    week = [row for sale in SALES for row in rows(sale, repeated=False)]
    return _render(week, (), "ar")


def render_week_csv() -> bytes:
    """The same orders as another program exports them: canonical names, every cell repeated."""
    stream = StringIO()
    writer = csv.writer(stream)
    writer.writerow([field.name for field in COLUMNS])
    for sale in SALES:
        for row in rows(sale, repeated=True):
            writer.writerow([_csv_text(row.get(field, "")) for field in COLUMNS])
    return stream.getvalue().encode("utf-8-sig")


def render_mistakes_workbook() -> bytes:
    """Orders with one mistake each, and some without; the last column says what was planted."""
    orders = [row for case in mistakes.CASES for row in case.rows]
    remarks = [remark for case in mistakes.CASES for remark in case.remarks]
    return _render(orders, remarks, "en")


def _render(orders: Sequence[Row], remarks: Sequence[str], lang: Language) -> bytes:
    stream = BytesIO()
    with Workbook(stream, {"in_memory": True}) as workbook:
        workbook.set_properties({"created": CREATED})
        style = Style(workbook, lang)
        sheet = workbook.add_worksheet(orders_sheet.name(lang))
        style.set_up(sheet)
        _write_headers(sheet, style, lang, bool(remarks))
        for number, row in enumerate(orders, start=1):
            for column, field in enumerate(COLUMNS):
                if field in row:
                    _write_cell(sheet, number, column, style, field, row[field], lang)
        for number, remark in enumerate(remarks, start=1):
            if remark:
                sheet.write_string(number, len(COLUMNS), remark, style.text)
    return stream.getvalue()


def _write_headers(sheet: Worksheet, style: Style, lang: Language, remarks: bool) -> None:
    for column, field in enumerate(COLUMNS):
        sheet.write_string(0, column, header(field, lang), style.header(field.part, shade(field)))
        sheet.set_column(column, column, width(field), style.data(field))
    if remarks:
        sheet.write_string(0, len(COLUMNS), mistakes.REMARK, style.table_head)
        sheet.set_column(len(COLUMNS), len(COLUMNS), 60)
    sheet.set_row(0, 32)
    sheet.freeze_panes(1, 1)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD5000"})


def _write_cell(
    sheet: Worksheet, row: int, column: int, style: Style, field: Field, cell: Cell, lang: Language
) -> None:
    cell_format = style.data(field)
    match cell:
        case Formula():
            formula = cell.text.format(row=row + 1)
            sheet.write_formula(row, column, formula, cell_format, cell.stored)
        case datetime():
            sheet.write_datetime(row, column, cell, cell_format)
        case str():
            sheet.write_string(row, column, cell_text(field, cell, lang), cell_format)
        case _:
            sheet.write_number(row, column, float(cell), cell_format)


def _csv_text(cell: Cell) -> str:
    match cell:
        case datetime():
            return cell.strftime("%d/%m/%Y %H:%M")
        case Decimal():
            return f"{cell:f}"
    return str(cell)
