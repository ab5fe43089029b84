"""What the merchant wrote has one fingerprint, however it was understood."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
import xlsxwriter

from importer.mapping import MapOptions, MappedTable, map_columns
from importer.orders import build, group_rows
from importer.outcome import Outcome, Status
from importer.parsing import ReadOptions, parse_table
from importer.reading import read_workbook
from importer.report import RunReport, load_rerun, write_report

HEADER = ("orderId", "customer.name", "city", "amount", "Ready", "Note")
A_1 = ("A-1", "نورة", "Riyad", "10.50", "14:30", "")
A_2 = ("A-2", "Omar", "Jeddah", "20", "", "gift")
NO_OPTIONS = MapOptions()


def text_file(
    folder: Path, *rows: Sequence[str], header: Sequence[str] = HEADER, name: str = "orders.csv"
) -> Path:
    lines = [",".join(cells) for cells in (header, *rows)]
    (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder / name


def table_of(path: Path, options: MapOptions = NO_OPTIONS) -> MappedTable:
    """The file's table; of a report that of its "To fix"."""
    book = read_workbook(path)
    rerun = load_rerun(book)
    return map_columns(rerun.book if rerun else book, options)


def fingerprints(table: MappedTable) -> dict[str, str]:
    """The source fingerprints by order id."""
    frame = parse_table(table, ReadOptions()).frame
    orders = build(frame, group_rows(frame), table)
    return {order.order_id: order.source_fingerprint for order in orders}


def report_of(path: Path) -> Path:
    """The report of a run that sent nothing."""
    table = table_of(path)
    ends = [
        Outcome(group.order_id or "", group.rows, Status.NOT_SENT)
        for group in group_rows(table.frame)
    ]
    run = RunReport(
        file=path, table=table, outcomes=ends, started=datetime(2026, 3, 10, tzinfo=UTC), seconds=1
    )
    return write_report(run, path.parent / "reports").report


def test_how_the_file_is_understood_changes_nothing(tmp_path: Path) -> None:
    """A column mapped otherwise, or a value put in for all, leaves what the merchant wrote."""
    path = text_file(tmp_path, A_1, A_2)
    otherwise = MapOptions(maps={"Note": "ref1", "city": "-"}, constants={"currency": "SAR"})
    assert fingerprints(table_of(path, otherwise)) == fingerprints(table_of(path))


@pytest.mark.parametrize("column", range(1, len(HEADER)))
def test_any_other_cell_is_another_order(tmp_path: Path, column: int) -> None:
    """Each cell counts, also one of a column that is no field; the other order stays the same."""
    changed = [*A_1[:column], "17", *A_1[column + 1 :]]
    before = fingerprints(table_of(text_file(tmp_path, A_1, A_2)))
    after = fingerprints(table_of(text_file(tmp_path, changed, A_2, name="changed.csv")))
    assert before["A-1"] != after["A-1"] and before["A-2"] == after["A-2"]


def test_a_value_under_another_header_is_another_order(tmp_path: Path) -> None:
    """The same texts in other columns are not the same order, also of two columns of one name."""
    header = ("orderId", "amount", "Note", "Note")
    one = fingerprints(table_of(text_file(tmp_path, ("A-1", "5", "x", "y"), header=header)))
    turned = ("A-1", "5", "y", "x")
    other = fingerprints(table_of(text_file(tmp_path, turned, header=header, name="turned.csv")))
    assert one != other


def test_columns_and_rows_may_be_moved(tmp_path: Path) -> None:
    """Sorting the rows or moving a column changes no order, and an empty column adds nothing."""
    rows = (A_1, ("A-1", "", "", "", "", "second item"), A_2)
    before = fingerprints(table_of(text_file(tmp_path, *rows)))
    moved = [(*reversed(cells), "") for cells in reversed(rows)]
    path = text_file(tmp_path, *moved, header=(*reversed(HEADER), "More"), name="moved.csv")
    assert fingerprints(table_of(path)) == before


