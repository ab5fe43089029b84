"""The problems that a file or an order can have, and the words for each of them."""

from types import ModuleType

from importer.problems import (
    account,
    cells,
    defaults,
    files,
    layout,
    oto_codes,
    report,
    rules,
    sending,
)
from importer.problems.problem import Code, Explained, Problem, Severity, Where, explain, problem


def codes_of(table: ModuleType) -> tuple[Code, ...]:
    """The codes that a module of this room defines, in its order."""
    if table is oto_codes:
        return oto_codes.CODES
    return tuple(code for code in vars(table).values() if isinstance(code, Code))


TABLES = (files, layout, cells, defaults, rules, account, sending, oto_codes, report)
CODES: dict[str, Code] = {code.name: code for table in TABLES for code in codes_of(table)}


def severity(found: Problem) -> Severity:
    """What the problem does to its order."""
    return CODES[found.code].severity


def holds(found: Problem) -> bool:
    """Whether the problem holds its order back."""
    return severity(found) is Severity.PROBLEM


__all__ = [
    "CODES",
    "TABLES",
    "Code",
    "Explained",
    "Problem",
    "Severity",
    "Where",
    "explain",
    "holds",
    "problem",
    "severity",
]
