"""Workbooks as Excel, LibreOffice, Google Sheets and libraries write them."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from importer.errors import FileUnreadable
from importer.reading import (
    CellRange,
    ErrorCell,
    FormattedNumber,
    UncachedFormula,
    display_text,
    number_formats,
    read_workbook,
)
from tests.reading.handmade import MAIN, STRICT, cells, read, styles, xlsx_parts, zipped

NA = ErrorCell("#N/A")


def text(place: str, content: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{content}</t></is></c>'


def rows_of(folder: Path, rows: str, **more: str) -> dict[int, list[object]]:
    parts = xlsx_parts(rows)
    return cells(read(folder, zipped({**parts, **more})))


def test_kinds_of_cells(tmp_path: Path) -> None:
    """Text, numbers, booleans, dates and times keep their kind and their place."""
    path = tmp_path / "orders.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Orders")
        formats = ("yyyy-mm-dd", "dd/mm/yyyy hh:mm", "hh:mm", "[h]:mm")
        day, moment, clock, length = (book.add_format({"num_format": code}) for code in formats)
        sheet.write_string(4, 1, "00123")
        sheet.write_string(4, 2, " 1e5 ")
        sheet.write_number(4, 3, 300.41)
        sheet.write_number(4, 4, 1001)
        sheet.write_boolean(4, 5, True)
        sheet.write_datetime(4, 6, date(2022, 12, 31), day)
        sheet.write_datetime(4, 7, datetime(2022, 12, 31, 15, 45), moment)
        sheet.write_datetime(4, 8, time(9, 30), clock)
        sheet.write_datetime(4, 9, timedelta(hours=36), length)
        sheet.write_blank(4, 10, None, day)
        sheet.write_string(4, 11, "")
        sheet.write_string(6, 0, "محمد")
    book_read = read_workbook(path)
    assert book_read.format == "xlsx"
    assert book_read.sheets[0].name == "Orders"
    found = cells(book_read.sheets[0])
    assert found[5][:10] == [
        None, "00123", " 1e5 ", 300.41, 1001.0, True, date(2022, 12, 31),
        datetime(2022, 12, 31, 15, 45), time(9, 30), timedelta(hours=36),
    ]  # fmt: skip
    assert list(found) == [5, 7]
    assert list(book_read.sheets[0].frame.columns) == list(range(len(found[5])))


@pytest.mark.parametrize(
    "code",
    [
        "#,##0.00 [$SAR]", "[$SAR] #,##0.00", r"#,##0.00\ [$ر.س.‏-401]", "[$-2000401]0",
        '0" day"', '0 "days"', "[Red]0.00", "[$د.إ.‏-3801] #,##0", '#,##0.00 "EGP";[Red]-0',
        'General" ry"', "[$₺-41F]#,##0.00", "_-* #,##0.00_-;_-* #,##0.00-_-", "[Yellow]0",
    ],
)  # fmt: skip
def test_money_formats_are_no_dates(tmp_path: Path, code: str) -> None:
    """A number stays a number, whatever letters its currency or unit has."""
    found = rows_of(
        tmp_path,
        '<row r="1"><c r="A1" s="1"><v>45000</v></c></row>',
        **{"xl/styles.xml": styles(code)},
    )
    assert found == {1: [45000.0]}


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c r="A1" t="e"><v>#N/A</v></c>', NA),
        ('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', ErrorCell("#DIV/0!")),
        ('<c r="A1" t="e"><v>#REF!</v></c>', ErrorCell("#REF!")),
        ('<c r="A1"><f>B1*2</f></c>', UncachedFormula("B1*2")),
        ('<c r="A1"><f>B1&amp;"x"</f><v></v></c>', UncachedFormula('B1&"x"')),
        ('<c r="A1"><f>B1*2</f><v/></c>', UncachedFormula("B1*2")),
        ('<c r="A1"><f t="shared" ref="A1:A9" si="0">B1*2</f><v></v></c>', UncachedFormula("B1*2")),
        ('<c r="A1"><f>B1*2</f><v>0</v></c>', 0.0),
        ('<c r="A1"><f>B1*2</f><v>0.0</v></c>', UncachedFormula("B1*2")),  # Apache POI
        ('<c r="A1" t="str"><f>B1*2</f></c>', UncachedFormula("B1*2")),  # PhpSpreadsheet
        ('<c r="A1"><v>0.0</v></c>', 0.0),
        ('<c r="A1" t="e"><v>#SPILL!</v></c>', ErrorCell("#SPILL!")),
        ('<c r="A1" t="e"><v>#GETTING_DATA</v></c>', ErrorCell("#GETTING_DATA")),
        ('<c r="A1" t="e"><f>A&lt;B</f><v>#A&amp;B!</v></c>', ErrorCell("#A&B!")),
        ('<c r="A1" s="2"><v>0.1</v></c>', "10%"),
        ('<c r="A1" s="2"><v>0.155</v></c>', "15.5%"),
        ('<c r="A1" s="3"><v>1001</v></c>', FormattedNumber(1001, "ORD-1001")),
        ('<c r="A1" s="3" t="inlineStr"><is><t>1001</t></is></c>', "1001"),
        ('<c r="A1" s="4" t="inlineStr"><is><t>1001</t></is></c>', "ORD-1001"),
        ('<c r="A1" s="4" t="s"><v>0</v></c>', "ORD-shared-rich"),
        ('<c r="A1" s="4" t="inlineStr"><is><t></t></is></c>', None),
        ('<c r="A1"><f>B1*2</f><v>5.5</v></c>', 5.5),
        ('<c r="A1" t="b"><f>TRUE()</f><v>1</v></c>', True),
        ('<c r="A1" t="str"><f>B1</f><v>007</v></c>', "007"),
        ('<c r="A1" t="str"><v>#N/A</v></c>', "#N/A"),
        ('<c r="A1" s="1"><v>123</v></c>', FormattedNumber(123, "00123")),
        ('<c r="A1" s="1" t="n"><v>123</v></c>', FormattedNumber(123, "00123")),
        ('<c r="A1" s="1"><f>1+1</f><v>123</v></c>', FormattedNumber(123, "00123")),
        ('<c r="A1"><v>9.66512345678E+11</v></c>', 966512345678.0),
        ('<c r="A1"><v>NaN</v></c>', ErrorCell("#NUM!")),
        ('<c r="A1" t="s"><v>0</v></c>', "shared-rich"),
        ('<c r="A1" t="s"><v>1</v></c>', " محمد "),
        (
            '<c r="A1" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c>',
            "ab",
        ),
        ('<c r="A1" t="inlineStr"><is><t>a&#10;b&amp;lt;</t></is></c>', "a\nb&lt;"),
        ('<c r="A1" t="d"><v>2024-01-02</v></c>', date(2024, 1, 2)),
        ('<c r="A1" t="d"><v>2024-01-02T03:04:05</v></c>', datetime(2024, 1, 2, 3, 4, 5)),
    ],
)
def test_one_cell(tmp_path: Path, cell: str, value: object) -> None:
    """Each way to write a cell is read as what Excel shows, with what is no value named as such."""
    strings = (
        f'<sst xmlns="{MAIN}"><si><r><t>shared</t></r><r><t>-rich</t></r><rPh sb="0" eb="1">'
        '<t>x</t></rPh></si><si><t xml:space="preserve"> محمد </t></si></sst>'
    )
    found = rows_of(
        tmp_path,
        f'<row r="1">{cell}{text("B1", "z")}</row>',
        **{
            "xl/styles.xml": styles("00000", "0.0%", '"ORD-"General', '"ORD-"@'),
            "xl/sharedStrings.xml": strings,
        },
    )
    assert found == {1: [value, "z"]}
    assert display_text(found[1][0]) == display_text(value)


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A1" s="1"/>',
        '<c r="A1"><v></v></c>',
        '<c r="A1" t="str"><f>IF(1,"",2)</f><v></v></c>',
        '<c r="A1" t="str"><f>""</f></c>',
        '<c r="A1" t="inlineStr"><is><t></t></is></c>',
        '<c r="A1" t="s"><v>0</v></c>',
    ],
)
def test_empty_cells(tmp_path: Path, cell: str) -> None:
    """An empty text, a formula's empty text and a cell with nothing but a format are empty."""
    more = {
        "xl/styles.xml": styles("00000"),
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}"><si><t></t></si></sst>',
    }
    assert rows_of(tmp_path, f'<row r="1">{cell}{text("B1", "z")}</row>', **more) == {
        1: [None, "z"]
    }


