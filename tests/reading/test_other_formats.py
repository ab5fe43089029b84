"""Workbooks of the other formats: .xls, .xlsb and .ods."""

import struct
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from importer.errors import FileUnreadable
from importer.reading import CellRange, ErrorCell, UncachedFormula, display_text, read_workbook
from importer.reading.xls import short_number
from tests.reading.handmade import (
    cells,
    ods,
    read,
    record,
    wide,
    xlsb,
    xlsb_cell,
    xlsb_row,
)

OLD = Path(__file__).parent / "files" / "old-excel.xls"  # written by LibreOffice 7


def test_old_excel() -> None:
    """An .xls keeps kinds, errors, padded numbers, merged areas, hidden rows and sheets."""
    book = read_workbook(OLD)
    orders, hidden = book.sheets
    found = cells(orders)
    assert book.format == "xls"
    assert found[2][:5] == [1001, "محمد العتيبي", 300.41, date(2022, 12, 31), True]
    assert found[3][3:5] == [datetime(2022, 12, 31, 15, 45), False]
    assert [row[6] for row in found.values()][1:4] == [
        ErrorCell("#DIV/0!"), ErrorCell("#N/A"), 600.82,
    ]  # fmt: skip
    assert [display_text(found[row][5]) for row in (2, 3, 4, 5)] == [
        "00123",
        "45678901",
        "00007",
        "00008",
    ]
    assert display_text(found[5][4]) == "00005"
    assert [found[row][7] for row in (2, 3, 4)] == ["00123", "1e5", "+966501234567"]
    assert [found[row][:2] for row in (7, 8)] == [["merged", "a"], ["merged", "b"]]
    assert (orders.hidden_rows, orders.merged) == (frozenset({4}), (CellRange(7, 0, 8, 0),))
    assert (orders.hidden, hidden.hidden) == (False, True)


def test_old_excel_by_another_name(tmp_path: Path) -> None:
    """An .xls that is named .xlsx is read as what it is."""
    assert cells(read(tmp_path, OLD.read_bytes(), "orders.xlsx"))[2][0] == 1001


def test_old_excel_with_a_password(tmp_path: Path) -> None:
    """An .xls behind a password is told apart by its own record."""
    data = OLD.read_bytes().replace(b"\xe1\x00\x02\x00", b"\x2f\x00\x02\x00", 1)
    with pytest.raises(FileUnreadable, match="password"):
        read(tmp_path, data)


def test_old_excel_cut_off(tmp_path: Path) -> None:
    """An .xls that breaks off is damaged."""
    with pytest.raises(FileUnreadable, match="damaged"):
        read(tmp_path, OLD.read_bytes()[:3000])


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        (struct.pack("<i", 7 << 2 | 2), 7.0),
        (struct.pack("<i", -7 << 2 | 2), -7.0),
        (struct.pack("<i", 12345 << 2 | 3), 123.45),
        (struct.pack("<d", 1.5)[4:], 1.5),
    ],
)
def test_short_numbers(raw: bytes, number: float) -> None:
    """The four short ways of writing a number give that number."""
    assert short_number(raw) == number


def test_binary_workbook(tmp_path: Path) -> None:
    """An .xlsb keeps kinds, errors, padded numbers, merged areas and hidden rows."""
    made = xlsb(
        xlsb_row(0) + xlsb_cell(6, 0, wide("id")) + xlsb_cell(6, 1, wide("x"))
        + xlsb_row(2) + xlsb_cell(5, 0, struct.pack("<d", 123), style=1)
        + xlsb_cell(3, 1, b"\x2a") + xlsb_cell(4, 2, b"\x01")
        + xlsb_cell(2, 3, struct.pack("<i", 7 << 2 | 2), style=1)
        + xlsb_row(3, hidden=True) + xlsb_cell(6, 1, wide("محمد")),
        areas=record(177, struct.pack("<I", 1))
        + record(176, struct.pack("<4I", 2, 3, 0, 0))
        + record(178),
    )  # fmt: skip
    sheet = read(tmp_path, made)
    assert {row: list(map(display_text, found)) for row, found in cells(sheet).items()} == {
        1: ["id", "x", "", ""],
        3: ["00123", "#N/A", "TRUE", "00007"],
        4: ["00123", "محمد", "", ""],
    }
    assert cells(sheet)[3][1] == ErrorCell("#N/A")
    assert (sheet.hidden_rows, sheet.merged) == (frozenset({4}), (CellRange(3, 0, 4, 0),))


