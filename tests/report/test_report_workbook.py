"""The workbook, read back by another program's eyes (openpyxl)."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from importer import catalog
from importer.i18n import without_marks
from importer.outcome import Outcome, Status
from importer.problems import Problem, problem
from importer.problems.account import CITY_MATCHED
from importer.reading import (
    ErrorCell,
    FormattedNumber,
    Sheet,
    UncachedFormula,
    Workbook,
    read_workbook,
)
from importer.report import write_report
from importer.report.results import COLUMNS
from tests.report.report_runs import HEADERS, ROWS, mixed, run_of, source, table_of

NASTY = (
    "=1+1", "+1", "-1", "@SUM(A1)", "<r><t>x</t></r>", "<r>", "a & b < c > d", "_x0041_",
    "bell \x07 tab \t line\nbreak", "  spaced  ", "http://example.com", "mailto:a@b", "\ufffe",
    "😀", "internal:Sheet!A1", "{=A1}", "'quoted", "x" * 33_000, "نص عربي", "00123", "1e5", "\r",
)  # fmt: skip


def opened(run: object, folder: Path) -> openpyxl.Workbook:
    """The run's report as openpyxl reads it."""
    return openpyxl.load_workbook(write_report(run, folder).report, rich_text=False)


def cells(sheet: Worksheet) -> list[list[object]]:
    """All cells' values."""
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def of_frame(tmp_path: Path, values: list[object]) -> openpyxl.Workbook:
    """The report of one failed order whose cells hold the values."""
    frame = pd.DataFrame([["id", *(f"h{n}" for n in range(len(values)))], ["7", *values]])
    frame = frame.astype(object)
    frame.index = pd.Index([1, 2])
    book = Workbook(tmp_path / "hand.csv", "text", (Sheet("hand", frame),), None, None)
    book.path.write_text("id\n7\n")
    table = table_of(book, {"id": catalog.ORDER_ID})
    run = run_of(book.path, [Outcome("7", (2,), Status.INVALID)], table=table)
    return opened(run, tmp_path / "reports")


def test_the_sheets_and_columns_are_those_of_the_contract(tmp_path: Path) -> None:
    """Names, order and columns are what people and programs rely on."""
    workbook = opened(mixed(tmp_path), tmp_path / "reports")
    assert workbook.sheetnames == ["Summary", "Results", "To fix"]
    assert cells(workbook["Results"])[0] == list(COLUMNS)
    assert cells(workbook["To fix"])[0] == ["Problem", "Row", "Suggestion", *HEADERS]


def test_the_report_is_named_after_the_file_and_the_time(tmp_path: Path) -> None:
    """<file name>-<YYYYMMDD-HHMMSS>.xlsx, in local time."""
    run = mixed(tmp_path)
    local = run.started.astimezone().strftime("%Y%m%d-%H%M%S")
    assert write_report(run, tmp_path / "r").report == tmp_path / "r" / f"orders-{local}.xlsx"


def test_results_tell_each_order_in_file_order(tmp_path: Path) -> None:
    """One row an order with what the contract lists, ids as text and times in UTC."""
    sheet = opened(mixed(tmp_path), tmp_path / "r")["Results"]
    rows = cells(sheet)[1:]
    assert [row[:3] for row in rows] == [
        ["1001", "created", "540789, 540790"],
        ["1002", "rejected", None],
        ["1003", "invalid", None],
        ["1004", "already_created", "540700"],
    ]
    assert rows[1][3] == "OTO1029"
    assert rows[2][4].splitlines()[0].startswith("B5: “cash”")
    assert [row[6:] for row in rows[:2]] == [
        ["2", 1, "2026-11-23T19:30:01Z"],
        ["3-4", 1, "2026-11-23T19:30:01Z"],
    ]
    assert sheet["G3"].hyperlink.location == "'To fix'!A2"
    assert sheet["G4"].hyperlink.location == "'To fix'!A4"
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B2", "A1:I5")


def test_to_fix_holds_every_row_of_every_order_not_in_oto(tmp_path: Path) -> None:
    """Her own cells with kinds and formats, behind the problem and the row they came from."""
    sheet = opened(mixed(tmp_path), tmp_path / "r")["To fix"]
    rows = cells(sheet)[1:]
    assert [row[1] for row in rows] == [3, 4, 5]
    assert rows[0][3:] == [*ROWS[1][:6], datetime(2026, 11, 4), None]
    assert rows[2][3:9] == list(ROWS[3][:6])
    assert sheet["J2"].number_format == "dd/mm/yyyy"
    assert sheet["F4"].number_format == "#,##0.00"
    assert sheet["I2"].data_type == "s"