def test_formulas_of_libraries(tmp_path: Path) -> None:
    """openpyxl stores no result, XlsxWriter 0 and a word to Excel: neither is calculated."""
    path = tmp_path / "orders.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["=1+1", 5, "#N/A"])
    book.save(path)
    assert cells(read_workbook(path).sheets[0]) == {1: [UncachedFormula("1+1"), 5.0, NA]}
    with xlsxwriter.Workbook(path) as written:
        sheet = written.add_worksheet()
        sheet.write_formula("A1", "=B1*2")
        sheet.write_formula("B1", "=2*2", None, 4)
    assert cells(read_workbook(path).sheets[0]) == {1: [UncachedFormula("B1*2"), 4.0]}


LAYOUTS = {
    "no places": '<row><c t="e"><v>#N/A</v></c><c/><c><v>3</v></c></row><row/>'
    "<row><c><f>A1</f></c></row>",
    "rows only": '<row r="1"><c t="e"><v>#N/A</v></c><c/><c><v>3</v></c></row>'
    '<row r="3"><c><f>A1</f></c></row>',
    "single quotes": "<row r='1'><c r='A1' t='e'><v>#N/A</v></c><c r='C1'><v>3</v></c></row>"
    "<row r='3'><c r='A3'><f>A1</f></c></row>",
    "type first": '<row r="1"><c t="e" r="A1"><v>#N/A</v></c><c t="n" r="C1"><v>3</v></c></row>'
    '<row r="3"><c s="0" r="A3"><f>A1</f></c></row>',
    "line breaks": '<row r="1">\n <c\n r="A1" t="e">\n<v>#N/A</v>\n</c> <c r="C1"><v>3</v></c>'
    '</row>\n<row r="3">\n<c r="A3">\n<f>A1</f>\n</c></row>',
    "rows out of order": '<row r="3"><c r="A3"><f>A1</f></c></row>'
    '<row r="1"><c r="C1"><v>3</v></c><c r="A1" t="e"><v>#N/A</v></c></row>',
}


