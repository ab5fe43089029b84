"""Workers that are killed, frozen, stopped, and what becomes of their runs."""

import os
import signal

from importer.ledger import Ledger
from importer.runs import Jobs, State
from tests import postgres
from tests.faulty_oto import Remote
from tests.runs.conftest import MakeFleet
from tests.runs.fleet import Fleet, children_of, ended, orders, until


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
