"""One order on its way: the states it can be in, and what leads from one to the next.

    QUEUEING ── its turn has come
        ▼
    BEGINNING ── the ledger has it as created ──────────────► already_created, conflict
     ▲ │  │ └─── another run has it in its hands ── WAITING ─► (BEGINNING again) unconfirmed
     │ │  │                                                                       ▲
     │ │  └───── it is in question: an attempt of a run that is gone ──┐          │
     │ │ free                                                          ▼          │ cannot
     │ │   ┌──────────── absent, seen twice ──────────────────────── ASKING ──────┘ be asked
     │ ▼   ▼                                                         ▲    │
     └─ SENDING ── unsure, or its number exists (OTO1063) ───────────┘    ├─► already_created
        │  │  │                                                           └─► conflict
        │  │  └─── not delivered: again, later; at last ─► not_sent
        │  └────── refused ─────────────────────────────► rejected
        └───────── created ─────────────────────────────► created

The ledger holds `sending` before an attempt leaves SENDING, and the end before it is told. A stop
of the run ends QUEUEING, WAITING and SENDING as not_sent, while ASKING asks one last time.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from importer.errors import CallError, NotDelivered, Refused, SetupError, TooManyCalls, Unsure
from importer.ledger import Entry, State
from importer.ledger.points import reach
from importer.orders import Order, to_json
from importer.oto import Created, RemoteOrder
from importer.problems import oto
from importer.problems.record import Code, Problem, problem
from importer.problems.sending import (
    CHANGED_SINCE_SENT,
    EXISTS_UNSEEN,
    IN_OTHER_RUN,
    NOT_DELIVERED,
    ORDER_SPLIT,
    OTO_BUSY,
    OTO_WARNING,
    OUT_OF_TIME,
    UNCONFIRMED,
)
from importer.results import Outcome, Status
from importer.sender.book import Book, BookClosed
from importer.sender.breaker import Breaker
from importer.sender.calls import Calls, NoTurn
from importer.sender.compare import differences
from importer.sender.halt import Halt
from importer.sender.limits import Limits

_EXISTS = "OTO1063"
Step: TypeAlias = Callable[[], Coroutine[Any, Any, "Step | Outcome"]]


class _NotFree(Exception):  # noqa: N818
    """Another run was quicker."""


@dataclass(frozen=True, slots=True)
class Line:
    """What the orders of a run share."""

    calls: Calls
    book: Book
    halt: Halt
    breaker: Breaker
    limits: Limits


class Passage:
    """One order's way from its turn to its end."""

    def __init__(self, order: Order, line: Line) -> None:
        self.order = order
        self._line, self._calls, self._book = line, line.calls, line.book
        self._until = float("inf")  # the loop's time at which its own time is up
        self._in_turn = False  # a place in flight and a turn of the pace are ours
        self._held = False  # the ledger says that this run has the order
        self._open = False  # an attempt may have arrived, and OTO was not heard of it
        self._exists = False  # OTO said that it has the number
        self._tried = 0  # attempts of this run
        self._attempts = 0  # of all runs
        self._sent_at: datetime | None = None
        self._seen: Entry | None = None  # what the ledger had of it when last looked at
        self._ended: Outcome | None = None

    async def travel(self) -> Outcome:
        """Takes the order to its end."""
        step: Step | Outcome = self._queueing
        try:
            while not isinstance(step, Outcome):
                step = await step()
        except BookClosed:
            return await self._given_up()
        finally:
            self._give_turn_back()
        return step

    def known(self) -> Outcome | None:
        """Its end, when the ledger alone tells it; to be asked before `travel`.

        Raises BookClosed.
        """
        self._seen = self._book.entry(self.order.order_id)
        if self._seen is None or self._seen.state is not State.CREATED:
            return None
        return self._known(self._seen)

    def left(self) -> Outcome:
        """Its end when its turn never came, or when its way is cut off: `travel` was cancelled."""
        if self._ended is None:
            state, self._ended = self._standing(NOT_DELIVERED)
            if self._held:
                self._book.settle_now(self.order, state, self._ended)
            else:
                self._book.note(self._ended)
        return self._ended

    # --- the states

    async def _queueing(self) -> Step | Outcome:
        try:
            await self._calls.turn(self._until, new=True)
            self._in_turn = True
        except NotDelivered:
            pass  # no token can be had: the first call meets that again, and tries again
        except (NoTurn, SetupError):
            return await self._given_up()
        self._until = asyncio.get_running_loop().time() + self._line.limits.order_seconds
        return self._beginning

    async def _beginning(self) -> Step | Outcome:
        entry = self._seen  # it may have changed since: what is written looks at it again
        if entry is None:
            return self._sending
        if entry.held:
            return self._waiting
        if not entry.in_question:
            return self._sending
        if not await self._book.take_over(self.order, entry):
            return self._looking
        self._held = self._open = True
        self._attempts, self._sent_at = entry.attempts, entry.sent_at
        return self._asking

    async def _looking(self) -> Step | Outcome:
        return self.known() or self._beginning

    async def _waiting(self) -> Step | Outcome:
        self._give_turn_back()
        if await self._calls.rest(self._line.limits.look_gap_seconds, self._until):
            return self._looking
        if self._line.halt.why is not None:
            return await self._given_up()
        return self._tell(self._outcome(Status.UNCONFIRMED, problem(IN_OTHER_RUN, self._row)))

    async def _sending(self) -> Step | Outcome:
        try:
            created = await self._calls.again(self._attempt, self._until, NotDelivered)
        except _NotFree:
            return self._looking
        except Unsure:
            return self._asking
        except Refused as no:
            self._exists = no.code == _EXISTS
            return self._asking if self._exists else await self._refused(no)
        except TooManyCalls:
            return await self._too_many()
        except NotDelivered:
            return await self._given_up(NOT_DELIVERED)
        except (NoTurn, SetupError):
            return await self._given_up()
        return await self._created(created)

    async def _asking(self) -> Step | Outcome:
        for gap in (0.0, self._line.limits.look_gap_seconds):
            if gap and not await self._calls.rest(gap, self._until):
                return await self._given_up()
            try:
                remote = await self._calls.again(self._look, self._until, NotDelivered, Unsure)
            except Refused as no:
                self._line.breaker.forbids(no)
                return await self._given_up()
            except (CallError, SetupError):
                return await self._given_up()
            if remote is not None:
                return await self._found(remote)
        return await self._absent()

    async def _absent(self) -> Step | Outcome:
        if self._exists:
            outcome = self._outcome(Status.UNCONFIRMED, problem(EXISTS_UNSEEN, self._row))
            return await self._end(State.UNSURE, outcome)
        self._open = False
        limits, now = self._line.limits, asyncio.get_running_loop().time()
        if self._tried and (self._tried >= limits.tries or now + limits.call_seconds > self._until):
            return await self._given_up()
        return self._sending

    # --- the calls

    async def _attempt(self) -> Created:
        await self._take_turn(self._calls.turn)
        if self._line.halt.why is not None:
            raise NoTurn
        attempt = await self._book.begin(self.order, again=self._held)
        if attempt is None:
            raise _NotFree
        self._held = self._open = True
        self._tried += 1
        self._attempts, self._sent_at = attempt.number, attempt.at
        self._in_turn = False  # the call gives the place back
        try:
            return await self._calls.create(to_json(self.order.payload), self._until)
        except (NotDelivered, SetupError):
            self._open = False
            raise

    async def _look(self) -> RemoteOrder | None:
        await self._take_turn(self._calls.last_turn)
        self._in_turn = False
        return await self._calls.find(self.order.order_id, self._until)

    async def _take_turn(self, turn: Callable[[float], Awaitable[None]]) -> None:
        if not self._in_turn:
            await turn(self._until)
            self._in_turn = True

    def _give_turn_back(self) -> None:
        if self._in_turn:
            self._calls.give_back()
            self._in_turn = False

    # --- the ends

    def _known(self, entry: Entry) -> Outcome:
        self._attempts, self._sent_at = entry.attempts, entry.sent_at
        if entry.fingerprint == self.order.fingerprint:
            return self._tell(self._outcome(Status.ALREADY_CREATED, oto_ids=entry.oto_ids))
        sent, ids = f"{entry.sent_at:%Y-%m-%d}", ", ".join(entry.oto_ids)
        changed = problem(CHANGED_SINCE_SENT, self._row, sent=sent, oto_id=ids)
        return self._tell(self._outcome(Status.CONFLICT, changed, oto_ids=entry.oto_ids))

    async def _created(self, created: Created) -> Outcome:
        self._line.breaker.accepted()
        found = [problem(OTO_WARNING, self._row, text=text) for text in created.warnings]
        if len(created.oto_ids) > 1:
            ids = ", ".join(created.oto_ids)
            found.append(problem(ORDER_SPLIT, self._row, count=len(created.oto_ids), oto_ids=ids))
        outcome = self._outcome(Status.CREATED, *found, oto_ids=created.oto_ids)
        return await self._end(State.CREATED, outcome)

    async def _found(self, remote: RemoteOrder) -> Outcome:
        self._line.breaker.accepted()
        differ, ids = differences(self.order, remote), (remote.oto_id,)
        if differ:
            outcome = self._outcome(Status.CONFLICT, *differ, oto_ids=ids)
            return await self._end(State.CONFLICT, outcome)
        return await self._end(State.CREATED, self._outcome(Status.ALREADY_CREATED, oto_ids=ids))

    async def _refused(self, no: Refused) -> Outcome:
        self._line.breaker.refused(no)
        said = oto.refusal(no.code, no.text, self._row)
        return await self._end(State.REFUSED, self._outcome(Status.REJECTED, said))

    async def _too_many(self) -> Outcome:
        """All its tries met a 429, which holds everybody: going on would not help the others."""
        self._line.halt.stop(problem(OTO_BUSY))
        return await self._given_up()

    async def _given_up(self, why: Code = OUT_OF_TIME) -> Outcome:
        return await self._end(*self._standing(why))

    def _standing(self, why: Code) -> tuple[State, Outcome]:
        """Where an order stands that is given up now; a stop of the run says why before `why`."""
        reason = self._line.halt.why or problem(why, self._row)
        if not self._open:
            return State.UNSENT, self._outcome(Status.NOT_SENT, reason)
        reasons = (self._line.halt.why,) if self._line.halt.why else ()
        unconfirmed = problem(UNCONFIRMED, self._row)
        return State.UNSURE, self._outcome(Status.UNCONFIRMED, unconfirmed, *reasons)

    async def _end(self, state: State, outcome: Outcome) -> Outcome:
        reach("answered")
        self._ended = outcome
        if not self._held:
            return self._tell(outcome)
        await self._book.settle(self.order, state, outcome)
        return outcome

    def _tell(self, outcome: Outcome) -> Outcome:
        self._ended = outcome
        self._book.note(outcome)
        return outcome

    def _outcome(self, status: Status, *found: Problem, oto_ids: tuple[str, ...] = ()) -> Outcome:
        order = self.order
        return Outcome(
            order.order_id, order.rows, status, oto_ids, found, self._attempts, self._sent_at
        )

    @property
    def _row(self) -> int | None:
        return self.order.rows[0] if self.order.rows else None
