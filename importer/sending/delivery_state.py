"""What is known of one order, and its outcome: put into the ledger first, then reported."""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from importer.errors import Refused
from importer.ledger import Attempt, Entry, State
from importer.ledger.failpoints import hit
from importer.orders import Order
from importer.oto import Created, RemoteOrder
from importer.outcome import Outcome, Status
from importer.problems import oto_codes
from importer.problems.problem import Code, Problem, problem
from importer.problems.sending import (
    CHANGED_SINCE_SENT,
    EXISTS_UNSEEN,
    MENDED_SINCE,
    NOT_COMPARED,
    NOT_DELIVERED,
    ODD_ANSWER,
    ORDER_SPLIT,
    OTO_WARNING,
    OUT_OF_TIME,
    OVERWRITTEN,
    UNCONFIRMED,
)
from importer.sending.ledger_writer import LedgerUnavailable, LedgerWriter
from importer.sending.reconcile import diff, hidden_parts
from importer.sending.stop_signal import StopSignal


def recorded_outcome(order: Order, entry: Entry) -> Outcome | None:
    """What the ledger alone says of an order; None when it says that OTO does not have it.

    An order that was created is a conflict when its rows were changed since, and so is one by which
    OTO changed another's: that stays so until a person looked. One that may have arrived is
    unconfirmed.
    """
    row = order.rows[0] if order.rows else None
    ids = ", ".join(entry.oto_ids)
    reasons: tuple[Problem, ...] = ()
    if entry.state is State.OVERWRITTEN:
        status, reasons = Status.CONFLICT, (problem(OVERWRITTEN, row, oto_id=ids or "?"),)
    elif entry.state is State.CREATED and entry.is_same(order):
        status = Status.ALREADY_CREATED
        if entry.was_mended(order):
            reasons = (problem(MENDED_SINCE, row, sent=f"{entry.sent_at:%Y-%m-%d}"),)
    elif entry.state is State.CREATED:
        sent = f"{entry.sent_at:%Y-%m-%d}"
        status = Status.CONFLICT
        reasons = (problem(CHANGED_SINCE_SENT, row, sent=sent, oto_id=ids),)
    elif entry.state in (State.SENDING, State.UNSURE):
        status, reasons = Status.UNCONFIRMED, (problem(UNCONFIRMED, row),)
    else:
        return None
    return Outcome(
        order.order_id, order.rows, status, entry.oto_ids, reasons, entry.attempts, entry.sent_at
    )


def existing_outcome(order: Order, remote: RemoteOrder) -> Outcome:
    """What an order is of which OTO has the number: the same, or in conflict with it."""
    row, ids = order.rows[0] if order.rows else None, (remote.oto_id,)
    problems = diff(order, remote)
    if problems:
        return Outcome(order.order_id, order.rows, Status.CONFLICT, ids, problems)
    hidden = hidden_parts(order, remote)
    notes = (problem(NOT_COMPARED, row, what=hidden),) if hidden else ()
    return Outcome(order.order_id, order.rows, Status.ALREADY_CREATED, ids, notes)


