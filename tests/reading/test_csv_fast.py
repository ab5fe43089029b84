"""The quick reading of text files, held against Python's own csv."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from importer.errors import FileUnreadable
from importer.reading import read_workbook
from importer.reading.csv_fast import read_cells
from tests.reading.handmade import cells

_PIECES = ("a", "é", "جدة", '"', '""', ",", "\n", "\r\n", "\r", " ", "7", ";", "NA", "\t", "\ufeff")


def by_csv(text: str) -> list[list[str]]:
    return list(csv.reader(StringIO(text, newline=""), strict=True))


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=24).map("".join))
@example('a,b\n"x,1","y\n""z"""\n')
@example('a,b\n5" x,"c,d"\n')
@example("a,b\r\nNA,\r\n,null\r\n")
@example('a,b\n"x" ,y\n')
@example("\ufeffa,b\n1,2\n")
@example('\ufeff"a",b\n1,2\n')
def test_what_is_read_at_once_is_what_csv_reads(text: str) -> None:
    """Whatever stands in a text: what is read at once is to the letter what csv reads."""
    found = read_cells(text.encode(), ",")
    assert found is None or found.tolist() == by_csv(text)


@pytest.mark.parametrize(
    "text",
    [
        "a,b,c\n1,2,3\n4,5,6\n",
        "a;b;c\r\n1;;3\r\n;;6",
        'a,b,c\n"1, 2","say ""hi""","x\ny"\n4,5,6\n',
    ],
)
def test_texts_without_a_fault_are_read_at_once(text: str) -> None:
    """Rows of one width with marks where they belong need no closer look."""
    assert read_cells(text.encode(), ";" if ";" in text else ",") is not None


@pytest.mark.parametrize(
    "text",
    [
        "a,b\n1\n", "a,b\n1,2,3\n", "a,b\n\n1,2\n", "a,b\n1,2\n\n", "a\n1\n", "", "\n",
        'a,b\n1,5" x\n', 'a,b\n1,"x"y\n', 'a,b\n1,"x\n', 'a,b\n1, "x"\n', "a,b\r1,2\r",
        "a,b\n1,x\0y\n",
    ],
)  # fmt: skip
def test_doubtful_texts_are_left_to_a_closer_look(text: str) -> None:
    """Short, long and blank rows, marks out of place and odd line ends are not read at once."""
    assert read_cells(text.encode(), ",") is None


def test_every_encoding_is_read_at_once_alike(tmp_path: Path) -> None:
    """A file reads the same in UTF-8 with and without a mark, in UTF-16 and in windows-1256."""
    text = "رقم الطلب,الاسم\n1,محمد\n2,نورة\n"
    read = []
    for codec in ("utf-8", "utf-8-sig", "utf-16", "windows-1256"):
        path = tmp_path / f"{codec}.csv"
        path.write_bytes(text.encode(codec))
        read.append(cells(read_workbook(path, encoding=codec).sheets[0]))
    assert read == [dict(enumerate(by_csv(text), 1))] * 4


def test_a_quoted_cell_beyond_all_measure(tmp_path: Path) -> None:
    """A cell longer than any program allows is refused in quotes, too, naming its row."""
    path = tmp_path / "orders.csv"
    path.write_text('a,b\n1,"' + "x\n" * 100_000 + '"\n')
    with pytest.raises(FileUnreadable, match="row 2"):
        read_workbook(path)
