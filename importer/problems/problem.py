"""What is wrong with a cell, a row or a file: found anywhere, said in one place."""

from collections.abc import Container
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple, Protocol, Self

from importer.catalog import BY_NAME
from importer.i18n import Language, Localized, Message, without_marks
from importer.problems.country_names import country_name
from importer.row_ranges import format_rows, parse_rows

Fact = str | Localized


class Severity(StrEnum):
    """What a problem does to its order."""

    PROBLEM = "problem"  # the order is held back
    WARNING = "warning"  # the order is sent, and the warning listed
    NOTE = "note"  # nothing is wrong: something was done that she should know


NO_CURE = Message("")


class Code(NamedTuple):
    """One kind of problem: a stable name, what it does, what is wrong and how to mend it.

    `suggestion` is what may be written into the cell in place of what stands there ("": nothing is
    known).

    The texts may hold `{value}`, `{header}` (the merchant's own column header), `{field}`, `{cell}`
    and the names of the problem's facts. The fact `other` is a field and shown as its header, the
    fact `country` is ISO 3166-1 alpha-2 and shown as the country's name.
    """

    name: str
    severity: Severity
    message: Message
    cure: Message
    suggestion: Message = NO_CURE

    @classmethod
    def problem(
        cls, name: str, message: Message, cure: Message, suggestion: Message = NO_CURE
    ) -> Self:
        """A code that holds its order back."""
        return cls(name, Severity.PROBLEM, message, cure, suggestion)

    @classmethod
    def warning(cls, name: str, message: Message, cure: Message) -> Self:
        """A code whose order is sent, and the warning listed."""
        return cls(name, Severity.WARNING, message, cure)

    @classmethod
    def note(cls, name: str, message: Message, cure: Message = NO_CURE) -> Self:
        """A code that only tells what was done."""
        return cls(name, Severity.NOTE, message, cure)


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
    facts: tuple[tuple[str, Fact], ...] = ()


def problem(
    code: Code, row: int | None = None, column: str | None = None, value: str = "", **facts: object
) -> Problem:
    """A problem of `code`; the facts fill the places in its texts."""
    named = tuple(
        (name, fact if isinstance(fact, Localized) else str(fact)) for name, fact in facts.items()
    )
    return Problem(code.name, row, column, value, named)


def of_rows(found: Problem, rows: Container[int]) -> tuple[Problem, ...]:
    """What is left of a problem among these rows: one of the whole file that has the fact `rows`
    ("2-4, 9") counts those of them alone (`count`, `orders`), and is none where it has none of
    them. Any other stays as it is."""
    facts = dict(found.facts)
    if found.row is not None or "rows" not in facts:
        return (found,)
    left = [row for row in parse_rows(str(facts["rows"])) if row in rows]
    if not left:
        return ()
    count = str(len(left))
    now: dict[str, Fact] = {"rows": format_rows(left), "count": count, "orders": count}
    return (replace(found, facts=tuple((name, now.get(name, fact)) for name, fact in found.facts)),)


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
    suggestion: str = ""


def explain(found: Problem, code: Code, where: Where, lang: Language) -> Explained:
    """The problem as the merchant reads it."""
    cell = where.cell(found.row, found.column)
    header = _header(found.column, where, lang)
    facts = {"field": found.column or "", **dict(found.facts)}
    facts |= {"value": found.value, "cell": cell, "header": header}
    if "other" in facts:
        facts["other"] = _header(str(facts["other"]), where, lang)
    if "country" in facts:
        facts["country"] = country_name(str(facts["country"]), lang)
    return Explained(
        problem=found,
        severity=code.severity,
        cell=cell,
        header=header,
        message=code.message.format(lang, **facts),
        cure=code.cure.format(lang, **facts),
        suggestion=without_marks(code.suggestion.format(lang, **facts)),
    )


def _header(column: str | None, where: Where, lang: Language) -> str:
    """The merchant's own header; the label of a field for which the file has no column."""
    header = where.header(column)
    if header == column and column in BY_NAME:
        return BY_NAME[column].label.format(lang)
    return header
