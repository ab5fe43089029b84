"""The catalogue: every field of OTO's createOrder, and the one place that knows a field.

Schema, headers, template, payload and docs are derived from it; code that means one field uses its
constant (`fields.AMOUNT_DUE.name`), never its spelled name. Source: OTO's order guide (`guide`
is true) and its API reference (the rest); where they differ, the guide wins.
"""

from importer.catalog.customer import *  # noqa: F403
from importer.catalog.customer import CUSTOMER_FIELDS
from importer.catalog.delivery import *  # noqa: F403
from importer.catalog.delivery import DELIVERY_FIELDS
from importer.catalog.field import Field, Kind, Need, Part
from importer.catalog.item import *  # noqa: F403
from importer.catalog.item import ITEM_FIELDS
from importer.catalog.money import *  # noqa: F403
from importer.catalog.money import MONEY_FIELDS
from importer.catalog.order import *  # noqa: F403
from importer.catalog.order import ORDER_FIELDS
from importer.catalog.parcel import *  # noqa: F403
from importer.catalog.parcel import PARCEL_FIELDS
from importer.catalog.sender import *  # noqa: F403
from importer.catalog.sender import SENDER_FIELDS

FIELDS: tuple[Field, ...] = (
    *ORDER_FIELDS,
    *MONEY_FIELDS,
    *DELIVERY_FIELDS,
    *PARCEL_FIELDS,
    *CUSTOMER_FIELDS,
    *ITEM_FIELDS,
    *SENDER_FIELDS,
)
BY_NAME: dict[str, Field] = {field.name: field for field in FIELDS}
# What may be the same for all orders, and be said once instead of in a column.
SAME_FOR_ALL: tuple[Field, ...] = (COUNTRY, CURRENCY, PAYMENT_METHOD)  # noqa: F405
PAYLOAD_KEY = {Part.CUSTOMER: "customer", Part.ITEM: "items", Part.SENDER: "senderInformation"}


def of_part(*parts: Part) -> tuple[Field, ...]:
    """The fields of the given parts, in the catalogue's order."""
    return tuple(field for field in FIELDS if field.part in parts)


__all__ = [
    "BY_NAME",
    "FIELDS",
    "PAYLOAD_KEY",
    "SAME_FOR_ALL",
    "Field",
    "Kind",
    "Need",
    "Part",
    "of_part",
]
