"""The calls that end in OTO's answer."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from importer.errors import Refused, UsageError
from importer.oto import AccountInfo, Created, OrderStatus, Oto, RemoteItem, RemoteOrder
from tests import faulty_oto as sandbox

Body = Callable[..., bytes]


def ask(base_url: str, question: Callable[[Oto], Awaitable[Any]]) -> Any:
    async def main() -> Any:
        async with Oto(base_url, "token", timeout=5) as oto:
            return await question(oto)

    return asyncio.run(main())


def test_an_order_arrives_as_the_bytes_that_were_handed_in(
    base_url: str, remote: sandbox.Remote, body: Body
) -> None:
    """The client adds nothing to the body and takes nothing away, down to the last digit."""
    sent = body("A-1", amount=0.10, amount_due=0.10).replace(b"0.1", b"0.10")
    end = ask(base_url, lambda oto: oto.create_order(sent))
    assert end == Created(oto_ids=("540789",), warnings=())
    assert remote.orders()[0]["body"].encode() == sent


def test_a_split_order_keeps_all_its_ids_and_warnings(
    base_url: str, remote: sandbox.Remote, body: Body
) -> None:
    """OTO may make several orders of one; every otoId and every warning is told."""
    remote.script([{"fault": "split", "pieces": 3, "warnings": ["split by warehouse"]}])
    end = ask(base_url, lambda oto: oto.create_order(body("A-1")))
    assert end == Created(("540789", "540790", "540791"), ("split by warehouse",))


@pytest.mark.parametrize(
    ("told", "warnings"), [("careful", ("careful",)), (["a", "b"], ("a", "b")), ([], ())]
)
def test_warnings_of_a_success_are_told(
    base_url: str, remote: sandbox.Remote, body: Body, told: Any, warnings: tuple[str, ...]
) -> None:
    """A success may carry warnings, one text or a list."""
    answer = {"success": True, "otoId": "77", "warnings": told}
    remote.script([{"fault": "answer", "body": answer}])
    assert ask(base_url, lambda oto: oto.create_order(body("A"))) == Created(("77",), warnings)


def test_an_order_is_found_with_all_that_tells_it_apart(base_url: str, body: Body) -> None:
    """What OTO holds is read exactly, whatever the characters of the orderId."""
    order_id = "طلب #1/2&x=ü+ %41"

    async def both(oto: Oto) -> Any:
        await oto.create_order(body(order_id, orderDate="18/02/2026 12:15"))
        return await oto.find_order(order_id)

    assert ask(base_url, both) == RemoteOrder(
        order_id=order_id,
        oto_id="540789",
        status="new",
        amount=Decimal("300.41"),
        amount_due=Decimal("300.41"),
        payment_method="cod",
        currency="SAR",
        mobile="966500000001",
        items=(RemoteItem("A-1", Decimal(2)),),
        customer_name="Sara",
        address="King Fahd Road",
        city="Riyadh",
        country="SA",
        ordered_at=datetime(2026, 2, 18, 12, 15),
    )


def test_money_in_answers_is_exact(base_url: str, remote: sandbox.Remote) -> None:
    """A number never passes through a float, so not one digit changes."""
    told = '{"success": true, "id": 9, "orderId": "A", "amount": 12345678901234567.89}'
    remote.script([{"fault": "answer", "path": "orderDetails", "body": told}])
    found = ask(base_url, lambda oto: oto.find_order("A"))
    assert str(found.amount) == "12345678901234567.89"
    assert found.amount_due is None


@pytest.mark.parametrize("status", [404, 200])
def test_an_order_that_oto_does_not_know_is_none(
    base_url: str, remote: sandbox.Remote, status: int
) -> None:
    """OTO1002 means that there is no such order, with HTTP 404 and with HTTP 200 alike."""
    rule = {"fault": "refuse", "path": "orderDetails", "code": "OTO1002", "status": status}
    remote.script([rule])
    assert ask(base_url, lambda oto: oto.find_order("A")) is None


def test_another_refusal_of_a_look_up_is_not_an_absent_order(
    base_url: str, remote: sandbox.Remote
) -> None:
    """Only OTO1002 says that an order is not there; a closed account says nothing of it."""
    rule = {"fault": "refuse", "path": "orderDetails", "code": "OTO1080", "status": 403}
    remote.script([rule])
    with pytest.raises(Refused, match="OTO1080"):
        ask(base_url, lambda oto: oto.find_order("A"))


def test_the_status_of_an_order_holds_its_links(base_url: str, body: Body) -> None:
    """A shipped order has its tracking and label links."""

    async def both(oto: Oto) -> Any:
        await oto.create_order(body("A", createShipment=True, pickupLocationCode="RUH-01"))
        return await oto.order_status("A")

    assert ask(base_url, both) == OrderStatus(
        order_id="A",
        oto_id="540789",
        status="shipmentCreated",
        tracking_url="https://track.example.com/540789",
        label_url="https://print.example.com/540789.pdf",
        shipment_id="SBX540789",
        delivery_company="Sandbox Express",
    )


def test_the_account_tells_its_name_and_lists(base_url: str) -> None:
    """The lists that orders are checked against before they are sent."""

    async def all_of_it(oto: Oto) -> Any:
        return (
            await oto.account_info(),
            await oto.pickup_locations(),
            await oto.delivery_options(),
            await oto.brands(),
        )

    info, places, options, brands = ask(base_url, all_of_it)
    assert info == AccountInfo("Sandbox Shop", "sandbox", Decimal("25000.0"), info.key)
    assert re.fullmatch("[0-9a-f]{64}", info.key)
    assert [place.code for place in places] == ["RUH-01", "JED-01", "DMM-B1"]
    assert [option.id for option in options] == ["4", "17", "386"]
    assert [(brand.id, brand.name) for brand in brands] == [
        ("1001", "Sandbox brand"),
        ("1002", "Second brand"),
    ]


def test_all_pages_of_a_country_are_read(base_url: str, remote: sandbox.Remote) -> None:
    """A list longer than a page comes whole, each page once."""
    names = [f"City {number}" for number in range(704)]
    pages = [
        {"totalCount": 704, "perPage": 500, "Cities": [{"name": name} for name in part]}
        for part in (names[:500], names[500:])
    ]
    remote.script(
        [
            {"fault": "answer", "path": "getCities", "calls": [number], "body": {"getCities": page}}
            for number, page in enumerate(pages, start=1)
        ]
    )
    assert ask(base_url, lambda oto: oto.cities("SA")) == tuple(names)
    assert len(remote.calls("getCities")) == 2


def test_a_list_that_is_shorter_than_its_count_ends(base_url: str, remote: sandbox.Remote) -> None:
    """A count that is never reached does not make the client ask for ever."""
    empty = {"getCities": {"totalCount": 704, "perPage": 500, "Cities": []}}
    remote.script([{"fault": "answer", "path": "getCities", "body": empty}])
    assert ask(base_url, lambda oto: oto.cities("SA")) == ()


def test_a_country_without_a_list_has_no_cities(base_url: str) -> None:
    """OTO knows nothing of some countries, which is not an error."""
    assert ask(base_url, lambda oto: oto.cities("FR")) == ()


def test_health_needs_no_token(base_url: str, remote: sandbox.Remote) -> None:
    """Whether the host answers can be asked before there is a token."""
    assert ask(base_url, lambda oto: oto.healthy()) is True
    assert not remote.calls("refreshToken")
    remote.script([{"fault": "html", "path": "healthCheck"}])
    assert ask(base_url, lambda oto: oto.healthy()) is False


@pytest.mark.parametrize(
    "address",
    [
        *("http://api.tryoto.com/rest/v2", "ftp://127.0.0.1", "http://127.0.0.1.evil.com"),
        *("", "OTO", "https://", "https://[::1", "https://host:port", "https://a\x00b"),
    ],
)
def test_a_token_never_leaves_in_plain_text(address: str) -> None:
    """Plain http is for this machine only; any other address, and what is none, is refused before
    a call."""
    with pytest.raises(UsageError, match="https"):
        Oto(address, "token")


def test_connections_are_kept(base_url: str, body: Body) -> None:
    """Calls one after another share a connection; calls at once have one each."""

    async def many(oto: Oto) -> None:
        for start in (0, 8):
            numbers = range(start, start + 8)
            await asyncio.gather(*(oto.create_order(body(f"A{number}")) for number in numbers))

    async def counted() -> int:
        async with Oto(base_url, "token", timeout=5) as oto:
            await many(oto)
            return len(oto._transport._idle)

    assert asyncio.run(counted()) == 8
