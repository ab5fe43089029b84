"""One order on its way: the states it can be in, and what leads from one to the next.

    QUEUE ─── a slot is free
        ▼
    DECIDE ◄───────── REREAD ◄────── WAIT ─── its time is up ──────► unconfirmed
     │ │ │              └──────────── the ledger has it ───────────► already_created, conflict
     │ │ └──── another run has it in its hands ──► WAIT
     │ └────── unresolved: an attempt of a run that is gone ──► RECONCILE
     ▼ free
    SEND ───── created ────────────────────────────────────────────► created
     │ │ │ └── refused ────────────────────────────────────────────► rejected
     │ │ └──── not delivered: again, later; at last ───────────────► not_sent
     │ └────── another run was quicker ──► REREAD
     ▼ unsure, or its number exists (OTO1063)
    RECONCILE ─ there, with the same content ──────────────────────► already_created
     │ │ └──── there, with other content ──────────────────────────► conflict
     │ └────── OTO cannot be asked ────────────────────────────────► unconfirmed
     └──────── absent, in two look-ups ──► SEND

The ledger holds `sending` before an attempt leaves SEND, and the outcome before it is reported. A
stop of the run ends QUEUE, WAIT and SEND as not_sent, while RECONCILE asks one last time.
"""

import asyncio
import logging
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
from importer.orders import Order
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

_log = logging.getLogger(__name__)
Step: TypeAlias = Callable[[], Coroutine[Any, Any, "Step | Outcome"]]


class _NotFree(Exception):  # noqa: N818
    """Another run was quicker."""


@dataclass(frozen=True, slots=True)
class SendContext:
    """What the orders of a run share."""

    client: ThrottledClient
    ledger_writer: LedgerWriter
    stop_signal: StopSignal
    breaker: CircuitBreaker
    limits: Limits


