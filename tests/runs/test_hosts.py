"""Several hosts and one PostgreSQL: cut off, frozen, with other clocks, of another version."""

import os
import signal
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from importer.ledger import Ledger
from importer.runs import Jobs, State
from tests import postgres
from tests.cli.test_runs import TOKEN
from tests.faulty_oto import Remote
from tests.runs.conftest import MakeFleet
from tests.runs.fleet import (
    CLOCK_AHEAD,
    LEASE,
    NEXT_VERSION,
    Fleet,
    begin_with,
    children_of,
    ended,
    orders,
    until,
)
from tests.runs.hosts import hosts


@pytest.fixture
def url(postgres_server: postgres.Server) -> str:
    """The address of a new, empty database."""
    return postgres_server.new_database()


def ids_in(oto: str) -> list[str]:
    """The numbers of all createOrder calls that OTO obeyed, in order."""
    return sorted(order["orderId"] for order in Remote(oto).orders())


def endings(url: str) -> list[str]:
    """How the runs in the ledger ended, the first first."""
    with Ledger.open(url) as ledger:
        return [past.ending for past in reversed(ledger.runs())]


def is_sending(fleet: Fleet, job_id: str, settled: int = 3) -> bool:
    return fleet.job(job_id).settled > settled


def test_a_host_that_is_cut_off_sends_nothing_more(
    tmp_path: Path, fleet_of: MakeFleet, oto: str, url: str
) -> None:
    """Its cable to the database is cut without a word while OTO stays in reach: another host ends
    the run. Healed while that one still sends, it begins nothing of the old run, and takes new ones
    without a restart."""
    with hosts(tmp_path, oto) as (first, second):
        fleets = []
        for host in (first, second):
            port_and_name = urlsplit(url)
            place = f"postgresql://postgres@{host.gateway}:{port_and_name.port}"
            fleet = fleet_of(rate=8, place=f"{place}{port_and_name.path}?sslmode=disable")
            fleet.prefix = host.prefix
            fleets.append(fleet)
        here, there = fleets
        here.ledger = there.ledger = url  # as the test itself reaches it
        job_id = here.submit(orders(here.folder, 160))
        here.worker()
        until(lambda: is_sending(here, job_id))
        first.cut()
        successor = there.worker()
        until(lambda: is_sending(there, job_id) and there.job(job_id).state is State.RUNNING)
        until(lambda: len(endings(url)) == 2)
        first.heal()
        until(ended(there, job_id), 120)
        assert there.job(job_id).exit_code == 0
        assert ids_in(oto) == sorted(f"A{n}" for n in range(160))
        assert len(Remote(oto).calls("createOrder")) == 160
        assert endings(url)[0] in ("crashed", "superseded") and endings(url)[-1] == "done"
        successor.terminate()
        assert successor.wait(60) == 0
        after = there.submit(orders(there.folder, 3, "B", "next.csv"))
        until(ended(there, after))


def test_a_frozen_run_begins_nothing_when_it_wakes(fleet_of: MakeFleet, oto: str, url: str) -> None:
    """Worker and child are frozen until another worker is in the midst of their run; awake again
    they send nothing, and the account's next run begins after the successor's end."""
    fleet = fleet_of(rate=8, place=url)
    job_id = fleet.submit(orders(fleet.folder, 120))
    after = fleet.submit(orders(fleet.folder, 2, "B", "next.csv"))
    frozen = fleet.worker()
    until(lambda: is_sending(fleet, job_id))
    (child,) = children_of(job_id)
    for process in (frozen.pid, child):
        os.kill(process, signal.SIGSTOP)
    fleet.worker()
    until(lambda: len(endings(url)) == 2)
    for process in (child, frozen.pid):
        os.kill(process, signal.SIGCONT)
    until(ended(fleet, after), 120)
    jobs = [fleet.job(each) for each in (job_id, after)]
    assert [job.exit_code for job in jobs] == [0, 0]
    assert jobs[1].started_at >= jobs[0].ended_at
    calls = [call["orderId"] for call in Remote(oto).calls("createOrder")]
    assert len(calls) == len(set(calls)) == 122
    assert endings(url)[0] in ("crashed", "superseded") and endings(url)[1:] == ["done", "done"]


