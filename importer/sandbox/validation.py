"""createOrder's own checks: a body, and why OTO would not take it.

OTO's own server is a typed one: what its reference calls a string must come as a JSON string. A
field that it does not know, or a null, is refused here although OTO may let it pass: whoever
rehearses should hear of it.
"""

import re
from collections.abc import Iterator
from typing import Any

from importer.sandbox.messages import Answer, refusal
from importer.sandbox.store import BRAND_IDS, OPTION_IDS, PLACE_CODES

_MOBILE = re.compile(r"\+?[0-9]{7,15}")
_COUNTRY = re.compile(r"[A-Z]{2}")
_SENDER_NEEDS = ("senderFullName", "senderMobile", "senderCountry", "senderCity")
_NEEDED = ("payment_method", "amount", "amount_due", "currency")
_ORDER = {
    "text": """orderId parentOrderId ref1 ref2 ref3 pickupLocationCode destinationLocationCode
        serviceType deliveryOptionId storeName payment_method currency shippingNotes packageSize
        deliverySlotDate deliverySlotFrom deliverySlotTo orderDate senderName couponCode whoPays
        shippingMethod pickingType customsCurrency commercialInvoice orderPriority language sourceId
        item_description""",
    "number": """amount amount_due shippingAmount shippingAmountWithTax shippingDiscount subtotal
        discountAmount packageWeight boxWidth boxLength boxHeight codFee customsValue entityId""",
    "whole": "packageCount brandId",
    "yes_no": "createShipment forReverseShipment",
    "object": "customer senderInformation",
    "list": "items",
}
_CUSTOMER = {
    "text": """name mobile email address district city state country postcode street buildingNo
        secondaryAddressNumber shortAddressCode refID W3WAddress consigneeId frontSideIDCard
        backSideIDCard""",
    "number": "lat lon",
}
_ITEM = {
    "text": "name sku currency serialNumber image hsCode itemOrigin",
    "number": "quantity price rowTotal taxAmount discountAmount",
    "whole": "productId",
}
_SENDER = {
    "text": """senderAddressName senderId senderFullName senderMobile senderEmail senderCountry
        senderState senderCity senderDistrict senderStreet senderBuildingNo
        senderSecondaryAddressNumber senderPostcode senderShortAddressCode senderAddressLine""",
    "number": "lat lon",
}
_PATTERNS = {
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
}
_CHECKS = {name: re.compile(pattern) for name, pattern in _PATTERNS.items()}
_SIGNED = frozenset({"lat", "lon"})
_ABOVE_ZERO = frozenset({"packageWeight", "boxWidth", "boxLength", "boxHeight", "packageCount"})
_PYTHON = {
    "text": (str,),
    "number": (int, float),
    "whole": (int,),
    "yes_no": (bool,),
    "object": (dict,),
    "list": (list,),
}


def _kinds(table: dict[str, str]) -> dict[str, tuple[type, ...]]:
    return {name: _PYTHON[kind] for kind, names in table.items() for name in names.split()}


ORDER, CUSTOMER, ITEM, SENDER = map(_kinds, (_ORDER, _CUSTOMER, _ITEM, _SENDER))


def refuse(body: dict[str, Any], any_codes: bool) -> Answer | None:
    """The refusal of the body, or None when the order can be created.

    With `any_codes` the account knows every place, delivery option and brand that is asked for.
    """
    wrong = next(_refusals(body), None)
    return wrong if wrong or any_codes else next(_unknown(body), None)


def _refusals(body: dict[str, Any]) -> Iterator[Answer]:
    wrong = misshapen(body)
    if wrong:
        yield refusal("OTO1075", f"Invalid JSON format: {wrong}")
    missing = [name for name in _NEEDED if name not in body]
    if missing:
        yield refusal("OTO1010", f"Details are missing: {', '.join(missing)}")
    due = 0 if body["payment_method"] == "paid" else body["amount"]
    if body["amount_due"] != due:
        yield refusal("OTO1010", f"amount_due must be {due}")
    yield from _recipient(body)
    yield from _items(body)
    yield from _pickup(body)


