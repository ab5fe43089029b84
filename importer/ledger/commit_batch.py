"""Several marks, one commit."""

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

from importer.errors import SetupError
from importer.ledger.ledger import Ledger
from importer.ledger.records import Run
from importer.outcome import Outcome

_Result = TypeVar("_Result")
_MOST_NOTES = 500
_PATIENCE_SECONDS = 0.02


class CommitBatch:
    """Lets the marks that come up in the same moment of the event loop share a commit.

    The slower the disk, the more of them gather while it works.
    """

    def __init__(self, ledger: Ledger, run: Run) -> None:
        self._ledger, self._run = ledger, run
        self._marks: list[tuple[Callable[[], Any], asyncio.Future[Any]]] = []
        self._notes: list[Outcome] = []
        self._soon = False  # a commit is about to be made
        self._later: asyncio.TimerHandle | None = None  # the one that patient marks wait for

    async def mark(self, verb: Callable[[], _Result], *, patient: bool = False) -> _Result:
        """Does the verb and gives its result once that is on the disk.

        A `patient` mark waits a moment for another's commit. Raises SetupError when it could not
        be written; then nothing was.
        """
        loop = asyncio.get_running_loop()
        if not patient and not self._soon:
            self._soon = True
            loop.call_soon(self.flush)
        elif self._later is None:
            self._later = loop.call_later(_PATIENCE_SECONDS, self.flush)
        done: asyncio.Future[_Result] = loop.create_future()
        self._marks.append((verb, done))
        return await done

    def note(self, outcome: Outcome) -> None:
        """Notes an end with one of the next commits: losing it loses no knowledge of OTO."""
        self._notes.append(outcome)
        if len(self._notes) >= _MOST_NOTES:
            self.flush()

    def flush(self) -> None:
        """Writes what has gathered."""
        marks, self._marks, self._soon = self._marks, [], False
        if self._later is not None:
            self._later.cancel()
            self._later = None
        notes, self._notes = self._notes, []
        if not marks and not notes:
            return
        try:
            with self._ledger.together():
                results = [verb() for verb, _ in marks]
                self._ledger.note(self._run, notes)
        except SetupError as error:
            if not marks:
                raise
            for _, done in marks:
                if not done.done():
                    done.set_exception(error)
            return
        for result, (_, done) in zip(results, marks, strict=True):
            if not done.done():  # whoever waited was cancelled
                done.set_result(result)
