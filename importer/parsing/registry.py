"""Which parser reads which field."""

from collections.abc import Container, Mapping
from functools import cache

from importer import catalog
from importer.catalog import Field, Kind
from importer.parsing.choices import choice_parser, parse_payment, parse_yes_no
from importer.parsing.contacts import parse_email, parse_url
from importer.parsing.countries import parse_country
from importer.parsing.currencies import MONEY_WORDS, parse_currency
from importer.parsing.dates import parse_date, parse_moment
from importer.parsing.numbers import parse_number, parse_whole
from importer.parsing.parser import Parser, skip_empty
from importer.parsing.texts import parse_code, parse_short_address, parse_text
from importer.parsing.times import parse_time
from importer.parsing.words import words
from importer.text import fold

NUMERIC = frozenset({Kind.MONEY, Kind.NUMBER, Kind.WHOLE})
CALENDAR = frozenset({Kind.DATE, Kind.MOMENT})

_UNITS: Mapping[Field, str] = {
    catalog.PACKAGE_WEIGHT: "weight",
    **dict.fromkeys((catalog.BOX_WIDTH, catalog.BOX_LENGTH, catalog.BOX_HEIGHT), "size"),
    **dict.fromkeys((catalog.QUANTITY, catalog.PACKAGE_COUNT), "count"),
}
_BY_KIND: Mapping[Kind, Parser] = {
    Kind.TEXT: parse_text,
    Kind.CODE: parse_code,
    Kind.YES_NO: parse_yes_no,
    Kind.DATE: parse_date,
    Kind.MOMENT: parse_moment,
    Kind.TIME: parse_time,
    Kind.COUNTRY: parse_country,
    Kind.CURRENCY: parse_currency,
    Kind.PAYMENT: parse_payment,
    Kind.EMAIL: parse_email,
    Kind.URL: parse_url,
}


@cache
def units(field: Field) -> Container[str]:
    """The folded words that may stand beside the field's number."""
    if field.kind is Kind.MONEY:
        return MONEY_WORDS
    unit = _UNITS.get(field)
    return frozenset(map(fold, words("units")[unit])) if unit else ()


def value_parser(field: Field) -> Parser:
    """The parser of the field's cells, for all kinds but phones (they need the row's country)."""
    if field.allowed and field.kind is Kind.TEXT:
        return choice_parser(field)
    if field.pattern == catalog.SHORT_ADDRESS_CODE.pattern:
        return parse_short_address
    if field.kind in NUMERIC:
        parse = parse_whole if field.kind is Kind.WHOLE else parse_number
        beside = units(field)
        return lambda cell: parse(cell, None, beside)
    return _BY_KIND[field.kind]


def cell_parser(field: Field) -> Parser:
    """The parser of whatever stands in the field's column, empty and broken cells included."""
    return skip_empty(field.kind, value_parser(field))
