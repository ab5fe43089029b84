"""Files made to exhaust the machine, or made by accident as if they were."""

import re
import struct
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from importer.errors import FileUnreadable
from importer.reading import limits, read_workbook
from importer.reading.limits import check_area
from tests.reading.handmade import (
    MAIN,
    biff,
    cells,
    compound_file,
    ods,
    ole_entry,
    read,
    record,
    wide,
    xls,
    xls_stream,
    xlsb,
    xlsb_cell,
    xlsb_row,
    xlsx_parts,
    zipped,
)

ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'
MACRO = {"xl/vbaProject.bin": b"not even one", "xl/externalLinks/externalLink1.xml": "<broken"}


def sheet_part(rows: str) -> str:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


@pytest.mark.parametrize(
    ("rows", "cell"),
    [
        (ONE + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', "XFD1048576"),
        (ONE + '<row r="1048576"><c r="AZ1048576"><v>1</v></c></row>', "AZ1048576"),
        ('<row r="1"><c r="XFE1"><v>1</v></c></row>', "XFE1"),
        ('<row r="2000000"><c r="A2000000"><v>1</v></c></row>', "A2000000"),
        ('<row r="1048576"><c r="A1048576"><v>1</v></c></row>'
         '<row r="1"><c r="XFD1"><v>1</v></c></row>', "XFD1048576"),
        ('<row r="1048576"><c t="n" r="XFD1048576"><v>1</v></c></row>' + ONE, "XFD1048576"),
    ],
)  # fmt: skip
def test_a_far_cell(tmp_path: Path, rows: str, cell: str) -> None:
    """A value far out is refused with its cell before room is made for all cells up to it."""
    with pytest.raises(FileUnreadable, match=cell) as error:
        read(tmp_path, zipped(xlsx_parts(rows)))
    assert cell in error.value.cure.format("ar")


def test_a_far_column_alone(tmp_path: Path) -> None:
    """A stray cell in the last column of a short table is no reason to refuse it."""
    found = read(
        tmp_path, zipped(xlsx_parts(ONE.replace("</row>", '<c r="XFD1"><v>2</v></c></row>')))
    )
    assert (found.frame.shape, found.frame.iloc[0, 16383]) == ((1, 16384), 2.0)


@pytest.mark.parametrize(
    "empties",
    [
        "".join(f'<row r="{row}" s="1" customFormat="1"/>' for row in range(2, 400_000)),
        "".join(f'<row r="{row}"><c r="A{row}" s="1"/></row>' for row in range(2, 150_000)),
        '<row r="1048576"><c r="XFD1048576" s="1"/></row>',
    ],
)
def test_formatted_rows_of_nothing(tmp_path: Path, empties: str) -> None:
    """Rows that are only formatted are no rows, however many there are."""
    sheet = read(tmp_path, zipped(xlsx_parts(ONE + empties)))
    assert cells(sheet) == {1: [1.0]}


def test_a_sheet_of_nothing_but_formats(tmp_path: Path) -> None:
    """A workbook whose million cells hold nothing is empty."""
    empties = "".join(f'<row r="{row}" s="1" customFormat="1"/>' for row in range(1, 300_000))
    with pytest.raises(FileUnreadable, match="empty"):
        read(tmp_path, zipped(xlsx_parts(empties)))


def test_merged_areas_beside_formatted_rows(tmp_path: Path) -> None:
    """What is left out of the engine's sight does not take the merged areas with it."""
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
    rows += '<row r="2"><c r="B2"><v>3</v></c></row>'
    rows += "".join(f'<row r="{row}" s="1" customFormat="1"/>' for row in range(3, 200_000))
    areas = '<mergeCells><mergeCell ref="A1:A2"/></mergeCells>'
    part = sheet_part(rows).replace("</worksheet>", f"{areas}</worksheet>")
    assert cells(read(tmp_path, zipped(xlsx_parts(part)))) == {1: [1.0, 2.0], 2: [1.0, 3.0]}


def test_a_bomb_that_says_its_size(tmp_path: Path) -> None:
    """An archive that unpacks to more than the limit is refused by what it says of itself."""
    data = bytearray(zipped({**xlsx_parts(ONE), "xl/media/image1.bin": b"\0" * 5000}))
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 0xF0000000)
    with pytest.raises(FileUnreadable, match=r"unpacks to 3,\d\d\d MB"):
        read(tmp_path, bytes(data))