def test_to_fix_says_what_is_wrong_where_it_is_mended(tmp_path: Path) -> None:
    """The message names the cell of this very sheet, which is coloured and carries a comment."""
    sheet = opened(mixed(tmp_path), tmp_path / "r")["To fix"]
    assert sheet["A4"].value.startswith("E4: “cash”")
    assert "“cash”" in sheet["E4"].comment.text
    assert (
        sheet["E4"].fill.bgColor.rgb != sheet["G4"].fill.bgColor.rgb or sheet["E4"].fill.fill_type
    )
    assert sheet["F4"].comment is None
    assert sheet["A3"].value.startswith("Held with row 3 of your file, which is of the same order:")
    assert "OTO says: Recipient name is missing" in sheet["A3"].value


def test_to_fix_offers_the_allowed_values(tmp_path: Path) -> None:
    """A drop-down that offers, and does not forbid her own words."""
    sheet = opened(mixed(tmp_path), tmp_path / "r")["To fix"]
    (rule,) = sheet.data_validations.dataValidation
    assert (str(rule.sqref), rule.formula1) == ("E2:E4", '"cod,paid"')
    assert not rule.showErrorMessage


def test_no_cell_becomes_a_formula_or_a_link(tmp_path: Path) -> None:
    """Whatever a cell holds, the report holds it as text, letter by letter."""
    sheet = of_frame(tmp_path, list(NASTY))["To fix"]
    shown = sheet[2][4:]
    assert all(cell.data_type in ("s", "inlineStr") for cell in shown)
    assert not any(cell.hyperlink for cell in shown)
    unescaped = [openpyxl.utils.escape.unescape(cell.value) for cell in shown]
    assert unescaped == [text[:32_767] for text in NASTY]
    assert sheet["E2"].quotePrefix


def test_problems_and_headers_are_no_formulas_either(tmp_path: Path) -> None:
    """A header and a message that repeats a cell are text, too."""
    rows = [("=1+1", *ROWS[0][1:])]
    path = source(tmp_path, rows)
    headers = {"=H()": catalog.ORDER_ID, **dict(list(HEADERS.items())[1:])}
    table = table_of(read_workbook(path), headers)
    found = Problem("payment_unknown", 2, catalog.ORDER_ID.name, "=cmd|' /C calc'!A0")
    run = run_of(path, [Outcome("=1+1", (2,), Status.INVALID, problems=(found,))], table=table)
    workbook = opened(run, tmp_path / "r")
    for sheet in workbook:
        for row in sheet.iter_rows():
            assert not [cell.coordinate for cell in row if cell.data_type == "f"]


@pytest.mark.parametrize(
    ("cell", "value", "number_format"),
    [
        (ErrorCell("#N/A"), "#N/A", "General"),
        (UncachedFormula("A1*2"), "=A1*2", "General"),
        (FormattedNumber(123, "00123"), 123, "00000"),
        (True, True, "General"),
        (12.1, 12.1, "General"),
        (0.1 + 0.2, 0.1 + 0.2, "General"),
        (12345678901234.0, 12345678901234, "General"),
        (float("inf"), "inf", "General"),
        (date(2026, 2, 3), datetime(2026, 2, 3), "yyyy-mm-dd"),
        (datetime(2026, 2, 3, 4, 5, 6), datetime(2026, 2, 3, 4, 5, 6), "yyyy-mm-dd hh:mm:ss"),
        (datetime(1900, 1, 5), datetime(1900, 1, 5), "yyyy-mm-dd hh:mm:ss"),
        (time(14, 30), time(14, 30), "hh:mm:ss"),
        (timedelta(hours=30), timedelta(hours=30), "[h]:mm:ss"),
    ],
)
def test_a_cell_keeps_its_kind(
    tmp_path: Path, cell: object, value: object, number_format: str
) -> None:
    """Numbers stay numbers to the last digit, dates dates, errors and formulas their text."""
    found = of_frame(tmp_path, [cell])["To fix"]["E2"]
    assert found.value == value
    assert type(found.value) is type(value) or isinstance(value, int | float)
    assert found.number_format == number_format


def test_text_files_stay_text_while_she_types(tmp_path: Path) -> None:
    """In the report of a CSV every cell is text, the empty ones and new ones, too."""
    path = tmp_path / "orders.csv"
    path.write_text("رقم الطلب,Payment,Mobile\n0071,,0501234567\n", encoding="utf-8")
    headers = {name: HEADERS[name] for name in ("رقم الطلب", "Payment", "Mobile")}
    table = table_of(read_workbook(path), headers)
    run = run_of(path, [Outcome("0071", (2,), Status.NOT_SENT)], table=table)
    sheet = opened(run, tmp_path / "r")["To fix"]
    assert (sheet["D2"].value, sheet["D2"].number_format) == ("0071", "@")
    assert sheet.column_dimensions["E"].number_format == "@"


def test_a_stopped_run_says_why_first(tmp_path: Path) -> None:
    """The first line of all tells why the run ended early."""
    stopped = Problem("out_of_everything", facts=(("text", "OTO no longer lets us in."),))
    sheet = opened(mixed(tmp_path, stopped=stopped), tmp_path / "r")["Summary"]
    assert sheet["A1"].value == "The run stopped early: OTO no longer lets us in."


