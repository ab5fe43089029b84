"""Whole runs at the command line with a ledger in PostgreSQL, as two machines would have it."""

import os
import re
import signal
from pathlib import Path

import pytest

from importer.ledger import Ledger
from importer.ledger.postgres import connect
from tests import faulty_oto, postgres
from tests.cli.test_runs import HEAD, Merchant, line

ORDERS = 12


@pytest.fixture
def url(postgres_server: postgres.Server) -> str:
    """The address of a new, empty database."""
    return postgres_server.new_database()


def merchant_at(folder: Path, base_url: str, ledger: str) -> Merchant:
    """Somebody on a machine of her own, with the week's file, who uses that ledger."""
    folder.mkdir()
    rows = "".join(line(f"A-{n}") for n in range(1, ORDERS + 1))
    (folder / "week.csv").write_text(HEAD + rows, encoding="utf-8")
    merchant = Merchant(folder, base_url)
    merchant.environment["OTO_LEDGER"] = ledger
    return merchant


def outlive(url: str) -> None:
    """A minute passes without a word of the run that is open."""
    with connect(url) as database:
        database.execute("UPDATE runs SET beat_at = beat_at - 61 WHERE ended_at IS NULL")


def test_what_one_machine_sent_the_other_knows(tmp_path: Path, url: str) -> None:
    """Of one file on two machines each order is in OTO once, and both say so."""
    with faulty_oto.serve() as base_url:
        here, there = (merchant_at(tmp_path / name, base_url, url) for name in ("here", "there"))
        code, first = here.summary("week.csv", "--yes")
        assert (code, first["created"]) == (0, ORDERS)
        code, second = there.summary("week.csv", "--yes")
        assert (code, second["already_created"]) == (0, ORDERS)
        assert len(faulty_oto.Remote(base_url).calls("createOrder")) == ORDERS
        code, out, _ = there.runs("history")
        assert code == 0 and len(re.findall(r"\d{8}-\d{6}-[0-9a-f]{16}", out)) == 2


def test_a_ledger_is_moved_and_used_on(tmp_path: Path, url: str) -> None:
    """From the file into the database by one command: what was sent is known there."""
    with faulty_oto.serve() as base_url:
        merchant = merchant_at(tmp_path / "shop", base_url, str(tmp_path / "ledger.db"))
        assert merchant.summary("week.csv", "--yes")[0] == 0
        code, out, err = merchant.runs("ledger", "copy", tmp_path / "ledger.db", url)
        assert code == 0 and f"{ORDERS} orders" in out, err
        merchant.environment["OTO_LEDGER"] = url
        code, again = merchant.summary("week.csv", "--yes")
        assert (code, again["already_created"]) == (0, ORDERS)
        assert merchant.runs("ledger", "copy", tmp_path / "ledger.db", url)[0] == 3
        assert merchant.runs("ledger", "copy", tmp_path / "none.db", url)[0] == 2


def test_a_run_that_was_frozen_ends_when_another_took_over(tmp_path: Path, url: str) -> None:
    """Frozen in mid-run; another machine takes over after a minute. Awake again it begins nothing,
    writes no report, and ends with a code and a sentence of its own."""
    hangs = {"fault": "hang", "from": 4, "times": 1, "seconds": 30, "after": True}
    with faulty_oto.serve(script=[hangs]) as base_url:
        here, there = (merchant_at(tmp_path / name, base_url, url) for name in ("here", "there"))
        frozen = here.start("week.csv", "--yes", "--json", "--concurrency", "1")
        while len(faulty_oto.Remote(base_url).calls("createOrder")) < 4:
            pass
        os.kill(frozen.pid, signal.SIGSTOP)
        os.waitpid(frozen.pid, os.WUNTRACED)  # from here on it beats no more
        outlive(url)
        code, told = there.summary("week.csv", "--yes")
        assert code == 0
        assert told["created"] + told["already_created"] == ORDERS
        sent = len(faulty_oto.Remote(base_url).calls("createOrder"))
        os.kill(frozen.pid, signal.SIGCONT)
        out, err = frozen.communicate(timeout=60)
        assert frozen.returncode == 4, err
        assert '"superseded"' in out and "took over" in err
        assert len(faulty_oto.Remote(base_url).calls("createOrder")) == sent
        assert not list((tmp_path / "here" / "reports").glob("*"))
        assert len(faulty_oto.Remote(base_url).orders()) == ORDERS
    with Ledger.open(url) as ledger:
        assert sorted(past.ending for past in ledger.runs()) == ["done", "superseded"]


def test_a_database_that_crashes_in_mid_run_loses_nothing(tmp_path: Path) -> None:
    """The server is stopped at once and started again: the run ends with a report that says what is
    known, and the next one brings every order to OTO, each once."""
    slow = {"fault": "hang", "seconds": 0.2}
    with postgres.serve() as server, faulty_oto.serve(script=[slow]) as base_url:
        merchant = merchant_at(tmp_path / "shop", base_url, server.new_database())
        running = merchant.start("week.csv", "--yes", "--json", "--concurrency", "1")
        while len(faulty_oto.Remote(base_url).calls("createOrder")) < 4:
            pass
        server.stop("immediate")
        out, err = running.communicate(timeout=120)
        assert running.returncode == 1 and '"report"' in out, err
        server.start()
        code, told = merchant.summary("week.csv", "--yes")
        assert code == 0 and told["created"] + told["already_created"] == ORDERS
        orders = faulty_oto.Remote(base_url).orders()
        assert len(orders) == ORDERS and all(len(order["otoIds"]) == 1 for order in orders)


def test_doctor_names_the_database_and_no_password(tmp_path: Path, url: str) -> None:
    """Where the ledger is, and when it is not there, why."""
    with faulty_oto.serve() as base_url:
        merchant = merchant_at(tmp_path / "shop", base_url, url.replace("@", ":secret@"))
        code, out, err = merchant.runs("doctor")
        assert code == 0 and "secret" not in out + err and url.split("@")[1] in out
        merchant.environment["OTO_LEDGER"] = "postgresql://me:secret@127.0.0.1:1/none"
        code, out, err = merchant.runs("doctor")
        assert code == 3 and "secret" not in out + err and "127.0.0.1:1/none" in out
