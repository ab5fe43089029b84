"""Whether sending has stopped, and why; every wait of a run is cut short by that."""

import asyncio
from collections.abc import Awaitable, Callable

from importer.problems.problem import Problem


class StopSignal:
    """Stopped once, for the first reason given: from then on no attempt begins.

    What is in flight may land until `landing_until`, in the event loop's time.
    """

    def __init__(self, landing_seconds: float) -> None:
        self.why: Problem | None = None
        self.landing_until = float("inf")
        self._landing_seconds = landing_seconds
        self._waits: dict[asyncio.Timeout, None] = {}  # a dict keeps their order, a set would not

    def stop(self, why: Problem) -> None:
        """Stops sending, because of `why`."""
        if self.why is not None:
            return
        now = asyncio.get_running_loop().time()
        self.why, self.landing_until = why, now + self._landing_seconds
        for wait in self._waits:
            if not wait.expired():
                wait.reschedule(now)

    async def wait(self, for_: Callable[[], Awaitable[object]], until: float) -> bool:
        """Waits for something; False when the loop's time `until` or a stop came before it."""
        if self.why is not None:
            return False
        try:
            async with asyncio.timeout_at(until) as wait:
                self._waits[wait] = None
                try:
                    await for_()
                finally:
                    del self._waits[wait]
        except TimeoutError:
            return False
        return True

    async def land(self, for_: Callable[[], Awaitable[object]], until: float) -> bool:
        """Waits for something that may still land after a stop; False when there is no time."""
        try:
            async with asyncio.timeout_at(min(until, self.landing_until)):
                await for_()
        except TimeoutError:
            return False
        return True