def test_the_summary_tells_the_counts_the_money_and_the_command(tmp_path: Path) -> None:
    """What happened, what it is worth and what to type next, on one page."""
    run = mixed(tmp_path, flags=["--staging"])
    written = write_report(run, tmp_path / "r")
    sheet = openpyxl.load_workbook(written.report)["Summary"]
    texts = [str(cell) for row in cells(sheet) for cell in row if cell is not None]
    assert f"python -m importer {written.report} --staging" in texts
    assert any(text.startswith("✓ Nothing is unaccounted for") for text in texts)
    for expected in (
        "230.5",
        "99",
        "SAR",
        "متجر نورة",
        "api.tryoto.com",
        "Customer name (customer.name)",
    ):
        assert expected in texts
    assert len(sheet._charts) == 1


def test_notes_and_warnings_are_told(tmp_path: Path) -> None:
    """What was done for her is said, not only what she has to do."""
    note = Problem("amount_due_filled", column=catalog.AMOUNT_DUE.name, facts=(("count", "23"),))
    sheet = opened(mixed(tmp_path, problems=[note]), tmp_path / "r")["Summary"]
    texts = [str(cell) for row in cells(sheet) for cell in row if cell is not None]
    assert any("23 orders" in text for text in texts)


def test_arabic_turns_the_report_around(tmp_path: Path) -> None:
    """All three sheets read from the right, messages are Arabic, machine columns are not."""
    workbook = opened(mixed(tmp_path, lang="ar"), tmp_path / "r")
    assert all(sheet.sheet_view.rightToLeft for sheet in workbook)
    results = cells(workbook["Results"])
    assert results[0] == list(COLUMNS)
    assert results[2][1] == "rejected"
    assert "رفض" in results[2][4]
    summary = [str(cell) for row in cells(workbook["Summary"]) for cell in row if cell]
    assert "رفضته OTO\nرفضته OTO مع ذكر السبب." in map(without_marks, summary)


def test_a_created_order_with_a_warning_carries_it_as_a_comment(tmp_path: Path) -> None:
    """The order is fine: its warning is beside the status, not in the error."""
    warning = problem(CITY_MATCHED, 2, catalog.CITY.name, "Riyad", city="Riyadh")
    end = Outcome("1001", (2,), Status.CREATED, ("1",), (warning,), 1, datetime(2026, 1, 1))
    sheet = opened(run_of(source(tmp_path), [end]), tmp_path / "r")["Results"]
    assert [sheet["D2"].value, sheet["E2"].value] == [None, None]
    assert "Riyadh" in sheet["B2"].comment.text
    assert sheet["I2"].value == "2026-01-01T00:00:00Z"


def test_an_order_with_many_problems_stays_readable(tmp_path: Path) -> None:
    """Five problems are told in full, the rest as a number; nothing grows without bound."""
    found = tuple(
        Problem("payment_unknown", 2, catalog.PAYMENT_METHOD.name, str(n) * 9_000) for n in range(9)
    )
    end = Outcome("1001", (2,), Status.INVALID, problems=found)
    sheet = opened(run_of(source(tmp_path), [end]), tmp_path / "r")["Results"]
    assert sheet["E2"].value.splitlines()[-1] == "and 4 more problems of this order"
    assert len(sheet["E2"].value) < 5_000


def test_a_check_leaves_ready_orders_out_of_to_fix(tmp_path: Path) -> None:
    """To fix is for what needs mending; the summary says how the ready ones are sent."""
    ends = [Outcome("1001", (2,), Status.VALID), Outcome("1003", (5,), Status.INVALID)]
    workbook = opened(run_of(source(tmp_path), ends, check_only=True), tmp_path / "r")
    assert [row[1] for row in cells(workbook["To fix"])[1:]] == [5]
    texts = [str(cell) for row in cells(workbook["Summary"]) for cell in row if cell]
    assert any("The order that is ready" in text for text in texts)


def test_the_previous_report_is_linked(tmp_path: Path) -> None:
    """The report of a re-run leads back to the one it was made from."""
    run = mixed(tmp_path, previous=tmp_path / "r" / "orders-20261101-101010.xlsx")
    sheet = opened(run, tmp_path / "r")["Summary"]
    links = [cell.hyperlink.target for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert links == ["orders-20261101-101010.xlsx"]


def test_a_run_without_orders_has_a_report(tmp_path: Path) -> None:
    """Nothing to tell is told."""
    path = source(tmp_path, [])
    workbook = opened(run_of(path, [], started=datetime(2026, 1, 1, tzinfo=UTC)), tmp_path / "r")
    assert workbook["Summary"]["A1"].value == "orders.xlsx holds no orders."