def test_a_bomb_that_lies_about_its_size(tmp_path: Path) -> None:
    """A part that unpacks to more than the archive says is refused at that point."""
    parts = {**xlsx_parts(ONE), "xl/styles.xml": b"<styleSheet>" + b" " * 10_000_000}
    data = bytearray(zipped(parts))
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 100)
    with pytest.raises(FileUnreadable, match="damaged"):
        read(tmp_path, bytes(data))


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/styles.xml"])
def test_entities(tmp_path: Path, part: str) -> None:
    """XML that declares entities is refused before any of them is expanded."""
    layers = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE x [<!ENTITY l0 "ha">{layers}]><x>&l9;</x>'
    with pytest.raises(FileUnreadable, match="damaged"):
        read(tmp_path, zipped({**xlsx_parts(ONE), part: bomb}))


def test_a_shared_text_repeated(tmp_path: Path) -> None:
    """A long text that a hundred thousand cells share is refused before it is copied so often."""
    strings = f'<sst xmlns="{MAIN}"><si><t>{"x" * 1_000_000}</t></si></sst>'
    rows = "".join(
        f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 20_000)
    )
    parts = {**xlsx_parts(rows), "xl/sharedStrings.xml": strings}
    with pytest.raises(FileUnreadable, match="MB of text"):
        read(tmp_path, zipped(parts))


@pytest.mark.parametrize("quote", ['"', "'"])
def test_a_short_list_of_texts_repeated(tmp_path: Path, quote: str) -> None:
    """So is a text of a few kilobytes, however its cells are written: a workbook of 14 kB that
    becomes 7 GB of text."""
    strings = f'<sst xmlns="{MAIN}"><si><t>{"x" * 32_000}</t></si></sst>'
    cell = f"<c t={quote}s{quote}><v>0</v></c>"
    rows = f"<row>{cell * 20}</row>" * 1_000
    data = zipped({**xlsx_parts(rows), "xl/sharedStrings.xml": strings})
    assert len(data) < 14_000
    with pytest.raises(FileUnreadable, match="512 MB of text"):
        read(tmp_path, data)


def test_a_shared_text_repeated_in_a_binary_workbook(tmp_path: Path) -> None:
    """An .xlsb shares its texts in the same way, and is refused in the same way."""
    row = b"".join(xlsb_cell(7, column, struct.pack("<I", 0)) for column in range(20))
    rows = b"".join(xlsb_row(number) + row for number in range(1_000))
    text = record(159, struct.pack("<II", 1, 1)) + record(19, b"\0" + wide("x" * 32_000))
    data = BytesIO(xlsb(rows))
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr("xl/sharedStrings.bin", text + record(160))
    with pytest.raises(FileUnreadable, match="512 MB of text"):
        read(tmp_path, data.getvalue(), "orders.xlsb")


def test_a_text_repeated_in_an_open_document(tmp_path: Path) -> None:
    """An .ods repeats a cell and a row by a number, which says as much text."""
    content = (
        '<table:table table:name="S"><table:table-row table:number-rows-repeated="100000">'
        '<table:table-cell table:number-columns-repeated="9" office:value-type="string">'
        f"<text:p>{'x' * 1000}</text:p></table:table-cell></table:table-row></table:table>"
    )
    with pytest.raises(FileUnreadable, match="512 MB of text"):
        read(tmp_path, ods(content), "orders.ods")


def test_elements_within_elements(tmp_path: Path) -> None:
    """An .ods of a million elements each within the last is left at the thousandth."""
    with pytest.raises(FileUnreadable, match="damaged"):
        read(tmp_path, ods("<a>" * 1_000_000), "orders.ods")


