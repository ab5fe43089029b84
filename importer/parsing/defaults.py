"""What may be left empty in a sheet: an order's cells on its later rows, the amount to collect,
and, for an export that has none, the order total. What was filled in is said in a note."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from importer import catalog
from importer.catalog import Field, Part
from importer.catalog.iso import VAT_RATES
from importer.grouping import Codes, first_filled, order_codes
from importer.mapping import MappedTable
from importer.parsing.columns import Rows
from importer.parsing.table import ParsedTable
from importer.problems import Code, Problem, defaults, problem

_NAMED = 6  # headers that a note names


_ZERO, _COIN = Decimal(0), Decimal("0.02")
_OF_LINES = (
    catalog.ROW_TOTAL, catalog.PRICE, catalog.QUANTITY, catalog.ITEM_DISCOUNT, catalog.TAX_AMOUNT,
)  # fmt: skip
_SHIPPING = (catalog.SHIPPING_AMOUNT, catalog.SHIPPING_AMOUNT_WITH_TAX)
_BESIDE_LINES = (catalog.COD_FEE, catalog.DISCOUNT_AMOUNT, catalog.SHIPPING_DISCOUNT)


def fill_defaults(typed: ParsedTable, table: MappedTable) -> ParsedTable:
    """The typed table with its permitted gaps filled, and a note for each kind of filling."""
    frame = typed.frame.copy(deep=False)
    orders = order_codes(frame)
    profile = table.profile
    if profile is not None:
        _sum_shares(frame, orders, profile.per_line)
    source_rows = _fill_from_sibling_rows(frame, orders)
    notes = _note_sibling_rows(frame, source_rows, table)
    if profile is not None and profile.sum_items:
        totals = _order_totals(frame, orders)
        notes += _fill(frame, orders, catalog.AMOUNT, totals.__getitem__, defaults.AMOUNT_SUMMED)
        if catalog.AMOUNT.name not in frame:  # every order lacks it, and that is said of each
            _put(frame, catalog.AMOUNT, [None] * len(frame))
    due = _amount_due(frame, typed.unparsed.get(catalog.AMOUNT_DUE.name, frozenset()))
    notes += _fill(frame, orders, catalog.AMOUNT_DUE, due, defaults.AMOUNT_DUE_FILLED)
    return replace(
        typed,
        frame=frame,
        problems=(*typed.problems, *notes),
        source_rows=source_rows,
        is_export=table.is_export,
        sums_lines=profile is not None and profile.sum_items,
    )


def _fill_from_sibling_rows(frame: pd.DataFrame, orders: Codes) -> dict[str, Rows]:
    """Shopify writes an order's cells on its first row only; once sorted, on any row.

    Fills them, and gives for each such column the row in which each row's value stands.
    """
    source_rows: dict[str, Rows] = {}
    positions, rows = np.arange(len(frame)), frame.index.to_numpy()
    if catalog.ORDER_ID.name not in frame or orders.max(initial=-1) + 1 == len(frame):
        return source_rows
    for field in catalog.of_part(Part.ORDER, Part.CUSTOMER, Part.SENDER):
        if field.name not in frame or field is catalog.ORDER_ID:
            continue
        filled = frame[field.name].notna().to_numpy()
        source = np.where(filled, positions, first_filled(orders, filled))
        if (source != positions).any():
            _put(frame, field, frame[field.name].to_numpy(dtype=object)[source])
            source_rows[field.name] = rows[source]
    return source_rows


def _note_sibling_rows(
    frame: pd.DataFrame, source_rows: Mapping[str, Rows], table: MappedTable
) -> list[Problem]:
    if not source_rows:
        return []
    own = frame.index.to_numpy()
    touched = np.logical_or.reduce([rows != own for rows in source_rows.values()])
    headers = [table.header(name) for name in source_rows]
    shown = ", ".join(headers[:_NAMED]) + (" …" if len(headers) > _NAMED else "")
    return [problem(defaults.ORDER_ROWS_FILLED, count=int(touched.sum()), headers=shown)]


def _sum_shares(frame: pd.DataFrame, orders: Codes, names: Collection[str]) -> None:
    """Amazon and Etsy write an order's shipping fee as a share on each line."""
    for name in frame.columns.intersection(list(names)):
        sums: dict[int, Decimal] = {}
        for order, share in zip(orders.tolist(), frame[name].tolist(), strict=True):
            if share is not None:
                sums[order] = sums.get(order, Decimal(0)) + share
        _put(frame, catalog.BY_NAME[name], [sums.get(order) for order in orders.tolist()])


