"""The sandbox answers as OTO's API is known to answer."""

import json
from typing import Any

import httpx
import pytest

from importer import sandbox
from tests.faulty_oto import Remote


def test_the_token_comes_as_plain_text_with_its_life_as_a_string(base_url: str) -> None:
    """OTO's quirks: `expires_in` is a string, and the content type is not JSON's."""
    answer = httpx.post(f"{base_url}/refreshToken", json={"refresh_token": "r"})
    assert answer.headers["content-type"].startswith("text/plain")
    told = answer.json()
    assert told.pop("access_token")
    assert told == {
        "refresh_token": "r",
        "success": True,
        "token_type": "Bearer",
        "expires_in": "3600",
    }


def test_a_missing_refresh_token_is_refused(base_url: str) -> None:
    """OTO1083 with HTTP 400."""
    answer = httpx.post(f"{base_url}/refreshToken", json={})
    assert (answer.status_code, answer.json()["otoErrorCode"]) == (400, "OTO1083")


def test_a_dead_token_is_answered_without_an_oto_code(base_url: str) -> None:
    """The body of a 401 has neither `success` nor `otoErrorCode`."""
    headers = {"Authorization": "Bearer long-dead"}
    answer = httpx.get(f"{base_url}/accountInfo", headers=headers)
    assert answer.status_code == 401
    assert answer.json() == {"message": "Jwt is expired", "code": 401}


def test_a_call_without_a_token_must_log_in(base_url: str) -> None:
    """OTO1084 with HTTP 401; only health is told to everybody."""
    answer = httpx.get(f"{base_url}/accountInfo")
    assert (answer.status_code, answer.json()["otoErrorCode"]) == (401, "OTO1084")
    assert httpx.get(f"{base_url}/healthCheck").json() == {"status": "ok"}


def test_an_order_is_created_and_told_again(caller: Any) -> None:
    """orderDetails finds it by its orderId, otoId and ref1, with the shapes of OTO."""
    made = caller.create("A-1", ref1="R9", orderDate="31/12/2022 15:45", packageCount=2)
    assert (made.status_code, made.json()) == (200, {"success": True, "otoId": 540789})
    for query in ({"orderId": "A-1"}, {"otoId": "540789"}, {"ref1": "R9"}):
        told = caller.http.get("/orderDetails", params=query).json()
        assert told["statusHistory"].pop()["status"] == "new"
        assert told == {
            "success": True,
            "orderId": "A-1",
            "id": 540789,
            "status": "new",
            "amount": 300.41,
            "amountDue": 300.41,
            "paymentMethod": "cod",
            "currency": "SAR",
            "packageCount": 2,
            "orderDate": "2022-12-31 15:45:00",
            "customer": caller.customer(),
            "items": [{"sku": "A-1", "quantity": 2}],
            "statusHistory": [],
        }


@pytest.mark.parametrize("query", [{"orderId": "no"}, {"otoId": "1"}, {"otoId": "x"}, {}])
def test_an_unknown_order_is_not_found(caller: Any, query: dict[str, str]) -> None:
    """OTO1002 with HTTP 404."""
    answer = caller.http.get("/orderDetails", params=query)
    assert (answer.status_code, answer.json()["otoErrorCode"]) == (404, "OTO1002")


def test_an_order_id_is_unique_in_the_account(caller: Any, remote: Remote) -> None:
    """The second order with an orderId is refused with the body that was seen, and not created."""
    caller.create("1174")
    answer = caller.create("1174", amount=1, amount_due=1)
    assert answer.status_code == 400
    assert answer.json() == {
        "orderId": "1174",
        "otoErrorCode": "OTO1063",
        "success": False,
        "errorCode": 14,
        "otoErrorMessage": "Order Id is already exist",
        "errorMsg": "This order exists.",
    }
    assert len(remote.orders()) == 1


def test_another_account_has_its_own_orders(caller: Any, base_url: str) -> None:
    """Each refresh token opens an account of its own."""
    caller.create("1174")
    other = type(caller)(base_url, "another merchant")
    assert other.http.get("/orderDetails", params={"orderId": "1174"}).status_code == 404
    assert other.create("1174").json()["success"] is True
    other.http.close()


