"""From a report back into a run, after everything that people do to a workbook."""

import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from importer import catalog
from importer.mapping import MapOptions, map_columns
from importer.outcome import Outcome, Status
from importer.reading import read_workbook
from importer.report import load_rerun, write_report
from importer.report.rerun import EmbeddedState, from_chunks, to_chunks
from tests.report.report_runs import HEADERS, ROWS, mixed, run_of, source

Edit = Callable[[openpyxl.Workbook], None]


def edited(tmp_path: Path, edit: Edit, **facts: object) -> Path:
    """A report that was opened, edited and saved by another program."""
    path = write_report(mixed(tmp_path, **facts), tmp_path / "r").report
    workbook = openpyxl.load_workbook(path)
    edit(workbook)
    workbook.save(path)
    return path


def table_again(path: Path) -> object:
    """The rows of the report as the next run maps them."""
    again = load_rerun(read_workbook(path))
    return map_columns(again.book, MapOptions(maps=again.maps, constants=again.constants))


def nothing(_workbook: openpyxl.Workbook) -> None:
    """Only opens and saves."""


def test_what_is_left_comes_back_cell_by_cell(tmp_path: Path) -> None:
    """The frame of the re-run is the frame of the first run's rows, at this sheet's addresses."""
    first = mixed(tmp_path)
    table = table_again(edited(tmp_path, nothing))
    assert list(table.frame.index) == [2, 3, 4]
    again = table.frame[list(first.table.frame.columns)].to_numpy().tolist()
    assert again == first.table.frame.loc[[3, 4, 5]].to_numpy().tolist()
    assert table.cell(4, catalog.PAYMENT_METHOD.name) == "E4"
    assert {c.header: c.field for c in table.columns} == {
        header: field.name if field else None for header, field in HEADERS.items()
    }


def test_the_mapping_of_the_first_run_counts(tmp_path: Path) -> None:
    """What --map said, the language and the options come back without being said again."""
    options, cities = {"dates": "month"}, {"Riyad": "Riyadh"}
    path = edited(tmp_path, nothing, lang="ar", options=options, cities=cities)
    again = load_rerun(read_workbook(path))
    assert again.maps["Mobile"] == catalog.MOBILE.name
    assert again.maps["My notes"] == "-"
    assert (again.lang, again.options, again.cities) == ("ar", options, cities)
    assert (again.file, again.report, again.problems) == ("orders.xlsx", path, ())


