"""One order on its way: the states it can be in, and what leads from one to the next.

    QUEUEING ── its turn comes
        ▼
    BEGINNING ◄───────── LOOKING ◄──── WAITING ── its time is up ──► unconfirmed
     │ │ │                  └────────── the ledger has it ─────────► already_created, conflict
     │ │ └──── another run has it in its hands ──► WAITING
     │ └────── in question: an attempt of a run that is gone ──► ASKING
     ▼ free
    SENDING ── created ────────────────────────────────────────────► created
     │ │ │ └── refused ────────────────────────────────────────────► rejected
     │ │ └──── not delivered: again, later; at last ───────────────► not_sent
     │ └────── another run was quicker ──► LOOKING
     ▼ unsure, or its number exists (OTO1063)
    ASKING ─── there, with the same content ───────────────────────► already_created
     │ │ └──── there, with other content ──────────────────────────► conflict
     │ └────── OTO cannot be asked ────────────────────────────────► unconfirmed
     └──────── absent, seen twice ──► SENDING

The ledger holds `sending` before an attempt leaves SENDING, and the end before it is told. A stop
of the run ends QUEUEING, WAITING and SENDING as not_sent, while ASKING asks one last time.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any, TypeAlias

from importer.errors import (
    CallError,
    NotDelivered,
    Refused,
    SetupError,
    TokenDied,
    TooManyCalls,
    Unsure,
)
from importer.ledger import Entry, State
from importer.orders import Order, to_json
from importer.oto import Created, RemoteOrder
from importer.outcome import Outcome
from importer.problems.oto_codes import Effect, effect_of
from importer.problems.problem import problem
from importer.problems.sending import NOT_DELIVERED, OTO_BUSY, TOKEN_REFUSED
from importer.sending.circuit_breaker import CircuitBreaker
from importer.sending.delivery_state import DeliveryState
from importer.sending.ledger_writer import LedgerUnavailable, LedgerWriter
from importer.sending.limits import Limits
from importer.sending.stop_signal import StopSignal
from importer.sending.throttled_client import DeadlineExceeded, ThrottledClient

Step: TypeAlias = Callable[[], Coroutine[Any, Any, "Step | Outcome"]]


class _NotFree(Exception):  # noqa: N818
    """Another run was quicker."""


@dataclass(frozen=True, slots=True)
class SendContext:
    """What the orders of a run share."""

    calls: ThrottledClient
    ledger_writer: LedgerWriter
    halt: StopSignal
    breaker: CircuitBreaker
    limits: Limits


class OrderDelivery:
    """One order's way from its turn to its end."""

    def __init__(self, order: Order, line: SendContext) -> None:
        self._order, self._state = order, DeliveryState(order, line.ledger_writer, line.halt)
        self._line, self._calls, self._ledger_writer = line, line.calls, line.ledger_writer
        self._until = float("inf")  # the loop's time at which its own time is up
        self._in_turn = False  # a place in flight and a turn of the pace are ours
        self._seen: Entry | None = None  # what the ledger had of it when last looked at
        self._tried = 0  # attempts of this run
        self._exists = False  # OTO said that it has the number

    async def run(self) -> Outcome:
        """Takes the order to its end."""
        step: Step | Outcome = self._queueing
        try:
            while not isinstance(step, Outcome):
                step = await step()
        except LedgerUnavailable:
            return await self._state.given_up()
        finally:
            self._give_turn_back()
        return step

    def known(self) -> Outcome | None:
        """Its end, when the ledger alone tells it; to be asked before `run`.

        Raises BookClosed.
        """
        self._seen = self._ledger_writer.entry(self._order.order_id)
        if self._seen is None or self._seen.state is not State.CREATED:
            return None
        return self._state.known(self._seen)

    def left(self) -> Outcome:
        """Its end when its turn never came, or when its way is cut off: `run` was cancelled."""
        return self._state.left()

    # --- the states

    async def _queueing(self) -> Step | Outcome:
        try:
            await self._calls.turn(self._until, new=True)
            self._in_turn = True
        except NotDelivered:
            pass  # no token can be had: the first call meets that again, and tries again
        except (DeadlineExceeded, SetupError):
            return await self._state.given_up()
        self._until = asyncio.get_running_loop().time() + self._line.limits.order_seconds
        return self._beginning

    async def _beginning(self) -> Step | Outcome:
        entry = self._seen  # it may have changed since: what is written looks at it again
        if entry is not None and entry.leased:
            return self._waiting
        if entry is None or not entry.needs_reconciliation:
            return self._sending
        if not await self._ledger_writer.take_over(self._order, entry):
            return self._looking
        self._state.taken_over(entry)
        return self._asking

    async def _looking(self) -> Step | Outcome:
        return self.known() or self._beginning

    async def _waiting(self) -> Step | Outcome:
        self._give_turn_back()
        if await self._calls.rest(self._line.limits.look_gap_seconds, self._until):
            return self._looking
        if self._line.halt.why is not None:
            return await self._state.given_up()
        return self._state.of_another_run()

    async def _sending(self) -> Step | Outcome:
        try:
            created = await self._calls.again(self._attempt, self._until, NotDelivered)
        except _NotFree:
            return self._looking
        except Unsure:
            return self._asking
        except Refused as no:
            return await self._refused(no)
        except (TooManyCalls, TokenDied) as always:  # the others would fare no better
            busy = isinstance(always, TooManyCalls)
            self._line.halt.stop(problem(OTO_BUSY if busy else TOKEN_REFUSED))
            return await self._state.given_up()
        except NotDelivered:
            return await self._state.given_up(NOT_DELIVERED)
        except (DeadlineExceeded, SetupError):
            return await self._state.given_up()
        self._line.breaker.accepted()
        return await self._state.created(created)

    async def _refused(self, no: Refused) -> Step | Outcome:
        if effect_of(no.code) is Effect.EXISTS:
            self._exists = True
            return self._asking
        self._line.breaker.refused(no)
        return await self._state.refused(no)

    async def _asking(self) -> Step | Outcome:
        for gap in (0.0, self._line.limits.look_gap_seconds):
            if gap and not await self._calls.rest(gap, self._until):
                return await self._state.given_up()
            try:
                remote = await self._calls.again(self._look, self._until, NotDelivered, Unsure)
            except Refused as no:
                self._line.breaker.forbids(no)
                return await self._state.given_up()
            except (CallError, SetupError):
                return await self._state.given_up()
            if remote is not None:
                self._line.breaker.accepted()
                return await self._state.found(remote)
        return await self._absent()

    async def _absent(self) -> Step | Outcome:
        if self._exists:
            return await self._state.unseen()
        self._state.in_question = False
        limits, now = self._line.limits, asyncio.get_running_loop().time()
        if self._tried and (self._tried >= limits.tries or now + limits.call_seconds > self._until):
            return await self._state.given_up()
        return self._sending

    # --- the calls

    async def _attempt(self) -> Created:
        await self._take_turn(self._calls.turn)
        if self._line.halt.why is not None:
            raise DeadlineExceeded
        attempt = await self._ledger_writer.begin(self._order, again=self._state.held)
        if attempt is None:
            raise _NotFree
        self._state.leaves(attempt)
        self._tried += 1
        self._in_turn = False  # the call gives the place back
        try:
            return await self._calls.create(to_json(self._order.payload), self._until)
        except (NotDelivered, DeadlineExceeded, SetupError):
            self._state.in_question = False
            raise

    async def _look(self) -> RemoteOrder | None:
        await self._take_turn(self._calls.last_turn)
        self._in_turn = False
        return await self._calls.find(self._order.order_id, self._until)

    async def _take_turn(self, turn: Callable[[float], Awaitable[None]]) -> None:
        if not self._in_turn:
            await turn(self._until)
            self._in_turn = True

    def _give_turn_back(self) -> None:
        if self._in_turn:
            self._calls.give_back()
            self._in_turn = False
