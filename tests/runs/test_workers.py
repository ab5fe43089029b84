"""Workers that are killed, frozen, stopped, updated, and what becomes of their runs."""

import json
import os
import signal

from importer.ledger import Ledger
from importer.runs import Jobs, State
from tests import postgres
from tests.cli.test_runs import ROOT
from tests.faulty_oto import Remote
from tests.runs.conftest import MakeFleet
from tests.runs.fleet import Fleet, children_of, ended, orders, until

# A program whose ledger has one more version.
NEWER = """
from importer.ledger import sql
now = sql.versions()
newer = (*now, ("ALTER TABLE workers ADD COLUMN zone TEXT",))
sql.versions = lambda: newer
import importer.ledger.sqlite
importer.ledger.sqlite.versions = sql.versions
"""


def is_sending(fleet: Fleet, job_id: str) -> bool:
    return fleet.job(job_id).settled > 3


def assert_each_order_once(oto: str, count: int) -> None:
    sent = [order["orderId"] for order in Remote(oto).orders()]
    assert sorted(sent) == sorted(f"A{n}" for n in range(count))


def test_a_killed_worker_takes_its_children_along_and_others_go_on(
    fleet_of: MakeFleet, oto: str, place: str
) -> None:
    """After kill -9 of the worker alone no child sends on, another worker ends the run, and each
    order is in OTO once."""
    fleet = fleet_of(rate=15, place=place)
    job_id = fleet.submit(orders(fleet.folder, 60))
    first = fleet.worker()
    until(lambda: is_sending(fleet, job_id))
    assert children_of(job_id)
    first.kill()
    assert until(lambda: not children_of(job_id)) < 2
    assert fleet.worker("--once").wait(100) == 0
    assert fleet.told(job_id)["exit_code"] == 0
    assert_each_order_once(oto, 60)


def test_a_frozen_worker_is_replaced_and_serves_again(fleet_of: MakeFleet, oto: str) -> None:
    """While a worker sleeps its run goes on elsewhere; when it wakes it takes runs again."""
    fleet = fleet_of(rate=15)
    job_id = fleet.submit(orders(fleet.folder, 45))
    frozen = fleet.worker()
    until(lambda: is_sending(fleet, job_id))
    frozen.send_signal(signal.SIGSTOP)
    assert fleet.worker("--once").wait(90) == 0
    assert fleet.job(job_id).exit_code == 0
    frozen.send_signal(signal.SIGCONT)
    after = fleet.submit(orders(fleet.folder, 2, "B", "next.csv"))
    until(ended(fleet, after))
    ids = [order["orderId"] for order in Remote(oto).orders()]
    assert len(ids) == len(set(ids)) == 47


def test_a_stopped_worker_hands_its_run_on(fleet_of: MakeFleet, oto: str) -> None:
    """SIGTERM ends the child in good order and the run waits for the next worker; its one report
    tells of all orders."""
    fleet = fleet_of(rate=15)
    job_id = fleet.submit(orders(fleet.folder, 45))
    first = fleet.worker()
    until(lambda: is_sending(fleet, job_id))
    first.terminate()
    assert first.wait(30) == 0
    assert (fleet.job(job_id).state, children_of(job_id)) == (State.WAITING, [])
    fleet.environment["OTO_RATE"] = "200"
    fleet.carry_out()
    assert fleet.job(job_id).exit_code == 0
    assert_each_order_once(oto, 45)
    assert fleet.job(job_id).summary["orders"] == 45


def test_a_cancelled_run_ends_in_good_order_and_a_waiting_one_never_starts(
    fleet_of: MakeFleet, oto: str, place: str
) -> None:
    """The running one ends with 130 and its report before the account's next begins."""
    fleet = fleet_of(rate=15, place=place)
    running = fleet.submit(orders(fleet.folder, 60))
    waiting = fleet.submit(orders(fleet.folder, 3, "B", "b.csv"))
    after = fleet.submit(orders(fleet.folder, 3, "C", "c.csv"))
    fleet.worker()
    until(lambda: is_sending(fleet, running))
    assert fleet.runs("runs", "--cancel", waiting)[0] == 0
    assert fleet.runs("runs", running, "--cancel")[0] == 0
    until(ended(fleet, after))
    jobs = {name: fleet.job(name) for name in (running, waiting, after)}
    assert [job.exit_code for job in jobs.values()] == [130, 130, 0]
    assert jobs[waiting].started_at is None
    assert jobs[after].started_at >= jobs[running].ended_at
    assert jobs[running].summary["not_sent"] > 0
    with Ledger.open(fleet.ledger) as ledger:
        assert Jobs(ledger).file(running, "report") is not None
    assert fleet.runs("runs", running, "--cancel")[0] == 2


