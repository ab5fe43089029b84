"""A ledger that breaks in the midst of a run, or says that another run has an order."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

from importer.ledger import Ledger
from importer.outcome import IN_OTO, Status
from tests.sending.factories import (
    ACCOUNT,
    DESTINATION,
    codes,
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


def test_a_stop_while_another_run_has_the_order_claims_nothing(tmp_path: Path) -> None:
    """It is neither said to be sent nor not to be: the other run knows."""
    with start_harness(tmp_path) as harness, Ledger.open(harness.ledger_path) as ledger:
        other = ledger.start_run(DESTINATION, ACCOUNT, "orders.xlsx", "hash", 1)
        assert ledger.start_attempt(other, make_order(1), again=False)

        async def stopped() -> list[Status]:
            stop = asyncio.Event()
            asyncio.get_running_loop().call_later(2.0, stop.set)
            sent = await harness.send_async([make_order(1)], stop, lookup_gap_seconds=60.0)
            assert sent.interrupted and codes(sent.outcomes[0].problems) == ["in_other_run"]
            return statuses(sent)

        assert asyncio.run(stopped()) == [Status.UNCONFIRMED]
        assert harness.create_calls() == []
