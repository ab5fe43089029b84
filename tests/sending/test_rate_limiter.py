"""Even spacing, pausing and slowing down, under a clock that nobody waits for."""

import asyncio
import bisect
import random
from itertools import pairwise

import pytest

from importer.sending.rate_limiter import HEADROOM, MAX_LATENESS, RateLimiter
from tests.sending.virtual_time import VirtualTime


async def start(
    limiter: RateLimiter, time: VirtualTime, count: int, workers: int = 16, latency: float = 0.0
) -> list[float]:
    """Makes so many calls of `latency` seconds and gives the times at which they started."""
    starts: list[float] = []

    async def worker() -> None:
        while len(starts) < count:
            await limiter.acquire()
            if len(starts) < count:
                starts.append(time.now)
            await time.sleep(latency)

    await asyncio.gather(*(worker() for _ in range(workers)))
    return starts


def gaps(starts: list[float]) -> list[float]:
    return [after - before for before, after in pairwise(starts)]


def rate_of(starts: list[float]) -> float:
    return (len(starts) - 1) / (starts[-1] - starts[0])


def most_in_a_second(starts: list[float]) -> int:
    return max(bisect.bisect_left(starts, one + 1.0 - 1e-9) - at for at, one in enumerate(starts))


@pytest.mark.parametrize("latency", [0.0, 0.2])
@pytest.mark.parametrize("rate", [0.5, 5, 37, 200])
def test_starts_are_evenly_spaced(rate: float, latency: float) -> None:
    """Every gap is one interval, from the first call on, whatever the calls take."""
    time = VirtualTime()
    limiter = RateLimiter(rate, clock=time.clock, sleep=time.sleep)
    starts = time.run(start(limiter, time, 100, workers=64, latency=latency))
    assert gaps(starts) == pytest.approx([HEADROOM / rate] * 99)


@pytest.mark.parametrize("rate", [5, 50, 200, 500])
def test_what_is_late_neither_slows_down_nor_crowds(rate: int) -> None:
    """Late by a few ms, at the start or on the way: 98 % of the rate, and no second fuller."""
    rng = random.Random(rate)
    time = VirtualTime(late=lambda: rng.random() * MAX_LATENESS / 2)
    limiter = RateLimiter(rate, clock=time.clock, sleep=time.sleep)
    starts = time.run(start(limiter, time, rate * 8))
    arrivals = sorted(one + rng.random() * MAX_LATENESS / 2 for one in starts)
    for moments in (starts, arrivals):
        assert 0.98 <= rate_of(moments) / rate <= 1.0
        assert most_in_a_second(moments) <= rate + 1


@pytest.mark.parametrize("rate", [5, 50, 200, 1000])
def test_however_late_no_second_is_fuller(rate: int) -> None:
    """Short and long delays in any order make no second hold more than one call above the rate."""
    rng = random.Random(rate)
    time = VirtualTime(late=lambda: rng.choice([0.0, 0.0, 0.0, 0.004, 0.015, 0.2]))
    limiter = RateLimiter(rate, clock=time.clock, sleep=time.sleep)
    assert most_in_a_second(time.run(start(limiter, time, rate * 8))) <= rate + 1


def test_a_standstill_is_not_made_up_for() -> None:
    """After the machine stood still the calls do not come in a burst."""
    delays = iter([0.0] * 30 + [3.0] + [0.0] * 1000)
    time = VirtualTime(late=lambda: next(delays))
    limiter = RateLimiter(20, clock=time.clock, sleep=time.sleep)
    assert most_in_a_second(time.run(start(limiter, time, 100))) <= 21


def test_idle_time_saves_nothing_up() -> None:
    """After minutes without a call the next ones are spaced as ever, but for a few ms."""
    time = VirtualTime()
    limiter = RateLimiter(10, clock=time.clock, sleep=time.sleep)

    async def main() -> list[float]:
        await start(limiter, time, 5)
        await time.sleep(300)
        return await start(limiter, time, 10)

    starts = time.run(main())
    assert gaps(starts) == pytest.approx([0.1 * HEADROOM - MAX_LATENESS, *[0.1 * HEADROOM] * 8])


def test_callers_are_served_in_their_order() -> None:
    """Nobody is overtaken, so no order waits for ever."""
    time = VirtualTime()
    limiter = RateLimiter(10, clock=time.clock, sleep=time.sleep)
    served: list[int] = []

    async def one(number: int) -> None:
        await limiter.acquire()
        served.append(number)

    async def main() -> None:
        await asyncio.gather(*map(one, range(20)))

    time.run(main())
    assert served == list(range(20))


def test_who_gives_up_waiting_takes_no_start() -> None:
    """A cancelled caller leaves its start to the next one."""
    time = VirtualTime()
    limiter = RateLimiter(1, clock=time.clock, sleep=time.sleep)

    async def main() -> float:
        await limiter.acquire()
        leaving = asyncio.create_task(limiter.acquire())
        staying = asyncio.create_task(limiter.acquire())
        await time.sleep(0.5)
        leaving.cancel()
        await staying
        return time.now

    assert time.run(main()) == pytest.approx(1000.0 + HEADROOM)


