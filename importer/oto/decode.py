"""The fields of OTO's answers → our records. What cannot be read is Unsure, never a guess.

One thing has several names at OTO, and the account or the year decides which one comes.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from importer.errors import Updated
from importer.i18n import _
from importer.oto.account_keys import account_info_key
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
from importer.oto.responses import (
    ASK_FIRST,
    MAX_TEXT,
    Fields,
    is_true,
    screen_text,
    unsure,
    warnings_of,
)

_OTO_ID = re.compile("[1-9][0-9]{0,17}")
_CONTENT = 2_000  # characters of a customer's or an item's text, which is compared
_NUMBER = 60  # characters
_MAGNITUDE = 30  # powers of ten
_DATES = ("%Y-%m-%d %H:%M:%S", "%d/%m/%Y %H:%M", "%d/%m/%Y")
# "Successfully updated", "Order already exists, update begins": a creation is told otherwise.
_UPDATED = re.compile(
    r"successfully updated|\border\b( (was|is|has been|is being))? updated"
    r"|\border\b[^.;]{0,60}(?<!not )(?<!n't )\bexists?\b"
    r"|\bupdate (begins|starts|started|has begun)",
    re.IGNORECASE,
)


def created(fields: Fields) -> Created:
    """The otoIds of a created order.

    Raises Updated when OTO says that it changed an order, or says success and no otoId; Unsure
    when the answer is neither.
    """
    if not is_true(fields.get("success")):
        unsure("no success")
    listed = fields.get("otoIds")
    values = listed if isinstance(listed, list) and listed else [fields.get("otoId")]
    oto_ids = () if values == [None] else tuple(map(_oto_id, values))
    if not all(oto_ids):
        unsure("otoId")
    warnings = warnings_of(fields)
    text = _update_text(fields, warnings)
    if text or not oto_ids:
        what = text or "no otoId"
        message = _("OTO may have changed an order that existed ({what})", what=what)
        raise Updated(message, ASK_FIRST, text, oto_ids)
    return Created(oto_ids, warnings)


def _update_text(fields: Fields, warnings: tuple[str, ...]) -> str:
    """What OTO says of changing an order instead of creating one; empty when it does not."""
    messages = (screen_text(fields.get(name)) for name in ("message", "errorMsg"))
    texts = [text for text in (*messages, *warnings) if _UPDATED.search(text)]
    # Errors 5 and 14 were seen beside orders that existed.
    if fields.get("errorCode") in (5, 14, "5", "14"):
        texts.append(f"errorCode {fields['errorCode']}")
    return screen_text("; ".join(texts))


def remote_order(fields: Fields, asked: str) -> RemoteOrder:
    """The order that was asked for; Unsure when the answer is about another one."""
    order_id = _id_text(fields.get("orderId")) or asked
    if _folded(order_id) != _folded(asked):
        unsure("another order")
    return _remote_order(fields, order_id)


def remote_orders(fields: Fields, asked: Sequence[str]) -> dict[str, RemoteOrder]:
    """The orders of orderHistory by the id under which they were asked for."""
    return {
        order_id: _remote_order(item, _id_text(item.get("orderId")))
        for order_id, item in _history(fields, asked)
    }


def order_statuses(fields: Fields, asked: Sequence[str]) -> dict[str, OrderStatus]:
    """Where the orders of orderHistory are, by the id under which they were asked for."""
    return {order_id: order_status(item, order_id) for order_id, item in _history(fields, asked)}


def _history(fields: Fields, asked: Sequence[str]) -> Iterator[tuple[str, Fields]]:
    """The items of orderHistory that are about orders that were asked for, the first of each."""
    items = _list(fields, "items")
    exact = {_id_text(item.get("orderId")): item for item in reversed(items)}
    folded = {_folded(order_id): item for order_id, item in exact.items()}
    for order_id in asked:
        item = exact.get(order_id) or folded.get(_folded(order_id))
        if item is not None:
            yield order_id, item


def _remote_order(fields: Fields, order_id: str) -> RemoteOrder:
    oto_id = _oto_id(fields["id"] if "id" in fields else fields.get("otoId"))
    if not oto_id or not order_id:
        unsure("otoId")
    customer = _dict(fields.get("customer"))
    return RemoteOrder(
        order_id=order_id,
        oto_id=oto_id,
        status=_text(fields.get("status")),
        amount=_number(fields.get("amount")),
        amount_due=_number(_first(fields, "amountDue", "amount_due", "totalDue")),
        payment_method=_text(_first(fields, "paymentMethod", "payment_method")),
        currency=_text(fields.get("currency")),
        mobile=_text(customer.get("mobile")),
        items=_items(fields.get("items")),
        customer_name=_text(customer.get("name"), _CONTENT),
        address=_text(customer.get("address"), _CONTENT),
        city=_text(customer.get("city") or fields.get("destinationCity"), _CONTENT),
        country=_text(customer.get("country")),
        ordered_at=_date(fields.get("orderDate")),
    )


def order_status(fields: Fields, asked: str) -> OrderStatus:
    """Where the order is."""
    return OrderStatus(
        order_id=asked,
        oto_id=_text(_first(fields, "otoId", "id")),
        status=_text(fields.get("status")),
        tracking_url=_text(_first(fields, "trackingUrl", "trackingURL"), _CONTENT),
        label_url=_text(_first(fields, "printAWBURL", "printAwbUrl"), _CONTENT),
        shipment_id=_text(fields.get("shipmentId")),
        delivery_company=_text(_first(fields, "deliveryCompanyName", "deliveryCompany")),
    )


def account_info(fields: Fields) -> AccountInfo:
    """The merchant's account."""
    return AccountInfo(
        name=_text(fields.get("name")),
        package=_text(fields.get("packageName")),
        credit=_number(fields.get("remainingCredit")),
        key=account_info_key(fields),
    )