def numbers_and_moments(sheet: xlsxwriter.worksheet.Worksheet, book: xlsxwriter.Workbook) -> None:
    """A workbook's own kinds of cells: numbers that a format pads, results, moments, errors."""
    formats = {
        code: book.add_format({"num_format": code})
        for code in (
            "00000",
            "#,##0.00",
            "dd/mm/yyyy",
            "d/m/yyyy h:mm",
            "h:mm",
            "[h]:mm",
            '"SKU-"0',
        )
    }
    header = (
        "orderId",
        "amount",
        "Date",
        "At",
        "Time",
        "Hours",
        "Code",
        "Sku",
        "Yes",
        "Sum",
        "Bad",
    )
    sheet.write_row(0, 0, header)
    for row in (1, 2, 3):
        sheet.write(row, 0, f"A-{row}")
        sheet.write(row, 1, 0.1 + 0.2 + row, formats["#,##0.00"])
        sheet.write_datetime(row, 2, date(2026, 3, row), formats["dd/mm/yyyy"])
        moment = datetime(2026, 3, row, 14, 29, 59, 999_000)
        sheet.write_datetime(row, 3, moment, formats["d/m/yyyy h:mm"])
        sheet.write_datetime(row, 4, time(9, 20, row), formats["h:mm"])
        sheet.write_datetime(row, 5, timedelta(hours=30 + row), formats["[h]:mm"])
        sheet.write_number(row, 6, 123 + row, formats["00000"])
        sheet.write_number(row, 7, 7 + row, formats['"SKU-"0'])
        sheet.write_boolean(row, 8, row == 1)
        sheet.write_formula(row, 9, f"=B{row + 1}*1.15", None, 1.15 * row / 3)
        sheet.write_formula(row, 10, "=1/0", None, "#DIV/0!")


def merged_ids(sheet: xlsxwriter.worksheet.Worksheet, book: xlsxwriter.Workbook) -> None:
    """An order number that stands once over the rows of its order, under a row of groups."""
    sheet.write_row(0, 2, ("Customer", "", "Items", ""))
    sheet.write_row(1, 0, ("orderId", "amount", "Name", "City", "SKU", "Quantity"))
    sheet.merge_range("A3:A4", "A-1")
    sheet.write_row(2, 1, (10, "Omar", "Jeddah", "s-1", 1))
    sheet.write_row(3, 1, (10, " Omar  Ali ", "Jeddah", "s-2", 2.0))
    sheet.write_row(4, 0, ("A-2", 20, "Sara\nAli", "Riyadh", "00123", "2"))


Fill = Callable[[xlsxwriter.worksheet.Worksheet, xlsxwriter.Workbook], None]


@pytest.mark.parametrize("fill", [numbers_and_moments, merged_ids])
def test_to_fix_has_the_fingerprints_of_the_first_file(tmp_path: Path, fill: Fill) -> None:
    """Every kind of cell comes back out of a report as the same cell."""
    path = tmp_path / "orders.xlsx"
    with xlsxwriter.Workbook(path) as book:
        fill(book.add_worksheet(), book)
    first = fingerprints(table_of(path))
    assert len(set(first.values())) == len(first) > 1
    again = report_of(path)
    assert fingerprints(table_of(again)) == first
    assert fingerprints(table_of(report_of(again))) == first


def test_to_fix_of_a_text_file_has_them_too(tmp_path: Path) -> None:
    """Texts that look like numbers, dates and formulas, and an export that writes the number of an
    order once."""
    columns = ("Description", "Quantity", "Unit Price")
    header = ("Order Reference", "Customer", *(f"Order Lines/{name}" for name in columns), "Total")
    rows = (
        ("S001", "Omar", "Rose", "1", "10.50", "010.50"),
        ("", "", "=1+2", "2", "0", ""),
        ("S002", "Sara", "  00123 ", "2026-03-01", "1e5", "+20"),
    )
    path = text_file(tmp_path, *rows, header=header)
    first = fingerprints(table_of(path))
    assert len(first) == 2
    assert fingerprints(table_of(report_of(path))) == first
