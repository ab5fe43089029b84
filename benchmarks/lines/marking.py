"""A mark in a ledger in PostgreSQL that is half a millisecond away, beside a bare round trip."""

import selectors
import socket
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from statistics import median
from urllib.parse import urlsplit

from benchmarks.kit import Kit
from benchmarks.verdict import Verdict
from importer.ledger import Ledger, State
from importer.ledger.postgres import connect
from importer.outcome import Outcome, Status
from tests import postgres
from tests.ledger.factories import begin, order, start

ROUND_TRIP = 0.0005  # seconds
GROUP = 10


def marks(kit: Kit) -> Iterator[Verdict]:
    """Milliseconds a mark (an intent, or an outcome with its note), alone and in groups of ten, and
    the round trips that a group costs."""
    count = 200 if kit.small else 2_000
    with postgres.serve() as server, _far_away(server.new_database()) as url:
        with connect(url) as bare:
            trip = _seconds(lambda: bare.execute("SELECT 1").fetchall(), 200)
        with Ledger.open(url) as ledger:
            run = start(ledger)
            orders = iter([order(f"A-{n}", fingerprint="f" * 64) for n in range(4 * count)])
            alone = _seconds(lambda: begin(ledger, run, next(orders), again=False), count // 10)

            def group() -> None:
                some = [next(orders) for _ in range(GROUP)]
                ledger.commit([ledger.start_attempt(run, each, again=False) for each in some])
                ends = [Outcome(each.order_id, (2,), Status.CREATED, ("1",)) for each in some]
                ledger.commit(
                    [
                        ledger.record_outcome(run, each, State.CREATED, end)
                        for each, end in zip(some, ends, strict=True)
                    ]
                )

            grouped = _seconds(group, count // GROUP) / (2 * GROUP)
    trips = grouped * GROUP / trip
    yield Verdict(
        "a mark in groups of ten, PostgreSQL 0.5 ms away",
        f"{grouped * 1000:.2f} ms",
        f"{alone * 1000:.2f} ms alone",
        grouped * 1000,
        1,
        unit="ms",
    )
    yield Verdict(
        "the round trips of ten marks together", f"{trips:.1f}", f"{trip * 1000:.2f} ms", trips, 12
    )


def _seconds(work: object, times: int) -> float:
    """The median of so many calls."""
    assert callable(work)
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return median(taken)


@contextmanager
def _far_away(url: str) -> Iterator[str]:
    """The same database behind a proxy, in a process of its own, that holds everything back for
    half a round trip."""
    parts = urlsplit(url)
    assert parts.hostname and parts.port
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        there = (parts.hostname, parts.port)
        proxy = get_context("fork").Process(target=_serve, args=(listener, there), daemon=True)
        proxy.start()
    yield url.replace(f":{parts.port}", f":{port}")
    proxy.kill()


def _serve(listener: socket.socket, there: tuple[str, int]) -> None:
    while True:
        near, _address = listener.accept()
        far = socket.create_connection(there)
        threading.Thread(target=_relay, args=(near, far), daemon=True).start()


def _relay(near: socket.socket, far: socket.socket) -> None:
    """Passes on what comes from either side, later; waits actively, for sleep is too coarse."""
    for each in (near, far):
        each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    due: deque[tuple[float, socket.socket, bytes]] = deque()
    with selectors.DefaultSelector() as selector, near, far:
        selector.register(near, selectors.EVENT_READ, far)
        selector.register(far, selectors.EVENT_READ, near)
        while True:
            for key, _events in selector.select(0 if due else None):
                data = key.fileobj.recv(65536)  # type: ignore[union-attr]
                if not data:
                    return
                due.append((time.perf_counter() + ROUND_TRIP / 2, key.data, data))
            while due and due[0][0] <= time.perf_counter():
                _at, other, data = due.popleft()
                other.sendall(data)
