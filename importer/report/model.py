"""What a run was: everything that its report says is derived from this one value."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from importer.i18n import SOURCE, Language
from importer.mapping import MappedTable
from importer.outcome import IN_OTO, Outcome, Status
from importer.problems import Problem, Severity, explain, holds
from importer.problems.problem import of_rows
from importer.problems.sending import SET_UP
from importer.report.problem_text import ProblemOfOrder, code_of

# The sheets of the workbook and the front columns of the last: in no language but this.
SUMMARY, RESULTS, TO_FIX = "Summary", "Results", "To fix"
FRONT_COLUMNS = ("Problem", "Row", "Suggestion")
DONE = IN_OTO | {Status.VALID}  # orders of these statuses are not in "To fix"
# Orders of these statuses were not among those that this run was to send.
_NOT_MEANT = frozenset({Status.ALREADY_CREATED, Status.CONFLICT, Status.INVALID})


@dataclass(frozen=True, slots=True)
class Money:
    """What the orders created by this run are worth in one currency (of a check: would be).

    `cod` is the sum of `amount_due` of the orders to collect, `paid` the sum of `amount` of the
    paid ones.
    """

    currency: str
    cod: Decimal = Decimal(0)
    paid: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Week:
    """A file over all its runs: how many `orders` it has, and how many of them are `in_oto`."""

    orders: int
    in_oto: int


@dataclass(frozen=True, slots=True)
class Totals:
    """The counts of a run.

    `orders` and `rows` count by status. `above` and `headers` are the rows up to the header, and
    `left_out` those that are no orders (totals, notes); `sheet_rows` is every filled row of the
    sheet. `unaccounted` are rows that should be in an order and are not, or the reverse.
    """

    orders: Counter[Status]
    rows: Counter[Status]
    above: int
    headers: int
    left_out: int
    sheet_rows: int
    unaccounted: tuple[int, ...]

    @property
    def in_oto(self) -> int:
        """How many orders are in OTO, by this run or an earlier one."""
        return sum(count for status, count in self.orders.items() if status in IN_OTO)

    @property
    def add_up(self) -> bool:
        """Whether every filled row of the sheet is counted exactly once."""
        counted = self.above + self.headers + self.left_out + self.rows.total()
        return not self.unaccounted and counted == self.sheet_rows


@dataclass(frozen=True, kw_only=True)
class RunReport:
    """One run of one file, as it ended.

    `outcomes` has every order of the file in file order, each with its own problems, warnings and
    notes; `problems` adds those of the file and its columns (one that is found in both places is
    counted once). `started` carries its zone. `seconds` is how long the run took.
    `flags` are the options that a run of the report needs, and `file_flags` those that a run of
    `file` itself needs beside them.
    `options` are the options to use again when the report is run (`dates`, `decimal`, ...: long
    names of flags without the dashes), and `cities` and `payments` what --map-city and
    --map-payment said. `sources` are, by the first row of each order that is left, the
    fingerprints of its rows as they first stood. `same_for_all` are the fields that no column holds
    though one value may stand for all orders, with a value that --set would take. `source_rows`
    are, of a run of a report, the rows of the file by those of "To fix"; `week` is what the file
    had before it. `previous` is the report that was run, if one was, and `first_file` the name of
    the first run's file.
    """

    file: Path
    table: MappedTable
    outcomes: Sequence[Outcome]
    started: datetime
    seconds: float
    problems: Sequence[Problem] = ()
    stopped: Problem | None = None
    money: Sequence[Money] = ()
    check_only: bool = False
    lang: Language = "en"
    host: str = ""
    account: str = ""
    account_key: str = ""
    account_name: str = ""
    flags: Sequence[str] = ()
    file_flags: Sequence[str] = ()
    options: Mapping[str, str] = field(default_factory=dict)
    cities: Mapping[str, str] = field(default_factory=dict)
    payments: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[int, str] = field(default_factory=dict)
    same_for_all: Mapping[str, str] = field(default_factory=dict)
    source_rows: Mapping[int, int] = field(default_factory=dict)
    week: Week | None = None
    previous: Path | None = None
    first_file: str = ""

    @cached_property
    def missing_columns(self) -> Sequence[Problem]:
        """The columns that every order needs and the file has not: what holds all orders alike."""
        return [each for each in self.table.problems if each.row is None and holds(each)]

    @property
    def values_for_all(self) -> Sequence[str]:
        """The options that say `same_for_all`."""
        values = (f"{name}={value}" for name, value in self.same_for_all.items())
        return [part for value in values for part in ("--set", value)]

    @property
    def has_red_cells(self) -> bool:
        """Whether a cell of "To fix" is to be mended."""
        return any(self.table.cell(each.row, each.column) for each in self._holding)

    @property
    def wrong_values(self) -> Sequence[str]:
        """The options that say for all orders what holds them back."""
        fields = dict.fromkeys(each.column or "" for each in self._holding if each.row is not None)
        said = self.table.constants
        wrong = [name for name in fields if name in said and self.table.place(name) is None]
        return [part for name in wrong for part in ("--set", f"{name}={said[name]}")]

    @property
    def _holding(self) -> Iterable[Problem]:
        return (each for _, each in self.all_problems if code_of(each).severity is Severity.PROBLEM)

    @property
    def elsewhere(self) -> int:
        """How many orders of the file are neither in OTO nor in the report that was run."""
        now = self.week_now
        return now.orders - now.in_oto - (len(self.outcomes) - self.totals.in_oto)

    def rows_in_file(self, rows: Iterable[int]) -> list[int]:
        """The rows as they are numbered in the file that the first run read."""
        return sorted(self.source_rows.get(row, row) for row in rows)

    @property
    def week_now(self) -> Week:
        """How much of the file is in OTO, over all its runs up to this one."""
        if self.week is None:
            return Week(len(self.outcomes), self.totals.in_oto)
        return Week(self.week.orders, self.week.in_oto + self.totals.in_oto)

    @cached_property
    def totals(self) -> Totals:
        """Every order in one status, every row in one place."""
        data = {int(row) for row in self.table.frame.index}
        filled = {int(row) for row in self.table.sheet.frame.index} | data
        headers = filled.intersection(self.table.header_rows)
        top = min(self.table.header_rows, default=0)
        above = {row for row in filled - headers - data if row < top}
        orders: Counter[Status] = Counter()
        rows: Counter[Status] = Counter()
        in_orders: set[int] = set()
        for outcome in self.outcomes:
            orders[outcome.status] += 1
            rows[outcome.status] += len(set(outcome.rows))
            in_orders.update(outcome.rows)
        return Totals(
            orders=orders,
            rows=rows,
            above=len(above),
            headers=len(headers),
            left_out=len(filled - headers - data - above),
            sheet_rows=len(filled),
            unaccounted=tuple(sorted(data ^ in_orders)),
        )

    @cached_property
    def all_problems(self) -> Sequence[ProblemOfOrder]:
        """Every problem once, with the index of its order among the outcomes (None: the file's).

        What would hold an order back is none where the order is in OTO, and what counts orders
        counts those that the run was to send.
        """
        problems: list[ProblemOfOrder] = []
        order_of_row: dict[int, int] = {}
        meant: set[int] = set()
        for n, outcome in enumerate(self.outcomes):
            order_of_row.update(dict.fromkeys(outcome.rows, n))
            problems += [(n, problem) for problem in dict.fromkeys(outcome.problems)]
            if outcome.status not in _NOT_MEANT:
                meant.update(outcome.rows)
        known = {problem for _, problem in problems}
        for problem in dict.fromkeys(self.problems):
            if problem in known:
                continue
            order = None if problem.row is None else order_of_row.get(problem.row)
            # What counts orders counts those; a hidden row was read, whatever became of it.
            counts = problem.row is None and "orders" in dict(problem.facts)
            left = of_rows(problem, meant) if counts else (problem,)
            problems += [(order, each) for each in left]
        return [each for each in problems if not self._is_settled(*each)]

    def _is_settled(self, order: int | None, problem: Problem) -> bool:
        """Whether it would hold back what is in OTO: its order, or all orders of the file."""
        if code_of(problem).severity is not Severity.PROBLEM:
            return False
        if order is None:
            return 0 < len(self.outcomes) == self.totals.in_oto
        return self.outcomes[order].status in IN_OTO


def summary(run: RunReport, report: Path | None) -> dict[str, object]:
    """The JSON summary of the contract; after `check` it counts the `valid` orders too, and what
    stands in the way of sending alone is no error of theirs."""
    statuses = [status for status in Status if status is not Status.VALID or run.check_only]
    severities = Counter(code_of(problem).severity for _, problem in run.all_problems)
    stopped = run.stopped
    if run.check_only and stopped is not None and stopped.code not in SET_UP:
        stopped = None
    error = {} if stopped is None else {"error": _error(stopped, run)}
    return {
        "file": str(run.file),
        "report": None if report is None else str(report),
        "rows": len({int(row) for row in run.table.frame.index}),
        "orders": len(run.outcomes),
        **{status.value: run.totals.orders[status] for status in statuses},
        "warnings": severities[Severity.WARNING],
        "seconds": round(run.seconds, 3),
        **error,
    }


def _error(stopped: Problem, run: RunReport) -> dict[str, str]:
    """Why a run stopped early, for a program: in English."""
    text = explain(stopped, code_of(stopped), run.table, SOURCE)
    return {"code": stopped.code, "message": text.message, "cure": text.cure}