@dataclass(slots=True)
class DeliveryState:
    """How an order stands.

    `held`: the ledger says that this run has it. `unresolved`: an attempt may have arrived, and
    OTO did not say so yet. `attempts` are those of all runs.
    """

    order: Order
    ledger_writer: LedgerWriter
    stop_signal: StopSignal
    held: bool = False
    unresolved: bool = False
    attempts: int = 0
    sent_at: datetime | None = None
    outcome: Outcome | None = None

    def record_attempt(self, attempt: Attempt) -> None:
        """An attempt is about to leave; the ledger has it."""
        self.held = self.unresolved = True
        self.attempts, self.sent_at = attempt.number, attempt.at

    def record_claim(self, entry: Entry) -> None:
        """An attempt of a run that is gone is unresolved, and now this run's to ask about."""
        self.held = self.unresolved = True
        self.attempts, self.sent_at = entry.attempts, entry.sent_at

    # --- the ends

    def end_recorded(self, entry: Entry) -> Outcome:
        """Another run created it, or OTO changed another order by it: the ledger says which."""
        self.attempts, self.sent_at = entry.attempts, entry.sent_at
        outcome = recorded_outcome(self.order, entry)
        assert outcome is not None
        return self._note(outcome)

    async def end_overwritten(self, oto_ids: tuple[str, ...]) -> Outcome:
        """OTO changed an order that existed instead of creating this one."""
        reason = problem(OVERWRITTEN, self._row, oto_id=", ".join(oto_ids) or "?")
        outcome = self._new_outcome(Status.CONFLICT, reason, oto_ids=oto_ids)
        return await self._record(State.OVERWRITTEN, outcome)

    async def end_created(self, created: Created) -> Outcome:
        """OTO created it, perhaps in pieces, perhaps with warnings."""
        problems = [problem(OTO_WARNING, self._row, text=text) for text in created.warnings]
        if len(created.oto_ids) > 1:
            count, ids = len(created.oto_ids), ", ".join(created.oto_ids)
            problems.append(problem(ORDER_SPLIT, self._row, count=count, oto_ids=ids))
        outcome = self._new_outcome(Status.CREATED, *problems, oto_ids=created.oto_ids)
        return await self._record(State.CREATED, outcome)

    async def end_existing(self, remote: RemoteOrder) -> Outcome:
        """OTO has the number: of this order, or of another."""
        found = existing_outcome(self.order, remote)
        outcome = replace(found, attempts=self.attempts, sent_at=self.sent_at)
        in_conflict = outcome.status is Status.CONFLICT
        return await self._record(State.CONFLICT if in_conflict else State.CREATED, outcome)

    async def end_refused(self, refusal: Refused) -> Outcome:
        """OTO refused it for good."""
        reason = oto_codes.refusal(refusal.code, refusal.text, self._row, refusal.warnings)
        return await self._record(State.REFUSED, self._new_outcome(Status.REJECTED, reason))

    async def end_odd(self, kind: str) -> Outcome:
        """OTO, or a gateway of its, answered with an error each time, and it is not in OTO."""
        if oto_codes.is_known(kind):
            reason = oto_codes.refusal(kind, "", self._row)
            return await self._record(State.REFUSED, self._new_outcome(Status.REJECTED, reason))
        reason = problem(ODD_ANSWER, self._row, kind=kind)
        return await self._record(State.UNSENT, self._new_outcome(Status.NOT_SENT, reason))

    async def end_hidden(self) -> Outcome:
        """OTO says that it has the number, and does not show the order."""
        outcome = self._new_outcome(Status.UNCONFIRMED, problem(EXISTS_UNSEEN, self._row))
        return await self._record(State.UNSURE, outcome)

    async def end_undelivered(self, code: Code = OUT_OF_TIME) -> Outcome:
        """No more is tried, as sending stopped, or else because of `code`."""
        if not self.held:
            return self._end_unheld(code)
        return await self._record(*self._undelivered(code))

    def abandon(self) -> Outcome:
        """It ends at once as it stands: it was never started, or its delivery was cancelled."""
        if self.outcome is not None:
            return self.outcome
        if not self.held:
            return self._end_unheld(NOT_DELIVERED)
        state, outcome = self._undelivered(NOT_DELIVERED)
        if not self.ledger_writer.record_outcome_now(self.order, state, outcome):
            return self._end_unheld(NOT_DELIVERED)
        return outcome

    def _end_unheld(self, code: Code) -> Outcome:
        """Before an order is said not to be sent, the ledger says whether another run had it."""
        entry = None
        with suppress(LedgerUnavailable):
            entry = self.ledger_writer.entry(self.order.order_id)
        if entry is not None and entry.state in (State.CREATED, State.OVERWRITTEN):
            return self.end_recorded(entry)
        if entry is not None and entry.state in (State.SENDING, State.UNSURE):
            self.unresolved = True
            self.attempts, self.sent_at = entry.attempts, entry.sent_at
        return self._note(self._undelivered(code)[1])

    def _undelivered(self, code: Code) -> tuple[State, Outcome]:
        stopped = self.stop_signal.reason
        if not self.unresolved:
            reason = stopped or problem(code, self._row)
            return State.UNSENT, self._new_outcome(Status.NOT_SENT, reason)
        reasons = (stopped,) if stopped else ()
        unconfirmed = problem(UNCONFIRMED, self._row)
        return State.UNSURE, self._new_outcome(Status.UNCONFIRMED, unconfirmed, *reasons)

    async def _record(self, state: State, outcome: Outcome) -> Outcome:
        hit("answered")
        if not self.held:
            return self._note(outcome)
        self.outcome = outcome
        if await self.ledger_writer.record_outcome(self.order, state, outcome):
            return outcome
        self.held = self.unresolved = False
        return self._end_unheld(OUT_OF_TIME)

    def _note(self, outcome: Outcome) -> Outcome:
        self.outcome = outcome
        self.ledger_writer.record_note(outcome)
        return outcome

    def _new_outcome(
        self, status: Status, *problems: Problem, oto_ids: tuple[str, ...] = ()
    ) -> Outcome:
        order, attempts, sent_at = self.order, self.attempts, self.sent_at
        return Outcome(order.order_id, order.rows, status, oto_ids, problems, attempts, sent_at)

    @property
    def _row(self) -> int | None:
        return self.order.rows[0] if self.order.rows else None
