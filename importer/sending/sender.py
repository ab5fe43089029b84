"""A run: orders stream in, their outcomes come out in the same order."""

import asyncio
import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from importer import log
from importer.errors import CallError, SetupError
from importer.ledger import HEARTBEAT_SECONDS, Ledger, Run
from importer.orders import Order
from importer.oto import Oto
from importer.outcome import Outcome, Status
from importer.problems.problem import Problem, problem
from importer.problems.sending import INTERRUPTED, SET_UP, SUPERSEDED
from importer.progress import ProgressListener
from importer.sending.circuit_breaker import CircuitBreaker
from importer.sending.delivery import OrderDelivery, SendContext
from importer.sending.delivery_state import existing_outcome
from importer.sending.ledger_writer import LedgerUnavailable, LedgerWriter
from importer.sending.limits import Limits
from importer.sending.lookup import ORDERS_A_CALL, Lookup
from importer.sending.rate_limiter import RateLimiter
from importer.sending.stop_signal import StopSignal
from importer.sending.throttled_client import ThrottledClient

_log = logging.getLogger(__name__)
_NOT_IN_OTO = (Status.NOT_SENT, Status.REJECTED)
_POLL_SECONDS = 1.0  # between two looks at what is under way, here or in another run
_POLLS_A_WORD = 60  # between two times that somebody is told of the waiting


@dataclass(frozen=True, slots=True)
class SendResult:
    """What became of the orders, in the order in which they came in.

    `stopped` says why sending ended before the last order; `interrupted` that somebody asked for
    it, `superseded` that another run took over. `reached` is whether OTO ever answered. `found` has
    those of the held orders that OTO has, by first row.
    """

    outcomes: list[Outcome]
    stopped: Problem | None = None
    interrupted: bool = False
    superseded: bool = False
    reached: bool = True
    found: Mapping[int, Outcome] = field(default_factory=dict)

    @property
    def never_set_up(self) -> bool:
        """Whether no order came to OTO because of the token, the account or the host (exit 3)."""
        if self.stopped is None or self.stopped.code not in SET_UP:
            return False
        return not self.reached or all(end.status in _NOT_IN_OTO for end in self.outcomes)


async def start_run(  # noqa: PLR0913 (what the run is of)
    ledger: Ledger,
    destination: str,
    account: str,
    file_name: str,
    source_hash: str,
    orders: int,
    *,
    listener: ProgressListener,
    stop: asyncio.Event,
) -> Run | None:
    """The run, begun in the ledger when it is the account's turn: one at a time sends. None when
    `stop` came first. Raises SetupError when the ledger cannot be used."""
    polls = 0
    while not stop.is_set():
        run = ledger.start_run(destination, account, file_name, source_hash, orders)
        if run is not None:
            return run
        if polls % _POLLS_A_WORD == 0:
            listener.waiting(_POLL_SECONDS * _POLLS_A_WORD, "other_run")
        polls += 1
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), _POLL_SECONDS)
    return None


async def send(  # noqa: PLR0913 (every part is handed in)
    orders: Iterable[Order],
    *,
    oto: Oto,
    rate_limiter: RateLimiter,
    ledger: Ledger,
    run: Run,
    limits: Limits,
    listener: ProgressListener,
    stop: asyncio.Event,
    held: Iterable[Order] = (),
    may_look: bool = True,
    was_reached: bool = False,
) -> SendResult:
    """Sends every order once, or says why not, and notes the end of the run in the ledger.

    Orders are taken as they can be sent, so they need not all be in memory. Those that are `held`
    are only looked up, after the others: OTO may have them all the same. `stop` ends the run in
    good order: nothing new is sent, calls in flight may end. `may_look` is whether OTO lets the
    account look orders up (see `can_look_up`); if not, orders are sent unlooked. `was_reached` is
    whether OTO answered before, as for the account. What goes wrong with OTO or the ledger is in
    the outcomes; nothing is raised but by `orders` itself.
    """
    log.run_id.set(run.run_id)
    place = (run.source_hash, run.destination, run.account)
    _log.info("run started: %d orders of file %s to %s, account %s", run.orders, *place)
    stop_signal = StopSignal(limits.drain_seconds)
    breaker = CircuitBreaker(stop_signal, limits, was_reached=was_reached)
    client = ThrottledClient(oto, rate_limiter, limits, stop_signal, breaker, listener)
    ledger_writer = LedgerWriter(ledger, run, stop_signal)
    context = SendContext(client, ledger_writer, stop_signal, breaker, limits, may_look)
    return await _Sender(context, listener).run(orders, held, stop)


