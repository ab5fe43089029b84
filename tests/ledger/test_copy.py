"""A ledger is copied whole, into another kind of database and back, or not at all."""

from pathlib import Path

import pytest

from importer.errors import SetupError
from importer.ledger import Ledger, State
from importer.ledger.copy import LEFT_OUT, TABLES, copy
from importer.outcome import Status
from importer.preferences import Preferences
from tests import postgres
from tests.ledger.factories import HERE, begin, end, order, settle, start


def fill(ledger: Ledger, count: int = 1500) -> None:
    """A ledger with so many orders in it, an open one, and something of every other kind."""
    run = start(ledger)
    orders = [order(f"A-{n}", fingerprint=f"f{n}", rows=(n + 2,)) for n in range(count)]
    ledger.commit([ledger.start_attempt(run, each, again=False) for each in orders])
    for each in orders[1:5]:
        settle(ledger, run, each, State.CREATED, end(each, Status.CREATED, "540790", "540791"))
    ledger.finish_run(run, "interrupted")
    ledger.account_for(HERE[0], ["ab" * 32, HERE[1]])
    Preferences(ledger).remember_cities(HERE[1], {"الرياض": "Riyadh"})
    database = ledger.database
    shop = {"name": "متجر", "base_url": "https://x", "rate": 2.5, "token": "", "added_at": 1.5}
    database.insert("accounts", [shop])
    job = dict.fromkeys(
        ("account_name", "kind", "source_hash", "submitted_by", "state", "worker", "run_id"), "x"
    )
    job |= {"job_id": "j", "file_name": "f", "stage": "", "summary": "", "stopped_by": ""}
    database.insert("jobs", [{**job, "submitted_at": 1.0, "orders": 1, "settled": 0}])
    database.insert(
        "operators",
        [{"name": "o", "password": "", "accounts": "*", "is_admin": 1, "added_at": 1.0}],
    )
    what = {"entry": "e", "at": 1.0, "operator": "o", "action": "submitted"}
    database.insert("audit", [{**what, "account_name": "x", "subject": "j"}])
    place = {"path": "/in", "account_name": "x", "options": "{}", "added_at": 1.0}
    database.insert("folders", [place])
    weekly = {"name": "n", "times": "sun 09:00", "time_zone": "Asia/Riyadh", "next_at": 2.0}
    weekly |= {"last_job": "j"}
    database.insert("schedules", [{**place, **weekly}])
    content = bytes(range(256)) * 10
    database.insert("job_files", [{"job_id": "j", "kind": "file", "name": "f", "content": content}])


def everything(ledger: Ledger) -> dict[str, list[dict[str, object]]]:
    """All rows of all tables that are copied, in no order."""
    rows = {table: ledger.database.run(f"SELECT * FROM {table}", {}) for table in TABLES}
    return {table: sorted(map(dict, found), key=repr) for table, found in rows.items()}


def test_a_ledger_moves_to_postgresql_and_back(
    tmp_path: Path, postgres_server: postgres.Server
) -> None:
    """Every row of every table arrives as it was, there and here again, and is used there."""
    with (
        Ledger.open(tmp_path / "old.db") as old,
        Ledger.open(postgres_server.new_database()) as shared,
        Ledger.open(tmp_path / "new.db") as new,
    ):
        fill(old)
        counts = copy(old, shared)
        assert counts["orders"] == 1500 and counts["job_files"] == 1
        copy(shared, new)
        assert everything(old) == everything(shared) == everything(new)
        assert all(everything(old).values())
        run = start(shared)
        assert begin(shared, run, order("A-1"), again=False) is None
        assert begin(shared, run, order("B-1"), again=False) is not None


def test_only_an_empty_ledger_is_copied_into(tmp_path: Path) -> None:
    """What another ledger knows is not mixed with it, and stays."""
    with Ledger.open(tmp_path / "old.db") as old, Ledger.open(tmp_path / "new.db") as new:
        fill(old, 3)
        fill(new, 5)
        before = everything(new)
        with pytest.raises(SetupError, match="holds"):
            copy(old, new)
        assert everything(new) == before


def test_nothing_is_copied_while_a_run_sends(tmp_path: Path) -> None:
    """Its later marks would be missing."""
    with Ledger.open(tmp_path / "old.db") as old, Ledger.open(tmp_path / "new.db") as new:
        start(old)
        for n in range(120):  # however many began since, for other accounts
            old.finish_run(start(old, f"{n:016x}"), "done")
        with pytest.raises(SetupError, match=r"orders\.xlsx"):
            copy(old, new)
        assert not any(everything(new).values())


def test_no_table_is_forgotten(tmp_path: Path) -> None:
    """Each is copied, or left out on purpose."""
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        names = ledger.database.run("SELECT name FROM sqlite_master WHERE type = 'table'", {})
        assert {row["name"] for row in names} == {*TABLES, *LEFT_OUT}
