"""Real processes are killed at every step of the ledger; a new run then does what is left."""

import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from importer.ledger import failpoints
from importer.outcome import IN_OTO
from tests.sending.factories import Harness, make_orders, start_harness
from tests.sending.workers import KILLED, exit_code, results_of, start, wait_until

COUNT = 8
# Points that a run of a few new orders does not come to: others are killed there.
NOT_MET = {"claim", "taken", "linked", "moved"}
LOST = {"fault": "lose", "orders": ["A-2", "A-5"], "times": 2}
CUT = {"fault": "cut", "orders": ["A-3"], "times": 1}


def assert_all_created_once(harness: Harness, count: int = COUNT) -> None:
    """After one more run every order is in OTO once, and reported with its otoId there."""
    sent = harness.send(make_orders(count))
    assert all(end.status in IN_OTO for end in sent.outcomes), sent.outcomes
    assert {end.order_id: end.oto_ids for end in sent.outcomes} == harness.oto_ids()
    assert len(sent.outcomes) == len(harness.oto_ids()) == count
    # None was sent again without need: a cut call and a kill before the post are the only ones.
    assert not [c for c in harness.remote.calls("createOrder") if c["code"] == "OTO1063"]


@pytest.mark.parametrize("place", [place for place in failpoints.NAMES if place not in NOT_MET])
@pytest.mark.parametrize("nth", [1, 4])
def test_killed_at_every_step(tmp_path: Path, place: str, nth: int) -> None:
    """Whatever step a run died at: no order twice, none lost, none reported that is not there."""
    with start_harness(tmp_path, LOST, CUT) as harness:
        code = exit_code(start(harness, COUNT, f"{place}#{nth}"))
        once = place in ("migrate", "start_run", "finish_run")
        assert code == (0 if once and nth > 1 else KILLED)
        assert_all_created_once(harness)


def test_killed_four_times_in_one_file(tmp_path: Path) -> None:
    """Four runs die one after another, one of them while it takes over; the fifth ends it."""
    with start_harness(tmp_path, LOST, CUT) as harness:
        for stop_at in ("answered#2", "claim#1", "committed#4", "record_outcome#3"):
            assert exit_code(start(harness, COUNT, stop_at)) == KILLED
        assert_all_created_once(harness)


def test_the_switch_ends_a_process(tmp_path: Path) -> None:
    """The environment names the place; without it nothing happens there."""
    program = (
        "from importer.ledger import failpoints; failpoints.hit('start_attempt'); print('went on')"
    )
    for stop_at, code in (("start_attempt", KILLED), ("start_attempt#2", 0), ("record_outcome", 0)):
        ended = subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, failpoints.STOP_AT: stop_at},
            capture_output=True,
            check=False,
        )
        assert ended.returncode == code


@pytest.mark.parametrize("created", [1, 9])
def test_kill_9_from_outside(tmp_path: Path, created: int) -> None:
    """Killed at no particular step, with calls in flight."""
    hangs = {"fault": "hang", "from": created + 1, "after": True, "seconds": 3600}
    with start_harness(tmp_path, hangs, rate=100.0) as harness:
        worker = start(harness, 40)
        wait_until(lambda: len(harness.oto_ids()) > created)
        os.kill(worker.pid or 0, signal.SIGKILL)
        assert exit_code(worker) == -signal.SIGKILL
        harness.remote.script([])
        assert_all_created_once(harness, 40)


def test_two_processes_at_once(tmp_path: Path) -> None:
    """Two real processes, one ledger, one file: each order is created by one of them."""
    with start_harness(tmp_path, LOST, CUT, rate=200.0) as harness:
        workers = [start(harness, 30, results=name) for name in ("one", "other")]
        assert [exit_code(worker) for worker in workers] == [0, 0]
        ends = [*results_of(harness, "one"), *results_of(harness, "other")]
        assert len(harness.oto_ids()) == 30
        assert all(tuple(ids) == harness.oto_ids()[name] for name, _, ids in ends)
        counts = Counter(status for _, status, _ in ends)
        assert counts["created"] + counts["already_created"] == 60
        posts = Counter(harness.create_calls())
        assert all(count == 1 for name, count in posts.items() if name != "A-3")


def test_one_of_two_dies_and_the_other_takes_over(tmp_path: Path) -> None:
    """A run that is alive asks about the orders of one that died, and brings them to an end."""
    slow = {"fault": "warn", "seconds": 0.05, "warnings": []}
    with start_harness(tmp_path, slow, rate=40.0) as harness:
        dying = start(harness, 25, "answered#12", results="one")
        wait_until(harness.create_calls)
        surviving = start(harness, 25, results="other")
        assert (exit_code(dying), exit_code(surviving)) == (KILLED, 0)
        assert {
            name: tuple(ids) for name, _, ids in results_of(harness, "other")
        } == harness.oto_ids()
        assert max(Counter(harness.create_calls()).values()) == 1