def test_a_killed_child_ends_its_run_and_says_so(fleet_of: MakeFleet) -> None:
    """A process that had no memory left does not take its worker along, nor starts for ever."""
    fleet = fleet_of(rate=15)
    job_id = fleet.submit(orders(fleet.folder, 60))
    fleet.worker()
    until(lambda: is_sending(fleet, job_id))
    (child,) = children_of(job_id)
    os.kill(child, signal.SIGKILL)
    until(ended(fleet, job_id))
    assert fleet.job(job_id).exit_code == 1
    assert "Submit the file again" in fleet.runs("runs", job_id)[1]


def test_a_database_that_restarts_costs_no_order(fleet_of: MakeFleet, oto: str) -> None:
    """PostgreSQL ends at once in mid-run and comes back: the worker stays, the run ends whole."""
    with postgres.serve() as server:
        fleet = fleet_of(rate=15, place=server.new_database())
        job_id = fleet.submit(orders(fleet.folder, 60))
        worker = fleet.worker("--once")
        until(lambda: is_sending(fleet, job_id))
        server.stop()
        until(lambda: not children_of(job_id))
        server.start()
        assert worker.wait(150) == 0
        assert fleet.job(job_id).exit_code == 0
    assert_each_order_once(oto, 60)


def test_a_signal_to_all_of_a_service_is_one_to_its_worker(fleet: Fleet, oto: str) -> None:
    """A service manager that ends a worker and its children at once ends the run in good order:
    it waits for the next worker."""
    fleet.environment["OTO_RATE"] = "15"
    job_id = fleet.submit(orders(fleet.folder, 45))
    first = fleet.worker()
    until(lambda: is_sending(fleet, job_id))
    for process in (*children_of(job_id), first.pid):
        os.kill(process, signal.SIGTERM)
    assert first.wait(30) == 0
    assert fleet.job(job_id).state is State.WAITING
    fleet.environment["OTO_RATE"] = "200"
    fleet.carry_out()
    assert_each_order_once(oto, 45)


def test_a_worker_logs_json_of_its_children_too(fleet: Fleet) -> None:
    """With OTO_LOG=json and -v every line on stderr is an object, the run's own among them, and so
    is every line of the log file; nothing of the customer is there."""
    fleet.environment["OTO_LOG"] = "json"
    job_id = fleet.submit(orders(fleet.folder, 2))
    worker = fleet.worker("-v")
    until(ended(fleet, job_id))
    worker.terminate()
    _out, err = worker.communicate(timeout=30)
    (file,) = (fleet.folder / "data" / "oto-importer" / "log").iterdir()
    for text in (err, file.read_text(encoding="utf-8")):
        records = [json.loads(each) for each in text.splitlines()]
        assert all(set(each) == {"time", "level", "run", "logger", "message"} for each in records)
        of_run = [each["logger"] for each in records if each["run"] == fleet.job(job_id).run_id]
        assert "importer.sending.sender" in of_run
        assert any(job_id in each["message"] for each in records)
        assert not {"Noura", "0551234567", "Street 1", "week.csv"} & set(text.split('"'))
        assert "Noura" not in text and "551234567" not in text


def test_workers_are_updated_one_after_another(fleet_of: MakeFleet, oto: str, place: str) -> None:
    """The first new worker changes the ledger while an old one sends: that run goes on to its end;
    at the next run the old worker ends and says why, and the new one carries it."""
    fleet = fleet_of(rate=15, place=place)
    first = fleet.submit(orders(fleet.folder, 60))
    old = fleet.worker("--slots", 2)
    until(lambda: is_sending(fleet, first))
    (fleet.folder / "newer").mkdir()
    (fleet.folder / "newer" / "sitecustomize.py").write_text(NEWER, encoding="utf-8")
    fleet.environment["PYTHONPATH"] = os.pathsep.join([str(fleet.folder / "newer"), str(ROOT)])
    assert fleet.told(first)["state"] == "running"  # which has changed the ledger
    until(lambda: fleet.told(first)["state"] == "ended")
    assert fleet.told(first)["exit_code"] == 0
    assert old.poll() is None
    second = fleet.submit(orders(fleet.folder, 3, "B", "b.csv"))
    assert old.wait(30) == 3
    assert old.stderr is not None and "newer version" in old.stderr.read()
    fleet.carry_out()
    assert fleet.told(second)["exit_code"] == 0
    sent = [order["orderId"] for order in Remote(oto).orders()]
    assert len(sent) == len(set(sent)) == 63
