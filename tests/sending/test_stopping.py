"""When going on would do harm, sending stops, says why, and leaves the rest as not_sent."""

import asyncio
import socket
import time
from pathlib import Path

import pytest

from importer.outcome import IN_OTO, Status
from importer.problems import CODES
from importer.sending.circuit_breaker import FAILURES_IN_A_ROW, CircuitBreaker
from importer.sending.stop_signal import StopSignal
from tests.sending.errands import Shop, a_shop, codes, some_orders, statuses

MANY = 60


def left(sent) -> list[str]:  # type: ignore[no-untyped-def]
    """The reasons of the orders that were left."""
    return [end.problems[0].code for end in sent.outcomes if end.status is Status.NOT_SENT]


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ({"code": "OTO1006", "status": 400}, "no_credit"),
        ({"code": "OTO1080", "status": 403}, "account_forbidden"),
        ({"code": "OTO1088", "status": 403}, "account_forbidden"),
    ],
)
def test_a_refusal_of_the_account_stops_the_run(
    tmp_path: Path, fault: dict[str, object], code: str
) -> None:
    """No credit or a forbidden account: the rest is not sent, each order with the reason."""
    with a_shop(tmp_path, {"fault": "refuse", "from": 3, **fault}) as shop:
        sent = shop.send(some_orders(MANY), concurrency=2)
        assert sent.stopped is not None and sent.stopped.code == code
        assert statuses(sent).count(Status.CREATED) == 2
        assert set(left(sent)) == {code} and len(left(sent)) > MANY - 10
        assert len(shop.posted()) < 10 and not sent.never_set_up
        shop.remote.script([])
        again = shop.send(some_orders(MANY))
        assert set(statuses(again)) == {Status.CREATED, Status.ALREADY_CREATED}
        assert len(shop.in_oto()) == MANY


def test_a_refused_token_stops_before_anything_is_sent(tmp_path: Path) -> None:
    """A token that OTO does not take is a matter of set-up: exit code 3."""
    refused = {"fault": "refuse", "path": "refreshToken", "code": "OTO1083", "status": 400}
    with a_shop(tmp_path, refused) as shop:
        sent = shop.send(some_orders(MANY))
        assert sent.never_set_up and set(left(sent)) == {"token_refused"}
        assert len(left(sent)) == MANY and shop.posted() == []


def test_twenty_refusals_for_one_reason_stop_the_run(tmp_path: Path) -> None:
    """The first 20 orders refused alike: the mistake is in all of them."""
    with a_shop(tmp_path, {"fault": "refuse", "code": "OTO1070"}) as shop:
        sent = shop.send(some_orders(MANY), concurrency=4)
        assert sent.stopped is not None and sent.stopped.code == "same_refusal"
        assert 20 <= statuses(sent).count(Status.REJECTED) < 25
        assert len(left(sent)) > MANY - 25


@pytest.mark.parametrize(
    "rules",
    [
        [{"fault": "refuse", "code": "OTO1070", "from": 2}],
        [{"fault": "refuse", "code": "OTO1029", "calls": [5]}, {"fault": "refuse"}],
    ],
)
def test_mixed_ends_do_not_stop_the_run(tmp_path: Path, rules: list[dict[str, object]]) -> None:
    """One order created, or one refused for another reason, and every order gets its turn."""
    with a_shop(tmp_path, *rules) as shop:
        sent = shop.send(some_orders(40), concurrency=1)
        assert sent.stopped is None and left(sent) == []