def _recipient(body: dict[str, Any]) -> Iterator[Answer]:
    customer = body.get("customer")
    if (customer is None) == ("destinationLocationCode" not in body):
        yield refusal("OTO1010", "Either customer or destinationLocationCode is needed, not both")
    if customer is not None:
        yield from _customer(customer)


def _customer(customer: dict[str, Any]) -> Iterator[Answer]:
    if not customer.get("name", "").strip():
        yield refusal("OTO1029", "Recipient name is missing or invalid")
    if "mobile" not in customer:
        yield refusal("OTO1030", "Recipient phone is missing or invalid")
    if not _MOBILE.fullmatch(customer["mobile"]):
        yield refusal("OTO1176", "Phone number is not valid")
    if not _COUNTRY.fullmatch(customer.get("country", "")):
        yield refusal("OTO1024", "Recipient country is missing or invalid")
    if customer["country"] == "SA" and "shortAddressCode" in customer:
        return
    if not customer.get("address", "").strip():
        yield refusal("OTO1021", "Recipient address is missing or invalid")
    if not customer.get("city", "").strip():
        yield refusal("OTO1022", "Recipient city is missing or invalid")


def _items(body: dict[str, Any]) -> Iterator[Answer]:
    items = body.get("items", [])
    if not items and "item_description" not in body:
        yield refusal("OTO1074", "Invalid items")
    if any(item.get("quantity", 0) <= 0 for item in items):
        yield refusal("OTO1074", "Invalid items: quantity is missing or invalid")


def _pickup(body: dict[str, Any]) -> Iterator[Answer]:
    code = body.get("pickupLocationCode")
    sender = body.get("senderInformation")
    if code is not None and sender is not None:
        yield refusal("OTO1016", "pickupLocationCode and senderInformation exclude each other")
    if sender is not None and not _complete(sender):
        yield refusal("OTO1016", "Sender details are missing or invalid")
    from_store = body.get("serviceType") == "pickupFromStore"
    shipped = body.get("createShipment") is True and sender is None
    if code is None and (from_store or shipped):
        yield refusal("OTO1070", "Pickup location code is missing", 404)


def _complete(sender: dict[str, Any]) -> bool:
    return all(sender.get(name) for name in (*_SENDER_NEEDS, "senderAddressLine"))


def _unknown(body: dict[str, Any]) -> Iterator[Answer]:
    """What the account does not know of the codes in the body."""
    for name in ("pickupLocationCode", "destinationLocationCode"):
        if name in body and body[name] not in PLACE_CODES:
            yield refusal("OTO1070", f"{name} is invalid", 404)
    option = body.get("deliveryOptionId")
    if option is not None and option not in OPTION_IDS:
        yield refusal("OTO1004", "No delivery company setting is available", 409)
    brand = body.get("brandId")
    if brand is not None and brand not in BRAND_IDS:
        yield refusal("OTO1100", "Brand is missing or invalid")


def misshapen(body: dict[str, Any]) -> str:
    """What is wrong with the shape of the body, in a few words; empty when nothing is."""
    wrong = _wrong(body, ORDER)
    if wrong:
        return wrong
    parts = [(body.get("customer", {}), CUSTOMER), (body.get("senderInformation", {}), SENDER)]
    parts += [(item, ITEM) for item in body.get("items", [])]
    for part, kinds in parts:
        wrong = _wrong(part, kinds) if isinstance(part, dict) else "an item is not an object"
        if wrong:
            return wrong
    return ""


def _wrong(part: dict[str, Any], kinds: dict[str, tuple[type, ...]]) -> str:
    for name, value in part.items():
        allowed = kinds.get(name)
        if allowed is None:
            return f"unknown field {name}"
        if type(value) not in allowed:
            return f"{name} has the wrong type"
        if not _sensible(name, value):
            return f"{name} has a value that is not allowed"
    return ""


def _sensible(name: str, value: Any) -> bool:
    if isinstance(value, str):
        check = _CHECKS.get(name)
        return value != "" and (check is None or check.fullmatch(value) is not None)
    if isinstance(value, int | float) and name not in _SIGNED:
        return value > 0 if name in _ABOVE_ZERO else value >= 0
    return True
