"""What must be filled in, and when something else stands in for it."""

import numpy as np

from importer import catalog
from importer.catalog import Field, Need, Part
from importer.catalog.iso import SAUDI_ARABIA
from importer.checks.examples import fitting_example
from importer.checks.order_frame import CodedFrame, Mask, OrderFrame, Positions, RowFrame
from importer.checks.rule import Params, Rule
from importer.problems import rules

_ALWAYS = tuple(field for field in catalog.FIELDS if field.need is Need.ALWAYS)
_ORDER = tuple(field for field in _ALWAYS if field.part is Part.ORDER and field != catalog.ORDER_ID)
_CUSTOMER = tuple(field for field in _ALWAYS if field.part is Part.CUSTOMER)
_ADDRESS = (catalog.CITY, catalog.ADDRESS)
# A row without an order number that fills none of these is an item of an unknown order.
_OF_AN_ORDER = (catalog.CUSTOMER_NAME, catalog.MOBILE, catalog.ADDRESS, catalog.AMOUNT)


def _orphan(orders: OrderFrame) -> Mask:
    """Where there is neither an order number nor anything of an order."""
    return ~orders.filled(catalog.ORDER_ID) & ~orders.any_filled(_OF_AN_ORDER)


def _filled_if_asked(orders: OrderFrame, field: Field) -> Mask:
    """Where the cell is filled or the row an orphan; everywhere in a sheet without the column,
    which is told of the column, not of every order."""
    if not orders.has(field):
        return np.ones(len(orders), dtype=bool)
    return orders.filled(field) | _orphan(orders)


def _filled_unless_transfer(orders: OrderFrame, field: Field) -> Mask:
    transfer = orders.filled(catalog.DESTINATION_LOCATION_CODE)
    return orders.filled(field) | transfer | _orphan(orders)


def row_belongs_to_an_order(orders: OrderFrame, field: Field) -> Mask:
    return ~_orphan(orders) | (not orders.has(field))


def order_field_is_filled(orders: OrderFrame, field: Field) -> Mask:
    """An empty amount to collect is worked out from two others: what is missing is they."""
    filled = _filled_if_asked(orders, field)
    if field is catalog.AMOUNT and orders.table.sums_lines:
        return np.ones(len(orders), dtype=bool)
    if field is catalog.AMOUNT_DUE:
        filled |= ~(orders.notna(catalog.AMOUNT) & orders.notna(catalog.PAYMENT_METHOD))
    return filled


def total_is_worked_out(orders: OrderFrame, field: Field) -> Mask:
    """Where the lines make up the total, none of them may lack an amount."""
    return _filled_if_asked(orders, field) | (not orders.table.sums_lines)


def customer_field_is_filled(orders: OrderFrame, field: Field) -> Mask:
    """A sheet with a destination column may do without the customer's, unless it has customers."""
    if orders.has(catalog.DESTINATION_LOCATION_CODE):
        return _filled_unless_transfer(orders, field)
    return _filled_if_asked(orders, field)


def _in_saudi_arabia(orders: OrderFrame) -> Mask:
    return orders.isin(catalog.COUNTRY, SAUDI_ARABIA) | ~orders.notna(catalog.COUNTRY)


def address_abroad_is_filled(orders: OrderFrame, field: Field) -> Mask:
    return _filled_unless_transfer(orders, field) | _in_saudi_arabia(orders)


def saudi_address_is_filled(orders: OrderFrame, field: Field) -> Mask:
    """A short national address stands in for city and address in Saudi Arabia. In a sheet that has
    neither column that is told of the column, not of every order."""
    if not (orders.has(field) or orders.has(catalog.SHORT_ADDRESS_CODE)):
        return np.ones(len(orders), dtype=bool)
    short = orders.filled(catalog.SHORT_ADDRESS_CODE)
    return _filled_unless_transfer(orders, field) | ~_in_saudi_arabia(orders) | short


def order_has_items(orders: OrderFrame, _field: Field) -> Mask:
    has_items = orders.any_row(orders.rows.is_item)
    return has_items | orders.filled(catalog.ITEM_DESCRIPTION) | _orphan(orders)


def item_has_a_quantity(rows: RowFrame, field: Field) -> Mask:
    return ~rows.is_item | rows.filled(field)


def _example(frame: CodedFrame, field: Field, at: Positions) -> Params:
    return {"example": [fitting_example(frame, field)] * len(at)}


def _short(orders: OrderFrame, field: Field, at: Positions) -> Params:
    short = catalog.SHORT_ADDRESS_CODE
    return {**_example(orders, field, at), "other": short.name, "short": short.example}


def _description(_orders: OrderFrame, _field: Field, _at: Positions) -> Params:
    return {"other": catalog.ITEM_DESCRIPTION.name}


ORDER_RULES: tuple[Rule[OrderFrame], ...] = (
    Rule(rules.ROW_WITHOUT_ORDER, catalog.ORDER_ID, row_belongs_to_an_order),
    *(
        Rule(rules.REQUIRED_MISSING, field, order_field_is_filled, _example, applies_to_empty=True)
        for field in (catalog.ORDER_ID, *_ORDER)
    ),
    Rule(rules.TOTAL_UNKNOWN, catalog.AMOUNT, total_is_worked_out, applies_to_empty=True),
    *(
        Rule(
            rules.REQUIRED_MISSING, field, customer_field_is_filled, _example, applies_to_empty=True
        )
        for field in _CUSTOMER
    ),
    *(
        Rule(
            rules.REQUIRED_MISSING, field, address_abroad_is_filled, _example, applies_to_empty=True
        )
        for field in _ADDRESS
    ),
    *(
        Rule(rules.ADDRESS_MISSING, field, saudi_address_is_filled, _short, applies_to_empty=True)
        for field in _ADDRESS
    ),
    Rule(
        rules.ITEMS_MISSING, catalog.QUANTITY, order_has_items, _description, applies_to_empty=True
    ),
)
ROW_RULES: tuple[Rule[RowFrame], ...] = (
    Rule(
        rules.REQUIRED_MISSING,
        catalog.QUANTITY,
        item_has_a_quantity,
        _example,
        applies_to_empty=True,
    ),
)
