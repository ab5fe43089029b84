"""A worker: takes jobs, lets a child process carry each out, and sees to it that what another
worker left behind goes on.

Schedules and watched folders are seen to by every worker.

A worker says every few seconds that it lives. One that was silent too long is counted as dead by
the others, and what it had goes on with them; should it wake up it notices, ends what is left of
its children and begins anew under another name.
"""

import logging
import os
import secrets
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import closing, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from importer import log
from importer.errors import LedgerAway, LedgerNewer, SetupError
from importer.i18n import _
from importer.ledger import Ledger
from importer.ledger.database import is_shared
from importer.runs.engine import Engine
from importer.runs.folders import look_into_all
from importer.runs.jobs import ERROR, INTERRUPTED, Jobs
from importer.runs.messages import said_of
from importer.runs.pulse import Pulse
from importer.runs.schedules import submit_due
from importer.runs.stillness import Stillness
from importer.runs.talk import (
    ALLOWED_HOST,
    CARRY_ON,
    CRASHED,
    HAND_ON,
    LIVES,
    TICK_SECONDS,
    VERBOSITY,
)
from importer.settings import BASE_URL, LEDGER, Settings

_BEATS = 6  # in the time after which a silent worker is dead
_PAUSE_SECONDS = 2.0  # between two tries to reach a database that is away
_TIDY_SECONDS = 3600.0  # between two looks for files that are kept long enough
_LOOK_SECONDS = 2.0  # between two looks for what is due or was dropped
_GENEROUS_SECONDS = 300.0  # for a child to end in good order
CRASH = _("The run ended without a word: its process was ended, or had no memory left.")
CRASH_CURE = _("Submit the file again: what was sent is known, and nothing is sent twice.")
_ENDS = frozenset(range(CRASHED)) | {INTERRUPTED}  # the process has written how its job ended
_log = logging.getLogger(__name__)


def serve(
    settings: Settings,
    pulse: Pulse,
    leaving: threading.Event,
    *,
    once: bool,
    allowed_host: str | None,
    verbosity: int = 0,
) -> None:
    """Carries jobs out until `leaving` is set, at the most `pulse.slots` side by side; with `once`
    it is set when no job waits or runs any more. What runs then ends in good order and goes on
    elsewhere. A token goes to no host that is not OTO's but the `allowed_host`. With `verbosity`
    the processes that carry jobs log to stderr, too.

    Raises SetupError when the databases cannot be used at the start; later they are waited for.
    Raises LedgerNewer, once what runs has ended, when a newer version of the program has changed
    the ledger meanwhile.
    """
    ledger = _absolute(settings.ledger)
    environment = {**os.environ, LEDGER: ledger, BASE_URL: settings.base_url}
    environment |= {ALLOWED_HOST: allowed_host or "", VERBOSITY: str(verbosity)}
    began = False
    while not leaving.is_set():
        try:
            with closing(Engine(ledger)) as engine:
                worker = _Worker(ledger, environment, pulse, leaving)
                with Ledger.open(ledger) as opened:
                    jobs = Jobs(opened)
                    jobs.join(worker.name, socket.gethostname(), pulse.slots)
                    most_slots = jobs.most_slots()
                began = True
                with engine.carrying(worker.name, most_slots, worker.carry):
                    try:
                        worker.look_after(engine, settings.keep_days, once=once)
                    finally:
                        worker.end()
                with Ledger.open(ledger) as opened:
                    _hand_on(Jobs(opened), engine, worker.name)
        except LedgerAway:
            if not began:
                raise
            leaving.wait(_PAUSE_SECONDS)


def _hand_on(jobs: Jobs, engine: Engine, worker: str) -> None:
    """Lets others go on with what a worker had, who is dead or at its end."""
    jobs.give_all_back(worker)
    engine.hand_on(worker)
    jobs.leave(worker)


def _absolute(ledger: str) -> str:
    """The ledger's place, wherever the process stands."""
    if is_shared(ledger):
        return ledger
    return str(Path(ledger.removeprefix("sqlite:///")).expanduser().absolute())


