"""Whether sending has stopped, and why; every wait of a run is cut short by that."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from importer.problems.problem import Problem

_log = logging.getLogger(__name__)


class StopSignal:
    """Stopped once, for the first reason given: from then on no attempt begins.

    Calls in flight may still end until `drain_deadline`, in the event loop's time.
    """

    def __init__(self, drain_seconds: float) -> None:
        self.reason: Problem | None = None
        self.drain_deadline = float("inf")
        self._drain_seconds = drain_seconds
        self._timeouts: dict[asyncio.Timeout, None] = {}  # a dict keeps their order, a set not

    def stop(self, reason: Problem) -> None:
        """Stops sending, because of `reason`."""
        if self.reason is not None:
            return
        _log.warning("sending stops: %s", reason.code)
        now = asyncio.get_running_loop().time()
        self.reason, self.drain_deadline = reason, now + self._drain_seconds
        for timeout in self._timeouts:
            if not timeout.expired():
                timeout.reschedule(now)

    async def wait(self, operation: Callable[[], Awaitable[object]], deadline: float) -> bool:
        """Awaits the operation; False when the deadline (loop time) or a stop came first."""
        if self.reason is not None:
            return False
        try:
            async with asyncio.timeout_at(deadline) as timeout:
                self._timeouts[timeout] = None
                try:
                    await operation()
                finally:
                    del self._timeouts[timeout]
        except TimeoutError:
            return False
        return True

    async def wait_draining(
        self, operation: Callable[[], Awaitable[object]], deadline: float
    ) -> bool:
        """The same for what may go on after a stop: only `drain_deadline` cuts it short."""
        try:
            async with asyncio.timeout_at(min(deadline, self.drain_deadline)):
                await operation()
        except TimeoutError:
            return False
        return True
