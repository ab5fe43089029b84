"""What hands jobs out: one account's one after the other, and every account its turn."""

import subprocess
import sys
from contextlib import closing
from pathlib import Path

from importer.runs.engine import Engine
from tests.cli.test_runs import ROOT


def carried(
    place: str, log: Path, *, workers: int = 1, slots: int = 1, seconds: float = 0.1
) -> list[tuple[str, str]]:
    """What the workers noted: an event and a job each."""
    words = [sys.executable, "-m", "tests.runs.engine_worker", place]
    started = [
        subprocess.Popen([*words, f"worker-{n}", str(slots), str(seconds), str(log)], cwd=ROOT)
        for n in range(workers)
    ]
    assert [process.wait(120) for process in started] == [0] * workers
    return [(event, job) for event, job in map(str.split, log.read_text().splitlines())]


def test_many_small_jobs_never_overlap(tmp_path: Path, place: str) -> None:
    """Three workers carry jobs of eight accounts, each once, and of an account one at a time."""
    engine = Engine(place)
    jobs = [f"{account}-{n}" for n in range(15) for account in "abcdefgh"]
    for job in jobs:
        engine.put(job, job[0])
    engine.close()
    events = carried(place, tmp_path / "events.txt", workers=3, slots=4, seconds=0.0)
    running: set[str] = set()
    for event, job in events:
        assert (job[0] in running) is (event == "ends")
        running ^= {job[0]}
    assert sorted(job for event, job in events if event == "ends") == sorted(jobs)


def test_a_flood_of_some_accounts_holds_no_other_back(tmp_path: Path, place: str) -> None:
    """Jobs of one account never overlap and keep their order; accounts that come late start before
    half of the flood is done."""
    engine = Engine(place)
    flood = [f"{account}-{n}" for n in range(10) for account in ("a", "b", "c")]
    late = [f"{account}-{n}" for n in range(2) for account in ("v", "w", "x", "y", "z")]
    for job in (*flood, *late):
        engine.put(job, job[0])
    engine.close()
    events = carried(place, tmp_path / "events.txt", slots=3)
    running: set[str] = set()
    done: list[str] = []
    halves = {}
    for event, job in events:
        if event == "ends":
            running.remove(job[0])
            done.append(job)
            continue
        assert job[0] not in running
        running.add(job[0])
        assert len(running) <= 3
        if job in late and job.endswith("-0"):
            halves[job] = sum(each in flood for each in done)
    assert max(halves.values()) < len(flood) / 2
    assert [job for job in done if job[0] == "a"] == [f"a-{n}" for n in range(10)]


def test_a_job_put_twice_is_handed_out_once(tmp_path: Path) -> None:
    """Whoever puts a job that is there already changes nothing."""
    engine = Engine(str(tmp_path / "ledger.db"))
    for _time in range(2):
        engine.put("one", "")
    assert [each.job_id for each in engine.list()] == ["one"]
    engine.close()


def test_what_was_handed_out_long_ago_is_forgotten(tmp_path: Path, place: str) -> None:
    """Only what is done and old goes; a job of which the first turn was forgotten has the next."""
    with closing(Engine(place)) as engine:
        for _turn in range(2):
            engine.put("a-1", "a")
            carried(place, tmp_path / "events.txt")
        engine.forget_old(1)
        engine.put("a-1", "a")
        assert [each.workflow_id for each in engine.list()] == ["a-1/2"]
        engine.forget_old(-1)
        assert [each.workflow_id for each in engine.list()] == ["a-1/2"]
        events = carried(place, tmp_path / "events.txt")
        assert events.count(("ends", "a-1")) == 3
        engine.forget_old(-1)
        engine.put("a-1", "a")
        assert [each.workflow_id for each in engine.list()] == ["a-1/0"]


def test_what_a_dead_worker_had_goes_on_in_its_order(tmp_path: Path, place: str) -> None:
    """A job of a dead worker blocks its account until it is handed on, and is first then."""
    engine = Engine(place)
    engine.put("a-0", "a")
    engine.put("a-1", "a")
    code = (
        "import os, sys, threading\n"
        "from importer.runs.engine import Engine\n"
        "with Engine(sys.argv[1]).carrying('dead', 1, lambda job: os._exit(9)):\n"
        "    threading.Event().wait()\n"
    )
    died = subprocess.run([sys.executable, "-c", code, place], cwd=ROOT, timeout=60)
    assert died.returncode == 9
    assert {each.job_id: each.worker for each in engine.list()} == {"a-0": "dead", "a-1": ""}
    engine.hand_on("dead")
    engine.close()
    events = carried(place, tmp_path / "events.txt")
    assert [job for event, job in events if event == "begins"] == ["a-0", "a-1"]
