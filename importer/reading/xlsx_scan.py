"""How far a sheet goes, and the cells that the engine cannot tell.

Most programs write cells alike (`<c r="A1" s="1" t="s">`). There, searches for a few short byte
strings tell whether there is anything to look at; only a sheet written otherwise is read cell by
cell.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from importer.reading import errors, xlsx_cells, xlsx_patterns
from importer.reading.cells import SheetMetadata
from importer.reading.xlsx_cells import Facts
from importer.reading.xlsx_patterns import Chunks, Probes
from importer.reading.xlsx_rows import HIDDEN, ROW_NUMBER, Cell, every_cell

_MAX_TAG_BYTES = 2**10


@dataclass
class Survey:
    """What a first pass over a sheet found. `end` is where the last row with a value ends."""

    probes: Probes
    end: int = 0
    size: int = 0
    strange: bool = False
    marked: bool = False
    hides: bool = False
    tail: bytes = b""


def survey(chunks: Chunks, facts: Facts) -> Survey:
    """The first pass: searches only. Raises FileUnreadable for what the engine would pass over."""
    found = Survey(xlsx_patterns.make(chunks, facts))
    for chunk in chunks():
        if chunk.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16: the engine finds nothing there
            raise errors.damaged()
        _search(found, chunk)
        found.size += len(chunk)
    return found


def _search(found: Survey, chunk: bytes) -> None:
    probes = found.probes
    found.hides = found.hides or (
        b"hidden" in chunk and (b'hidden="1"' in chunk or b'hidden="true"' in chunk)
    )
    last = chunk.rfind(b"</" + probes.prefix + b"c>")
    end = chunk.find(b"</" + probes.prefix + b"sheetData>", max(0, last))
    if found.tail or end >= 0:
        found.tail += chunk[max(0, end) :]
    if last >= 0:
        found.end = found.size + chunk.find(b"row>", last) + 4
        found.strange = found.strange or probes.strange.search(chunk) is not None
        found.marked = found.marked or _is_marked(probes, chunk)


def _is_marked(probes: Probes, chunk: bytes) -> bool:
    return any(mark in chunk for mark in probes.marks) or (
        probes.styled is not None and probes.styled.search(chunk) is not None
    )


def closer(chunks: Chunks, found: Survey, facts: Facts) -> SheetMetadata:
    """The second pass, over the cells that the survey found something about."""
    look = SheetMetadata()
    for cell in _cells(chunks(), found, look):
        told = xlsx_cells.judge(cell.tag, cell.body, facts)
        if told is not None:
            look.corrections[cell.row, cell.column] = told
    return look


def _cells(chunks: Iterable[bytes], found: Survey, look: SheetMetadata) -> Iterator[Cell]:
    return every_cell(chunks, look) if found.strange else _marked_cells(chunks, found, look)


def _marked_cells(chunks: Iterable[bytes], found: Survey, look: SheetMetadata) -> Iterator[Cell]:
    prefix = found.probes.prefix
    at = 0
    for chunk in chunks:
        if at >= found.end and not found.hides:
            return
        at += len(chunk)
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
        place = xlsx_cells.place(tag)
        end = chunk.find(closing, tag_end)
        if place and end > 0 and not tag.endswith(b"/"):
            yield Cell(*place, tag, chunk[tag_end + 1 : end])


def _hidden_rows(chunk: bytes, prefix: bytes, look: SheetMetadata) -> None:
    at = chunk.find(b"hidden")
    while at >= 0:
        start = chunk.rfind(b"<", 0, at)
        tag = chunk[start : chunk.find(b">", at)]
        number = ROW_NUMBER.search(tag)
        if tag.startswith(b"<" + prefix + b"row ") and HIDDEN.search(tag) and number:
            look.hidden_rows.add(int(number[1]))
        at = chunk.find(b"hidden", at + 1)
