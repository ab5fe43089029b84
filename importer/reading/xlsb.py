"""What the records of an .xlsb workbook tell beside the values ([MS-XLSB])."""

import struct
from collections.abc import Collection, Iterator

from importer.i18n import _
from importer.reading import errors, limits
from importer.reading.cells import CellRange, ErrorCell, FormattedNumber, SheetMetadata
from importer.reading.number_format import BUILT_IN, formatted_number, padded_styles
from importer.reading.package import Package
from importer.reading.xls import ERRORS, short_number

_ROW, _RK, _ERROR, _REAL, _NUMBER_OF_FORMULA, _ERROR_OF_FORMULA = 0, 2, 3, 5, 9, 11
_FIRST_VALUE, _LAST_VALUE = 2, 11
_MERGED, _SHEET, _FORMAT, _STYLE, _STYLES, _STYLES_END = 176, 156, 44, 47, 617, 618
_SHARED_TEXTS, _SHARED_TEXT, _CELL_OF_SHARED_TEXT = "xl/sharedStrings.bin", 19, 7
_SHORTEST_CELL = 14  # bytes of one that refers to a shared text
_FONT, _STRUCK = 43, 0x08
_HIDDEN_ROW = 0x10
_SHORTEST = 9
_KNOWN = frozenset({_ROW, *range(_FIRST_VALUE, _LAST_VALUE + 1), _MERGED})


def read_metadata(data: bytes) -> dict[str, SheetMetadata]:
    """The metadata of each sheet by its name.

    Raises FileUnreadable for broken records and beyond the limits.
    """
    package = Package(data)
    try:
        styles, struck = _styles(package)
        parts = package.workbook_relations("xl/_rels/workbook.bin.rels")
        sheets = {name: parts[relation] for relation, name in _sheets(package) if relation in parts}
        package.check_sheets(list(sheets.values()))
        _check_text_size(package, sheets.values())
        return {
            name: _read_sheet(name, package.read(part), styles, struck)
            for name, part in sheets.items()
        }
    except (struct.error, IndexError) as error:
        raise errors.damaged() from error


def _records(part: bytes) -> Iterator[tuple[int, int, int]]:
    """(number, start, end) of each record (2.1.4: seven bits a byte, low ones first)."""
    at = 0
    for _count in range(limits.MAX_CELLS):
        if at >= len(part):
            return
        kind = part[at]
        at += 1
        if kind & 0x80:
            kind = (kind & 0x7F) | (part[at] & 0x7F) << 7
            at += 1
        length = 0
        for shift in (0, 7, 14, 21):
            byte = part[at]
            at += 1
            length |= (byte & 0x7F) << shift
            if byte < 0x80:
                break
        yield kind, at, at + length
        at += length
    raise errors.too_large(_("more than {count:,} records", count=limits.MAX_CELLS))


def _text(part: bytes, at: int) -> tuple[str, int]:
    """An XLWideString and where it ends; an absent one (all bits set) is empty."""
    (length,) = struct.unpack_from("<I", part, at)
    if length == 0xFFFFFFFF:
        return "", at + 4
    end = at + 4 + 2 * length
    return part[at + 4 : end].decode("utf-16-le", "replace"), end


def _sheets(package: Package) -> Iterator[tuple[str, str]]:
    """(relation, sheet name) in the workbook's order."""
    part = package.read("xl/workbook.bin")
    for kind, start, _end in _records(part):
        if kind == _SHEET:
            relation, end = _text(part, start + 8)
            yield relation, _text(part, end)[0]


def _styles(package: Package) -> tuple[dict[int, str], frozenset[int]]:
    """The format code of each style that shows more than a number's digits, and the styles that
    strike a cell out."""
    part = package.read("xl/styles.bin")
    formats, styles, is_within = dict(BUILT_IN), [], False
    struck_fonts, fonts, style_fonts = set(), 0, []
    for kind, start, _end in _records(part):
        if kind == _FORMAT:
            (number,) = struct.unpack_from("<H", part, start)
            formats[number] = _text(part, start + 2)[0]
        elif kind in (_STYLES, _STYLES_END):
            is_within = kind == _STYLES
        elif kind == _FONT:
            if struct.unpack_from("<H", part, start + 2)[0] & _STRUCK:
                struck_fonts.add(fonts)
            fonts += 1
        elif kind == _STYLE and is_within:
            styles.append(struct.unpack_from("<H", part, start + 2)[0])
            style_fonts.append(struct.unpack_from("<H", part, start + 4)[0])
    struck = frozenset(style for style, font in enumerate(style_fonts) if font in struck_fonts)
    return padded_styles(styles, formats), struck


def _read_sheet(
    name: str, part: bytes, styles: dict[int, str], struck: frozenset[int]
) -> SheetMetadata:
    metadata = SheetMetadata()
    row = last_row = columns = 0
    for kind, start, end in _records(part):
        if kind not in _KNOWN:
            continue
        if end - start < _SHORTEST or end > len(part):
            raise errors.damaged()  # the engine would go on with what stood there before
        if kind == _ROW:
            row = int.from_bytes(part[start : start + 4], "little") + 1
            if part[start + 11] & _HIDDEN_ROW:
                metadata.hidden_rows.add(row)
        elif kind == _MERGED:
            top, bottom, left, right = struct.unpack_from("<4I", part, start)
            metadata.merged.append(CellRange(top + 1, left, bottom + 1, right))
        else:
            column = int.from_bytes(part[start : start + 4], "little")
            last_row, columns = max(last_row, row), max(columns, column + 1)
            metadata.struck[row] += int.from_bytes(part[start + 4 : start + 7], "little") in struck
            if kind in (_ERROR, _ERROR_OF_FORMULA):
                error = ErrorCell(ERRORS.get(part[start + 8], "#VALUE!"))
                metadata.corrections[row, column] = error
            elif styles and kind in (_RK, _REAL, _NUMBER_OF_FORMULA):
                number = _formatted_number(part[start:end], kind, styles)
                if number is not None:
                    metadata.corrections[row, column] = number
    limits.check_area(name, min(last_row, 2 * limits.MAX_ROWS), columns)
    return metadata


def _check_text_size(package: Package, sheets: Collection[str]) -> None:
    """As in .xlsx: a shared text is stored once, but read once a cell."""
    cells = sum(map(package.size, sheets)) // _SHORTEST_CELL
    if package.size(_SHARED_TEXTS) * cells <= limits.MAX_TEXT_BYTES:
        return
    texts = package.read(_SHARED_TEXTS)
    sizes = [end - start for kind, start, end in _records(texts) if kind == _SHARED_TEXT]
    if max(sizes, default=0) * cells <= limits.MAX_TEXT_BYTES:
        return
    total = 0
    for part in map(package.read, sheets):
        for kind, start, _end in _records(part):
            if kind == _CELL_OF_SHARED_TEXT:
                (number,) = struct.unpack_from("<I", part, start + 8)
                total += sizes[number]
        limits.check_text(total)


def _formatted_number(
    cell: bytes, kind: int, styles: dict[int, str]
) -> FormattedNumber | str | None:
    code = styles.get(int.from_bytes(cell[4:7], "little"))
    if code is None:
        return None
    value = short_number(cell[8:12]) if kind == _RK else struct.unpack_from("<d", cell, 8)[0]
    return formatted_number(value, code)
