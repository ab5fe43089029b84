"""Delimited text: how it is split, and which row is which."""

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importer.errors import FileUnreadable
from importer.reading import Workbook, read_workbook
from tests.reading.handmade import cells


def book(folder: Path, text: str | bytes, name: str = "orders.csv") -> Workbook:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_workbook(path)


def found(folder: Path, text: str) -> list[tuple[str, int | None]]:
    return [(problem.code, problem.row) for problem in book(folder, text).problems]


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a,b,c\n1,2,3\n", ","),
        ("a;b;c\n1;2;3\n", ";"),
        ("a\tb\tc\n1\t2\t3\n", "\t"),
        ("a|b|c\n1|2|3\n", "|"),
        ("id;price;cost\n1;2,5;3,5\n2;4,5;6,5\n", ";"),
        ("a;b\n1,5;2,5\n1,5;2,5\n1,5;2,5\n", ";"),
        ("a;b;c\n1,5;2,5;3,5\n1,5;2,5;3,5\n", ";"),
        ("id,note\n1,a;b;c\n2,d;e;f\n", ","),
        ('id,note\n1,"a;b;c;d"\n2,"e;f;g;h"\n', ","),
        ('id;note\n1;"a,b,c\nd,e,f"\n2;"x,y"\n', ";"),
        ("id\tname\taddress\n1\tA\tx, y, z\n2\tB\tu, v, w\n", "\t"),
        ("Shop Ali, Riyadh\n\nid;name;city\n1;A;X\n2;B;Y\n3;C;Z\n", ";"),
        ("id;name;city\n1;A;X;Y\n2;B;Y\n3;C;Z\n", ";"),
        ("sep=;\na,b;c,d\n1,2;3,4\n", ";"),
        ("sep=|\r\na|b\r\n1|2\r\n", "|"),
        ("orderId\n1\n2\n", ","),
        ("الاسم،المدينة;الجوال\nمحمد،جدة;05\n", ";"),
    ],
)
def test_delimiter(tmp_path: Path, text: str, delimiter: str) -> None:
    """The delimiter is the one by which the rows agree, not the one that is there most often."""
    assert book(tmp_path, text).delimiter == delimiter


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(tmp_path: Path, end: str) -> None:
    """Line ends of every system end a row, and a blank line keeps its number."""
    sheet = book(tmp_path, end.join(["a,b", "1,2", "", "3,4", ""])).sheets[0]
    assert cells(sheet) == {1: ["a", "b"], 2: ["1", "2"], 4: ["3", "4"]}


def test_row_numbers_are_those_of_a_spreadsheet(tmp_path: Path) -> None:
    """A line break in quotes begins no row; blank lines and rows of nothing keep their numbers."""
    text = 'id,address\n1,"Street 5\nRiyadh"\n\n,\n2,"x\r\n\r\ny"\n3,z\n'
    assert cells(book(tmp_path, text).sheets[0]) == {
        1: ["id", "address"],
        2: ["1", "Street 5\nRiyadh"],
        5: ["2", "x\r\n\r\ny"],
        6: ["3", "z"],
    }


def test_the_line_sep_is_no_row(tmp_path: Path) -> None:
    """The line `sep=;` is a word to the program, and the rows are counted after it."""
    assert cells(book(tmp_path, "sep=;\na;b\n1;2\n").sheets[0]) == {1: ["a", "b"], 2: ["1", "2"]}


@pytest.mark.parametrize(
    "cell",
    [
        "NA", "null", "NaN", "None", "#N/A", "00123", "1e5", "+966501234567", "1.50", "TRUE",
        " padded ", "-", "=A1", "0x1F", "١٢٣", "a\tb", "\u200f05", "2024-01-02", "'05", "a\x0bb",
        "\u2028", "\x85", "it''s",
    ],
)  # fmt: skip
def test_text_stays_text(tmp_path: Path, cell: str) -> None:
    """Nothing in a text file is taken for a number, a date or nothing."""
    sheet = book(tmp_path, f"id,x\n1,{cell}\n2,y\n").sheets[0]
    assert cells(sheet)[2] == ["1", cell]


def test_empty_cells_are_empty(tmp_path: Path) -> None:
    """A cell without a character, quoted or not, is empty; a space is something."""
    sheet = book(tmp_path, 'a,b,c,d\n1,,"", \n').sheets[0]
    assert cells(sheet)[2] == ["1", None, None, " "]


@pytest.mark.parametrize("name", ["orders.xls", "orders.xlsx", "orders.txt", "orders", "o.ods"])
def test_a_text_by_any_name(tmp_path: Path, name: str) -> None:
    """The content decides: a CSV named as a workbook is read as what it is."""
    assert cells(book(tmp_path, "a,b\n1,2\n", name).sheets[0])[2] == ["1", "2"]


def test_utf16_as_excel_writes_it(tmp_path: Path) -> None:
    """Excel's “Unicode Text” (UTF-16, tabs) is read."""
    made = book(tmp_path, "رقم\tالاسم\r\n1\tمحمد\r\n".encode("utf-16"), "orders.txt")
    assert (made.delimiter, cells(made.sheets[0])[2]) == ("\t", ["1", "محمد"])