class _Worker:
    """One life of a worker under one name: until it leaves, or others count it as dead."""

    def __init__(
        self, ledger: str, environment: Mapping[str, str], pulse: Pulse, leaving: threading.Event
    ) -> None:
        self.name = secrets.token_hex(8)
        self._ledger, self._environment, self._leaving = ledger, environment, leaving
        self._pulse, self._slots = pulse, threading.Semaphore(pulse.slots)
        self._ending = threading.Event()  # the children are to end in good order
        self._dead = threading.Event()  # the children are to be gone
        self._nothing_comes = threading.Event()  # nothing is due, and nothing lies in a folder

    # --- the life

    def look_after(self, engine: Engine, keep_days: float, *, once: bool) -> None:
        """Says that it lives, hands on what is left behind, and puts what was submitted, until
        it leaves or is counted as dead."""
        # Beside: a share that hangs must not silence the worker.
        threading.Thread(target=self._take_in, daemon=True).start()
        while not self._leaving.is_set():
            try:
                with Ledger.open(self._ledger) as ledger:
                    return self._tick(Jobs(ledger), engine, keep_days, once=once)
            except LedgerNewer:
                raise
            except SetupError as error:
                _log.warning("worker %s: a database is away: %s", self.name, type(error).__name__)
                self._leaving.wait(_PAUSE_SECONDS)
        return None

    def _tick(self, jobs: Jobs, engine: Engine, keep_days: float, *, once: bool) -> None:
        beat_at = tidy_at = 0.0
        while not self._leaving.is_set():
            if time.monotonic() >= beat_at:
                beat_at = time.monotonic() + self._pulse.silence / _BEATS
                if not jobs.beat(self.name):
                    _log.warning("worker %s was silent too long: it begins anew", self.name)
                    self._dead.set()
                    return
                self._pulse.beat()
                for silent in jobs.take_out_silent(self._pulse.silence):
                    _log.warning("worker %s is silent: its jobs go on here or elsewhere", silent)
                    _hand_on(jobs, engine, silent)
            if time.monotonic() >= tidy_at:
                tidy_at = time.monotonic() + _TIDY_SECONDS
                jobs.forget_old(keep_days)
                engine.forget_old(keep_days)
            waiting = jobs.waiting()
            self._pulse.answered()
            if waiting:
                handed = {each.job_id for each in engine.list()}
                for job_id, account_name, submitted_at in waiting:
                    if job_id not in handed:
                        engine.put(job_id, account_name, submitted_at)
            if once and self._nothing_comes.is_set() and not jobs.left():
                self._leaving.set()
            self._leaving.wait(TICK_SECONDS)

    def _take_in(self) -> None:
        """Submits what is due and what is dropped into folders, and brings back what came of it."""
        stillness = Stillness()
        while not self._ending.is_set():
            try:
                with Ledger.open(self._ledger) as ledger:
                    while not self._ending.is_set():
                        waiting = submit_due(ledger, stillness) + look_into_all(ledger, stillness)
                        stillness.tidy()
                        if waiting:
                            self._nothing_comes.clear()
                        else:
                            self._nothing_comes.set()
                        self._ending.wait(_LOOK_SECONDS)
            except SetupError as error:
                _log.warning("worker %s: a database is away: %s", self.name, type(error).__name__)
            except Exception as error:
                log.record_crash(error)
            self._ending.wait(_PAUSE_SECONDS)

    def end(self) -> None:
        """Waits until the children have ended and nothing is carried any more."""
        self._ending.set()
        self._pulse.is_leaving = self._leaving.is_set()
        for _slot in range(self._pulse.slots):
            self._slots.acquire()
        self._slots.release(self._pulse.slots)  # whoever waits for one finds that all is over

    # --- a job

    def carry(self, job_id: str) -> None:
        """Carries a job to its end, however often a database is away; one that somebody else has,
        or that ended, is left alone."""
        # Each worker is given as many as the largest of all carries.
        if not self._slots.acquire(timeout=TICK_SECONDS):
            return  # it waits on, for whoever has room
        self._pulse.carried.add(job_id)
        try:
            self._carry(job_id)
        finally:
            self._pulse.carried.discard(job_id)
            self._slots.release()

    def _carry(self, job_id: str) -> None:
        while not self._ending.is_set():
            try:
                if self._is_done(job_id):
                    return
            except LedgerNewer:
                _log.warning("worker %s is older than the ledger: it ends", self.name)
                self._leaving.set()
                return
            except (SetupError, OSError):
                pass  # the ledger is away, or this machine has no room for a process just now
            self._ending.wait(_PAUSE_SECONDS)
        with suppress(SetupError), Ledger.open(self._ledger) as ledger:
            Jobs(ledger).give_back(job_id, self.name)

    def _is_done(self, job_id: str) -> bool:
        """Whether nothing is left to do here for the job."""
        with Ledger.open(self._ledger) as ledger:
            if not Jobs(ledger).start(job_id, self.name):
                return True
        _log.info("worker %s carries %s", self.name, job_id)
        code = self._run_child(job_id)
        _log.info("job %s: its process ended with %d", job_id, code)
        if code == CARRY_ON:
            return False
        if code not in _ENDS:
            files = {ERROR: ("error.json", said_of(CRASH, CRASH_CURE))}
            with Ledger.open(self._ledger) as ledger:
                Jobs(ledger).end(job_id, self.name, 1, {"error": {"code": "crash"}}, files)
        return True

    def _run_child(self, job_id: str) -> int:
        """What the process that carries the job out says of it at its end."""
        own = TemporaryDirectory(prefix="importer-run-", ignore_cleanup_errors=True)
        with own as folder:
            words = [sys.executable, "-m", "importer.runs.child", job_id, self.name, folder]
            child = subprocess.Popen(
                words,
                env=self._environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=None if int(self._environment[VERBOSITY]) else subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C here is for the worker, which tells it
            )
            try:
                return self._watch(child)
            finally:
                child.kill()
                child.wait()
                with suppress(OSError):
                    child.communicate()

    def _watch(self, child: "subprocess.Popen[bytes]") -> int:
        """Tells the child that its worker lives, or that the job is to be handed on."""
        until = float("inf")
        while not self._dead.is_set() and time.monotonic() < until:
            with suppress(subprocess.TimeoutExpired):
                return child.wait(TICK_SECONDS)
            if self._ending.is_set():
                until = min(until, time.monotonic() + _GENEROUS_SECONDS)
            assert child.stdin is not None
            with suppress(OSError):  # it has just ended
                os.write(child.stdin.fileno(), HAND_ON if self._ending.is_set() else LIVES)
        return CARRY_ON
