"""OTO's API: which call gets which response."""

import hashlib
import time
from collections.abc import Callable, Mapping
from typing import Any

import orjson

from importer.sandbox.messages import (
    HTML,
    NOT_FOUND,
    TOKEN_EXPIRED,
    Request,
    Response,
    error,
    ok,
    order_exists,
)
from importer.sandbox.store import (
    BRANCHES,
    BRANDS,
    OPTIONS,
    WAREHOUSES,
    Account,
    Order,
    Store,
    city_names,
)
from importer.sandbox.validation import first_error

Endpoint = Callable[[Store, Account, Request], Response]


def respond(
    store: Store, request: Request, endpoints: Mapping[tuple[str, str], Endpoint] | None = None
) -> Response:
    """What OTO answers when nothing is wrong with it; `endpoints` in place of OTO's own."""
    if request.path.startswith("/"):
        return NOT_FOUND
    if request.path == "refreshToken":
        return refresh_token(store, request)
    if request.path == "healthCheck":
        return ok({"status": "ok"})
    if not request.token:
        return error("OTO1084", "Login is required", 401)
    account = store.account_of(request.token)
    if account is None:
        return TOKEN_EXPIRED
    endpoint = (endpoints or ENDPOINTS).get((request.method, request.path))
    return NOT_FOUND if endpoint is None else endpoint(store, account, request)


def refresh_token(store: Store, request: Request) -> Response:
    """A new access token; OTO tells its life as a string, in a body that calls itself text."""
    given = request.json.get("refresh_token") if isinstance(request.json, dict) else None
    if not isinstance(given, str) or not given:
        return error("OTO1083", "Refresh token is required")
    fields = {
        "access_token": store.create_token(given),
        "refresh_token": given,
        "success": True,
        "token_type": "Bearer",
        "expires_in": f"{store.token_seconds:g}",
    }
    return Response(200, orjson.dumps(fields), b"text/plain;charset=UTF-8")


def create_order(store: Store, account: Account, request: Request) -> Response:
    """One order a call; an orderId is unique in the account."""
    body = request.json
    if not isinstance(body, dict):
        return error("OTO1075", "Invalid JSON format")
    order_id = body.get("orderId")
    if not isinstance(order_id, str) or not order_id.strip():
        return error("OTO1001", "Order id is invalid or missing")
    if order_id in account.orders:
        return order_exists(order_id)
    wrong = first_error(body, store.any_codes)
    if wrong is not None:
        return wrong
    if body.get("createShipment") and float(store.info["remainingCredit"]) <= 0:
        return error("OTO1006", "Credit is not enough")
    order = store.add_order(account, request.body, order_id, body.get("ref1"))
    if body.get("createShipment"):
        order.status = "shipmentCreated"
    return ok({"success": True, "otoId": order.oto_ids[0]})


def order_details(store: Store, account: Account, request: Request) -> Response:
    """The order with this orderId, otoId or ref1."""
    order = _find_order(store, account, request.query)
    return _no_order() if order is None else ok({"success": True, **_details(store, order)})


