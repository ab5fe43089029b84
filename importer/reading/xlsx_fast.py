"""The cells of an .xlsx sheet that the engine cannot tell, found by one pattern.

Nearly all programs write cells alike: `<c r="A1" s="1" t="s"><v>7</v></c>`. The pattern passes over
all such cells that have nothing to tell, and only what is left of the sheet is read as XML. Where
that would not be the same as reading all of it (`xlsx_cells`, ten times slower), UnusualError is
raised.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

from importer.reading import errors
from importer.reading.cells import SheetMetadata, column_letter, column_number
from importer.reading.package import UTF_16
from importer.reading.xlsx_cells import RowStyles, SheetParser, SheetScan, WorkbookRules

_ROOT = re.compile(rb"<(?:(\w+):)?worksheet\b")
# None of these can be made to look at the same bytes again and again.
_ROW = re.compile(rb"<row\b(?: r=\"([1-9]\d*)\")?[^<>]*>")
_HIDDEN_ROW = rb"<%brow\b[^<>]{0,999}?\shidden\b[^<>]{0,999}?(?=/?>)"
_MERGED_AREA = rb"<%bmergeCell\b[^<>]*?(?=/?>)"
_FILLED_CELL = re.compile(rb"<(?:\w+:)?c r=\"([A-Z]{1,3})([1-9]\d{0,6})\"[^<>]*(?<!/)>(?!</)")
_CELL_TAG = re.compile(rb"<c(?: r=\"([A-Z]{1,3})[1-9]\d*\")?(\s[^<>]*?)?(?=/?>)")
_EMPTY_SHEET = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b"<sheetData/></worksheet>"
)
_SAMPLE = 2**14
_MAX_ROW_BYTES = 2**25  # 16,384 cells of a row, 2 kB each
_MAX_LAYOUTS = 1_000


class UnusualError(Exception):
    """The sheet is not written in the usual way."""


def scan_sheet(pieces: Iterable[bytes], rules: WorkbookRules) -> SheetScan:
    """What the sheet tells. Raises UnusualError, and FileUnreadable as the plain way does."""
    scan = SheetScan(values_end=0)
    parser = SheetParser(scan.metadata)
    parser.feed(b"<cells>")
    prefix, size = b"", 0
    for chunk in whole_rows(pieces):
        if not size:
            prefix = _prefix(chunk)
        if b"!" in chunk and b"<!" in chunk:  # a comment, or text that is marked as such
            raise UnusualError
        scan.add(parser.feed(_rows_and_areas(chunk, prefix)), rules)
        closing = b"</%bc>" % prefix
        last = chunk.rfind(closing)
        if last >= 0:
            for sample in (chunk[:_SAMPLE], chunk[-_SAMPLE:]):
                for column, row in _FILLED_CELL.findall(sample):
                    scan.reach(int(row), column_number(column.decode()))
            pattern = _telling_cells(prefix, scan.rows, scan.columns, tuple(rules.padded_styles))
            scan.add(parser.feed(b"".join(pattern.findall(chunk))), rules)
            scan.values_end = size + last + len(closing)
        if parser.counts_positions:
            raise UnusualError
        size += len(chunk)
    return scan


def whole_rows(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces cut anew, each time before a row begins, so that none ends within a row."""
    rest: list[bytes] = []
    opening = b""
    for piece in pieces:
        opening = opening or b"<" + _prefix(piece) + b"row"
        cut = piece.rfind(opening)
        if cut < 0:
            rest.append(piece)
            if sum(map(len, rest)) > _MAX_ROW_BYTES:
                raise errors.cell_too_long("XML")
            continue
        yield b"".join((*rest, piece[:cut]))
        rest = [piece[cut:]]
    yield b"".join(rest)


def _prefix(start: bytes) -> bytes:
    """What stands before every name in a sheet that begins so: nothing, or such as `x:`."""
    if start.startswith(UTF_16):  # the engine would find nothing there
        raise errors.damaged()
    root = _ROOT.search(start)
    return root[1] + b":" if root and root[1] else b""


