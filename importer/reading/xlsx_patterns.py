"""What is searched for in a sheet's XML, in the way that its program writes."""

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from importer.reading import limits, xlsx_cells
from importer.reading.cells import column_letter, column_number
from importer.reading.xlsx_cells import Facts
from importer.reading.xlsx_rows import prefix_of

Chunks = Callable[[], Iterable[bytes]]
_DIMENSION = re.compile(rb"dimension\s+ref=[\"'](?:[A-Z]+\d+:)?([A-Z]{1,3})(\d{1,7})[\"']")
_COLUMN = re.compile(rb"<(?:\w+:)?c r=\"([A-Z]{1,3})\d")
_SAMPLE = 2**14
_USUAL_COLUMNS = 64


class Probes(NamedTuple):
    """`rows` and `columns` is the area within which a sheet is expected to have its values.

    `strange` finds a cell with a value that stands elsewhere, or does not begin with its place.
    """

    prefix: bytes
    rows: int
    columns: int
    strange: re.Pattern[bytes]
    marks: tuple[bytes, ...]
    anchors: re.Pattern[bytes]
    styled: re.Pattern[bytes] | None


def make(chunks: Chunks, facts: Facts) -> Probes:
    """The probes for the sheet that unpacks as `chunks`."""
    start = next(iter(chunks()), b"")
    prefix = prefix_of(start)
    rows, columns = _expected(start, chunks, prefix)
    numbers = b"|".join(b"%d" % number for number in sorted(facts.padding))
    style = rb' s="(?:' + numbers + rb')"[^>]*(?<!/)>' if numbers else b""
    formula = b"<" + prefix + rb"f[ />]"
    return Probes(
        prefix=prefix,
        rows=rows,
        columns=columns,
        strange=_strange(prefix, rows, columns),
        marks=(b't="e"', b"</" + prefix + b"f>"),
        anchors=re.compile(b"|".join(filter(None, (b't="e"', formula, style)))),
        styled=re.compile(style) if style else None,
    )


def _expected(start: bytes, chunks: Chunks, prefix: bytes) -> tuple[int, int]:
    """The area that the sheet says it uses, or one measured when it says none or an absurd one."""
    said = _DIMENSION.search(start)
    if said:
        rows, columns = max(1, int(said[2])), column_number(said[1].decode()) + 1
        if rows * columns <= limits.MAX_CELLS and columns <= limits.MAX_COLUMNS:
            return rows, columns
    rows, columns = 1, 1
    for chunk in chunks():
        last = chunk.rfind(b"</" + prefix + b"c>")
        if last >= 0:
            tag = chunk.rfind(b"<" + prefix + b"c ", 0, last)
            place = xlsx_cells.place(chunk[tag : chunk.find(b">", tag)]) if tag >= 0 else None
            rows = max(rows, place[0] if place else 0)
            letters = {*_COLUMN.findall(chunk[:_SAMPLE]), *_COLUMN.findall(chunk[tag:])}
            columns = max(columns, *(column_number(name.decode()) + 1 for name in letters), 0)
    roomy = max(_USUAL_COLUMNS, 2 * columns)
    fits = roomy <= limits.MAX_COLUMNS and rows * roomy <= limits.MAX_CELLS
    return rows, roomy if fits else columns


def _strange(prefix: bytes, rows: int, columns: int) -> re.Pattern[bytes]:
    letters = _up_to(column_letter(columns - 1), "A", "[A-Z]").encode()
    digits = _up_to(str(rows), "0", "[0-9]").encode()
    near = b' r="(?:' + letters + b")(?:" + digits + b')"'
    return re.compile(b"<" + prefix + b"c(?!" + near + rb")(?![a-zA-Z])[^>]*(?<!/)>")


def _up_to(last: str, first: str, any_sign: str) -> str:
    """A pattern of all columns or numbers up to `last`, whose signs begin with `first`."""
    size = len(last)
    patterns = [f"{any_sign}{{1,{size - 1}}}"] if size > 1 else []
    for at, sign in enumerate(last):
        if sign > first:
            before = f"[{first}-{chr(ord(sign) - 1)}]"
            patterns.append(f"{last[:at]}{before}{any_sign}{{{size - 1 - at}}}")
    return "|".join((*patterns, last))
