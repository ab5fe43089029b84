"""The ledger as sending uses it: shared commits, and the end of the run when it fails."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TypeVar

from importer.errors import SetupError
from importer.ledger import Attempt, CommitBatch, Entry, Ledger, Run, State
from importer.orders import Order
from importer.outcome import Outcome
from importer.problems.problem import problem
from importer.problems.sending import LEDGER_FAILED
from importer.sending.stop_signal import StopSignal

_Result = TypeVar("_Result")


class LedgerUnavailable(Exception):  # noqa: N818
    """The ledger can no longer be read or written, so nothing more may be sent."""


class LedgerWriter:
    """What a run reads and writes in the ledger; a failure there stops the run."""

    def __init__(self, ledger: Ledger, run: Run, halt: StopSignal) -> None:
        self._ledger, self._run, self._halt = ledger, run, halt
        self._group = CommitBatch(ledger, run)

    def entry(self, order_id: str) -> Entry | None:
        """What is known of an order; raises BookClosed."""
        return self._now(partial(self._ledger.entry, self._run, order_id))

    async def begin(self, order: Order, *, again: bool) -> Attempt | None:
        """Notes that an attempt is about to leave, None when it must not; raises BookClosed."""
        return await self._mark(partial(self._ledger.start_attempt, self._run, order, again=again))

    async def take_over(self, order: Order, seen: Entry) -> bool:
        """Takes over an order in question, if nobody else did; raises BookClosed."""
        return await self._mark(partial(self._ledger.claim, self._run, order, seen))

    async def settle(self, order: Order, state: State, outcome: Outcome) -> None:
        """Notes what became of an order. It is true even if that fails; then the run stops."""
        settle = partial(self._ledger.record_outcome, self._run, order, state, outcome)
        with suppress(LedgerUnavailable):
            await self._mark(settle, patient=True)

    def settle_now(self, order: Order, state: State, outcome: Outcome) -> None:
        """The same without waiting for others to share the commit."""
        with suppress(LedgerUnavailable):
            self._now(partial(self._ledger.record_outcome, self._run, order, state, outcome))

    def note(self, outcome: Outcome) -> None:
        """Notes the end of an order about which nothing new is known of OTO."""
        with suppress(LedgerUnavailable):
            self._now(partial(self._group.record_note, outcome))

    def beat(self) -> None:
        """Notes that the run is alive."""
        self._now(partial(self._ledger.heartbeat, self._run))

    def others(self) -> int:
        """How many other runs send to the same account now; raises BookClosed."""
        alive = self._now(partial(self._ledger.live_runs, self._run.destination, self._run.account))
        return sum(run.run_id != self._run.run_id for run in alive)

    def close(self, ending: str) -> None:
        """Writes what is left to write and notes that the run ended."""
        with suppress(LedgerUnavailable):
            self._now(self._group.flush)
            self._now(partial(self._ledger.finish_run, self._run, ending))

    async def _mark(self, verb: Callable[[], _Result], *, patient: bool = False) -> _Result:
        try:
            return await self._group.submit(verb, delay=patient)
        except SetupError as error:
            raise self._failed(error) from error

    def _now(self, verb: Callable[[], _Result]) -> _Result:
        try:
            return verb()
        except SetupError as error:
            raise self._failed(error) from error

    def _failed(self, error: SetupError) -> LedgerUnavailable:
        self._halt.stop(problem(LEDGER_FAILED, why=error.message, cure=error.cure))
        return LedgerUnavailable()
