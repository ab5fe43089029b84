"""A file with three more columns beside its rows: what became of each order.

The sheet's own XML, or the text, gains cells; nothing else of the file is touched, so formats,
formulas and their results, charts, pictures and macros stay as they are.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from xml.sax.saxutils import escape

from importer.reading import xlsx
from importer.reading.cells import Sheet, Workbook, column_letter, column_number
from importer.reading.delimited import Dialect, detect_dialect
from importer.reading.encoding import detect_encoding
from importer.reading.package import Package
from importer.reading.reader import check_unchanged
from importer.reading.relations import with_usual_names
from importer.reading.sniff import Format, detect_format
from importer.reading.xlsx_fast import whole_rows

HEADERS = ("OTO number", "OTO status", "OTO reason")
_WITHIN = 50  # filled rows in which the headers are looked for
_CELL = re.compile(rb'<(?:\w+:)?c\b[^<>]*?\sr="([A-Z]{1,3})[1-9]\d*"')
_SPANS = re.compile(rb'\sspans="[^"]*"')
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
Cells = Mapping[int, Sequence[str]]  # row of the sheet → the three cells


def without_annotations(sheet: Sheet) -> Sheet:
    """The sheet without the columns that an earlier copy was given."""
    columns = _annotated(sheet)
    frame = sheet.frame.drop(columns=list(columns))
    return replace(sheet, frame=frame, annotations=columns) if columns else sheet


def annotated(book: Workbook, sheet: Sheet, header_row: int, cells: Cells) -> bytes | None:
    """The file with the cells behind the last column of that sheet, or in place of those of an
    earlier copy; None for a file that cannot be given any.

    Raises FileUnreadable when the file is no longer what was read.
    """
    data = check_unchanged(book)
    wanted = {header_row: HEADERS, **cells}
    if book.delimiter is not None:
        return _in_text(data, wanted, sheet.annotations, book.encoding)
    if detect_format(data) is Format.XLSX:
        return _in_workbook(data, sheet.name, wanted, sheet.annotations)
    return None


def _annotated(sheet: Sheet) -> tuple[int, ...]:
    """The numbers of the columns under the three headers, which stand side by side."""
    for cells in sheet.frame.iloc[:_WITHIN].itertuples(index=False, name=None):
        if HEADERS[0] in cells:
            at = cells.index(HEADERS[0])
            if cells[at : at + len(HEADERS)] == HEADERS:
                return tuple(int(column) for column in sheet.frame.columns[at : at + len(HEADERS)])
    return ()


def _in_text(
    data: bytes, cells: Cells, columns: Sequence[int], encoding: str | None
) -> bytes | None:
    found = detect_encoding(data, encoding)
    text = data.decode(found.codec)
    dialect = detect_dialect(text)
    skipped = "".join(text.splitlines(keepends=True)[: dialect.skipped_lines])
    try:
        records = list(csv.reader(io.StringIO(text[len(skipped) :], newline=""), dialect))
    except csv.Error:
        return None
    width = min(columns) if columns else max(map(len, records), default=0)
    out = io.StringIO(newline="")
    out.write(skipped)
    line_end = "\r\n" if "\r\n" in text else "\n"
    writer = csv.writer(out, _Written(dialect), lineterminator=line_end)
    for row, record in enumerate(records, start=1):
        padded = [*record, *[""] * (width - len(record))] if row in cells else record
        writer.writerow([*padded[:width], *map(_harmless, cells.get(row, ()))])
    try:
        return out.getvalue().encode(found.codec)
    except UnicodeEncodeError:  # a reason in letters that the file's encoding does not have
        return out.getvalue().encode("utf-8-sig")


class _Written(csv.excel):
    """Divided as the file is."""

    def __init__(self, dialect: Dialect) -> None:
        self.delimiter = dialect.delimiter
        super().__init__()


def _harmless(text: str) -> str:
    """On one line, and no formula in whatever opens the file."""
    line = " ".join(text.split())
    return f"'{line}" if line.startswith(("=", "+", "-", "@")) else line


def _in_workbook(data: bytes, sheet: str, cells: Cells, columns: Sequence[int]) -> bytes | None:
    data = with_usual_names(data, "xml")
    package = Package(data)
    part = xlsx.sheet_parts(package).get(sheet)
    if part is None:
        return None
    first = columns[0] if columns else 1 + max(_columns(package.pieces(part)), default=-1)
    letters = [column_letter(first + at) for at in range(len(HEADERS))]
    left = dict(cells)
    chunks = [_with_cells(chunk, left, letters) for chunk in whole_rows(package.pieces(part))]
    # A row that does not say its number, or has no cell of its own, is not written as usual.
    return None if left else package.with_parts({part: chunks})


def _columns(pieces: Iterable[bytes]) -> Iterator[int]:
    for chunk in whole_rows(pieces):
        for letters in set(_CELL.findall(chunk)):
            yield column_number(letters.decode())


def _with_cells(chunk: bytes, left: dict[int, Sequence[str]], letters: Sequence[str]) -> bytes:
    """The rows of the chunk with their cells, which are taken out of `left`."""

    def filled(found: re.Match[bytes]) -> bytes:
        opening, number, body, closing = found.groups()
        texts = left.pop(int(number), None)
        if texts is None:
            return found[0]
        prefix = closing[2 : closing.index(b"row")]
        own = b"|".join(letter.encode() for letter in letters)
        body = re.sub(
            rb'<%bc\b[^<>]*?\sr="(?:%b)%b"[^<>]*(?:/>|>.*?</%bc>)' % (prefix, own, number, prefix),
            b"",
            body,
            flags=re.DOTALL,
        )
        cells = (
            b'<%bc r="%b%b" t="inlineStr"><%bis><%bt xml:space="preserve">%b</%bt></%bis></%bc>'
            % (prefix, letter.encode(), number, prefix, prefix, _xml(text), prefix, prefix, prefix)
            for letter, text in zip(letters, texts, strict=True)
            if text
        )
        return _SPANS.sub(b"", opening) + body + b"".join(cells) + closing

    pattern = rb'(<(?:\w+:)?row\b[^<>]*?\sr="([1-9]\d{0,6})"[^<>]*(?<!/)>)(.*?)(</(?:\w+:)?row>)'
    return re.sub(pattern, filled, chunk, flags=re.DOTALL)


def _xml(text: str) -> bytes:
    return escape(_NOT_IN_XML.sub("", text)).encode()
