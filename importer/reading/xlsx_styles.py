"""The styles of a sheet's cells, for the rows that the report repeats."""

import re
from collections.abc import Collection, Iterable, Iterator

from importer.reading import xlsx_cells
from importer.reading.xlsx_rows import ROW_NUMBER, TOKEN

_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_PLAIN_TAG = re.compile(rb"<c r=\"([A-Z]{1,3})\d+\"([^>]*?)/?>")
_MOST_LAYOUTS = 1_000

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
            said = ROW_NUMBER.search(tag[1])
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
    for token in TOKEN.finditer(cells):
        if token[3] is not None:
            place = xlsx_cells.place(token[3])
            column = place[1] if place else column + 1
            yield column, xlsx_cells.style(token[3])