def _order_totals(frame: pd.DataFrame, orders: Codes) -> list[Decimal | None]:
    """For every row what its order comes to: its lines and fees less the discounts; None where a
    line has no amount."""
    lines = zip(orders.tolist(), *(_column(frame, field) for field in _OF_LINES), strict=True)
    totals: dict[int, Decimal | None] = {}
    for order, *amounts in lines:
        line = _line_total(*amounts)
        before = totals.get(order, _ZERO)
        totals[order] = None if line is None or before is None else before + line
    plain, taxed = (_column(frame, field) for field in _SHIPPING)
    fees = [tax if fee is None else fee for fee, tax in zip(plain, taxed, strict=True)]
    parts = zip(fees, *(_column(frame, field) for field in _BESIDE_LINES), strict=True)
    return [
        None
        if (total := totals[order]) is None
        else total + _sum(fee, cod_fee) - _sum(discount, shipping_discount)
        for order, (fee, cod_fee, discount, shipping_discount) in zip(
            orders.tolist(), parts, strict=True
        )
    ]


def _line_total(
    line: Decimal | None,
    price: Decimal | None,
    count: Decimal | None,
    discount: Decimal | None,
    tax: Decimal | None,
) -> Decimal | None:
    """What a line comes to. Its own total counts as it stands, but for a discount that is not in it
    yet; without one a tax is added that is not in the price."""
    product = None if price is None or count is None else price * count
    if line is not None:
        return line - (discount or _ZERO) if line == product else line
    if product is None:
        return None
    net = product - (discount or _ZERO)
    return net if tax is None or _is_within(tax, net) else net + tax


def _is_within(tax: Decimal, amount: Decimal) -> bool:
    """Whether the tax is that part of the amount which the VAT of a country makes up."""
    return any(abs(amount * rate / (1 + rate) - tax) <= _COIN for rate in VAT_RATES)


def _sum(*amounts: Decimal | None) -> Decimal:
    return sum((amount for amount in amounts if amount is not None), _ZERO)


def _amount_due(frame: pd.DataFrame, unparsed: Collection[int]) -> Callable[[int], Decimal | None]:
    """By OTO's guide: 0 for a paid order, otherwise the order total."""
    methods = _column(frame, catalog.PAYMENT_METHOD)
    amounts = _column(frame, catalog.AMOUNT)
    cod = catalog.PAYMENT_METHOD.allowed[0]
    rows = frame.index.to_numpy()

    def due(position: int) -> Decimal | None:
        if methods[position] is None or rows[position] in unparsed:
            return None
        return amounts[position] if methods[position] == cod else Decimal(0)

    return due


def _fill(
    frame: pd.DataFrame,
    orders: Codes,
    field: Field,
    value_at: Callable[[int], Decimal | None],
    code: Code,
) -> list[Problem]:
    """Fills the field's empty cells; one note counts the orders that gained a value."""
    before = _column(frame, field)
    after = [
        value_at(position) if value is None else value for position, value in enumerate(before)
    ]
    gained = [old is None and new is not None for old, new in zip(before, after, strict=True)]
    if not any(gained):
        return []
    _put(frame, field, after)
    return [problem(code, column=field.name, count=len(set(orders[gained].tolist())))]


def _put(frame: pd.DataFrame, field: Field, cells: Any) -> None:
    """Puts the column in as it is: pandas would make text and times out of bare objects."""
    frame[field.name] = pd.Series(cells, index=frame.index, dtype=object)


def _column(frame: pd.DataFrame, field: Field) -> list[Any]:
    return frame[field.name].tolist() if field.name in frame else [None] * len(frame)
