"""What must be filled in, and when something else stands in for it."""

import numpy as np

from importer import catalog
from importer.catalog import Field, Need, Part
from importer.catalog.iso import SAUDI_ARABIA
from importer.checks.order_frame import Grid, Mask, Orders, Places
from importer.checks.rule import Facts, Rule
from importer.problems import rules

_ALWAYS = tuple(field for field in catalog.FIELDS if field.need is Need.ALWAYS)
_ORDER = tuple(field for field in _ALWAYS if field.part is Part.ORDER and field != catalog.ORDER_ID)
_CUSTOMER = tuple(field for field in _ALWAYS if field.part is Part.CUSTOMER)
_WHOSE = (catalog.CUSTOMER_NAME, catalog.MOBILE, catalog.ADDRESS, catalog.AMOUNT)


def _example(_grid: Grid, field: Field, _at: Places) -> Facts:
    return {"example": field.example}


def _strays(orders: Orders) -> Mask:
    """Rows with neither an order number nor anything of an order: an item of an unknown order."""
    return ~orders.filled(catalog.ORDER_ID) & ~orders.any_filled(_WHOSE)


def _given(orders: Orders, field: Field) -> Mask:
    """Where the cell is filled, or the row is a stray one, or the sheet has no such column (which
    is told of the column, not of every order)."""
    if not orders.has(field):
        return np.ones(len(orders), dtype=bool)
    return orders.filled(field) | _strays(orders)


def a_row_belongs_to_an_order(orders: Orders, field: Field) -> Mask:
    return ~_strays(orders) | (not orders.has(field))


def an_order_has_its_fields(orders: Orders, field: Field) -> Mask:
    return _given(orders, field) | _waits_for_another(orders, field)


def _waits_for_another(orders: Orders, field: Field) -> Mask | bool:
    """An empty amount to collect is worked out from the other two; what is missing is they."""
    if field is not catalog.AMOUNT_DUE:
        return False
    return ~(orders.known(catalog.AMOUNT) & orders.known(catalog.PAYMENT_METHOD))


def an_order_has_a_customer(orders: Orders, field: Field) -> Mask:
    """A sheet with a destination column may do without the customer's, unless it has customers."""
    transfer = orders.filled(catalog.DESTINATION_LOCATION_CODE)
    if orders.has(catalog.DESTINATION_LOCATION_CODE):
        return orders.filled(field) | transfer | _strays(orders)
    return _given(orders, field)


def _addressed(orders: Orders, field: Field) -> Mask:
    transfer = orders.filled(catalog.DESTINATION_LOCATION_CODE)
    return orders.filled(field) | transfer | _strays(orders)


def _saudi(orders: Orders) -> Mask:
    return orders.says(catalog.COUNTRY, SAUDI_ARABIA) | ~orders.known(catalog.COUNTRY)


def a_customer_abroad_has_an_address(orders: Orders, field: Field) -> Mask:
    return _addressed(orders, field) | _saudi(orders)


def _short_address(_orders: Orders, field: Field, _at: Places) -> Facts:
    short = catalog.SHORT_ADDRESS_CODE
    return {"example": field.example, "other": short.name, "short": short.example}


def a_saudi_customer_has_an_address(orders: Orders, field: Field) -> Mask:
    """A short national address stands in for city and address in Saudi Arabia."""
    short = orders.filled(catalog.SHORT_ADDRESS_CODE)
    return _addressed(orders, field) | ~_saudi(orders) | short


def an_item_has_a_quantity(sheet: Grid, field: Field) -> Mask:
    return ~sheet.is_item | sheet.filled(field)


def _in_words_instead(_orders: Orders, _field: Field, _at: Places) -> Facts:
    return {"other": catalog.ITEM_DESCRIPTION.name}


def an_order_has_items(orders: Orders, _field: Field) -> Mask:
    has_items = orders.any_row(orders.sheet.is_item)
    return has_items | orders.filled(catalog.ITEM_DESCRIPTION) | _strays(orders)


ORDER_RULES: tuple[Rule[Orders], ...] = (
    Rule(rules.ROW_WITHOUT_ORDER, catalog.ORDER_ID, a_row_belongs_to_an_order),
    *(
        Rule(rules.REQUIRED_MISSING, field, an_order_has_its_fields, _example, of_gaps=True)
        for field in (catalog.ORDER_ID, *_ORDER)
    ),
    *(
        Rule(rules.REQUIRED_MISSING, field, an_order_has_a_customer, _example, of_gaps=True)
        for field in _CUSTOMER
    ),
    *(
        Rule(
            rules.REQUIRED_MISSING,
            field,
            a_customer_abroad_has_an_address,
            _example,
            of_gaps=True,
        )
        for field in (catalog.CITY, catalog.ADDRESS)
    ),
    *(
        Rule(
            rules.ADDRESS_MISSING,
            field,
            a_saudi_customer_has_an_address,
            _short_address,
            of_gaps=True,
        )
        for field in (catalog.CITY, catalog.ADDRESS)
    ),
    Rule(
        rules.ITEMS_MISSING,
        catalog.QUANTITY,
        an_order_has_items,
        _in_words_instead,
        of_gaps=True,
    ),
)
ROW_RULES: tuple[Rule[Grid], ...] = (
    Rule(rules.REQUIRED_MISSING, catalog.QUANTITY, an_item_has_a_quantity, _example, of_gaps=True),
)
