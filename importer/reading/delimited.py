"""Delimited text: comma, semicolon, tab or pipe, told apart by parsing."""

import csv
from codecs import BOM_UTF8
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from importer.garbage import gc_paused
from importer.i18n import _
from importer.problems import files
from importer.problems.problem import Problem, problem
from importer.reading import csv_fast, csv_repair, dialect, errors, frames, limits, row_lengths
from importer.reading.cells import Sheet, Workbook
from importer.reading.encoding import Encoding, choose
from importer.reading.sniff import refuse_other_text

Record = list[str]
_START = 2**18


class Text(NamedTuple):
    """A delimited text, decoded as it is read."""

    data: bytes
    encoding: Encoding

    def utf8(self) -> bytes:
        """The whole text in UTF-8, without a mark at its beginning."""
        codec = self.encoding.codec
        if codec == "utf-8-sig":
            return self.data.removeprefix(BOM_UTF8)
        return self.data if codec == "utf-8" else self.lines().read().encode(errors="surrogatepass")

    def lines(self) -> TextIOWrapper:
        """The lines with their own endings, from the first one."""
        return TextIOWrapper(BytesIO(self.data), self.encoding.codec, newline="")


def read_text(path: Path, data: bytes, asked: str | None) -> Workbook:
    """The book of one sheet that a delimited text is; every cell is text or empty.

    A row's number is its place among the records, as a spreadsheet program would number it: blank
    lines count, a `sep=` line does not, a line break within quotes begins no new row.
    """
    data = data.removesuffix(b"\x1a")  # the end of a file, as DOS programs mark it
    text = Text(data, choose(data, asked))
    with text.lines() as lines:
        start = lines.read(_START)
    refuse_other_text(start)
    found = dialect.find(start)
    _bound_roughly(data, found.delimiter)
    frame, problems = _tidy(text, found) or _ragged(text, found)
    sheet = Sheet(name=path.stem, frame=frame)
    note = [problem(files.ENCODING_CHOSEN, encoding=text.encoding.label)]
    told = [] if text.encoding.label.startswith("utf") or asked else note
    return Workbook(
        path=path,
        format="csv" if found.delimiter == "," else "text",
        sheets=(sheet,),
        encoding=text.encoding.label,
        delimiter=found.delimiter,
        problems=(*told, *problems),
    )


def _tidy(text: Text, found: dialect.Found) -> tuple[pd.DataFrame, list[Problem]] | None:
    """The rows at once; None where they call for a closer look."""
    if found.spaced or found.skipped:
        return None
    cells = csv_fast.cells_of(text.utf8(), found.delimiter)
    if cells is None:
        return None
    _bound(*cells.shape)
    frame = frames.of_texts(cells)
    return None if frame.empty else (frame, [])


def _ragged(text: Text, found: dialect.Found) -> tuple[pd.DataFrame, list[Problem]]:
    """The rows one by one, with what is wrong with them."""
    records, problems = _records(text, found)
    if not any(map(any, records)):
        raise errors.empty()
    ends = text.data.endswith((b"\n", b"\r", b"\n\0", b"\r\0"))
    return frames.of_text(records), problems + row_lengths.judge(records, ends=ends)


def _records(text: Text, found: dialect.Found) -> tuple[list[Record], list[Problem]]:
    with text.lines() as lines, gc_paused():
        _skip(lines, found.skipped)
        try:
            records = list(found.reader(lines))
        except csv.Error:
            records = []
    if records:
        _bound(len(records), max(map(len, records)))
        return records, []
    with text.lines() as lines:
        _skip(lines, found.skipped)
        return csv_repair.read_carefully(lines, found)


def _skip(lines: TextIOWrapper, count: int) -> None:
    for _line in range(count):
        lines.readline()


def _bound_roughly(data: bytes, delimiter: str) -> None:
    """Before room is made for cells: those in quotes are counted too, hence twice the limits."""
    rows, cells = data.count(b"\n"), data.count(delimiter.encode())
    if rows > 2 * limits.MAX_ROWS or cells > 2 * limits.MAX_CELLS:
        raise errors.too_large(_("{rows:,} rows, {cells:,} cells", rows=rows, cells=cells))


def _bound(rows: int, width: int) -> None:
    if rows > limits.MAX_ROWS or width > limits.MAX_COLUMNS or rows * width > limits.MAX_CELLS:
        raise errors.too_large(_("{rows:,} rows of up to {width:,} cells", rows=rows, width=width))