@pytest.mark.parametrize("rows", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_ways_of_writing(tmp_path: Path, rows: str) -> None:
    """However a program writes rows and cells, the same cells are found in the same places."""
    assert rows_of(tmp_path, rows) == {1: [NA, None, 3.0], 3: [UncachedFormula("A1"), None, None]}


def test_prefixed_names(tmp_path: Path) -> None:
    """A sheet that writes every name with a prefix is read the same."""
    sheet = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="A1" t="e">'
        '<x:v>#N/A</x:v></x:c><x:c r="B1"><x:f>1+1</x:f></x:c></x:row><x:row r="2" hidden="1">'
        '<x:c r="A2" s="1"><x:v>7</x:v></x:c></x:row></x:sheetData>'
        '<x:mergeCells><x:mergeCell ref="A2:A3"/></x:mergeCells></x:worksheet>'
    )
    parts = {**xlsx_parts(sheet), "xl/worksheets/sheet1.xml": sheet, "xl/styles.xml": styles("00")}
    found = read(tmp_path, zipped(parts))
    assert cells(found)[1] == [NA, UncachedFormula("1+1")]
    assert display_text(cells(found)[2][0]) == "07"
    assert (found.hidden_rows, found.merged) == (frozenset({2}), (CellRange(2, 0, 3, 0),))


def test_strict_open_xml(tmp_path: Path) -> None:
    """The strict kind of the format, with its own names, is read."""
    parts = xlsx_parts(f'<row r="1">{text("A1", "x")}<c r="B1" t="e"><v>#N/A</v></c></row>',
                       namespace=STRICT)  # fmt: skip
    assert cells(read(tmp_path, zipped(parts))) == {1: ["x", NA]}