def test_hosts_of_one_name_whose_clocks_differ_leave_each_other_alone(
    fleet_of: MakeFleet, url: str
) -> None:
    """Two workers of one host name, one of them ten minutes ahead: neither takes the other for
    dead, whoever looks, and both carry their runs to the end."""
    fleet = fleet_of(rate=8, place=url)
    here = fleet.worker("--slots", "1")
    first = fleet.submit(orders(fleet.folder, 80))
    until(lambda: is_sending(fleet, first))
    begin_with(fleet, LEASE, CLOCK_AHEAD)
    ahead = fleet.worker("--slots", "1")
    workers = "SELECT worker FROM workers WHERE slots > 0"
    with Ledger.open(url) as ledger:
        until(lambda: len(ledger.database.run(workers, {})) == 2)
        until(ended(fleet, first))
        assert len(ledger.database.run(workers, {})) == 2
    assert fleet.job(first).exit_code == 0 and endings(url) == ["done"]
    assert here.poll() is None and ahead.poll() is None


def test_the_next_version_goes_on_with_what_the_old_one_had(
    fleet_of: MakeFleet, oto: str, url: str
) -> None:
    """Workers of a newer version take what an old one put, what it began and lost, and go on."""
    fleet = fleet_of(rate=15, place=url)
    begun = fleet.submit(orders(fleet.folder, 45))
    put = fleet.submit(orders(fleet.folder, 2, "B", "next.csv"))
    old = fleet.worker()
    until(lambda: is_sending(fleet, begun))
    old.kill()
    begin_with(fleet, LEASE, NEXT_VERSION)
    assert "99.0" in fleet.runs("--version")[1]
    assert fleet.worker("--once").wait(90) == 0
    assert [fleet.job(each).exit_code for each in (begun, put)] == [0, 0]
    assert len(ids_in(oto)) == len(set(ids_in(oto))) == 47


def test_a_database_that_restarts_during_a_sweep_costs_no_run(
    fleet_of: MakeFleet, oto: str
) -> None:
    """A worker dies, and the database goes just when its runs are to be handed on: they go on when
    it is back."""
    with postgres.serve() as server:
        fleet = fleet_of(rate=15, place=server.new_database())
        job_id = fleet.submit(orders(fleet.folder, 45))
        first = fleet.worker()
        until(lambda: is_sending(fleet, job_id))
        other = fleet.worker("--once")
        with Ledger.open(fleet.ledger) as ledger:
            two = "SELECT worker FROM workers WHERE slots > 0"
            until(lambda: len(ledger.database.run(two, {})) == 2)
            first.kill()
            until(lambda: len(ledger.database.run(two, {})) == 1)
        server.stop()
        server.start()
        assert other.wait(100) == 0
        assert fleet.job(job_id).exit_code == 0 and children_of(job_id) == []
    assert ids_in(oto) == sorted(f"A{n}" for n in range(45))


def test_no_customer_stands_in_the_database_but_in_files(fleet_of: MakeFleet, url: str) -> None:
    """Of all schemas and tables, the engine's among them: no token, name, phone or address but in
    the files of jobs, and those are gone when their retention is over."""
    fleet = fleet_of(place=url)
    job_id = fleet.submit(orders(fleet.folder, 3), "--annotate", "--set", "customer.name=Noura")
    fleet.carry_out()
    secrets = ["Noura", "0551234567", "551234567", "Street 1", "noura@example.com", TOKEN]
    with Ledger.open(url) as ledger:
        run = ledger.database.run
        tables = run(
            "SELECT table_schema AS s, table_name AS t FROM information_schema.tables "
            "WHERE table_type = 'BASE TABLE' AND table_schema IN ('oto_importer', 'dbos')",
            {},
        )
        assert {table["s"] for table in tables} == {"oto_importer", "dbos"}
        told = {
            table["t"]: repr(run(f'SELECT * FROM {table["s"]}."{table["t"]}"', {}))
            for table in tables
            if table["t"] != "account_cache"  # what OTO says of the merchant's own account
        }
        files = told.pop("job_files")
        assert [secret for secret in secrets if secret in "".join(told.values())] == []
        assert "Noura" in files and TOKEN not in files
        Jobs(ledger).forget_old(0)
        assert Jobs(ledger).file(job_id, "report") is None
