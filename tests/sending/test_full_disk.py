"""A disk that fills up in mid-run ends the run; what was sent is told as it is."""

from pathlib import Path

from importer.ledger import Ledger, Process
from importer.outcome import IN_OTO, Status
from tests.sending.factories import a_shop, some_orders, statuses


def nearly_full(ledger: Ledger) -> None:
    """Leaves the database room for a few more pages, then SQLite meets its real SQLITE_FULL."""
    (pages,) = ledger.database._connection.execute("PRAGMA page_count").fetchone()
    ledger.database._connection.execute(f"PRAGMA max_page_count = {pages + 3}")


def test_a_disk_that_fills_up_ends_the_run_truthfully(tmp_path: Path) -> None:
    """Nothing is posted without its mark, every order in OTO is told so, the rest is left."""
    with a_shop(tmp_path, prepare=nearly_full) as shop:
        sent = shop.send(some_orders(200))
        assert sent.stopped is not None and sent.stopped.code == "ledger_failed"
        assert "full" in str(dict(sent.stopped.facts)["why"])
        told = {end.order_id for end in sent.outcomes if end.status in IN_OTO}
        assert told == set(shop.in_oto()) and 0 < len(told) < 200
        assert statuses(sent).count(Status.NOT_SENT) == 200 - len(told)
        shop.prepare = lambda ledger: None
        shop.process = Process(pid=0, lives=lambda host, pid: pid == 0)  # the first one is gone
        again = shop.send(some_orders(200))
        assert set(statuses(again)) == {Status.CREATED, Status.ALREADY_CREATED}
        assert len(shop.posted()) == len(set(shop.posted())) == 200
