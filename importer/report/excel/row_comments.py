"""Which rows go to "To fix", where they will stand there, and what is said of each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from importer.outcome import IN_OTO, Outcome, Status
from importer.problems import Problem
from importer.reading import column_letter
from importer.report import words
from importer.report.model import RunReport
from importer.report.problem_text import ProblemFormatter
from importer.report.results import placed, reasons
from importer.row_ranges import format_rows

FRONT = ("Problem", "Row")
MOST_ROWS = 1_048_575  # of a sheet, below its header
_SETTLED = IN_OTO | {Status.VALID}


@dataclass(frozen=True, slots=True)
class Block:
    """The rows of one order: `place` among the run's orders, `first` its first row in "To fix"."""

    place: int
    outcome: Outcome
    rows: tuple[int, ...]
    first: int


@dataclass(frozen=True, slots=True)
class RowComment:
    """What is said of one source row: its `problem` text, and the message of each bad cell by the
    0-based column of the source."""

    problem: str
    cells: Mapping[int, str]


def blocks(run: RunReport) -> Iterator[Block]:
    """The orders that are neither in OTO nor (after a check) ready, in file order."""
    known = run.table.sheet.frame.index
    next_row = 2
    for place, outcome in enumerate(run.outcomes):
        if outcome.status in _SETTLED:
            continue
        rows = tuple(row for row in dict.fromkeys(outcome.rows) if row in known)
        if next_row + len(rows) > MOST_ROWS + 2:
            return
        yield Block(place, outcome, rows, next_row)
        next_row += len(rows)


def last_place(run: RunReport) -> int:
    """The place of the last order that belongs into "To fix", -1 when there is none."""
    places = (n for n, one in enumerate(run.outcomes) if one.status not in _SETTLED)
    return max(places, default=-1)


class Columns:
    """The source's columns; `place` tells how many of them stand before each in "To fix"."""

    def __init__(self, run: RunReport) -> None:
        self.source: list[int] = [int(column) for column in run.table.sheet.frame.columns]
        self.place = {column: n for n, column in enumerate(self.source)}
        named = {column.index: column for column in run.table.columns}
        self.headers = [named[column].header if column in named else "" for column in self.source]
        self.fields = [named[column].field if column in named else None for column in self.source]


class InToFix:
    """Places as she sees them in "To fix", where she mends them."""

    def __init__(self, run: RunReport, columns: Columns) -> None:
        self._table, self._columns = run.table, columns
        self.row_of: dict[int, int] = {}

    def cell(self, row: int | None, column: str | None) -> str:
        """The address in "To fix"; empty for a place that is not there."""
        source = self._table.place(column)
        if row not in self.row_of or source not in self._columns.place:
            return ""
        return f"{column_letter(len(FRONT) + self._columns.place[source])}{self.row_of[row]}"

    def header(self, column: str | None) -> str:
        """The merchant's own header."""
        return self._table.header(column)


class RowComments:
    """Says what is wrong with each row of an order."""

    def __init__(self, run: RunReport, columns: Columns) -> None:
        self._run, self._columns = run, columns
        self._where = InToFix(run, columns)
        self._teller = ProblemFormatter(self._where, run.lang)

    def say(self, block: Block) -> Sequence[RowComment]:
        """One `RowComment` for each row of the block, in its order."""
        self._where.row_of = {row: block.first + n for n, row in enumerate(block.rows)}
        by_row: dict[int, list[Problem]] = {row: [] for row in block.rows}
        for found in reasons(block.outcome):
            row = found.row if found.row in by_row else next(iter(by_row), None)
            if row is not None:
                by_row[row].append(found)
        if all(by_row.values()):
            return [self._row(found) for found in by_row.values()]
        other = self._held_with(by_row) or words.MEANING[block.outcome.status].format(
            self._run.lang
        )
        return [self._row(found) if found else RowComment(other, {}) for found in by_row.values()]

    def _held_with(self, by_row: Mapping[int, Sequence[Problem]]) -> str:
        """What is said of the rows that nothing is wrong with."""
        bad = [row for row, found in by_row.items() if found]
        if not bad:
            return ""
        why = self._teller.explain(by_row[bad[0]][0]).message
        return words.HELD_WITH.format(self._run.lang, rows=format_rows(bad[:20]), why=why)

    def _row(self, found: Sequence[Problem]) -> RowComment:
        texts: list[str] = []
        cells: dict[int, str] = {}
        for one in found:
            said = self._teller.explain(one)
            texts.append(f"{placed(said, self._run.lang)} {said.cure}".strip())
            column = self._run.table.place(one.column)
            if column in self._columns.place and one.row in self._where.row_of:
                text = f"{said.message}\n{said.cure}".strip()
                cells[column] = f"{cells[column]}\n\n{text}" if column in cells else text
        return RowComment("\n".join(dict.fromkeys(texts)), cells)
