"""The table of answers: what each means, by itself, without a connection."""

import json
from decimal import Decimal
from typing import Any

import httpx
import pytest

from importer.errors import (
    CallError,
    NotAllowed,
    Refused,
    TooManyAsked,
    TooManyCalls,
    Unsure,
    Updated,
)
from importer.oto import Created, decode
from importer.oto.responses import Answer, parse_answer


def answer(status: int, body: object, **headers: str) -> Answer:
    """An answer with the JSON of `body`, or with the text as it is."""
    content = body if isinstance(body, str) else json.dumps(body)
    return Answer(status, httpx.Headers(headers), content.encode())


def ending(status: int, body: object, *, look_up: bool = False, **headers: str) -> Any:
    """The fields of the answer, or the error that it is."""
    try:
        return parse_answer(answer(status, body, **headers), look_up=look_up)
    except CallError as error:
        return error


def created(body: object, status: int = 200) -> Any:
    """What becomes of a createOrder with this answer."""
    try:
        return decode.created(parse_answer(answer(status, body)))
    except CallError as error:
        return error


def no(code: object, **more: object) -> dict[str, object]:
    """A refusal in OTO's shape."""
    return {"success": False, "otoErrorCode": code, "otoErrorMessage": "No.", **more}


@pytest.mark.parametrize("status", [200, 400, 403, 404, 409, 422])
def test_a_code_of_otos_refuses_whatever_the_status(status: int) -> None:
    """HTTP 200 and any 4xx carry OTO's refusals."""
    error = ending(status, no("OTO1029"))
    assert type(error) is Refused
    assert (error.code, error.text, error.http_status) == ("OTO1029", "No.", status)


@pytest.mark.parametrize("status", [401, 403, 404, 407, 409, 410, 413, 425, 460, 499])
@pytest.mark.parametrize("body", ["<html>No</html>", {"message": "no"}, {"success": False}, ""])
def test_a_gateway_refuses_nothing(status: int, body: object) -> None:
    """Without a code of OTO's nobody knows whether the order is there."""
    assert type(created(body, status)) is Unsure


@pytest.mark.parametrize("code", ["", None, 1029, "1029", "OTO", "oto1029", "OTO10x9", ["OTO1029"]])
def test_what_is_no_code_of_otos_refuses_nothing(code: object) -> None:
    """A code is `OTO` and digits; all else leaves the order in question."""
    assert type(ending(400, no(code))) is Unsure


@pytest.mark.parametrize(
    "body",
    [
        no("OTO1029", otoId=540789),
        no("OTO1029", otoIds=[540789]),
        no("OTO1029", otoId="540789"),
        {"success": True, "otoErrorCode": "OTO1029", "otoId": 540789},
        {"success": True, "otoErrorCode": "OTO1029"},
    ],
)
def test_a_refusal_that_contradicts_itself_is_unsure(body: object) -> None:
    """A refusal with an otoId, or with success, may be of an order that is there."""
    assert type(created(body)) is Unsure


def test_an_order_that_exists_may_be_shown_with_its_id() -> None:
    """OTO1063 asks for a look in any case."""
    assert ending(409, no("OTO1063", otoId=540789)).code == "OTO1063"
    assert ending(400, no("OTO1029", otoId=None, otoIds=[])).code == "OTO1029"


@pytest.mark.parametrize("code", ["OTO1081", "OTO1015", "OTO1116", "OTO1211"])
@pytest.mark.parametrize("status", [200, 400, 409, 500])
def test_a_failure_inside_oto_is_unsure(code: str, status: int) -> None:
    """It may have come after the order was stored; the kind tells failures of one sort apart."""
    error = ending(status, no(code))
    assert type(error) is Unsure
    assert error.kind == code


@pytest.mark.parametrize("code", ["OTO1143", "OTO1105"])
@pytest.mark.parametrize("status", [200, 400, 429, 503])
def test_too_many_calls_by_code_are_a_429(code: str, status: int) -> None:
    """A minute where no time is given; with HTTP 429 the caller's own."""
    error = ending(status, no(code))
    assert type(error) is TooManyCalls
    assert error.retry_after == (None if status == 429 else 60.0)
    assert ending(status, no(code), **{"Retry-After": "7"}).retry_after == 7.0


@pytest.mark.parametrize("header", ["nan", "inf", "soon", "", "Mon, 99 Foo 99999 99:99:99 GMT"])
def test_an_odd_pause_is_no_pause(header: str) -> None:
    """Nobody waits for ever, nor fails, for a header that cannot be read."""
    assert ending(429, "", **{"Retry-After": header}).retry_after is None


