"""What may be left empty in a sheet: an order's cells on its later rows, the amount to collect,
and, for an export that has none, the order total. What was filled in is said in a note."""

from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from importer import catalog
from importer.catalog import Part
from importer.mapping import MappedTable
from importer.parsing import ParsedTable
from importer.problems import Problem, defaults, problem

Cells = npt.NDArray[np.object_]
Rows = npt.NDArray[np.int64]


def fill_defaults(typed: ParsedTable, table: MappedTable) -> ParsedTable:
    """The typed table with its permitted gaps filled, and a note for each kind of filling."""
    frame = typed.frame.copy(deep=False)
    profile = table.profile
    if profile is not None:
        _sum_shares(frame, profile.per_line)
    taken = _from_sibling_rows(frame)
    notes = _taken_told(frame, taken, table)
    if profile is not None and profile.sum_items:
        notes += _order_totals(frame)
    notes += _amounts_due(frame, typed)
    return ParsedTable(frame, (*typed.problems, *notes), typed.unparsed, taken)


def _from_sibling_rows(frame: pd.DataFrame) -> dict[str, Rows]:
    """Shopify writes an order's cells on its first row only; once sorted, on any row.

    Fills them, and gives for each such column the row in which each row's value stands.
    """
    several = _rows_of_several(frame)
    taken: dict[str, Rows] = {}
    if not several.any():
        return taken
    rows = frame.index.to_numpy()
    orders = pd.factorize(frame[catalog.ORDER_ID.name])[0]
    for field in catalog.of_part(Part.ORDER, Part.CUSTOMER, Part.SENDER):
        if field.name not in frame or field is catalog.ORDER_ID:
            continue
        known = ~_is_empty(frame[field.name])
        first = _first_known(orders, known)
        gained = several & ~known & (first >= 0)
        if gained.any():
            source = np.where(gained, first, np.arange(len(frame)))
            _put(frame, field.name, frame[field.name].to_numpy(dtype=object)[source])
            taken[field.name] = rows[source]
    return taken


def _first_known(orders: npt.NDArray[np.intp], known: npt.NDArray[np.bool_]) -> Rows:
    """For every row the position of its order's first known cell; -1 where there is none."""
    first = np.full(orders.max(initial=-1) + 2, -1, dtype=np.int64)
    backwards = np.flatnonzero(known)[::-1]
    first[orders[backwards]] = backwards
    first[-1] = -1  # the place of the rows without an order, which are numbered -1
    return first[orders]


def _taken_told(
    frame: pd.DataFrame, taken: Mapping[str, Rows], table: MappedTable
) -> list[Problem]:
    if not taken:
        return []
    own = frame.index.to_numpy()
    touched = np.logical_or.reduce([rows != own for rows in taken.values()])
    headers = [table.header(name) for name in taken]
    shown = ", ".join(headers[:6]) + (" …" if len(headers) > 6 else "")
    return [problem(defaults.ORDER_ROWS_FILLED, count=int(touched.sum()), headers=shown)]


def _sum_shares(frame: pd.DataFrame, names: Collection[str]) -> None:
    """Amazon and Etsy write an order's shipping fee as a share on each line."""
    ids = _column(frame, catalog.ORDER_ID.name)
    for name in frame.columns.intersection(list(names)):
        shares = frame[name].tolist()
        sums: dict[object, Decimal] = {}
        for order_id, share in zip(ids, shares, strict=True):
            if share is not None:
                sums[order_id] = sums.get(order_id, Decimal(0)) + share
        whole = np.empty(len(frame), dtype=object)
        whole[:] = [
            share if order_id is None else sums.get(order_id)
            for order_id, share in zip(ids, shares, strict=True)
        ]
        _put(frame, name, whole)


def _order_totals(frame: pd.DataFrame) -> list[Problem]:
    """The lines of each order and its shipping fee, where the export has no order total."""
    totals: dict[object, Decimal | None] = {}
    ids = _column(frame, catalog.ORDER_ID.name)
    lines = zip(ids, _line_totals(frame), strict=True)
    for order_id, line in lines:
        before = totals.get(order_id, Decimal(0))
        totals[order_id] = None if line is None or before is None else before + line
    shipping = _column(frame, catalog.SHIPPING_AMOUNT.name)

    def total(position: int) -> Decimal | None:
        of_lines = totals[ids[position]]
        return None if of_lines is None else of_lines + (shipping[position] or Decimal(0))

    return _fill(frame, catalog.AMOUNT.name, total, defaults.AMOUNT_SUMMED.name)


def _line_totals(frame: pd.DataFrame) -> list[Decimal | None]:
    totals = _column(frame, catalog.ROW_TOTAL.name)
    prices = _column(frame, catalog.PRICE.name)
    counts = _column(frame, catalog.QUANTITY.name)
    return [
        total if total is not None else (price * count if price and count else None)
        for total, price, count in zip(totals, prices, counts, strict=True)
    ]


def _amounts_due(frame: pd.DataFrame, typed: ParsedTable) -> list[Problem]:
    """OTO's guide: 0 for a paid order, otherwise the order total."""
    methods = _column(frame, catalog.PAYMENT_METHOD.name)
    amounts = _column(frame, catalog.AMOUNT.name)
    cod = catalog.PAYMENT_METHOD.allowed[0]
    unparsed = typed.unparsed.get(catalog.AMOUNT_DUE.name, frozenset())
    rows = frame.index.to_numpy()

    def due(position: int) -> Decimal | None:
        if methods[position] is None or rows[position] in unparsed:
            return None
        return amounts[position] if methods[position] == cod else Decimal(0)

    return _fill(frame, catalog.AMOUNT_DUE.name, due, defaults.AMOUNT_DUE_FILLED.name)


def _fill(
    frame: pd.DataFrame, column: str, value_at: Callable[[int], Decimal | None], code: str
) -> list[Problem]:
    """Fills the column's empty cells; one note counts the orders that gained a value."""
    before = _column(frame, column)
    ids = _column(frame, catalog.ORDER_ID.name)
    gaining: set[object] = set()
    after = np.empty(len(frame), dtype=object)
    for position, value in enumerate(before):
        after[position] = value if value is not None else value_at(position)
        if value is None and after[position] is not None:
            gaining.add(ids[position] if ids[position] is not None else (None, position))
    if not gaining:
        return []
    _put(frame, column, after)
    return [Problem(code, column=column, facts=(("count", str(len(gaining))),))]


def _rows_of_several(frame: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Which rows belong to an order of more than one row."""
    if catalog.ORDER_ID.name not in frame:
        return np.zeros(len(frame), dtype=bool)
    ids = frame[catalog.ORDER_ID.name]
    return ids.duplicated(keep=False).to_numpy() & ~_is_empty(ids)


def _is_empty(cells: pd.Series) -> npt.NDArray[np.bool_]:
    return cells.isna().to_numpy()


def _put(frame: pd.DataFrame, name: str, cells: Cells) -> None:
    """Puts the column in as it is: pandas would make text and times out of bare objects."""
    frame[name] = pd.Series(cells, index=frame.index, dtype=object)


def _column(frame: pd.DataFrame, name: str) -> list[Any]:
    return frame[name].tolist() if name in frame else [None] * len(frame)
