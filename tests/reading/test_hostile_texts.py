"""Delimited texts made to take a machine's memory or its day."""

from pathlib import Path

import pytest

from importer.errors import FileUnreadable
from importer.reading import csv_fast, read_workbook

MB = 2**20
HEADER = b"orderId,amount,name\n"


@pytest.mark.parametrize(
    "line",
    [
        b"x" * 2 * MB,
        b'"x' * MB,
        b'"' * 2 * MB,
        b'"' * (2 * MB + 1),
        b'"x",1,"' + b"y\n" * MB + b'"',
        b"," * 2 * MB,
        b'",' * MB,
        b', "' * MB,
        b" " * 2 * MB,
        b"\r" * 2 * MB,
        "طلب".encode("cp1256") * MB,
    ],
    ids=[
        "cell", "marks and letters", "marks", "marks, an odd one", "quoted lines", "delimiters",
        "marks and delimiters", "spaced marks", "spaces", "returns", "of unknown encoding",
    ],
)  # fmt: skip
def test_a_line_of_megabytes_is_refused(tmp_path: Path, line: bytes) -> None:
    """One line or cell of two megabytes is refused for what it is, below the header or as one."""
    for data in (HEADER + line + b"\n", line + b"\n" + HEADER):
        file = tmp_path / "orders.csv"
        file.write_bytes(data)
        with pytest.raises(FileUnreadable) as refusal:
            read_workbook(file)
        assert refusal.value.cure.format("en")


def test_marks_without_end_are_not_divided() -> None:
    """A text of hardly more than quotation marks is left to the plain way, which stops at the first
    cell: at each mark divided it would take fifty times its size."""
    assert csv_fast.read_cells(HEADER + b'"' * 2 * MB + b",1,2\n", ",") is None


def test_a_table_whose_every_cell_is_quoted_is_divided() -> None:
    """Marks around each cell, and some within, are as usual."""
    cells = csv_fast.read_cells(b'"a","b"\n"1 ""one""","2"\n', ",")
    assert cells is not None and cells.tolist() == [["a", "b"], ['1 "one"', "2"]]
