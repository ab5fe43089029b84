"""What a run was: everything that a report says is derived from this one value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from importer.i18n import Language
from importer.outcome import Outcome
from importer.problems.problem import Problem, Severity
from importer.report.problem_text import ProblemGroup, group_problems
from importer.report.totals import Totals, totals

if TYPE_CHECKING:
    from importer.mapping import MappedTable


@dataclass(frozen=True, slots=True)
class Money:
    """What the orders created by this run are worth in one currency (of a check: would be).

    `cod` is the sum of `amount_due` of the orders to collect, `paid` the sum of `amount` of the
    paid ones.
    """

    currency: str
    cod: Decimal = Decimal(0)
    paid: Decimal = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class RunReport:
    """One run of one file, as it ended.

    `outcomes` has every order of the file in file order, each with its own problems, warnings and
    notes; `problems` adds those of the file and its columns (one that is found in both places is
    counted once). `started` carries its zone. `seconds` is how long the run took.
    `command` is the command line of the next run, with `{report}` where the report's path goes.
    `options` are the reading options to use again when the report is run (`dates`, `decimal`, ...:
    long names of flags without the dashes), and `cities` what --map-city said. `previous` is the
    report that was run, if one was.
    """

    file: Path
    table: "MappedTable"
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
    command: str = "python -m importer {report}"
    options: Mapping[str, str] = field(default_factory=dict)
    cities: Mapping[str, str] = field(default_factory=dict)
    previous: Path | None = None

    @cached_property
    def counts(self) -> Totals:
        """Every order in one status, every row in one place."""
        return totals(self)

    @cached_property
    def causes(self) -> Mapping[Severity, Sequence[ProblemGroup]]:
        """The problems of each severity, those that are one cause together, largest first."""
        return {severity: group_problems(self, severity) for severity in Severity}

    @cached_property
    def found(self) -> Sequence[tuple[int | None, Problem]]:
        """Every problem once, with the place of its order among the outcomes (None: the file's)."""
        order_of = {row: place for place, end in enumerate(self.outcomes) for row in end.rows}
        found: list[tuple[int | None, Problem]] = []
        for place, end in enumerate(self.outcomes):
            found += [(place, problem) for problem in dict.fromkeys(end.problems)]
        told = {problem for _, problem in found}
        for problem in dict.fromkeys(self.problems):
            if problem not in told:
                found.append((None if problem.row is None else order_of.get(problem.row), problem))
        return found


@dataclass(frozen=True, slots=True)
class WrittenReport:
    """Where the copies of a report ended up.

    `report` is the workbook (None: no place could be written), `page` its page, `table` the CSV
    that was asked for. `problems` say where a copy could not be written and where it went instead.
    """

    report: Path | None
    page: Path | None = None
    table: Path | None = None
    problems: tuple[Problem, ...] = ()
