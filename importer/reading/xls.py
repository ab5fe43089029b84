"""What the records of an .xls stream tell beside the values ([MS-XLS]; record numbers from 2.3).

Only the few that are needed, by hand: a general reader can be made to build what it never shows,
such as an entry for each of the 16 million cells under one hyperlink.
"""

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from importer.reading import errors, ole
from importer.reading.cells import ErrorCell, FormattedNumber, Position, SheetMetadata
from importer.reading.number_format import BUILT_IN, formatted_number, padded_styles

# [MS-XLS] 2.5.10: the errors by their byte; the same bytes serve in .xlsb.
ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
    0x24: "#NUM!", 0x2A: "#N/A", 0x2B: "#GETTING_DATA",
}  # fmt: skip
_BOF, _EOF, _BOUNDSHEET, _FILEPASS, _FORMAT, _XF = 0x809, 0x0A, 0x85, 0x2F, 0x41E, 0xE0
_SST, _DIMENSIONS, _ROW, _BOOLERR, _FORMULA = 0xFC, 0x200, 0x208, 0x205, 0x06
_NUMBER, _RK, _MULRK = 0x203, 0x27E, 0xBD
# Every record of a cell begins with its row and its (first) column.
_CELLS = frozenset({_FORMULA, _BOOLERR, _NUMBER, _RK, _MULRK, 0xFD, 0x204, 0xD6, 0xBE, 0x201})
_FONT, _STRUCK, _NO_FONT = 0x31, 0x08, 4  # font 4 is left out of the count (2.5.129)
_WITH_STYLE = _CELLS - {0xBE, 0x201, _MULRK}
_HIDDEN_ROW = 0x20
_ROWS, _COLUMNS = 65_536, 256
_BIFF8 = 0x600
_Number = tuple[int, int, int, float]  # row and column, both 0-based, style, value


@dataclass
class _Globals:
    """What stands before the sheets: where each begins, and the number formats."""

    sheet_starts: list[int] = field(default_factory=list)
    formats: dict[int, str] = field(default_factory=lambda: dict(BUILT_IN))
    style_formats: list[int] = field(default_factory=list)
    style_fonts: list[int] = field(default_factory=list)
    fonts_struck: list[bool] = field(default_factory=list)

    def struck_styles(self) -> frozenset[int]:
        """The styles whose font is struck out."""
        fonts = [number - (number > _NO_FONT) for number in self.style_fonts]
        struck = {number for number, is_struck in enumerate(self.fonts_struck) if is_struck}
        return frozenset(style for style, font in enumerate(fonts) if font in struck)


def read_metadata(data: bytes) -> list[SheetMetadata]:
    """The metadata of each sheet, in the workbook's order.

    Raises FileUnreadable for a broken stream, and where the engine would make room for far more
    than is there.
    """
    stream = ole.read_stream(data, ("workbook", "book"))
    try:
        workbook = _read_globals(stream)
        styles = padded_styles(workbook.style_formats, workbook.formats)
        struck = workbook.struck_styles()
        return [_read_sheet(stream, start, styles, struck) for start in workbook.sheet_starts]
    except (struct.error, IndexError) as error:
        raise errors.damaged() from error


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records of one substream; those of charts within it are left out."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 0:
            return
        if depth == 1:
            yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _read_globals(stream: bytes) -> _Globals:
    workbook = _Globals()
    is_biff8 = True
    for kind, body in _records(stream, 0):
        if kind == _FILEPASS:
            raise errors.encrypted()
        if kind == _SST and struct.unpack_from("<I", body, 4)[0] > len(stream):
            raise errors.damaged()  # the engine makes room for as many texts as it says
        if kind == _BOF:
            is_biff8 = struct.unpack_from("<H", body)[0] >= _BIFF8
        elif kind == _BOUNDSHEET:
            workbook.sheet_starts.append(struct.unpack_from("<I", body)[0])
        elif kind == _XF:
            workbook.style_fonts.append(struct.unpack_from("<H", body)[0])
            workbook.style_formats.append(struct.unpack_from("<H", body, 2)[0])
        elif kind == _FONT:
            workbook.fonts_struck.append(bool(struct.unpack_from("<H", body, 2)[0] & _STRUCK))
        elif kind == _FORMAT and is_biff8:
            workbook.formats[struct.unpack_from("<H", body)[0]] = _text(body[2:])
    return workbook


