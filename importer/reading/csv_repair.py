"""Delimited texts with faults: quotation marks out of place, rows too long or torn in two.

The rules of CSV are those of RFC 4180, section 2.
"""

import csv
from collections import Counter
from collections.abc import Iterator
from io import TextIOWrapper
from itertools import pairwise

from importer.i18n import _
from importer.problems import files
from importer.problems.problem import Problem, problem
from importer.reading import errors

Record = list[str]
# Exports that leave out the last empty cells have many short rows; a torn row stands alone.
_RARE = 0.1


def read_records(lines: TextIOWrapper, dialect: csv.Dialect) -> tuple[list[Record], list[Problem]]:
    """The records, with a problem for each row whose quotation marks are wrong within one line.

    Raises FileUnreadable where a mark that is not closed may have swallowed the rows after it.
    """
    lines_of_record: list[str] = []

    def remembered() -> Iterator[str]:
        for line in lines:
            lines_of_record.append(line)
            yield line

    source = remembered()
    reader = csv.reader(source, dialect)
    records: list[Record] = []
    problems: list[Problem] = []
    while True:
        lines_of_record.clear()
        row = len(records) + 1
        try:
            records.append(next(reader))
        except StopIteration:
            return records, problems
        except csv.Error as error:
            _check_length(error, row)
            if len(lines_of_record) > 1 or "unexpected end" in str(error):
                raise errors.unreadable(
                    _(
                        'Row {row} has a quotation mark (") that is opened and not closed rightly: '
                        "it cannot be told where the row ends.",
                        row=row,
                    ),
                    _(
                        "Close or delete the quotation mark in row {row}, or export the file as "
                        ".xlsx.",
                        row=row,
                    ),
                ) from error
            try:
                records += csv.reader(lines_of_record, dialect, strict=False)
            except csv.Error as other:
                _check_length(other, row)
                raise
            problems.append(problem(files.QUOTES_BROKEN, row=len(records)))


def _check_length(error: csv.Error, row: int) -> None:
    if "field larger" in str(error):
        raise errors.cell_too_long(f"row {row}") from error


def row_length_problems(records: list[Record], *, ends_with_newline: bool) -> list[Problem]:
    """The rows in which values may have slid into the wrong column.

    A row with fewer cells than the header is only that: its last cells are empty. But two short
    rows that make one whole row are torn, and so is a short last row after which no line ends.
    """
    columns = _header_width(records)
    if not columns:
        return []
    problems = [
        problem(files.ROW_TOO_LONG, row=row, cells=cells, columns=columns)
        for row, record in enumerate(records, 1)
        if len(record) > columns and (cells := _used_cells(record)) > columns
    ]
    return problems + [
        problem(files.ROW_TORN, row=at + 1, cells=len(records[at]), columns=columns)
        for at in _torn_records(records, columns, ends_with_newline)
    ]


def _header_width(records: list[Record]) -> int:
    """The cells of the first row that is as full as a header must be; 0 when no row is."""
    widths = Counter(len(record) for record in records if any(record))
    most = max(widths.values())
    usual = min(width for width, times in widths.items() if times == most)
    if usual < 2:
        return 0
    full = max(usual - 1, min(usual, 3))
    return next((len(record) for record in records if sum(map(bool, record)) >= full), usual)


def _used_cells(record: Record) -> int:
    """The cells up to the last that is not empty."""
    return next((count for count in range(len(record), 0, -1) if record[count - 1]), 0)


def _torn_records(records: list[Record], columns: int, ends_with_newline: bool) -> list[int]:
    first = next(at for at, record in enumerate(records) if len(record) >= columns)
    short = [
        at
        for at, record in enumerate(records)
        if at > first and len(record) < columns and any(record)
    ]
    if len(short) > max(2, _RARE * len(records)):
        return []
    torn = set()
    for upper, lower in pairwise(short):
        whole = len(records[upper]) + len(records[lower]) - 1 == columns
        if lower == upper + 1 and whole:
            torn |= {upper, lower}
    if not ends_with_newline and short and short[-1] == len(records) - 1:
        torn.add(short[-1])
    return sorted(torn)
