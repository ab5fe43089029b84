"""Rows of one order that disagree."""

from datetime import timedelta

import numpy as np

from importer import catalog
from importer.catalog import Field, Kind, Part
from importer.checks.order_frame import Mask, Positions, RowFrame
from importer.checks.rule import Params, Rule
from importer.grouping import first_filled
from importer.problems import rules

_OF_ORDER = tuple(
    field
    for field in catalog.of_part(Part.ORDER, Part.CUSTOMER, Part.SENDER)
    if field is not catalog.ORDER_ID
)


_MINUTE = timedelta(minutes=1)


def _first_known(rows: RowFrame, field: Field) -> Positions:
    """For every row the first row of its order where the field has a value; the row itself where
    no row has one."""
    known = rows.notna(field)
    return np.where(known, first_filled(rows.order_codes, known), np.arange(len(rows)))


def _agrees(rows: RowFrame, field: Field) -> Mask:
    """Where a value is the same as the first one of its order; an empty cell contradicts none."""
    codes = rows.codes(field)
    agrees: Mask = codes == rows.orders.codes(field)[rows.order_codes]
    if agrees.all():  # each is as in its order's first row: most columns end here
        return agrees
    return np.asarray(codes == codes[rows.cached(_first_known, field)])


def _is_same_minute(rows: RowFrame, field: Field) -> Mask:
    """Where a moment is less than a minute from the first one of its order: a shop's program wrote
    the lines one after another."""
    at = np.flatnonzero(rows.notna(field) & ~_agrees(rows, field))
    firsts = rows.cached(_first_known, field)[at]
    pairs = zip(rows.take(field, at), rows.take(field, firsts), strict=True)
    same = np.zeros(len(rows), dtype=bool)
    same[at] = [abs(one - first) < _MINUTE for one, first in pairs]
    return same


def rows_of_an_order_agree(rows: RowFrame, field: Field) -> Mask:
    """The amount to collect follows from two others: where they differ, it does."""
    if field.kind is Kind.MOMENT:
        return _agrees(rows, field) | _is_same_minute(rows, field)
    if field is not catalog.AMOUNT_DUE:
        return _agrees(rows, field)
    same = _agrees(rows, catalog.AMOUNT) & _agrees(rows, catalog.PAYMENT_METHOD)
    return _agrees(rows, field) | ~same


def _first_value(rows: RowFrame, field: Field, at: Positions) -> Params:
    first = rows.cached(_first_known, field)[at]
    return {
        "order": rows.texts(catalog.ORDER_ID, at),
        "row": rows.rows_of(field)[first].tolist(),
        "first": rows.texts(field, first),
    }


ROW_RULES: tuple[Rule[RowFrame], ...] = tuple(
    Rule(rules.ORDER_ROWS_DISAGREE, field, rows_of_an_order_agree, _first_value)
    for field in _OF_ORDER
)
