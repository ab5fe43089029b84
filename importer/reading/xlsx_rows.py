"""One sheet's XML as it unpacks: cut by rows, and cell by cell however it is written."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from importer.reading import errors, xlsx_cells
from importer.reading.cells import CellRange, SheetMetadata, column_number

ROW_NUMBER = re.compile(rb"\sr\s*=\s*[\"'](\d{1,7})[\"']")
HIDDEN = re.compile(rb"\shidden\s*=\s*[\"'](?:1|true)[\"']")
TOKEN = re.compile(
    rb"<(?:\w+:)?(?:(row)\b([^>]*)>|c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>))", re.DOTALL
)
_ROOT = re.compile(rb"<(?:(\w+):)?worksheet\b")
_PLACED = re.compile(rb"[\s:]r\s*=")
_MERGED = re.compile(
    rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})[\"']"
)
# 16,384 cells of a row, 2 kB each.
_MAX_ROW_BYTES = 2**25


class Cell(NamedTuple):
    """One cell as written: sheet row (1-based), column (0-based), the inside of tag and body."""

    row: int
    column: int
    tag: bytes
    body: bytes


def prefix_of(start: bytes) -> bytes:
    """What stands before every name in a sheet that begins so: nothing, or such as `x:`."""
    root = _ROOT.search(start)
    return root[1] + b":" if root and root[1] else b""


def by_rows(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces cut anew, each time before a row begins, so that none ends within a row."""
    rest: list[bytes] = []
    opening = b""
    for piece in pieces:
        opening = opening or b"<" + prefix_of(piece) + b"row"
        cut = piece.rfind(opening)
        if cut < 0:
            rest.append(piece)
            if sum(map(len, rest)) > _MAX_ROW_BYTES:
                raise errors.cell_too_long("XML")
            continue
        yield b"".join((*rest, piece[:cut]))
        rest = [piece[cut:]]
    yield b"".join(rest)


def every_cell(chunks: Iterable[bytes], look: SheetMetadata) -> Iterator[Cell]:
    """All cells with a body, hidden rows noted in `look`.

    A row or cell that does not say its place follows the one before. Raises FileUnreadable for a
    place that cannot be.
    """
    row, column = 0, -1
    for chunk in chunks:
        for token in TOKEN.finditer(chunk):
            if token[1]:
                row, column = _row_number(token[2], row), -1
                if HIDDEN.search(token[2]):
                    look.hidden_rows.add(row)
                continue
            row, column = _place(token[3], row, column)
            if token[4]:
                yield Cell(row, column, token[3], token[4])


def _row_number(tag: bytes, before: int) -> int:
    said = ROW_NUMBER.search(tag)
    if not said and _PLACED.search(tag):
        raise errors.damaged()
    return int(said[1]) if said else before + 1


def _place(tag: bytes, row: int, before: int) -> tuple[int, int]:
    place = xlsx_cells.place(tag)
    if not place and _PLACED.search(tag):
        raise errors.damaged()
    return place or (row, before + 1)


def extent(chunks: Iterable[bytes]) -> tuple[int, int]:
    """How many rows and columns reach from A1 to the last cells with a value."""
    rows = columns = 0
    for cell in every_cell(chunks, SheetMetadata()):
        rows, columns = max(rows, cell.row), max(columns, cell.column + 1)
    return rows, columns


def merged(tail: bytes) -> list[CellRange]:
    """The merged areas that stand after a sheet's cells."""
    return [
        CellRange(
            int(top), column_number(left.decode()), int(bottom), column_number(right.decode())
        )
        for left, top, right, bottom in _MERGED.findall(tail)
    ]
