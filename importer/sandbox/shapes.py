"""The fields that createOrder takes, by their JSON type, and the check of a body against them.

OTO's own server is a typed one: what its reference calls a string must come as a JSON string. A
field that it does not know, or a null, is refused here although OTO may let it pass: whoever
rehearses should hear of it.
"""

import re
from typing import Any

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
