"""createOrder's own checks: a body, and why OTO would not take it.

OTO's own server is a typed one: what its reference calls a string must come as a JSON string. A
field that it does not know, or a null, is refused here although OTO may let it pass: whoever
rehearses should hear of it.
"""

import re
from collections.abc import Iterator
from typing import Any

from importer.sandbox.messages import Response, error
from importer.sandbox.store import BRAND_IDS, LOCATION_CODES, OPTION_IDS

_MOBILE = re.compile(r"\+?[0-9]{7,15}")
_COUNTRY = re.compile(r"[A-Z]{2}")
_SENDER_REQUIRED = (
    "senderFullName",
    "senderMobile",
    "senderCountry",
    "senderCity",
    "senderAddressLine",
)
_REQUIRED = ("payment_method", "amount", "amount_due", "currency")
Types = dict[str, tuple[type, ...]]
_PYTHON = {
    "string": (str,),
    "number": (int, float),
    "integer": (int,),
    "boolean": (bool,),
    "object": (dict,),
    "array": (list,),
}


def _types(**names: str) -> Types:
    """Python's types of the fields that are named under each JSON type."""
    return {name: _PYTHON[kind] for kind, fields in names.items() for name in fields.split()}


_ORDER = _types(
    string="""orderId parentOrderId ref1 ref2 ref3 pickupLocationCode destinationLocationCode
        serviceType deliveryOptionId storeName payment_method currency shippingNotes packageSize
        deliverySlotDate deliverySlotFrom deliverySlotTo orderDate senderName couponCode whoPays
        shippingMethod pickingType customsCurrency commercialInvoice orderPriority language sourceId
        item_description""",
    number="""amount amount_due shippingAmount shippingAmountWithTax shippingDiscount subtotal
        discountAmount packageWeight boxWidth boxLength boxHeight codFee customsValue entityId""",
    integer="packageCount brandId",
    boolean="createShipment forReverseShipment",
    object="customer senderInformation",
    array="items",
)
_CUSTOMER = _types(
    string="""name mobile email address district city state country postcode street buildingNo
        secondaryAddressNumber shortAddressCode refID W3WAddress consigneeId frontSideIDCard
        backSideIDCard""",
    number="lat lon",
)
_ITEM = _types(
    string="name sku currency serialNumber image hsCode itemOrigin",
    number="quantity price rowTotal taxAmount discountAmount",
    integer="productId",
)
_SENDER = _types(
    string="""senderAddressName senderId senderFullName senderMobile senderEmail senderCountry
        senderState senderCity senderDistrict senderStreet senderBuildingNo
        senderSecondaryAddressNumber senderPostcode senderShortAddressCode senderAddressLine""",
    number="lat lon",
)
_PATTERNS = {
    name: re.compile(pattern)
    for name, pattern in {
        "orderDate": r"\d\d/\d\d/\d{4} \d\d:\d\d",
        "deliverySlotDate": r"\d\d/\d\d/\d{4}",
        "deliverySlotFrom": r"\d{1,2}(:\d\d)?[ap]m",
        "deliverySlotTo": r"\d{1,2}(:\d\d)?[ap]m",
        "payment_method": "cod|paid",
        "whoPays": "marketplacePaysDeliveryFee|sellerPaysDeliveryFee",
        "pickingType": "PICKUP_BY_DC|BRANCH_DROP_OFF",
        "language": "en|ar|tr",
        "currency": "[A-Z]{3}",
        "customsCurrency": "[A-Z]{3}",
        "shortAddressCode": "[A-Z]{4}[0-9]{4}",
        "senderShortAddressCode": "[A-Z]{4}[0-9]{4}",
    }.items()
}
_SIGNED = frozenset({"lat", "lon"})
_ABOVE_ZERO = frozenset({"packageWeight", "boxWidth", "boxLength", "boxHeight", "packageCount"})


def first_error(body: dict[str, Any], any_codes: bool) -> Response | None:
    """OTO's first error for the body, or None when the order can be created.

    With `any_codes` the account has every pickup location, delivery option and brand there is.
    """
    found = next(_errors(body), None)
    return found if found or any_codes else next(_unknown_codes(body), None)


