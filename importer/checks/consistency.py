"""Rows of one order that disagree."""

import numpy as np

from importer import catalog
from importer.catalog import Field, Part
from importer.checks.order_frame import Mask, Positions, RowFrame
from importer.checks.rule import Params, Rule
from importer.problems import rules

_OF_ORDER = tuple(
    field
    for field in catalog.of_part(Part.ORDER, Part.CUSTOMER, Part.SENDER)
    if field is not catalog.ORDER_ID
)


def _first_told(rows: RowFrame, field: Field) -> Positions:
    """For every row the first row of its order where the field has a value; the row itself where
    no row has one."""
    known = np.flatnonzero(rows.notna(field))
    orders = rows.order_codes
    first = np.full(orders.max(initial=-1) + 1, -1, dtype=np.intp)
    first[orders[known[::-1]]] = known[::-1]
    return np.where(rows.notna(field), first[orders], np.arange(len(rows)))


def _agrees(rows: RowFrame, field: Field) -> Mask:
    if not rows.has(field) or len(rows.orders) == len(rows):
        return np.ones(len(rows), dtype=bool)
    first = rows.cached(("first", field.name), lambda: _first_told(rows, field))
    places = rows.codes(field)
    return np.asarray(places == places[first])


def _first_said(rows: RowFrame, field: Field, at: Positions) -> Params:
    first = rows.cached(("first", field.name), lambda: _first_told(rows, field))[at]
    return {
        "order": rows.texts(catalog.ORDER_ID, at),
        "row": list(rows.rows_of(field)[first]),
        "first": rows.texts(field, first),
    }


def rows_of_one_order_agree(rows: RowFrame, field: Field) -> Mask:
    if field is not catalog.AMOUNT_DUE:
        return _agrees(rows, field)
    # The amount to collect follows from these two: where they differ, it does.
    told = _agrees(rows, catalog.AMOUNT) & _agrees(rows, catalog.PAYMENT_METHOD)
    return _agrees(rows, field) | ~told


ROW_RULES: tuple[Rule[RowFrame], ...] = tuple(
    Rule(rules.ORDER_ROWS_DISAGREE, field, rows_of_one_order_agree, _first_said)
    for field in _OF_ORDER
)