@pytest.mark.parametrize("dimension", ["A1", "A1:XFD1048576", "A1:B2", "B2:C3"])
def test_a_dimension_that_is_wrong(tmp_path: Path, dimension: str) -> None:
    """What a sheet says of its own size is not believed."""
    sheet = (
        f'<worksheet xmlns="{MAIN}"><dimension ref="{dimension}"/><sheetData><row r="1">'
        '<c r="A1"><v>1</v></c><c r="F1" t="e"><v>#N/A</v></c></row></sheetData></worksheet>'
    )
    assert rows_of(tmp_path, sheet) == {1: [1.0, None, None, None, None, NA]}


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("xl/worksheets/sheet1.xml", "/xl/worksheets/sheet1.xml"),
        (r"xl\worksheets\sheet1.xml", "worksheets/sheet1.xml"),
        ("xl/worksheets/Sheet1.xml", "worksheets/sheet1.xml"),
    ],
)
def test_names_of_parts(tmp_path: Path, name: str, target: str) -> None:
    """Parts are found by absolute names, in any case, and with Windows' slashes."""
    parts = xlsx_parts('<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="e"><v>#N/A</v></c></row>')
    rels = "xl/_rels/workbook.xml.rels"
    parts[rels] = parts[rels].replace("worksheets/sheet1.xml", target)
    parts[name] = parts.pop("xl/worksheets/sheet1.xml")
    assert cells(read(tmp_path, zipped(parts))) == {1: [1.0, NA]}


@pytest.mark.parametrize(
    ("epoch", "day"), [("", date(2017, 9, 22)), ('<workbookPr date1904="1"/>', date(2021, 9, 23))]
)
def test_both_epochs(tmp_path: Path, epoch: str, day: date) -> None:
    """Days are counted from 1900, or from 1904 in workbooks that say so."""
    parts = xlsx_parts('<row r="1"><c r="A1" s="1"><v>43000</v></c></row>', workbook=epoch)
    found = read(tmp_path, zipped({**parts, "xl/styles.xml": styles("yyyy-mm-dd")}))
    assert cells(found) == {1: [day]}


def test_hidden_sheets_and_rows(tmp_path: Path) -> None:
    """Hidden sheets are there and say so; hidden rows are there and named; charts are no sheets."""
    path = tmp_path / "orders.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet, hidden, very = (book.add_worksheet(name) for name in ("A", "B", "C"))
        for row in range(4):
            sheet.write_number(row, 0, row)
        sheet.set_row(2, None, None, {"hidden": True})
        hidden.write_string(0, 0, "b")
        hidden.hide()
        very.very_hidden()
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "=A!$A$1:$A$4"})
        book.add_chartsheet("D").set_chart(chart)
    read_sheets = read_workbook(path).sheets
    assert [(sheet.name, sheet.hidden) for sheet in read_sheets] == [
        ("A", False), ("B", True), ("C", True),
    ]  # fmt: skip
    assert read_sheets[0].hidden_rows == frozenset({3})
    assert list(read_sheets[0].frame.index) == [1, 2, 3, 4]


def test_merged_areas(tmp_path: Path) -> None:
    """A merged value counts for each row with cells of its own, and only in its first column."""
    path = tmp_path / "orders.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.merge_range("A1:C1", "Orders of May")
        sheet.merge_range("A3:A6", "ORD-1")
        sheet.merge_range("B3:C4", "two by two")
        for row in (2, 3, 4):
            sheet.write_string(row, 3, f"item {row}")
    found = read_workbook(path).sheets[0]
    assert cells(found) == {
        1: ["Orders of May", None, None, None],
        3: ["ORD-1", "two by two", None, "item 2"],
        4: ["ORD-1", "two by two", None, "item 3"],
        5: ["ORD-1", None, None, "item 4"],
    }
    assert CellRange(3, 0, 6, 0) in found.merged