def test_many_sheets_of_one_part(tmp_path: Path) -> None:
    """Sheets that share one part are read as often as they are listed: more are listed than any
    merchant has."""
    parts = xlsx_parts(ONE)
    sheet = re.search("<sheet .*?/>", parts["xl/workbook.xml"])
    assert sheet is not None
    sheets = "".join(sheet[0].replace('name="S"', f'name="S{n}"') for n in range(2_000))
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(sheet[0], sheets)
    with pytest.raises(FileUnreadable, match="more than 1,000 sheets"):
        read(tmp_path, zipped(parts))


@pytest.mark.parametrize(
    ("part", "what"),
    [
        ("xl/worksheets/sheet1.xml", " "),
        ("xl/worksheets/sheet1.xml", "<row/>"),
        ("xl/sharedStrings.xml", "<si/>"),
        ("xl/styles.xml", " "),
    ],
)
def test_a_bomb_is_known_by_how_much_it_was_packed(tmp_path: Path, part: str, what: str) -> None:
    """No table is packed a thousandfold: it is refused before it is unpacked."""
    content = what * (70_000_000 // len(what))
    with pytest.raises(FileUnreadable, match=r"unpacks to \d\d MB"):
        read(tmp_path, zipped({**xlsx_parts(ONE), part: f"<x>{content}</x>"}))


def test_a_list_of_styles_that_fills_the_memory(tmp_path: Path) -> None:
    """What is held as a tree is bounded more tightly than the cells are."""
    styles = "<styleSheet>" + '<xf numFmtId="1"/>' * 2_000_000 + "</styleSheet>"
    with pytest.raises(FileUnreadable, match=r"unpacks to 34 MB"):
        read(tmp_path, zipped({**xlsx_parts(ONE), "xl/styles.xml": styles}))


@pytest.mark.parametrize("where", ["shared", "inline"])
def test_a_cell_beyond_all_measure(tmp_path: Path, where: str) -> None:
    """A cell of millions of characters is refused."""
    text = "x" * 40_000_000
    inline = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row>'
    parts = xlsx_parts(inline if where == "inline" else ONE)
    if where == "shared":
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}"><si><t>{text}</t></si></sst>'
    with pytest.raises(FileUnreadable, match="more text than"):
        read(tmp_path, zipped(parts))


@pytest.mark.parametrize(
    "opened",
    ['<c s="0" r="A1"><v>', "<c ", '<row hidden="1"', '<row x="', " hidden", '<c t="s"'],
)
def test_elements_that_never_end(tmp_path: Path, opened: str) -> None:
    """Beginnings without an end, a hundred thousand of them, are looked at once each."""
    part = f'<worksheet xmlns="{MAIN}"><sheetData>{ONE}<row {opened * 100_000}'
    with pytest.raises(FileUnreadable, match="damaged"):
        read(tmp_path, zipped(xlsx_parts(part)))


def test_areas_without_end(tmp_path: Path) -> None:
    """Merged areas over everything, again and again, cost no more than the limit."""
    rows = "".join(f'<row r="{r}"><c r="A{r}"><v>1</v></c></row>' for r in range(1, 20_001))
    areas = '<mergeCell ref="A1:A1048576"/>' * 3_000
    part = sheet_part(rows).replace("</worksheet>", f"<mergeCells>{areas}</mergeCells></worksheet>")
    with pytest.raises(FileUnreadable, match="damaged"):
        read(tmp_path, zipped(xlsx_parts(part)))


def test_a_locked_archive(tmp_path: Path) -> None:
    """Parts of an archive that are behind a password are told as such."""
    data = bytearray(zipped(xlsx_parts(ONE)))
    at = -1
    while (at := data.find(b"PK\x01\x02", at + 1)) >= 0:
        data[at + 8] |= 1
    with pytest.raises(FileUnreadable, match="password"):
        read(tmp_path, bytes(data))


def test_a_way_of_packing_that_nobody_uses(tmp_path: Path) -> None:
    """Parts that are packed by another method than Excel's are refused."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as archive:
        for name, part in xlsx_parts(ONE).items():
            archive.writestr(name, part)
    with pytest.raises(FileUnreadable, match="damaged"):
        read(tmp_path, out.getvalue())


def test_stored_parts(tmp_path: Path) -> None:
    """Parts that are stored as they are, are read."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, part in xlsx_parts(ONE).items():
            archive.writestr(name, part)
    assert cells(read(tmp_path, out.getvalue())) == {1: [1.0]}


