"""When going on would do harm, sending stops, says why, and leaves the rest as not_sent."""

import asyncio
import socket
import time
from pathlib import Path

import pytest

from importer.outcome import IN_OTO, Status
from importer.problems import CODES
from importer.sending import Limits, SendResult
from importer.sending.circuit_breaker import CircuitBreaker
from importer.sending.stop_signal import StopSignal
from tests.sending.factories import Harness, make_orders, start_harness, statuses

MANY = 60


def unsent_reasons(sent: SendResult) -> list[str]:
    """The reasons of the orders that were not sent."""
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
    with start_harness(tmp_path, {"fault": "refuse", "from": 3, **fault}) as harness:
        sent = harness.send(make_orders(MANY), concurrency=2)
        assert sent.stopped is not None and sent.stopped.code == code
        assert statuses(sent).count(Status.CREATED) == 2
        assert set(unsent_reasons(sent)) == {code} and len(unsent_reasons(sent)) > MANY - 10
        assert len(harness.create_calls()) < 10 and not sent.never_set_up
        harness.remote.script([])
        again = harness.send(make_orders(MANY))
        assert set(statuses(again)) == {Status.CREATED, Status.ALREADY_CREATED}
        assert len(harness.oto_ids()) == MANY


def test_a_refused_token_stops_before_anything_is_sent(tmp_path: Path) -> None:
    """A token that OTO does not take is a matter of set-up: exit code 3."""
    refused = {"fault": "refuse", "path": "refreshToken", "code": "OTO1083", "status": 400}
    with start_harness(tmp_path, refused) as harness:
        sent = harness.send(make_orders(MANY))
        assert sent.never_set_up and set(unsent_reasons(sent)) == {"token_refused"}
        assert len(unsent_reasons(sent)) == MANY and harness.create_calls() == []


def test_twenty_refusals_for_one_reason_stop_the_run(tmp_path: Path) -> None:
    """The first 20 orders refused alike: the mistake is in all of them."""
    with start_harness(tmp_path, {"fault": "refuse", "code": "OTO1070"}) as harness:
        sent = harness.send(make_orders(MANY), concurrency=4)
        assert sent.stopped is not None and sent.stopped.code == "same_refusal"
        assert 20 <= statuses(sent).count(Status.REJECTED) < 25
        assert len(unsent_reasons(sent)) > MANY - 25


@pytest.mark.parametrize(
    "rules",
    [
        [{"fault": "refuse", "code": "OTO1070", "from": 2}],
        [{"fault": "refuse", "code": "OTO1029", "calls": [5]}, {"fault": "refuse"}],
    ],
)
def test_mixed_ends_do_not_stop_the_run(tmp_path: Path, rules: list[dict[str, object]]) -> None:
    """One order created, or one refused for another reason, and every order gets its turn."""
    with start_harness(tmp_path, *rules) as harness:
        sent = harness.send(make_orders(40), concurrency=1)
        assert sent.stopped is None and unsent_reasons(sent) == []


