"""Rows of one order that disagree."""

import numpy as np

from importer import catalog
from importer.catalog import Field, Part
from importer.checks.order_frame import Grid, Mask, Places
from importer.checks.rule import Facts, Rule
from importer.problems import rules

_OF_ORDER = tuple(
    field
    for field in catalog.of_part(Part.ORDER, Part.CUSTOMER, Part.SENDER)
    if field is not catalog.ORDER_ID
)


def _first_told(sheet: Grid, field: Field) -> Places:
    """For every row the first row of its order where the field has a value; the row itself where
    no row has one."""
    known = np.flatnonzero(sheet.known(field))
    orders = sheet.order_of
    first = np.full(orders.max(initial=-1) + 1, -1, dtype=np.intp)
    first[orders[known[::-1]]] = known[::-1]
    return np.where(sheet.known(field), first[orders], np.arange(len(sheet)))


def _agrees(sheet: Grid, field: Field) -> Mask:
    if not sheet.has(field) or len(sheet.orders) == len(sheet):
        return np.ones(len(sheet), dtype=bool)
    first = sheet.once(("first", field.name), lambda: _first_told(sheet, field))
    places = sheet.places(field)
    return np.asarray(places == places[first])


def _first_said(sheet: Grid, field: Field, at: Places) -> Facts:
    first = sheet.once(("first", field.name), lambda: _first_told(sheet, field))[at]
    return {
        "order": sheet.texts(catalog.ORDER_ID, at),
        "row": list(sheet.rows_of(field)[first]),
        "first": sheet.texts(field, first),
    }


def rows_of_one_order_agree(sheet: Grid, field: Field) -> Mask:
    if field is not catalog.AMOUNT_DUE:
        return _agrees(sheet, field)
    # The amount to collect follows from these two: where they differ, it does.
    told = _agrees(sheet, catalog.AMOUNT) & _agrees(sheet, catalog.PAYMENT_METHOD)
    return _agrees(sheet, field) | ~told


ROW_RULES: tuple[Rule[Grid], ...] = tuple(
    Rule(rules.ORDER_ROWS_DISAGREE, field, rows_of_one_order_agree, _first_said)
    for field in _OF_ORDER
)
