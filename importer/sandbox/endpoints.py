"""The calls of OTO's API, each a function of the account and the call."""

import time
from collections.abc import Callable
from typing import Any

import orjson

from importer.sandbox.messages import Answer, good, order_exists, refusal
from importer.sandbox.store import (
    BRANCHES,
    BRANDS,
    INFO,
    OPTIONS,
    WAREHOUSES,
    Account,
    Call,
    Order,
    Store,
    city_names,
)
from importer.sandbox.validation import refuse

Endpoint = Callable[[Store, Account, Call], Answer]


def create_order(store: Store, account: Account, call: Call) -> Answer:
    """One order a call; an orderId is unique in the account."""
    body = call.json
    if not isinstance(body, dict):
        return refusal("OTO1075", "Invalid JSON format")
    order_id = body.get("orderId")
    if not isinstance(order_id, str) or not order_id.strip():
        return refusal("OTO1001", "Order id is invalid or missing")
    if order_id in account.orders:
        return order_exists(order_id)
    no = refuse(body, store.any_codes)
    if no is None and body.get("createShipment") and _credit(store) <= 0:
        no = refusal("OTO1006", "Credit is not enough")
    if no is not None:
        return no
    order = store.add(account, call.body, order_id, body.get("ref1"))
    if body.get("createShipment"):
        order.status = "shipmentCreated"
    return good({"success": True, "otoId": order.oto_ids[0]})


def order_details(store: Store, account: Account, call: Call) -> Answer:
    """The order with this orderId, otoId or ref1."""
    order = _asked(account, call.query)
    if order is None:
        return _no_order()
    body = orjson.loads(store.bodies.read(order.place))
    fields = {
        "success": True,
        "orderId": order.order_id,
        "id": order.oto_ids[0],
        "status": order.status,
        "amount": body["amount"],
        "amountDue": body["amount_due"],
        "paymentMethod": body["payment_method"],
        "currency": body["currency"],
        "packageCount": body.get("packageCount", 1),
        "orderDate": _date(body.get("orderDate"), order.created),
        "customer": body.get("customer", {}),
        "items": body.get("items", []),
        "statusHistory": [{"status": order.status, "date": _stamp(order.created)}],
    }
    return good(fields)


def order_status(store: Store, account: Account, call: Call) -> Answer:
    """Where the order is; here the otoId is a string."""
    order = account.orders.get(call.order_id or "")
    if order is None:
        return _no_order()
    oto_id = str(order.oto_ids[0])
    fields = {"success": True, "orderId": order.order_id, "otoId": oto_id, "status": order.status}
    if order.status != "new":
        fields |= {
            "shipmentId": f"SBX{oto_id}",
            "trackingUrl": f"https://track.example.com/{oto_id}",
            "printAWBURL": f"https://print.example.com/{oto_id}.pdf",
            "deliveryCompanyName": "Sandbox Express",
        }
    return good(fields)


def account_info(store: Store, account: Account, call: Call) -> Answer:
    """Who the account is, and its credit."""
    return good({"success": True, **_info(store)})


def pickup_locations(store: Store, account: Account, call: Call) -> Answer:
    """The account's warehouses and branches, by status when one is asked for."""
    if store.any_codes:
        return _no_list()
    wanted = call.query.get("status")

    def kept(places: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [place for place in places if wanted in (None, place["status"])]

    fields = {"warehouses": kept(WAREHOUSES), "branches": kept(BRANCHES)}
    return good({"success": True, **fields})


def delivery_options(store: Store, account: Account, call: Call) -> Answer:
    """The delivery companies that the account may use."""
    if store.any_codes:
        return _no_list()
    return good({"success": True, "options": OPTIONS})


def brands(store: Store, account: Account, call: Call) -> Answer:
    """The account's brands."""
    if store.any_codes:
        return _no_list()
    return good({"success": True, "brands": BRANDS})


def cities(store: Store, account: Account, call: Call) -> Answer:
    """One page of a country's city names."""
    asked = call.json if isinstance(call.json, dict) else {}
    names = city_names(str(asked.get("country", "")))
    size = min(max(int(asked.get("perPage", 100)), 1), 500)
    first = (max(int(asked.get("page", 1)), 1) - 1) * size
    page = [{"name": name} for name in names[first : first + size]]
    return good({"getCities": {"totalCount": len(names), "perPage": size, "Cities": page}})


ENDPOINTS: dict[tuple[str, str], Endpoint] = {
    ("POST", "createOrder"): create_order,
    ("GET", "orderDetails"): order_details,
    ("POST", "orderStatus"): order_status,
    ("GET", "accountInfo"): account_info,
    ("GET", "getPickupLocationList"): pickup_locations,
    ("GET", "getDeliveryOptions"): delivery_options,
    ("GET", "getBrandList"): brands,
    ("POST", "getCities"): cities,
}


def _asked(account: Account, query: dict[str, str]) -> Order | None:
    if "orderId" in query:
        return account.orders.get(query["orderId"])
    if "otoId" in query:
        numbered = (each for each in account.orders.values() if query["otoId"] in _ids(each))
        return next(numbered, None)
    return account.orders.get(account.by_ref.get(query.get("ref1", ""), ""))


def _ids(order: Order) -> tuple[str, ...]:
    return tuple(map(str, order.oto_ids))


def _no_order() -> Answer:
    return refusal("OTO1002", "The order id does not exist", 404)


def _no_list() -> Answer:
    return refusal("OTO1080", "This account may not use this service", 403)


def _info(store: Store) -> dict[str, Any]:
    told = store.script.standing("account")
    return {**INFO, **(told.body if told else {})}


def _credit(store: Store) -> float:
    return float(_info(store)["remainingCredit"])


def _date(given: str | None, created: float) -> str:
    if given is None:
        return _stamp(created)
    day, month, year, clock = given[:2], given[3:5], given[6:10], given[11:]
    return f"{year}-{month}-{day} {clock}:00"


def _stamp(moment: float) -> str:
    return time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(moment))
