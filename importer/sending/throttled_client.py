"""Calls to OTO as a run makes them: at the rate, bounded in time, and some of them again."""

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
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
    TlsFailed,
    TokenDied,
    TooManyCalls,
    Unsure,
)
from importer.i18n import Verbatim
from importer.orders import Order, to_json
from importer.oto import Created, OrderStatus, Oto, RemoteOrder
from importer.problems.problem import problem
from importer.problems.sending import OTO_BUSY, TLS_FAILED, TOKEN_REFUSED
from importer.progress import ProgressListener
from importer.sending.circuit_breaker import CircuitBreaker
from importer.sending.limits import Deadline, Limits
from importer.sending.rate_limiter import RateLimiter
from importer.sending.stop_signal import StopSignal

_log = logging.getLogger(__name__)
_OTO_CODE = re.compile(r"OTO\d{1,6}|HTTP \d{3}")
_Answer = TypeVar("_Answer")
_Asked = TypeVar("_Asked", str, Sequence[str])


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
    """The calls of a run: each waits for a slot in flight and for its start at the rate first."""

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
        self._busy_since = 0.0  # when the pauses in a row began
        self._probe_lock, self._trial_lock = asyncio.Lock(), asyncio.Lock()
        self._queue_lock = asyncio.Lock()  # one new order at a time: those under way go before

    async def acquire(self, deadline: Deadline, *, new: bool = False) -> None:
        """Waits for a slot and a start; `new` orders queue behind one another. That does not count
        as the order's time.

        The slot is the caller's until the call that follows has ended, or `release`. Raises
        DeadlineExceeded when sending stopped, and what keeps OTO from giving a token: NotDelivered
        or SetupError.
        """
        operation = self._acquire_in_queue if new else self._acquire_slot
        with _left_out(deadline):
            if not await self._stop_signal.wait(operation, float("inf")):
                raise DeadlineExceeded

    async def acquire_for_question(self, deadline: Deadline) -> None:
        """The same for a look-up, which may be made after a stop as long as calls drain."""
        with _left_out(deadline):
            if not await self._stop_signal.wait_draining(self._acquire_slot, float("inf")):
                raise DeadlineExceeded

    @asynccontextmanager
    async def admission(self, deadline: Deadline) -> AsyncIterator[None]:
        """Around an attempt: while createOrder gets odd answers, orders are tried one by one, ever
        later. The caller has no slot while it waits. Raises DeadlineExceeded when sending stopped.
        """
        if not self._breaker.is_troubled:
            yield
            return
        with _left_out(deadline):
            if not await self._stop_signal.wait(self._trial_lock.acquire, float("inf")):
                raise DeadlineExceeded
        try:
            if self._breaker.is_troubled:
                seconds = self._breaker.next_trial_wait()
                self._listener.waiting(seconds, "oto_troubled")
                with _left_out(deadline):
                    await self.wait(seconds, Deadline())
            yield
        finally:
            self._trial_lock.release()

    def release(self) -> None:
        """Gives back a slot that no call needed."""
        self._slots.release()

    async def create_order(self, order: Order, deadline: Deadline) -> Created:
        """One attempt, with a slot acquired; raises what Oto.create_order does."""
        again = partial(self._wait_to_repeat, deadline)
        request = partial(self._oto.create_order, to_json(order.payload), again)
        return await self._call("createOrder", order.order_id, request)

    async def find_order(self, order_id: str, deadline: Deadline) -> RemoteOrder | None:
        """One look-up, with a slot acquired; raises what Oto.find_order does."""
        again = partial(self._wait_to_repeat, deadline)
        request = partial(self._oto.find_order, order_id, again)
        return await self._call("orderDetails", order_id, request)

    async def find_orders(
        self, order_ids: Sequence[str], deadline: Deadline
    ) -> dict[str, RemoteOrder]:
        """Those of the orders that OTO has, without their content; raises what Oto.order_history
        does, and `acquire`."""
        return await self._ask("orderHistory", order_ids, deadline, self._oto.order_history)

    async def order_statuses(
        self, order_ids: Sequence[str], deadline: Deadline
    ) -> dict[str, OrderStatus]:
        """Where those of the orders are that OTO has; raises what Oto.order_statuses does, and
        `acquire`."""
        return await self._ask("orderHistory", order_ids, deadline, self._oto.order_statuses)

    async def order_status(self, order_id: str, deadline: Deadline) -> OrderStatus:
        """Where the order is; raises what Oto.order_status does, and `acquire`."""
        return await self._ask("orderStatus", order_id, deadline, self._oto.order_status)

    async def _ask(
        self,
        path: str,
        asked: _Asked,
        deadline: Deadline,
        call: Callable[[_Asked, Callable[[], Awaitable[None]]], Awaitable[_Answer]],
    ) -> _Answer:
        await self.acquire(deadline)
        again = partial(self._wait_to_repeat, deadline)
        subject = asked if isinstance(asked, str) else f"{len(asked)} orders"
        return await self._call(path, subject, partial(call, asked, again))

    async def retry(
        self, call: Callable[[], Awaitable[_Answer]], deadline: Deadline, *errors: type[CallError]
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

    async def wait(self, seconds: float, deadline: Deadline) -> bool:
        """Waits; False when sending stopped or the deadline came first."""
        return await self._stop_signal.wait(partial(asyncio.sleep, seconds), deadline.at)

    async def _acquire_in_queue(self) -> None:
        async with self._queue_lock:
            await self._acquire_slot()

    async def _acquire_slot(self) -> None:
        """A slot, then a token, then a start: calls that waited for the token after their start
        would all leave at once."""
        await self._slots.acquire()
        try:
            await self._wait_out()
            with self._classify_errors("refreshToken"):
                await self._oto.ensure_token()
            await self._acquire_start()
        except BaseException:
            self._slots.release()
            raise

    async def _acquire_start(self) -> None:
        await self._rate_limiter.acquire()
        while self._breaker.is_open and self._stop_signal.reason is None:
            await self._wait_out()
            await self._rate_limiter.acquire()

    async def _wait_out(self) -> None:
        """Until an outage is over: one after another tries whether it is."""
        while self._breaker.is_open and self._stop_signal.reason is None:
            async with self._probe_lock:
                if self._breaker.is_open:
                    await self._probe()

    async def _probe(self) -> None:
        """Waits in an outage, then tries with a harmless call whether OTO answers at all."""
        seconds = self._breaker.probe_wait
        _log.warning("no answers: nothing starts for %.2f s", seconds)
        self._listener.waiting(seconds, "oto_unreachable")
        await asyncio.sleep(seconds)
        started = asyncio.get_running_loop().time()
        self._breaker.record_probe(await self._oto.is_reachable(), started)

    async def _wait_to_repeat(self, deadline: Deadline) -> None:
        """A start for a call that met a dead token; raises DeadlineExceeded when it may not be
        made again."""
        if self._is_too_late(deadline):
            raise DeadlineExceeded
        with _left_out(deadline):
            if not await self._stop_signal.wait(self._acquire_start, float("inf")):
                raise DeadlineExceeded

    async def _call(
        self, path: str, subject: str, request: Callable[[], Awaitable[_Answer]]
    ) -> _Answer:
        """Makes the call, which the client bounds in time."""
        try:
            with _log_call(path, subject), self._classify_errors(path):
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
        except TooManyCalls as error:
            self._breaker.record_answer(path, started)
            self._pause(error)
            raise
        except (Refused, TokenDied):
            self._breaker.record_answer(path, started)
            self._rate_limiter.success()
            raise
        except TlsFailed as error:
            self._stop_signal.stop(problem(TLS_FAILED, why=error.message, cure=error.cure))
            raise
        except (NotDelivered, Unsure) as error:
            if not (path == "createOrder" and is_odd(error)):
                self._breaker.record_failure(path, started)
            raise
        except SetupError:
            self._stop_signal.stop(problem(TOKEN_REFUSED))
            raise
        self._breaker.record_answer(path, started)

    def _pause(self, error: TooManyCalls) -> None:
        self._rate_limiter.pause(error.retry_after)
        _log.warning("429: nothing starts for %.2f s", self._rate_limiter.paused_for)
        self._listener.waiting(self._rate_limiter.paused_for, "too_many_calls")
        limits, now = self._limits, asyncio.get_running_loop().time()
        if self._rate_limiter.consecutive_pauses <= 1:
            self._busy_since = now
        in_vain = now - self._busy_since > limits.patience_seconds
        too_long = max(limits.max_pause_seconds, limits.patience_seconds)
        if in_vain or (error.retry_after or 0.0) > too_long:
            self._stop_signal.stop(problem(OTO_BUSY))

    def _backoff(self, state: RetryCallState) -> float:
        assert state.outcome is not None
        if isinstance(state.outcome.exception(), TooManyCalls):
            return 0.0
        limits = self._limits
        return wait_random_exponential(limits.first_wait_seconds, limits.max_wait_seconds)(state)

    def _is_exhausted(self, deadline: Deadline, state: RetryCallState) -> bool:
        """Pauses and outages are bounded by the run's patience, all else by the order's time."""
        assert state.outcome is not None
        if self._stop_signal.reason is not None:
            return True
        error = state.outcome.exception()
        if isinstance(error, TooManyCalls):
            return False
        waited_out = isinstance(error, NotDelivered) and not isinstance(error, TokenDied)
        return self._is_too_late(deadline) or (
            not waited_out and state.attempt_number >= self._limits.tries
        )

    def _is_too_late(self, deadline: Deadline) -> bool:
        """Whether less is left than a call may take."""
        return asyncio.get_running_loop().time() + self._limits.call_seconds > deadline.at

    async def _sleep(self, deadline: Deadline, seconds: float) -> None:
        await self.wait(seconds, deadline)


def is_odd(error: CallError) -> bool:
    """Whether the call was answered, but neither by OTO nor in a way that says what became of it:
    a gateway's page, or OTO's own failure (OTO1081)."""
    return isinstance(error, Unsure) and error.kind.startswith(("HTTP ", "OTO"))


@contextmanager
def _left_out(deadline: Deadline) -> Iterator[None]:
    """What is waited for inside does not count as the order's time."""
    clock = asyncio.get_running_loop().time
    started = clock()
    try:
        yield
    finally:
        deadline.extend(clock() - started)
