"""Cells that hold one of a few words: yes or no, how it was paid, a field's allowed values."""

from collections.abc import Mapping

from importer import catalog
from importer.catalog import Field
from importer.parsing.parser import ParseError, Parser, parse_error
from importer.parsing.words import look_up, meanings, misspelled, words
from importer.problems import cells
from importer.text import fold, normalize


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
    text, allowed = normalize(cell), catalog.PAYMENT_METHOD.allowed
    method = look_up(text, meanings("payments"))
    if method in allowed:
        return method
    known = (word for each in allowed for word in words("payments")[each])
    near = None if method == "doubtful" else misspelled(text, known)
    if near is None:
        return parse_error(cells.PAYMENT_UNKNOWN)
    return parse_error(cells.WORD_MISSPELLED, near=near)


def payment_parser(settled: Mapping[str, str]) -> Parser:
    """The parser of ways to pay, of which some were settled: as written → cod or paid."""
    table = {
        fold(word): method
        for word, method in settled.items()
        if method in catalog.PAYMENT_METHOD.allowed
    }

    def parse(cell: object) -> object:
        known = table.get(fold(normalize(cell))) if table and isinstance(cell, str) else None
        return known or parse_payment(cell)

    return parse


def choice_parser(field: Field) -> Parser:
    """A parser of the field's allowed values, whatever their case, spaces and dashes."""
    table = {fold(word): word for word in field.allowed}
    if field is catalog.LANGUAGE:
        table.update(meanings("languages"))
    allowed = ", ".join(field.allowed)

    def parse(cell: object) -> str | ParseError:
        text = normalize(cell) if isinstance(cell, str) else str(cell)
        word = look_up(text, table)
        if word is not None:
            return word
        near = misspelled(text, field.allowed)
        if near:
            return parse_error(cells.WORD_MISSPELLED, near=near)
        return parse_error(cells.CHOICE_UNKNOWN, allowed=allowed)

    return parse
