"""A worker of the page's own, for who is alone with it: started when there is something to carry
and nobody else to do so, ended in good order with the page."""

import os
import subprocess
import sys
import threading
from importlib.util import find_spec

from importer.ledger import Ledger
from importer.runs import Jobs
from importer.runs.talk import OWNED
from importer.settings import BASE_URL, Settings


def can_work() -> bool:
    """Whether what a worker needs is installed here."""
    return find_spec("dbos") is not None


class OwnWorker:
    """At most one process, which also ends when the page is killed: its standard input closes."""

    def __init__(self, settings: Settings, allowed_host: str | None) -> None:
        self._settings, self._allowed_host = settings, allowed_host
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def start(self) -> None:
        """Starts it unless a worker lives. Raises SetupError when the ledger fails."""
        with self._lock:
            if self._process is not None and self._process.poll() is None:
                return
            with Ledger.open(self._settings.ledger) as ledger:
                if Jobs(ledger).has_worker():
                    return
            self._process = self._started()

    def close(self) -> None:
        """Ends it in good order, and waits until it has: what it had goes on with the next."""
        with self._lock:
            if self._process is not None and self._process.stdin is not None:
                self._process.stdin.close()
                self._process.wait()

    def _started(self) -> "subprocess.Popen[bytes]":
        environment = {**os.environ, OWNED: "1"}
        if not self._settings.account_name:  # an account that has a name has a host of its own
            environment[BASE_URL] = self._settings.base_url
        allowed = ["--allow-host", self._allowed_host] if self._allowed_host else []
        return subprocess.Popen(
            [sys.executable, "-m", "importer", "worker", *allowed],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C here is for the page, which ends it
        )
