"""The ledger as sending uses it: shared commits, and the end of the run when it fails."""

import logging
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TypeVar

from importer.errors import SetupError
from importer.ledger import Attempt, CommitBatch, Entry, Ledger, Run, State, Write
from importer.orders import Order
from importer.outcome import Outcome
from importer.problems.problem import problem
from importer.problems.sending import LEDGER_FAILED, SUPERSEDED
from importer.sending.stop_signal import StopSignal

_log = logging.getLogger(__name__)
_Result = TypeVar("_Result")


class LedgerUnavailable(Exception):  # noqa: N818
    """The ledger can no longer be read or written, so nothing more may be sent."""


class LedgerWriter:
    """What a run reads and writes in the ledger; a failure there stops the run."""

    def __init__(self, ledger: Ledger, run: Run, stop_signal: StopSignal) -> None:
        self._ledger, self._run, self._stop_signal = ledger, run, stop_signal
        self._batch = CommitBatch(ledger, run)

    def entry(self, order_id: str) -> Entry | None:
        """What is known of an order; raises LedgerUnavailable."""
        return self._execute(partial(self._ledger.entry, self._run, order_id))

    def is_in_oto(self, order_id: str) -> bool:
        """Whether the ledger says that OTO has the order, or had another's of its id; raises
        LedgerUnavailable."""
        entry = self.entry(order_id)
        return entry is not None and entry.state in (State.CREATED, State.OVERWRITTEN)

    async def start_attempt(self, order: Order, *, again: bool) -> Attempt | None:
        """Records that an attempt is about to leave; None when it must not.

        `again`: the run holds the order already. Raises LedgerUnavailable.
        """
        return await self._submit(self._ledger.start_attempt(self._run, order, again=again))

    async def claim(self, order: Order, entry: Entry) -> bool:
        """Takes an unresolved order over, unless another run did; raises LedgerUnavailable."""
        return await self._submit(self._ledger.claim(self._run, order, entry))

    async def record_outcome(self, order: Order, state: State, outcome: Outcome) -> bool:
        """Records what became of an order; False when another run took it over, whose word counts.

        The outcome is true even if that fails; then the run stops.
        """
        record = self._ledger.record_outcome(self._run, order, state, outcome)
        with suppress(LedgerUnavailable):
            return await self._submit(record, delay=True)
        return True

    def record_outcome_now(self, order: Order, state: State, outcome: Outcome) -> bool:
        """The same without waiting for others to share the commit."""
        record = self._ledger.record_outcome(self._run, order, state, outcome)
        with suppress(LedgerUnavailable):
            (counts,) = self._execute(partial(self._ledger.commit, [record]))
            return bool(counts)
        return True

    def seconds_since(self, attempt: Attempt) -> float:
        """How long ago, by the clock on the wall, the attempt was recorded."""
        return self._ledger.seconds_since(attempt)

    def record_note(self, outcome: Outcome) -> None:
        """Records the end of an order about which nothing new is known of OTO."""
        with suppress(LedgerUnavailable):
            self._execute(partial(self._batch.record_note, outcome))

    def heartbeat(self) -> None:
        """Records that the run is alive, and stops it when another has taken over; raises
        LedgerUnavailable."""
        if not self._execute(partial(self._ledger.heartbeat, self._run)):
            self._stop_signal.stop(problem(SUPERSEDED))

    def close(self, ending: str) -> None:
        """Writes what is left to write and records that the run ended."""
        with suppress(LedgerUnavailable):
            self._execute(self._batch.flush)
            self._execute(partial(self._ledger.finish_run, self._run, ending))

    async def _submit(self, write: Write[_Result], *, delay: bool = False) -> _Result:
        try:
            return await self._batch.submit(write, delay=delay)
        except SetupError as error:
            raise self._stop(error) from error

    def _execute(self, operation: Callable[[], _Result]) -> _Result:
        try:
            return operation()
        except SetupError as error:
            raise self._stop(error) from error

    def _stop(self, error: SetupError) -> LedgerUnavailable:
        cause = error.__cause__ or error
        kind, code = type(cause).__name__, getattr(cause, "sqlite_errorname", "")
        _log.error("ledger failed: %s %s", kind, code)
        self._stop_signal.stop(problem(LEDGER_FAILED, why=error.message, cure=error.cure))
        return LedgerUnavailable()
