"""What a worker and the process that carries a job say to each other, and what the run hears."""

import asyncio
from contextlib import suppress
from typing import TypedDict

from importer import log
from importer.outcome import Outcome
from importer.progress import NullListener

# What the process ends with, beside the exit codes of a run.
SUPERSEDED = 4  # somebody else has the job
CRASHED = 5  # nothing is written of its end
CARRY_ON = 75  # not done: the ledger was away, or the worker leaves
LIVES, HAND_ON = b".", b"h"  # what the worker writes to its standard input
TICK_SECONDS = 1.0  # how often they do
SILENCE = "IMPORTER_WORKER_SILENCE"  # a setting for tests: after how many seconds one is dead
# A setting for a worker that belongs to another program: it ends when its standard input closes.
OWNED = "IMPORTER_WORKER_OWNED"
ALLOWED_HOST = "IMPORTER_ALLOWED_HOST"  # the host, not OTO's, that tokens may go to
VERBOSITY = "IMPORTER_VERBOSITY"  # how much of what a child logs is to be seen on stderr


class Stop:
    """Whether the run is to end in good order: because somebody stopped it, or because the worker
    leaves and the job goes on elsewhere. Made within the event loop, told from any thread."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self.event = asyncio.Event()
        self.to_hand_on = self.is_wanted = False

    def hand_on(self) -> None:
        """The worker leaves."""
        self.to_hand_on = True
        self._set()

    def stop(self) -> None:
        """Somebody does not want the run any more."""
        self.is_wanted = True
        self._set()

    def _set(self) -> None:
        with suppress(RuntimeError):  # it has just ended
            self._loop.call_soon_threadsafe(self.event.set)

    @property
    def goes_on_elsewhere(self) -> bool:
        """Whether what is left undone is another worker's."""
        return self.to_hand_on and not self.is_wanted


class Facts(TypedDict):
    """How far a job is, as its row has it."""

    run_id: str
    stage: str
    orders: int
    settled: int


class Progress(NullListener):
    """How far the run is, written down for the thread that tells the job's row of it. `is_over`
    says that the row is about to be ended."""

    def __init__(self) -> None:
        self.name, self.orders, self.done, self.run_id = "", 0, 0, ""
        self.is_over = False

    @property
    def facts(self) -> Facts:
        """What the job's row is told."""
        return Facts(run_id=self.run_id, stage=self.name, orders=self.orders, settled=self.done)

    def stage(self, name: str) -> None:
        """A room begins its work."""
        self.name = name

    def sending(self, total: int) -> None:
        """So many orders are about to be sent."""
        self.name, self.orders = "sending", total

    def settled(self, outcome: Outcome) -> None:
        """One order reached its end."""
        self.done += 1
        self.run_id = log.run_id.get().removeprefix("-")
