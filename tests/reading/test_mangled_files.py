"""Files whose bytes were damaged: they are read or refused, and nothing else happens."""

import random
import struct
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter

from importer.errors import FileUnreadable, UsageError
from importer.reading import read_workbook
from importer.reading.ole import read_stream
from tests.reading.handmade import ods, read, wide, xlsb, xlsb_cell, xlsb_row, zipped

OLD = Path(__file__).parent / "files" / "old-excel.xls"
PIECES = (
    b"<row", b"</row>", b'<c r="A1"', b"</c>", b"<v>", b'r="XFD1048576"', b'r="TCell4"', b't="e"',
    b't="s"', b"<f>", b"&x;", b"<!--", b"<![CDATA[", b'hidden="1"', b"\xff\xfe", b"\0", b'"', b"'",
    b"99999999999999999999", b"-1", b"1e999", b'<mergeCell ref="A1:XFD1048576"/>', b"</sheetData>",
    b'number-rows-repeated="1048576"', b"NaN", b"sep=", b"\r", b"\n", b",", b"PK\x03\x04",
)  # fmt: skip


def _excel() -> bytes:
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet, hidden = book.add_worksheet("Orders"), book.add_worksheet("Hidden")
        ids = book.add_format({"num_format": "00000"})
        sheet.write_row(0, 0, ["orderId", "name", "amount", "paid"])
        for row in range(1, 6):
            sheet.write_number(row, 0, row, ids)
            sheet.write_string(row, 1, "محمد & علي")
            sheet.write_formula(row, 2, "=1/0", None, "#DIV/0!" if row % 2 else 5)
            sheet.write_boolean(row, 3, True)
        sheet.merge_range("E1:F3", "merged")
        sheet.set_row(3, None, None, {"hidden": True})
        hidden.write_string(7, 7, "x")
        hidden.hide()
    return out.getvalue()


def _seeds() -> tuple[bytes, ...]:
    row = '<table:table-row><table:table-cell office:value-type="float" office:value="5"/>'
    table = f'<table:table table:name="T">{row}</table:table-row></table:table>'
    return (
        _excel(),
        OLD.read_bytes(),
        xlsb(xlsb_row(0) + xlsb_cell(6, 0, wide("id")) + xlsb_cell(3, 1, b"\x2a")),
        ods(table),
        'id,name,"a ""q"" b"\n1,محمد,"x\ny"\n2,z;w,|\n'.encode(),
        "رقم;الاسم\r\n1;محمد العتيبي\r\n".encode("cp1256"),
        "رقم\tالاسم\r\n1\tمحمد\r\n".encode("utf-16"),
    )


def _mangle(data: bytes, chance: random.Random) -> bytes:
    mangled = bytearray(data)
    for _ in range(chance.choice([1, 1, 2, 8, 30])):
        at = chance.randrange(len(mangled) or 1)
        size = chance.choice([1, 2, 4, 16, 100])
        number = struct.pack("<I", chance.choice([0, 1, 0xFFFFFFFF, 0x7FFFFFFF, 65536]))
        changes: tuple[Callable[[], bytes], ...] = (
            lambda: chance.randbytes(1),
            lambda: chance.choice(PIECES),
            lambda size=size: chance.randbytes(size),
            lambda at=at: bytes(mangled[at // 2 : at // 2 + 40]),
            lambda number=number: number,
        )
        mangled[at : at + chance.choice([0, 1, size])] = chance.choice(changes)()
        if chance.random() < 0.03:
            del mangled[at:]
    return bytes(mangled)


def _mangle_inside(data: bytes, chance: random.Random) -> bytes:
    """One part of the archive mangled, and the archive itself sound."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice([name for name in parts if parts[name]])
    return zipped({**parts, name: _mangle(parts[name], chance)})


@pytest.mark.parametrize("seed", range(4))
def test_mangled_bytes(tmp_path: Path, seed: int) -> None:
    """However a file is damaged, it is read, refused, or its encoding is asked for."""
    chance = random.Random(seed)
    path = tmp_path / "orders.bin"
    seeds = _seeds()
    for _ in range(150):
        data = chance.choice(seeds)
        inside = data.startswith(b"PK") and chance.random() < 0.8
        path.write_bytes((_mangle_inside if inside else _mangle)(data, chance))
        try:
            book = read_workbook(path)
        except (FileUnreadable, UsageError) as error:
            assert error.message.format("ar")
            continue
        for sheet in book.sheets:
            assert list(sheet.frame.columns) == list(range(sheet.frame.shape[1]))
            assert sheet.frame.index.is_monotonic_increasing


@pytest.mark.parametrize("cut", range(1, 20))
def test_cut_off(tmp_path: Path, cut: int) -> None:
    """A workbook that was cut off anywhere is refused."""
    for data in (_excel(), OLD.read_bytes()[:6000]):
        with pytest.raises(FileUnreadable):
            read(tmp_path, data[: len(data) * cut // 20])


def _patched(kind: int, at: int, value: bytes) -> bytes:
    """The old workbook with other bytes in its first record of that kind."""
    data = bytearray(OLD.read_bytes())
    records = read_stream(bytes(data), ("workbook",))
    place = 0
    while struct.unpack_from("<H", records, place)[0] != kind:
        place += 4 + struct.unpack_from("<H", records, place + 2)[0]
    start = bytes(data).find(records[place : place + 12]) + 4 + at
    data[start : start + len(value)] = value
    return bytes(data)


@pytest.mark.parametrize(
    ("kind", "at", "value"),
    [
        (0xFC, 4, b"\xff\xff\xff\x7f"),  # as many shared texts as can be told
        (0x200, 4, b"\xff\xff\xff\x7f"),  # the last row of the sheet's dimensions
        (0x200, 0, b"\x00\x00\x00\x5b"),  # the first row after the last
        (0x200, 10, b"\xff\xff"),  # the last column
        (0xFD, 2, b"\xff\xff"),  # a text cell in a column that no .xls has
    ],
)
def test_numbers_that_ask_for_all_memory(tmp_path: Path, kind: int, at: int, value: bytes) -> None:
    """Found by mangling: the engine believes these numbers, and the process would end at once."""
    with pytest.raises(FileUnreadable, match="damaged"):
        read(tmp_path, _patched(kind, at, value))


@pytest.mark.parametrize("encoding", ["UTF-9", "F-8", "utf-7", "big5"])
def test_an_encoding_that_xml_cannot_have(tmp_path: Path, encoding: str) -> None:
    """Found by mangling: an XML part in an encoding that no parser knows is damaged."""
    with zipfile.ZipFile(BytesIO(ods(""))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["content.xml"] = f'<?xml version="1.0" encoding="{encoding}"?><x/>'.encode()
    with pytest.raises(FileUnreadable):
        read(tmp_path, zipped(parts))