def test_macros_and_links_are_ignored(tmp_path: Path) -> None:
    """Macros and links to other workbooks are not even looked at."""
    assert cells(read(tmp_path, zipped({**xlsx_parts(ONE), **MACRO}), "o.xlsm")) == {1: [1.0]}


def test_too_many_parts(tmp_path: Path) -> None:
    """An archive of tens of thousands of parts is refused."""
    parts = {**xlsx_parts(ONE), **{f"xl/media/{n}": "" for n in range(limits.MAX_PARTS)}}
    with pytest.raises(FileUnreadable, match="too large"):
        read(tmp_path, zipped(parts))


def test_a_file_beyond_all_measure(tmp_path: Path) -> None:
    """A file larger than the limit is refused before it is read."""
    path = tmp_path / "orders.csv"
    with path.open("wb") as file:
        file.truncate(limits.MAX_FILE_BYTES + 1)
    with pytest.raises(FileUnreadable, match="512 MB"):
        read_workbook(path)


@pytest.mark.parametrize("size", [(1, 1), (0, 0), (1_048_576, 19), (1220, 16_384)])
def test_sizes_that_are_read(size: tuple[int, int]) -> None:
    """Sheets as long or as wide as Excel allows are read, unless they are both."""
    check_area("S", *size)


def _hyperlink_over_everything() -> bytes:
    kind = bytes.fromhex("d0c9ea79f9bace118c8200aa004ba90b")
    area = struct.pack("<4H", 0, 65_535, 0, 255)
    text = struct.pack("<3I", 2, 8, 2) + "a\0".encode("utf-16-le")
    return xls(xls_stream(in_sheet=biff(0x1B8, area + kind + text)))


def _names_that_double() -> bytes:
    """Each name is the text of the name before it, twice."""
    formulas = [b"\x17\xc8\0" + b"x" * 200]
    formulas += [struct.pack("<BHHBHHB", 0x23, n, 0, 0x23, n, 0, 0x08) for n in range(1, 60)]
    names = (
        struct.pack("<H2B2H", 0, 0, 4, len(formula), 0) + bytes(7) + b"n%03d" % at + formula
        for at, formula in enumerate(formulas)
    )
    return xls(xls_stream(b"".join(biff(0x18, name) for name in names)))


@pytest.mark.parametrize("make", [_hyperlink_over_everything, _names_that_double])
def test_old_excel_with_records_that_grow(tmp_path: Path, make: Callable[[], bytes]) -> None:
    """Links, names and the like of an .xls are not even looked at, however much they stand for."""
    assert cells(read(tmp_path, make(), "orders.xls")) == {1: [5.0]}


def test_old_excel_with_texts_that_lead_back(tmp_path: Path) -> None:
    """A table that claims two billion texts, each ending before it begins, is refused."""
    text = struct.pack("<HBi", 1, 4, -8) + b"x"
    body = struct.pack("<2I", 2**31 - 1, 2**31 - 1) + text + bytes(8)
    with pytest.raises(FileUnreadable, match="damaged"):
        read(tmp_path, xls(xls_stream(biff(0xFC, body))), "orders.xls")


def test_a_directory_that_branches(tmp_path: Path) -> None:
    """A directory in which 60 entries each have two ways on is read entry by entry."""
    entries = [ole_entry("Root Entry", 5, (-1, -1, 1), -2, 0)]
    for at in range(1, 60):
        after = at + 1 if at < 59 else -1
        entries.append(ole_entry(f"e{at}", 2, (after, after, -1), -2, 0))
    with pytest.raises(FileUnreadable, match="another Office file"):
        read(tmp_path, compound_file(entries), "orders.xls")


def test_old_excel_with_tables_without_end(tmp_path: Path) -> None:
    """A list of the table's sectors that comes back to itself is refused."""
    data = bytearray(xls(xls_stream()))
    data[68:76] = struct.pack("<2I", 0, 1)
    data[512 + 508 : 512 + 512] = struct.pack("<I", 0)
    with pytest.raises(FileUnreadable, match="damaged"):
        read(tmp_path, bytes(data), "orders.xls")
