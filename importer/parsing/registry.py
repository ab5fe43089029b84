"""Which parser reads which field, and what stands in place of a value."""

from collections.abc import Callable, Container, Mapping, Sequence
from functools import cache

from importer import catalog
from importer.catalog import Field, Kind
from importer.parsing.choices import choice, payment, yes_no
from importer.parsing.contacts import email, url
from importer.parsing.countries import country
from importer.parsing.currencies import MONEY_WORDS, currency
from importer.parsing.dates import day, moment
from importer.parsing.numbers import number, whole
from importer.parsing.parser import DASHES, Parser, guarded
from importer.parsing.texts import code, short_address, text
from importer.parsing.times import time_of_day
from importer.text import are_stripped, fold

NUMERIC = frozenset({Kind.MONEY, Kind.NUMBER, Kind.WHOLE})
CALENDAR = frozenset({Kind.DATE, Kind.MOMENT})

# What an id may be wrapped in, and the mark of Excel's shortened numbers.
_WRAPPING = "'\"’=+"
_UNITS: tuple[tuple[tuple[Field, ...], tuple[str, ...]], ...] = (
    (
        (catalog.PACKAGE_WEIGHT,),
        ("kg", "kgs", "kilo", "kilos", "kilogram", "كجم", "كغ", "كغم", "كيلو", "كيلوجرام"),
    ),
    ((catalog.BOX_WIDTH, catalog.BOX_LENGTH, catalog.BOX_HEIGHT), ("cm", "cms", "سم")),
    (
        (catalog.QUANTITY, catalog.PACKAGE_COUNT),
        ("pcs", "pc", "piece", "pieces", "x", "قطعة", "قطع", "حبة", "حبات", "adet"),
    ),
)
_BY_KIND: Mapping[Kind, Parser] = {
    Kind.TEXT: text,
    Kind.CODE: code,
    Kind.NUMBER: number,
    Kind.WHOLE: whole,
    Kind.YES_NO: yes_no,
    Kind.DATE: day,
    Kind.MOMENT: moment,
    Kind.TIME: time_of_day,
    Kind.COUNTRY: country,
    Kind.CURRENCY: currency,
    Kind.PAYMENT: payment,
    Kind.EMAIL: email,
    Kind.URL: url,
}


@cache
def units(field: Field) -> Container[str]:
    """The folded words that may stand beside the field's number."""
    if field.kind is Kind.MONEY:
        return MONEY_WORDS
    return frozenset(fold(word) for some, words in _UNITS if field in some for word in words)


def parser(field: Field) -> Parser:
    """The parser of the field's cells, for all kinds but phones (they need the row's country)."""
    if field.allowed and field.kind is Kind.TEXT:
        return choice(field)
    if field.pattern == catalog.SHORT_ADDRESS_CODE.pattern:
        return short_address
    if field.kind in NUMERIC:
        read = whole if field.kind is Kind.WHOLE else number
        words = units(field)
        return lambda cell: read(cell, None, words)
    return _BY_KIND[field.kind]


def all_plain(field: Field) -> Callable[[Sequence[str]], bool] | None:
    """Whether all of some texts stand as they are; None for fields whose cells are looked at."""
    if field.allowed or field.pattern:
        return None
    return {Kind.TEXT: _plain_prose, Kind.CODE: _plain_codes}.get(field.kind)


def _plain_prose(texts: Sequence[str]) -> bool:
    return are_stripped(texts) and DASHES.isdisjoint(texts) and "\n#" not in "\n".join(["", *texts])


def _plain_codes(texts: Sequence[str]) -> bool:
    joined = "".join(texts)
    wrapped = any(mark in joined for mark in _WRAPPING)
    return joined.isascii() and not wrapped and _plain_prose(texts)


def reader(field: Field) -> Parser:
    """The parser of whatever stands in the field's column, empty and broken cells included."""
    return guarded(field.kind, parser(field))
