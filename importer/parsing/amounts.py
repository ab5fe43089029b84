"""Amounts of money beside what else their row and their header say: the currency, and decimals that
nobody sees."""

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

import numpy as np

from importer import catalog
from importer.catalog import Part
from importer.catalog.iso import decimals
from importer.parsing.columns import ParsedColumn, parse_pairs
from importer.parsing.context import Known, by_order
from importer.parsing.currencies import MONEY_WORDS, currencies_of, currency_words
from importer.parsing.numbers import parse_number, unit_beside
from importer.parsing.parser import ParseError, parse_error
from importer.problems import Problem, cells, problem
from importer.reading import display_text, shown_decimals

_Currencies = tuple[str, ...]  # those that a word can mean
Formats = Callable[[ParsedColumn, Collection[int]], Mapping[int, str]]
"""The number formats of a column's cells in some rows of the sheet, by row."""

# More than anybody types: the result of a calculation, whose cell shows fewer.
_CALCULATED = 5
_COLLECTED = (catalog.AMOUNT, catalog.AMOUNT_DUE)


def fill_currencies(
    columns: Sequence[ParsedColumn], known: Known, unparsed: frozenset[int]
) -> list[Problem]:
    """Fills the currency of orders that have none from what stands beside their amounts or at the
    amounts' header, where that is one; a note says so. `unparsed` rows have one that cannot be
    read."""
    if catalog.CURRENCY.name not in known or not columns:
        return []
    named = [(column, _named_by_code(column)) for column in columns]
    named = [(column, meant) for column, meant in named if meant]
    if not named:
        return []
    rows = columns[0].rows
    countries = by_order(rows, known, catalog.COUNTRY)
    filled = known[catalog.CURRENCY.name].copy()
    taken: list[tuple[str, str]] = []  # what said the currency, and which it is
    for position, currency in enumerate(by_order(rows, known, catalog.CURRENCY)):
        if currency is not None or int(rows[position]) in unparsed:
            continue
        here = [(column, int(column.codes[position]), meant) for column, meant in named]
        here = [(column, code, meant) for column, code, meant in here if code in meant]
        settled = {_settled(meant[code], countries[position]) for _, code, meant in here}
        if len(settled) == 1 and (one := settled.pop()) is not None:
            filled[position] = one
            column, code, _ = here[0]
            cell = column.uniques[code]
            taken.append((display_text(cell) if _named(cell) else column.header, one))
    if not taken:
        return []
    known[catalog.CURRENCY.name] = filled
    said, currency = taken[0]
    of, name = cells.CURRENCY_FROM_AMOUNTS, catalog.CURRENCY.name
    return [problem(of, None, name, said, currency=currency, count=len(taken))]


def refuse_other_currencies(column: ParsedColumn, known: Known) -> ParsedColumn:
    """The money column, with amounts refused that name another currency than their row, or whose
    header does.

    An amount that names none, or a row without a currency, is no contradiction.
    """
    named = _named_by_code(column)
    if not named:
        return column

    def parse(code: int, currency: Hashable) -> object:
        value = column.parsed[code]
        if type(value) is ParseError or currency in (None, *named.get(code, (currency,))):
            return value
        is_own = bool(_named(column.uniques[code]))
        of = cells.CURRENCY_CONTRADICTS if is_own else cells.HEADER_CURRENCY_CONTRADICTS
        return parse_error(of, currency=currency)

    return parse_pairs(column, _currencies(column, known), parse)


def round_hidden(
    column: ParsedColumn, known: Known, formats: Formats
) -> tuple[ParsedColumn, list[Problem]]:
    """The money column, with number cells rounded to what they show where they hold more decimals
    than their currency has, and the courier does not collect them; a note says so. The result of a
    calculation is rounded in any format."""
    currencies = list(_currencies(column, known))
    fewest = min((decimals(each) for each in set(currencies) if each is not None), default=0)
    hidden = {
        code: _places(value)
        for code, (cell, value) in enumerate(zip(column.uniques, column.parsed, strict=True))
        if isinstance(cell, float) and isinstance(value, Decimal) and _places(value) > fewest
    }
    if not hidden:
        return column, []
    if column.field in _COLLECTED:
        methods = by_order(column.rows, known, catalog.PAYMENT_METHOD)
        paid = catalog.PAYMENT_METHOD.allowed[1]
        currencies = [
            currency if method == paid else None
            for currency, method in zip(currencies, methods, strict=True)
        ]
    distinct, first = np.unique(column.codes, return_index=True)
    firsts = zip(distinct.tolist(), column.rows[first].tolist(), strict=True)
    row_of = {code: row for code, row in firsts if code in hidden}
    format_of = formats(column, list(row_of.values()))
    shown = {code: shown_decimals(format_of.get(row, "")) for code, row in row_of.items()}

    def parse(code: int, currency: Hashable) -> object:
        value = column.parsed[code]
        if currency is None or not isinstance(value, Decimal):
            return value
        possible, seen = decimals(currency), shown.get(code)
        if seen is None and hidden.get(code, 0) >= _CALCULATED:
            seen = possible
        if seen is None or seen > possible or hidden[code] <= possible:
            return value
        return value.quantize(Decimal(1).scaleb(-seen), ROUND_HALF_UP)

    rounded = parse_pairs(column, currencies, parse)
    codes = [
        code
        for code, (cell, value) in enumerate(zip(rounded.uniques, rounded.parsed, strict=True))
        if isinstance(cell, float) and isinstance(value, Decimal) and value != parse_number(cell)
    ]
    if not codes:
        return rounded, []
    text = f"{rounded.parsed[codes[0]]:f}"
    return rounded, [rounded.told(cells.AMOUNTS_ROUNDED, codes, text=text)]


def _named_by_code(column: ParsedColumn) -> Mapping[int, _Currencies]:
    """The currencies that each distinct cell can mean by its own word, else by its header's."""
    of_header = currency_words().get(column.unit, ()) if column.unit else ()
    return {
        code: meant
        for code, cell in enumerate(column.uniques)
        if (meant := _named(cell) or (of_header if cell != column.constant else ()))
    }


def _named(cell: object) -> _Currencies:
    """The currencies that the cell's own word can mean."""
    word = unit_beside(cell, MONEY_WORDS)
    return currency_words().get(word, ()) if word else ()


def _settled(meant: _Currencies, country: Hashable) -> str | None:
    """The one currency that is meant, in an order to that country."""
    if len(meant) > 1:
        meant = tuple(currencies_of(str(country)).intersection(meant))
    return meant[0] if len(meant) == 1 else None


def _places(value: Decimal) -> int:
    return -int(value.as_tuple().exponent)


def _currencies(column: ParsedColumn, known: Known) -> Sequence[Hashable]:
    """The currency of each row's amount: the customs' or the item's own, else the order's."""
    if column.field is catalog.CUSTOMS_VALUE:
        return by_order(column.rows, known, catalog.CUSTOMS_CURRENCY)
    of_order = by_order(column.rows, known, catalog.CURRENCY)
    if column.field.part is not Part.ITEM or catalog.ITEM_CURRENCY.name not in known:
        return of_order
    own = known[catalog.ITEM_CURRENCY.name].tolist()
    return [each or general for each, general in zip(own, of_order, strict=True)]
