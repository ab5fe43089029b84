"""Looking up many orders at once, and look-ups that OTO does not allow."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from decimal import Decimal
from typing import Any

import pytest

from importer.errors import NotAllowed, TooManyAsked, TooManyCalls, Unsure
from importer.oto import Oto
from tests.faulty_oto import Remote

Body = Callable[..., bytes]


def ask(base_url: str, question: Callable[[Oto], Awaitable[Any]]) -> Any:
    """The answer to a question."""

    async def main() -> Any:
        async with Oto(base_url, "token", timeout=5) as oto:
            return await question(oto)

    return asyncio.run(main())


def put(remote: Remote, body: Body, *order_ids: str) -> None:
    """Orders of another sales channel."""
    for order_id in order_ids:
        remote.put(json.loads(body(order_id)))


def test_many_orders_are_looked_up_in_one_call(base_url: str, remote: Remote, body: Body) -> None:
    """Those that exist come by the id that was asked for, as text that calls itself HTML."""
    put(remote, body, "طلب 1", "B-2")
    orders = ask(base_url, lambda oto: oto.order_history(["طلب 1", "no", "B-2"]))
    assert {name: order.oto_id for name, order in orders.items()} == {
        "طلب 1": "540789",
        "B-2": "540790",
    }
    assert orders["B-2"].amount_due == Decimal("300.41")
    assert len(remote.calls("orderHistory")) == 1


def test_an_order_of_another_spelling_is_found(base_url: str, remote: Remote) -> None:
    """OTO may level case and spaces of an orderId; the exact one goes before, the first counts."""
    items = [
        {"orderId": "b-2 ", "otoId": "1"},
        {"orderId": "A", "otoId": "2"},
        {"orderId": "a", "otoId": "3"},
        {"orderId": "A", "otoId": "4"},
        {"orderId": "A-R1", "otoId": "5"},
        {"otoId": "6"},
    ]
    answer = {"fault": "answer", "path": "orderHistory", "body": {"items": items}}
    remote.script([answer])
    orders = ask(base_url, lambda oto: oto.order_history(["B-2", "a", "A", "C"]))
    assert {name: (order.oto_id, order.order_id) for name, order in orders.items()} == {
        "B-2": ("1", "b-2 "),
        "a": ("3", "a"),
        "A": ("2", "A"),
    }


def test_nothing_is_asked_for_no_order(base_url: str, remote: Remote) -> None:
    """An empty question has an empty answer."""
    assert ask(base_url, lambda oto: oto.order_history([])) == {}
    assert not remote.calls()


@pytest.mark.parametrize("status", [200, 404])
def test_none_of_them_may_exist(base_url: str, remote: Remote, status: int) -> None:
    """OTO1002 says so, too."""
    rule = {"fault": "refuse", "path": "orderHistory", "code": "OTO1002", "status": status}
    remote.script([rule])
    assert ask(base_url, lambda oto: oto.order_history(["A", "B"])) == {}


def test_too_many_at_once_are_told_apart(base_url: str, remote: Remote, body: Body) -> None:
    """OTO's limit is not known: the caller asks for fewer."""
    remote.script([{"fault": "history", "limit": 2}])
    put(remote, body, "A")
    with pytest.raises(TooManyAsked):
        ask(base_url, lambda oto: oto.order_history(["A", "B", "C"]))
    assert set(ask(base_url, lambda oto: oto.order_history(["A", "B"]))) == {"A"}


@pytest.mark.parametrize(
    "body", [{}, {"items": None}, {"items": ["A"]}, {"items": [{"orderId": "A"}]}]
)
def test_a_history_that_cannot_be_read_is_unsure(base_url: str, remote: Remote, body: Any) -> None:
    """That an order is not in an odd list does not make it absent."""
    remote.script([{"fault": "answer", "path": "orderHistory", "body": body}])
    with pytest.raises(Unsure):
        ask(base_url, lambda oto: oto.order_history(["A"]))


QUESTIONS: dict[str, Callable[[Oto], Awaitable[Any]]] = {
    "orderHistory": lambda oto: oto.order_history(["A"]),
    "orderDetails": lambda oto: oto.find_order("A"),
    "getDeliveryOptions": lambda oto: oto.delivery_options(),
}


@pytest.mark.parametrize("path", QUESTIONS)
@pytest.mark.parametrize(
    "fault",
    [
        {"fault": "answer", "status": 403, "body": ""},
        {"fault": "refuse", "status": 403, "code": "OTO1080"},
        {"fault": "refuse", "status": 400, "code": "OTO1150"},
        {"fault": "refuse", "status": 403, "code": "OTO1212"},
    ],
)
def test_a_look_up_outside_of_the_plan_is_not_allowed(
    base_url: str, remote: Remote, path: str, fault: dict[str, Any]
) -> None:
    """By OTO's code or by a 403 without a word: it says nothing of the orders."""
    remote.script([{"path": path, **fault}])
    with pytest.raises(NotAllowed):
        ask(base_url, QUESTIONS[path])


@pytest.mark.parametrize("status", [404, 405, 501])
def test_a_host_may_not_have_the_bulk_call(base_url: str, remote: Remote, status: int) -> None:
    """An older one answers that there is no such path."""
    remote.script([{"fault": "html", "path": "orderHistory", "status": status}])
    with pytest.raises(NotAllowed):
        ask(base_url, QUESTIONS["orderHistory"])


def test_a_page_that_is_not_there_does_not_make_an_order_absent(
    base_url: str, remote: Remote
) -> None:
    """A 404 without OTO's code is a gateway's."""
    remote.script([{"fault": "html", "path": "orderDetails", "status": 404}])
    with pytest.raises(Unsure):
        ask(base_url, QUESTIONS["orderDetails"])


def test_the_statuses_of_many_orders_come_in_one_call(
    base_url: str, remote: Remote, body: Body
) -> None:
    """With the links of those that were shipped, under the history's names."""
    put(remote, body, "A", "B")
    remote.move("B", "delivered")
    statuses = ask(base_url, lambda oto: oto.order_statuses(["A", "B", "C"]))
    assert {name: each.status for name, each in statuses.items()} == {"A": "new", "B": "delivered"}
    assert statuses["B"].label_url.startswith("https://print.")
    assert statuses["A"].label_url == ""


def test_a_look_up_that_meets_a_dead_token_asks_before_it_is_made_again(
    base_url: str, remote: Remote
) -> None:
    """It has a turn in the pace as every call."""
    turns: list[int] = []

    async def before_retry() -> None:
        turns.append(len(remote.calls("orderHistory")))

    async def twice(oto: Oto) -> Any:
        await oto.ensure_token()
        remote.script([{"fault": "expire", "path": "orderHistory", "times": 1}])
        return await oto.order_history(["A"], before_retry)

    assert ask(base_url, twice) == {}
    assert turns == [1]


def test_a_busy_oto_holds_look_ups(base_url: str, remote: Remote) -> None:
    """OTO's code for too many requests is a pause for every call."""
    remote.script([{"fault": "refuse", "path": "orderHistory", "code": "OTO1143"}])
    with pytest.raises(TooManyCalls) as caught:
        ask(base_url, QUESTIONS["orderHistory"])
    assert caught.value.retry_after == 60.0


def test_cities_without_an_end_are_not_read_for_ever(base_url: str, remote: Remote) -> None:
    """A count that is never reached, though every page holds a city."""
    page = {"getCities": {"totalCount": 10**9, "Cities": [{"name": "Abha"}]}}
    remote.script([{"fault": "answer", "path": "getCities", "body": page}])
    assert len(ask(base_url, lambda oto: oto.cities("SA"))) == 100
