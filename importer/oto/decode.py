"""The fields of OTO's answers → our records. What cannot be read is Unsure, never a guess."""

from decimal import Decimal, InvalidOperation
from typing import Any

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
from importer.oto.responses import Fields, unsure


def created(fields: Fields) -> Created:
    """The otoIds of a created order; Unsure when there is none."""
    ids = fields.get("otoIds")
    ids = ids if isinstance(ids, list) and ids else [fields.get("otoId")]
    oto_ids = tuple(_text(oto_id) for oto_id in ids)
    if not all(oto_ids):
        unsure("no otoId")
    warnings = fields.get("warnings")
    return Created(
        oto_ids,
        tuple(map(str, warnings)) if isinstance(warnings, list) else _single_warning(warnings),
    )


def remote_order(fields: Fields, asked: str) -> RemoteOrder:
    """The order that was asked for; Unsure when the answer is about another one."""
    oto_id, order_id = _text(fields.get("id")), _text(fields.get("orderId")) or asked
    if not oto_id or order_id.strip().casefold() != asked.strip().casefold():
        unsure("another order")
    items = fields.get("items")
    return RemoteOrder(
        order_id=order_id,
        oto_id=oto_id,
        status=_text(fields.get("status")),
        amount=_number(fields.get("amount")),
        amount_due=_number(fields.get("amountDue")),
        payment_method=_text(fields.get("paymentMethod")),
        currency=_text(fields.get("currency")),
        mobile=_text(_dict(fields.get("customer")).get("mobile")),
        items=tuple(map(_item, items)) if isinstance(items, list) else (),
    )


def order_status(fields: Fields, asked: str) -> OrderStatus:
    """Where the order is."""
    company = fields.get("deliveryCompanyName") or fields.get("deliveryCompany")
    return OrderStatus(
        order_id=asked,
        oto_id=_text(fields.get("otoId")),
        status=_text(fields.get("status")),
        tracking_url=_text(fields.get("trackingUrl")),
        label_url=_text(fields.get("printAWBURL")),
        shipment_id=_text(fields.get("shipmentId")),
        delivery_company=_text(company),
    )


def account_info(fields: Fields) -> AccountInfo:
    """The merchant's account."""
    return AccountInfo(
        name=_text(fields.get("name")),
        package=_text(fields.get("packageName")),
        credit=_number(fields.get("remainingCredit")),
    )


def pickup_locations(fields: Fields) -> tuple[PickupLocation, ...]:
    """Warehouses and branches."""
    locations = _list(fields, "warehouses")
    if "branches" in fields:
        locations += _list(fields, "branches")
    return tuple(
        PickupLocation(
            _text(location.get("code")), _text(location.get("name")), _text(location.get("city"))
        )
        for location in locations
    )


def delivery_options(fields: Fields) -> tuple[DeliveryOption, ...]:
    """The delivery companies that the account may use."""
    return tuple(
        DeliveryOption(_text(option.get("deliveryOptionId")), _text(option.get("name")))
        for option in _list(fields, "options")
    )


def brands(fields: Fields) -> tuple[Brand, ...]:
    """The account's brands. The answer's shape is not documented: the one list in it is taken."""
    lists = [name for name, value in fields.items() if isinstance(value, list)]
    if len(lists) != 1:
        unsure("no list of brands")
    stores = _list(fields, lists[0])
    if not all(map(_brand_id, stores)):
        unsure("a brand without an id")
    return tuple(Brand(_brand_id(brand), _text(brand.get("name"))) for brand in stores)


def cities(fields: Fields) -> tuple[int, list[str]]:
    """How many cities the country has in all, and the names on this page, as OTO spells them."""
    page = _dict(fields.get("getCities"))
    total = page.get("totalCount")
    if not isinstance(total, int):
        unsure("no list of cities")
    return total, [name for city in _list(page, "Cities") if (name := _text(city.get("name")))]


def _brand_id(brand: Fields) -> str:
    return _text(brand.get("id")) or _text(brand.get("brandId"))


def _item(value: Any) -> RemoteItem:
    item = _dict(value)
    return RemoteItem(_text(item.get("sku")), _number(item.get("quantity")))


def _dict(value: Any) -> Fields:
    return value if isinstance(value, dict) else {}


def _list(fields: Fields, name: str) -> list[Fields]:
    value = fields.get(name)
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        unsure(f"no {name}")
    return list(value)


def _single_warning(warning: Any) -> tuple[str, ...]:
    return (warning,) if isinstance(warning, str) and warning else ()


def _text(value: Any) -> str:
    """A text or number of OTO's as text: the same id is a number here and a string there."""
    if isinstance(value, bool) or value is None:
        return ""
    return str(value) if isinstance(value, str | int | Decimal) else ""


def _number(value: Any) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        return None
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
