"""The achieved rate against the asked one, in real time: `python -m benchmarks.pace_rate`.

Latencies of 0 and 200 ms, 5 to 200 calls a second, each call with 1 ms of work on the event loop.
The budget: 0.98 to 1.00 of the rate, and no second above it by more than one call.
"""

import asyncio
import bisect
import time

from importer.pace import Pace

RATES = (5, 20, 50, 100, 200)
LATENCIES = (0.0, 0.2)  # seconds
LENGTH = 4.0  # seconds of each measurement
WORK = 0.001  # seconds


async def measure(rate: float, latency: float) -> tuple[float, int]:
    """The achieved share of the rate, and the most calls that started within a second."""
    pace, starts = Pace(rate), list[float]()

    async def worker() -> None:
        while len(starts) < rate * LENGTH:
            await pace.turn()
            starts.append(time.monotonic())
            busy_until = time.perf_counter() + WORK
            while time.perf_counter() < busy_until:
                pass
            await asyncio.sleep(latency)
            pace.landed()

    await asyncio.gather(*(worker() for _ in range(4 + int(rate * latency * 1.3))))
    fullest = max(bisect.bisect_left(starts, one + 1) - at for at, one in enumerate(starts))
    return (len(starts) - 1) / (starts[-1] - starts[0]) / rate, fullest


def main() -> None:
    """Prints a line for each rate and latency, with the verdict."""
    print("rate   latency  achieved  fullest second")
    for rate in RATES:
        for latency in LATENCIES:
            share, fullest = asyncio.run(measure(rate, latency))
            verdict = "ok" if 0.98 <= share <= 1.002 and fullest <= rate + 1 else "NOT MET"
            print(f"{rate:4d}  {latency * 1000:5.0f} ms  {share:8.4f}  {fullest:14d}  {verdict}")


if __name__ == "__main__":
    main()
