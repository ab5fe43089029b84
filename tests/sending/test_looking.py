"""Every order is looked up before it is sent, and what OTO changed instead of creating is said."""

import json
from pathlib import Path
from typing import Any

import pytest

from importer.orders import Order, to_json
from importer.outcome import Status
from tests.sending.factories import (
    Harness,
    codes,
    make_order,
    make_orders,
    start_harness,
    statuses,
)

UPSERT: dict[str, object] = {"fault": "upsert"}
FORBIDDEN: dict[str, object] = {
    "fault": "answer",
    "path": "orderHistory",
    "status": 403,
    "body": "",
}


def put(harness: Harness, order: Order) -> str:
    """The otoId of the order in another sales channel."""
    return str(harness.remote.put(json.loads(to_json(order.payload)), account="sandbox-token"))


def content(harness: Harness, order_id: str) -> dict[str, Any]:
    (order,) = (each for each in harness.remote.orders() if each["orderId"] == order_id)
    return order


@pytest.mark.parametrize("rule", [UPSERT, {"fault": "warn"}])
def test_an_order_of_another_channel_is_not_overwritten(
    tmp_path: Path, rule: dict[str, object]
) -> None:
    """The same content is already created, other content a conflict, and nothing is sent."""
    with start_harness(tmp_path, rule) as harness:
        same, other = put(harness, make_order(1)), put(harness, make_order(2, amount="7"))
        before = content(harness, "A-2")
        result = harness.send(make_orders(3))
        assert statuses(result) == [Status.ALREADY_CREATED, Status.CONFLICT, Status.CREATED]
        assert [outcome.oto_ids for outcome in result.outcomes[:2]] == [(same,), (other,)]
        assert harness.create_calls() == ["A-3"]
        assert content(harness, "A-2") == before


def test_many_orders_are_looked_up_in_one_call(tmp_path: Path) -> None:
    """One call for fifty orders, and none for those that the ledger has."""
    with start_harness(tmp_path) as harness:
        harness.send(make_orders(100))
        assert len(harness.remote.calls("orderHistory")) == 2
        harness.send(make_orders(100))
        assert len(harness.remote.calls("orderHistory")) == 2


def test_a_look_up_asks_for_fewer_when_oto_takes_fewer(tmp_path: Path) -> None:
    """OTO1112 halves how many are asked for, until OTO answers."""
    with start_harness(tmp_path, {"fault": "history", "limit": 10}) as harness:
        put(harness, make_order(29, amount="7"))
        result = harness.send(make_orders(30))
        assert statuses(result).count(Status.CREATED) == 29
        assert result.outcomes[28].status is Status.CONFLICT


def test_an_order_that_a_cut_answer_leaves_out_is_asked_for_again(tmp_path: Path) -> None:
    """An answer that names some orders may have lost others: none of them is overwritten."""
    with start_harness(tmp_path, {"fault": "history", "answered": 2}, UPSERT) as harness:
        for number in range(1, 6):
            put(harness, make_order(number, amount="7"))
        result = harness.send(make_orders(7))
        assert statuses(result) == [Status.CONFLICT] * 5 + [Status.CREATED] * 2


def test_where_many_cannot_be_looked_up_each_is_asked_for(tmp_path: Path) -> None:
    """A plan without the look-up of many costs a call an order, and nothing is overwritten."""
    with start_harness(tmp_path, FORBIDDEN, UPSERT) as harness:
        put(harness, make_order(2, amount="7"))
        result = harness.send(make_orders(3))
        assert statuses(result) == [Status.CREATED, Status.CONFLICT, Status.CREATED]
        assert len(harness.remote.calls("orderDetails")) == 3


def test_sending_stops_when_looking_up_is_forbidden(tmp_path: Path) -> None:
    """What could be overwritten is not sent."""
    details = {**FORBIDDEN, "path": "orderDetails"}
    with start_harness(tmp_path, FORBIDDEN, details, UPSERT) as harness:
        result = harness.send(make_orders(3))
        assert statuses(result) == [Status.NOT_SENT] * 3
        assert result.stopped is not None and result.stopped.code == "looking_forbidden"
        assert harness.create_calls() == []


def test_an_account_that_may_not_look_sends_all_the_same(tmp_path: Path) -> None:
    """The merchant was told before the question: every order is sent once, with no look before."""
    details = {**FORBIDDEN, "path": "orderDetails"}
    with start_harness(tmp_path, FORBIDDEN, details, may_look=False) as harness:
        assert statuses(harness.send(make_orders(3))) == [Status.CREATED] * 3
        assert harness.create_calls() == ["A-1", "A-2", "A-3"]
        assert {call["path"] for call in harness.remote.calls()} <= {"refreshToken", "createOrder"}


def test_an_order_that_exists_and_may_not_be_shown_stops_no_other(tmp_path: Path) -> None:
    """The account may ask which orders exist, and not what is in them: the one that exists is not
    sent and not judged, and the rest is created."""
    with start_harness(tmp_path, {**FORBIDDEN, "path": "orderDetails"}) as harness:
        put(harness, make_order(2, amount="7"))
        result = harness.send(make_orders(3))
        assert statuses(result) == [Status.CREATED, Status.UNCONFIRMED, Status.CREATED]
        assert codes(result.outcomes[1].problems) == ["exists_unseen"]
        assert result.stopped is None


def test_an_order_that_was_changed_is_a_conflict_and_sending_stops(tmp_path: Path) -> None:
    """Another channel was quicker than the look: OTO says that it changed its order. That is said,
    nothing more is sent, and the next run does not take it for the file's own."""
    hidden = {"fault": "lag", "looks": 1}
    with start_harness(tmp_path, hidden, UPSERT) as harness:
        oto_id = put(harness, make_order(1, amount="7"))
        first = harness.send(make_orders(1))
        assert statuses(first) == [Status.CONFLICT]
        assert first.outcomes[0].oto_ids == (oto_id,)
        assert codes(first.outcomes[0].problems) == ["overwritten"]
        assert first.stopped is not None and first.stopped.code == "oto_overwrites"
        again = harness.send(make_orders(2))
        assert statuses(again) == [Status.CONFLICT, Status.CREATED]
        assert codes(again.outcomes[0].problems) == ["overwritten"]
        assert harness.create_calls() == ["A-1", "A-2"]


def test_an_order_of_our_own_that_lagged_is_not_called_overwritten(tmp_path: Path) -> None:
    """Its answer was lost, the look-ups did not show it, and the next attempt changed it: it is
    the file's own order, once."""
    lose = {"fault": "lose", "calls": [1]}
    rules = (lose, {"fault": "lag", "looks": 2}, {"fault": "upsert", "own": True})
    with start_harness(tmp_path, *rules) as harness:
        result = harness.send(make_orders(1))
        assert statuses(result) == [Status.ALREADY_CREATED]
        assert result.stopped is None
        assert len(harness.oto_ids()) == 1
