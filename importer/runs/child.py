"""The process that carries one job from its row to its end.

When its worker's end of the standard input is closed, or says nothing any more, the worker is gone
and another takes the job: the process ends at once, for the ledger is right at every moment.
"""

import asyncio
import logging
import os
import shutil
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from importer import garbage, log
from importer import settings as settings_module
from importer.errors import SetupError
from importer.ledger import Ledger
from importer.runs.jobs import SILENCE_SECONDS, Jobs
from importer.runs.talk import (
    CARRY_ON,
    CRASHED,
    HAND_ON,
    SILENCE,
    SUPERSEDED,
    TICK_SECONDS,
    VERBOSITY,
    Progress,
    Stop,
)

Leave = Callable[[int], None]  # ends the process by that code, its folder gone
_log = logging.getLogger(__name__)


def main() -> None:
    """Carries a job: the arguments are its id, its worker and a folder of its own."""
    job_id, worker, folder = sys.argv[1:]
    garbage.collect_rarely()
    # A service manager tells every process; this one hears from its worker when to end.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    _start_log()
    leave = partial(_leave, folder)
    try:
        code = asyncio.run(_carry(job_id, worker, Path(folder), leave))
    except BaseException as error:
        log.record_crash(error)
        code = CRASHED
    leave(code)


def _start_log() -> None:
    """What was stderr is for the log alone: a library's warning may quote a cell."""
    stderr = os.fdopen(os.dup(2), "w", encoding="utf-8", errors="backslashreplace")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    log.start(
        settings_module.data_dir(),
        int(os.environ.get(VERBOSITY, "0")),
        as_json=settings_module.log_is_json(),
        stderr=stderr,
    )


def _leave(folder: str, code: int) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(code)


async def _carry(job_id: str, worker: str, folder: Path, leave: Leave) -> int:
    stop, progress = Stop(), Progress()
    _start(_listen, stop, leave)
    try:
        ledger_at = settings_module.load(keyring=False).ledger
        with Ledger.open(ledger_at) as ledger:
            _start(_tell, ledger_at, job_id, worker, stop, progress, leave)
            from importer.runs.run_job import run_job  # which brings pandas

            return await run_job(job_id, worker, folder, ledger, stop, progress)
    except SetupError as error:  # of the ledger: by any other the job ends
        _log.warning("job %s: the ledger is away: %s", job_id, type(error).__name__)
        return CARRY_ON


def _start(target: Callable[..., None], *arguments: object) -> None:
    threading.Thread(target=target, args=arguments, daemon=True).start()


def _listen(stop: Stop, leave: Leave) -> None:
    """Hears the worker; without one there is nothing to go on for."""
    # Before others count the worker as dead and go on with the job.
    patience = float(os.environ.get(SILENCE, SILENCE_SECONDS)) * 2 / 3
    heard = time.monotonic()

    def watch() -> None:
        while time.monotonic() - heard < patience:
            time.sleep(TICK_SECONDS / 4)
        leave(CARRY_ON)

    _start(watch)
    while word := os.read(sys.stdin.fileno(), 1):
        heard = time.monotonic()
        if word == HAND_ON:
            stop.hand_on()
    leave(CARRY_ON)


def _tell(
    ledger_at: str, job_id: str, worker: str, stop: Stop, progress: Progress, leave: Leave
) -> None:
    """Tells the job's row how far the run is, and hears there whether it is stopped."""
    while not progress.is_over:
        # Of its own: the run's is another thread's.
        with suppress(SetupError), Ledger.open(ledger_at) as ledger:
            jobs = Jobs(ledger)
            while not progress.is_over:
                stopped_by = jobs.advance(job_id, worker, **progress.facts)
                if stopped_by is None and not progress.is_over:
                    leave(SUPERSEDED)
                if stopped_by:
                    stop.stop()
                time.sleep(TICK_SECONDS)
        time.sleep(TICK_SECONDS)


if __name__ == "__main__":
    main()
