"""The cells of an .xlsx sheet that the engine cannot tell, found by a probe and a pattern.

Nearly all programs write cells alike: `<c r="A1" s="1" t="s"><v>7</v></c>`. A probe tells whether
there may be an error, a formula or a padded number among some thousand of them. If so, one pattern
passes over those that have nothing to tell, and only what is left is read as XML. Where that would
not be the same as reading the whole sheet (`xlsx_cells`, ten times slower), it raises UnusualError.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

from importer.reading import errors, limits
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
_SAMPLE = 2**12
_MAX_ROW_BYTES = 2**25  # 16,384 cells of a row, 2 kB each
_MAX_LAYOUTS = 1_000


class UnusualError(Exception):
    """The sheet is not written in the usual way."""


def scan_sheet(pieces: Iterable[bytes], rules: WorkbookRules) -> SheetScan:
    """What the sheet tells. Raises UnusualError, and FileUnreadable as the plain way does."""
    scanner: _Scanner | None = None
    for chunk in whole_rows(pieces):
        scanner = scanner or _Scanner(chunk, rules)
        scanner.scan_rows(chunk)
    assert scanner
    return scanner.finish()


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


class _Scanner:
    """Scans the rows as they unpack."""

    def __init__(self, start: bytes, rules: WorkbookRules) -> None:
        self._scan = SheetScan(values_end=0)
        self._parser = SheetParser(self._scan.metadata)
        self._parser.feed(b"<cells>")
        self._rules = rules
        self._prefix = _prefix(start)
        self._size = 0
        self._rows = 0  # cells as far as this may have been passed over
        self._found_formulas = False

    def scan_rows(self, chunk: bytes) -> None:
        """Scan the next rows."""
        if b"!" in chunk and b"<!" in chunk:  # a comment, or text that is marked as such
            raise UnusualError
        tags = re.findall(_HIDDEN_ROW % self._prefix, chunk) if b"hidden" in chunk else []
        if not chunk.endswith(b"row>"):
            tags += re.findall(_MERGED_AREA % self._prefix, chunk)
        self._parse(b"".join(tag + b"/>" for tag in tags))
        closing = b"</%bc>" % self._prefix
        last = chunk.rfind(closing)
        if last >= 0:
            self._scan.values_end = self._size + last + len(closing)
            self._parse(b"".join(self._telling_cells(chunk)))
        if self._parser.counts_positions:
            raise UnusualError
        self._size += len(chunk)

    def _parse(self, xml: bytes) -> None:
        self._scan.add(self._parser.feed(xml), self._rules)

    def _telling_cells(self, chunk: bytes) -> list[bytes]:
        """The cells that may have something to tell, among them all outside of the known area."""
        scan = self._scan
        scan.reach(1, 0)
        for sample in (chunk[:_SAMPLE], chunk[-_SAMPLE:]):
            for column, row in _FILLED_CELL.findall(sample):
                scan.reach(int(row), column_number(column.decode()))
        rows = 10 ** len(str(scan.rows)) - 1
        if not limits.allows(rows, scan.columns):
            rows = scan.rows
        self._rows = max(self._rows, rows)
        telling = {*self._rules.padded_styles, *self._rules.struck_styles}
        styles = "|".join(map(str, sorted(telling)))
        self._found_formulas = self._found_formulas or b"<%bf" % self._prefix in chunk
        is_marked = self._found_formulas or b't="e"' in chunk or b"'" in chunk
        is_styled = styles and re.search(f' s="(?:{styles})"'.encode(), chunk)
        only_outside = not (is_marked or is_styled)
        prefix = self._prefix.decode()
        pattern = _cells_unlike(prefix, rows, scan.columns, styles, only_outside=only_outside)
        return pattern.findall(chunk)

    def finish(self) -> SheetScan:
        """What was found in all rows."""
        scan = self._scan
        rows = max(self._rows, scan.rows)
        if limits.allows(rows, scan.columns):
            scan.rows = rows
        elif limits.allows(scan.rows, scan.columns):
            raise UnusualError
        return scan


@lru_cache(maxsize=8)
def _cells_unlike(
    prefix: str, rows: int, columns: int, styles: str, *, only_outside: bool
) -> re.Pattern[bytes]:
    """Cells with a body, but those that stand within the first `rows` and `columns`, and say so.

    Unless `only_outside`, a cell that is an error, has one of the `styles`, or holds a formula
    without a result other than 0, is found within that area, too.
    """
    column, row = _up_to(column_letter(columns - 1), "[A-Z]"), _up_to(str(rows), "[0-9]")
    like = f' r="(?:{column})(?:{row})"'
    x = prefix
    if not only_outside:
        style = rf'(?: s="(?!(?:{styles})")\d+")?' if styles else r'(?: s="\d+")?'
        kind = r'(?: t="[^e"][^"]*")?'
        no_result = r"\s*(?:0(?:\.0)?)?\s*<"
        formula = rf"{x}f(?: [^<>]*)?(?:/>|>[^<]*</{x}f>)<{x}v>(?!{no_result})[^<]*</{x}v></{x}c>"
        body = f"(?:{x}v>[^<]*</{x}v></{x}c>|{x}is>|{formula})"
        like += rf"(?:{style}{kind}|{kind}{style})><{body}"
    inside = rf"[^<]*(?:<(?!/?{x}c[\s>])[^<]*)*"
    return re.compile(f"<{x}c(?!{like}|[^<>]*/>|[a-zA-Z])[^<>]*>{inside}</{x}c>".encode())


def _up_to(last: str, signs: str) -> str:
    """A pattern of all columns (`signs` is `[A-Z]`) or numbers (`[0-9]`) up to `last`."""
    lowest, highest = signs[1], signs[3]
    if not last.strip(highest):
        return f"{signs}{{1,{len(last)}}}"
    patterns = [f"{signs}{{1,{len(last) - 1}}}"] if len(last) > 1 else []
    for at, sign in enumerate(last):
        if sign > lowest:
            before = f"[{lowest}-{chr(ord(sign) - 1)}]"
            patterns.append(last[:at] + before + signs * (len(last) - 1 - at))
    return "|".join((*patterns, last))


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
