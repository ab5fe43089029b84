"""Cells that another cell of their row helps to read: a phone its country, an amount its currency.

Later rooms copy an order's cells to its later rows, so an empty country or currency is looked for
on the order's other rows.
"""

import re
from collections.abc import Hashable, Sequence

import numpy as np
import pandas as pd

from importer import catalog
from importer.catalog import Field, Kind, Part
from importer.grouping import first_filled, order_codes
from importer.parsing.columns import Cells, ParsedColumn, parse_pairs
from importer.parsing.currencies import MONEY_WORDS, currencies_of, currency_words
from importer.parsing.numbers import parse_literal
from importer.parsing.parser import ParseError, Parser, parse_error, skip_empty
from importer.parsing.phones import parse_phone
from importer.problems import cells

Known = dict[str, Cells]
"""Typed cells by column, one a row."""

_WORD = re.compile(r"[^0-9\s.,()'+-]")
_COUNTRY = {Part.CUSTOMER: catalog.COUNTRY, Part.SENDER: catalog.SENDER_COUNTRY}


def parse_phones(column: ParsedColumn, known: Known) -> ParsedColumn:
    """The phone column, each number read in the country of its row."""
    countries = _by_order(column, known, _COUNTRY[column.field.part])
    if len(set(countries)) == 1:
        column.parse(_phone_parser(countries[0]))
        return column
    parsers = {country: _phone_parser(country) for country in set(countries)}
    return parse_pairs(
        column, countries, lambda code, country: parsers[country](column.uniques[code])
    )


def _phone_parser(country: Hashable) -> Parser:
    known = country if isinstance(country, str) else None
    return skip_empty(Kind.PHONE, lambda cell: parse_phone(cell, known))


def settle_currencies(column: ParsedColumn, known: Known) -> ParsedColumn:
    """The currency column, each word that several currencies share (ريال, $) read as the one of the
    customer's country, where that is one of them."""
    shared = {
        code: frozenset(dict(value.facts)["allowed"].split(", "))
        for code in column.unparsed(cells.CURRENCY_UNCLEAR)
        if isinstance(value := column.parsed[code], ParseError)
    }
    if not shared:
        return column

    def parse(code: int, country: Hashable) -> object:
        meant = shared.get(code, frozenset()) & currencies_of(str(country))
        return next(iter(meant)) if len(meant) == 1 else column.parsed[code]

    return parse_pairs(column, _by_order(column, known, catalog.COUNTRY), parse)


def refuse_other_currencies(column: ParsedColumn, known: Known) -> ParsedColumn:
    """The money column, with amounts refused that name another currency than their row.

    An amount that names none, or a row without a currency, is no contradiction.
    """
    readable = (code for code, value in enumerate(column.parsed) if type(value) is not ParseError)
    named = {code: meant for code in readable if (meant := _named(column.uniques[code]))}
    if not named:
        return column

    def parse(code: int, currency: Hashable) -> object:
        if currency is None or currency in named.get(code, (currency,)):
            return column.parsed[code]
        return parse_error(cells.CURRENCY_CONTRADICTS, currency=currency)

    return parse_pairs(column, _currencies(column, known), parse)


def _named(cell: object) -> tuple[str, ...]:
    """The currencies that the cell's own word can mean."""
    if not isinstance(cell, str) or not _WORD.search(cell):
        return ()
    literal = parse_literal(cell, MONEY_WORDS)
    return currency_words().get(literal.word, ()) if literal and literal.word else ()


def _currencies(column: ParsedColumn, known: Known) -> Sequence[Hashable]:
    """The currency of each row's amount: the customs' or the item's own, else the order's."""
    if column.field is catalog.CUSTOMS_VALUE:
        return _by_order(column, known, catalog.CUSTOMS_CURRENCY)
    of_order = _by_order(column, known, catalog.CURRENCY)
    if column.field.part is not Part.ITEM or catalog.ITEM_CURRENCY.name not in known:
        return of_order
    own = known[catalog.ITEM_CURRENCY.name].tolist()
    return [each or general for each, general in zip(own, of_order, strict=True)]


def _by_order(column: ParsedColumn, known: Known, field: Field) -> Sequence[Hashable]:
    """The field's value for every row; an empty one is taken from the order's other rows."""
    if field.name not in known:
        return [None] * len(column.rows)
    values = known[field.name]
    filled = pd.notna(values)
    if catalog.ORDER_ID.name in known and not filled.all():
        ids = {catalog.ORDER_ID.name: known[catalog.ORDER_ID.name]}
        orders = order_codes(pd.DataFrame(ids, index=column.rows, dtype=object))
        values = values[np.where(filled, np.arange(len(values)), first_filled(orders, filled))]
    entries: list[Hashable] = values.tolist()
    return entries