def test_quotes_after_a_space(tmp_path: Path) -> None:
    """A space between delimiter and quotation mark does not take the quotes' meaning away."""
    made = book(tmp_path, 'id, name, city\n1, "Ali, son", "Riyadh"\n2, "B, C", "Jeddah"\n')
    assert cells(made.sheets[0])[2] == ["1", "Ali, son", "Riyadh"]
    assert made.problems == ()


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("a,b,c\n1,2,3\n4,5,6,7\n8,9,10\n", [("row_too_long", 3)]),
        ("a,b,c\n1,2,3,\n4,5,6,\n", []),  # a delimiter at the end of each row is no cell
        ("a,b,c,d\n1,x,y,z,w\n2,x,y,z,w\n3,x,y,z,w\n",
         [("row_too_long", 2), ("row_too_long", 3), ("row_too_long", 4)]),
        ("a,b,c\n1,2\n4,5,6\n", []),  # the last cells of a row may be left out
        ("a,b,c,d\n1,2,3,4\n5,6,Street 1\nRiyadh,8\n9,10,11,12\n",
         [("row_torn", 3), ("row_torn", 4)]),
        ("a,b,c\n1,2,3\n4,5,6\n7,8,9\n1,2", [("row_torn", 5)]),
        ("a,b,c\n1,2,3\n1,2,4", []),
        ("Report,May\n\na,b,c,d\n1,2,3,4\n5,6,7,8\n", []),
        ("a,b,c\n1,2,3\n\n\nTotal\n", []),
    ],
)  # fmt: skip
def test_ragged_rows(tmp_path: Path, text: str, problems: list[tuple[str, int]]) -> None:
    """Rows in which values may stand in the wrong column are named; rows that are short are not."""
    assert found(tmp_path, text) == problems


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ('a,b\n1,"Villa 5" near the mosque\n2,x\n', [("quotes_broken", 2)]),
        ('a,b\n1,TV 32"\n2,TV 40" wide\n', []),
        ('a,b\n1,"TV 32"""\n', []),
        ('a,b\n\n1,"x"y\n2,"z"w\n', [("quotes_broken", 3), ("quotes_broken", 4)]),
    ],
)
def test_quotation_marks(tmp_path: Path, text: str, problems: list[tuple[str, int]]) -> None:
    """A quotation mark out of place within its line is a problem of its row alone."""
    assert found(tmp_path, text) == problems


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ('a,b\n1,x\n2,"Ali\n3,y\n4,z\n', 3),
        ('a,b\n1,"Ali\n2,"Omar"\n3,z\n', 2),
    ],
)
def test_a_mark_that_swallows_rows(tmp_path: Path, text: str, row: int) -> None:
    """A mark that is never closed may have swallowed whole orders: the file is refused by row."""
    with pytest.raises(FileUnreadable, match=f"Row {row} "):
        book(tmp_path, text)


def test_a_cell_beyond_all_measure(tmp_path: Path) -> None:
    """A cell longer than any program allows is refused, naming its row."""
    with pytest.raises(FileUnreadable, match="row 2"):
        book(tmp_path, "a,b\n1," + "x" * 200_000 + "\n")


@pytest.mark.parametrize("text", ["", "\n\n", " \r\n", ",,,\n,,,\n", "\ufeff", "\0\0\0\0"])
def test_nothing_in_it(tmp_path: Path, text: str) -> None:
    """A file without any cell is refused as empty."""
    with pytest.raises(FileUnreadable, match="empty"):
        book(tmp_path, text)


def test_more_cells_than_any_shop_has(tmp_path: Path) -> None:
    """A text of millions of delimiters or line ends is refused before room is made for them."""
    for text in (b"a,b\n" + b"," * 41_000_000, b"a,b\n" + b"\n" * 2_200_000):
        with pytest.raises(FileUnreadable, match="too large"):
            book(tmp_path, text)


def test_the_end_of_a_dos_file(tmp_path: Path) -> None:
    """The sign that ends a file of a DOS program is no row."""
    made = book(tmp_path, b"a,b\r\n1,2\r\n\x1a")
    assert (list(cells(made.sheets[0])), made.problems) == ([1, 2], ())


def test_too_wide(tmp_path: Path) -> None:
    """More columns than any spreadsheet has are refused."""
    with pytest.raises(FileUnreadable, match="too large"):
        book(tmp_path, "a," * 17_000 + "\n")


_CELL = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12).map(str.strip)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(_CELL, min_size=3, max_size=3), min_size=3, max_size=8))
def test_what_is_written_is_read_back(tmp_path_factory: pytest.TempPathFactory, rows) -> None:  # type: ignore[no-untyped-def]
    """Whatever a table holds, written by the rules of CSV it is read back cell by cell."""
    table = [["orderId", "name", "address"], *rows]
    path = tmp_path_factory.mktemp("csv") / "orders.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(table)
    read = read_workbook(path)
    expected = {
        number: [cell or None for cell in row] for number, row in enumerate(table, 1) if any(row)
    }
    assert read.delimiter == ","
    assert cells(read.sheets[0]) == expected
