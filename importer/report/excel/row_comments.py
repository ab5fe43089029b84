"""Which rows go to "To fix", where they will stand there, and what is said of each."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from importer import catalog
from importer.catalog import Part
from importer.i18n import _
from importer.outcome import Outcome
from importer.problems import Problem
from importer.reading import column_letter, display_text
from importer.report.model import DONE, FRONT_COLUMNS, RunReport
from importer.report.places import Cell, cells_of, is_of_order
from importer.report.problem_text import Columns, ProblemFormatter
from importer.report.results import reasons
from importer.report.tables import STATUS_MEANINGS
from importer.report.text import Step, step_of_missing
from importer.row_ranges import MAX_ROWS, format_rows

_ALSO_HERE = _("“{header}” has to be mended here as well as in row {row} of your file: {why}")
_MAYBE_HERE = _("Look at “{header}” here, too, as in row {row} of your file: {why}")
_Again = tuple[Problem, str]  # and a field that it is about, too


@dataclass(frozen=True, slots=True)
class OrderToFix:
    """One order in "To fix": its `index` among the run's orders, its rows in the source, and the
    row of "To fix" that the first of them is in."""

    index: int
    outcome: Outcome
    rows: tuple[int, ...]
    first_row: int


@dataclass(frozen=True, slots=True)
class CellComment:
    """What is said of one bad cell under the merchant's own `header`; `suggestion` is what may be
    written in its place ("": nothing is known)."""

    header: str
    message: str
    cure: str
    suggestion: str = ""

    @property
    def text(self) -> str:
        """What is wrong, and how to mend it."""
        return f"{self.message}\n{self.cure}".strip()


@dataclass(frozen=True, slots=True)
class RowComment:
    """What is said of one source row: its `problem` text, and the comment of each bad cell by the
    0-based column of the source."""

    problem: str
    cells: Mapping[int, CellComment]

    @property
    def suggestion(self) -> str:
        """What may be written into its cells; of several bad ones each behind its header."""
        some = [cell for cell in self.cells.values() if cell.suggestion]
        if len(self.cells) == 1:
            return "".join(cell.suggestion for cell in some)
        return "\n".join(f"{cell.header}: {cell.suggestion}" for cell in some)


def orders_to_fix(run: RunReport) -> Iterator[OrderToFix]:
    """The orders that are neither in OTO nor (after a check) ready, in file order, as far as a
    sheet goes."""
    known = run.table.sheet.frame.index
    next_row = 2 + len(lines_above(run))
    for index, outcome in enumerate(run.outcomes):
        if outcome.status in DONE:
            continue
        rows = tuple(row for row in dict.fromkeys(outcome.rows) if row in known)
        if next_row + len(rows) > MAX_ROWS + 1:
            return
        yield OrderToFix(index, outcome, rows, next_row)
        next_row += len(rows)


def lines_above(run: RunReport) -> list[Step]:
    """What holds all orders alike, said once above the headers: each line a text or a command."""
    formatter = ProblemFormatter(run.table, run.lang)
    lines: list[Step] = []
    for problem in run.missing_columns:
        text = formatter.explain(problem)
        settled = problem.column in run.same_for_all
        lines.append(Step(text.message if settled else f"{text.message} {text.cure}"))
    if run.same_for_all:
        step = step_of_missing(run)
        lines += [Step(step.text), Step("", step.command)]
    return lines


class SourceColumns:
    """The columns of the source's sheet in their order; `position` is where each stands there."""

    def __init__(self, run: RunReport) -> None:
        self.numbers: list[int] = [int(column) for column in run.table.sheet.frame.columns]
        self.position = {number: n for n, number in enumerate(self.numbers)}
        known = {column.index: column for column in run.table.columns}
        self.headers = [known[n].header if n in known else "" for n in self.numbers]
        self.fields = [known[n].field if n in known else None for n in self.numbers]


class InToFix:
    """Places as she sees them in "To fix", where she mends them."""

    def __init__(self, run: RunReport, columns: SourceColumns) -> None:
        self._table, self._columns = run.table, columns
        self._row_of: Mapping[int, int] = {}

    def place(self, order: OrderToFix) -> None:
        """From now on that order's rows are spoken of."""
        self._row_of = {row: order.first_row + n for n, row in enumerate(order.rows)}

    def cell(self, row: int | None, column: str | None) -> str:
        """The address in "To fix"; empty for a place that is not there."""
        number = self._table.place(column)
        if row is None or row not in self._row_of or number not in self._columns.position:
            return ""
        letter = column_letter(len(FRONT_COLUMNS) + self._columns.position[number])
        return f"{letter}{self._row_of[row]}"

    def header(self, column: str | None) -> str:
        """The merchant's own header."""
        return self._table.header(column)

    def lacks(self, field: str | None) -> bool:
        """Whether the orders have no such field."""
        return self._table.lacks(field)


