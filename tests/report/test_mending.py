"""One round of mending: every cell that has to be mended is marked, and what may stand there."""

from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from importer import catalog
from importer.outcome import Outcome, Status
from importer.problems import Code, Problem, problem
from importer.problems.account import CITY_DOUBTFUL
from importer.problems.cells import WORD_MISSPELLED
from importer.problems.oto_codes import refusal
from importer.problems.rules import COD_DUE_DIFFERS, DISCOUNT_NEGATIVE
from importer.problems.sending import DIFFERS_IN_OTO
from importer.report import in_place, write_report
from importer.report.model import RunReport
from tests.mapping.mapping_books import table

HEADERS = ["Order number", "City", "Country", "Amount to collect", "Order total", "Item name",
           "Quantity", "Line discount", "Currency", "Payment method", "Customer name", "Mobile",
           "Address"]  # fmt: skip


def row(order: int, city: str, item: str, **other: object) -> list[object]:
    cells = {"Order number": order, "City": city, "Country": "SA", "Item name": item, "Quantity": 1,
             "Amount to collect": 40, "Order total": 50, "Currency": "SAR", "Mobile": "0551234567",
             "Payment method": "cod", "Customer name": "Noura", "Address": "Olaya"}  # fmt: skip
    cells.update({name.replace("_", " "): value for name, value in other.items()})
    return [cells.get(header) for header in HEADERS]


def to_fix(folder: Path, rows: list[list[object]], *found: Problem) -> Worksheet:
    """The sheet of a run of one order with those rows and problems."""
    mapped = table([HEADERS, *rows])
    numbers = tuple(range(2, 2 + len(rows)))
    end = Outcome("7", numbers, Status.INVALID, problems=found)
    run = RunReport(
        file=Path("week.xlsx"),
        table=mapped,
        outcomes=[end],
        started=datetime(2026, 1, 1, tzinfo=UTC),
        seconds=1,
    )
    written = write_report(run, folder).report
    assert written is not None
    return openpyxl.load_workbook(written)["To fix"]


def marked(sheet: Worksheet) -> set[str]:
    return {cell.coordinate for cells in sheet.iter_rows(min_row=2) for cell in cells
            if cell.comment is not None}  # fmt: skip


def test_every_row_with_the_bad_value_is_marked(tmp_path: Path) -> None:
    """A city that stands in three rows of the order is red in all three; another value is not."""
    rows = [row(7, "Riyad", "a"), row(7, "Riyad", "b"), row(7, "Jeddah", "c"), row(7, "Riyad", "d")]
    bad = problem(
        CITY_DOUBTFUL, 2, catalog.CITY.name, "Riyad", suggestions="Riyadh", first="Riyadh"
    )
    sheet = to_fix(tmp_path, rows, bad)
    assert marked(sheet) == {"E2", "E3", "E5"}
    assert [sheet.cell(n, 3).value for n in (2, 3, 4, 5)] == ["Riyadh", "Riyadh", None, "Riyadh"]
    assert "row 2 of your file" in sheet["A3"].value


def test_a_value_of_an_item_is_marked_in_its_own_row(tmp_path: Path) -> None:
    """Two lines may have the same discount, and one of them be wrong."""
    rows = [row(7, "Riyadh", "a", Line_discount=-5), row(7, "Riyadh", "b", Line_discount=-5)]
    field = catalog.ITEM_DISCOUNT.name
    sheet = to_fix(tmp_path, rows, problem(DISCOUNT_NEGATIVE, 3, field, "-5", positive="5"))
    assert marked(sheet) == {"K3"}
    assert (sheet["C2"].value, sheet["C3"].value) == (None, "5")


def test_several_suggestions_of_a_row_are_told_apart(tmp_path: Path) -> None:
    """Each stands behind the header of its cell."""
    found = (
        problem(CITY_DOUBTFUL, 2, catalog.CITY.name, "Riyad", suggestions="Riyadh", first="Riyadh"),
        problem(COD_DUE_DIFFERS, 2, catalog.AMOUNT_DUE.name, "40", amount="50"),
    )
    sheet = to_fix(tmp_path, [row(7, "Riyad", "a")], *found)
    assert sheet["C2"].value == "City: Riyadh\nAmount to collect: 50"


@pytest.mark.parametrize("code", [WORD_MISSPELLED, CITY_DOUBTFUL, DISCOUNT_NEGATIVE])
def test_a_suggestion_has_no_marks_of_direction(tmp_path: Path, code: Code) -> None:
    """What is copied into the cell is the value and nothing else."""
    facts = {"near": "Saudi Arabia", "first": "Riyadh", "suggestions": "Riyadh", "positive": "5"}
    found = problem(code, 2, catalog.CITY.name, "x", **facts)
    mapped = table([HEADERS, row(7, "x", "a")])
    end = Outcome("7", (2,), Status.INVALID, problems=(found,))
    run = RunReport(file=Path("week.xlsx"), table=mapped, outcomes=[end], lang="ar",
                    started=datetime(2026, 1, 1, tzinfo=UTC), seconds=1)  # fmt: skip
    sheet = openpyxl.load_workbook(str(write_report(run, tmp_path).report))["To fix"]
    assert sheet["C2"].value in facts.values()


