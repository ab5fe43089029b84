"""Texts whose quotation marks are not what the rules of CSV ask for (RFC 4180, section 2)."""

import csv
from io import TextIOWrapper

from importer.errors import FileUnreadable
from importer.i18n import _
from importer.problems import files
from importer.problems.problem import Problem, problem
from importer.reading import errors
from importer.reading.dialect import Found


def read_carefully(lines: TextIOWrapper, found: Found) -> tuple[list[list[str]], list[Problem]]:
    """The records, with a problem for each row whose quotation marks are wrong within one line.

    Raises FileUnreadable where a mark that is not closed may have swallowed the rows after it.
    """
    source = _Remembering(lines)
    reader = found.reader(source)
    records: list[list[str]] = []
    problems: list[Problem] = []
    while True:
        source.taken.clear()
        try:
            records.append(next(reader))
        except StopIteration:
            return records, problems
        except csv.Error as error:
            if "field larger" in str(error):
                raise errors.cell_too_long(f"row {len(records) + 1}") from error
            if len(source.taken) > 1 or "unexpected end" in str(error):
                raise _swallowed(len(records) + 1) from error
            records += found.reader(source.taken, strict=False)
            problems.append(problem(files.QUOTES_BROKEN, row=len(records)))


class _Remembering:
    """Lines handed on, those since the last clearing kept."""

    def __init__(self, lines: TextIOWrapper) -> None:
        self._lines = lines
        self.taken: list[str] = []

    def __iter__(self) -> "_Remembering":
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.taken.append(line)
        return line


def _swallowed(row: int) -> FileUnreadable:
    return errors.unreadable(
        _(
            'Row {row} has a quotation mark (") that is opened and not closed rightly: it '
            "cannot be told where the row ends.",
            row=row,
        ),
        _("Close or delete the quotation mark in row {row}, or export the file as .xlsx.", row=row),
    )
