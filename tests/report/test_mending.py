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
from importer.problems.rules import COD_DUE_DIFFERS, DISCOUNT_NEGATIVE
from importer.report import write_report
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
