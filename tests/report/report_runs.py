"""Runs made by hand for the tests of the report: a real file, read for real, with chosen ends."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pandas as pd
import xlsxwriter

from importer import catalog
from importer.mapping import MappedColumn, MappedTable, MatchSource
from importer.outcome import Outcome, Status
from importer.problems import Problem, Severity
from importer.reading import Workbook, read_workbook
from importer.report import Money, RunReport
from importer.report.problem_text import ProblemFormatter, ProblemGroup, group_problems

HEADERS = {
    "رقم الطلب": catalog.ORDER_ID,
    "Payment": catalog.PAYMENT_METHOD,
    "Total": catalog.AMOUNT,
    "Currency": catalog.CURRENCY,
    "Name": catalog.CUSTOMER_NAME,
    "Mobile": catalog.MOBILE,
    "Date": catalog.ORDER_DATE,
    "My notes": None,
}
STARTED = datetime(2026, 11, 23, 19, 30, 5, tzinfo=UTC)
SENT = datetime(2026, 11, 23, 19, 30, 1, tzinfo=UTC)
ROWS: Sequence[Sequence[object]] = (
    ("1001", "cod", 230.5, "SAR", "نورة العتيبي", "0501234567", date(2026, 11, 3), "gift"),
    ("1002", "paid", 99, "SAR", '=HYPERLINK("http://x")', "0551112222", date(2026, 11, 4), None),
    ("1002", None, None, None, None, None, None, "@second row"),
    ("1003", "cash", 12.75, "SAR", "فهد", "055 000", "31/31/2026", "<b>x</b>"),
    ("1004", "cod", 40, "SAR", "Sara", "0567778888", date(2026, 11, 6), "-1+2"),
)


def source(
    folder: Path, rows: Sequence[Sequence[object]] = ROWS, name: str = "orders.xlsx"
) -> Path:
    """A workbook of a merchant: texts as text, her own number formats."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as workbook:
        sheet = workbook.add_worksheet("Orders")
        looks = {
            float: workbook.add_format({"num_format": "#,##0.00"}),
            date: workbook.add_format({"num_format": "dd/mm/yyyy"}),
        }
        sheet.write_row(0, 0, list(HEADERS))
        for n, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                look = looks.get(type(cell))
                if isinstance(cell, str):
                    sheet.write_string(n, column, cell)
                elif isinstance(cell, date):
                    sheet.write_datetime(n, column, cell, look)
                elif cell is not None:
                    sheet.write(n, column, cell, look)
    return path


def table_of(book: Workbook, headers: Mapping[str, catalog.Field | None] = HEADERS) -> MappedTable:
    """The table of a book whose first row holds `headers`."""
    sheet = book.sheets[0]
    columns = tuple(
        MappedColumn(
            n,
            header,
            field.name if field else None,
            MatchSource.ALIAS if field else MatchSource.IGNORED,
        )
        for n, (header, field) in enumerate(headers.items())
    )
    data = sheet.frame.iloc[1:]
    frame = pd.DataFrame({c.field: data[c.index] for c in columns if c.field}, dtype=object)
    return MappedTable(book, sheet, (1,), columns, frame, {}, None, "en", ())


def run_of(path: Path, outcomes: Sequence[Outcome], **facts: object) -> RunReport:
    """A run of the file with these ends."""
    given = {"started": STARTED, "seconds": 1.25, "host": "api.tryoto.com", "account": "متجر نورة"}
    money = [Money("SAR", Decimal("230.50"), Decimal("99"))]
    return RunReport(
        file=path,
        table=facts.pop("table", None) or table_of(read_workbook(path)),
        outcomes=outcomes,
        **{"money": money, **given, **facts},
    )


def mixed(folder: Path, **facts: object) -> RunReport:
    """A run with an order of nearly every kind."""
    bad = (
        Problem("payment_unknown", 5, catalog.PAYMENT_METHOD.name, "cash"),
        Problem("phone_unreadable", 5, catalog.MOBILE.name, "055 000"),
    )
    refused = Problem("OTO1029", facts=(("text", "Recipient name is missing or invalid"),))
    outcomes = (
        Outcome("1001", (2,), Status.CREATED, ("540789", "540790"), (), 1, SENT),
        Outcome("1002", (3, 4), Status.REJECTED, (), (refused,), 1, SENT),
        Outcome("1003", (5,), Status.INVALID, (), bad),
        Outcome("1004", (6,), Status.ALREADY_CREATED, ("540700",)),
    )
    return run_of(source(folder), outcomes, **facts)


def groups_of(run: RunReport, severity: Severity = Severity.PROBLEM) -> tuple[ProblemGroup, ...]:
    """The run's problems by their cause."""
    return group_problems(run.all_problems, severity, ProblemFormatter(run.table, run.lang))