def _text(body: bytes) -> str:
    """An XLUnicodeString: its length, whether its characters have two bytes, the characters."""
    length, options = struct.unpack_from("<HB", body)
    if options & 1:
        return body[3 : 3 + 2 * length].decode("utf-16-le", "replace")
    return body[3 : 3 + length].decode("latin-1")


def _read_sheet(
    stream: bytes, start: int, styles: dict[int, str], struck: frozenset[int]
) -> SheetMetadata:
    metadata = SheetMetadata()
    for kind, body in _records(stream, start):
        if kind in _CELLS and struct.unpack_from("<H", body, 2)[0] >= _COLUMNS:
            raise errors.damaged()  # the engine makes room for all cells up to the last one
        if kind == _DIMENSIONS:
            _check_dimensions(body)
        elif kind == _ROW and struct.unpack_from("<H", body, 12)[0] & _HIDDEN_ROW:
            metadata.hidden_rows.add(struct.unpack_from("<H", body)[0] + 1)
        elif kind in (_BOOLERR, _FORMULA):
            row, column = struct.unpack_from("<HH", body)
            code = _error_code(kind, body)
            if code is not None:
                metadata.corrections[row + 1, column] = ErrorCell(ERRORS.get(code, "#VALUE!"))
        if struck and kind in _WITH_STYLE:
            row, _column, style = struct.unpack_from("<3H", body)
            metadata.struck[row + 1] += style in struck
        metadata.corrections |= _formatted_numbers(kind, body, styles)
    return metadata


def _formatted_numbers(
    kind: int, body: bytes, styles: dict[int, str]
) -> dict[Position, FormattedNumber | str]:
    """The numbers of the record that are shown otherwise than they are."""
    if not styles or kind not in _NUMBERS:
        return {}
    numbers = (
        (row, column, formatted_number(value, styles.get(style, "")))
        for row, column, style, value in _NUMBERS[kind](body)
    )
    return {(row + 1, column): number for row, column, number in numbers if number is not None}


def _check_dimensions(body: bytes) -> None:
    """The engine makes room for the area that a sheet says it has."""
    top, bottom, left, right = struct.unpack_from("<4H" if len(body) < 14 else "<2I2H", body)
    if bottom > _ROWS or right > _COLUMNS or top > bottom or left > right:
        raise errors.damaged()


def _error_code(kind: int, body: bytes) -> int | None:
    if kind == _BOOLERR:
        return body[6] if body[7] == 1 else None
    return body[8] if body[12:14] == b"\xff\xff" and body[6] == 2 else None


def _number(body: bytes) -> Iterator[_Number]:
    row, column, style, value = struct.unpack_from("<3Hd", body)
    if body[12:14] != b"\xff\xff":  # in a formula: no number but a text, a boolean, an error
        yield row, column, style, value


def _rk(body: bytes) -> Iterator[_Number]:
    row, column, style = struct.unpack_from("<3H", body)
    yield row, column, style, short_number(body[6:10])


def _several_rk(body: bytes) -> Iterator[_Number]:
    row, first = struct.unpack_from("<2H", body)
    for at in range(4, len(body) - 7, 6):
        (style,) = struct.unpack_from("<H", body, at)
        yield row, first + (at - 4) // 6, style, short_number(body[at + 2 : at + 6])


_NUMBERS: dict[int, Callable[[bytes], Iterator[_Number]]] = {
    _NUMBER: _number,
    _FORMULA: _number,
    _RK: _rk,
    _MULRK: _several_rk,
}


def short_number(raw: bytes) -> float:
    """An RkNumber ([MS-XLS] 2.5.217): a whole number or half a double, perhaps times 100."""
    (bits,) = struct.unpack("<i", raw)
    if bits & 2:
        value = float(bits >> 2)
    else:
        (value,) = struct.unpack("<d", b"\0\0\0\0" + struct.pack("<I", bits & 0xFFFFFFFC))
    return value / 100 if bits & 1 else value
