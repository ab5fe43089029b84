"""Problems in the words of one language: each by itself, and those of a run by their cause."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from importer.i18n import Language, Message, _
from importer.problems import CODES, Code, Explained, Problem, Severity, Where, explain
from importer.report import words

if TYPE_CHECKING:
    from importer.report.model import RunReport


_ANY_TEXT = _("{text}")
_LONGEST = 800  # characters of one message: a cell may hold 32,767
_NO_CURE = Message("")


def code_of(found: Problem) -> Code:
    """The problem's code; one that the table does not know is a problem in its own text."""
    known = CODES.get(found.code)
    return known or Code(found.code, Severity.PROBLEM, _ANY_TEXT, _NO_CURE)


class ProblemFormatter:
    """Explains problems; `where` turns their places into cells and headers."""

    def __init__(self, where: Where, lang: Language) -> None:
        self.where = where
        self.lang = lang

    def explain(self, found: Problem) -> Explained:
        """The problem in words, on one line and without what XML cannot hold."""
        said = explain(found, code_of(found), self.where, self.lang)
        message, cure = one_line(said.message) or found.code, one_line(said.cure)
        return Explained(found, said.severity, said.cell, said.header, message, cure)


@lru_cache(maxsize=1024)  # cures, and many messages, are said again and again
def one_line(text: str) -> str:
    """The text on one line of bounded length, lone surrogates (from OTO's JSON) replaced."""
    line = " ".join(text.encode("utf-8", "replace").decode("utf-8").split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


_PLACES = 8  # cells named for one cause
_OF_ONE_KIND = 10  # causes of one code and column; more would hide the others
_FEW = 3  # different ones are still told one by one
_What = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class ProblemGroup:
    """One kind of problem in one column; one value of it where the same is wrong several times.

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
        return self._first(_PLACES)

    @property
    def first_places(self) -> str:
        """The first few places, for a line that says more."""
        return self._first(_FEW)

    def _first(self, count: int) -> str:
        named = self.places[:count]
        return ", ".join(named) + (" …" if named and self.cells > len(named) else "")


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


def group_problems(run: "RunReport", severity: Severity = Severity.PROBLEM) -> list[ProblemGroup]:
    """The run's problems of one severity, largest first: what reads the same is one cause (48
    orders to “Riyad”), and so is all that occurs once of a code and column, but for a few (100
    wrong phones).

    A problem of the whole file comes before those of its orders.
    """
    found = [(order, each) for order, each in run.found if code_of(each).severity is severity]
    alone = _alone(each for _, each in found)
    groups: dict[_What, _Group] = {}
    for order, each in found:
        what = _what(each)
        of_file = order is None and each.row is None
        key = what if of_file or what in alone else what[:2]
        groups.setdefault(key, _Group(each)).add(order, each)
    teller = ProblemFormatter(run.table, run.lang)
    causes = [_cause(group, teller) for group in groups.values()]
    return sorted(causes, key=lambda cause: (cause.orders > 0, -cause.orders, -cause.cells))


def _what(found: Problem) -> _What:
    """All that is said of a problem, but for its row."""
    return found.code, found.column, found.value, found.facts


def _alone(problems: Iterable[Problem]) -> set[_What]:
    """What is a cause by itself: of each code and column the most frequent ones that occur more
    than once, and the others where they are few."""
    times = Counter(map(_what, problems))
    once = Counter(what[:2] for what, count in times.items() if count == 1)
    alone: set[_What] = set()
    kinds: Counter[_What] = Counter()
    for what, count in times.most_common():
        kind = what[:2]
        if count > 1 or once[kind] <= _FEW:
            kinds[kind] += 1
            if kinds[kind] <= _OF_ONE_KIND:
                alone.add(what)
    return alone


def _cause(group: _Group, teller: ProblemFormatter) -> ProblemGroup:
    said = teller.explain(group.first)
    others = {teller.explain(found).message for found in group.found} - {said.message}
    example = words.AND_OTHERS.format(teller.lang, message=said.message, count=group.cells - 1)
    places = (_place(found, teller) for found in group.found)
    return ProblemGroup(
        code=group.first.code,
        orders=len(group.orders),
        cells=group.cells,
        message=example if others else said.message,
        cure=said.cure,
        places=tuple(dict.fromkeys(filter(None, places))),
    )


def _place(found: Problem, teller: ProblemFormatter) -> str:
    row = "" if found.row is None else str(found.row)
    return teller.where.cell(found.row, found.column) or row
