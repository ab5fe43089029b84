"""Merchants and workers as processes of their own, beside a real sandbox."""

import json
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from importer.ledger import Ledger
from importer.runs import Job, Jobs, State
from tests.cli.test_runs import HEAD, ROOT, Merchant, line

SILENCE = "6"  # seconds after which a worker is dead, here
# What processes of a fleet find otherwise than it is: code that each begins with.
LIVE = """
from importer import settings
settings.Settings.live = property(lambda self: True)  # to this machine's sandbox, too
"""
LEASE = """
from importer.ledger import lease, ledger
lease.LEASE_SECONDS = 8.0  # a test does not wait for a minute
ledger._LIVELY["lease"] = 8.0
"""
CLOCK_AHEAD = """
import time
_now = time.time
time.time = lambda: _now() + 600
"""
NEXT_VERSION = """
import importer
importer.__version__ = "99.0"
"""


def begin_with(merchant: Merchant, *code: str) -> None:
    """The processes that she starts from now on begin with that."""
    site = Path(tempfile.mkdtemp(dir=merchant.folder))
    (site / "sitecustomize.py").write_text("".join(code), encoding="utf-8")
    merchant.environment["PYTHONPATH"] = os.pathsep.join([str(site), str(ROOT)])


class Fleet(Merchant):
    """A merchant who submits, and the workers of her ledger."""

    def __init__(
        self,
        folder: Path,
        base_url: str,
        *,
        rate: int = 200,
        begins: Sequence[str] = (LEASE,),
        place: str | None = None,
    ) -> None:
        super().__init__(folder, base_url)
        begin_with(self, *begins)
        self.environment |= {"IMPORTER_WORKER_SILENCE": SILENCE, "OTO_RATE": str(rate)}
        self.ledger = place or str(folder / "data" / "oto-importer" / "ledger.db")
        self.environment["OTO_LEDGER"] = self.ledger
        self.workers: list[subprocess.Popen[str]] = []

    def submit(self, *words: object) -> str:
        """Submits, and gives the run's id: all that is printed."""
        code, out, err = self.runs("submit", *words)
        assert code == 0, err
        (job_id,) = out.split()
        return job_id

    def worker(self, *words: object) -> "subprocess.Popen[str]":
        """A worker that goes on until it is stopped."""
        process = self.start("worker", *words)
        self.workers.append(process)
        return process

    def carry_out(self) -> None:
        """A worker that ends when nothing is left to carry."""
        code, out, err = self.runs("worker", "--once")
        assert (code, out) == (0, "") and err == "", err

    def job(self, job_id: str) -> Job:
        """The run as the ledger has it."""
        with Ledger.open(self.ledger) as ledger:
            job = Jobs(ledger).find(job_id)
        assert job is not None
        return job

    def told(self, job_id: str) -> dict[str, Any]:
        """What `runs RUN --json` says."""
        code, out, err = self.runs("runs", job_id, "--json")
        assert code == 0, err
        document: dict[str, Any] = json.loads(out)
        return document

    def close(self) -> None:
        """Ends the workers that still go on."""
        for process in self.workers:
            with suppress(ProcessLookupError):
                process.send_signal(signal.SIGCONT)
                process.kill()
            process.communicate(timeout=30)


def orders(folder: Path, count: int, first: str = "A", name: str = "week.csv") -> Path:
    """A file of so many orders, numbered behind the letter."""
    file = folder / name
    file.write_text(HEAD + "".join(line(f"{first}{n}") for n in range(count)), encoding="utf-8")
    return file


def until(is_so: Callable[[], object], seconds: float = 60.0) -> float:
    """Looks until it is so; gives after how many seconds."""
    began = time.monotonic()
    while not is_so():
        assert time.monotonic() - began < seconds, "it never came to it"
        time.sleep(0.05)
    return time.monotonic() - began


def children_of(job_id: str) -> list[int]:
    """The processes that carry the job now."""
    found = []
    for entry in Path("/proc").iterdir():
        with suppress(OSError):
            words = (entry / "cmdline").read_bytes().split(b"\0") if entry.name.isdigit() else []
            if b"importer.runs.child" in words and job_id.encode() in words:
                found.append(int(entry.name))
    return found


def ended(fleet: Fleet, job_id: str) -> Callable[[], bool]:
    """Whether the run has ended."""
    return lambda: fleet.job(job_id).state is State.ENDED
