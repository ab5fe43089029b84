"""Cells that another cell of their row helps to read: a phone its country, an amount its currency.

Later rooms copy an order's cells to its later rows, so an empty country or currency is looked for
on the order's other rows.
"""

import re
from collections.abc import Hashable, Sequence

from importer import catalog
from importer.catalog import Field, Kind, Part
from importer.parsing.columns import Cells, ParsedColumn, paired
from importer.parsing.currencies import MONEY_WORDS, meanings
from importer.parsing.numbers import parse_literal
from importer.parsing.parser import ParseError, Parser, guarded, parse_error
from importer.parsing.phones import phone
from importer.problems import cells

Known = dict[str, Cells]
"""Typed cells by column, one a row."""

_WORD = re.compile(r"[^0-9\s.,()'+-]")
_COUNTRY = {Part.CUSTOMER: catalog.COUNTRY, Part.SENDER: catalog.SENDER_COUNTRY}


def read_phones(of: ParsedColumn, known: Known) -> ParsedColumn:
    """The phone column, each number read in the country of its row."""
    countries = _by_order(known, _COUNTRY[of.field.part], len(of.rows))
    if len(set(countries)) == 1:
        of.read(_phone_in(countries[0]))
        return of
    parsers = {country: _phone_in(country) for country in set(countries)}
    return paired(of, countries, lambda at, country: parsers[country](of.distinct[at]))


def _phone_in(country: Hashable) -> Parser:
    known = country if isinstance(country, str) else None
    return guarded(Kind.PHONE, lambda cell: phone(cell, known))


def contradicted(of: ParsedColumn, known: Known) -> ParsedColumn:
    """The money column, with amounts refused that name another currency than their row.

    An amount that names none, or a row without a currency, is no contradiction.
    """
    readable = (place for place, read in enumerate(of.parsed) if type(read) is not ParseError)
    named = {place: codes for place in readable if (codes := _named(of.distinct[place]))}
    if not named:
        return of

    def read(place: int, currency: object) -> object:
        if currency is None or currency in named.get(place, (currency,)):
            return of.parsed[place]
        return parse_error(cells.CURRENCY_CONTRADICTS, currency=currency)

    return paired(of, _currencies(known, of.field, len(of.rows)), read)


def _named(cell: object) -> tuple[str, ...]:
    """The currencies that the cell's own word can mean."""
    if not isinstance(cell, str) or not _WORD.search(cell):
        return ()
    read = parse_literal(cell, MONEY_WORDS)
    return meanings().get(read.word, ()) if read and read.word else ()


def _currencies(known: Known, of: Field, rows: int) -> Sequence[Hashable]:
    """The currency of each row's amount: the customs' or the item's own, else the order's."""
    if of is catalog.CUSTOMS_VALUE:
        return _by_order(known, catalog.CUSTOMS_CURRENCY, rows)
    order = _by_order(known, catalog.CURRENCY, rows)
    if of.part is not Part.ITEM or catalog.ITEM_CURRENCY.name not in known:
        return order
    own = known[catalog.ITEM_CURRENCY.name].tolist()
    return [item or whole for item, whole in zip(own, order, strict=True)]


def _by_order(known: Known, of: Field, rows: int) -> Sequence[Hashable]:
    """The column's value for every row; an empty one is taken from the order's other rows."""
    if of.name not in known:
        return [None] * rows
    values: list[Hashable] = known[of.name].tolist()
    if catalog.ORDER_ID.name not in known or None not in values:
        return values
    orders = known[catalog.ORDER_ID.name].tolist()
    of_order: dict[Hashable, Hashable] = {None: None}
    for order, value in zip(orders, values, strict=True):
        if value is not None:
            of_order.setdefault(order, value)
    return [
        of_order.get(order) if value is None else value
        for order, value in zip(orders, values, strict=True)
    ]
