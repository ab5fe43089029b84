"""Rows of a delimited text that do not have the header's number of cells."""

from collections import Counter
from itertools import pairwise

from importer.problems import files
from importer.problems.problem import Problem, problem

Record = list[str]
# Exports that leave out the last empty cells have many short rows; a torn row stands alone.
_RARE = 0.1


def judge(records: list[Record], *, ends: bool) -> list[Problem]:
    """The rows in which values may have slid into the wrong column.

    A row with fewer cells than the header is only that: its last cells are empty. But two short
    rows that make one whole row, or a last row that breaks off (`ends` is False: no line end
    after it), are torn.
    """
    width = _header_width(records)
    if not width:
        return []
    found = [
        problem(files.ROW_TOO_LONG, row=number, cells=_used(record), columns=width)
        for number, record in enumerate(records, 1)
        if len(record) > width and _used(record) > width
    ]
    return found + _torn(records, width, ends)


def _header_width(records: list[Record]) -> int:
    """The cells of the first row that is as full as a header must be; 0 when no row is."""
    widths = Counter(len(record) for record in records if any(record))
    most = max(widths.values())
    usual = min(width for width, times in widths.items() if times == most)
    if usual < 2:
        return 0
    full = max(usual - 1, min(usual, 3))
    return next((len(row) for row in records if sum(map(bool, row)) >= full), usual)


def _used(record: Record) -> int:
    return next((at for at in range(len(record), 0, -1) if record[at - 1]), 0)


def _torn(records: list[Record], width: int, ends: bool) -> list[Problem]:
    short = [at for at, record in enumerate(records) if 0 < len(record) < width and any(record)]
    begun = next(at for at, record in enumerate(records) if len(record) >= width)
    short = [at for at in short if at > begun]
    if len(short) > max(2, _RARE * len(records)):
        return []
    torn = set()
    for this, after in pairwise(short):
        if after == this + 1 and len(records[this]) + len(records[after]) - 1 == width:
            torn |= {this, after}
    if not ends and short and short[-1] == len(records) - 1:
        torn.add(short[-1])
    return [
        problem(files.ROW_TORN, row=at + 1, cells=len(records[at]), columns=width)
        for at in sorted(torn)
    ]
