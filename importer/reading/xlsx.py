"""What an .xlsx workbook says of its sheets, beside the cells' values (ECMA-376 part 1)."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape

from importer.i18n import _
from importer.reading import errors, limits, xlsx_cells, xlsx_fast
from importer.reading.cells import ErrorCell, SheetMetadata
from importer.reading.number_format import BUILT_IN, tells
from importer.reading.package import Package, elements
from importer.reading.xlsx_cells import RowStyles, SheetScan, WorkbookRules

_WORKBOOK = "xl/workbook.xml"
_SHARED_STRINGS = "xl/sharedStrings.xml"
# Bytes after the last value, such as a million formatted rows, that cost the engine seconds.
_WORTH_CUTTING = 2**22
_SHARED_STRING = re.compile(rb'\bt\s{0,9}=\s{0,9}["\']s["\'][^<>]{0,99}>\s*<(?:\w+:)?v>(\d{1,9})<')
_SHORTEST_CELL = 20  # bytes of one that refers to a shared text
_ENGINE_ERRORS = frozenset(
    (b"#DIV/0!", b"#N/A", b"#NAME?", b"#NULL!", b"#NUM!", b"#REF!", b"#VALUE!")
)
Formats = Mapping[int, Mapping[int, str]]


def read_metadata(data: bytes) -> tuple[dict[str, SheetMetadata], bytes]:
    """The metadata of each sheet by its name, and the bytes that the engine should read.

    Raises FileUnreadable beyond the limits or for broken XML.
    """
    package = Package(data)
    rules = _workbook_rules(package)
    sheets = sheet_parts(package)
    package.check_sheets(list(sheets.values()))
    _check_text_size(package, sheets.values())
    metadata, shortened = {}, {}
    for name, part in sheets.items():
        scan = _scan_sheet(package, part, rules)
        limits.check_area(name, scan.rows, scan.columns)
        metadata[name] = scan.metadata
        end = scan.values_end
        if end is not None and package.size(part) - end > _WORTH_CUTTING:
            shortened[part] = xlsx_fast.up_to_last_value(package.pieces(part), end)
        if unknown := _unknown_errors(scan.metadata):
            pieces = shortened.get(part) or package.pieces(part)
            shortened[part] = _with_known_errors(pieces, unknown)
    return metadata, package.with_parts(shortened) if shortened else data


def number_formats(data: bytes, sheet: str, rows: Collection[int]) -> Formats:
    """Row → column → format code of the cells of `rows`, General left out."""
    package = Package(data)
    part = sheet_parts(package).get(sheet)
    wanted, codes = frozenset(rows), _style_codes(package)
    if part is None or not wanted:
        return {}
    try:
        styles_by_row = xlsx_fast.row_styles(package.pieces(part), wanted)
    except xlsx_fast.UnusualError:
        styles_by_row = xlsx_cells.row_styles(package.pieces(part), wanted)
    shared: dict[RowStyles, Mapping[int, str]] = {}
    formats: dict[int, Mapping[int, str]] = {}
    for row, styles in styles_by_row.items():
        if styles not in shared:
            shared[styles] = {column: codes[style] for column, style in styles if style in codes}
        formats[row] = shared[styles]
    return formats


def _unknown_errors(metadata: SheetMetadata) -> set[bytes]:
    errors_shown = (cell.text for cell in metadata.corrections.values() if type(cell) is ErrorCell)
    return {text.encode() for text in errors_shown} - _ENGINE_ERRORS


def _with_known_errors(pieces: Iterable[bytes], unknown: Collection[bytes]) -> Iterator[bytes]:
    """The sheet with an error in place of those that the engine has never heard of; what the sheet
    shows is known already."""
    names = b"|".join(map(re.escape, map(_escaped, unknown)))
    pattern = re.compile(rb">\s*(?:%b)\s*(?=</)" % names)
    for rows in xlsx_fast.whole_rows(pieces):
        yield pattern.sub(b">#VALUE!", rows)


def _escaped(text: bytes) -> bytes:
    return escape(text.decode()).encode()


def _scan_sheet(package: Package, part: str, rules: WorkbookRules) -> SheetScan:
    try:
        return xlsx_fast.scan_sheet(package.pieces(part), rules)
    except xlsx_fast.UnusualError:
        return xlsx_cells.scan_sheet(package.pieces(part), rules)


def sheet_parts(package: Package) -> dict[str, str]:
    """Sheet name → part."""
    relations = package.workbook_relations("xl/_rels/workbook.xml.rels")
    parts = {}
    for sheet in elements(package.parse_xml(_WORKBOOK), "sheet"):
        relation = next((v for k, v in sheet.attrib.items() if k.endswith("}id")), None)
        if relation in relations:
            parts[sheet.get("name", "")] = relations[relation]
    return parts


def _workbook_rules(package: Package) -> WorkbookRules:
    calculation = elements(package.parse_xml(_WORKBOOK), "calcPr")
    codes = _style_codes(package)
    return WorkbookRules(
        padded_styles={style: code for style, code in codes.items() if tells(code)},
        struck_styles=_struck_styles(package),
        recalculates=any(each.get("fullCalcOnLoad") in ("1", "true") for each in calculation),
    )


def _style_codes(package: Package) -> dict[int, str]:
    """Style number → format code, General left out."""
    styles = package.parse_xml("xl/styles.xml")
    codes = dict(BUILT_IN)
    for number_format in elements(styles, "numFmt"):
        codes[_format_number(number_format)] = number_format.get("formatCode", "")
    table = next(elements(styles, "cellXfs"), ())
    numbers = map(_format_number, table)
    return {style: codes[number] for style, number in enumerate(numbers) if codes.get(number)}


def _struck_styles(package: Package) -> frozenset[int]:
    """The numbers of the styles whose font is struck out."""
    styles = package.parse_xml("xl/styles.xml")
    struck = {
        str(number)
        for number, font in enumerate(next(elements(styles, "fonts"), ()))
        if any(each.get("val", "1") not in ("0", "false") for each in elements(font, "strike"))
    }
    table = next(elements(styles, "cellXfs"), ())
    return frozenset(style for style, each in enumerate(table) if each.get("fontId") in struck)


def _format_number(element: Element) -> int:
    number = element.get("numFmtId", "")
    return int(number) if number.isascii() and number.isdigit() else 0


def _check_text_size(package: Package, sheets: Collection[str]) -> None:
    """A text that many cells share is stored once, but read once a cell."""
    size = package.size(_SHARED_STRINGS)
    if size > limits.USUAL_PART_BYTES:
        texts = sum(piece.count(b"si>") for piece in package.pieces(_SHARED_STRINGS)) // 2
        if texts > limits.MAX_SHARED_TEXTS:
            raise errors.too_large(_("{count:,} texts", count=texts))
        limits.check_text(size)
    cells = sum(map(package.size, sheets)) // _SHORTEST_CELL
    longest_possible = 8 * limits.MAX_CELL_CHARACTERS
    if size <= longest_possible and size * cells <= limits.MAX_TEXT_BYTES:
        return
    sizes = list(map(len, package.read_xml(_SHARED_STRINGS).split(b"si>")[1::2]))
    longest = max(sizes, default=0)
    if longest > longest_possible:
        raise errors.cell_too_long("sharedStrings.xml")
    total = 0
    for part in sheets if longest * cells > limits.MAX_TEXT_BYTES else ():
        for chunk in xlsx_fast.whole_rows(package.pieces(part)):
            numbers = map(int, _SHARED_STRING.findall(chunk))
            total += sum(sizes[number] for number in numbers if number < len(sizes))
            limits.check_text(total)
