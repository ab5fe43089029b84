"""What OTO answered, in our words.

A text that OTO left out is empty and a number None: it said nothing of it. Texts have no control
characters and a bounded length.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Created:
    """An order was created; several otoIds when OTO split it."""

    oto_ids: tuple[str, ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RemoteItem:
    """An item of an order in OTO."""

    sku: str = ""
    quantity: Decimal | None = None
    name: str = ""
    price: Decimal | None = None


@dataclass(frozen=True, slots=True)
class RemoteOrder:
    """An order as OTO holds it; money is exact, in `currency`.

    `mobile` may be masked (`5****1234`); `ordered_at` is the order's own date as OTO shows it,
    without a time zone. orderHistory tells neither customer nor items.
    """

    order_id: str
    oto_id: str
    status: str
    amount: Decimal | None
    amount_due: Decimal | None
    payment_method: str
    currency: str
    mobile: str
    items: tuple[RemoteItem, ...]
    customer_name: str = ""
    address: str = ""
    city: str = ""
    country: str = ""
    ordered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OrderStatus:
    """Where an order is; the links and the shipment are empty before it is shipped."""

    order_id: str
    oto_id: str
    status: str
    tracking_url: str
    label_url: str
    shipment_id: str
    delivery_company: str


@dataclass(frozen=True, slots=True)
class AccountInfo:
    """The merchant's account; `credit` is what is left for shipments.

    `key` is the account's name in the ledger (see `account_keys`), empty when OTO does not say.
    """

    name: str
    package: str
    credit: Decimal | None
    key: str = ""


@dataclass(frozen=True, slots=True)
class PickupLocation:
    """A warehouse or branch that couriers collect from."""

    code: str
    name: str
    city: str


@dataclass(frozen=True, slots=True)
class DeliveryOption:
    """A delivery company that the account may use."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Brand:
    """A brand (client store) of the account."""

    id: str
    name: str
