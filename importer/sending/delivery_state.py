"""What is known of one order, and its end: put into the ledger first, then told."""

from dataclasses import dataclass
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
    IN_OTHER_RUN,
    NOT_DELIVERED,
    ORDER_SPLIT,
    OTO_WARNING,
    OUT_OF_TIME,
    UNCONFIRMED,
)
from importer.sending.ledger_writer import LedgerWriter
from importer.sending.reconcile import diff
from importer.sending.stop_signal import StopSignal


@dataclass(slots=True)
class DeliveryState:
    """How an order stands.

    `held`: the ledger says that this run has it. `in_question`: an attempt may have arrived, and
    OTO did not say so yet. `attempts` are those of all runs.
    """

    order: Order
    ledger_writer: LedgerWriter
    halt: StopSignal
    held: bool = False
    in_question: bool = False
    attempts: int = 0
    sent_at: datetime | None = None
    ended: Outcome | None = None

    def leaves(self, attempt: Attempt) -> None:
        """An attempt is about to leave; the ledger has it."""
        self.held = self.in_question = True
        self.attempts, self.sent_at = attempt.number, attempt.at

    def taken_over(self, entry: Entry) -> None:
        """An attempt of a run that is gone is in question, and now this run's to ask about."""
        self.held = self.in_question = True
        self.attempts, self.sent_at = entry.attempts, entry.sent_at

    # --- the ends

    def known(self, entry: Entry) -> Outcome:
        """An earlier run created it: the same, or what was in its rows then."""
        self.attempts, self.sent_at = entry.attempts, entry.sent_at
        if entry.fingerprint == self.order.fingerprint:
            return self._tell(self._outcome(Status.ALREADY_CREATED, oto_ids=entry.oto_ids))
        sent, ids = f"{entry.sent_at:%Y-%m-%d}", ", ".join(entry.oto_ids)
        changed = problem(CHANGED_SINCE_SENT, self._row, sent=sent, oto_id=ids)
        return self._tell(self._outcome(Status.CONFLICT, changed, oto_ids=entry.oto_ids))

    async def created(self, created: Created) -> Outcome:
        """OTO created it, perhaps in pieces, perhaps with warnings."""
        found = [problem(OTO_WARNING, self._row, text=text) for text in created.warnings]
        if len(created.oto_ids) > 1:
            ids = ", ".join(created.oto_ids)
            found.append(problem(ORDER_SPLIT, self._row, count=len(created.oto_ids), oto_ids=ids))
        outcome = self._outcome(Status.CREATED, *found, oto_ids=created.oto_ids)
        return await self._end(State.CREATED, outcome)

    async def found(self, remote: RemoteOrder) -> Outcome:
        """OTO has the number: of this order, or of another."""
        differ, ids = diff(self.order, remote), (remote.oto_id,)
        if differ:
            outcome = self._outcome(Status.CONFLICT, *differ, oto_ids=ids)
            return await self._end(State.CONFLICT, outcome)
        return await self._end(State.CREATED, self._outcome(Status.ALREADY_CREATED, oto_ids=ids))

    async def refused(self, no: Refused) -> Outcome:
        """OTO refused it for good."""
        said = oto_codes.refusal(no.code, no.text, self._row, no.warnings)
        return await self._end(State.REFUSED, self._outcome(Status.REJECTED, said))

    async def unseen(self) -> Outcome:
        """OTO says that it has the number, and does not show the order."""
        outcome = self._outcome(Status.UNCONFIRMED, problem(EXISTS_UNSEEN, self._row))
        return await self._end(State.UNSURE, outcome)

    def of_another_run(self) -> Outcome:
        """Another run has had it in its hands all the time."""
        return self._tell(self._outcome(Status.UNCONFIRMED, problem(IN_OTHER_RUN, self._row)))

    async def given_up(self, why: Code = OUT_OF_TIME) -> Outcome:
        """No more is tried, as sending stopped, or else because of `why`."""
        return await self._end(*self._standing(why))

    def left(self) -> Outcome:
        """It is left where it stands, at once: its turn never came, or its way was cut off."""
        if self.ended is not None:
            return self.ended
        state, outcome = self._standing(NOT_DELIVERED)
        if not self.held:
            return self._tell(outcome)
        self.ledger_writer.settle_now(self.order, state, outcome)
        return outcome

    def _standing(self, why: Code) -> tuple[State, Outcome]:
        stopped = self.halt.why
        if not self.in_question:
            reason = stopped or problem(why, self._row)
            return State.UNSENT, self._outcome(Status.NOT_SENT, reason)
        reasons = (stopped,) if stopped else ()
        unconfirmed = problem(UNCONFIRMED, self._row)
        return State.UNSURE, self._outcome(Status.UNCONFIRMED, unconfirmed, *reasons)

    async def _end(self, state: State, outcome: Outcome) -> Outcome:
        hit("answered")
        if not self.held:
            return self._tell(outcome)
        self.ended = outcome
        await self.ledger_writer.settle(self.order, state, outcome)
        return outcome

    def _tell(self, outcome: Outcome) -> Outcome:
        self.ended = outcome
        self.ledger_writer.note(outcome)
        return outcome

    def _outcome(self, status: Status, *found: Problem, oto_ids: tuple[str, ...] = ()) -> Outcome:
        order = self.order
        return Outcome(
            order.order_id, order.rows, status, oto_ids, found, self.attempts, self.sent_at
        )

    @property
    def _row(self) -> int | None:
        return self.order.rows[0] if self.order.rows else None
