"""Number formats, row by row, however the file's program writes its XML."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from importer.reading import number_formats


def workbook(path: Path) -> Path:
    """Two rows alike, one otherwise, one without formats."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Orders"
    for row, values in enumerate((("a", 1, 2.5), ("b", 2, 3.5), (None, 7, None), ("x",)), 1):
        sheet.append(values)
        if row < 3:
            sheet.cell(row, 2).number_format = "00000"
            sheet.cell(row, 3).number_format = "0.00"
    sheet["A3"].number_format = "@"
    book.save(path)
    return path


def rewritten(path: Path, change: Callable[[bytes], bytes]) -> Path:
    """The same workbook, its sheet's XML written as another program would."""
    target = path.with_name("other.xlsx")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w") as out:
        for name in source.namelist():
            data = source.read(name)
            out.writestr(name, change(data) if name.endswith("sheet1.xml") else data)
    return target


def swapped(xml: bytes) -> bytes:
    """Attributes the other way round."""
    return xml.replace(b'r="B1" s="1"', b's="1" r="B1"')


def unnumbered(xml: bytes) -> bytes:
    """Cells that do not say where they stand."""
    return xml.replace(b' r="A1"', b"").replace(b' r="B1"', b"").replace(b' r="C1"', b"")


@pytest.mark.parametrize("change", [bytes, swapped, unnumbered])
def test_formats_are_those_of_the_file(tmp_path: Path, change: Callable[[bytes], bytes]) -> None:
    """Empty cells with a format are told, too; rows that are alike share one answer."""
    path = rewritten(workbook(tmp_path / "a.xlsx"), change)
    found = number_formats(path, "Orders", [1, 2, 3, 4])
    assert found[1] == found[2] == {1: "00000", 2: "0.00"}
    assert found[3] == {0: "@"}
    assert not found.get(4)


def test_only_the_rows_asked_for_are_told(tmp_path: Path) -> None:
    """A report of few rows does not pay for many."""
    assert set(number_formats(workbook(tmp_path / "a.xlsx"), "Orders", [2])) == {2}
