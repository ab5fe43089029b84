"""Problems in the words of one language: each by itself, and those of a run by their cause."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple, Protocol

from importer.i18n import Language, Message, _, _n, is_right_to_left
from importer.problems import CODES, Code, Explained, Problem, Severity, Where, explain

_LONGEST = 800  # characters of one message: a cell may hold 32,767
_ANY_TEXT, _NO_CURE = _("{text}"), Message("")
_ADD_COLUMN = _("Add a column “{label}”.")
_MOST_PLACES = 8  # named for one cause
_MOST_OF_A_KIND = 4  # causes of one code and column; more would hide the others
_FEW = 3  # different ones are still told one by one

ProblemOfOrder = tuple[int | None, Problem]  # of no order: the file's
_Key = tuple[object, ...]


def code_of(problem: Problem) -> Code:
    """The problem's code; one that the table does not know is a problem in its own text."""
    known = CODES.get(problem.code)
    return known or Code(problem.code, Severity.PROBLEM, _ANY_TEXT, _NO_CURE)


class Place(NamedTuple):
    """Where a problem is: the address of its cell or row, and the row."""

    address: str
    row: int


class Columns(Where, Protocol):
    """Knows the sheet's columns, too."""

    def lacks(self, field: str | None) -> bool:
        """Whether the orders have no such field."""


class ProblemFormatter:
    """Explains problems; `where` turns their places into cells and headers.

    What is to be mended in a field that the orders have not begins with the column to add.
    """

    def __init__(self, where: Columns, lang: Language) -> None:
        self.where = where
        self.lang = lang
        # Keeps a Latin value at the message's start from running into the address before it.
        self._mark = "\N{RIGHT-TO-LEFT MARK}" if is_right_to_left(lang) else ""

    def explain(self, problem: Problem) -> Explained:
        """The problem in words, on one line and without what XML cannot hold."""
        text = explain(problem, code_of(problem), self.where, self.lang)
        message, cure = one_line(text.message) or problem.code, one_line(text.cure)
        is_held = text.severity is Severity.PROBLEM and problem.row is not None
        if is_held and self.where.lacks(problem.column):
            cure = f"{_ADD_COLUMN.format(self.lang, label=text.header)} {cure}"
        suggestion = one_line(text.suggestion)
        return Explained(problem, text.severity, text.cell, text.header, message, cure, suggestion)

    def with_cell(self, explained: Explained) -> str:
        """The message behind its cell, unless it names the cell itself."""
        if not explained.cell or explained.cell in explained.message:
            return explained.message
        return f"{explained.cell}{self._mark}: {explained.message}"

    def place(self, problem: Problem) -> Place | None:
        """The cell, or the row where there is no column; None for a problem of no row."""
        if problem.row is None:
            return None
        return Place(self.where.cell(problem.row, problem.column) or str(problem.row), problem.row)


@lru_cache(maxsize=1024)  # cures, and many messages, are said again and again
def one_line(text: str) -> str:
    """The text on one line of bounded length, lone surrogates (from OTO's JSON) replaced."""
    line = " ".join(text.encode("utf-8", "replace").decode("utf-8").split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


@dataclass(frozen=True, slots=True)
class ProblemGroup:
    """One kind of problem in one column; one value of it where the same is wrong several times.

    `orders` is how many orders have it (0: the file as a whole), `times` how often it was found;
    `message` and `cure` are those of the first one found (the message says when others read
    otherwise); `places` are the first cells or rows.
    """

    code: str
    orders: int
    times: int
    message: str
    cure: str
    places: tuple[Place, ...]

    @property
    def where(self) -> str:
        """The places in one text, which says when there are more."""
        return self._first(_MOST_PLACES)

    @property
    def where_first(self) -> str:
        """The first few places, for a line that says more."""
        return self._first(_FEW)

    def rest(self, count: int = _MOST_PLACES) -> str:
        """What stands behind the first places: dots, when there are more."""
        named = self.places[:count]
        return " …" if named and self.times > len(named) else ""

    def _first(self, count: int) -> str:
        return ", ".join(place.address for place in self.places[:count]) + self.rest(count)


@dataclass(slots=True)
class _Members:
    """What a group holds: of its problems the first ones only."""

    first: list[Problem] = field(default_factory=list)
    orders: set[int] = field(default_factory=set)
    times: int = 0

    def add(self, order: int | None, problem: Problem) -> None:
        self.times += 1
        if order is not None:
            self.orders.add(order)
        if len(self.first) < _MOST_PLACES:
            self.first.append(problem)

    def group(self, formatter: ProblemFormatter) -> ProblemGroup:
        first, *others = map(formatter.explain, self.first)
        message = first.message
        if any(other.message != message for other in others):
            more = _n(
                "{message} (And one more like it.)",
                "{message} (And {count} more like it.)",
                count=self.times - 1,
            )
            message = more.format(formatter.lang, message=message)
        places = filter(None, map(formatter.place, self.first))
        return ProblemGroup(
            code=first.problem.code,
            orders=len(self.orders),
            times=self.times,
            message=message,
            cure=first.cure,
            places=tuple(dict.fromkeys(places)),
        )


def group_problems(
    problems: Iterable[ProblemOfOrder], severity: Severity, formatter: ProblemFormatter
) -> tuple[ProblemGroup, ...]:
    """The problems of one severity, largest group first: what reads the same is one cause (48
    orders to “Riyad”), and so is all that occurs once of a code and column, but for a few (100
    wrong phones).

    A problem of the whole file comes before those of its orders.
    """
    of_severity = [each for each in problems if code_of(each[1]).severity is severity]
    by_themselves = _by_themselves(problem for _, problem in of_severity)
    groups: dict[_Key, _Members] = {}
    for order, problem in of_severity:
        key = _key(problem)
        of_file = order is None and problem.row is None
        if not of_file and key not in by_themselves:
            key = key[:2]
        groups.setdefault(key, _Members()).add(order, problem)
    named = (members.group(formatter) for members in groups.values())
    return tuple(sorted(named, key=lambda group: (group.orders > 0, -group.orders, -group.times)))


def _key(problem: Problem) -> _Key:
    """All that is said of a problem, but for its row; code and column are the first two."""
    return problem.code, problem.column, problem.value, problem.facts


def _by_themselves(problems: Iterable[Problem]) -> set[_Key]:
    """The keys that are a group each: of each code and column the most frequent ones that occur
    more than once, and the others where they are few."""
    times = Counter(map(_key, problems))
    once = Counter(key[:2] for key, count in times.items() if count == 1)
    chosen: set[_Key] = set()
    of_kind: Counter[_Key] = Counter()
    for key, count in times.most_common():
        kind = key[:2]
        if count > 1 or once[kind] <= _FEW:
            of_kind[kind] += 1
            if of_kind[kind] <= _MOST_OF_A_KIND:
                chosen.add(key)
    return chosen
