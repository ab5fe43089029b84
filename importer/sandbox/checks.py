"""createOrder's own checks: a body, and why OTO would not take it."""

import re
from collections.abc import Iterator
from typing import Any

from importer.sandbox.answer import Answer, refusal
from importer.sandbox.shapes import misshapen
from importer.sandbox.shop import BRAND_IDS, OPTION_IDS, PLACE_CODES

_MOBILE = re.compile(r"\+?[0-9]{7,15}")
_COUNTRY = re.compile(r"[A-Z]{2}")
_SENDER_NEEDS = ("senderFullName", "senderMobile", "senderCountry", "senderCity")
_NEEDED = ("payment_method", "amount", "amount_due", "currency")


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
