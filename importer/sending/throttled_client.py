"""Calls to OTO as a run makes them: at the rate, bounded in time, and some of them again."""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Iterator, Sequence
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
from importer.orders import Order, to_json
from importer.oto import Created, Oto, RemoteOrder
from importer.problems.problem import problem
from importer.problems.sending import OTO_BUSY, TOKEN_REFUSED
from importer.progress import ProgressListener
from importer.sending.circuit_breaker import CircuitBreaker
from importer.sending.limits import Limits
from importer.sending.rate_limiter import RateLimiter
from importer.sending.stop_signal import StopSignal

_log = logging.getLogger(__name__)
_OTO_CODE = re.compile(r"OTO\d{1,6}|HTTP \d{3}")
_TOLERATED_FAILURES = 2  # in a row, before everybody waits
_Answer = TypeVar("_Answer")


class DeadlineExceeded(CallError):  # noqa: N818
    """Sending stopped, or the order's time was up, before the call could start."""

    def __init__(self) -> None:
        super().__init__(Verbatim("deadline exceeded"))


@contextmanager
def _log_call(path: str, subject: str) -> Iterator[None]:
    """Logs how a call about an order ended and how long it took."""
    clock = asyncio.get_running_loop().time
    started, result = clock(), "answered"
    try:
        yield
    except Refused as error:
        code = error.code if _OTO_CODE.fullmatch(error.code) else "unknown code"
        result = f"Refused {code}, HTTP {error.http_status}"
        raise
    except TooManyCalls:
        result = "HTTP 429"
        raise
    except BaseException as error:
        result = type(error).__name__
        raise
    finally:
        _log.info("%s %r: %s in %.3f s", path, subject, result, clock() - started)


