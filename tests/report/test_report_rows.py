"""Rows of any mixture of cells, written cell by cell and as XML, and read back one by one."""

from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from typing import cast

import openpyxl
import pandas as pd
import pytest
import xlsxwriter
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl.cell import Cell

from importer import catalog
from importer.outcome import Outcome, Status
from importer.problems import Problem, problem
from importer.problems.account import CITY_MATCHED
from importer.reading import ErrorCell, FormattedNumber, Sheet, UncachedFormula, Workbook
from importer.report import RunReport, write_report
from importer.report.excel import workbook
from importer.report.excel.fast_rows import FastSheet, sheet_class
from importer.report.excel.source_cells import RowSheet, SourceCells
from importer.report.excel.style import BAD, Styles
from tests.report.report_runs import mixed, run_of, table_of

Row = list[tuple[object, str, bool]]  # of each cell its value, its format and whether it is bad
WIDTH = 6
CELLS = st.one_of(
    st.none(),
    st.text("aن#%{}&<=-@ _x041😀\ud800\x07", min_size=1, max_size=9),
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(-(10**9), 10**9),
    st.booleans(),
    st.integers(0, 99).map(lambda number: FormattedNumber(number, f"{number:05}")),
)
ROWS = st.lists(
    st.lists(
        st.tuples(CELLS, st.sampled_from(["", "@", "0.00"]), st.booleans()),
        min_size=WIDTH,
        max_size=WIDTH,
    ),
    min_size=1,
    max_size=6,
)
QUOTED = [("=1", "", True), (None, "", True), (None, "@", False)] * 2
MARKUP = [("<r>x</r>", "", False), ("50% #1", "", False), (0.1 + 0.2, "", False)] * 2


def written(kind: type[RowSheet], rows: list[Row], *, keep_blanks: bool) -> BytesIO:
    """A workbook whose first sheet holds the rows, each behind a cell of ours."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        sheet = cast(RowSheet, book.add_worksheet("S", worksheet_class=kind))
        styles = Styles(book)
        sheet.source = SourceCells(styles, 1, WIDTH, keep_blanks=keep_blanks)
        for n, row in enumerate(rows):
            values, codes, marks = zip(*row, strict=True)
            bad = [position for position, mark in enumerate(marks) if mark]
            front = [(f"row {n}", styles.plain(bold=True))]
            sheet.add_source_row(n, front, values, codes, bad, height=30.0 if bad else None)
    return file


def kept(kind: type[RowSheet], value: object) -> object:
    """The value as far as a workbook can hold it: XlsxWriter's own methods write 16 digits."""
    if isinstance(value, str):
        return value.replace("\ud800", "\N{REPLACEMENT CHARACTER}")
    return float(f"{value:.16G}") if kind is RowSheet and type(value) is float else value


def unescaped(cell: Cell) -> object:
    """The value without the escapes for what XML cannot hold."""
    value = cell.value
    return openpyxl.utils.escape.unescape(value) if isinstance(value, str) else value


def look(cell: Cell) -> tuple[object, ...]:
    """All that a reader sees of a cell; a number as far as XlsxWriter's own methods write it."""
    value = float(cell.value) if type(cell.value) is int else cell.value
    return (
        kept(RowSheet, value),
        cell.data_type,
        cell.number_format,
        cell.quotePrefix,
        repr((cell.font, cell.fill, cell.border, cell.alignment)),
        cell.comment and (cell.comment.text, cell.comment.width, cell.comment.height),
        cell.hyperlink and (cell.hyperlink.location, cell.hyperlink.tooltip),
    )


def looks(file: BytesIO | Path, *sheets: str) -> dict[str, object]:
    """All cells that hold or show something, and all row heights to the pixel, by their address."""
    book = openpyxl.load_workbook(file)
    found: dict[str, object] = {}
    for name in sheets:
        for row in book[name].iter_rows():
            cells = (cell for cell in row if cell.has_style or cell.value is not None)
            found |= {f"{name}!{cell.coordinate}": look(cell) for cell in cells}
        for n, row in book[name].row_dimensions.items():
            found[f"{name}!{n}"] = row.height and pytest.approx(row.height, abs=0.5)
    return found


