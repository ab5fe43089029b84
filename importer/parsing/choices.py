"""Cells that hold one of a few words: yes or no, how it was paid, a field's allowed values."""

from collections.abc import Mapping
from functools import cache

from importer import catalog
from importer.catalog import Field
from importer.parsing.parser import ParseError, Parser, parse_error
from importer.parsing.words import look_up, meanings, misspelled, spellings, words
from importer.problems import cells
from importer.text import fold, normalize

_DOUBTFUL = "doubtful"


def parse_yes_no(cell: object) -> bool | ParseError:
    """Yes or no in any of the languages, TRUE or FALSE, 1 or 0; anything else is asked."""
    if isinstance(cell, bool):
        return cell
    if isinstance(cell, int | float) and cell in (0, 1):
        return bool(cell)
    if not isinstance(cell, str):
        return parse_error(cells.YES_NO_UNKNOWN)
    text = normalize(cell)
    answer = meanings("yes_no").get(fold(text) or text)
    return parse_error(cells.YES_NO_UNKNOWN) if answer is None else answer == "yes"


def parse_payment(cell: object) -> str | ParseError:
    """How the order is paid, as `cod` or `paid`; words that leave a doubt are problems."""
    if not isinstance(cell, str):
        return parse_error(cells.PAYMENT_UNKNOWN)
    text = normalize(cell)
    method = look_up(text, _payments())
    if method is not None:
        return method
    near = None
    if meanings("payments").get(fold(text)) != _DOUBTFUL:
        near = misspelled(text, _payment_spellings())
    if near is None:
        return parse_error(cells.PAYMENT_UNKNOWN)
    return parse_error(cells.WORD_MISSPELLED, near=near)


@cache
def _payments() -> Mapping[str, str]:
    known = meanings("payments").items()
    return {word: method for word, method in known if method != _DOUBTFUL}


@cache
def _payment_spellings() -> Mapping[str, str]:
    lists = words("payments")
    return spellings(word for method in catalog.PAYMENT_METHOD.allowed for word in lists[method])


def choice_parser(field: Field) -> Parser:
    """A parser of the field's allowed values, whatever their case, spaces and dashes."""
    table = {fold(word): word for word in field.allowed}
    if field is catalog.LANGUAGE:
        table.update(meanings("languages"))
    allowed = ", ".join(field.allowed)
    allowed_spellings = spellings(field.allowed)

    def parse(cell: object) -> str | ParseError:
        text = normalize(cell) if isinstance(cell, str) else str(cell)
        word = look_up(text, table)
        if word is not None:
            return word
        near = misspelled(text, allowed_spellings)
        if near:
            return parse_error(cells.WORD_MISSPELLED, near=near)
        return parse_error(cells.CHOICE_UNKNOWN, allowed=allowed)

    return parse
