"""Delimited text without a fault, which pandas' C reader splits.

It keeps one object for all equal cells of a column, which makes every later look at them several
times quicker; but it is silent on rows that are too short and on quotation marks that are wrong.
So what is not beyond doubt is left to the careful reading of `delimited`.
"""

from codecs import BOM_UTF8
from io import BytesIO

import pandas as pd

from importer.reading import limits
from importer.reading.frames import Cells

_QUOTE = b'"'


def read_cells(data: bytes, delimiter: str) -> Cells | None:
    """The cells of a text (UTF-8, without a mark), just as Python's csv reads them.

    None where a record has more or fewer cells than the first one, where a quotation mark is not
    as the rules of CSV ask for (RFC 4180, section 2), and where a line ends in an unusual way.
    """
    outside = None if _is_odd(data) else _outside_quotes(data, delimiter.encode())
    if outside is None:
        return None
    try:
        frame = _read(data, delimiter)
    except (pd.errors.ParserError, pd.errors.EmptyDataError, UnicodeDecodeError):
        return None
    rows, width = frame.shape
    if width < 2 or outside.count(delimiter.encode()) != rows * (width - 1):
        return None
    cells: Cells = frame.to_numpy(copy=True)
    return None if _may_be_long(data, outside) and any(map(_too_long, cells.T)) else cells


def _is_odd(data: bytes) -> bool:
    """Whether there is what the C reader takes in a way of its own."""
    lone_returns = data.count(b"\r") - data.count(b"\r\n")
    return lone_returns > 0 or b"\0" in data or data.startswith(BOM_UTF8)


def _outside_quotes(data: bytes, delimiter: bytes) -> bytes | None:
    """The text with one mark in place of all between two; None where a mark is out of place."""
    if _QUOTE not in data:
        return data
    parts = data.split(_QUOTE)
    if len(parts) % 2 == 0:
        return None
    outside = parts[::2]  # empty between the two marks that stand for one
    before = {part[-1:] for part in outside[:-1]}
    after = {part[:1] for part in outside[1:]}
    in_place = before <= {b"", b"\n", delimiter} and after <= {b"", b"\n", b"\r", delimiter}
    return _QUOTE.join(outside) if in_place else None


def _read(data: bytes, delimiter: str) -> pd.DataFrame:
    return pd.read_csv(
        BytesIO(data),
        sep=delimiter,
        header=None,
        index_col=False,
        dtype=object,
        na_filter=False,
        skip_blank_lines=False,
        low_memory=False,
    )


def _may_be_long(data: bytes, outside: bytes) -> bool:
    """Not where each line is a record, and none longer than a cell may be."""
    breaks = data.count(b"\n") - outside.count(b"\n")
    return breaks > 0 or max(map(len, data.split(b"\n"))) > limits.MAX_CELL_CHARACTERS


def _too_long(column: Cells) -> bool:
    return max(map(len, column.tolist())) > limits.MAX_CELL_CHARACTERS
