"""Calls to OTO as a run makes them: in their turn, bounded in time, and some of them again."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TypeVar

from tenacity import (
    AsyncRetrying,
    RetryCallState,
    retry_if_exception_type,
    wait_random_exponential,
)

from importer.errors import (
    CallError,
    NotDelivered,
    Refused,
    SetupError,
    TokenDied,
    TooManyCalls,
    Unsure,
)
from importer.i18n import Verbatim, _
from importer.oto import Created, Oto, RemoteOrder
from importer.problems.problem import problem
from importer.problems.sending import OTO_BUSY, TOKEN_REFUSED
from importer.progress import ProgressListener
from importer.sending.circuit_breaker import CircuitBreaker
from importer.sending.limits import Limits
from importer.sending.rate_limiter import RateLimiter
from importer.sending.stop_signal import StopSignal

_ACCIDENTS = 2  # failures in a row that are taken for accidents
_Answer = TypeVar("_Answer")


class DeadlineExceeded(CallError):  # noqa: N818
    """Sending stopped, or the order's time was up, before the call could begin."""

    def __init__(self) -> None:
        super().__init__(Verbatim("no turn came"))


class ThrottledClient:
    """The calls of a run. Every call waits for a free place in flight and for its turn first."""

    def __init__(
        self,
        oto: Oto,
        pace: RateLimiter,
        limits: Limits,
        halt: StopSignal,
        breaker: CircuitBreaker,
        listener: ProgressListener,
    ) -> None:
        self._oto, self._pace, self._limits = oto, pace, limits
        self._halt, self._breaker, self._listener = halt, breaker, listener
        self._places = asyncio.Semaphore(limits.concurrency)
        self._quiet_until = 0.0  # in the event loop's time
        self._door = asyncio.Lock()  # one new order at a time queues: those under way go before

    async def turn(self, until: float, *, new: bool = False) -> None:
        """Waits for a place and a turn; `new` orders queue behind one another.

        The place is the caller's until the call that follows has ended, or it is given back.
        Raises NoTurn, and what keeps OTO from giving a token: NotDelivered or SetupError.
        """
        if not await self._halt.wait(self._behind_others if new else self._next, until):
            raise DeadlineExceeded

    async def last_turn(self, until: float) -> None:
        """The same for a question, which may be asked after a stop as long as calls may land."""
        if not await self._halt.land(self._next, until):
            raise DeadlineExceeded

    def give_back(self) -> None:
        """Gives back a place that no call needed."""
        self._places.release()

    async def create(self, body: bytes, until: float) -> Created:
        """One attempt at an order whose turn has come; raises what Oto.create_order does."""
        make = partial(self._oto.create_order, body, partial(self._once_more, until))
        return await self._call("createOrder", make, until)

    async def find(self, order_id: str, until: float) -> RemoteOrder | None:
        """One look, when its turn has come, at what OTO has of the order; raises as above."""
        make = partial(self._oto.find_order, order_id, partial(self._once_more, until))
        return await self._call("orderDetails", make, until)

    async def again(
        self, call: Callable[[], Awaitable[_Answer]], until: float, *errors: type[CallError]
    ) -> _Answer:
        """Makes a call, and after such errors again: exponentially later, bounded in tries and
        time. A 429 has no wait of its own, as it holds everybody."""
        retrying = AsyncRetrying(
            retry=retry_if_exception_type(errors),
            wait=self._later,
            stop=partial(self._over, until),
            sleep=partial(self._sleep, until),
            reraise=True,
        )
        return await retrying(call)

    async def rest(self, seconds: float, until: float) -> bool:
        """Waits; False when sending stopped or the order's time was up."""
        return await self._halt.wait(partial(asyncio.sleep, seconds), until)

    async def _behind_others(self) -> None:
        async with self._door:
            await self._next()

    async def _next(self) -> None:
        """A place, then a turn of the pace, outside of the quiet after failures in a row."""
        await self._places.acquire()
        try:
            await self._next_turn()
        except BaseException:
            self._places.release()
            raise

    async def _next_turn(self) -> None:
        """The token comes first: calls that waited for it after their turn would leave at once."""
        with self._judging("refreshToken"):
            await self._oto.ensure_token()
        await self._spaced()

    async def _spaced(self) -> None:
        clock = asyncio.get_running_loop().time
        await self._pace.acquire()
        while (quiet := self._quiet_until - clock()) > 0:
            await asyncio.sleep(quiet)
            await self._pace.acquire()

    async def _once_more(self, until: float) -> None:
        """A turn for a call that met a dead token; raises NoTurn when it may not be made again."""
        if not await self._halt.wait(self._spaced, until - self._limits.call_seconds):
            raise DeadlineExceeded

    async def _call(
        self, path: str, make: Callable[[], Awaitable[_Answer]], until: float
    ) -> _Answer:
        """Makes the call, which the client bounds, within what is left of the order's time."""
        try:
            with self._judging(path):
                async with asyncio.timeout_at(until):
                    answer = await make()
        finally:
            self._places.release()
        self._pace.success()
        return answer

    @contextmanager
    def _judging(self, path: str) -> Iterator[None]:
        """Draws from the end of a call what it means for the whole run."""
        began = asyncio.get_running_loop().time()
        try:
            yield
        except TimeoutError:
            self._failed(path, began)
            raise Unsure(_("no answer to {path} in time", path=path)) from None
        except TooManyCalls as busy:
            self._hold(busy)
            raise
        except (Refused, TokenDied):
            self._breaker.answered(path, began)
            self._pace.success()
            raise
        except (NotDelivered, Unsure):
            self._failed(path, began)
            raise
        except SetupError:
            self._halt.stop(problem(TOKEN_REFUSED))
            raise
        self._breaker.answered(path, began)

    def _failed(self, path: str, began: float) -> None:
        """A few failures in a row are no accident: everyone waits, longer each time."""
        excess = self._breaker.failed(path, began) - _ACCIDENTS
        if excess > 0:
            limits = self._limits
            seconds = min(limits.first_wait_seconds * 2**excess, limits.most_wait_seconds)
            self._quiet_until = asyncio.get_running_loop().time() + seconds
            self._listener.waiting(seconds, "oto_unreachable")

    def _hold(self, busy: TooManyCalls) -> None:
        self._pace.hold(busy.retry_after)
        self._listener.waiting(self._pace.held, "too_many_calls")
        limits, asked = self._limits, busy.retry_after or 0.0
        if asked > limits.most_pause_seconds or self._pace.pauses >= limits.tries:
            self._halt.stop(problem(OTO_BUSY))

    def _later(self, state: RetryCallState) -> float:
        assert state.outcome is not None
        if isinstance(state.outcome.exception(), TooManyCalls):
            return 0.0
        limits = self._limits
        return wait_random_exponential(limits.first_wait_seconds, limits.most_wait_seconds)(state)

    def _over(self, until: float, state: RetryCallState) -> bool:
        if state.attempt_number >= self._limits.tries or self._halt.why is not None:
            return True
        return asyncio.get_running_loop().time() >= until

    async def _sleep(self, until: float, seconds: float) -> None:
        await self.rest(seconds, until)