SENDER = {
    "senderFullName": "Shop",
    "senderMobile": "966500000009",
    "senderCountry": "SA",
    "senderCity": "Riyadh",
    "senderAddressLine": "Olaya",
}
REFUSED = [
    ({"orderId": ""}, "OTO1001"),
    ({"orderId": 5}, "OTO1001"),
    ({"orderId": None}, "OTO1001"),
    ({"payment_method": None}, "OTO1010"),
    ({"amount": None}, "OTO1010"),
    ({"amount_due": None}, "OTO1010"),
    ({"currency": None}, "OTO1010"),
    ({"amount_due": 300.40}, "OTO1010"),
    ({"payment_method": "paid"}, "OTO1010"),
    ({"customer": None}, "OTO1010"),
    ({"destinationLocationCode": "JED-01"}, "OTO1010"),
    ({"customer": {"name": None}}, "OTO1029"),
    ({"customer": {"name": "  "}}, "OTO1029"),
    ({"customer": {"mobile": None}}, "OTO1030"),
    ({"customer": {"mobile": "05 abc"}}, "OTO1176"),
    ({"customer": {"address": None}}, "OTO1021"),
    ({"customer": {"city": None}}, "OTO1022"),
    ({"customer": {"country": None}}, "OTO1024"),
    ({"customer": {"country": "Saudi Arabia"}}, "OTO1024"),
    ({"customer": {"country": "AE", "shortAddressCode": "DMAJ8089", "city": None}}, "OTO1022"),
    ({"items": None}, "OTO1074"),
    ({"items": []}, "OTO1074"),
    ({"items": [{"sku": "A"}]}, "OTO1074"),
    ({"items": [{"sku": "A", "quantity": 0}]}, "OTO1074"),
    ({"pickupLocationCode": "NOWHERE"}, "OTO1070"),
    ({"pickupLocationCode": "OLD-B9"}, "OTO1070"),
    ({"createShipment": True}, "OTO1070"),
    ({"serviceType": "pickupFromStore"}, "OTO1070"),
    ({"customer": None, "destinationLocationCode": "NOWHERE"}, "OTO1070"),
    ({"pickupLocationCode": "RUH-01", "senderInformation": SENDER}, "OTO1016"),
    ({"senderInformation": {"senderFullName": "Shop"}}, "OTO1016"),
    ({"deliveryOptionId": "99"}, "OTO1004"),
    ({"brandId": 7}, "OTO1100"),
    ({"amount": "300.41"}, "OTO1075"),
    ({"amount": True}, "OTO1075"),
    ({"amount": -1, "amount_due": -1}, "OTO1075"),
    ({"payment_method": "COD"}, "OTO1075"),
    ({"currency": "Riyal"}, "OTO1075"),
    ({"packageCount": 1.5}, "OTO1075"),
    ({"createShipment": "true"}, "OTO1075"),
    ({"orderDate": "2022-12-31"}, "OTO1075"),
    ({"deliverySlotFrom": "14:30"}, "OTO1075"),
    ({"shippingNotes": ""}, "OTO1075"),
    ({"colour": "red"}, "OTO1075"),
    ({"customer": []}, "OTO1075"),
    ({"items": ["A"]}, "OTO1075"),
    ({"items": [{"sku": None, "quantity": 1}]}, "OTO1075"),
]


@pytest.mark.parametrize(("changed", "code"), REFUSED)
def test_an_order_with_a_mistake_is_refused_with_its_code(
    caller: Any, remote: Remote, changed: dict[str, Any], code: str
) -> None:
    """Each check of createOrder has its code, and a refused order is not created."""
    if isinstance(changed.get("customer"), dict):
        changed = {**changed, "customer": caller.customer(**changed["customer"])}
    body = caller.order(**{"orderId": "A-1", **changed})
    told = caller.http.post("/createOrder", json=body).json()
    assert (told["success"], told["otoErrorCode"]) == (False, code)
    assert told["otoErrorMessage"]
    assert not remote.orders()


ACCEPTED = [
    {"payment_method": "paid", "amount_due": 0},
    {"customer": {"shortAddressCode": "DMAJ8089", "city": None, "address": None}},
    {"customer": None, "destinationLocationCode": "JED-01"},
    {"items": None, "item_description": "Three shirts"},
    {"createShipment": True, "pickupLocationCode": "RUH-01"},
    {"createShipment": True, "senderInformation": SENDER},
    {"serviceType": "pickupFromStore", "pickupLocationCode": "DMM-B1"},
    {"deliveryOptionId": "4", "brandId": 1001},
    {
        "customer": {"lat": -24.7, "lon": 46.6},
        "deliverySlotFrom": "2:30pm",
        "deliverySlotTo": "12pm",
    },
    {"amount": 0, "amount_due": 0},
]