def _details(store: Store, order: Order) -> dict[str, Any]:
    body = orjson.loads(store.bodies.read(order.offset))
    return {
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


def order_history(store: Store, account: Account, request: Request) -> Response:
    """Those of many orders that exist, without customer and items, in a body that calls itself
    HTML."""
    ids = request.json.get("orderIds") if isinstance(request.json, dict) else None
    if not isinstance(ids, list):
        return error("OTO1010", "Details are missing: orderIds")
    if len(ids) > store.history_limit:
        return error("OTO1112", f"Maximum {store.history_limit} order ids are allowed")
    orders = (store.look_up(account, order_id) for order_id in ids)
    items = [_history_item(store, order) for order in orders if order is not None]
    return Response(
        200, orjson.dumps({"success": True, "items": items[: store.history_answered]}), HTML
    )


def _history_item(store: Store, order: Order) -> dict[str, Any]:
    body = orjson.loads(store.bodies.read(order.offset))
    item = {
        "orderId": order.order_id,
        "otoId": str(order.oto_ids[0]),
        "status": order.status,
        "history": [{"status": order.status, "date": _stamp(order.created)}],
        "amount": body["amount"],
        "amount_due": body["amount_due"],
    }
    shipment = _shipment(order)
    if label := shipment.pop("printAWBURL", None):
        shipment["printAwbUrl"] = label  # OTO's other name for it
    return item | shipment


def orders(store: Store, account: Account, request: Request) -> Response:
    """A page of the account's orders, newest first, of the days that are asked for."""
    query = request.query
    first, last = query.get("minDate", ""), query.get("maxDate", "9999-12-31")
    size = min(max(int(query.get("perPage", 100)), 1), 100)
    start = (max(int(query.get("page", 1)), 1) - 1) * size
    visible = (store.look_up(account, order_id) for order_id in reversed(account.orders))
    matching = [
        order
        for order in visible
        if order is not None and first <= _stamp(order.created)[:10] <= last
    ]
    page = [_details(store, order) for order in matching[start : start + size]]
    return ok({"success": True, "totalCount": len(matching), "orders": page})


def order_status(store: Store, account: Account, request: Request) -> Response:
    """Where the order is; here the otoId is a string."""
    order = store.look_up(account, request.order_id or "")
    if order is None:
        return _no_order()
    oto_id = str(order.oto_ids[0])
    fields = {"success": True, "orderId": order.order_id, "otoId": oto_id, "status": order.status}
    return Response(200, orjson.dumps(fields | _shipment(order)), HTML)


def _shipment(order: Order) -> dict[str, Any]:
    """What is known of the order's shipment, once it has one."""
    if order.status == "new":
        return {}
    return {
        "shipmentId": f"SBX{order.oto_ids[0]}",
        "trackingUrl": f"https://track.example.com/{order.oto_ids[0]}",
        "printAWBURL": f"https://print.example.com/{order.oto_ids[0]}.pdf",
        "deliveryCompanyName": "Sandbox Express",
    }


def account_info(store: Store, account: Account, request: Request) -> Response:
    """Who the account is, and its credit; every account has an e-mail address of its own."""
    own = hashlib.sha256(account.name.encode()).hexdigest()[:12]
    return ok({"success": True, "email": f"{own}@sandbox.example", **store.info})


def pickup_locations(store: Store, account: Account, request: Request) -> Response:
    """The account's warehouses and branches, by status when one is asked for."""
    if store.any_codes:
        return _no_list()
    wanted = request.query.get("status")
    fields = {
        name: [each for each in locations if wanted in (None, each["status"])]
        for name, locations in (("warehouses", WAREHOUSES), ("branches", BRANCHES))
    }
    return ok({"success": True, **fields})


def delivery_options(store: Store, account: Account, request: Request) -> Response:
    """The delivery options of the account's own contracts; not those of OTO's own rates."""
    if store.any_codes:
        return _no_list()
    return ok({"success": True, "options": OPTIONS})


def brands(store: Store, account: Account, request: Request) -> Response:
    """The account's brands."""
    if store.any_codes:
        return _no_list()
    return ok({"success": True, "clientStores": BRANDS})


def cities(store: Store, account: Account, request: Request) -> Response:
    """One page of a country's city names."""
    query = request.json if isinstance(request.json, dict) else {}
    names = city_names(str(query.get("country", "")))
    size = min(max(int(query.get("perPage", 100)), 1), 500)
    first = (max(int(query.get("page", 1)), 1) - 1) * size
    page = [{"name": name} for name in names[first : first + size]]
    return ok({"getCities": {"totalCount": len(names), "perPage": size, "Cities": page}})


ENDPOINTS: dict[tuple[str, str], Endpoint] = {
    ("POST", "createOrder"): create_order,
    ("GET", "orderDetails"): order_details,
    ("POST", "orderStatus"): order_status,
    ("POST", "orderHistory"): order_history,
    ("GET", "orders"): orders,
    ("GET", "accountInfo"): account_info,
    ("GET", "getPickupLocationList"): pickup_locations,
    ("GET", "getDeliveryOptions"): delivery_options,
    ("GET", "getBrandList"): brands,
    ("POST", "getCities"): cities,
}


def _find_order(store: Store, account: Account, query: dict[str, str]) -> Order | None:
    order_id = query.get("orderId")
    if order_id is None and "otoId" in query:
        orders = account.orders.values()
        found = (each for each in orders if query["otoId"] in map(str, each.oto_ids))
        order_id = next((each.order_id for each in found), None)
    elif order_id is None:
        order_id = account.by_ref.get(query.get("ref1", ""))
    return None if order_id is None else store.look_up(account, order_id)


def _no_order() -> Response:
    return error("OTO1002", "The order id does not exist", 404)


def _no_list() -> Response:
    return error("OTO1080", "This account may not use this service", 403)


def _date(given: str | None, created: float) -> str:
    if given is None:
        return _stamp(created)
    day, month, year, clock = given[:2], given[3:5], given[6:10], given[11:]
    return f"{year}-{month}-{day} {clock}:00"


def _stamp(moment: float) -> str:
    return time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(moment))
