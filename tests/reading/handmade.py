"""Workbooks made part by part, for what no writing library can be made to write."""

import struct
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from importer.reading import Sheet, read_workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip archive of those parts."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def relations(targets: Mapping[str, str], office: str = _OFFICE) -> str:
    """A relationships part: type → target, with ids rId1, rId2 and so on."""
    entries = "".join(
        f'<Relationship Id="rId{at}" Type="{office}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets.items(), 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'


def xlsx_parts(rows: str, *, workbook: str = "", namespace: str = MAIN) -> dict[str, str]:
    """The parts of an .xlsx file with one sheet named S; `rows` is what is in its sheetData."""
    office = _OFFICE if namespace == MAIN else _STRICT_OFFICE
    targets = {
        "worksheet": "worksheets/sheet1.xml",
        "sharedStrings": "sharedStrings.xml",
        "styles": "styles.xml",
    }
    sheet = f'<worksheet xmlns="{namespace}"><sheetData>{rows}</sheetData></worksheet>'
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
        "_rels/.rels": relations({"officeDocument": "xl/workbook.xml"}, office),
        "xl/_rels/workbook.xml.rels": relations(targets, office),
        "xl/workbook.xml": (
            f'<workbook xmlns="{namespace}" xmlns:r="{office}">{workbook}'
            '<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/worksheets/sheet1.xml": rows if "<sheetData" in rows else sheet,
    }


def styles(*codes: str) -> str:
    """A styles part: style 1 has the first of the number formats, style 2 the second."""
    formats = "".join(
        f'<numFmt numFmtId="{170 + at}" formatCode="{code.replace(chr(34), "&quot;")}"/>'
        for at, code in enumerate(codes)
    )
    cells = "".join(f'<xf numFmtId="{170 + at}"/>' for at in range(len(codes)))
    return (
        f'<styleSheet xmlns="{MAIN}"><numFmts>{formats}</numFmts>'
        f'<cellXfs><xf numFmtId="0"/>{cells}</cellXfs></styleSheet>'
    )


def ods(content: str, *, styles: str = "", manifest: str = "") -> bytes:
    """An .ods file: `styles` are automatic styles, `content` the tables."""
    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
        for name, urn in {
            "office": "office", "table": "table", "text": "text", "style": "style",
            "number": "datastyle",
        }.items()
    )  # fmt: skip
    return zipped(
        {
            "mimetype": ODS_TYPE,
            "META-INF/manifest.xml": manifest or "<manifest/>",
            "content.xml": (
                f"<office:document-content{names}>"
                f"<office:automatic-styles>{styles}</office:automatic-styles><office:body>"
                f"<office:spreadsheet>{content}</office:spreadsheet></office:body>"
                "</office:document-content>"
            ),
        }
    )


def record(kind: int, body: bytes = b"") -> bytes:
    """A record of an .xlsb part ([MS-XLSB] 2.1.4)."""
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, size = b"", len(body)
    while size > 127:
        length += bytes([size & 0x7F | 0x80])
        size >>= 7
    return head + length + bytes([size]) + body


def wide(text: str) -> bytes:
    """An XLWideString."""
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb_row(number: int, *, hidden: bool = False) -> bytes:
    """A row's head; `number` counts from 0."""
    return record(0, struct.pack("<IIHBBBI", number, 0, 300, 0, 0x10 * hidden, 0, 0))


def xlsb_cell(kind: int, column: int, value: bytes, style: int = 0) -> bytes:
    """A cell of the row before it."""
    return record(kind, struct.pack("<II", column, style) + value)