@pytest.mark.parametrize("changed", ACCEPTED)
def test_an_order_by_the_rules_is_created(caller: Any, changed: dict[str, Any]) -> None:
    """What the guide and the reference allow is taken."""
    if isinstance(changed.get("customer"), dict):
        changed = {**changed, "customer": caller.customer(**changed["customer"])}
    assert caller.create(**{"order_id": "A-1", **changed}).json() == {
        "success": True,
        "otoId": 540789,
    }


@pytest.mark.parametrize("body", [b"", b"{", b"[1]", b'"A"', b'{"amount": NaN}', b"\xff"])
def test_a_body_that_is_no_json_object_is_refused(caller: Any, body: bytes) -> None:
    """OTO1075."""
    assert caller.http.post("/createOrder", content=body).json()["otoErrorCode"] == "OTO1075"


def test_no_credit_stops_shipments_only(caller: Any, remote: Remote) -> None:
    """OTO1006 for an order that costs a shipment; accountInfo tells the credit."""
    remote.script([{"fault": "account", "body": {"remainingCredit": 0, "name": "Poor Shop"}}])
    told = caller.create("A", createShipment=True, pickupLocationCode="RUH-01").json()
    assert told["otoErrorCode"] == "OTO1006"
    assert caller.create("B").json()["success"] is True
    info = caller.http.get("/accountInfo").json()
    assert (info["name"], info["remainingCredit"]) == ("Poor Shop", 0)


def test_the_status_of_an_order_has_its_otoid_as_a_string(caller: Any, remote: Remote) -> None:
    """And the links of its shipment, once it has one; couriers can be played."""
    caller.create("A")
    told = caller.http.post("/orderStatus", json={"orderId": "A"}).json()
    assert told == {"success": True, "orderId": "A", "otoId": "540789", "status": "new"}
    remote.move("A", "delivered")
    told = caller.http.post("/orderStatus", json={"orderId": "A"}).json()
    assert told["status"] == "delivered"
    assert told["trackingUrl"].startswith("https://")
    assert caller.http.post("/orderStatus", json={"orderId": "B"}).status_code == 404


def test_the_lists_of_the_account_have_otos_shapes(caller: Any) -> None:
    """Places by status, delivery options and brands."""
    active = caller.http.get("/getPickupLocationList", params={"status": "active"}).json()
    assert [place["code"] for place in active["warehouses"]] == ["RUH-01", "JED-01"]
    assert [place["code"] for place in active["branches"]] == ["DMM-B1"]
    assert len(caller.http.get("/getPickupLocationList").json()["branches"]) == 2
    options = caller.http.get("/getDeliveryOptions").json()["options"]
    assert options[0] == {"deliveryOptionId": 4, "name": "Standard delivery"}
    brand = caller.http.get("/getBrandList").json()["clientStores"][0]
    assert brand == {"ID": 1001, "storeName": "Sandbox brand"}


def test_many_orders_are_looked_up_at_once(caller: Any) -> None:
    """Those that exist, without content, as JSON that calls itself HTML; bounded in number."""
    caller.create("A-1")
    answer = caller.http.post("/orderHistory", json={"orderIds": ["A-1", "no"]})
    assert answer.headers["content-type"].startswith("text/html")
    (item,) = answer.json()["items"]
    assert item.pop("history")[0]["status"] == "new"
    assert item == {
        "orderId": "A-1",
        "otoId": "540789",
        "status": "new",
        "amount": 300.41,
        "amount_due": 300.41,
    }
    many = {"orderIds": ["A-1"] * 101}
    assert caller.http.post("/orderHistory", json=many).json()["otoErrorCode"] == "OTO1112"
    assert caller.http.post("/orderHistory", json={}).json()["otoErrorCode"] == "OTO1010"


