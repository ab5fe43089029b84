"""A disk that fills up in mid-run ends the run; what was sent is reported as it is."""

from pathlib import Path

from importer.ledger import Ledger, Process
from importer.outcome import IN_OTO, Status
from tests.sending.factories import make_orders, start_harness, statuses


def nearly_full(ledger: Ledger) -> None:
    """Leaves the database room for a few more pages, then SQLite meets its real SQLITE_FULL."""
    (pages,) = ledger.database._connection.execute("PRAGMA page_count").fetchone()
    ledger.database._connection.execute(f"PRAGMA max_page_count = {pages + 3}")


def test_a_disk_that_fills_up_ends_the_run_truthfully(tmp_path: Path) -> None:
    """Nothing is sent without its record, what is in OTO is reported so, the rest is not sent."""
    with start_harness(tmp_path, prepare=nearly_full) as harness:
        sent = harness.send(make_orders(200))
        assert sent.stopped is not None and sent.stopped.code == "ledger_failed"
        assert "full" in str(dict(sent.stopped.facts)["why"])
        created = {end.order_id for end in sent.outcomes if end.status in IN_OTO}
        assert created == set(harness.oto_ids()) and 0 < len(created) < 200
        assert statuses(sent).count(Status.NOT_SENT) == 200 - len(created)
        harness.prepare = lambda ledger: None
        harness.process = Process(pid=0, lives=lambda host, pid: pid == 0)  # the first one is gone
        again = harness.send(make_orders(200))
        assert set(statuses(again)) == {Status.CREATED, Status.ALREADY_CREATED}
        assert len(harness.create_calls()) == len(set(harness.create_calls())) == 200