def refused(code: str) -> Problem:
    return refusal(code, "no", 2)


def sheet_of(folder: Path, rows: list[list[object]], *found: Problem) -> Worksheet:
    """“To fix” of a run in which OTO found these problems in its one order."""
    mapped = table([HEADERS, *rows])
    end = Outcome("7", tuple(range(2, 2 + len(rows))), Status.REJECTED, problems=found)
    run = RunReport(file=Path("week.xlsx"), table=mapped, outcomes=[in_place(end, mapped)],
                    started=datetime(2026, 1, 1, tzinfo=UTC), seconds=1)  # fmt: skip
    return openpyxl.load_workbook(str(write_report(run, folder).report))["To fix"]


@pytest.mark.parametrize(
    "found",
    [
        refused("OTO1030"),
        problem(DIFFERS_IN_OTO, 2, catalog.MOBILE.name, "9665", theirs="1", oto_id="5"),
    ],
    ids=["refused", "other content"],
)
def test_a_refusal_marks_the_cell_that_holds_the_value(tmp_path: Path, found: Problem) -> None:
    """The mobile stands on the second row alone: a number in the first would contradict it. Where
    no row has one, it is the first."""
    rows = [row(7, "Riyadh", "a", Mobile=None), row(7, "Riyadh", "b"), row(7, "Riyadh", "c")]
    rows[2][HEADERS.index("Mobile")] = None
    sheet = sheet_of(tmp_path, rows, found)
    assert marked(sheet) == {"O3"}
    assert sheet["A3"].value.startswith("O3: ")
    assert "Held with row 3" in sheet["A2"].value
    rows[1][HEADERS.index("Mobile")] = None
    assert marked(sheet_of(tmp_path, rows, found)) == {"O2"}


def test_a_refused_item_may_be_any_of_the_order(tmp_path: Path) -> None:
    """OTO does not say which quantity it means, so each is marked; no sentence stands twice."""
    rows = [row(7, "Riyadh", "a", Quantity=None), row(7, "Riyadh", "b"), row(7, "Riyadh", "c")]
    sheet = sheet_of(tmp_path, rows, refused("OTO1132"))
    assert marked(sheet) == {"J3", "J4"}
    assert sheet["A4"].value.startswith("Look at “Quantity” here, too, as in row 3")
    assert "Held with" not in sheet["A4"].value and "Held with" in sheet["A2"].value


def test_an_item_that_differs_is_told_by_its_value(tmp_path: Path) -> None:
    """Of the items of an order the one is marked whose name is the one that OTO has otherwise."""
    rows = [row(7, "Riyadh", "a"), row(7, "Riyadh", "b")]
    other = problem(DIFFERS_IN_OTO, 2, catalog.ITEM_NAME.name, "b", theirs="c", oto_id="5")
    assert marked(sheet_of(tmp_path, rows, other)) == {"I3"}


def test_a_code_of_several_fields_marks_them_all(tmp_path: Path) -> None:
    """OTO1104 is about the whole customer: each of the cells, where it stands."""
    rows = [row(7, "Riyadh", "a", Address=None), row(7, "Riyadh", "b", Mobile=None)]
    sheet = sheet_of(tmp_path, rows, refused("OTO1104"))
    assert marked(sheet) == {"N2", "N3", "O2", "P3", "E2", "E3", "F2", "F3"}
    assert sheet["A2"].value.count("customer's details") == 1


def test_a_refused_field_without_a_column_is_to_be_added(tmp_path: Path) -> None:
    """Nothing can be red, so the text says which column is missing."""
    sheet = sheet_of(tmp_path, [row(7, "Riyadh", "a")], refused("OTO1070"))
    assert marked(sheet) == set()
    assert "Add a column “Pickup location code”. Write the pickup" in sheet["A2"].value


def test_the_reason_of_an_order_stands_once_in_a_cell(tmp_path: Path) -> None:
    """A row that is marked for the reason of another one need not be held with it."""
    bad = problem(CITY_DOUBTFUL, 2, catalog.CITY.name, "Riyad", suggestions="Riyadh", first="R")
    sheet = to_fix(tmp_path, [row(7, "Riyad", "a"), row(7, "Riyad", "b")], bad)
    assert sheet["A3"].value.count("Unknown city") == 1
