"""The client of OTO's API: one attempt a call, an answer or one of the errors of a call.

It knows nothing of retries, paces and ledgers: whoever calls decides what an error means for the
order. `Created`, `RemoteOrder` and the other records say in our words what OTO answered.
"""

from importer.oto.client import Oto
from importer.oto.records import (
    AccountInfo,
    Brand,
    Created,
    DeliveryOption,
    OrderStatus,
    PickupLocation,
    RemoteItem,
    RemoteOrder,
)

__all__ = [
    "AccountInfo",
    "Brand",
    "Created",
    "DeliveryOption",
    "OrderStatus",
    "Oto",
    "PickupLocation",
    "RemoteItem",
    "RemoteOrder",
]
