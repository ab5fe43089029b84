"""Workbooks whose parts stand under other names than most programs give them."""

import struct
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from importer.reading import FormattedNumber, number_formats, read_workbook
from tests.reading.handmade import (
    cells,
    read,
    relations,
    styles,
    xlsb,
    xlsb_cell,
    xlsb_row,
    xlsx_parts,
    zipped,
)

_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/x" ContentType="application/vnd.openxmlformats-officedocument.'
    'spreadsheetml.sheet.main+xml"/></Types>'
)
_ROWS = '<row r="1"><c r="A1" s="1"><v>7</v></c><c r="B1" t="s"><v>0</v></c></row>'
_TEXTS = '<sst xmlns="{}" count="1"><si><t>Noura</t></si></sst>'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def _parts(book: str, sheet: str, style: str, texts: str, target: str) -> bytes:
    usual = xlsx_parts(_ROWS)
    folder, _, name = book.rpartition("/")
    to = {"worksheet": sheet, "styles": style, "sharedStrings": texts}
    place = f"{folder}/" if folder else ""
    return zipped(
        {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": relations({"officeDocument": target}),
            f"{place}_rels/{name}.rels": relations(to),
            book: usual["xl/workbook.xml"],
            "xl/worksheets/sheet1.xml": usual["xl/worksheets/sheet1.xml"],
            "xl/my styles.xml": styles("00000"),
            "xl/sub/texts.xml": _TEXTS.format(_MAIN),
        }
    )


@pytest.mark.parametrize(
    ("book", "target", "sheet", "style", "texts"),
    [
        ("xl/workbook22.xml", "/xl/workbook22.xml", "worksheets/sheet1.xml", "my styles.xml",
         "sub/texts.xml"),
        ("xl/workbook.xml", "./xl/workbook.xml", "./worksheets/sheet1.xml", "my%20styles.xml",
         "../xl/sub/texts.xml"),
        ("book/main.xml", "book/main.xml", "../xl/worksheets/sheet1.xml", "/xl/my%20styles.xml",
         "/xl/sub/./texts.xml"),
        ("main.xml", "main.xml", "xl/worksheets/sheet1.xml", "xl/my styles.xml",
         "xl\\sub\\texts.xml"),
    ],
)  # fmt: skip
def test_parts_are_found_by_their_relations(
    tmp_path: Path, book: str, target: str, sheet: str, style: str, texts: str
) -> None:
    """Workbook, sheet, styles and texts are found wherever the relations say, in any notation."""
    data = _parts(book, sheet, style, texts, target)
    (row,) = cells(read(tmp_path, data)).values()
    assert row == [7, "Noura"]
    assert isinstance(row[0], FormattedNumber)
    assert row[0].display_text == "00007"
    assert number_formats(tmp_path / "orders.xlsx", "S", [1]) == {1: {0: "00000"}}


def test_a_part_that_only_has_the_usual_name_does_not_count(tmp_path: Path) -> None:
    """A styles.xml that the relations do not name says nothing; the one they name does."""
    parts = xlsx_parts(_ROWS.replace('t="s"', 't="n"'))
    parts["xl/styles.xml"] = styles("000000000")
    parts["xl/other.xml"] = styles("00000")
    names = {"worksheet": "worksheets/sheet1.xml", "styles": "other.xml"}
    parts["xl/_rels/workbook.xml.rels"] = relations(names)
    (row,) = cells(read(tmp_path, zipped(parts))).values()
    assert isinstance(row[0], FormattedNumber)
    assert row[0].display_text == "00007"


def test_a_binary_workbook_is_found_by_its_relations_too(tmp_path: Path) -> None:
    """The sheet of an .xlsb stands where the relations say."""
    number = xlsb_row(0) + xlsb_cell(5, 0, struct.pack("<d", 7), style=1)
    with zipfile.ZipFile(BytesIO(xlsb(number))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    moved = {
        name.replace("xl/styles.bin", "xl/s 1.bin").replace("workbook", "book"): part
        for name, part in parts.items()
    }
    names = {"worksheet": "./worksheets/sheet1.bin", "styles": "s%201.bin"}
    types = _TYPES.replace(
        "openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        "ms-excel.sheet.binary.macroEnabled.main",
    )
    moved["xl/_rels/book.bin.rels"] = relations(names).encode()
    moved["_rels/.rels"] = relations({"officeDocument": "/xl/book.bin"}).encode()
    moved["[Content_Types].xml"] = types.encode()
    path = tmp_path / "orders.xlsb"
    path.write_bytes(zipped(moved))
    (row,) = cells(read_workbook(path).sheets[0]).values()
    assert isinstance(row[0], FormattedNumber)
    assert row[0].display_text == "00007"
