"""What a parser of cells is: a value, nothing, or the reason why a cell cannot be read."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from importer.catalog import Kind
from importer.problems import Code, cells
from importer.reading import ErrorCell, UncachedFormula
from importer.text import strip_formatting

# Where `NA` is Namibia or a word like another, and `yok` is no.
_WORDY = frozenset({Kind.TEXT, Kind.CODE, Kind.COUNTRY, Kind.YES_NO})
_ERRORS = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!",
     "#ERROR!", "#GETTING_DATA", "#YOK", "#BAŞV!", "#DEĞER!", "#SAYI/0!", "#AD?"}
)  # fmt: skip
_HIDDEN = re.compile(r"#{3,}")
DASHES = frozenset("-–—−ـ")
_NOTHING = frozenset(
    {"n/a", "na", "n.a.", "null", "none", "nil", "nan", "لا يوجد", "لايوجد", "غير متوفر", "yok"}
)
_FIRST_OF_NOTHING = frozenset(word[0] for word in _NOTHING) | {"N", "Y"}


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


def guarded(kind: Kind, parse: Parser) -> Parser:
    """The parser for cells that may be empty or broken."""

    def read(cell: object) -> object:
        nothing = no_value(cell, kind)
        if nothing is False:
            return parse(cell)
        return nothing if isinstance(nothing, ParseError) else None

    return read


def no_value(cell: object, kind: Kind) -> ParseError | bool:
    """Whether the cell holds no value: True when it counts as empty, a `ParseError` when broken.

    Empty are blank text and a lone dash; in columns that hold no prose also `N/A` and its like
    (text columns keep such words). Broken are error cells, their texts in a CSV, formulas without
    a result, and the #### of a column that was too narrow.
    """
    if isinstance(cell, str):
        begins_well = cell[:1].isalnum() and cell[0] not in _FIRST_OF_NOTHING
        return False if begins_well else _no_text(cell, kind)
    if cell is None:
        return True
    if isinstance(cell, ErrorCell):
        return parse_error(cells.CELL_ERROR)
    return parse_error(cells.CELL_UNCALCULATED) if isinstance(cell, UncachedFormula) else False


def _no_text(cell: str, kind: Kind) -> ParseError | bool:
    written = strip_formatting(cell)
    if not written or written in DASHES:
        return True
    if written[0] == "#":
        if written.upper() in _ERRORS:
            return parse_error(cells.CELL_ERROR)
        return parse_error(cells.CELL_HIDDEN) if _HIDDEN.fullmatch(written) else False
    return kind not in _WORDY and written.casefold() in _NOTHING
