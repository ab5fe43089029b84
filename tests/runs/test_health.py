"""What a worker says of itself over HTTP: well or not, and its figures."""

import json
import re
import socket
import time
import urllib.error
import urllib.request

import pytest

from importer.ledger import Ledger
from importer.runs import JobOptions, Jobs
from importer.runs.pulse import Pulse
from tests import postgres
from tests.runs.conftest import MakeFleet
from tests.runs.fleet import Fleet, ended, orders, until
from tests.runs.test_workers import is_sending


def asked(port: int, path: str) -> tuple[int, str]:
    """The status and the text of an answer; 0 while nobody listens."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=30) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.read().decode()
    except OSError:
        return 0, ""


def figures(port: int) -> dict[str, float]:
    code, text = asked(port, "/metrics")
    assert code == 200, text
    lines = (line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    return {name.removeprefix("oto_importer_"): float(value) for name, value in lines}


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def test_a_worker_shows_how_it_is_and_what_it_carries(fleet_of: MakeFleet, place: str) -> None:
    """It is well, its figures are those of its slots and of the ledger, before, while and after a
    run; no account, order, file, host or person is named."""
    fleet = fleet_of(rate=15, place=place)
    port = free_port()
    fleet.worker("--health", port, "--slots", 3)
    until(lambda: asked(port, "/healthz")[0] == 200)
    assert json.loads(asked(port, "/healthz")[1]) == {"status": "ok", "reasons": []}
    idle = figures(port)
    assert (idle["ledger_up"], idle["workers"], idle["worker_slots"]) == (1, 1, 3)
    assert (idle["worker_slots_busy"], idle["orders_settled_total"]) == (0, 0)
    assert 0 <= idle["worker_beat_age_seconds"] < 6
    job_id = fleet.submit(orders(fleet.folder, 40, "ORDER-", "noura-week.csv"))
    until(lambda: is_sending(fleet, job_id))
    busy = figures(port)
    assert (busy["worker_slots_busy"], busy['jobs{state="running"}']) == (1, 1)
    until(ended(fleet, job_id))
    done = figures(port)
    assert (done['jobs_ended_total{exit_code="0"}'], done["orders_settled_total"]) == (1, 40)
    assert done['jobs{state="running"}'] == 0
    labels = re.findall(r"\{(\w+)=", asked(port, "/metrics")[1])
    assert set(labels) == {"version", "state", "exit_code"}
    for path in ("/healthz", "/metrics"):
        text = asked(port, path)[1]
        assert not re.search(rf"noura|ORDER-|{job_id}|{socket.gethostname()}", text)
    assert asked(port, "/")[0] == 404


def test_a_worker_without_its_database_says_so_until_it_is_back(fleet_of: MakeFleet) -> None:
    """503 and why while PostgreSQL is away, with the worker's own figures; then 200 again."""
    with postgres.serve() as server:
        fleet = fleet_of(place=server.new_database())
        port = free_port()
        worker = fleet.worker("--health", f"127.0.0.1:{port}")
        until(lambda: asked(port, "/healthz")[0] == 200)
        server.stop()
        until(lambda: asked(port, "/healthz")[0] == 503)
        assert json.loads(asked(port, "/healthz")[1])["reasons"] == ["ledger_silent"]
        assert figures(port)["ledger_up"] == 0
        assert "workers" not in figures(port)
        server.start()
        until(lambda: asked(port, "/healthz")[0] == 200)
        worker.terminate()
        assert worker.wait(30) == 0
        assert asked(port, "/healthz")[0] == 0


@pytest.mark.parametrize("given", ["nonsense", "127.0.0.1", "70000", "taken"])
def test_an_address_that_cannot_be_is_said_at_once(fleet: Fleet, given: str) -> None:
    """No worker starts without what was asked for."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, _, err = fleet.runs(
            "worker", "--once", "--health", port if given == "taken" else given
        )
    assert code == 2 and "--health" in err


def test_the_oldest_job_that_only_needs_a_worker_is_what_waits(place: str) -> None:
    """One behind a run of its own account does not count, however long it waits; nor one that was
    answered, or given back."""
    now = 1000.0
    with Ledger.open(place, clock=lambda: now) as ledger:
        jobs = Jobs(ledger)
        jobs.join("one", "host", 2)

        def submit(account: str) -> str:
            return jobs.submit("a.csv", b"", JobOptions(), account_name=account, kind="run")

        first = submit("a")
        assert jobs.start(first, "one")
        submit("a")
        now = 1010.0
        submit("b")
        now = 1070.0
        jobs.beat("one")
        counts = jobs.counts(30)
        assert (counts.wait_seconds, counts.workers) == (60, 1)
        assert counts.open == {"waiting": 2, "running": 1, "asking": 0}
        jobs.give_back(first, "one")
        now = 1200.0
        assert jobs.counts(30).workers == 0


@pytest.mark.parametrize(
    ("beat_age", "answer_age", "troubles"),
    [
        (5, 1, []),
        (5, 4, ["ledger_silent"]),
        (40, 1, ["no_beat"]),
        (40, 40, ["ledger_silent", "no_beat"]),
        (None, None, ["starting"]),
    ],
)
def test_a_worker_is_well_when_it_beats_and_its_ledger_answers(
    beat_age: float | None, answer_age: float | None, troubles: list[str]
) -> None:
    """What is wrong is named; one that leaves is not asked for more."""
    now = time.monotonic()
    pulse = Pulse(
        4,
        silence=30,
        beat_at=None if beat_age is None else now - beat_age,
        answered_at=None if answer_age is None else now - answer_age,
    )
    assert pulse.troubles() == troubles
    pulse.is_leaving = True
    assert pulse.troubles() == ["leaving"]
