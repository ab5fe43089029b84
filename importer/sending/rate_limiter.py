"""The rate of calls: evenly spaced, paused and slowed down when OTO asks for it.

One start after another: each comes `HEADROOM / rate` after the one before, so there are no bursts,
neither at the first calls nor after idle time nor after a pause. Starts are moments on a clock, not
delays: what a sleep overshoots is not added up, and a start that is late, by up to `MAX_LATENESS`,
does not push back those behind it. However late they are, no second has more than `rate + 1`.

On a 429 all starts are paused and the rate is halved (once a pause, however many calls in flight
report the same); successes raise it again, by the whole configured rate in `RECOVERY` seconds.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable

FIRST_PAUSE, MAX_PAUSE = 1.0, 60.0  # seconds, when OTO does not say how long
HEADROOM = 1.01  # intervals this much wider: delays on the way make no second of OTO's fuller
MAX_LATENESS = 0.0075  # seconds
SLOWDOWN = 0.5
MIN_SLOWDOWN = 0.02  # of the configured rate
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
        self._configured_rate = rate
        self._clock = clock
        self._sleep = sleep
        self._slowdown = 1.0  # the factor that 429s brought the rate down to
        self._next_start = clock()
        self.consecutive_pauses = 0  # with no call that ended well between them
        # Without a start since the last pause, a 429 is the answer to a call from before it.
        self._started_since_pause = True
        self._pause_seconds = self._next_pause_seconds = FIRST_PAUSE
        self._queue_lock = asyncio.Lock()

    @property
    def rate(self) -> float:
        """Starts a second at present."""
        return self._configured_rate * self._slowdown

    @property
    def _interval(self) -> float:
        return HEADROOM / self.rate

    @property
    def paused_for(self) -> float:
        """The seconds until the next start can be, 0 when it can be now."""
        return max(self._next_start - self._clock(), 0.0)

    async def acquire(self) -> None:
        """Returns when the next call may start; callers are served in the order they came."""
        async with self._queue_lock:
            while (delay := self._next_start - self._clock()) > 0:
                await self._sleep(delay)
            earliest = self._clock() - MAX_LATENESS
            self._next_start = max(self._next_start, earliest) + self._interval
            self._started_since_pause = True

    def pause(self, seconds: float | None) -> None:
        """OTO answered 429: nobody starts for `seconds`, or a growing pause when it did not say."""
        if self._started_since_pause:
            self._slowdown = max(self._slowdown * SLOWDOWN, MIN_SLOWDOWN)
            self._pause_seconds = self._next_pause_seconds
            self._next_pause_seconds = min(self._next_pause_seconds * 2, MAX_PAUSE)
            self._started_since_pause = False
            self.consecutive_pauses += 1
        pause = self._pause_seconds if seconds is None else seconds
        self._next_start = max(self._next_start, self._clock() + max(pause, self._interval))

    def success(self) -> None:
        """A call ended well: the rate grows again, slowly."""
        if not self._started_since_pause:
            return
        self._next_pause_seconds = FIRST_PAUSE
        self.consecutive_pauses = 0
        if self._slowdown < 1.0:
            self._slowdown = min(self._slowdown + 1 / (RECOVERY * self.rate), 1.0)
