"""Delimited text without a fault, which pandas' C reader splits.

It keeps one object for all equal cells of a column, which makes every later look at them several
times quicker; but it is silent on rows that are too short and on quotation marks that are wrong.
So what is not beyond doubt is left to the plain way (`delimited`).
"""

from codecs import BOM_UTF8
from io import BytesIO

import pandas as pd

from importer.reading import limits
from importer.reading.frames import Cells

_QUOTE = b'"'
_MANY_QUOTES = 8  # a cell, on average: to divide the text at each of them would take its memory


def read_cells(data: bytes, delimiter: str) -> Cells | None:
    """The cells of a text (UTF-8, without a mark), just as Python's csv reads them.

    None where a record has more or fewer cells than the first one, where a quotation mark is not
    as the rules of CSV ask for (RFC 4180, section 2), and where a line ends in an unusual way.
    """
    lone_returns = data.count(b"\r") - data.count(b"\r\n")
    if lone_returns or b"\0" in data or data.startswith(BOM_UTF8):
        return None  # the C reader takes them in a way of its own
    outside = _outside_quotes(data, delimiter.encode())
    if outside is None:
        return None
    # A column costs pandas a series: a line of delimiters alone would take a minute.
    if outside.partition(b"\n")[0].count(delimiter.encode()) >= limits.MAX_COLUMNS:
        return None
    try:
        frame = pd.read_csv(
            BytesIO(data),
            sep=delimiter,
            header=None,
            index_col=False,
            dtype=object,
            na_filter=False,
            skip_blank_lines=False,
            low_memory=False,
        )
    except (pd.errors.ParserError, pd.errors.EmptyDataError, UnicodeDecodeError):
        return None
    rows, width = frame.shape
    if width < 2 or outside.count(delimiter.encode()) != rows * (width - 1):
        return None
    cells: Cells = frame.to_numpy(copy=True)
    return cells if _cells_are_short(cells, data, outside) else None


def _outside_quotes(data: bytes, delimiter: bytes) -> bytes | None:
    """The text with one mark in place of all between two; None where a mark is out of place."""
    quotes = data.count(_QUOTE)
    if not quotes:
        return data
    if quotes > _MANY_QUOTES * (data.count(delimiter) + data.count(b"\n") + 1):
        return None
    parts = data.split(_QUOTE)
    if len(parts) % 2 == 0:
        return None
    outside = parts[::2]  # empty between the two marks that stand for one
    before = {part[-1:] for part in outside[:-1]}
    after = {part[:1] for part in outside[1:]}
    in_place = before <= {b"", b"\n", delimiter} and after <= {b"", b"\n", b"\r", delimiter}
    return _QUOTE.join(outside) if in_place else None


def _cells_are_short(cells: Cells, data: bytes, outside: bytes) -> bool:
    """Whether none is longer than a cell may be: surely so where all lines are short records."""
    longest = limits.MAX_CELL_CHARACTERS
    lines_are_records = data.count(b"\n") == outside.count(b"\n")
    if lines_are_records and max(map(len, data.split(b"\n"))) <= longest:
        return True
    return all(max(map(len, column.tolist())) <= longest for column in cells.T)