def test_a_host_that_is_gone_stops_the_run(tmp_path: Path) -> None:
    """Ten calls in a row without a connection: nothing was sent, and nothing is in question."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    shop = Shop(f"http://127.0.0.1:{port}/rest/v2", tmp_path / "ledger.db")
    sent = shop.send(some_orders(MANY))
    assert sent.stopped is not None and sent.stopped.code == "oto_unreachable"
    assert sent.never_set_up and len(left(sent)) == MANY
    assert dict(sent.stopped.facts)["count"] == "5"  # OTO never answered: it is told soon
    assert shop.heard.waits and {why for _, why in shop.heard.waits} == {"oto_unreachable"}


def test_answers_that_never_come_stop_the_run(tmp_path: Path) -> None:
    """Ten attempts in a row without an answer, though OTO can be asked: sending stops."""
    with a_shop(tmp_path, {"fault": "break"}) as shop:
        sent = shop.send(some_orders(MANY), concurrency=2)
        assert sent.stopped is not None and sent.stopped.code == "oto_unreachable"
        assert len(shop.posted()) < 15 and shop.in_oto() == {}
        assert set(statuses(sent)) <= {Status.NOT_SENT, Status.UNCONFIRMED}


def test_a_host_that_returns_is_waited_for(tmp_path: Path) -> None:
    """A few failures in a row hold everybody; when OTO is back, every order is sent."""
    with a_shop(tmp_path, {"fault": "cut", "path": "*", "calls": [4, 5, 6]}) as shop:
        sent = shop.send(some_orders(12), concurrency=1)
        assert statuses(sent) == [Status.CREATED] * 12 and len(shop.in_oto()) == 12


@pytest.mark.parametrize(
    "busy",
    [
        {"calls": [2, 5], "retry_after": 0.05},
        {"calls": [2, 5], "retry_after": 0, "date": True},
    ],
)
def test_a_429_holds_everybody_and_loses_nothing(tmp_path: Path, busy: dict[str, object]) -> None:
    """Too many calls: all wait, the order is sent again, and no order is asked about."""
    with a_shop(tmp_path, {"fault": "busy", **busy}) as shop:
        sent = shop.send(some_orders(8))
        assert statuses(sent) == [Status.CREATED] * 8
        assert sum(end.attempts for end in sent.outcomes) == 10
        assert shop.remote.calls("orderDetails") == []
        assert "too_many_calls" in {why for _, why in shop.heard.waits}


def test_a_pause_of_a_day_stops_the_run(tmp_path: Path) -> None:
    """OTO asks for a pause that nobody would wait for: the run ends and says so."""
    with a_shop(tmp_path, {"fault": "busy", "from": 2, "retry_after": 86400}) as shop:
        sent = shop.send(some_orders(MANY))
        assert sent.stopped is not None and sent.stopped.code == "oto_busy"
        assert statuses(sent).count(Status.CREATED) == 1 and len(left(sent)) == MANY - 1


def test_dying_tokens_are_renewed_unnoticed(tmp_path: Path) -> None:
    """Access tokens that live for three calls: every order is created once."""
    with a_shop(tmp_path, {"fault": "tokens", "uses": 3}) as shop:
        assert statuses(shop.send(some_orders(20))) == [Status.CREATED] * 20
        assert len(shop.in_oto()) == 20


def test_calls_made_again_for_a_dead_token_keep_the_pace(tmp_path: Path) -> None:
    """A burst of dead tokens is no burst of calls: each call waits for its turn again."""
    with a_shop(tmp_path, {"fault": "tokens", "uses": 3}, rate=100.0) as shop:
        began = time.monotonic()
        assert statuses(shop.send(some_orders(20))) == [Status.CREATED] * 20
        assert len(shop.posted()) > 20
        assert time.monotonic() - began >= 0.95 * (len(shop.posted()) - 1) / 100


def test_failed_renewals_with_good_ones_between_do_not_stop_the_run(tmp_path: Path) -> None:
    """Only failures in a row count: a renewal that worked ends the row."""
    short, sometimes = {"fault": "tokens", "uses": 1}, {"path": "refreshToken", "every": 2}
    with a_shop(tmp_path, short, {"fault": "html", **sometimes}) as shop:
        sent = shop.send(some_orders(25), concurrency=1)
        assert sent.stopped is None and len(shop.in_oto()) == 25
        assert set(statuses(sent)) <= IN_OTO  # a busy machine may have to ask about one


def test_calls_that_hang_among_answered_ones_do_not_stop_the_run() -> None:
    """Calls that hang end together, but a later one was answered: that is no row of failures."""

    async def main() -> None:
        halt = StopSignal(landing_seconds=30.0)
        breaker = CircuitBreaker(halt)
        breaker.answered("createOrder", 20.0)
        assert [breaker.failed("createOrder", 20.0 - n / 10) for n in range(1, 30)] == [0] * 29
        assert halt.why is None
        for _ in range(FAILURES_IN_A_ROW):
            breaker.failed("createOrder", 20.1)
        assert halt.why is not None and halt.why.code == "oto_unreachable"

    asyncio.run(main())


def test_an_api_that_is_always_busy_stops_the_run(tmp_path: Path) -> None:
    """Ten pauses and no call between them that ended well: no order waits for the eleventh."""
    with a_shop(tmp_path, {"fault": "busy", "from": 2, "retry_after": 0.05}) as shop:
        sent = shop.send(some_orders(MANY), order_seconds=0.5, concurrency=2)
        assert sent.stopped is not None and sent.stopped.code == "oto_busy"
        assert len(shop.posted()) < 25 and "oto_busy" in left(sent)


def test_tokens_that_never_work_stop_the_run(tmp_path: Path) -> None:
    """OTO gives tokens and refuses each of them: nothing was obeyed, and the run ends."""
    died = {"message": "Jwt is expired", "code": 401}
    with a_shop(tmp_path, {"fault": "answer", "status": 401, "body": died}) as shop:
        sent = shop.send(some_orders(MANY), concurrency=2)
        assert sent.stopped is not None and sent.stopped.code == "token_refused"
        assert set(left(sent)) == {"token_refused"} and len(left(sent)) == MANY


def test_a_stop_lets_calls_land_and_leaves_the_rest(tmp_path: Path) -> None:
    """Ctrl-C: what is in flight is created and told so, the rest is not sent."""

    async def interrupted(shop: Shop):  # type: ignore[no-untyped-def]
        stop = asyncio.Event()
        asyncio.get_running_loop().call_later(0.15, stop.set)
        return await shop.sending(some_orders(MANY), stop, concurrency=3)

    slow = {"fault": "warn", "seconds": 0.1, "warnings": []}
    with a_shop(tmp_path, slow) as shop:
        sent = asyncio.run(interrupted(shop))
        assert sent.interrupted and sent.stopped is not None
        made = statuses(sent).count(Status.CREATED)
        assert 0 < made < 15 and made == len(shop.in_oto())
        assert set(left(sent)) == {"interrupted"} and len(left(sent)) == MANY - made


def test_a_stop_waits_no_longer_than_calls_may_land(tmp_path: Path) -> None:
    """A call that hangs when the run is stopped ends unconfirmed; the next run settles it."""

    async def interrupted(shop: Shop):  # type: ignore[no-untyped-def]
        stop = asyncio.Event()
        asyncio.get_running_loop().call_later(0.2, stop.set)
        limits = {"call_seconds": 30.0, "landing_seconds": 0.2}
        return await shop.sending(some_orders(3), stop, concurrency=1, **limits)

    hangs = {"fault": "hang", "orders": ["A-2"], "seconds": 60, "after": True}
    with a_shop(tmp_path, hangs) as shop:
        began = time.monotonic()
        sent = asyncio.run(interrupted(shop))
        assert time.monotonic() - began < 5
        assert statuses(sent) == [Status.CREATED, Status.UNCONFIRMED, Status.NOT_SENT]
        again = shop.send(some_orders(3))
        assert statuses(again) == [Status.ALREADY_CREATED, Status.ALREADY_CREATED, Status.CREATED]


def test_an_order_does_not_outlive_its_time(tmp_path: Path) -> None:
    """An API that hangs on one order costs it its own time, and the others nothing."""
    with a_shop(tmp_path, {"fault": "hang", "orders": ["A-1"], "seconds": 30}) as shop:
        sent = shop.send(some_orders(6), call_seconds=0.2, order_seconds=0.7)
        assert statuses(sent)[1:] == [Status.CREATED] * 5
        assert statuses(sent)[0] in (Status.NOT_SENT, Status.UNCONFIRMED)
        assert codes(sent.outcomes[0].problems)[0] in ("out_of_time", "unconfirmed")


def test_every_reason_has_its_words() -> None:
    """All codes of sending can be said in both languages, with a cure."""
    for code in ("oto_unreachable", "same_refusal", "OTO1063", "oto_refused", "unconfirmed"):
        found = CODES[code]
        assert (
            found.message.format("en")
            and found.message.format("ar")
            and found.cure.format("en")
            and found.cure.format("ar")
        )
