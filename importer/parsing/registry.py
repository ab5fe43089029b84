"""Which parser reads which field."""

from collections.abc import Container, Mapping
from decimal import Decimal

from importer import catalog
from importer.catalog import Field, Kind
from importer.catalog.units import units_of
from importer.parsing.choices import choice_parser, parse_payment, parse_yes_no, payment_parser
from importer.parsing.contacts import parse_email, parse_url, skip_pictures
from importer.parsing.countries import parse_country
from importer.parsing.currencies import MONEY_WORDS, parse_currency
from importer.parsing.dates import parse_date, parse_moment
from importer.parsing.numbers import Mark, parse_number, parse_whole, unit_beside
from importer.parsing.parser import Parser, skip_empty
from importer.parsing.texts import parse_code, parse_short_address, parse_text
from importer.parsing.times import parse_time

NUMERIC = frozenset({Kind.MONEY, Kind.NUMBER, Kind.WHOLE})
_NONE: Mapping[str, str] = {}
CALENDAR = frozenset({Kind.DATE, Kind.MOMENT})

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


def units(field: Field) -> Container[str]:
    """The folded words that may stand beside the field's number."""
    return MONEY_WORDS if field.kind is Kind.MONEY else units_of(field)


def number_parser(field: Field, mark: Mark | None = None) -> Parser:
    """The parser of a number field's cells; `mark` is the decimal mark where a cell does not prove
    it. A unit beside the number is counted in."""
    parse = parse_whole if field.kind is Kind.WHOLE else parse_number
    beside, sizes = units(field), units_of(field)

    def parse_measure(cell: object) -> object:
        value = parse(cell, mark, beside)
        if sizes and isinstance(value, Decimal) and (unit := unit_beside(cell, beside)):
            return value * sizes[unit]
        return value

    return parse_measure


def value_parser(field: Field) -> Parser:
    """The parser of the field's cells, for all kinds but phones (they need the row's country)."""
    if field.allowed and field.kind is Kind.TEXT:
        return choice_parser(field)
    if field.pattern == catalog.SHORT_ADDRESS_CODE.pattern:
        return parse_short_address
    return number_parser(field) if field.kind in NUMERIC else _BY_KIND[field.kind]


def cell_parser(field: Field, payments: Mapping[str, str] = _NONE) -> Parser:
    """The parser of whatever stands in the field's column, empty and broken cells included;
    `payments` are ways to pay that were settled, as written → cod or paid."""
    is_payment = field.kind is Kind.PAYMENT
    parse = skip_empty(field.kind, payment_parser(payments) if is_payment else value_parser(field))
    return skip_pictures(parse) if field is catalog.IMAGE else parse
