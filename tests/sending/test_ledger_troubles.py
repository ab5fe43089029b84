"""A ledger that breaks in the midst of a run, or says that another run has an order."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

from importer.ledger import Ledger, Process
from importer.outcome import IN_OTO, Status
from importer.problems import problem
from importer.problems.sending import OTO_UNREACHABLE, TOKEN_REFUSED
from importer.sending import start_run
from importer.sending.stop_signal import StopSignal
from tests.ledger.factories import begin, start, take_over
from tests.sending.factories import (
    ACCOUNT,
    DESTINATION,
    RecordingListener,
    make_order,
    make_orders,
    start_harness,
    statuses,
)


def test_a_ledger_that_cannot_be_read_any_more_ends_the_run(tmp_path: Path) -> None:
    """Without it nobody knows what was sent: no order leaves, and what OTO has is told."""
    with start_harness(tmp_path) as harness:

        def spoil() -> None:
            if len(harness.listener.outcomes) == 5:
                with closing(sqlite3.connect(harness.ledger_path)) as database:
                    database.execute("ALTER TABLE orders RENAME TO gone")

        harness.listener.on_outcome = spoil
        sent = harness.send(make_orders(200), concurrency=1)
        assert sent.stopped is not None and sent.stopped.code == "ledger_failed"
        told = {end.order_id for end in sent.outcomes if end.status in IN_OTO}
        assert told == set(harness.oto_ids()) and 5 <= len(told) < 100
        assert statuses(sent).count(Status.NOT_SENT) == 200 - len(told)


def test_a_run_whose_turn_has_not_come_can_be_stopped(tmp_path: Path) -> None:
    """It waits for the other run of the account, and ends when it is told to; nothing is begun."""

    async def stopped() -> None:
        stop, waits = asyncio.Event(), RecordingListener()
        asyncio.get_running_loop().call_soon(stop.set)
        of = (DESTINATION, ACCOUNT, "orders.xlsx", "hash", 1)
        assert await start_run(ledger, *of, listener=waits, stop=stop) is None
        assert waits.waits == [(60.0, "other_run")]

    with Ledger.open(tmp_path / "ledger.db") as ledger:
        other = ledger.start_run(DESTINATION, ACCOUNT, "orders.xlsx", "hash", 1)
        asyncio.run(stopped())
        assert [past.run for past in ledger.runs()] == [other]


def test_a_run_that_was_taken_over_stops(tmp_path: Path) -> None:
    """Its machine slept in the midst of it, and another run began: it sends nothing more, and says
    nothing of the orders."""
    with start_harness(tmp_path) as harness, Ledger.open(harness.ledger_path) as ledger:

        def sleep() -> None:
            if len(harness.listener.outcomes) == 5:
                take_over(ledger, ACCOUNT, DESTINATION)

        harness.listener.on_outcome = sleep
        sent = harness.send(make_orders(200), concurrency=1)
        assert sent.superseded and sent.stopped is not None
        assert len(harness.oto_ids()) < 100
        endings = sorted(past.ending for past in ledger.runs())
        assert endings == ["running", "superseded"]


def test_an_order_in_question_that_a_stopped_run_never_got_to_stays_in_question(
    tmp_path: Path,
) -> None:
    """A run that is gone may have sent it: it is not told as not sent."""
    gone = Process(pid=0, lives=lambda host, pid: False)
    with start_harness(tmp_path) as harness:
        with Ledger.open(harness.ledger_path, process=gone) as ledger:
            assert begin(ledger, start(ledger, ACCOUNT, DESTINATION), make_order(1), again=False)

        async def stopped() -> list[Status]:
            stop = asyncio.Event()
            stop.set()
            return statuses(await harness.send_async(make_orders(2), stop))

        harness.rate = 0.5
        assert asyncio.run(stopped()) == [Status.UNCONFIRMED, Status.NOT_SENT]


def test_the_first_reason_to_stop_is_the_one_that_is_told() -> None:
    """What goes wrong while calls drain is a consequence."""

    async def reason() -> str:
        stop_signal = StopSignal(1.0)
        stop_signal.stop(problem(TOKEN_REFUSED))
        stop_signal.stop(problem(OTO_UNREACHABLE, count=3))
        assert stop_signal.reason is not None
        return stop_signal.reason.code

    assert asyncio.run(reason()) == TOKEN_REFUSED.name
