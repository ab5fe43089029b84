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


def xlsb(cells: bytes, *, areas: bytes = b"", number_format: str = "00000") -> bytes:
    """An .xlsb file with one sheet named S; style 1 has the number format."""
    dimension = struct.pack("<4I", 0, 9, 0, 9)
    formats = record(44, struct.pack("<H", 170) + wide(number_format))
    table = b"".join(
        record(47, struct.pack("<8H", 0xFFFF, number, 0, 0, 0, 0, 0, 0)) for number in (0, 170)
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
                (record(278), record(615, one), formats, record(616),
                 record(617, two), table, record(618), record(279))
            ),
            "xl/worksheets/sheet1.bin": b"".join(
                (record(129), record(148, dimension), record(145), cells, record(146),
                 areas, record(130))
            ),
        }
    )  # fmt: skip


def read(folder: Path, data: bytes, name: str = "orders.xlsx") -> Sheet:
    """The first sheet of a file with those bytes."""
    path = folder / name
    path.write_bytes(data)
    return read_workbook(path).sheets[0]


def cells(sheet: Sheet) -> dict[int, list[object]]:
    """Row number → its cells."""
    return {number: list(sheet.frame.loc[number]) for number in sheet.frame.index}
