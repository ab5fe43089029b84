"""Real processes are killed at every step of the ledger; a new run then does what is left."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from importer.ledger import failpoints
from importer.outcome import IN_OTO
from tests.sending.factories import Shop, a_shop, some_orders
from tests.sending.workers import KILLED, finished, start, told

COUNT = 8
LOST = {"fault": "lose", "orders": ["A-2", "A-5"], "times": 2}
CUT = {"fault": "cut", "orders": ["A-3"], "times": 1}


def all_is_well(shop: Shop, count: int = COUNT) -> None:
    """After one more run every order is in OTO once, and told with the otoId that it has there."""
    sent = shop.send(some_orders(count))
    assert all(end.status in IN_OTO for end in sent.outcomes), sent.outcomes
    assert {end.order_id: end.oto_ids for end in sent.outcomes} == shop.in_oto()
    assert len(sent.outcomes) == len(shop.in_oto()) == count
    # None was posted again without need: a cut call and a kill before the post are the only ones.
    assert not [c for c in shop.remote.calls("createOrder") if c["code"] == "OTO1063"]


@pytest.mark.parametrize("place", [place for place in failpoints.NAMES if place != "claim"])
@pytest.mark.parametrize("nth", [1, 4])
def test_killed_at_every_step(tmp_path: Path, place: str, nth: int) -> None:
    """Whatever step a run died at: no order twice, none lost, none told that is not there."""
    with a_shop(tmp_path, LOST, CUT) as shop:
        code = finished(start(shop, COUNT, f"{place}#{nth}"))
        once = place in ("migrate", "start_run", "finish_run")
        assert code == (0 if once and nth > 1 else KILLED)
        all_is_well(shop)


def test_killed_four_times_in_one_file(tmp_path: Path) -> None:
    """Four runs die one after another, one of them while it takes over; the fifth ends it."""
    with a_shop(tmp_path, LOST, CUT) as shop:
        for stop_at in ("answered#2", "claim#1", "committed#4", "record_outcome#3"):
            assert finished(start(shop, COUNT, stop_at)) == KILLED
        all_is_well(shop)


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


@pytest.mark.parametrize("wait", [0.05, 0.15])
def test_kill_9_from_outside(tmp_path: Path, wait: float) -> None:
    """Killed at no particular step, with calls in flight."""
    slow = {"fault": "warn", "seconds": 0.02, "warnings": []}
    with a_shop(tmp_path, slow, rate=100.0) as shop:
        worker = start(shop, 40)
        while not shop.posted():
            time.sleep(0.01)
        time.sleep(wait)
        os.kill(worker.pid or 0, signal.SIGKILL)
        assert finished(worker) == -signal.SIGKILL
        assert 0 < len(shop.in_oto()) < 40
        all_is_well(shop, 40)


def test_two_processes_at_once(tmp_path: Path) -> None:
    """Two real processes, one ledger, one file: each order is created by one of them."""
    with a_shop(tmp_path, LOST, CUT, rate=200.0) as shop:
        workers = [start(shop, 30, told=name) for name in ("one", "other")]
        assert [finished(worker) for worker in workers] == [0, 0]
        ends = [*told(shop, "one"), *told(shop, "other")]
        assert len(shop.in_oto()) == 30
        assert all(tuple(ids) == shop.in_oto()[name] for name, _, ids in ends)
        counts = Counter(status for _, status, _ in ends)
        assert counts["created"] + counts["already_created"] == 60
        posts = Counter(shop.posted())
        assert all(count == 1 for name, count in posts.items() if name != "A-3")


def test_one_of_two_dies_and_the_other_takes_over(tmp_path: Path) -> None:
    """A run that is alive asks about the orders of one that died, and brings them to an end."""
    slow = {"fault": "warn", "seconds": 0.05, "warnings": []}
    with a_shop(tmp_path, slow, rate=40.0) as shop:
        dies = start(shop, 25, "answered#12", told="one")
        while not shop.posted():
            time.sleep(0.01)
        lives = start(shop, 25, told="other")
        assert (finished(dies), finished(lives)) == (KILLED, 0)
        assert {name: tuple(ids) for name, _, ids in told(shop, "other")} == shop.in_oto()
        assert max(Counter(shop.posted()).values()) == 1