class RowComments:
    """Says what is wrong with each row of an order."""

    def __init__(self, run: RunReport, where: Columns | None = None) -> None:
        self._run = run
        self._of_all = frozenset(run.missing_columns)
        self._formatter = ProblemFormatter(where or run.table, run.lang)

    def of_order(self, outcome: Outcome, rows: Iterable[int]) -> Mapping[int, RowComment]:
        """By row what is said of each of the order's `rows`."""
        by_row: dict[int, list[Problem]] = {row: [] for row in rows}
        for problem in reasons(outcome):
            if problem in self._of_all:
                continue
            row = problem.row if problem.row in by_row else next(iter(by_row), None)
            if row is not None:
                by_row[row].append(problem)
        comments = {row: self._comment(problems) for row, problems in by_row.items()}
        of_others = "" if all(by_row.values()) else self._of_order(outcome, by_row)
        again = self._again(by_row)
        told = next((problems[0] for problems in by_row.values() if problems), None)
        for row, problems in by_row.items():
            if not problems:
                is_told = any(problem == told for problem, _field in again[row])
                comments[row] = RowComment("" if is_told else of_others, {})
        return {row: self._with_again(row, each, again[row]) for row, each in comments.items()}

    def _again(self, by_row: Mapping[int, Sequence[Problem]]) -> Mapping[int, list[_Again]]:
        """The other cells of the order that a problem is about, too, by their row."""
        again: dict[int, list[_Again]] = {row: [] for row in by_row}
        for problem in (problem for problems in by_row.values() for problem in problems):
            own = problem.row
            if own is None or own not in by_row:
                continue
            if is_of_order(problem):
                cells = cells_of(problem, list(by_row), self._run.table)
            else:
                cells = self._contradicting(problem, own, by_row)
            for row, field in cells:
                if (row, field) != (own, problem.column):
                    again[row].append((problem, field))
        return again

    def _contradicting(self, problem: Problem, own: int, rows: Iterable[int]) -> list[Cell]:
        """The cells of the order or the customer that say the same, and would contradict the one
        that is mended."""
        frame = self._run.table.sheet.frame
        field = catalog.BY_NAME.get(problem.column or "")
        column = self._run.table.place(problem.column)
        if column is None or column not in frame.columns:
            return []
        if field is None or field.part is Part.ITEM or field is catalog.ORDER_ID:
            return []
        text = display_text(frame.at[own, column])
        same = (row for row in rows if text and display_text(frame.at[row, column]) == text)
        return [(row, field.name) for row in same]

    def _with_again(self, row: int, comment: RowComment, problems: Sequence[_Again]) -> RowComment:
        cells, texts = dict(comment.cells), [comment.problem]
        for problem, field in problems:
            column = self._run.table.place(field)
            if column is None or column in cells:
                continue
            explained = self._formatter.explain(replace(problem, column=field))
            text = explained.message
            if row != problem.row:
                (in_file,) = self._run.rows_in_file([problem.row or 0])
                is_same = field == problem.column and catalog.BY_NAME[field].part is not Part.ITEM
                also = _ALSO_HERE if is_same else _MAYBE_HERE
                text = also.format(
                    self._run.lang, header=explained.header, row=in_file, why=explained.message
                )
                texts.append(text)
            cells[column] = CellComment(
                explained.header, text, explained.cure, explained.suggestion
            )
        return RowComment("\n".join(filter(None, texts)), cells)

    def _of_order(self, outcome: Outcome, by_row: Mapping[int, Sequence[Problem]]) -> str:
        """What is said of the rows that nothing is wrong with."""
        lang = self._run.lang
        bad = [row for row, problems in by_row.items() if problems]
        if not bad and self._of_all:
            return _("Held by what stands above the headers.").format(lang)
        if not bad:
            return STATUS_MEANINGS[outcome.status].format(lang)
        return _("Held with row {rows} of your file, which is of the same order: {why}").format(
            lang,
            rows=format_rows(self._run.rows_in_file(bad[:20])),
            why=self._formatter.explain(by_row[bad[0]][0]).message,
        )

    def _comment(self, problems: Sequence[Problem]) -> RowComment:
        texts: list[str] = []
        cells: dict[int, CellComment] = {}
        frame = self._run.table.sheet.frame
        for problem in problems:
            explained = self._formatter.explain(problem)
            texts.append(f"{self._formatter.with_cell(explained)} {explained.cure}".strip())
            column = self._run.table.place(problem.column)
            if column is None or column not in frame.columns or problem.row not in frame.index:
                continue
            before = cells.get(column)
            cells[column] = CellComment(
                explained.header,
                f"{before.text}\n\n{explained.message}" if before else explained.message,
                explained.cure,
                (before.suggestion if before else "") or explained.suggestion,
            )
        return RowComment("\n".join(dict.fromkeys(texts)), cells)
