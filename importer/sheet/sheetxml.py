"""One sheet's XML, unpacked as a stream: how far it goes, and the cells the engine cannot tell.

Most programs write cells alike (`<c r="A1" s="1" t="s">`). There, searches for a few short byte
strings tell whether there is anything to look at; only a sheet written otherwise is read cell by
cell.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from importer.sheet import refusals, sheetcells
from importer.sheet.cells import Area, column_letter, column_number
from importer.sheet.look import Look
from importer.sheet.sheetcells import Facts

_ROOT = re.compile(rb"<(?:(\w+):)?worksheet\b")
_DIMENSION = re.compile(rb"dimension\s+ref=[\"'](?:\$?[A-Z]+\$?\d+:)?\$?([A-Z]{1,3})\$?\d+[\"']")
_SOME_COLUMNS = re.compile(rb"<(?:\w+:)?c\s+r=\"([A-Z]{1,3})\d")
_ROW_NUMBER = re.compile(rb"\sr\s*=\s*[\"'](\d{1,7})[\"']")
_HIDDEN = re.compile(rb"\shidden\s*=\s*[\"'](?:1|true)[\"']")
_TOKEN = re.compile(
    rb"<(?:\w+:)?(?:(row)\b([^>]*)>|c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>))", re.DOTALL
)
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_PLAIN_TAG = re.compile(rb"<c r=\"([A-Z]{1,3})\d+\"([^>]*?)/?>")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Z]+)(\d+):([A-Z]+)(\d+)[\"']")
_MOST_LAYOUTS = 1_000
# Without a stated dimension, so many columns are expected before a sheet is read cell by cell.
_USUAL_COLUMNS = 64
# 16,384 cells of a row, 2 kB each.
_MAX_ROW_BYTES = 2**25
_MAX_TAG_BYTES = 2**10


class Cell(NamedTuple):
    """One cell as written: sheet row (1-based), column (0-based), the inside of tag and body."""

    row: int
    column: int
    tag: bytes
    body: bytes


class Probes(NamedTuple):
    """What is searched for in a sheet, in the way that its program writes."""

    prefix: bytes
    columns: int
    strange: re.Pattern[bytes]
    marks: tuple[bytes, ...]
    anchors: re.Pattern[bytes]
    styled: re.Pattern[bytes] | None


@dataclass
class Survey:
    """What a first pass over a sheet found. `end` is where the last row with a value ends."""

    probes: Probes
    rows: int = 0
    end: int = 0
    size: int = 0
    strange: bool = False
    marked: bool = False
    hides: bool = False
    tail: bytes = b""


def by_rows(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces cut anew, each time before a row begins, so that none ends within a row."""
    rest: list[bytes] = []
    opening = b""
    for piece in pieces:
        opening = opening or b"<" + _prefix(piece) + b"row"
        cut = piece.rfind(opening)
        if cut < 0:
            rest.append(piece)
            if sum(map(len, rest)) > _MAX_ROW_BYTES:
                raise refusals.cell_too_long("XML")
            continue
        yield b"".join((*rest, piece[:cut]))
        rest = [piece[cut:]]
    yield b"".join(rest)


def _prefix(start: bytes) -> bytes:
    root = _ROOT.search(start)
    return root[1] + b":" if root and root[1] else b""


def survey(chunks: Iterable[bytes], facts: Facts) -> Survey:
    """The first pass: searches only."""
    found: Survey | None = None
    for chunk in chunks:
        if chunk.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16: the engine finds nothing there
            raise refusals.damaged()
        found = found or Survey(_probes(chunk, facts))
        _search(found, chunk)
        found.size += len(chunk)
    return found or Survey(_probes(b"", facts))


def _probes(start: bytes, facts: Facts) -> Probes:
    prefix = _prefix(start)
    dimension = _DIMENSION.search(start)
    letters = [dimension[1]] if dimension else _SOME_COLUMNS.findall(start)
    seen = max((column_number(name.decode()) + 1 for name in letters), default=0)
    columns = min(seen, 16_384) if dimension else max(_USUAL_COLUMNS, 2 * seen)
    numbers = b"|".join(b"%d" % number for number in sorted(facts.padding))
    style = rb' s="(?:' + numbers + rb')"[^>]*(?<!/)>' if numbers else b""
    formula = b"<" + prefix + rb"f[ />]"
    return Probes(
        prefix=prefix,
        columns=columns,
        strange=_strange(prefix, columns),
        marks=(b't="e"', b"</" + prefix + b"f>"),
        anchors=re.compile(b"|".join(filter(None, (b't="e"', formula, style)))),
        styled=re.compile(style) if style else None,
    )


def _strange(prefix: bytes, columns: int) -> re.Pattern[bytes]:
    """A cell with a value that does not begin with its place, or stands beyond `columns`."""
    last = column_letter(columns - 1)
    near = []
    for size in range(1, len(last)):
        near.append("[A-Z]" * size)
    for at, letter in enumerate(last):
        if at < len(last) - 1 and letter > "A":
            before = chr(ord(letter) - 1)
            near.append(f"{last[:at]}[A-{before}]" + "[A-Z]" * (len(last) - at - 1))
    near.append(f"{last[:-1]}[A-{last[-1]}]")
    places = "|".join(near).encode()
    return re.compile(b"<" + prefix + rb'c(?! r="(?:' + places + rb")\d)(?![a-zA-Z])[^>]*(?<!/)>")