def xlsb(
    cells: bytes,
    *,
    areas: bytes = b"",
    number_format: str = "00000",
    fonts: bytes = b"",
    font_of_style: int = 0,
) -> bytes:
    """An .xlsb file with one sheet named S; style 1 has the number format and one of the fonts."""
    dimension = struct.pack("<4I", 0, 9, 0, 9)
    formats = record(44, struct.pack("<H", 170) + wide(number_format))
    table = b"".join(
        record(47, struct.pack("<8H", 0xFFFF, number, font, 0, 0, 0, 0, 0))
        for number, font in ((0, 0), (170, font_of_style))
    )
    one, two = struct.pack("<I", 1), struct.pack("<I", 2)
    sheet = record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide("S"))
    targets = {"worksheet": "worksheets/sheet1.bin", "styles": "styles.bin"}
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
            "_rels/.rels": relations({"officeDocument": "xl/workbook.bin"}),
            "xl/_rels/workbook.bin.rels": relations(targets),
            "xl/workbook.bin": record(131) + record(143) + sheet + record(144) + record(132),
            "xl/styles.bin": b"".join(
                (record(278), record(615, one), formats, record(616), fonts,
                 record(617, two), table, record(618), record(279))
            ),
            "xl/worksheets/sheet1.bin": b"".join(
                (record(129), record(148, dimension), record(145), cells, record(146),
                 areas, record(130))
            ),
        }
    )  # fmt: skip


def biff(kind: int, body: bytes = b"") -> bytes:
    """A record of an .xls stream ([MS-XLS] 2.1.4)."""
    return struct.pack("<HH", kind, len(body)) + body


def xls_stream(before_sheet: bytes = b"", in_sheet: bytes = b"") -> bytes:
    """An .xls stream with one sheet named S, whose cell A1 is 5, and those records more."""
    begin = struct.pack("<2H", 0x600, 0x05) + bytes(12), struct.pack("<2H", 0x600, 0x10) + bytes(12)
    head = biff(0x809, begin[0]) + before_sheet
    start = len(head) + 4 + 9 + 4
    bound_sheet = biff(0x85, struct.pack("<I2B", start, 0, 0) + b"\1\0S")
    five = biff(0x203, struct.pack("<3Hd", 0, 0, 0, 5.0))
    return head + bound_sheet + biff(0x0A) + biff(0x809, begin[1]) + in_sheet + five + biff(0x0A)


def ole_entry(name: str, kind: int, links: tuple[int, int, int], first: int, size: int) -> bytes:
    """An entry of a compound file's directory ([MS-CFB] 2.6.1); links to siblings and child."""
    text = name.encode("utf-16-le") + b"\0\0"
    return (
        text.ljust(64, b"\0")
        + struct.pack("<H2B3i", len(text), kind, 1, *links)
        + bytes(36)
        + struct.pack("<3i", first, size, 0)
    )


def compound_file(directory: list[bytes], stream: bytes = b"") -> bytes:
    """A compound file ([MS-CFB]) of one stream, whose first sector is 0, and that directory."""
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0") if stream else b""
    entries = b"".join(directory).ljust(-(-len(directory) // 4) * 512, b"\0")
    chains = [len(part) // 512 for part in (stream, entries) if part]
    fat, first = [], 0
    for length in chains:
        fat += [*range(first + 1, first + length), -2]
        first += length
    fat += [-3] + [-1] * (127 - len(fat))
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(10)
    )
    header += struct.pack("<8i", 1, len(stream) // 512, 0, 4096, -2, 0, -2, 0)
    header += struct.pack("<109i", first, *[-1] * 108)
    return header + stream + entries + struct.pack("<128i", *fat)


def xls(stream: bytes) -> bytes:
    """An .xls file with that stream."""
    root = ole_entry("Root Entry", 5, (-1, -1, 1), -2, 0)
    workbook = ole_entry("Workbook", 2, (-1, -1, -1), 0, max(4096, len(stream)))
    return compound_file([root, workbook], stream)


def read(folder: Path, data: bytes, name: str = "orders.xlsx") -> Sheet:
    """The first sheet of a file with those bytes."""
    path = folder / name
    path.write_bytes(data)
    return read_workbook(path).sheets[0]


def cells(sheet: Sheet) -> dict[int, list[object]]:
    """Row number → its cells."""
    return {number: list(sheet.frame.loc[number]) for number in sheet.frame.index}