def test_warnings_of_a_refusal_are_kept() -> None:
    """They may hold the real reason."""
    error = ending(400, no("OTO1071", warnings=["split of 3", {"sku": "A"}, None]))
    assert error.warnings == ("split of 3", "{'sku': 'A'}")
    assert ending(400, no("OTO1071", warnings="one")).warnings == ("one",)


def test_otos_texts_cannot_harm_a_screen() -> None:
    """Escape sequences, direction overrides and line breaks are gone, and the length is bounded."""
    error = ending(400, no("OTO1029", otoErrorMessage="a\x1b[31m\x9bb\u202e\r\n\tc" + "x" * 9999))
    assert error.text.startswith("a[31mb c") and error.text.isprintable()
    assert len(error.text) == 500
    assert len(str(error)) < 600


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (403, "", NotAllowed),
        (403, {"message": "Forbidden"}, NotAllowed),
        (403, no("OTO1080"), NotAllowed),
        (400, no("OTO1150"), NotAllowed),
        (403, no("OTO1212"), NotAllowed),
        (400, no("OTO1112"), TooManyAsked),
        (404, no("OTO1002"), Refused),
        (403, "<html>", Unsure),
        (404, "<html>", Unsure),
        (200, {"success": False}, Unsure),
    ],
)
def test_a_look_up_may_not_be_allowed(status: int, body: object, kind: type[CallError]) -> None:
    """The plan or the user is refused, not an order; a gateway's page is no word of OTO's."""
    assert type(ending(status, body, look_up=True)) is kind


@pytest.mark.parametrize(
    "body",
    [
        "",
        "null",
        "[]",
        "1",
        "{",
        '{"success": true, "otoId": 5',
        '{"success": true, "otoId": NaN}',
        '{"success": true, "otoId": 5, "otoId": 6}',
        '{"success": false, "otoErrorCode": "OTO1029", "success": true}',
        "[" * 100_000,
        '{"success": true, "otoId": ' + "9" * 5000 + "}",
        "\ufeff<html>",
        "\udcff".encode("utf-8", "surrogatepass").decode("latin-1"),
    ],
)
def test_a_body_that_is_no_clear_object_is_unsure(body: str) -> None:
    """Cut, doubled, endless or simply something else."""
    assert type(created(body)) is Unsure


@pytest.mark.parametrize("oto_id", [1, 540789, "540789", 10**18 - 1])
def test_an_oto_id_is_a_positive_whole_number(oto_id: object) -> None:
    """As a number or as digits."""
    assert created({"success": True, "otoId": oto_id}) == Created((str(oto_id),))
    assert created({"success": "true", "otoIds": [oto_id, 7]}) == Created((str(oto_id), "7"))


NO_OTO_IDS = [
    *(0, -5, 1.5, 5e3, True, False, 10**18, [5], {"id": 5}, []),
    *("", "0", "-5", "1.5", "null", "undefined", "NaN", "5 ", "٥", "007", "9" * 19),
]


@pytest.mark.parametrize("oto_id", NO_OTO_IDS)
def test_what_is_no_oto_id_is_unsure(oto_id: object) -> None:
    """No order is told to be created under an id that cannot be one."""
    assert type(created({"success": True, "otoId": oto_id})) is Unsure
    assert type(created({"success": True, "otoIds": [540789, oto_id]})) is Unsure


@pytest.mark.parametrize("success", [None, False, 1, "yes", "True", [True]])
def test_created_needs_success(success: object) -> None:
    """An otoId alone says nothing."""
    assert type(created({"success": success, "otoId": 540789})) is Unsure
    assert type(created({"otoId": 540789})) is Unsure


EXISTS = "Order 7 already exists, update begins"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ({}, ""),
        ({"otoId": None}, ""),
        ({"message": "Thank you"}, ""),
        ({"message": "Successfully updated"}, "Successfully updated"),
        ({"message": "Order updated successfully"}, "Order updated successfully"),
        ({"warnings": [EXISTS]}, EXISTS),
        ({"warnings": "This order exists."}, "This order exists."),
        ({"message": "Order was updated", "warnings": [EXISTS]}, f"Order was updated; {EXISTS}"),
        ({"errorCode": 5}, "errorCode 5"),
    ],
)
def test_an_update_is_no_creation(body: dict[str, object], text: str) -> None:
    """Success without an otoId, or with words of an update, is told apart from all else."""
    error = created({"success": True, **body})
    assert type(error) is Updated and isinstance(error, Unsure)
    assert (error.text, error.oto_ids) == (text, ())
    if text:
        with_id = created({"success": True, **body, "otoId": 540789})
        assert (with_id.text, with_id.oto_ids) == (text, ("540789",))


