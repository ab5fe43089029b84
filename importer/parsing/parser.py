"""What a parser of cells is: a value, nothing, or the reason why a cell cannot be read."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from importer.catalog import Kind
from importer.parsing.words import meanings, words
from importer.problems import Code, cells
from importer.reading import ErrorCell, UncachedFormula
from importer.text import fold, strip_formatting

DASHES = frozenset("-–—−ـ")
"""Texts that count as an empty cell in every column."""

# Where `NA` is Namibia or a word like another, and `yok` is no.
_WORDY = frozenset({Kind.TEXT, Kind.CODE, Kind.COUNTRY, Kind.YES_NO})
_TOO_NARROW = re.compile(r"#{3,}")


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


def skip_empty(kind: Kind, parse: Parser) -> Parser:
    """The parser for cells that may hold no value, in a column of that kind.

    Empty are blank text and a lone dash; in columns that hold no prose also `N/A` and its like
    (text columns keep such words). Broken are error cells, their texts in a CSV, formulas without
    a result, and the #### of a column that was too narrow.
    """
    nothing = frozenset(() if kind in _WORDY else meanings("empty"))
    initials = {letter for word in nothing for letter in (word[0], word[0].upper())}

    def parse_any(cell: object) -> object:
        if isinstance(cell, str):
            if cell[:1].isalnum() and cell[0] not in initials:
                return parse(cell)
            text = strip_formatting(cell)
            if text[:1] == "#":
                return _broken(text) or parse(cell)
            is_empty = not text or text in DASHES or fold(text) in nothing
            return None if is_empty else parse(cell)
        if cell is None:
            return None
        if isinstance(cell, ErrorCell):
            return parse_error(cells.CELL_ERROR)
        is_formula = isinstance(cell, UncachedFormula)
        return parse_error(cells.CELL_UNCALCULATED) if is_formula else parse(cell)

    return parse_any


def _broken(text: str) -> ParseError | None:
    """What is wrong with a text that begins like an error of a spreadsheet; None when nothing."""
    if text.upper() in words("errors")["error"]:
        return parse_error(cells.CELL_ERROR)
    return parse_error(cells.CELL_HIDDEN) if _TOO_NARROW.fullmatch(text) else None