def _search(found: Survey, chunk: bytes) -> None:
    probes = found.probes
    found.hides = found.hides or (
        b"hidden" in chunk and (b'hidden="1"' in chunk or b'hidden="true"' in chunk)
    )
    last = chunk.rfind(b"</" + probes.prefix + b"c>")
    end = chunk.find(b"</" + probes.prefix + b"sheetData>", max(0, last))
    if found.tail or end >= 0:
        found.tail += chunk[max(0, end) :]
    if last < 0:
        return
    start = chunk.rfind(b"<" + probes.prefix + b"c ", 0, last)
    place = sheetcells.place(chunk[start : chunk.find(b">", start)]) if start >= 0 else None
    found.rows = max(found.rows, place[0] if place else 0)
    found.end = found.size + chunk.find(b"row>", last) + 4
    found.strange = found.strange or place is None or probes.strange.search(chunk) is not None
    found.marked = found.marked or _is_marked(probes, chunk)


def _is_marked(probes: Probes, chunk: bytes) -> bool:
    return any(mark in chunk for mark in probes.marks) or (
        probes.styled is not None and probes.styled.search(chunk) is not None
    )


def closer(chunks: Iterable[bytes], found: Survey, facts: Facts) -> Look:
    """The second pass, over the cells that the survey found something about."""
    look = Look()
    cells = _every_cell(chunks, look) if found.strange else _marked_cells(chunks, found, look)
    for cell in cells:
        told = sheetcells.judge(cell.tag, cell.body, facts)
        if told is not None:
            look.cells[cell.row, cell.column] = told
    return look


def extent(chunks: Iterable[bytes]) -> tuple[int, int]:
    """How many rows and columns reach from A1 to the last cells with a value."""
    rows = columns = 0
    for cell in _every_cell(chunks, Look()):
        if cell.body:
            rows, columns = max(rows, cell.row), max(columns, cell.column + 1)
    return rows, columns


RowStyles = tuple[tuple[int, int], ...]
Layout = tuple[tuple[bytes, bytes], ...]  # the tags of a row's cells, without the row's number


def styles(chunks: Iterable[bytes], rows: Collection[int]) -> Iterator[tuple[int, RowStyles]]:
    """Those rows, each with the (column, style number) of its cells.

    Rows whose cells are laid out alike are worked out once and share one tuple.
    """
    number = 0
    known: dict[Layout, RowStyles] = {}
    for chunk in chunks:
        tags = list(_ROW.finditer(chunk))
        for at, tag in enumerate(tags):
            said = _ROW_NUMBER.search(tag[1])
            number = int(said[1]) if said else number + 1
            if number in rows:
                end = tags[at + 1].start() if at + 1 < len(tags) else len(chunk)
                cells = chunk[tag.end() : end]
                yield number, _known_styles(cells, known)


def _known_styles(cells: bytes, known: dict[Layout, RowStyles]) -> RowStyles:
    plain = _PLAIN_TAG.findall(cells)
    if not plain or len(plain) != cells.count(b"<c "):
        return tuple(_row_styles(cells))
    layout = tuple(plain)
    if layout not in known:
        if len(known) >= _MOST_LAYOUTS:
            known.clear()
        known[layout] = tuple(_row_styles(cells))
    return known[layout]


def _row_styles(cells: bytes) -> Iterator[tuple[int, int]]:
    column = -1
    for token in _TOKEN.finditer(cells):
        if token[3] is not None:
            place = sheetcells.place(token[3])
            column = place[1] if place else column + 1
            yield column, sheetcells.style(token[3])


def merged(tail: bytes) -> list[Area]:
    """The merged areas that stand after a sheet's cells."""
    return [
        Area(int(top), column_number(left.decode()), int(bottom), column_number(right.decode()))
        for left, top, right, bottom in _MERGED.findall(tail)
    ]


def _every_cell(chunks: Iterable[bytes], look: Look) -> Iterator[Cell]:
    """All cells with a body; a row or cell that does not say its place follows the one before."""
    row, column = 0, -1
    for chunk in chunks:
        for token in _TOKEN.finditer(chunk):
            if token[1]:
                said = _ROW_NUMBER.search(token[2])
                row, column = int(said[1]) if said else row + 1, -1
                if _HIDDEN.search(token[2]):
                    look.hidden_rows.add(row)
                continue
            place = sheetcells.place(token[3])
            row, column = place or (row, column + 1)
            if token[4]:
                yield Cell(row, column, token[3], token[4])


def _marked_cells(chunks: Iterable[bytes], found: Survey, look: Look) -> Iterator[Cell]:
    prefix = found.probes.prefix
    for chunk in chunks:
        if found.hides:
            _hidden_rows(chunk, prefix, look)
        if found.marked and b"</" + prefix + b"c>" in chunk:
            yield from _around(chunk, found.probes)


def _around(chunk: bytes, probes: Probes) -> Iterator[Cell]:
    """The cells in which an anchor stands."""
    opening, closing = b"<" + probes.prefix + b"c ", b"</" + probes.prefix + b"c>"
    done = 0
    for anchor in probes.anchors.finditer(chunk):
        start = chunk.rfind(opening, max(done, anchor.start() - _MAX_TAG_BYTES), anchor.start())
        if start < 0:
            continue
        tag_end = chunk.find(b">", start)
        done = tag_end
        tag = chunk[start:tag_end]
        place = sheetcells.place(tag)
        end = chunk.find(closing, tag_end)
        if place and end > 0 and not tag.endswith(b"/"):
            yield Cell(*place, tag, chunk[tag_end + 1 : end])


def _hidden_rows(chunk: bytes, prefix: bytes, look: Look) -> None:
    at = chunk.find(b"hidden")
    while at >= 0:
        start = chunk.rfind(b"<", 0, at)
        tag = chunk[start : chunk.find(b">", at)]
        number = _ROW_NUMBER.search(tag)
        if tag.startswith(b"<" + prefix + b"row ") and _HIDDEN.search(tag) and number:
            look.hidden_rows.add(int(number[1]))
        at = chunk.find(b"hidden", at + 1)
