"""What goes together in an order, and what excludes each other."""

from itertools import chain

import numpy as np

from importer import catalog
from importer.catalog import Field, Need, Part
from importer.checks.order_frame import Mask, OrderFrame, Positions
from importer.checks.rule import Params, Rule
from importer.i18n import _
from importer.problems import rules

_TOGETHER = (
    (catalog.BOX_WIDTH, catalog.BOX_LENGTH, catalog.BOX_HEIGHT),
    (catalog.LAT, catalog.LON),
    (catalog.SENDER_LAT, catalog.SENDER_LON),
)
_GROUP_OF = {field.name: group for group in _TOGETHER for field in group}
_SENDER = catalog.of_part(Part.SENDER)
_CUSTOMER = catalog.of_part(Part.CUSTOMER)
_SENDER_NEEDS = tuple(field for field in _SENDER if field.need is Need.SOMETIMES)
_PICKUP_SERVICE = catalog.SERVICE_TYPE.allowed[0]
_YES = _("yes")


def _first_filled(orders: OrderFrame, of: tuple[Field, ...], at: Positions) -> Params:
    filled = np.array([orders.filled(other)[at] for other in of])
    return {"other": [of[first].name for first in filled.argmax(axis=0)]}


def _filled_partner(orders: OrderFrame, field: Field, at: Positions) -> Params:
    return _first_filled(orders, _GROUP_OF[field.name], at)


def _first_of_sender(orders: OrderFrame, _field: Field, at: Positions) -> Params:
    return _first_filled(orders, _SENDER, at)


def _first_of_customer(orders: OrderFrame, _field: Field, at: Positions) -> Params:
    return _first_filled(orders, _CUSTOMER, at)


def a_group_is_whole_or_absent(orders: OrderFrame, field: Field) -> Mask:
    return orders.filled(field) | ~orders.any_filled(_GROUP_OF[field.name])


def a_pickup_location_excludes_a_sender(orders: OrderFrame, field: Field) -> Mask:
    return ~(orders.filled(field) & orders.any_filled(_SENDER))


def a_destination_excludes_a_customer(orders: OrderFrame, field: Field) -> Mask:
    return ~(orders.filled(field) & orders.any_filled(_CUSTOMER))


def a_sender_is_whole_or_absent(orders: OrderFrame, field: Field) -> Mask:
    """Beside a pickup location the sender is in the way, whole or not."""
    alone = orders.any_filled(_SENDER) & ~orders.filled(catalog.PICKUP_LOCATION_CODE)
    return orders.filled(field) | ~alone


def _ships(orders: OrderFrame) -> Mask:
    return orders.isin(catalog.CREATE_SHIPMENT, True)


def _collected(orders: OrderFrame) -> Mask:
    return orders.isin(catalog.SERVICE_TYPE, _PICKUP_SERVICE)


def _why_pickup(orders: OrderFrame, _field: Field, at: Positions) -> Params:
    service = orders.texts(catalog.SERVICE_TYPE, at)
    collected = _collected(orders)[at]
    return {
        "other": [
            catalog.SERVICE_TYPE.name if stored else catalog.CREATE_SHIPMENT.name
            for stored in collected
        ],
        "reason": [
            text if stored else _YES for text, stored in zip(service, collected, strict=True)
        ],
    }


def a_shipment_has_a_pickup_location(orders: OrderFrame, field: Field) -> Mask:
    """OTO's guide asks for it; its reference ships from a complete sender without one."""
    ships = _ships(orders) & ~orders.any_filled(_SENDER)
    return orders.filled(field) | ~(ships | _collected(orders))


ORDER_RULES: tuple[Rule[OrderFrame], ...] = (
    *(
        Rule(rules.GROUP_INCOMPLETE, field, a_group_is_whole_or_absent, _filled_partner, True)
        for field in chain(*_TOGETHER)
    ),
    Rule(
        rules.PICKUP_AND_SENDER,
        catalog.PICKUP_LOCATION_CODE,
        a_pickup_location_excludes_a_sender,
        _first_of_sender,
    ),
    Rule(
        rules.DESTINATION_AND_CUSTOMER,
        catalog.DESTINATION_LOCATION_CODE,
        a_destination_excludes_a_customer,
        _first_of_customer,
    ),
    *(
        Rule(rules.SENDER_INCOMPLETE, field, a_sender_is_whole_or_absent, applies_to_empty=True)
        for field in _SENDER_NEEDS
    ),
    Rule(
        rules.PICKUP_NEEDED,
        catalog.PICKUP_LOCATION_CODE,
        a_shipment_has_a_pickup_location,
        _why_pickup,
        applies_to_empty=True,
    ),
)
