"""Rows of any mixture of cells, written in patterns and read back one by one."""

from io import BytesIO
from typing import cast

import openpyxl
from hypothesis import example, given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook

from importer.reading import FormattedNumber
from importer.report.excel.fast_rows import FastSheet
from importer.report.excel.source_cells import SourceCells
from importer.report.excel.style import BAD, Styles

Row = list[tuple[object, str, bool]]  # of each cell its value, its format and whether it is bad
WIDTH = 6
CELLS = st.one_of(
    st.none(),
    st.text("aن#%{}&<=-@ _x041", min_size=1, max_size=9),
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


def written(rows: list[Row], *, keep_blanks: bool) -> BytesIO:
    """A workbook whose first sheet holds the rows, from B1 on."""
    file = BytesIO()
    with Workbook(file, {"constant_memory": True}) as book:
        sheet = cast(FastSheet, book.add_worksheet("S", worksheet_class=FastSheet))
        own = SourceCells(Styles(book), 1, WIDTH, keep_blanks=keep_blanks)
        for n, row in enumerate(rows):
            values, codes, marks = zip(*row, strict=True)
            bad = [place for place, mark in enumerate(marks) if mark]
            sheet.write_raw(n, WIDTH + 1, own.row(n, values, codes, bad))
    return file


@given(rows=ROWS, keep_blanks=st.booleans())
@example(rows=[[("=1", "", True), (None, "", True), (None, "@", False)] * 2], keep_blanks=False)
@example(rows=[[("50% #1", "", False)] * WIDTH] * 2, keep_blanks=True)
@settings(max_examples=60, deadline=None)
def test_every_cell_of_a_row_comes_back_at_its_place(rows: list[Row], keep_blanks: bool) -> None:
    """With its value, its format and its mark, whatever stands beside it or stood above it."""
    sheet = openpyxl.load_workbook(written(rows, keep_blanks=keep_blanks)).worksheets[0]
    for n, row in enumerate(rows, 1):
        for place, (value, code, bad) in enumerate(row):
            cell = sheet.cell(n, place + 2)
            assert cell.value == value and cell.data_type != "f", cell.coordinate
            assert (cell.fill.start_color.rgb == f"FF{BAD.lstrip('#')}") == bad
            if code and (value is not None or bad or keep_blanks):
                assert cell.number_format == code