def test_binary_workbook_with_a_far_cell(tmp_path: Path) -> None:
    """A cell in the last row and column is refused before the engine makes room for it."""
    made = xlsb(
        xlsb_row(0)
        + xlsb_cell(6, 0, wide("id"))
        + xlsb_row(1048575)
        + xlsb_cell(6, 16383, wide("x"))
    )
    with pytest.raises(FileUnreadable, match="XFD1048576"):
        read(tmp_path, made)


@pytest.mark.parametrize("kind", [0, 4, 7])
def test_binary_workbook_with_an_empty_record(tmp_path: Path, kind: int) -> None:
    """Found by mangling: a record without its content, which the engine fills from the last."""
    made = xlsb(xlsb_row(0) + xlsb_cell(6, 0, wide("id" * 500)) + record(kind))
    with pytest.raises(FileUnreadable, match="damaged"):
        read(tmp_path, made)


def cell(kind: str, more: str = "", text: str = "") -> str:
    paragraph = f"<text:p>{text}</text:p>" if text else ""
    value_type = f'office:value-type="{kind}"' if kind else ""
    return f"<table:table-cell {value_type} {more}>{paragraph}</table:table-cell>"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (cell("string", "", "00123"), "00123"),
        (cell("string", "", "a<text:s text:c='3'/>b<text:tab/>c<text:line-break/>"), "a   b\tc\n"),
        (cell("string", "", "a</text:p><text:p>b"), "a\nb"),
        (cell("string", "", "a<text:span>b<text:a>c</text:a></text:span>d"), "abcd"),
        (cell("string", 'office:string-value="kept"', "shown"), "kept"),
        (cell("float", 'office:value="1001"', "1,001"), 1001.0),
        (cell("currency", 'office:value="300.41"', "300.41 SAR"), 300.41),
        (cell("percentage", 'office:value="0.15"', "15%"), "15%"),
        (cell("float", 'office:value="x"', "x"), ErrorCell("#VALUE!")),
        (cell("float", 'office:value="NaN"', "x"), ErrorCell("#NUM!")),
        (cell("boolean", 'office:boolean-value="true"', "WAHR"), True),
        (cell("boolean", 'office:boolean-value="false"', "FALSE"), False),
        (cell("float", 'table:formula="of:=TRUE()" office:value="1"', "TRUE"), True),
        (cell("date", 'office:date-value="2022-12-31"', "31/12/22"), date(2022, 12, 31)),
        (cell("date", 'office:date-value="2022-12-31T15:45:00"'), datetime(2022, 12, 31, 15, 45)),
        (cell("date", 'office:date-value="2022-12-31T00:00:00"'), date(2022, 12, 31)),
        (cell("date", 'office:date-value="15589-07-13"', "far"), "far"),
        (cell("time", 'office:time-value="PT09H30M00S"'), time(9, 30)),
        (cell("time", 'office:time-value="PT36H00M00S"'), timedelta(hours=36)),
        (cell("time", 'office:time-value="soon"', "soon"), "soon"),
        (cell("string", 'table:formula="of:=1/0" office:string-value=""', "#DIV/0!"),
         ErrorCell("#DIV/0!")),
        (cell("float", 'table:formula="of:=X" office:value="0"', "#REF!"), ErrorCell("#REF!")),
        (cell("string", 'table:formula="of:=X"', "Err:502"), ErrorCell("Err:502")),
        (cell("", 'table:formula="of:=[.B1]*2"'), UncachedFormula("[.B1]*2")),
        ('<table:table-cell table:formula="of:=&quot;&quot;"><text:p/></table:table-cell>', None),
        (cell("string", "", "<text:s/>x "), " x "),
        ('<table:table-cell office:value-type="string"><office:annotation><text:p>note</text:p>'
         "</office:annotation><text:p>x</text:p></table:table-cell>", "x"),
        ("<table:covered-table-cell/>", None),
    ],
)  # fmt: skip
def test_open_document_cells(tmp_path: Path, written: str, value: object) -> None:
    """Each kind of cell of an .ods is read as what LibreOffice shows."""
    row = f"<table:table-row>{written}{cell('string', '', 'z')}</table:table-row>"
    sheet = read(tmp_path, ods(f'<table:table table:name="T">{row}</table:table>'))
    assert cells(sheet) == {1: [value, "z"]}


