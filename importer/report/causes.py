"""The problems of a run by their cause, the one that holds the most orders first."""

from dataclasses import dataclass, field

from importer.problems import Problem, Severity
from importer.report import words
from importer.report.run import Run
from importer.report.teller import Teller, code_of

_PLACES = 8  # cells named for one cause


@dataclass(frozen=True, slots=True)
class Cause:
    """One kind of problem in one column.

    `orders` is how many orders have it (0: the file as a whole), `cells` how often it was found;
    `message` and `cure` are those of the first one found (the message says when others read
    otherwise); `places` are the first cells or rows.
    """

    code: str
    orders: int
    cells: int
    message: str
    cure: str
    places: tuple[str, ...]

    @property
    def where(self) -> str:
        """The places in one text, which says when there are more."""
        more = " …" if self.places and self.cells > len(self.places) else ""
        return ", ".join(self.places) + more


@dataclass(slots=True)
class _Group:
    first: Problem
    orders: set[int] = field(default_factory=set)
    found: list[Problem] = field(default_factory=list)
    cells: int = 0

    def add(self, order: int | None, problem: Problem) -> None:
        self.cells += 1
        if order is not None:
            self.orders.add(order)
        if len(self.found) < _PLACES:
            self.found.append(problem)


def group_causes(run: Run, severity: Severity = Severity.PROBLEM) -> list[Cause]:
    """The run's problems of one severity, grouped by code and column, largest first.

    A problem of the whole file comes before those of its orders.
    """
    groups: dict[tuple[str, str | None], _Group] = {}
    for order, problem in run.found:
        if code_of(problem).severity is severity:
            key = (problem.code, problem.column)
            groups.setdefault(key, _Group(problem)).add(order, problem)
    teller = Teller(run.table, run.lang)
    causes = [_cause(group, teller) for group in groups.values()]
    return sorted(causes, key=lambda cause: (cause.orders > 0, -cause.orders, -cause.cells))


def _cause(group: _Group, teller: Teller) -> Cause:
    said = teller.explain(group.first)
    others = {teller.explain(found).message for found in group.found} - {said.message}
    example = words.AND_OTHERS.say(teller.lang, message=said.message)
    places = (_place(found, teller) for found in group.found)
    return Cause(
        code=group.first.code,
        orders=len(group.orders),
        cells=group.cells,
        message=example if others else said.message,
        cure=said.cure,
        places=tuple(dict.fromkeys(filter(None, places))),
    )


def _place(found: Problem, teller: Teller) -> str:
    row = "" if found.row is None else str(found.row)
    return teller.where.cell(found.row, found.column) or row
