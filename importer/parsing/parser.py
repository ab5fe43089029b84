"""What a parser of cells is: a value, nothing, or the reason why a cell cannot be read."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from importer.catalog import Kind
from importer.parsing.words import alternatives, meanings, words
from importer.problems import Code, cells
from importer.reading import ErrorCell, UncachedFormula
from importer.text import fold, strip_formatting

_ERROR_INITIALS = frozenset("#EL")
DASHES = frozenset("-–—−ـ")
"""Texts that count as an empty cell in every column."""

# Where `NA` is Namibia or a word like another, and `yok` is no.
_WORDY = frozenset({Kind.TEXT, Kind.CODE, Kind.COUNTRY, Kind.YES_NO})
_PROSE = frozenset({Kind.TEXT, Kind.CODE})
_TOO_NARROW = re.compile(r"#{3,}")
# LibreOffice's errors, and what Google Sheets shows while it waits.
_ERROR = re.compile(r"Err:\d{3}|Loading(?:\.{3}|…)")


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

    Empty are blank text and a lone dash; in columns that hold no prose also `N/A` and its like, in
    prose only what programs write for nothing (`NULL`, `nan`): Mr. Null has a name. Broken are
    error cells, their texts in a CSV, formulas without a result, and the #### of a column that was
    too narrow.
    """
    nothing = frozenset(() if kind in _WORDY else meanings("empty"))
    exact = _machine_words() if kind in _PROSE else frozenset()
    initials = {
        letter for word in nothing for letter in (word[0], word[0].upper())
    } | _ERROR_INITIALS
    initials |= {word[0] for word in exact}

    def parse_any(cell: object) -> object:
        if isinstance(cell, str):
            if cell[:1].isalnum() and cell[0] not in initials:
                return parse(cell)
            text = strip_formatting(cell)
            if text[:1] in _ERROR_INITIALS and (broken := _broken(text)):
                return broken
            is_empty = not text or text in DASHES or text in exact or fold(text) in nothing
            return None if is_empty else parse(cell)
        if cell is None:
            return None
        if isinstance(cell, ErrorCell):
            return parse_error(cells.CELL_ERROR)
        is_formula = isinstance(cell, UncachedFormula)
        return parse_error(cells.CELL_UNCALCULATED) if is_formula else parse(cell)

    return parse_any


def may_be_nothing(joined: str) -> bool:
    """Whether any of many texts, joined by line breaks, stands for nothing or is an error."""
    return _nothing_or_error().search(joined) is not None


@cache
def _nothing_or_error() -> re.Pattern[str]:
    exact = alternatives(_machine_words())
    return re.compile(rf"^(?:#|{_ERROR.pattern}|(?:{exact})$)", re.MULTILINE)


@cache
def _machine_words() -> frozenset[str]:
    """What stands for nothing in prose, exactly so."""
    return frozenset(words("nothing")["nothing"])


def _broken(text: str) -> ParseError | None:
    """What is wrong with a text that begins like an error of a spreadsheet; None when nothing."""
    if text.upper() in words("errors")["error"] or _ERROR.fullmatch(text):
        return parse_error(cells.CELL_ERROR)
    return parse_error(cells.CELL_HIDDEN) if _TOO_NARROW.fullmatch(text) else None
