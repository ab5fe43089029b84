"""What a parser answers when it cannot read a cell."""

from collections.abc import Callable
from dataclasses import dataclass

from importer.problems import Code


@dataclass(frozen=True, slots=True)
class ParseError:
    """A cell that could not be read: the code of its problem and the facts for its words.

    Without a code the problem of another cell, which this one waits for, stands for both.
    """

    code: Code | None
    facts: tuple[tuple[str, str], ...] = ()


Parser = Callable[[object], object]
"""One cell → its typed value, None when it is empty, or `ParseError`. A parser never raises."""


def parse_error(code: Code, **facts: object) -> ParseError:
    """A cell that could not be read."""
    return ParseError(code, tuple((name, str(fact)) for name, fact in facts.items()))
