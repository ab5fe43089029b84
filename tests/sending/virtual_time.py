"""A clock that jumps to the next moment at which somebody wakes, so that no test waits."""

import asyncio
import heapq
from collections.abc import Callable, Coroutine
from itertools import count
from typing import Any


class VirtualTime:
    """`clock` and `sleep` for whoever takes them; `late` is added to every sleep."""

    def __init__(self, late: Callable[[], float] = lambda: 0.0) -> None:
        self.now = 1000.0
        self._late = late
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._numbers = count()

    def clock(self) -> float:
        """Seconds."""
        return self.now

    async def sleep(self, seconds: float) -> None:
        """Returns when the clock has come so far."""
        woken = asyncio.get_running_loop().create_future()
        moment = self.now + max(seconds, 0.0) + self._late()
        heapq.heappush(self._sleepers, (moment, next(self._numbers), woken))
        await woken

    def run(self, main: Coroutine[Any, Any, Any]) -> Any:
        """Runs `main` to its end, however long it takes on the clock."""
        return asyncio.run(self._run(main))

    async def _run(self, main: Coroutine[Any, Any, Any]) -> Any:
        task = asyncio.create_task(main)
        while not task.done():
            for _ in range(10):  # until everybody who is awake has come to a sleep
                await asyncio.sleep(0)
            if self._sleepers and not task.done():
                moment, _, woken = heapq.heappop(self._sleepers)
                self.now = max(self.now, moment)
                if not woken.done():
                    woken.set_result(None)
        return task.result()
