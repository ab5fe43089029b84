"""Several writes, one commit."""

import asyncio
from typing import Any, TypeVar

from importer.errors import SetupError
from importer.ledger.ledger import Ledger
from importer.ledger.records import Run
from importer.ledger.writes import Write
from importer.outcome import Outcome

_Result = TypeVar("_Result")
_MAX_NOTES = 500
_DELAY_SECONDS = 0.02


class CommitBatch:
    """Lets the writes that come up in the same moment of the event loop share a commit.

    The slower the disk, the more of them gather while it works.
    """

    def __init__(self, ledger: Ledger, run: Run) -> None:
        self._ledger, self._run = ledger, run
        self._writes: list[tuple[Write[Any], asyncio.Future[Any]]] = []
        self._notes: list[Outcome] = []
        self._soon = False  # a commit is about to be made
        self._timer: asyncio.TimerHandle | None = None  # of the commit that delayed writes wait for

    async def submit(self, write: Write[_Result], *, delay: bool = False) -> _Result:
        """Makes the write and gives its result once that is on the disk.

        With `delay` it waits a moment for another's commit. Raises SetupError when it could not be
        written; then nothing was.
        """
        loop = asyncio.get_running_loop()
        if delay:
            self._timer = self._timer or loop.call_later(_DELAY_SECONDS, self.flush)
        elif not self._soon:
            self._soon = True
            loop.call_soon(self.flush)
        committed: asyncio.Future[_Result] = loop.create_future()
        self._writes.append((write, committed))
        return await committed

    def record_note(self, outcome: Outcome) -> None:
        """Notes an end with one of the next commits: losing it loses no knowledge of OTO."""
        self._notes.append(outcome)
        if len(self._notes) >= _MAX_NOTES:
            self.flush()

    def flush(self) -> None:
        """Writes what has gathered."""
        writes, self._writes, self._soon = self._writes, [], False
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        notes, self._notes = self._notes, []
        if not writes and not notes:
            return
        try:
            results = self._ledger.commit([write for write, _ in writes], self._run, notes)
        except SetupError as error:
            if not writes:
                raise
            for _, committed in writes:
                if not committed.done():
                    committed.set_exception(error)
            return
        for result, (_, committed) in zip(results, writes, strict=True):
            if not committed.done():  # whoever waited was cancelled
                committed.set_result(result)