def test_a_host_that_is_gone_stops_the_run(tmp_path: Path) -> None:
    """Ten calls in a row without a connection: nothing was sent, and nothing is in question."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    harness = Harness(f"http://127.0.0.1:{port}/rest/v2", tmp_path / "ledger.db")
    sent = harness.send(make_orders(MANY))
    assert sent.stopped is not None and sent.stopped.code == "oto_unreachable"
    assert sent.never_set_up and len(unsent_reasons(sent)) == MANY
    assert dict(sent.stopped.facts)["count"] == "5"  # OTO never answered: fewer failures are enough
    assert harness.listener.waits and {why for _, why in harness.listener.waits} == {
        "oto_unreachable"
    }


def test_answers_that_never_come_stop_the_run(tmp_path: Path) -> None:
    """Every order is answered with an error for longer than is waited: sending stops."""
    with start_harness(tmp_path, {"fault": "break"}) as harness:
        sent = harness.send(make_orders(MANY), concurrency=2, patience_seconds=0.2)
        assert sent.stopped is not None and sent.stopped.code == "oto_troubled"
        assert len(harness.create_calls()) < 50 and harness.oto_ids() == {}
        assert set(statuses(sent)) <= {Status.NOT_SENT, Status.UNCONFIRMED}


def test_a_host_that_returns_is_waited_for(tmp_path: Path) -> None:
    """A few failures in a row hold everybody; when OTO is back, every order is sent."""
    with start_harness(tmp_path, {"fault": "cut", "path": "*", "calls": [4, 5, 6]}) as harness:
        sent = harness.send(make_orders(12), concurrency=1)
        assert statuses(sent) == [Status.CREATED] * 12 and len(harness.oto_ids()) == 12


@pytest.mark.parametrize(
    "busy",
    [
        {"calls": [2, 5], "retry_after": 0.05},
        {"calls": [2, 5], "retry_after": 0, "date": True},
    ],
)
def test_a_429_holds_everybody_and_loses_nothing(tmp_path: Path, busy: dict[str, object]) -> None:
    """Too many calls: all wait, the order is sent again, and no order is asked about."""
    with start_harness(tmp_path, {"fault": "busy", **busy}) as harness:
        sent = harness.send(make_orders(8))
        assert statuses(sent) == [Status.CREATED] * 8
        assert sum(end.attempts for end in sent.outcomes) == 10
        assert harness.remote.calls("orderDetails") == []
        assert "too_many_calls" in {why for _, why in harness.listener.waits}


def test_a_pause_of_a_day_stops_the_run(tmp_path: Path) -> None:
    """OTO asks for a pause that nobody would wait for: the run ends and says so."""
    with start_harness(tmp_path, {"fault": "busy", "from": 2, "retry_after": 86400}) as harness:
        sent = harness.send(make_orders(MANY))
        assert sent.stopped is not None and sent.stopped.code == "oto_busy"
        assert statuses(sent).count(Status.CREATED) == 1 and len(unsent_reasons(sent)) == MANY - 1


def test_dying_tokens_are_renewed_unnoticed(tmp_path: Path) -> None:
    """Access tokens that live for three calls: every order is created once."""
    with start_harness(tmp_path, {"fault": "tokens", "uses": 3}) as harness:
        assert statuses(harness.send(make_orders(20))) == [Status.CREATED] * 20
        assert len(harness.oto_ids()) == 20


def test_calls_made_again_for_a_dead_token_keep_the_pace(tmp_path: Path) -> None:
    """A burst of dead tokens is no burst of calls: each call waits for its turn again."""
    with start_harness(tmp_path, {"fault": "tokens", "uses": 3}, rate=100.0) as harness:
        began = time.monotonic()
        assert statuses(harness.send(make_orders(20))) == [Status.CREATED] * 20
        assert len(harness.create_calls()) > 20
        assert time.monotonic() - began >= 0.95 * (len(harness.create_calls()) - 1) / 100


def test_failed_renewals_with_good_ones_between_do_not_stop_the_run(tmp_path: Path) -> None:
    """Only failures in a row count: a renewal that worked ends the row."""
    short, sometimes = {"fault": "tokens", "uses": 1}, {"path": "refreshToken", "every": 2}
    with start_harness(tmp_path, short, {"fault": "html", **sometimes}) as harness:
        # On a busy machine every second call may be the same order's.
        sent = harness.send(make_orders(25), concurrency=1, tries=100)
        assert sent.stopped is None and len(harness.oto_ids()) == 25
        assert set(statuses(sent)) <= IN_OTO


def test_calls_that_fail_together_are_one_failure() -> None:
    """A reset of all connections, or calls that hang while a later one was answered, are no row of
    failures; failures one after the other are."""

    async def main() -> None:
        stop_signal, now = StopSignal(drain_seconds=30.0), asyncio.get_running_loop().time()
        breaker = CircuitBreaker(stop_signal, Limits())
        breaker.record_answer("createOrder", now)
        for n in range(30):
            breaker.record_failure("createOrder", now - n / 10)
        assert not breaker.is_open
        for _ in range(30):
            breaker.record_failure("createOrder", now)
        assert not breaker.is_open
        for _ in range(3):
            breaker.record_failure("createOrder", asyncio.get_running_loop().time() + 1.0)
        assert breaker.is_open and stop_signal.reason is None

    asyncio.run(main())


def test_an_api_that_is_always_busy_stops_the_run(tmp_path: Path) -> None:
    """One pause after the other and no call between them that ended well, for longer than is
    waited."""
    with start_harness(tmp_path, {"fault": "busy", "from": 2, "retry_after": 0.05}) as harness:
        sent = harness.send(make_orders(MANY), patience_seconds=0.3, concurrency=2)
        assert sent.stopped is not None and sent.stopped.code == "oto_busy"
        assert len(harness.create_calls()) < 25 and "oto_busy" in unsent_reasons(sent)


def test_tokens_that_never_work_stop_the_run(tmp_path: Path) -> None:
    """OTO gives tokens and refuses each of them: nothing was obeyed, and the run ends."""
    died = {"message": "Jwt is expired", "code": 401}
    with start_harness(tmp_path, {"fault": "answer", "status": 401, "body": died}) as harness:
        sent = harness.send(make_orders(MANY), concurrency=2)
        assert sent.stopped is not None and sent.stopped.code == "token_refused"
        assert set(unsent_reasons(sent)) == {"token_refused"} and len(unsent_reasons(sent)) == MANY


def test_a_stop_drains_calls_and_leaves_the_rest(tmp_path: Path) -> None:
    """Ctrl-C: what is in flight is created and reported so, the rest is not sent."""

    async def interrupted(harness: Harness) -> SendResult:
        stop = asyncio.Event()
        harness.listener.on_outcome = stop.set
        return await harness.send_async(make_orders(MANY), stop, concurrency=3)

    with start_harness(tmp_path, {"fault": "warn", "seconds": 0.1, "warnings": []}) as harness:
        sent = asyncio.run(interrupted(harness))
        assert sent.interrupted and sent.stopped is not None
        created = statuses(sent).count(Status.CREATED)
        assert 0 < created < 15 and created == len(harness.oto_ids())
        not_sent = unsent_reasons(sent)
        assert set(not_sent) == {"interrupted"} and len(not_sent) == MANY - created


def test_a_stop_waits_no_longer_than_the_drain_time(tmp_path: Path) -> None:
    """A call that hangs when the run is stopped ends unconfirmed; the next run settles it."""

    async def interrupted(harness: Harness) -> SendResult:
        stop = asyncio.Event()
        limits = {"call_seconds": 3600.0, "drain_seconds": 0.0}
        run = asyncio.create_task(harness.send_async(make_orders(3), stop, concurrency=1, **limits))
        while "A-2" not in await asyncio.to_thread(harness.oto_ids):
            pass  # its call is on its way
        stop.set()
        return await run

    hangs = {"fault": "hang", "orders": ["A-2"], "seconds": 3600, "after": True}
    with start_harness(tmp_path, hangs) as harness:
        sent = asyncio.run(interrupted(harness))
        assert statuses(sent) == [Status.CREATED, Status.UNCONFIRMED, Status.NOT_SENT]
        again = harness.send(make_orders(3))
        assert statuses(again) == [Status.ALREADY_CREATED, Status.ALREADY_CREATED, Status.CREATED]


def test_every_reason_has_its_text() -> None:
    """All codes of sending have a text in both languages, with a cure."""
    for code in ("oto_unreachable", "same_refusal", "OTO1063", "oto_refused", "unconfirmed"):
        definition = CODES[code]
        assert (
            definition.message.format("en")
            and definition.message.format("ar")
            and definition.cure.format("en")
            and definition.cure.format("ar")
        )