class _Sender:
    """The orders under way, and two tasks beside them: the heartbeat and the watch for `stop`."""

    def __init__(self, context: SendContext, listener: ProgressListener) -> None:
        self._context, self._listener = context, listener
        self._stop_signal, self._ledger_writer = context.stop_signal, context.ledger_writer
        self._capacity = asyncio.Semaphore(context.limits.open_orders)
        self._lookup = Lookup(context.client, context.limits)
        self._lookups: set[asyncio.Task[frozenset[str] | None]] = set()
        self._deliveries: dict[asyncio.Task[None], tuple[int, OrderDelivery]] = {}
        self._outcomes: dict[int, Outcome] = {}
        self._found: dict[int, Outcome] = {}
        self._error: BaseException | None = None  # a mistake of ours, raised at the end

    async def run(
        self, orders: Iterable[Order], held: Iterable[Order], stop: asyncio.Event
    ) -> SendResult:
        helpers = [
            asyncio.create_task(self._heartbeat()),
            asyncio.create_task(self._watch_stop(stop)),
        ]
        try:
            await self._start_all(orders)
            await self._drain()
            await self._look_held_up(held)
        except Exception:  # of `orders`: calls in flight end all the same
            self._stop_signal.stop(problem(INTERRUPTED))
            await self._drain()
            raise
        finally:
            await _cancel_all([*helpers, *self._deliveries, *self._lookups])
            self._ledger_writer.close(self._ending())
            counts = Counter(outcome.status.value for outcome in self._outcomes.values())
            _log.info("run ended, %s: %s", self._ending(), dict(counts))
        if self._error is not None:
            raise self._error
        return self._result()

    async def _start_all(self, orders: Iterable[Order]) -> None:
        """Starts the orders one after another, as many at once as there is capacity for. The next
        ones are looked up while those before them are on their way."""
        positions = enumerate(orders)
        while block := list(islice(positions, ORDERS_A_CALL)):
            deliveries = [(n, OrderDelivery(order, self._context), order) for n, order in block]
            starting = [each for each in deliveries if not self._record_known(*each[:2])]
            unknown = [order.order_id for _, each, order in starting if each.is_unknown]
            existing = self._look_up(unknown) if unknown and self._context.may_look else None
            for position, delivery, _ in starting:
                if not await self._start(position, delivery, existing):
                    self._record(position, delivery.abandon())
            await asyncio.sleep(0)  # thousands may be recorded or abandoned: others want to work

    def _record_known(self, position: int, delivery: OrderDelivery) -> bool:
        """Records the outcome of an order that the ledger has, or that sending stopped before;
        whether it did."""
        outcome = None
        if self._stop_signal.reason is None:
            with suppress(LedgerUnavailable):
                outcome = delivery.recorded_outcome()
        if outcome is None and self._stop_signal.reason is not None:
            outcome = delivery.abandon()
        if outcome is not None:
            self._record(position, outcome)
        return outcome is not None

    def _look_up(self, order_ids: Sequence[str]) -> "asyncio.Future[frozenset[str] | None]":
        task = asyncio.create_task(self._lookup.find(order_ids))
        self._lookups.add(task)
        task.add_done_callback(self._end_lookup)
        return task

    def _end_lookup(self, task: "asyncio.Task[frozenset[str] | None]") -> None:
        self._lookups.discard(task)
        if not task.cancelled():
            task.exception()  # those who wait for it have it, if anybody still does

    async def _start(
        self,
        position: int,
        delivery: OrderDelivery,
        existing: "asyncio.Future[frozenset[str] | None] | None",
    ) -> bool:
        """Starts an order when there is capacity; False when sending stopped."""
        if not await self._stop_signal.wait(self._capacity.acquire, float("inf")):
            return False
        task = asyncio.create_task(self._deliver(position, delivery, existing))
        self._deliveries[task] = (position, delivery)
        task.add_done_callback(self._finish)
        return True

    async def _deliver(
        self,
        position: int,
        delivery: OrderDelivery,
        existing: "asyncio.Future[frozenset[str] | None] | None",
    ) -> None:
        shared = None if existing is None else asyncio.shield(existing)
        self._record(position, await delivery.run(shared))

    def _finish(self, task: asyncio.Task[None]) -> None:
        self._deliveries.pop(task)
        self._capacity.release()
        if not task.cancelled() and task.exception() is not None:
            self._error = task.exception()
            self._stop_signal.stop(problem(INTERRUPTED))

    def _record(self, position: int, outcome: Outcome) -> None:
        self._outcomes[position] = outcome
        codes = " ".join(problem.code for problem in outcome.problems)
        ids, attempts = ",".join(outcome.oto_ids), outcome.attempts
        _log.info(
            "order %r: %s, otoId %s, %d attempts, problems: %s",
            outcome.order_id,
            outcome.status,
            ids or "-",
            attempts,
            codes or "-",
        )
        self._listener.settled(outcome)

    async def _drain(self) -> None:
        """Waits for the orders under way; after a stop only until the drain deadline."""
        clock = asyncio.get_running_loop().time
        while self._deliveries and clock() < self._stop_signal.drain_deadline:
            await asyncio.wait(list(self._deliveries), timeout=_POLL_SECONDS)
        unfinished = dict(self._deliveries)
        await _cancel_all(unfinished)
        for position, delivery in unfinished.values():
            if position not in self._outcomes:
                self._record(position, delivery.abandon())

    async def _look_held_up(self, orders: Iterable[Order]) -> None:
        """Notes which of the orders that are not to be sent OTO has all the same."""
        if not self._context.may_look:
            return
        remaining = iter(orders)
        with suppress(
            CallError, SetupError, LedgerUnavailable
        ):  # then nothing is known of the rest
            while self._stop_signal.reason is None and (block := self._block(remaining)):
                async for order_id, remote in self._lookup.details(list(block)):
                    order = block[order_id]
                    self._found[order.rows[0]] = existing_outcome(order, remote)

    def _block(self, orders: Iterator[Order]) -> dict[str, Order]:
        """The next orders of which the ledger does not say already that OTO has them, by id."""
        unknown = (each for each in orders if not self._ledger_writer.is_in_oto(each.order_id))
        return {order.order_id: order for order in islice(unknown, ORDERS_A_CALL)}

    async def _watch_stop(self, stop: asyncio.Event) -> None:
        await stop.wait()
        self._stop_signal.stop(problem(INTERRUPTED))

    async def _heartbeat(self) -> None:
        """Records that the run is alive."""
        with suppress(LedgerUnavailable):
            while True:
                await asyncio.sleep(HEARTBEAT_SECONDS)
                self._ledger_writer.heartbeat()

    def _ending(self) -> str:
        reason = self._stop_signal.reason
        if reason is None:
            return "done"
        return "interrupted" if reason.code == INTERRUPTED.name else "stopped"

    def _result(self) -> SendResult:
        reason = self._stop_signal.reason
        return SendResult(
            outcomes=[self._outcomes[position] for position in range(len(self._outcomes))],
            stopped=reason,
            interrupted=reason is not None and reason.code == INTERRUPTED.name,
            superseded=reason is not None and reason.code == SUPERSEDED.name,
            reached=self._context.breaker.reached,
            found=self._found,
        )


async def _cancel_all(tasks: Iterable[asyncio.Task[Any]]) -> None:
    for task in (tasks := list(tasks)):
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
