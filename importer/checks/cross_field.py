"""What goes together in an order, and what excludes each other."""

from collections.abc import Callable, Sequence
from itertools import chain

import numpy as np

from importer import catalog
from importer.catalog import Field, Need, Part
from importer.checks.order_frame import Mask, OrderFrame, Positions
from importer.checks.rule import Params, Rule
from importer.i18n import _
from importer.problems import rules

_GROUPS = (
    (catalog.BOX_WIDTH, catalog.BOX_LENGTH, catalog.BOX_HEIGHT),
    (catalog.LAT, catalog.LON),
    (catalog.SENDER_LAT, catalog.SENDER_LON),
)
_GROUP_OF = {field.name: group for group in _GROUPS for field in group}
_SENDER = catalog.of_part(Part.SENDER)
_CUSTOMER = catalog.of_part(Part.CUSTOMER)
_SENDER_NEEDS = tuple(field for field in _SENDER if field.need is Need.SOMETIMES)
_PICKUP = catalog.PICKUP_LOCATION_CODE
_DESTINATION = catalog.DESTINATION_LOCATION_CODE
_PICKUP_SERVICE = catalog.SERVICE_TYPE.allowed[0]
_YES = _("yes")


def group_is_complete(orders: OrderFrame, field: Field) -> Mask:
    """The fields of a group are filled all or none."""
    return orders.filled(field) | ~orders.any_filled(_GROUP_OF[field.name])


def pickup_excludes_sender(orders: OrderFrame, field: Field) -> Mask:
    return ~(orders.filled(field) & orders.any_filled(_SENDER))


def destination_excludes_customer(orders: OrderFrame, field: Field) -> Mask:
    return ~(orders.filled(field) & orders.any_filled(_CUSTOMER))


def sender_is_complete(orders: OrderFrame, field: Field) -> Mask:
    """Beside a pickup location the sender is in the way, whole or not."""
    alone = orders.any_filled(_SENDER) & ~orders.filled(_PICKUP)
    return orders.filled(field) | ~alone


def _picked_up(orders: OrderFrame) -> Mask:
    return orders.isin(catalog.SERVICE_TYPE, _PICKUP_SERVICE)


def _ships(orders: OrderFrame) -> Mask:
    return orders.isin(catalog.CREATE_SHIPMENT, True)


def shipment_has_a_pickup(orders: OrderFrame, field: Field) -> Mask:
    """OTO's guide asks for it; its reference ships from a complete sender without one."""
    ships = _ships(orders) & ~orders.any_filled(_SENDER)
    return orders.filled(field) | ~(ships | _picked_up(orders))


def shipment_from_a_sender_has_a_pickup(orders: OrderFrame, field: Field) -> Mask:
    """A sender that is not complete is told as such."""
    complete = np.logical_and.reduce([orders.filled(needed) for needed in _SENDER_NEEDS])
    is_judged: Mask = ~complete | _picked_up(orders)
    return orders.filled(field) | ~_ships(orders) | is_judged


def _why_pickup(orders: OrderFrame, _field: Field, at: Positions) -> Params:
    service, shipment = catalog.SERVICE_TYPE, catalog.CREATE_SHIPMENT
    picked_up = _picked_up(orders)[at].tolist()
    texts = orders.texts(service, at)
    return {
        "other": [service.name if service_asks else shipment.name for service_asks in picked_up],
        "reason": [
            text if service_asks else _YES
            for text, service_asks in zip(texts, picked_up, strict=True)
        ],
    }


def _first_filled(
    fields: Sequence[Field],
) -> Callable[[OrderFrame, Field, Positions], Params]:
    """The param `other`: the first of the fields that is filled."""

    def params(orders: OrderFrame, _field: Field, at: Positions) -> Params:
        filled = np.array([orders.filled(other)[at] for other in fields])
        return {"other": [fields[first].name for first in filled.argmax(axis=0)]}

    return params


ORDER_RULES: tuple[Rule[OrderFrame], ...] = (
    *(
        Rule(
            rules.GROUP_INCOMPLETE,
            field,
            group_is_complete,
            _first_filled(_GROUP_OF[field.name]),
            applies_to_empty=True,
        )
        for field in chain(*_GROUPS)
    ),
    Rule(rules.PICKUP_AND_SENDER, _PICKUP, pickup_excludes_sender, _first_filled(_SENDER)),
    Rule(
        rules.DESTINATION_AND_CUSTOMER,
        _DESTINATION,
        destination_excludes_customer,
        _first_filled(_CUSTOMER),
    ),
    *(
        Rule(rules.SENDER_INCOMPLETE, field, sender_is_complete, applies_to_empty=True)
        for field in _SENDER_NEEDS
    ),
    Rule(rules.PICKUP_NEEDED, _PICKUP, shipment_has_a_pickup, _why_pickup, applies_to_empty=True),
    Rule(rules.PICKUP_ASKED, _PICKUP, shipment_from_a_sender_has_a_pickup, applies_to_empty=True),
)