@pytest.mark.parametrize(("retry_after", "pause"), [(7.0, 7.0), (90.0, 90.0), (None, 1.0)])
def test_a_pause_stops_everybody(retry_after: float | None, pause: float) -> None:
    """Also those who were already waiting for their start; then they come one by one again."""
    time = VirtualTime()
    limiter = RateLimiter(10, clock=time.clock, sleep=time.sleep)

    async def main() -> list[float]:
        await limiter.acquire()
        waiting = asyncio.create_task(start(limiter, time, 5))
        await time.sleep(0.05)
        limiter.pause(retry_after)
        assert limiter.paused_for == pytest.approx(pause)
        return await waiting

    starts = time.run(main())
    assert starts[0] == pytest.approx(1000.05 + pause)
    assert gaps(starts) == pytest.approx([0.2 * HEADROOM] * 4), "at half the rate"


def test_the_longest_pause_counts() -> None:
    """A later, shorter one does not end it."""
    time = VirtualTime()
    limiter = RateLimiter(10, clock=time.clock, sleep=time.sleep)
    limiter.pause(30)
    limiter.pause(2)
    assert limiter.paused_for == pytest.approx(30)


def test_one_burst_of_429_halves_the_rate_once() -> None:
    """All the calls in flight report the same trouble; it counts as one."""
    time = VirtualTime()
    limiter = RateLimiter(40, clock=time.clock, sleep=time.sleep)
    for _ in range(8):
        limiter.pause(2.0)
    assert limiter.rate == 20


def pause_after_429(limiter: RateLimiter, time: VirtualTime, retry_after: float | None) -> float:
    """The pause after a call that is answered with 429."""

    async def main() -> float:
        await limiter.acquire()
        limiter.pause(retry_after)
        limiter.pause(retry_after)
        return limiter.paused_for

    return float(time.run(main()))


def test_pauses_grow_while_no_call_ends_well() -> None:
    """Without a word from OTO each pause is twice the last one, up to a minute."""
    time = VirtualTime()
    limiter = RateLimiter(40, clock=time.clock, sleep=time.sleep)
    pauses = [pause_after_429(limiter, time, None) for _ in range(8)]
    assert pauses == pytest.approx([1, 2, 4, 8, 16, 32, 60, 60])
    assert limiter.rate == pytest.approx(0.8), "not slower than a fiftieth of the asked rate"


def test_a_call_that_ends_well_makes_the_next_pause_short_again() -> None:
    """One that was in flight when the pause began says nothing, one from after it does."""
    time = VirtualTime()
    limiter = RateLimiter(40, clock=time.clock, sleep=time.sleep)
    assert [pause_after_429(limiter, time, None) for _ in range(3)][-1] == pytest.approx(4)
    limiter.success()
    assert pause_after_429(limiter, time, None) == pytest.approx(8)

    async def one_call() -> None:
        await limiter.acquire()
        limiter.success()

    time.run(one_call())
    assert pause_after_429(limiter, time, None) == pytest.approx(1)


def test_a_pause_of_zero_is_still_an_interval() -> None:
    """Retry-After: 0 does not let the calls through in a burst."""
    time = VirtualTime()
    limiter = RateLimiter(10, clock=time.clock, sleep=time.sleep)
    assert pause_after_429(limiter, time, 0.0) == pytest.approx(0.2 * HEADROOM)


def test_the_rate_comes_back_slowly_and_never_above_the_asked_one() -> None:
    """From half to whole in half a minute of calls that end well."""
    time = VirtualTime()
    limiter = RateLimiter(20, clock=time.clock, sleep=time.sleep)
    rates: list[float] = []

    async def main() -> None:
        await limiter.acquire()
        limiter.pause(1.0)
        ends = time.now + 60
        while time.now < ends:
            await limiter.acquire()
            limiter.success()
            rates.append(limiter.rate)

    time.run(main())
    assert rates == sorted(rates)
    assert rates[0] < 10.1
    assert rates[-1] == 20
    whole = next(at for at, rate in enumerate(rates) if rate == 20)
    assert 400 <= whole <= 500, "some 15 a second for some 30 seconds"


def test_an_api_that_takes_less_is_met_at_what_it_takes() -> None:
    """Call for 40 a second of an API that takes 10: no storm of 429s, and a fair speed."""
    time = VirtualTime()
    limiter = RateLimiter(40, clock=time.clock, sleep=time.sleep)
    taken: list[float] = []
    refused = 0

    async def worker() -> None:
        nonlocal refused
        while time.now < 1600:
            await limiter.acquire()
            if len(taken) >= 10 and time.now - taken[-10] < 1.0:
                refused += 1
                limiter.pause(1.0)
            else:
                taken.append(time.now)
                limiter.success()

    async def main() -> None:
        await asyncio.gather(*(worker() for _ in range(8)))

    time.run(main())
    assert len(taken) / 600 > 6
    assert refused < len(taken) / 40
