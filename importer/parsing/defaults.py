"""What may be left empty in a sheet: an order's cells on its later rows, the amount to collect,
and, for an export that has none, the order total. What was filled in is said in a note."""

from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from importer import catalog
from importer.catalog import Field, Part
from importer.grouping import Codes, first_filled, order_codes
from importer.mapping import MappedTable
from importer.parsing.columns import Rows
from importer.parsing.table import ParsedTable
from importer.problems import Code, Problem, defaults, problem

_NAMED = 6  # headers that a note names


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
    return ParsedTable(frame, (*typed.problems, *notes), typed.unparsed, source_rows)


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
    """For every row the sum of its order's lines and the shipping fee, less the discount; None
    where a line has no amount."""
    lines = zip(
        orders.tolist(),
        _column(frame, catalog.ROW_TOTAL),
        _column(frame, catalog.PRICE),
        _column(frame, catalog.QUANTITY),
        strict=True,
    )
    totals: dict[int, Decimal | None] = {}
    zero = Decimal(0)
    for order, line, price, count in lines:
        if line is None and price is not None and count is not None:
            line = price * count
        before = totals.get(order, zero)
        totals[order] = None if line is None or before is None else before + line
    shipping = _column(frame, catalog.SHIPPING_AMOUNT)
    discounts = _column(frame, catalog.DISCOUNT_AMOUNT)
    return [
        None if (total := totals[order]) is None else total + (fee or zero) - (discount or zero)
        for order, fee, discount in zip(orders.tolist(), shipping, discounts, strict=True)
    ]


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