def _errors(body: dict[str, Any]) -> Iterator[Response]:
    type_error = _first_type_error(body)
    if type_error:
        yield error("OTO1075", f"Invalid JSON format: {type_error}")
    missing = [name for name in _REQUIRED if name not in body]
    if missing:
        yield error("OTO1010", f"Details are missing: {', '.join(missing)}")
    due = 0 if body["payment_method"] == "paid" else body["amount"]
    if body["amount_due"] != due:
        yield error("OTO1010", f"amount_due must be {due}")
    yield from _recipient(body)
    yield from _items(body)
    yield from _pickup(body)


def _recipient(body: dict[str, Any]) -> Iterator[Response]:
    customer = body.get("customer")
    if (customer is None) == ("destinationLocationCode" not in body):
        yield error("OTO1010", "Either customer or destinationLocationCode is needed, not both")
    if customer is not None:
        yield from _customer(customer)


def _customer(customer: dict[str, Any]) -> Iterator[Response]:
    if not customer.get("name", "").strip():
        yield error("OTO1029", "Recipient name is missing or invalid")
    if "mobile" not in customer:
        yield error("OTO1030", "Recipient phone is missing or invalid")
    if not _MOBILE.fullmatch(customer["mobile"]):
        yield error("OTO1176", "Phone number is not valid")
    if not _COUNTRY.fullmatch(customer.get("country", "")):
        yield error("OTO1024", "Recipient country is missing or invalid")
    if customer["country"] == "SA" and "shortAddressCode" in customer:
        return
    if not customer.get("address", "").strip():
        yield error("OTO1021", "Recipient address is missing or invalid")
    if not customer.get("city", "").strip():
        yield error("OTO1022", "Recipient city is missing or invalid")


def _items(body: dict[str, Any]) -> Iterator[Response]:
    items = body.get("items", [])
    if not items and "item_description" not in body:
        yield error("OTO1074", "Invalid items")
    if any(item.get("quantity", 0) <= 0 for item in items):
        yield error("OTO1074", "Invalid items: quantity is missing or invalid")


def _pickup(body: dict[str, Any]) -> Iterator[Response]:
    code = body.get("pickupLocationCode")
    sender = body.get("senderInformation")
    if code is not None and sender is not None:
        yield error("OTO1016", "pickupLocationCode and senderInformation exclude each other")
    if sender is not None and not all(sender.get(name) for name in _SENDER_REQUIRED):
        yield error("OTO1016", "Sender details are missing or invalid")
    from_store = body.get("serviceType") == "pickupFromStore"
    shipped = body.get("createShipment") is True and sender is None
    if code is None and (from_store or shipped):
        yield error("OTO1070", "Pickup location code is missing", 404)


def _unknown_codes(body: dict[str, Any]) -> Iterator[Response]:
    """An error for each code that the account does not have."""
    for name in ("pickupLocationCode", "destinationLocationCode"):
        if name in body and body[name] not in LOCATION_CODES:
            yield error("OTO1070", f"{name} is invalid", 404)
    option = body.get("deliveryOptionId")
    if option is not None and option not in OPTION_IDS:
        yield error("OTO1004", "No delivery company setting is available", 409)
    brand = body.get("brandId")
    if brand is not None and brand not in BRAND_IDS:
        yield error("OTO1100", "Brand is missing or invalid")


def _first_type_error(body: dict[str, Any]) -> str:
    """What is wrong with the body's fields and types, in a few words; empty when nothing is."""
    wrong = _wrong_field(body, _ORDER)
    if wrong:
        return wrong
    parts = [(body.get("customer", {}), _CUSTOMER), (body.get("senderInformation", {}), _SENDER)]
    parts += [(item, _ITEM) for item in body.get("items", [])]
    for part, types in parts:
        wrong = _wrong_field(part, types) if isinstance(part, dict) else "an item is not an object"
        if wrong:
            return wrong
    return ""


def _wrong_field(part: dict[str, Any], types: Types) -> str:
    for name, value in part.items():
        allowed = types.get(name)
        if allowed is None:
            return f"unknown field {name}"
        if type(value) not in allowed:
            return f"{name} has the wrong type"
        if not _is_allowed(name, value):
            return f"{name} has a value that is not allowed"
    return ""


def _is_allowed(name: str, value: Any) -> bool:
    if isinstance(value, str):
        pattern = _PATTERNS.get(name)
        return value != "" and (pattern is None or pattern.fullmatch(value) is not None)
    if isinstance(value, int | float) and name not in _SIGNED:
        return value > 0 if name in _ABOVE_ZERO else value >= 0
    return True
