"""What must be filled in, and when something else stands in for it."""

import numpy as np

from importer import catalog
from importer.catalog import Field, Need, Part
from importer.catalog.iso import SAUDI_ARABIA
from importer.checks.order_frame import CodedFrame, Mask, OrderFrame, Positions, RowFrame
from importer.checks.rule import Params, Rule
from importer.problems import rules

_ALWAYS = tuple(field for field in catalog.FIELDS if field.need is Need.ALWAYS)
_ORDER = tuple(field for field in _ALWAYS if field.part is Part.ORDER and field != catalog.ORDER_ID)
_CUSTOMER = tuple(field for field in _ALWAYS if field.part is Part.CUSTOMER)
_WHOSE = (catalog.CUSTOMER_NAME, catalog.MOBILE, catalog.ADDRESS, catalog.AMOUNT)


def _example(_frame: CodedFrame, field: Field, _at: Positions) -> Params:
    return {"example": field.example}


def _strays(orders: OrderFrame) -> Mask:
    """Rows with neither an order number nor anything of an order: an item of an unknown order."""
    return ~orders.filled(catalog.ORDER_ID) & ~orders.any_filled(_WHOSE)


def _given(orders: OrderFrame, field: Field) -> Mask:
    """Where the cell is filled, or the row is a stray one, or the sheet has no such column (which
    is told of the column, not of every order)."""
    if not orders.has(field):
        return np.ones(len(orders), dtype=bool)
    return orders.filled(field) | _strays(orders)


def a_row_belongs_to_an_order(orders: OrderFrame, field: Field) -> Mask:
    return ~_strays(orders) | (not orders.has(field))


def an_order_has_its_fields(orders: OrderFrame, field: Field) -> Mask:
    return _given(orders, field) | _waits_for_another(orders, field)


def _waits_for_another(orders: OrderFrame, field: Field) -> Mask | bool:
    """An empty amount to collect is worked out from the other two; what is missing is they."""
    if field is not catalog.AMOUNT_DUE:
        return False
    return ~(orders.notna(catalog.AMOUNT) & orders.notna(catalog.PAYMENT_METHOD))


def an_order_has_a_customer(orders: OrderFrame, field: Field) -> Mask:
    """A sheet with a destination column may do without the customer's, unless it has customers."""
    transfer = orders.filled(catalog.DESTINATION_LOCATION_CODE)
    if orders.has(catalog.DESTINATION_LOCATION_CODE):
        return orders.filled(field) | transfer | _strays(orders)
    return _given(orders, field)


def _addressed(orders: OrderFrame, field: Field) -> Mask:
    transfer = orders.filled(catalog.DESTINATION_LOCATION_CODE)
    return orders.filled(field) | transfer | _strays(orders)


def _saudi(orders: OrderFrame) -> Mask:
    return orders.isin(catalog.COUNTRY, SAUDI_ARABIA) | ~orders.notna(catalog.COUNTRY)


def a_customer_abroad_has_an_address(orders: OrderFrame, field: Field) -> Mask:
    return _addressed(orders, field) | _saudi(orders)


def _short_address(_orders: OrderFrame, field: Field, _at: Positions) -> Params:
    short = catalog.SHORT_ADDRESS_CODE
    return {"example": field.example, "other": short.name, "short": short.example}


def a_saudi_customer_has_an_address(orders: OrderFrame, field: Field) -> Mask:
    """A short national address stands in for city and address in Saudi Arabia."""
    short = orders.filled(catalog.SHORT_ADDRESS_CODE)
    return _addressed(orders, field) | ~_saudi(orders) | short


def an_item_has_a_quantity(rows: RowFrame, field: Field) -> Mask:
    return ~rows.is_item | rows.filled(field)


def _display_text_instead(_orders: OrderFrame, _field: Field, _at: Positions) -> Params:
    return {"other": catalog.ITEM_DESCRIPTION.name}


def an_order_has_items(orders: OrderFrame, _field: Field) -> Mask:
    has_items = orders.any_row(orders.rows.is_item)
    return has_items | orders.filled(catalog.ITEM_DESCRIPTION) | _strays(orders)


ORDER_RULES: tuple[Rule[OrderFrame], ...] = (
    Rule(rules.ROW_WITHOUT_ORDER, catalog.ORDER_ID, a_row_belongs_to_an_order),
    *(
        Rule(
            rules.REQUIRED_MISSING, field, an_order_has_its_fields, _example, applies_to_empty=True
        )
        for field in (catalog.ORDER_ID, *_ORDER)
    ),
    *(
        Rule(
            rules.REQUIRED_MISSING, field, an_order_has_a_customer, _example, applies_to_empty=True
        )
        for field in _CUSTOMER
    ),
    *(
        Rule(
            rules.REQUIRED_MISSING,
            field,
            a_customer_abroad_has_an_address,
            _example,
            applies_to_empty=True,
        )
        for field in (catalog.CITY, catalog.ADDRESS)
    ),
    *(
        Rule(
            rules.ADDRESS_MISSING,
            field,
            a_saudi_customer_has_an_address,
            _short_address,
            applies_to_empty=True,
        )
        for field in (catalog.CITY, catalog.ADDRESS)
    ),
    Rule(
        rules.ITEMS_MISSING,
        catalog.QUANTITY,
        an_order_has_items,
        _display_text_instead,
        applies_to_empty=True,
    ),
)
ROW_RULES: tuple[Rule[RowFrame], ...] = (
    Rule(
        rules.REQUIRED_MISSING,
        catalog.QUANTITY,
        an_item_has_a_quantity,
        _example,
        applies_to_empty=True,
    ),
)
