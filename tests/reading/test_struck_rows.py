"""Rows that are struck out, in each format that can say so."""

import struct
from pathlib import Path

import xlsxwriter

from importer.mapping import MapOptions, map_columns
from importer.reading import Sheet, read_workbook
from tests.mapping.mapping_books import HEADER, order
from tests.reading.handmade import biff, ods, read, record, xls, xls_stream, xlsb, xlsb_cell
from tests.reading.handmade import xlsb_row as row_of

STRUCK_STYLE = (
    '<style:style style:name="gone" style:family="table-cell">'
    '<style:text-properties style:text-line-through-style="solid"/></style:style>'
)


def workbook(path: Path, struck: dict[int, int]) -> Path:
    """Three orders; of some rows (0-based) so many cells are struck out."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        gone = book.add_format({"font_strikeout": True})
        bold = book.add_format({"bold": True})
        for number, cells in enumerate([HEADER, order(1), order(2), order(3)]):
            for column, cell in enumerate(cells):
                style = gone if column < struck.get(number, 0) else (bold if number == 3 else None)
                sheet.write(number, column, cell, style)
    return path


def test_struck_out_rows_of_a_workbook_are_told(tmp_path: Path) -> None:
    """A row with most of its cells struck out is still an order, and is warned about."""
    book = read_workbook(workbook(tmp_path / "orders.xlsx", {2: len(HEADER), 3: 1}))
    assert book.sheets[0].struck_rows == {3}
    mapped = map_columns(book, MapOptions())
    told = [dict(each.facts)["rows"] for each in mapped.problems if each.code == "struck_rows"]
    assert told == ["3"]
    assert mapped.frame.index.tolist() == [2, 3, 4]


def test_a_sheet_without_struck_out_rows_is_quiet(tmp_path: Path) -> None:
    """One struck cell, or none, is not a struck row."""
    book = read_workbook(workbook(tmp_path / "orders.xlsx", {1: 1}))
    assert book.sheets[0].struck_rows == frozenset()


def test_struck_out_rows_of_an_open_document(tmp_path: Path) -> None:
    """The style of the cell, or of its row, says so."""
    cell = '<table:table-cell {}office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    rows = (
        f"<table:table-row>{cell.format('', 'a')}{cell.format('', 'b')}</table:table-row>",
        "<table:table-row>"
        + cell.format('table:style-name="gone" ', "c") * 2
        + "</table:table-row>",
        '<table:table-row table:default-cell-style-name="gone">'
        + cell.format("", "d") * 2
        + "</table:table-row>",
    )
    data = ods(f'<table:table table:name="T">{"".join(rows)}</table:table>', styles=STRUCK_STYLE)
    assert read(tmp_path, data, "orders.ods").struck_rows == {2, 3}


def test_struck_out_rows_of_an_old_workbook(tmp_path: Path) -> None:
    """The font of the cell's style says so; the fifth font is counted as the sixth."""
    fonts = b"".join(
        biff(0x31, struct.pack("<2H", 200, 8 if number == 4 else 0) + bytes(12))
        for number in range(5)
    )
    styles = b"".join(biff(0xE0, struct.pack("<2H", font, 0) + bytes(16)) for font in (0, 5))
    numbers = b"".join(
        biff(0x203, struct.pack("<3Hd", row, column, style, 7.0))
        for row, style in ((1, 0), (2, 1))
        for column in (0, 1)
    )
    data = xls(xls_stream(fonts + styles, numbers))
    assert read(tmp_path, data, "orders.xls").struck_rows == {3}


def test_struck_out_rows_of_a_binary_workbook(tmp_path: Path) -> None:
    """The font of the cell's style says so."""

    def numbers(style: int) -> bytes:
        return b"".join(xlsb_cell(5, column, struct.pack("<d", 7), style) for column in (0, 1))

    made: Sheet = read(tmp_path, struck_xlsb(row_of(0) + numbers(0) + row_of(1) + numbers(1)))
    assert made.struck_rows == {2}


def struck_xlsb(cells: bytes) -> bytes:
    """An .xlsb whose style 1 has a font that is struck out."""
    fonts = b"".join(record(43, struct.pack("<2H", 200, on) + bytes(20)) for on in (0, 8))
    return xlsb(cells, fonts=fonts, font_of_style=1)
