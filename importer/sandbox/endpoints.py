"""OTO's API: which call gets which response."""

import time
from collections.abc import Callable

import orjson

from importer.sandbox.messages import (
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


def respond(store: Store, request: Request) -> Response:
    """What OTO answers when nothing is wrong with it."""
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
    endpoint = ENDPOINTS.get((request.method, request.path))
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
    order = _find_order(account, request.query)
    if order is None:
        return _no_order()
    body = orjson.loads(store.bodies.read(order.offset))
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
    return ok(fields)


def order_status(store: Store, account: Account, request: Request) -> Response:
    """Where the order is; here the otoId is a string."""
    order = account.orders.get(request.order_id or "")
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
    return ok(fields)


def account_info(store: Store, account: Account, request: Request) -> Response:
    """Who the account is, and its credit."""
    return ok({"success": True, **store.info})


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
    """The delivery companies that the account may use."""
    if store.any_codes:
        return _no_list()
    return ok({"success": True, "options": OPTIONS})


def brands(store: Store, account: Account, request: Request) -> Response:
    """The account's brands."""
    if store.any_codes:
        return _no_list()
    return ok({"success": True, "brands": BRANDS})


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
    ("GET", "accountInfo"): account_info,
    ("GET", "getPickupLocationList"): pickup_locations,
    ("GET", "getDeliveryOptions"): delivery_options,
    ("GET", "getBrandList"): brands,
    ("POST", "getCities"): cities,
}


def _find_order(account: Account, query: dict[str, str]) -> Order | None:
    if "orderId" in query:
        return account.orders.get(query["orderId"])
    if "otoId" in query:
        orders = account.orders.values()
        return next((each for each in orders if query["otoId"] in map(str, each.oto_ids)), None)
    return account.orders.get(account.by_ref.get(query.get("ref1", ""), ""))


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