def pickup_locations(fields: Fields) -> tuple[PickupLocation, ...]:
    """Warehouses and branches."""
    locations = _list(fields, "warehouses")
    if "branches" in fields:
        locations += _list(fields, "branches")
    return tuple(
        PickupLocation(_text(each.get("code")), _text(each.get("name")), _text(each.get("city")))
        for each in locations
    )


def delivery_options(fields: Fields) -> tuple[DeliveryOption, ...]:
    """The delivery options of the account's own contracts."""
    return tuple(
        DeliveryOption(_text(option.get("deliveryOptionId")), _text(option.get("name")))
        for option in _list(fields, "options")
    )


def brands(fields: Fields) -> tuple[Brand, ...]:
    """The account's brands, in `clientStores`; else the one list in the answer is taken."""
    lists = [name for name, value in fields.items() if isinstance(value, list)]
    if "clientStores" not in fields and len(lists) != 1:
        unsure("no clientStores")
    stores = _list(fields, "clientStores" if "clientStores" in fields else lists[0])
    brands = tuple(
        Brand(
            _text(_first(store, "ID", "id", "brandId")), _text(_first(store, "storeName", "name"))
        )
        for store in stores
    )
    if not all(brand.id for brand in brands):
        unsure("no brand ID")
    return brands


def cities(fields: Fields) -> tuple[int, list[str]]:
    """How many cities the country has in all, and the names on this page, as OTO spells them."""
    page = _dict(fields.get("getCities"))
    total = page.get("totalCount")
    if not isinstance(total, int):
        unsure("no Cities")
    return total, [name for city in _list(page, "Cities") if (name := _text(city.get("name")))]


def _items(value: Any) -> tuple[RemoteItem, ...]:
    """The items; a list of bare ids says nothing of them."""
    listed = value if isinstance(value, list) else []
    items = tuple(
        RemoteItem(
            sku=_text(item.get("sku"), _CONTENT),
            quantity=_number(item.get("quantity")),
            name=_text(item.get("name"), _CONTENT),
            price=_number(item.get("price")),
        )
        for item in map(_dict, listed)
    )
    return () if all(item == RemoteItem() for item in items) else items


def _first(fields: Fields, *names: str) -> Any:
    """The value of the first of these names that says something."""
    values = (fields.get(name) for name in names)
    return next((value for value in values if value not in (None, "")), None)


def _dict(value: Any) -> Fields:
    return value if isinstance(value, dict) else {}


def _list(fields: Fields, name: str) -> list[Fields]:
    value = fields.get(name)
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        unsure(f"no {name}")
    return list(value)


def _oto_id(value: Any) -> str:
    """A positive whole number of at most 18 digits, as a number or as digits; empty for all
    else."""
    text = str(value) if type(value) in (int, str) else ""
    return text if _OTO_ID.fullmatch(text) else ""


def _id_text(value: Any) -> str:
    """An order's id exactly as OTO has it."""
    return str(value) if type(value) in (int, str) else ""


def _folded(order_id: str) -> str:
    return order_id.strip().casefold()


def _text(value: Any, limit: int = MAX_TEXT) -> str:
    """A text or number of OTO's as text: the same id is a number here and a string there."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        value = str(value)
    return screen_text(value, limit)


def _number(value: Any) -> Decimal | None:
    """An exact number of a size that money and quantities have."""
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        return None
    if isinstance(value, str) and len(value) > _NUMBER:
        return None
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    if not number.is_finite():
        return None
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)  # of a finite number
    return number if abs(exponent) < _MAGNITUDE and number.adjusted() < _MAGNITUDE else None


def _date(value: Any) -> datetime | None:
    text = screen_text(value)
    for form in _DATES:
        with suppress(ValueError):
            return datetime.strptime(text, form)
    with suppress(ValueError):
        return datetime.fromisoformat(text).replace(tzinfo=None)
    return None
