"""Text in cells divided by comma, semicolon, tab or pipe: which of them it is, and the rows."""

import csv
import re
from codecs import BOM_UTF8
from collections import Counter
from io import BytesIO, StringIO, TextIOWrapper
from math import log
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from importer.garbage import gc_paused
from importer.i18n import _
from importer.problems import files
from importer.problems.problem import Problem, problem
from importer.reading import csv_fast, csv_repair, errors, frames, html, limits
from importer.reading.cells import Sheet, Workbook
from importer.reading.encoding import Encoding, detect_encoding
from importer.reading.sniff import is_web_page, refuse_other_text

DELIMITERS = (",", ";", "\t", "|")
_SEP_LINE = re.compile(r"\ufeff?\"?sep=([^\r\n\"])\"?[\r\n]\n?", re.I)
_SPACE_BEFORE_QUOTE = re.compile(r"[,;\t|] +\"")
_START = 2**18


class Dialect(csv.excel):
    """How a text is divided.

    `spaced` allows for spaces before a quotation mark; `skipped_lines` stand before the first row
    (a `sep=` line). csv.Error is raised where a quotation mark is not closed rightly.
    """

    strict = True

    def __init__(self, delimiter: str, *, spaced: bool = False, skipped_lines: int = 0) -> None:
        self.delimiter = delimiter
        self.skipinitialspace = spaced
        self.skipped_lines = skipped_lines
        super().__init__()


class _Text(NamedTuple):
    """A delimited text, decoded as it is read."""

    data: bytes
    encoding: Encoding

    def utf8(self) -> bytes:
        """The whole text in UTF-8, without a mark at its beginning."""
        codec = self.encoding.codec
        if codec == "utf-8-sig":
            return self.data.removeprefix(BOM_UTF8)
        return self.data if codec == "utf-8" else self.lines().read().encode(errors="surrogatepass")

    def lines(self, skipped: int = 0) -> TextIOWrapper:
        """The lines with their own endings, without the first `skipped`."""
        lines = TextIOWrapper(BytesIO(self.data), self.encoding.codec, newline="")
        for _line in range(skipped):
            lines.readline()
        return lines


def read_text(path: Path, data: bytes, requested_encoding: str | None) -> Workbook:
    """The workbook of one sheet that a delimited text is, or that of a web page's tables; every
    cell is text or empty.

    A row's number is its position among the records, as a spreadsheet program would number it:
    blank lines count, a `sep=` line does not, a line break within quotes begins no new row. Raises
    FileUnreadable for a text that is no table, UsageError when its encoding must be named.
    """
    data = data.removesuffix(b"\x1a")  # the end of a file, as DOS programs mark it
    declared = html.declared_encoding(data)
    encoding = detect_encoding(data, requested_encoding or declared)
    text = _Text(data, encoding)
    with text.lines() as lines:
        start = lines.read(_START)
    if is_web_page(start):
        with text.lines() as lines:
            page = html.read_page(path, lines.read(), encoding.label)
        if page is not None:
            return page
    refuse_other_text(start)
    dialect = detect_dialect(start)
    _check_roughly(data, dialect.delimiter)
    frame = _read_fast(text, dialect)
    problems: list[Problem] = []
    if frame is None:
        frame, problems = _read_row_by_row(text, dialect)
    if not (encoding.label.startswith("utf") or requested_encoding):
        problems.insert(0, problem(files.ENCODING_CHOSEN, encoding=encoding.label))
    return Workbook(
        path=path,
        format="csv" if dialect.delimiter == "," else "text",
        sheets=(Sheet(name=path.stem, frame=frame),),
        encoding=encoding.label,
        delimiter=dialect.delimiter,
        problems=tuple(problems),
    )


def _read_fast(text: _Text, dialect: Dialect) -> pd.DataFrame | None:
    """The rows at once; None where they call for a closer look."""
    if dialect.skipinitialspace or dialect.skipped_lines:
        return None
    cells = csv_fast.read_cells(text.utf8(), dialect.delimiter)
    if cells is None:
        return None
    _check_size(*cells.shape)
    frame = frames.from_texts(cells)
    return None if frame.empty else frame


def _read_row_by_row(text: _Text, dialect: Dialect) -> tuple[pd.DataFrame, list[Problem]]:
    """The rows one by one, with what is wrong with them."""
    problems: list[Problem] = []
    with text.lines(dialect.skipped_lines) as lines, gc_paused():
        try:
            records = list(csv.reader(lines, dialect))
        except csv.Error:
            records = []
    if records:
        _check_size(len(records), max(map(len, records)))
    else:
        with text.lines(dialect.skipped_lines) as lines:
            records, problems = csv_repair.read_records(lines, dialect)
    if not any(map(any, records)):
        raise errors.empty()
    is_whole = text.data.endswith((b"\n", b"\r", b"\n\0", b"\r\0"))
    problems += csv_repair.row_length_problems(records, ends_with_newline=is_whole)
    return frames.from_records(records), problems


def _check_roughly(data: bytes, delimiter: str) -> None:
    """Before room is made for cells: those in quotes are counted too, hence twice the limits."""
    rows, cells = data.count(b"\n"), data.count(delimiter.encode())
    if rows > 2 * limits.MAX_ROWS or cells > 2 * limits.MAX_CELLS:
        raise errors.too_large(_("{rows:,} rows, {cells:,} cells", rows=rows, cells=cells))


def _check_size(rows: int, width: int) -> None:
    if not limits.allows(rows, width):
        raise errors.too_large(_("{rows:,} rows of up to {width:,} cells", rows=rows, width=width))


class _Trial(NamedTuple):
    """A dialect tried on the beginning of a text: how wide its records are, blank ones left out."""

    dialect: Dialect
    widths: list[int]

    def first_divided(self) -> int:
        """The number of the first record that the delimiter divides at all."""
        return next((at for at, width in enumerate(self.widths) if width > 1), len(self.widths))

    def score(self, header: int) -> float:
        """The share of records of the usual width; more columns count for more.

        A decimal comma may divide every row alike, but not the header: record number `header`, the
        first that any delimiter divides, must have the usual width too.
        """
        (usual, times), *_ = Counter(self.widths).most_common(1)
        if usual < 2:
            return 0.0
        fits = header < len(self.widths) and self.widths[header] == usual
        return times / len(self.widths) * log(usual) * (1.0 if fits else 0.4)


def detect_dialect(start: str) -> Dialect:
    """How the text that begins with `start` is divided; by commas where nothing divides it.

    Each delimiter is tried, and the one whose rows agree is taken.
    """
    if sep_line := _SEP_LINE.match(start):
        return Dialect(sep_line[1], skipped_lines=1)
    last_end = max(start.rfind("\n"), start.rfind("\r")) + 1
    sample = start[:last_end] if len(start) > 2**17 and last_end else start
    ways = (False, True) if _SPACE_BEFORE_QUOTE.search(sample) else (False,)
    dialects = [Dialect(delimiter, spaced=spaced) for spaced in ways for delimiter in DELIMITERS]
    trials = [trial for dialect in dialects if (trial := _try(sample, dialect))]
    if trials:
        header = min(trial.first_divided() for trial in trials)
        best = max(trials, key=lambda trial: trial.score(header))
        if best.score(header):
            return best.dialect
    return Dialect(",")


def _try(sample: str, dialect: Dialect) -> _Trial | None:
    try:
        records = list(csv.reader(StringIO(sample, newline=""), dialect, strict=False))
    except csv.Error:
        return None
    widths = [len(record) for record in records if any(record)]
    return _Trial(dialect, widths) if widths else None