class OrderDelivery:
    """One order's way from its slot to its outcome."""

    def __init__(self, order: Order, context: SendContext) -> None:
        self._order, self._context = order, context
        self._state = DeliveryState(order, context.ledger_writer, context.stop_signal)
        self._client, self._ledger_writer = context.client, context.ledger_writer
        self._deadline = float("inf")  # in the loop's time
        self._has_slot = False
        self._entry: Entry | None = None  # what the ledger had of it when last read
        self._attempts = 0  # of this run
        self._number_exists = False  # OTO said so

    async def run(self) -> Outcome:
        """Takes the order to its end."""
        step: Step | Outcome = self._queue
        try:
            while not isinstance(step, Outcome):
                _log.debug("order %r: %s", self._order.order_id, step.__name__)
                step = await step()
        except LedgerUnavailable:
            return await self._state.end_undelivered()
        finally:
            self._release_slot()
        return step

    def recorded_outcome(self) -> Outcome | None:
        """Its outcome when the ledger alone has it; to be asked before `run`.

        Raises LedgerUnavailable.
        """
        self._entry = self._ledger_writer.entry(self._order.order_id)
        if self._entry is None or self._entry.state is not State.CREATED:
            return None
        return self._state.end_recorded(self._entry)

    def abandon(self) -> Outcome:
        """Its outcome when it was never started, or when `run` was cancelled."""
        return self._state.abandon()

    # --- the states

    async def _queue(self) -> Step | Outcome:
        try:
            await self._client.acquire(self._deadline, new=True)
            self._has_slot = True
        except NotDelivered:
            pass  # no token can be had: the first call meets that again, and tries again
        except (DeadlineExceeded, SetupError):
            return await self._state.end_undelivered()
        now = asyncio.get_running_loop().time()
        self._deadline = now + self._context.limits.order_seconds
        return self._decide

    async def _decide(self) -> Step | Outcome:
        entry = self._entry  # it may have changed since: what is written looks at it again
        if entry is not None and entry.leased:
            return self._wait
        if entry is None or not entry.needs_reconciliation:
            return self._send
        if not await self._ledger_writer.claim(self._order, entry):
            return self._reread
        self._state.record_claim(entry)
        _log.info("order %r: claimed from run %s", self._order.order_id, entry.owner)
        return self._reconcile

    async def _reread(self) -> Step | Outcome:
        return self.recorded_outcome() or self._decide

    async def _wait(self) -> Step | Outcome:
        self._release_slot()
        if await self._client.wait(self._context.limits.lookup_gap_seconds, self._deadline):
            return self._reread
        if self._context.stop_signal.reason is not None:
            return await self._state.end_undelivered()
        return self._state.end_in_other_run()

    async def _send(self) -> Step | Outcome:
        try:
            created = await self._client.retry(self._attempt, self._deadline, NotDelivered)
        except _NotFree:
            return self._reread
        except Unsure:
            return self._reconcile
        except Refused as refusal:
            return await self._handle_refusal(refusal)
        except (TooManyCalls, TokenDied) as error:  # the other orders would fare no better
            busy = isinstance(error, TooManyCalls)
            self._context.stop_signal.stop(problem(OTO_BUSY if busy else TOKEN_REFUSED))
            return await self._state.end_undelivered()
        except NotDelivered:
            return await self._state.end_undelivered(NOT_DELIVERED)
        except (DeadlineExceeded, SetupError):
            return await self._state.end_undelivered()
        self._context.breaker.record_order_in_oto()
        return await self._state.end_created(created)

    async def _handle_refusal(self, refusal: Refused) -> Step | Outcome:
        if effect_of(refusal.code) is Effect.EXISTS:
            self._number_exists = True
            return self._reconcile
        self._context.breaker.record_refused_order(refusal)
        return await self._state.end_refused(refusal)

    async def _reconcile(self) -> Step | Outcome:
        for gap in (0.0, self._context.limits.lookup_gap_seconds):
            if gap and not await self._client.wait(gap, self._deadline):
                return await self._state.end_undelivered()
            try:
                remote = await self._client.retry(
                    self._look_up, self._deadline, NotDelivered, Unsure
                )
            except Refused as refusal:
                self._context.breaker.record_account_error(refusal)
                return await self._state.end_undelivered()
            except (CallError, SetupError):
                return await self._state.end_undelivered()
            if remote is not None:
                self._context.breaker.record_order_in_oto()
                return await self._state.end_existing(remote)
        return await self._handle_absence()

    async def _handle_absence(self) -> Step | Outcome:
        if self._number_exists:
            return await self._state.end_hidden()
        self._state.unresolved = False
        limits, now = self._context.limits, asyncio.get_running_loop().time()
        exhausted = self._attempts >= limits.tries or now + limits.call_seconds > self._deadline
        if self._attempts and exhausted:
            return await self._state.end_undelivered()
        return self._send

    # --- the calls

    async def _attempt(self) -> Created:
        await self._acquire_slot(self._client.acquire)
        if self._context.stop_signal.reason is not None:
            raise DeadlineExceeded
        attempt = await self._ledger_writer.start_attempt(self._order, again=self._state.held)
        if attempt is None:
            raise _NotFree
        self._state.record_attempt(attempt)
        _log.info("order %r: attempt %d", self._order.order_id, attempt.number)
        self._attempts += 1
        self._has_slot = False  # the call gives the slot back
        try:
            return await self._client.create_order(self._order, self._deadline)
        except (NotDelivered, DeadlineExceeded, SetupError):
            self._state.unresolved = False
            raise

    async def _look_up(self) -> RemoteOrder | None:
        await self._acquire_slot(self._client.acquire_for_question)
        self._has_slot = False
        remote = await self._client.find_order(self._order.order_id, self._deadline)
        found = f"otoId {remote.oto_id}" if remote else "nothing"
        _log.info("order %r: OTO has %s", self._order.order_id, found)
        return remote

    async def _acquire_slot(self, acquire: Callable[[float], Awaitable[None]]) -> None:
        if not self._has_slot:
            await acquire(self._deadline)
            self._has_slot = True

    def _release_slot(self) -> None:
        if self._has_slot:
            self._client.release()
            self._has_slot = False
