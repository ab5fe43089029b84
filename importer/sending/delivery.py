"""One order on its way: the states it can be in, and what leads from one to the next.

    LOOK ───── OTO has its number ──► RECONCILE
        ▼ absent, or it is unresolved anyway
    QUEUE ─── a slot is free
        ▼
    DECIDE ◄───────── REREAD ───────── the ledger has it ──────────► already_created, conflict
     │ └────── unresolved: an attempt of a run that is gone ──► RECONCILE
     ▼ free
    SEND ───── created ────────────────────────────────────────────► created
     │ │ │ │ └ OTO changed an order that existed ──► UPDATED ───────► conflict; sending stops
     │ │ │ └── refused ────────────────────────────────────────────► rejected
     │ │ └──── not delivered: again, later; at last ───────────────► not_sent
     │ └────── the ledger lets it not begin ──► REREAD
     ▼ unsure, or its number exists (OTO1063)
    RECONCILE ─ there, with the same content ──────────────────────► already_created
     │ │ └──── there, with other content ──────────────────────────► conflict
     │ └────── OTO cannot be asked ────────────────────────────────► unconfirmed
     └──────── absent, in two look-ups ──► SEND

Many orders are looked up in one call (`lookup`); where that may not be, LOOK asks for one alone.
The ledger holds `sending` before an attempt leaves SEND, and the outcome before it is reported.
A stop of the run ends LOOK, QUEUE, REREAD and SEND as not_sent, while RECONCILE asks one last time.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeAlias

from importer.errors import (
    CallError,
    NotAllowed,
    NotDelivered,
    Refused,
    SetupError,
    TokenDied,
    TooManyCalls,
    Unsure,
    Updated,
)
from importer.ledger import Entry, State
from importer.orders import Order
from importer.oto import Created, RemoteOrder
from importer.outcome import Outcome
from importer.problems.oto_codes import Effect, effect_of
from importer.problems.problem import problem
from importer.problems.sending import (
    LOOKING_FORBIDDEN,
    NOT_DELIVERED,
    OTO_BUSY,
    OVERWRITES,
    TOKEN_REFUSED,
)
from importer.sending.circuit_breaker import CircuitBreaker
from importer.sending.delivery_state import DeliveryState
from importer.sending.ledger_writer import LedgerUnavailable, LedgerWriter
from importer.sending.limits import Deadline, Limits
from importer.sending.reconcile import diff
from importer.sending.stop_signal import StopSignal
from importer.sending.throttled_client import DeadlineExceeded, ThrottledClient, is_odd

_log = logging.getLogger(__name__)
Step: TypeAlias = Callable[[], Coroutine[Any, Any, "Step | Outcome"]]


class _NotFree(Exception):  # noqa: N818
    """Another run was quicker."""


@dataclass(frozen=True, slots=True)
class SendContext:
    """What the orders of a run share; `may_look`: whether OTO lets this account look orders up."""

    client: ThrottledClient
    ledger_writer: LedgerWriter
    stop_signal: StopSignal
    breaker: CircuitBreaker
    limits: Limits
    may_look: bool = True


class OrderDelivery:
    """One order's way to its outcome."""

    def __init__(self, order: Order, context: SendContext) -> None:
        self._order, self._context = order, context
        self._state = DeliveryState(order, context.ledger_writer, context.stop_signal)
        self._client, self._ledger_writer = context.client, context.ledger_writer
        self._deadline = Deadline()
        self._has_slot = False
        self._entry: Entry | None = None  # what the ledger had of it when last read
        self._attempts = 0  # of this run
        self._number_exists = False  # OTO said so
        self._absent_since = -float("inf")  # when OTO said before all attempts that it is not there
        self._attempt_denied = False  # OTO did not show it after an attempt
        self._update: Updated | None = None
        self._odd_kind = ""  # of the latest odd answer
        self._odd_times: list[float] = []
        self._existing: Awaitable[frozenset[str] | None] | None = None

    async def run(self, existing: Awaitable[frozenset[str] | None] | None) -> Outcome:
        """Takes the order to its end; `existing` is the look-up of many orders that it was in."""
        self._existing = existing
        step: Step | Outcome = self._look
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
        if self._entry is None:
            return None
        self._attempt_denied = self._entry.state is State.UNSENT
        final = self._entry.state in (State.CREATED, State.OVERWRITTEN)
        return self._state.end_recorded(self._entry) if final else None

    @property
    def is_unknown(self) -> bool:
        """Whether the ledger has no attempt of it that may have arrived, so that OTO must be
        looked through before it is sent."""
        return self._entry is None or not self._entry.needs_reconciliation

    def abandon(self) -> Outcome:
        """Its outcome when it was never started, or when `run` was cancelled."""
        return self._state.abandon()

    # --- the states

    @property
    def _must_look(self) -> bool:
        return self.is_unknown and self._context.may_look

    async def _look(self) -> Step | Outcome:
        if not self._must_look:
            return self._queue
        if self._existing is None:
            return self._look_alone
        try:
            existing = await self._existing
        except (DeadlineExceeded, SetupError):
            return await self._state.end_undelivered()
        if existing is None:
            return self._look_alone
        if self._order.order_id in existing:
            return self._exists()
        self._absent_since = asyncio.get_running_loop().time()
        return self._queue

    async def _look_alone(self) -> Step | Outcome:
        try:
            remote = await self._client.retry(
                partial(self._look_up, self._client.acquire), self._deadline, NotDelivered, Unsure
            )
        except NotAllowed as refusal:
            code, text = refusal.code, refusal.text
            self._context.stop_signal.stop(problem(LOOKING_FORBIDDEN, oto_code=code, text=text))
            return await self._state.end_undelivered()
        except Refused as refusal:
            self._context.breaker.record_account_error(refusal)
            return await self._state.end_undelivered()
        except NotDelivered:
            return await self._state.end_undelivered(NOT_DELIVERED)
        except (CallError, SetupError):
            return await self._state.end_undelivered()
        if remote is not None:
            self._context.breaker.record_order_in_oto()
            return await self._state.end_existing(remote)
        self._absent_since = asyncio.get_running_loop().time()
        return self._queue

    def _exists(self) -> Step:
        self._number_exists = self._state.unresolved = True
        self._start_own_time()
        return self._reconcile

    def _start_own_time(self) -> None:
        now = asyncio.get_running_loop().time()
        self._deadline = Deadline(now + self._context.limits.order_seconds)

    async def _queue(self) -> Step | Outcome:
        try:
            await self._acquire_slot(partial(self._client.acquire, new=True))
        except NotDelivered:
            pass  # no token can be had: the first call meets that again, and tries again
        except (DeadlineExceeded, SetupError):
            return await self._state.end_undelivered()
        limits, now = self._context.limits, asyncio.get_running_loop().time()
        if self._must_look and now - self._absent_since > limits.lookup_seconds:
            self._release_slot()
            return self._look_alone
        self._start_own_time()
        return self._decide

    async def _decide(self) -> Step | Outcome:
        entry = self._entry  # it may have changed since: what is written looks at it again
        if entry is None or not entry.needs_reconciliation:
            return self._send
        if not await self._ledger_writer.claim(self._order, entry):
            return self._reread
        self._state.record_claim(entry)
        _log.info("order %r: claimed from run %s", self._order.order_id, entry.owner)
        return self._reconcile

    async def _reread(self) -> Step | Outcome:
        """This run was silent for so long that another may have taken over, or has the order twice:
        nothing that was known counts, and OTO is asked first."""
        self._ledger_writer.heartbeat()
        if self._context.stop_signal.reason is not None:
            return await self._state.end_undelivered()
        self._existing = None
        outcome = self.recorded_outcome()
        if outcome is not None:
            return outcome
        return self._look if self.is_unknown else self._decide

    async def _send(self) -> Step | Outcome:
        try:
            created = await self._client.retry(self._attempt, self._deadline, NotDelivered)
        except _NotFree:
            return self._reread
        except Updated as update:
            self._update = update
            return self._updated
        except Unsure as error:
            self._record_odd_answer(error)
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
        self._context.breaker.record_order_through()
        return await self._state.end_created(created)

    def _record_odd_answer(self, error: Unsure) -> None:
        if is_odd(error):
            self._odd_kind = error.kind
            self._odd_times.append(asyncio.get_running_loop().time())
            self._context.breaker.record_odd_answer(self._order.order_id, error.kind)

    async def _handle_refusal(self, refusal: Refused) -> Step | Outcome:
        if effect_of(refusal.code) is Effect.EXISTS:
            self._number_exists = True
            return self._reconcile
        self._context.breaker.record_refused_order(refusal)
        return await self._state.end_refused(refusal)

    async def _updated(self) -> Step | Outcome:
        """OTO said success, and that it changed an order, or no otoId. That order was another's,
        unless it came from an attempt of ours that OTO did not show when it was asked."""
        assert self._update is not None
        surely = bool(self._update.text) and not self._attempt_denied
        overwrites = problem(OVERWRITES, order_id=self._order.order_id, text=self._update.text)
        if surely:
            self._context.stop_signal.stop(overwrites)
        remote = None
        with suppress(CallError, SetupError):
            remote = await self._client.retry(self._look_up, self._deadline, NotDelivered, Unsure)
        if remote is None and not surely:
            return self._reconcile
        if remote is not None and not surely and not diff(self._order, remote):
            self._context.breaker.record_order_in_oto()
            return await self._state.end_existing(remote)
        self._context.stop_signal.stop(overwrites)
        oto_ids = (remote.oto_id,) if remote else self._update.oto_ids
        return await self._state.end_overwritten(oto_ids)

    async def _reconcile(self) -> Step | Outcome:
        # A look-up may lag behind what OTO has; one that exists is worth more of them.
        times = (0, 1, 2, 4, 8) if self._number_exists else (0, 1)
        for gap in (each * self._context.limits.lookup_gap_seconds for each in times):
            if gap and not await self._client.wait(gap, self._deadline):
                return await self._state.end_undelivered()
            try:
                remote = await self._client.retry(
                    self._look_up, self._deadline, NotDelivered, Unsure
                )
            except NotAllowed:  # this order cannot be settled; the others may go on
                if self._number_exists:
                    return await self._state.end_hidden()
                return await self._state.end_undelivered()
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
        self._attempt_denied = True
        limits, now = self._context.limits, asyncio.get_running_loop().time()
        exhausted = self._attempts >= limits.tries or now + limits.call_seconds > self._deadline.at
        if self._is_poisoned():
            return await self._state.end_odd(self._odd_kind)
        if self._attempts and exhausted:
            return await self._state.end_undelivered()
        return self._send

    def _is_poisoned(self) -> bool:
        """Whether the odd answers are to this order alone, as far as can be told: others went
        through meanwhile, or it was tried often enough."""
        limits, count = self._context.limits, len(self._odd_times)
        return count >= limits.max_odd_attempts or (
            count >= limits.max_odd_answers
            and self._context.breaker.went_through_since(self._odd_times[0])
        )

    # --- the calls

    async def _attempt(self) -> Created:
        if self._context.breaker.is_troubled:
            self._release_slot()
        async with self._client.admission(self._deadline):
            return await self._create()

    async def _create(self) -> Created:
        await self._acquire_slot(self._client.acquire)
        if self._context.stop_signal.reason is not None:
            raise DeadlineExceeded
        attempt = await self._ledger_writer.start_attempt(self._order, again=self._state.held)
        if attempt is None:
            raise _NotFree
        self._state.record_attempt(attempt)
        if self._ledger_writer.seconds_since(attempt) > self._context.limits.max_mark_seconds:
            raise _NotFree  # the process was frozen since: another run may have it by now
        _log.info("order %r: attempt %d", self._order.order_id, attempt.number)
        self._attempts += 1
        self._has_slot = False  # the call gives the slot back
        try:
            return await self._client.create_order(self._order, self._deadline)
        except (NotDelivered, DeadlineExceeded, SetupError):
            self._state.unresolved = False
            raise

    async def _look_up(
        self, acquire: Callable[[Deadline], Awaitable[None]] | None = None
    ) -> RemoteOrder | None:
        await self._acquire_slot(acquire or self._client.acquire_for_question)
        self._has_slot = False
        remote = await self._client.find_order(self._order.order_id, self._deadline)
        found = f"otoId {remote.oto_id}" if remote else "nothing"
        _log.info("order %r: OTO has %s", self._order.order_id, found)
        return remote

    async def _acquire_slot(self, acquire: Callable[[Deadline], Awaitable[None]]) -> None:
        if not self._has_slot:
            await acquire(self._deadline)
            self._has_slot = True

    def _release_slot(self) -> None:
        if self._has_slot:
            self._client.release()
            self._has_slot = False