def _rows_and_areas(chunk: bytes, prefix: bytes) -> bytes:
    """The tags of hidden rows, and of merged areas, which stand behind all rows."""
    tags = re.findall(_HIDDEN_ROW % prefix, chunk) if b"hidden" in chunk else []
    if not chunk.endswith(b"row>"):
        tags += re.findall(_MERGED_AREA % prefix, chunk)
    return b"".join(tag + b"/>" for tag in tags)


@lru_cache(maxsize=4)
def _telling_cells(
    prefix: bytes, rows: int, columns: int, padded_styles: tuple[int, ...]
) -> re.Pattern[bytes]:
    """Cells with a body that may have something to tell.

    The others stand within the first `rows` and `columns`, state their position first, are no
    error, have no style that pads, and hold a value, or a formula with a result other than 0.
    """
    column = _up_to(column_letter(columns - 1), "A", "[A-Z]")
    row = _up_to(str(rows), "0", "[0-9]")
    styles = "|".join(map(str, padded_styles))
    style = rf'(?: s="(?!(?:{styles})")\d+")?' if styles else r'(?: s="\d+")?'
    kind = r'(?: t="[^e"][^"]*")?'
    x = prefix.decode()
    formula = rf"{x}f(?: [^<>]*)?(?:/>|>[^<]*</{x}f>)<{x}v>(?!\s*0?\s*<)[^<]*</{x}v></{x}c>"
    body = f"<(?:{x}v>[^<]*</{x}v></{x}c>|{x}is>|{formula})"
    others = rf' r="(?:{column})(?:{row})"(?:{style}{kind}|{kind}{style})>{body}|[^<>]*/>|[a-zA-Z]'
    inside = rf"[^<]*(?:<(?!/?{x}c[\s>])[^<]*)*"
    return re.compile(f"<{x}c(?!{others})[^<>]*>{inside}</{x}c>".encode())


def _up_to(last: str, first: str, any_sign: str) -> str:
    """A pattern of all columns or numbers up to `last`, whose signs begin with `first`."""
    patterns = [last]
    for at, sign in enumerate(last):
        if sign > first:
            before = f"[{first}-{chr(ord(sign) - 1)}]"
            patterns.append(last[:at] + before + any_sign * (len(last) - 1 - at))
    if len(last) > 1:
        patterns.append(any_sign + f"{any_sign}?" * (len(last) - 2))
    return "|".join(patterns)


def up_to_last_value(pieces: Iterable[bytes], end: int) -> Iterator[bytes]:
    """The sheet up to `end`, where its last value ends, as a whole sheet of its own."""
    if not end:
        yield _EMPTY_SHEET
        return
    closing = b""
    for piece in pieces:
        closing = closing or b"</%brow></%bsheetData></%bworksheet>" % ((_prefix(piece),) * 3)
        yield piece[:end]
        end -= len(piece)
        if end <= 0:
            break
    yield closing


def row_styles(pieces: Iterable[bytes], rows: Collection[int]) -> dict[int, RowStyles]:
    """Those rows of the sheet, each with the styles of its cells. Raises UnusualError.

    Rows whose cells are laid out alike are worked out once and share one tuple.
    """
    styles: dict[int, RowStyles] = {}
    known: dict[tuple[tuple[bytes, bytes], ...], RowStyles] = {}
    for chunk in whole_rows(pieces):
        _, *parts = _ROW.split(chunk)
        if b"<!" in chunk or b":row" in chunk or None in parts:
            raise UnusualError
        for number, cells in zip(parts[::2], parts[1::2], strict=True):
            row = int(number)
            if row in styles:
                raise UnusualError
            if row in rows:
                layout = tuple(_CELL_TAG.findall(cells))
                if layout not in known:
                    if len(known) >= _MAX_LAYOUTS:
                        known.clear()
                    known[layout] = _styles_of(layout)
                styles[row] = known[layout]
    return styles


def _styles_of(layout: tuple[tuple[bytes, bytes], ...]) -> RowStyles:
    parser = SheetParser(SheetMetadata())
    tags = (b'<c r="%b1"%b/>' % tag if tag[0] else b"<c/>" for tag in layout)
    cells = parser.feed(b"<cells>" + b"".join(tags))
    if parser.counts_positions:
        raise UnusualError
    return tuple((cell.column, cell.style) for cell in cells)
