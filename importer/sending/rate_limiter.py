"""The rate of calls: evenly spaced, held and slowed down when OTO asks for it.

One start after another: whoever is next waits until `ROOM / rate` after the last slot, so there
are no bursts, neither at the start nor after idle time nor after a pause. Slots are moments on a
clock, not delays: what a sleep overshoots is not added up, and what a start is late, up to `LATE`,
does not push back those behind it. However late they are, no second has more than `rate + 1`.

On a 429 all starts are held and the rate is halved (once a pause, however many calls in flight
report the same); successes raise it again, by the whole asked rate in `RECOVERY` seconds.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0  # seconds, when OTO does not say how long
ROOM = 1.01  # slots this much wider: what is late on the way makes no second of OTO's fuller
LATE = 0.0075  # seconds
SLOWER = 0.5
SLOWEST = 0.02  # of the asked rate
RECOVERY = 60.0  # seconds


class RateLimiter:
    """At most `rate` starts a second, among all that call `acquire`."""

    def __init__(
        self,
        rate: float,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._asked = rate
        self._clock = clock
        self._sleep = sleep
        self._runs = 1
        self._slowed = 1.0  # the factor that 429s brought the rate down to
        self._next = clock()
        self.pauses = 0  # in a row, with no call that ended well between them
        self._started = True  # since the last pause: else a 429 is of a call that came before it
        self._pause = self._longer = FIRST_PAUSE  # of now, and of the next time
        self._first = asyncio.Lock()

    @property
    def rate(self) -> float:
        """Starts a second at present."""
        return self._asked / self._runs * self._slowed

    @property
    def _gap(self) -> float:
        return ROOM / self.rate

    @property
    def held(self) -> float:
        """The seconds until the next start can be, 0 when it can be now."""
        return max(self._next - self._clock(), 0.0)

    async def acquire(self) -> None:
        """Returns when the next call may start; callers are served in the order they came."""
        async with self._first:
            while (wait := self._next - self._clock()) > 0:
                await self._sleep(wait)
            self._next = max(self._next, self._clock() - LATE) + self._gap
            self._started = True

    def hold(self, seconds: float | None) -> None:
        """OTO answered 429: nobody starts for `seconds`, or a growing pause when it did not say."""
        if self._started:
            self._slowed = max(self._slowed * SLOWER, SLOWEST)
            self._pause, self._longer = self._longer, min(self._longer * 2, LONGEST_PAUSE)
            self._started = False
            self.pauses += 1
        pause = self._pause if seconds is None else seconds
        self._next = max(self._next, self._clock() + max(pause, self._gap))

    def success(self) -> None:
        """A call ended well: the rate grows again, slowly."""
        if not self._started:
            return
        self._longer = FIRST_PAUSE
        self.pauses = 0
        if self._slowed < 1.0:
            self._slowed = min(self._slowed + 1 / (RECOVERY * self.rate), 1.0)

    def share(self, runs: int) -> None:
        """The rate is divided among this many runs on the same account, this one included."""
        self._runs = max(runs, 1)
