"""The problems that a file or an order can have, and the words for each of them."""

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

TABLES = (files, layout, cells, defaults, rules, account, sending, oto_codes, report)
CODES: dict[str, Code] = {code.name: code for table in TABLES for code in table.CODES}


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
