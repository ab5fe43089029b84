"""Real processes that send, and may be killed while they do."""

import json
import multiprocessing
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from importer.ledger import failpoints
from tests.sending.factories import Shop, some_orders

KILLED = 137
# New processes are made by one that has everything imported and no thread.
_MAKER = multiprocessing.get_context("forkserver")
_MAKER.set_forkserver_preload(["tests.sending.workers"])


def work(base_url: str, ledger: str, count: int, stop_at: str, told: str, rate: float) -> None:
    """Sends the first `count` orders and writes what became of them to the file `told`."""
    if stop_at:
        failpoints.watch(failpoints.ends_at(stop_at))
    sent = Shop(base_url, Path(ledger), rate=rate).send(some_orders(count))
    ends = [(end.order_id, end.status.value, end.oto_ids) for end in sent.outcomes]
    Path(told).write_text(json.dumps(ends))


def start(shop: Shop, count: int, stop_at: str = "", told: str = "told") -> BaseProcess:
    """A process that sends, already at it."""
    file = shop.ledger_path.with_name(told)
    worker = _MAKER.Process(
        target=work,
        args=(shop.base_url, str(shop.ledger_path), count, stop_at, str(file), shop.rate),
        daemon=True,
    )
    worker.start()
    return worker


def finished(worker: BaseProcess) -> int | None:
    """How the process ended; it is given half a minute."""
    worker.join(30)
    return worker.exitcode


def told(shop: Shop, name: str = "told") -> list[list[Any]]:
    """What a process that came to its end said: id, status and otoIds of every order."""
    ends: list[list[Any]] = json.loads(shop.ledger_path.with_name(name).read_text())
    return ends