def sort(workbook: openpyxl.Workbook) -> None:
    """Turns the rows around."""
    sheet = workbook["To fix"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    for n, row in enumerate(reversed(rows), 2):
        for column, value in enumerate(row, 1):
            sheet.cell(n, column).value = value


def cut(workbook: openpyxl.Workbook) -> None:
    """Takes out an order."""
    workbook["To fix"].delete_rows(2, 2)


def empty(workbook: openpyxl.Workbook) -> None:
    """Empties an order's cells, but not the two in front."""
    for row in workbook["To fix"].iter_rows(min_row=2, max_row=3, min_col=4):
        for cell in row:
            cell.value = None


def drop_front(workbook: openpyxl.Workbook) -> None:
    """Deletes the columns that are not hers."""
    workbook["To fix"].delete_cols(1, 3)


def filter_rows(workbook: openpyxl.Workbook) -> None:
    """Hides rows by a filter."""
    workbook["To fix"].row_dimensions[2].hidden = True


def add_title(workbook: openpyxl.Workbook) -> None:
    """Writes a line above the header."""
    workbook["To fix"].insert_rows(1)
    workbook["To fix"]["A1"] = "to mend until Thursday"


def drop_others(workbook: openpyxl.Workbook) -> None:
    """Keeps one sheet only."""
    del workbook["Summary"], workbook["Results"]


@pytest.mark.parametrize(
    ("edit", "ids"),
    [
        (nothing, ["1002", "1002", "1003"]),
        (sort, ["1003", "1002", "1002"]),
        (cut, ["1003"]),
        (empty, ["1003"]),
        (drop_front, ["1002", "1002", "1003"]),
        (filter_rows, ["1002", "1002", "1003"]),
        (add_title, ["1002", "1002", "1003"]),
        (drop_others, ["1002", "1002", "1003"]),
    ],
)
def test_an_edited_report_runs(tmp_path: Path, edit: Edit, ids: list[str]) -> None:
    """Sorted, cut, filtered, extended or stripped: what is there is what is run."""
    table = table_again(edited(tmp_path, edit))
    assert table.frame[catalog.ORDER_ID.name].tolist() == ids


def test_a_report_without_its_memory_says_so(tmp_path: Path) -> None:
    """The headers alone must do then, and the reader is told."""
    again = load_rerun(read_workbook(edited(tmp_path, drop_others)))
    assert [found.code for found in again.problems] == ["report_memory_lost"]
    assert again.maps == {}


def test_rows_without_their_order_number_keep_their_order(tmp_path: Path) -> None:
    """An export that writes the number on an order's first row only may be sorted in the report."""
    rows = [ROWS[0], ("1002", *ROWS[1][1:]), (None, *ROWS[2][1:]), ROWS[3]]
    path = source(tmp_path, rows)
    ends = [
        Outcome("1001", (2,), Status.CREATED, ("1",)),
        Outcome("1002", (3, 4), Status.REJECTED),
        Outcome("1003", (5,), Status.INVALID),
    ]
    report = write_report(run_of(path, ends), tmp_path / "r").report
    workbook = openpyxl.load_workbook(report)
    assert workbook["To fix"]["D3"].value is None
    sort(workbook)
    workbook.save(report)
    table = table_again(report)
    assert table.frame[catalog.ORDER_ID.name].tolist() == ["1003", "1002", "1002"]


def test_the_report_of_a_check_says_what_is_not_in_it(tmp_path: Path) -> None:
    """Nobody may believe that the ready orders went out with the mended ones."""
    ends = [Outcome("1001", (2,), Status.VALID), Outcome("1003", (5,), Status.INVALID)]
    run = run_of(source(tmp_path), ends, check_only=True)
    again = load_rerun(read_workbook(write_report(run, tmp_path / "r").report))
    (said,) = again.problems
    assert (said.code, dict(said.facts)["valid"]) == ("rerun_of_check", "1")


def test_the_second_report_has_no_front_columns_twice(tmp_path: Path) -> None:
    """A report of a report holds her own columns, once."""
    path = edited(tmp_path, nothing)
    table = table_again(path)
    ends = [Outcome("1002", (2, 3), Status.CREATED, ("1",)), Outcome("1003", (4,), Status.INVALID)]
    run = run_of(path, ends, table=table, previous=path)
    sheet = openpyxl.load_workbook(write_report(run, tmp_path / "r").report)["To fix"]
    lines = list(sheet.iter_rows(values_only=True))
    head = lines.index(("Problem", "Row", "Suggestion", *HEADERS))
    assert all("No column holds" in str(line[0]) for line in lines[:head])  # of all orders
    assert sheet[f"J{head + 2}"].value == "31/31/2026"
    assert sheet[f"F{head + 2}"].number_format == "#,##0.00"


def test_a_chain_of_reports_keeps_the_name_of_its_first_file(tmp_path: Path) -> None:
    """A report of a report is called after the merchant's file, with one stamp, however often it
    is run; a name that no file can have is made one."""
    path = edited(tmp_path, nothing)
    ends = [Outcome("1003", (4,), Status.INVALID)]
    for first_file, stem in (("orders.xlsx", "orders"), ("../a\n\ud800.xlsx", "a__")):
        for _ in range(2):
            run = run_of(path, ends, table=table_again(path), first_file=first_file)
            report = write_report(run, tmp_path / "r").report
            assert re.fullmatch(rf"{stem}-\d{{8}}-\d{{6}}(-\d+)?", report.stem)
            assert load_rerun(read_workbook(report)).file == first_file


def test_other_files_are_no_reports(tmp_path: Path) -> None:
    """A merchant's own workbook is read as what it is."""
    assert load_rerun(read_workbook(source(tmp_path))) is None


def test_a_memo_survives_what_cells_do_to_text() -> None:
    """It comes back whole, also when spaces and line breaks got in between."""
    memo = EmbeddedState(
        "طلبات.xlsx", "r.xlsx", "ar", maps={f"h{n}": "x" * 99 for n in range(3_000)}
    )
    chunks = to_chunks(memo)
    assert all(len(chunk) <= 30_000 for chunk in chunks)
    assert from_chunks(f" {chunk}\n" for chunk in chunks) == memo


@pytest.mark.parametrize(
    "chunks",
    [
        [],
        [""],
        ["not base64!"],
        ["aGVsbG8="],
        to_chunks(EmbeddedState(1, "", "")),
        to_chunks(EmbeddedState("", "", "", valid="x")),
    ],  # type: ignore[arg-type]
)
def test_a_damaged_memo_is_no_memo(chunks: list[str]) -> None:
    """What was edited by hand is not believed."""
    assert from_chunks(chunks) is None
