"""What an .xlsx workbook says of its sheets, outside of the cells' values (ECMA-376 part 1)."""

import re
from collections.abc import Collection, Iterator, Mapping
from functools import partial
from typing import NamedTuple
from xml.etree import ElementTree

from importer.i18n import _
from importer.reading import errors, limits, xlsx_rows, xlsx_scan, xlsx_styles
from importer.reading.cells import SheetMetadata
from importer.reading.number_format import BUILT_IN, padding
from importer.reading.package import Package, resolve
from importer.reading.xlsx_cells import Facts

_WORKBOOK = "xl/workbook.xml"
_STRINGS = "xl/sharedStrings.xml"
# Formatted rows without a value, after the last one with one, that the engine need not read.
_WORTH_CUTTING = 2**22
_EMPTY_SHEET = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b"<sheetData/></worksheet>"
)
_SHARED = re.compile(rb't="s"[^>]*>\s*<(?:\w+:)?v>(\d{1,9})<')
_UNUSUAL_TEXT = 2**17
Formats = Mapping[int, Mapping[int, str]]


class Looked(NamedTuple):
    """The looks by sheet name, and the bytes that the engine should read."""

    looks: dict[str, SheetMetadata]
    data: bytes


def look(data: bytes) -> Looked:
    """Look at every sheet. Raises FileUnreadable beyond the limits or for broken XML."""
    package = Package(data)
    facts = _facts(package)
    looks, shortened = {}, {}
    for name, part in _sheets(package).items():
        found = xlsx_scan.survey(partial(_chunks, package, part), facts)
        looks[name] = _look_closer(package, name, part, found, facts)
        if found.size - found.end > _WORTH_CUTTING + len(found.tail):
            shortened[part] = found
    _bound_texts(package, _sheets(package).values())
    return Looked(looks, _shorten(package, shortened) if shortened else data)


def _chunks(package: Package, part: str) -> Iterator[bytes]:
    return xlsx_rows.by_rows(package.pieces(part))


def _look_closer(
    package: Package, name: str, part: str, found: xlsx_scan.Survey, facts: Facts
) -> SheetMetadata:
    rows, columns = found.probes.rows, found.probes.columns
    if found.strange or rows * columns > limits.MAX_CELLS:
        rows, columns = xlsx_rows.extent(_chunks(package, part))
    limits.check_area(name, rows, columns)
    closer = found.marked or found.hides or found.strange
    seen = (
        xlsx_scan.closer(partial(_chunks, package, part), found, facts)
        if closer
        else SheetMetadata()
    )
    seen.merged = xlsx_rows.merged(found.tail)
    return seen


def _shorten(package: Package, surveys: dict[str, xlsx_scan.Survey]) -> bytes:
    """The workbook without the formatted rows after the last value: millions cost seconds."""
    return package.replaced(
        {package.named(part): _head(package, part, found) for part, found in surveys.items()}
    )


def _head(package: Package, part: str, found: xlsx_scan.Survey) -> Iterator[bytes]:
    if not found.end:
        yield _EMPTY_SHEET
        return
    left = found.end
    for piece in package.pieces(part):
        yield piece[:left]
        left -= len(piece)
        if left <= 0:
            break
    prefix = found.probes.prefix
    yield b"</" + prefix + b"sheetData></" + prefix + b"worksheet>"


def _xml(package: Package, part: str) -> ElementTree.Element:
    raw = package.xml(part)
    try:
        return ElementTree.fromstring(raw) if raw else ElementTree.Element("none")
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise errors.damaged() from error


def _local(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _all(root: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [element for element in root.iter() if _local(element) == name]


def _sheets(package: Package) -> dict[str, str]:
    """Sheet name → part."""
    targets = relations(package, "xl/_rels/workbook.xml.rels")
    parts = {}
    for sheet in _all(_xml(package, _WORKBOOK), "sheet"):
        key = next((v for k, v in sheet.attrib.items() if k.endswith("}id")), None)
        if key in targets:
            parts[sheet.get("name", "")] = targets[key]
    return parts


def relations(package: Package, part: str) -> dict[str, str]:
    """What the workbook's relations name: their ids → the parts that are there."""
    found = {
        rel.get("Id", ""): resolve("xl", rel.get("Target", ""))
        for rel in _all(_xml(package, part), "Relationship")
    }
    return {key: target for key, target in found.items() if package.has(target)}


def _facts(package: Package) -> Facts:
    calculation = _all(_xml(package, _WORKBOOK), "calcPr")
    recalculated = any(pr.get("fullCalcOnLoad") in ("1", "true") for pr in calculation)
    codes = _style_codes(package)
    return Facts({style: code for style, code in codes.items() if padding(code)}, recalculated)


def _style_codes(package: Package) -> dict[int, str]:
    """Style number → format code, General left out."""
    styles = _xml(package, "xl/styles.xml")
    codes = dict(BUILT_IN)
    for form in _all(styles, "numFmt"):
        codes[_number(form.get("numFmtId"))] = form.get("formatCode", "")
    table = next(iter(_all(styles, "cellXfs")), None)
    numbers = [_number(xf.get("numFmtId")) for xf in (table if table is not None else ())]
    return {style: codes[number] for style, number in enumerate(numbers) if codes.get(number)}


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else 0


def _bound_texts(package: Package, parts: Collection[str]) -> None:
    """A text that many cells share is stored once, but read once a cell."""
    if package.size(_STRINGS) < _UNUSUAL_TEXT:
        return
    sizes = list(map(len, package.xml(_STRINGS).split(b"si>")[1::2]))
    longest = max(sizes, default=0)
    if longest > 8 * limits.MAX_CELL_CHARACTERS:
        raise errors.cell_too_long("sharedStrings.xml")
    total = 0
    for part in parts:
        if longest * package.size(part) // 20 > limits.MAX_TEXT_BYTES:
            for chunk in _chunks(package, part):
                numbers = map(int, _SHARED.findall(chunk))
                total += sum(sizes[number] for number in numbers if number < len(sizes))
    if total > limits.MAX_TEXT_BYTES:
        size = total // 2**20
        raise errors.too_large(_("{size:,} MB of text", size=size))


def number_formats(data: bytes, sheet: str, rows: Collection[int]) -> Formats:
    """Row → column → format code of the cells of `rows`, General left out."""
    package = Package(data)
    part = _sheets(package).get(sheet)
    wanted, codes = frozenset(rows), _style_codes(package)
    if part is None or not wanted:
        return {}
    shared: dict[xlsx_styles.RowStyles, Mapping[int, str]] = {}
    formats: dict[int, Mapping[int, str]] = {}
    for row, styles in xlsx_styles.styles(_chunks(package, part), wanted):
        if styles not in shared:
            shared[styles] = {column: codes[style] for column, style in styles if style in codes}
        formats[row] = shared[styles]
    return formats
