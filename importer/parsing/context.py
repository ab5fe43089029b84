"""Cells that another cell of their row helps to read: a phone and a currency their country.

Later rooms copy an order's cells to its later rows, so an empty country or currency is looked for
on the order's other rows.
"""

from collections.abc import Hashable, Sequence

import numpy as np
import pandas as pd

from importer import catalog
from importer.catalog import Field, Kind, Part
from importer.grouping import first_filled, order_codes
from importer.parsing.columns import Cells, ParsedColumn, Rows, parse_pairs
from importer.parsing.currencies import currencies_of
from importer.parsing.parser import ParseError, Parser, skip_empty
from importer.parsing.phones import parse_phone
from importer.problems import cells

Known = dict[str, Cells]
"""Typed cells by column, one a row."""

_COUNTRY = {Part.CUSTOMER: catalog.COUNTRY, Part.SENDER: catalog.SENDER_COUNTRY}


def parse_phones(column: ParsedColumn, known: Known) -> ParsedColumn:
    """The phone column, each number read in the country of its row."""
    countries = by_order(column.rows, known, _COUNTRY[column.field.part])
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

    return parse_pairs(column, by_order(column.rows, known, catalog.COUNTRY), parse)


def by_order(rows: Rows, known: Known, field: Field) -> Sequence[Hashable]:
    """The field's value for every one of the rows; an empty one is taken from the order's other
    rows."""
    if field.name not in known:
        return [None] * len(rows)
    values = known[field.name]
    filled = pd.notna(values)
    if catalog.ORDER_ID.name in known and not filled.all():
        ids = {catalog.ORDER_ID.name: known[catalog.ORDER_ID.name]}
        orders = order_codes(pd.DataFrame(ids, index=rows, dtype=object))
        values = values[np.where(filled, np.arange(len(values)), first_filled(orders, filled))]
    entries: list[Hashable] = values.tolist()
    return entries