@pytest.mark.parametrize(
    "warning",
    ["Split by warehouse", "The customer already exists", "The order's brand does not exist",
     "Weight updated to 0.5 kg"],
)  # fmt: skip
def test_other_warnings_are_of_a_creation(warning: str) -> None:
    """Only words about the order itself count."""
    assert created({"success": True, "otoId": 5, "warnings": [warning]}) == Created(
        ("5",), (warning,)
    )


OTHER_NAMES: list[tuple[dict[str, object], str, object]] = [
    ({"amountDue": 5.5}, "amount_due", Decimal("5.5")),
    ({"amount_due": "5.50"}, "amount_due", Decimal("5.50")),
    ({"amountDue": None, "totalDue": 0}, "amount_due", Decimal(0)),
    ({"amountDue": "1e999999999"}, "amount_due", None),
    ({"amountDue": "9" * 400}, "amount_due", None),
    ({"amountDue": "NaN"}, "amount_due", None),
    ({"amountDue": True}, "amount_due", None),
    ({"payment_method": "cod"}, "payment_method", "cod"),
    ({"paymentMethod": "paid", "payment_method": ""}, "payment_method", "paid"),
    ({"destinationCity": "Abha"}, "city", "Abha"),
    ({"destinationCity": "Abha", "customer": {"city": "Jeddah"}}, "city", "Jeddah"),
    ({"customer": []}, "city", ""),
    ({"customer": {"mobile": "5****1234"}}, "mobile", "5****1234"),
    ({"customer": {"name": "S\x1bara\x07 "}}, "customer_name", "Sara"),
    ({"items": [{"id": 1}, {"id": 2}]}, "items", ()),
    ({"items": {}}, "items", ()),
    ({"orderDate": "2026-02-18 12:15:31"}, "ordered_at", "2026-02-18T12:15:31"),
    ({"orderDate": "31/12/2022 15:45"}, "ordered_at", "2022-12-31T15:45:00"),
    ({"orderDate": "2026-02-18T12:15:31.000Z"}, "ordered_at", "2026-02-18T12:15:31"),
    ({"orderDate": "yesterday"}, "ordered_at", None),
    ({"orderDate": 5}, "ordered_at", None),
    ({}, "address", ""),
]


@pytest.mark.parametrize(("fields", "name", "value"), OTHER_NAMES)
def test_one_thing_has_several_names(fields: dict[str, object], name: str, value: object) -> None:
    """Whichever name OTO uses is read; what it leaves out, or what cannot be read, is not said."""
    body = parse_answer(answer(200, {"id": 9, "orderId": "A", **fields}))
    read = getattr(decode.remote_order(body, "A"), name)
    assert (read.isoformat() if hasattr(read, "isoformat") else read) == value


@pytest.mark.parametrize("name", ["id", "otoId"])
def test_the_oto_id_of_a_known_order_has_two_names(name: str) -> None:
    """A number here, a string there; an order without one is unsure."""
    assert decode.remote_order({name: "9", "orderId": "A"}, "A").oto_id == "9"
    with pytest.raises(Unsure):
        decode.remote_order({name: 0, "orderId": "A"}, "A")


@pytest.mark.parametrize(
    "fields",
    [
        {"clientStores": [{"ID": 7, "storeName": "Shop"}], "others": []},
        {"brands": [{"id": 7, "name": "Shop"}]},
        {"anything": [{"brandId": "7", "name": "Shop"}]},
    ],
)
def test_brands_come_in_several_shapes(fields: dict[str, Any]) -> None:
    """`clientStores` with `ID` and `storeName`; else the one list there is."""
    assert [(brand.id, brand.name) for brand in decode.brands(fields)] == [("7", "Shop")]


@pytest.mark.parametrize("names", [("trackingUrl", "printAWBURL"), ("trackingURL", "printAwbUrl")])
def test_links_have_two_spellings(names: tuple[str, str]) -> None:
    """Both are read."""
    status = decode.order_status({names[0]: "https://t", names[1]: "https://p"}, "A")
    assert (status.tracking_url, status.label_url) == ("https://t", "https://p")
