"""Cells that another cell of their row helps to read: a phone its country, an amount its currency.

Later rooms copy an order's cells to its later rows, so an empty country or currency is looked for
on the order's other rows.
"""

import re
from collections.abc import Hashable, Mapping, Sequence

from importer import fields
from importer.fields import Field, Kind, Part
from importer.problems import cells_numbers
from importer.values.amounts import numeral
from importer.values.bad import Bad, bad
from importer.values.columns import Column, paired
from importer.values.currencies import MONEY_WORDS, meanings
from importer.values.kinds import no_value
from importer.values.phones import phone

Columns = Mapping[str, Column]
_WORD = re.compile(r"[^0-9\s.,()'+-]")
_COUNTRY = {Part.CUSTOMER: fields.COUNTRY, Part.SENDER: fields.SENDER_COUNTRY}


def read_phones(columns: Columns, of: Column) -> Column:
    """The phone column, each number read in the country of its row."""
    countries = _by_order(columns, _COUNTRY[of.field.part])

    def read(key: Hashable, country: object) -> object:
        cell = of.cells[key]
        nothing = no_value(cell, Kind.PHONE)
        if nothing is False:
            return phone(cell, country if isinstance(country, str) else None)
        return nothing if isinstance(nothing, Bad) else None

    return paired(of, countries, read)


def contradicted(columns: Columns, of: Column) -> Column:
    """The money column, with amounts refused that name another currency than their row.

    An amount that names none, or a row without a currency, is no contradiction.
    """
    named = {key: codes for key, cell in of.cells.items() if (codes := _named(cell))}
    if not named:
        return of

    def read(key: Hashable, currency: object) -> object:
        if currency is None or currency in named.get(key, (currency,)):
            return of.parsed[key]
        return bad(cells_numbers.CURRENCY_CONTRADICTS, currency=currency)

    return paired(of, _currencies(columns, of.field), read)


def _named(cell: object) -> tuple[str, ...]:
    """The currencies that the cell's own word can mean."""
    if not isinstance(cell, str) or not _WORD.search(cell):
        return ()
    read = numeral(cell, MONEY_WORDS)
    return meanings().get(read.word, ()) if read and read.word else ()


def _currencies(columns: Columns, of: Field) -> Sequence[Hashable]:
    """The currency of each row's amount: the customs' or the item's own, else the order's."""
    if of is fields.CUSTOMS_VALUE:
        return _by_order(columns, fields.CUSTOMS_CURRENCY)
    order = _by_order(columns, fields.CURRENCY)
    if of.part is not Part.ITEM or fields.ITEM_CURRENCY.name not in columns:
        return order
    own = columns[fields.ITEM_CURRENCY.name].values()
    return [item or whole for item, whole in zip(own, order, strict=True)]


def _by_order(columns: Columns, of: Field) -> Sequence[Hashable]:
    """The column's value for every row; an empty one is taken from the order's other rows."""
    ids = columns.get(fields.ORDER_ID.name)
    rows = len(next(iter(columns.values())).rows)
    if of.name not in columns:
        return [None] * rows
    values = columns[of.name].values()
    if ids is None or None not in values:
        return values
    known: dict[object, object] = {}
    orders = ids.values()
    for order, value in zip(orders, values, strict=True):
        if value is not None and order is not None:
            known.setdefault(order, value)
    return [
        known.get(order) if value is None else value
        for order, value in zip(orders, values, strict=True)
    ]
