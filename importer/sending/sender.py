"""A run: orders stream in, their outcomes come out in the same order."""

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from itertools import count

from importer.ledger import HEARTBEAT_SECONDS, Ledger, Run
from importer.orders import Order
from importer.oto import Oto
from importer.outcome import Outcome
from importer.problems.problem import Problem, problem
from importer.problems.sending import INTERRUPTED, OTHER_RUN, OTO_UNREACHABLE, TOKEN_REFUSED
from importer.progress import ProgressListener
from importer.sending.circuit_breaker import CircuitBreaker
from importer.sending.delivery import OrderDelivery, SendContext
from importer.sending.ledger_writer import LedgerUnavailable, LedgerWriter
from importer.sending.limits import Limits
from importer.sending.rate_limiter import RateLimiter
from importer.sending.stop_signal import StopSignal
from importer.sending.throttled_client import ThrottledClient

_GLANCE_SECONDS = 1.0  # between two looks for other runs
_GREETING_SECONDS = 1.5 * _GLANCE_SECONDS  # after which every run has seen a new one
_GLANCES_A_BEAT = int(HEARTBEAT_SECONDS / _GLANCE_SECONDS)


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of the orders, in the order in which they came in.

    `stopped` says why sending ended before the last order; `interrupted` that somebody asked for
    it. `reached` is whether OTO ever answered. `notes` tell of the run as a whole.
    """

    outcomes: list[Outcome]
    stopped: Problem | None = None
    interrupted: bool = False
    reached: bool = True
    notes: tuple[Problem, ...] = ()

    @property
    def never_set_up(self) -> bool:
        """Whether nothing was sent as the token was refused or the host not reached (exit 3)."""
        cause = self.stopped.code if self.stopped else ""
        return not self.reached and cause in (TOKEN_REFUSED.name, OTO_UNREACHABLE.name)


async def send(  # noqa: PLR0913 (every part is handed in)
    orders: Iterable[Order],
    *,
    oto: Oto,
    pace: RateLimiter,
    ledger: Ledger,
    run: Run,
    limits: Limits,
    listener: ProgressListener,
    stop: asyncio.Event,
) -> Sent:
    """Sends every order once, or says why not, and notes the end of the run in the ledger.

    Orders are taken as they can be sent, so they need not all be held. `stop` ends the run in good
    order: nothing new is sent, what is in flight may land. What goes wrong with OTO or the ledger
    is in the outcomes; nothing is raised but by `orders` itself.
    """
    halt = StopSignal(limits.landing_seconds)
    breaker = CircuitBreaker(halt)
    calls = ThrottledClient(oto, pace, limits, halt, breaker, listener)
    line = SendContext(calls, LedgerWriter(ledger, run, halt), halt, breaker, limits)
    return await _Sending(line, pace, listener).carry_out(orders, stop)


class _Sending:
    """The orders under way, and the two tasks beside them: one beats, one listens for `stop`."""

    def __init__(self, line: SendContext, pace: RateLimiter, listener: ProgressListener) -> None:
        self._line, self._pace, self._listener = line, pace, listener
        self._room = asyncio.Semaphore(line.limits.open_orders)
        self._under_way: dict[asyncio.Task[None], tuple[int, OrderDelivery]] = {}
        self._outcomes: dict[int, Outcome] = {}
        self._bug: BaseException | None = None
        self._shared = False

    async def carry_out(self, orders: Iterable[Order], stop: asyncio.Event) -> Sent:
        beside = [asyncio.create_task(self._beat()), asyncio.create_task(self._heed(stop))]
        try:
            await self._feed(orders)
            await self._land()
        except Exception:  # of `orders`: what is in flight lands all the same
            self._line.halt.stop(problem(INTERRUPTED))
            await self._land()
            raise
        finally:
            await _end_all([*beside, *self._under_way])
            self._line.ledger_writer.close(self._ending())
        if self._bug is not None:
            raise self._bug
        return self._sent()

    async def _feed(self, orders: Iterable[Order]) -> None:
        """Starts the orders one after another, as many at once as there is room for."""
        halt = self._line.halt
        await self._greet()
        for position, order in enumerate(orders):
            passage = OrderDelivery(order, self._line)
            if not await self._start(position, passage):
                self._settled(position, passage.left())
            if halt.why is not None:
                await asyncio.sleep(0)

    async def _start(self, position: int, passage: OrderDelivery) -> bool:
        """Sets an order on its way, or settles one that is known; False when sending stopped."""
        if self._line.halt.why is not None:
            return False
        try:
            known = passage.known()
        except LedgerUnavailable:
            return False
        if known is not None:
            self._settled(position, known)
            await asyncio.sleep(0)  # thousands may be known: others want to work, too
            return True
        if not await self._line.halt.wait(self._room.acquire, float("inf")):
            return False
        task = asyncio.create_task(self._carry(position, passage))
        self._under_way[task] = (position, passage)
        task.add_done_callback(self._arrived)
        return True

    async def _carry(self, position: int, passage: OrderDelivery) -> None:
        self._settled(position, await passage.run())

    def _arrived(self, task: asyncio.Task[None]) -> None:
        self._under_way.pop(task)
        self._room.release()
        if not task.cancelled() and task.exception() is not None:
            self._bug = task.exception()
            self._line.halt.stop(problem(INTERRUPTED))

    def _settled(self, position: int, outcome: Outcome) -> None:
        self._outcomes[position] = outcome
        self._listener.settled(outcome)

    async def _land(self) -> None:
        """Waits for the orders under way; after a stop only as long as they may land."""
        clock = asyncio.get_running_loop().time
        while self._under_way and clock() < self._line.halt.landing_until:
            await asyncio.wait(list(self._under_way), timeout=_GLANCE_SECONDS)
        left = dict(self._under_way)
        await _end_all(left)
        for position, passage in left.values():
            if position not in self._outcomes:
                self._settled(position, passage.left())

    async def _heed(self, stop: asyncio.Event) -> None:
        await stop.wait()
        self._line.halt.stop(problem(INTERRUPTED))

    async def _greet(self) -> None:
        """Lets runs that are under way see this one, and give way, before it begins."""
        with suppress(LedgerUnavailable):
            if self._share():
                self._listener.waiting(_GREETING_SECONDS, OTHER_RUN.name)
                await self._line.calls.rest(_GREETING_SECONDS, float("inf"))

    async def _beat(self) -> None:
        """Says that the run is alive, and shares the rate with the others that are."""
        with suppress(LedgerUnavailable):
            for glance in count(1):
                await asyncio.sleep(_GLANCE_SECONDS)
                self._share()
                if glance % _GLANCES_A_BEAT == 0:
                    self._line.ledger_writer.beat()

    def _share(self) -> bool:
        others = self._line.ledger_writer.others()
        self._pace.share(others + 1)
        self._shared = self._shared or others > 0
        return others > 0

    def _ending(self) -> str:
        why = self._line.halt.why
        if why is None:
            return "done"
        return "interrupted" if why.code == INTERRUPTED.name else "stopped"

    def _sent(self) -> Sent:
        why = self._line.halt.why
        return Sent(
            outcomes=[self._outcomes[position] for position in range(len(self._outcomes))],
            stopped=why,
            interrupted=why is not None and why.code == INTERRUPTED.name,
            reached=self._line.breaker.reached,
            notes=(problem(OTHER_RUN),) if self._shared else (),
        )


async def _end_all(tasks: Iterable[asyncio.Task[None]]) -> None:
    for task in (tasks := list(tasks)):
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