def all_kinds(tmp_path: Path) -> RunReport:
    """A run whose rows hold every kind of cell."""
    values = (
        ErrorCell("#N/A"), UncachedFormula("A1*2"), FormattedNumber(123, "00123"), True, 12.1,
        float("inf"), date(2026, 2, 3), datetime(2026, 2, 3, 4, 5, 6), datetime(1900, 1, 5),
        time(14, 30), timedelta(hours=30), "=1+1", "<r><t>x</t></r>", "a & b", "_x0041_", "\x07",
        "x" * 33_000, "😀" * 17_000, "\ud800", None, "  spaced  ", "line\nbreak", "\r",
    )  # fmt: skip
    frame = pd.DataFrame(
        [["id", *map(str, range(len(values)))], ["7", *values], ["8", *reversed(values)]]
    ).astype(object)
    frame.index = pd.Index([1, 2, 3])
    book = Workbook(tmp_path / "hand.csv", "text", (Sheet("hand", frame),), "utf-8", ",")
    book.path.write_text("id\n7\n8\n")
    refused = Problem("OTO1", facts=(("text", "a\ud800b<r>"),))
    ends = [
        Outcome("7", (2,), Status.INVALID, problems=(Problem("payment_unknown", 2, "3", "x"),)),
        Outcome("<r>8</r>", (3,), Status.REJECTED, problems=(refused,)),
    ]
    return run_of(book.path, ends, table=table_of(book, {"id": catalog.ORDER_ID, "3": None}))


def warned(tmp_path: Path) -> RunReport:
    """A run with rows of all widths and heights, comments and links."""
    run = mixed(tmp_path)
    warning = problem(CITY_MATCHED, 2, catalog.CITY.name, "Riyad", city="Riyadh")
    first = Outcome("1001", (2,), Status.CREATED, ("1",), (warning,), 1, run.started)
    return run_of(run.file, [first, *run.outcomes[1:]])


@pytest.mark.parametrize("kind", [RowSheet, FastSheet])
@given(rows=ROWS, keep_blanks=st.booleans())
@example(rows=[QUOTED], keep_blanks=False)
@example(rows=[MARKUP, MARKUP], keep_blanks=True)
@settings(max_examples=40, deadline=None)
def test_every_cell_of_a_row_comes_back_at_its_place(
    kind: type[RowSheet], rows: list[Row], keep_blanks: bool
) -> None:
    """With its value, its format and its mark, whatever stands beside it or stood above it."""
    sheet = openpyxl.load_workbook(written(kind, rows, keep_blanks=keep_blanks)).worksheets[0]
    for n, row in enumerate(rows, 1):
        for position, (value, code, bad) in enumerate(row):
            cell = sheet.cell(n, position + 2)
            assert unescaped(cell) == kept(kind, value) and cell.data_type != "f", cell.coordinate
            assert (cell.fill.start_color.rgb == f"FF{BAD.lstrip('#')}") == bad
            if code and (value is not None or bad or keep_blanks):
                assert cell.number_format == code


@given(rows=ROWS, keep_blanks=st.booleans())
@example(rows=[QUOTED, MARKUP], keep_blanks=True)
@settings(max_examples=40, deadline=None)
def test_fast_rows_look_like_plain_rows(rows: list[Row], keep_blanks: bool) -> None:
    """The XML made here says what XlsxWriter's own methods say, cell by cell."""
    fast, plain = (written(kind, rows, keep_blanks=keep_blanks) for kind in (FastSheet, RowSheet))
    assert looks(fast, "S") == looks(plain, "S")


@pytest.mark.parametrize("make", [mixed, warned, all_kinds])
def test_a_report_is_the_same_without_the_fast_rows(
    make: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With an XlsxWriter whose insides are not known, only the time differs."""
    fast = write_report(make(tmp_path), tmp_path / "fast").report
    monkeypatch.setattr(workbook, "sheet_class", lambda: RowSheet)
    plain = write_report(make(tmp_path), tmp_path / "plain").report
    assert looks(fast, "Results", "To fix") == looks(plain, "Results", "To fix")


@pytest.mark.parametrize(
    ("version", "expected"),
    [("3.2.0", FastSheet), ("3.3.1", FastSheet), ("3.4.0", RowSheet), ("4.0.0rc1", RowSheet)],
)
def test_only_known_versions_are_trusted_with_fast_rows(
    version: str, expected: type[RowSheet], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A version whose insides nobody looked at gets the plain rows."""
    monkeypatch.setattr(xlsxwriter, "__version__", version)
    assert sheet_class() is expected


def test_the_installed_version_has_fast_rows() -> None:
    """What the package asks for is what was looked at."""
    assert sheet_class() is FastSheet