class ThrottledClient:
    """The calls of a run: each waits for a slot in flight and for its start at the rate first.

    Deadlines are in the event loop's time.
    """

    def __init__(
        self,
        oto: Oto,
        rate_limiter: RateLimiter,
        limits: Limits,
        stop_signal: StopSignal,
        breaker: CircuitBreaker,
        listener: ProgressListener,
    ) -> None:
        self._oto, self._rate_limiter, self._limits = oto, rate_limiter, limits
        self._stop_signal, self._breaker, self._listener = stop_signal, breaker, listener
        self._slots = asyncio.Semaphore(limits.concurrency)
        self._quiet_until = 0.0  # after failures in a row nothing starts before
        self._queue_lock = asyncio.Lock()  # one new order at a time: those under way go before

    async def acquire(self, deadline: float, *, new: bool = False) -> None:
        """Waits for a slot and a start; `new` orders queue behind one another.

        The slot is the caller's until the call that follows has ended, or `release`. Raises
        DeadlineExceeded, and what keeps OTO from giving a token: NotDelivered or SetupError.
        """
        operation = self._acquire_in_queue if new else self._acquire_slot
        if not await self._stop_signal.wait(operation, deadline):
            raise DeadlineExceeded

    async def acquire_for_question(self, deadline: float) -> None:
        """The same for a look-up, which may be made after a stop as long as calls drain."""
        if not await self._stop_signal.wait_draining(self._acquire_slot, deadline):
            raise DeadlineExceeded

    def release(self) -> None:
        """Gives back a slot that no call needed."""
        self._slots.release()

    async def create_order(self, order: Order, deadline: float) -> Created:
        """One attempt, with a slot acquired; raises what Oto.create_order does."""
        again = partial(self._wait_to_repeat, deadline)
        request = partial(self._oto.create_order, to_json(order.payload), again)
        return await self._call("createOrder", order.order_id, request, deadline)

    async def find_order(self, order_id: str, deadline: float) -> RemoteOrder | None:
        """One look-up, with a slot acquired; raises what Oto.find_order does."""
        again = partial(self._wait_to_repeat, deadline)
        request = partial(self._oto.find_order, order_id, again)
        return await self._call("orderDetails", order_id, request, deadline)

    async def find_existing(self, order_ids: Sequence[str], deadline: float) -> set[str]:
        """Those of the orders that OTO has, with a slot acquired; raises what Oto.order_history
        does."""
        again = partial(self._wait_to_repeat, deadline)
        request = partial(self._oto.order_history, order_ids, again)
        subject = f"{len(order_ids)} orders"
        return set(await self._call("orderHistory", subject, request, deadline))

    async def retry(
        self, call: Callable[[], Awaitable[_Answer]], deadline: float, *errors: type[CallError]
    ) -> _Answer:
        """Makes a call, and after such errors again: exponentially later, bounded in tries and
        time. A 429 has no wait of its own, as it pauses everybody."""
        retrying = AsyncRetrying(
            retry=retry_if_exception_type(errors),
            wait=self._backoff,
            stop=partial(self._is_exhausted, deadline),
            sleep=partial(self._sleep, deadline),
            reraise=True,
        )
        return await retrying(call)

    async def wait(self, seconds: float, deadline: float) -> bool:
        """Waits; False when sending stopped or the deadline came first."""
        return await self._stop_signal.wait(partial(asyncio.sleep, seconds), deadline)

    async def _acquire_in_queue(self) -> None:
        async with self._queue_lock:
            await self._acquire_slot()

    async def _acquire_slot(self) -> None:
        """A slot, then a token, then a start: calls that waited for the token after their start
        would all leave at once."""
        await self._slots.acquire()
        try:
            with self._classify_errors("refreshToken"):
                await self._oto.ensure_token()
            await self._acquire_start()
        except BaseException:
            self._slots.release()
            raise

    async def _acquire_start(self) -> None:
        clock = asyncio.get_running_loop().time
        await self._rate_limiter.acquire()
        while (quiet := self._quiet_until - clock()) > 0:
            await asyncio.sleep(quiet)
            await self._rate_limiter.acquire()

    async def _wait_to_repeat(self, deadline: float) -> None:
        """A start for a call that met a dead token; raises DeadlineExceeded when it may not be
        made again."""
        latest = deadline - self._limits.call_seconds
        if not await self._stop_signal.wait(self._acquire_start, latest):
            raise DeadlineExceeded

    async def _call(
        self, path: str, subject: str, request: Callable[[], Awaitable[_Answer]], deadline: float
    ) -> _Answer:
        """Makes the call, which the client bounds, within what is left of the order's time."""
        try:
            with _log_call(path, subject), self._classify_errors(path):
                async with asyncio.timeout_at(deadline):
                    answer = await request()
        finally:
            self._slots.release()
        self._rate_limiter.success()
        return answer

    @contextmanager
    def _classify_errors(self, path: str) -> Iterator[None]:
        """Draws from the end of a call what it means for the whole run."""
        started = asyncio.get_running_loop().time()
        try:
            yield
        except TimeoutError:
            self._record_failure(path, started)
            raise Unsure(_("no answer to {path} in time", path=path)) from None
        except TooManyCalls as error:
            self._pause(error)
            raise
        except (Refused, TokenDied):
            self._breaker.record_answer(path, started)
            self._rate_limiter.success()
            raise
        except (NotDelivered, Unsure):
            self._record_failure(path, started)
            raise
        except SetupError:
            self._stop_signal.stop(problem(TOKEN_REFUSED))
            raise
        self._breaker.record_answer(path, started)

    def _record_failure(self, path: str, started: float) -> None:
        """After a few failures in a row everybody waits, longer each time."""
        excess = self._breaker.record_failure(path, started) - _TOLERATED_FAILURES
        if excess > 0:
            limits = self._limits
            seconds = min(limits.first_wait_seconds * 2**excess, limits.max_wait_seconds)
            self._quiet_until = asyncio.get_running_loop().time() + seconds
            _log.warning("%s failed again: nothing starts for %.2f s", path, seconds)
            self._listener.waiting(seconds, "oto_unreachable")

    def _pause(self, error: TooManyCalls) -> None:
        self._rate_limiter.pause(error.retry_after)
        _log.warning("429: nothing starts for %.2f s", self._rate_limiter.paused_for)
        self._listener.waiting(self._rate_limiter.paused_for, "too_many_calls")
        limits, seconds = self._limits, error.retry_after or 0.0
        pauses = self._rate_limiter.consecutive_pauses
        if seconds > limits.max_pause_seconds or pauses >= limits.tries:
            self._stop_signal.stop(problem(OTO_BUSY))

    def _backoff(self, state: RetryCallState) -> float:
        assert state.outcome is not None
        if isinstance(state.outcome.exception(), TooManyCalls):
            return 0.0
        limits = self._limits
        return wait_random_exponential(limits.first_wait_seconds, limits.max_wait_seconds)(state)

    def _is_exhausted(self, deadline: float, state: RetryCallState) -> bool:
        if state.attempt_number >= self._limits.tries or self._stop_signal.reason is not None:
            return True
        return asyncio.get_running_loop().time() >= deadline

    async def _sleep(self, deadline: float, seconds: float) -> None:
        await self.wait(seconds, deadline)
