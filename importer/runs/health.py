"""Whether a worker is well, and figures of it and of its ledger, over plain HTTP: `/healthz` for
what restarts workers, `/metrics` for Prometheus, whose library is known here alone.

Nothing here names an account, an order, a file, a host or a person: the page has no login, and
Prometheus keeps a series of its own for each value of a label.
"""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import Collector

from importer import __version__
from importer.errors import SetupError
from importer.ledger import Ledger
from importer.runs.jobs import Counts, Jobs
from importer.runs.pulse import Pulse

_PATIENCE_SECONDS = 10  # for a caller who asks nothing
_SPACE = "oto_importer"


@contextmanager
def serve(host: str, port: int, ledger: str, pulse: Pulse) -> Iterator[str]:
    """Serves both at the host's port, and gives their address; port 0 chooses a free one. The
    threads that answer hold no process up.

    Raises OSError when the port is taken, or the host is none of this machine's.
    """
    figures = CollectorRegistry()
    figures.register(_Figures(ledger, pulse))

    class Handler(_Handler):
        def do_GET(self) -> None:
            if self.path == "/healthz":
                self.answer(*_health(pulse))
            elif self.path == "/metrics":
                encode, kind = choose_encoder(self.headers.get("Accept", ""))
                self.answer(200, kind, encode(figures))
            else:
                self.send_error(404)

    with _Server((host, port), Handler) as server:
        threading.Thread(target=server.serve_forever, name="health", daemon=True).start()
        try:
            shown = f"[{host}]" if ":" in host else host
            yield f"http://{shown}:{server.server_address[1]}"
        finally:
            server.shutdown()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler]) -> None:
        self.address_family = socket.getaddrinfo(*address, type=socket.SOCK_STREAM)[0][0]
        super().__init__(address, handler)

    def server_bind(self) -> None:
        # Not HTTPServer's, which asks the network what this host is called.
        super(ThreadingHTTPServer, self).server_bind()

    def handle_error(self, *_request: object) -> None:
        """A caller who went away is no news."""


class _Handler(BaseHTTPRequestHandler):
    timeout = _PATIENCE_SECONDS
    server_version, sys_version = "importer", ""

    def answer(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_message: object) -> None:
        """Who asks how it is, each few seconds, is not logged."""


def _health(pulse: Pulse) -> tuple[int, str, bytes]:
    reasons = pulse.troubles()
    told = {"status": "failing" if reasons else "ok", "reasons": reasons}
    return (503 if reasons else 200), "application/json", json.dumps(told).encode()


class _Figures(Collector):
    """Looks when it is asked; the ledger is asked by one caller at a time."""

    def __init__(self, ledger: str, pulse: Pulse) -> None:
        self._ledger, self._pulse, self._lock = ledger, pulse, threading.Lock()

    def collect(self) -> Iterator[Metric]:
        counts = self._counts()
        yield from _of_worker(self._pulse)
        yield _gauge("ledger_up", "Whether the ledger answered just now.", counts is not None)
        if counts is not None:
            yield from _of_ledger(counts)

    def _counts(self) -> Counts | None:
        try:
            with self._lock, Ledger.open(self._ledger) as ledger:
                return Jobs(ledger).counts(self._pulse.silence)
        except SetupError:
            return None


def _of_worker(pulse: Pulse) -> Iterator[Metric]:
    build = GaugeMetricFamily(f"{_SPACE}_build_info", "The program's version.", labels=["version"])
    build.add_metric([__version__], 1)
    yield build
    yield _gauge("worker_slots", "Runs that this worker carries side by side.", pulse.slots)
    yield _gauge("worker_slots_busy", "Runs that it carries now.", len(pulse.carried))
    age = pulse.beat_age()
    if age is not None:
        yield _gauge("worker_beat_age_seconds", "Since this worker last said that it lives.", age)


def _of_ledger(counts: Counts) -> Iterator[Metric]:
    yield _gauge("workers", "Workers that live, on all machines.", counts.workers)
    states = GaugeMetricFamily(f"{_SPACE}_jobs", "Submitted runs not ended.", labels=["state"])
    for state, number in counts.open.items():
        states.add_metric([state], number)
    yield states
    yield _gauge(
        "job_wait_seconds",
        "How long the oldest run waits that only needs a worker with room.",
        counts.wait_seconds,
    )
    ended = CounterMetricFamily(
        f"{_SPACE}_jobs_ended", "Runs by how they ended.", labels=["exit_code"]
    )
    for code, number in counts.ended.items():
        ended.add_metric([str(code)], number)
    yield ended
    settled = CounterMetricFamily(f"{_SPACE}_orders_settled", "Orders of the runs that ended.")
    settled.add_metric([], counts.settled)
    yield settled


def _gauge(name: str, help_text: str, value: float) -> Metric:
    return GaugeMetricFamily(f"{_SPACE}_{name}", help_text, value)