def test_open_document_places(tmp_path: Path) -> None:
    """Repeated rows and cells, merged areas and hidden rows stand where LibreOffice shows them."""
    z = cell("string", "", "z")
    twice = cell("float", 'table:number-columns-repeated="2" office:value="5"')
    tall = cell("string", 'table:number-rows-spanned="2"', "m")
    table = (
        '<table:table table:name="T" table:style-name="off">'
        '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
        f'<table:table-row table:number-rows-repeated="2"><table:table-cell/>'
        f"{twice}</table:table-row>"
        f'<table:table-row table:visibility="collapse">'
        f"{tall}{z}</table:table-row>"
        f"<table:table-row><table:covered-table-cell/>{z}</table:table-row>"
        '<table:table-row table:number-rows-repeated="1048570">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>'
        '<table:tracked-changes><table:table-cell office:value-type="string"><text:p>old</text:p>'
        "</table:table-cell></table:tracked-changes>"
    )
    hidden = (
        '<style:style style:name="off" style:family="table">'
        '<style:table-properties table:display="false"/></style:style>'
    )
    sheet = read(tmp_path, ods(table, styles=hidden))
    assert cells(sheet) == {
        3: [None, 5.0, 5.0],
        4: [None, 5.0, 5.0],
        5: ["m", "z", None],
        6: ["m", "z", None],
    }
    assert (sheet.name, sheet.hidden, sheet.hidden_rows) == ("T", True, frozenset({5}))
    assert sheet.merged == (CellRange(5, 0, 6, 0),)


def test_open_document_padding(tmp_path: Path) -> None:
    """A number whose style pads with zeros keeps the zeros, by its own style or its column's."""
    styles = (
        '<number:number-style style:name="N1"><number:text>A-</number:text><number:number '
        'number:min-integer-digits="4" number:decimal-places="0"/></number:number-style>'
        '<number:number-style style:name="N2"><number:number number:min-integer-digits="4" '
        'number:decimal-places="2"/></number:number-style>'
        '<style:style style:name="ce1" style:family="table-cell" style:data-style-name="N1"/>'
        '<style:style style:name="ce2" style:family="table-cell" style:parent-style-name="ce1"/>'
        '<style:style style:name="ce3" style:family="table-cell" style:data-style-name="N2"/>'
    )
    seven = 'office:value="7"'
    table = (
        '<table:table table:name="T"><table:table-column table:number-columns-repeated="2"/>'
        '<table:table-column table:default-cell-style-name="ce2"/><table:table-row>'
        + cell("float", f'table:style-name="ce1" {seven}')
        + cell("float", f'table:style-name="ce3" {seven}')
        + cell("float", seven)
        + cell("float", 'table:style-name="ce1" office:value="0"')
        + "</table:table-row></table:table>"
    )
    found = cells(read(tmp_path, ods(table, styles=styles)))
    assert list(map(display_text, found[1])) == ["A-0007", "7", "A-0007", "A-0000"]


@pytest.mark.parametrize(
    "repeated",
    [
        'table:number-columns-repeated="16385"',
        'table:number-columns-repeated="999999999"',
    ],
)
def test_open_document_that_repeats_a_value_forever(tmp_path: Path, repeated: str) -> None:
    """A value that is repeated beyond the limits is refused before there is room made for it."""
    five = cell("float", repeated + ' office:value="5"')
    row = f"<table:table-row>{five}</table:table-row>"
    with pytest.raises(FileUnreadable, match="more cells"):
        read(tmp_path, ods(f'<table:table table:name="T">{row}</table:table>'))


def test_open_document_with_a_password(tmp_path: Path) -> None:
    """An .ods behind a password says so in its manifest."""
    with pytest.raises(FileUnreadable, match="password"):
        read(tmp_path, ods("", manifest="<manifest><encryption-data/></manifest>"))