def test_an_area_that_begins_with_an_error(tmp_path: Path) -> None:
    """A merged error counts for every row too."""
    rows = (
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="e"><v>#N/A</v></c>'
        '<c r="B1"><v>1</v></c></row><row r="2"><c r="B2"><v>2</v></c></row></sheetData>'
        '<mergeCells><mergeCell ref="A1:A2"/></mergeCells></worksheet>'
    )
    assert rows_of(tmp_path, rows) == {1: [NA, 1.0], 2: [NA, 2.0]}


def test_number_formats(tmp_path: Path) -> None:
    """The report gets the formats of the rows that it asks for, General left out."""
    path = tmp_path / "orders.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("S")
        day, ids = (book.add_format({"num_format": code}) for code in ("yyyy-mm-dd", "00000"))
        percent = book.add_format({"num_format": 9})
        for row in range(3):
            sheet.write_row(row, 0, ["x", 5])
            sheet.write_number(row, 2, 45000, day)
            sheet.write_number(row, 3, 7, ids)
            sheet.write_number(row, 4, 0.5, percent)
    assert number_formats(path, "S", {2}) == {2: {2: "yyyy-mm-dd", 3: "00000", 4: "0%"}}
    assert number_formats(path, "S", ()) == {}
    assert number_formats(path, "another", {1}) == {}


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("xl/workbook.xml", "<workbook"),
        ("xl/_rels/workbook.xml.rels", "not XML"),
        ("xl/styles.xml", "<styleSheet><numFmts>"),
        ("xl/worksheets/sheet1.xml", '<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c'),
        ("xl/worksheets/sheet1.xml", b"\xff\xfe" + "<worksheet/>".encode("utf-16-le")),
        ("xl/worksheets/sheet1.xml", '<worksheet><sheetData><row r="0"><c r="A0"><v>1</v></c>'),
        ("xl/sharedStrings.xml", "<sst><si><t>only one</t></si></sst>"),
    ],
)
def test_broken_parts(tmp_path: Path, part: str, content: str) -> None:
    """A part that is no whole XML, or points to nothing, makes the file a damaged one."""
    parts = xlsx_parts('<row r="1"><c r="A1" t="s"><v>7</v></c></row>')
    with pytest.raises(FileUnreadable, match="damaged"):
        read(tmp_path, zipped({**parts, part: content}))


def test_a_workbook_of_nothing(tmp_path: Path) -> None:
    """A workbook without one filled cell is refused as empty."""
    path = tmp_path / "orders.xlsx"
    openpyxl.Workbook().save(path)
    with pytest.raises(FileUnreadable, match="empty"):
        read_workbook(path)


_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), min_size=1, max_size=12)
_CELL = st.one_of(
    st.none(),
    _TEXT,
    st.sampled_from(
        ["00123", "1e5", "NA", "#N/A", "_x000D_", "=A1", " x ", "+966501234567", "TRUE"]
    ),
    st.integers(-(10**13), 10**13).map(lambda number: number / 100),
    st.booleans(),
    st.dates(date(1900, 3, 1), date(9999, 12, 31)),
    st.datetimes(datetime(1950, 1, 1, 0, 0, 1), datetime(2100, 1, 1)).map(
        lambda moment: moment.replace(second=30, microsecond=0)
    ),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(_CELL, min_size=1, max_size=5), min_size=1, max_size=6))
def test_what_excel_writes_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[object]]
) -> None:
    """Whatever a table holds, each cell comes back with its kind, its value and its place."""
    path = tmp_path_factory.mktemp("xlsx") / "orders.xlsx"
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        sheet.write_string(0, 0, "header")
        for number, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                match cell:
                    case str():
                        sheet.write_string(number, column, cell)
                    case bool():
                        sheet.write_boolean(number, column, cell)
                    case float():
                        sheet.write_number(number, column, cell)
                    case datetime():
                        sheet.write_datetime(number, column, cell, moment)
                    case date():
                        sheet.write_datetime(number, column, cell, day)
    found = read_workbook(path).sheets[0].frame
    for number, row in enumerate(rows, 2):
        for column, cell in enumerate(row):
            there = number in found.index and column < found.shape[1]
            read_cell = found.loc[number, column] if there else None
            assert (type(read_cell), read_cell) == (type(cell), cell)
