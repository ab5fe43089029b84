"""What is wrong with a cell, a row or a file: found anywhere, said in one place."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol

from importer.words import Lang, Words


class Severity(StrEnum):
    """What a problem does to its order."""

    PROBLEM = "problem"  # the order is held back
    WARNING = "warning"  # the order is sent, and the warning listed
    NOTE = "note"  # nothing is wrong: something was done that she should know


class Code(NamedTuple):
    """One kind of problem: a stable name, what it does, what is wrong and how to mend it.

    The texts may hold `{value}`, `{header}` (the merchant's own column header), `{cell}` and the
    names of the problem's facts.
    """

    name: str
    severity: Severity
    message: Words
    cure: Words


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem, of the code named `code`.

    `row` is the row in the sheet (None: the whole file or column), `column` a field's canonical
    name or the source's header of an unclaimed column, `value` the cell's text as it stood.
    """

    code: str
    row: int | None = None
    column: str | None = None
    value: str = ""
    facts: tuple[tuple[str, str], ...] = ()


def problem(
    code: Code, row: int | None = None, column: str | None = None, value: str = "", **facts: object
) -> Problem:
    """A problem of `code`; the facts fill the places in its texts."""
    named = tuple((name, str(fact)) for name, fact in facts.items())
    return Problem(code.name, row, column, value, named)


class Where(Protocol):
    """Turns a problem's place into what the merchant sees in her file."""

    def cell(self, row: int | None, column: str | None) -> str:
        """The cell's address such as `E14`; empty when there is none."""

    def header(self, column: str | None) -> str:
        """The header of the column in the merchant's file."""


class Explained(NamedTuple):
    """A problem in words."""

    problem: Problem
    severity: Severity
    cell: str
    header: str
    message: str
    cure: str


def explain(found: Problem, code: Code, where: Where, lang: Lang) -> Explained:
    """The problem as the merchant reads it."""
    cell = where.cell(found.row, found.column)
    header = where.header(found.column)
    facts = {**dict(found.facts), "value": found.value, "cell": cell, "header": header}
    return Explained(
        problem=found,
        severity=code.severity,
        cell=cell,
        header=header,
        message=code.message.say(lang, **facts),
        cure=code.cure.say(lang, **facts),
    )