def test_orders_come_in_pages(caller: Any) -> None:
    """Newest first, with their content, of the days that are asked for."""
    for number in range(3):
        caller.create(f"A-{number}")
    page = caller.http.get("/orders", params={"perPage": 2, "page": 1}).json()
    assert (page["totalCount"], [each["orderId"] for each in page["orders"]]) == (3, ["A-2", "A-1"])
    assert page["orders"][0]["items"] == [{"sku": "A-1", "quantity": 2}]
    past = {"minDate": "2020-01-01", "maxDate": "2020-12-31"}
    assert caller.http.get("/orders", params=past).json()["totalCount"] == 0


def test_otos_own_rates_are_valid_though_no_list_has_them(caller: Any) -> None:
    """getDeliveryOptions tells the account's own contracts only."""
    options = caller.http.get("/getDeliveryOptions").json()["options"]
    assert 7109 not in [option["deliveryOptionId"] for option in options]
    assert caller.create("A", deliveryOptionId="7109").json()["success"] is True


def test_several_tokens_may_open_one_account(caller: Any, base_url: str) -> None:
    """What follows a `#` tells them apart; accountInfo says whose they are."""
    caller.create("A")
    again, other = type(caller)(base_url, "merchant#2"), type(caller)(base_url, "other")
    assert again.create("A").json()["otoErrorCode"] == "OTO1063"
    mails = [each.http.get("/accountInfo").json()["email"] for each in (caller, again, other)]
    assert mails[0] == mails[1] != mails[2]
    again.http.close()
    other.http.close()


def test_cities_come_in_pages(caller: Any) -> None:
    """The pages together hold every name once, and the count is the whole list's."""
    names: list[str] = []
    for page in range(1, 6):
        asked = {"country": "SA", "perPage": 100, "page": page}
        told = caller.http.post("/getCities", json=asked).json()["getCities"]
        names += [city["name"] for city in told["Cities"]]
    assert told["totalCount"] == len(names) == len(set(names)) > 400
    assert {"Riyadh", "Jeddah", "Makkah", "Madinah", "Taif", "Tabuk", "Abha"} <= set(names)


@pytest.mark.parametrize("country", ["AE", "KW", "BH", "QA", "OM", "EG", "TR"])
def test_neighbouring_countries_have_their_cities(caller: Any, country: str) -> None:
    """Enough of each country's cities to rehearse with."""
    told = caller.http.post("/getCities", json={"country": country, "perPage": 500}).json()
    assert told["getCities"]["totalCount"] >= 10


def test_a_rehearsal_may_use_any_codes() -> None:
    """With `any_codes` the merchant's own codes are taken, and cannot be listed."""
    with sandbox.serve(any_codes=True) as url:
        token = httpx.post(f"{url}/refreshToken", json={"refresh_token": "r"}).json()
        headers = {"Authorization": f"Bearer {token['access_token']}"}
        body = {
            "orderId": "A",
            "payment_method": "paid",
            "amount": 1,
            "amount_due": 0,
            "currency": "SAR",
            "customer": {
                "name": "Sara",
                "mobile": "966500000001",
                "address": "Road",
                "city": "Riyadh",
                "country": "SA",
            },
            "items": [{"quantity": 1}],
            "pickupLocationCode": "MY-OWN",
            "deliveryOptionId": "31337",
            "brandId": 42,
        }
        assert httpx.post(f"{url}/createOrder", json=body, headers=headers).status_code == 200
        for path in ("getPickupLocationList", "getDeliveryOptions", "getBrandList"):
            assert httpx.get(f"{url}/{path}", headers=headers).status_code == 403


def test_what_arrived_can_be_read_to_the_last_digit(caller: Any, remote: Remote) -> None:
    """Bodies are kept raw, and as Decimals for whoever compares money."""
    body = json.dumps(caller.order()).replace("300.41", "300.410")
    caller.http.post("/createOrder", content=body.encode())
    assert remote.orders()[0]["body"] == body
    assert str(remote.payloads()["A-1"]["amount"]) == "300.410"
    call = remote.calls("createOrder")[0]
    assert (call["orderId"], call["status"], call["body"]) == ("A-1", 200, body)


def test_a_path_that_oto_does_not_have_is_not_found(caller: Any, base_url: str) -> None:
    """Neither under OTO's prefix nor beside it."""
    assert caller.http.get("/createOrders").status_code == 404
    assert caller.http.get("/createOrder").status_code == 404
    assert httpx.get(base_url.replace("/rest/v2", "/createOrder")).status_code == 404
