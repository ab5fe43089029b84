"""Real processes that send, and may be killed while they do."""

import json
import multiprocessing
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from importer.ledger import failpoints
from tests.sending.factories import Harness, make_orders

KILLED = 137
# New processes are made by one that has everything imported and no thread.
_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(["tests.sending.workers"])


def run_worker(
    base_url: str, ledger: str, count: int, stop_at: str, results: str, rate: float
) -> None:
    """Sends the first `count` orders and writes what became of them to the file `results`."""
    if stop_at:
        failpoints.watch(failpoints.ends_at(stop_at))
    sent = Harness(base_url, Path(ledger), rate=rate).send(make_orders(count))
    outcomes = [(end.order_id, end.status.value, end.oto_ids) for end in sent.outcomes]
    Path(results).write_text(json.dumps(outcomes))


def start(harness: Harness, count: int, stop_at: str = "", results: str = "results") -> BaseProcess:
    """A process that sends, started."""
    file = harness.ledger_path.with_name(results)
    worker = _PROCESSES.Process(
        target=run_worker,
        args=(harness.base_url, str(harness.ledger_path), count, stop_at, str(file), harness.rate),
        daemon=True,
    )
    worker.start()
    return worker


def exit_code(worker: BaseProcess) -> int | None:
    """How the process ended; it is given half a minute."""
    worker.join(30)
    return worker.exitcode


def results_of(harness: Harness, name: str = "results") -> list[list[Any]]:
    """What a process that came to its end reported: id, status and otoIds of every order."""
    outcomes: list[list[Any]] = json.loads(harness.ledger_path.with_name(name).read_text())
    return outcomes


def wait_until(condition: Callable[[], object]) -> None:
    """Returns when the condition holds; it is for what happens in another process."""
    while not condition():
        pass
