"""A day of many accounts, simulated: `python -m benchmarks.day [--accounts N] [--orders N]`.

Each account hands over one file, and files are of very different lengths. Slots take the files in
their order, and a run sends at its account's rate. Prints for several numbers of slots how long
runs wait, when the last one ends, and what the ledger has to carry. The figures of
docs/operations.md are these.
"""

import argparse
import heapq
from random import Random
from statistics import quantiles

RATE = 5.0  # orders a second of an account, the default
BEGIN_SECONDS = 4.0  # a process starts, the file is read and checked
SPREAD = 1.2  # of the lengths: one file in a hundred is eight times the mean
HOUR = 3600.0
MOST_IN_A_RUN = 100_000
# From which hour files come, when most do, and until when.
DAYS = {"over the day": (8.0, 9.0, 20.0), "within half an hour": (9.0, 9.25, 9.5)}
HEAD = (
    "| slots | busy at most | wait, median | 99 of 100 | last end | marks a second | connections "
    "|\n"
    "|---|---|---|---|---|---|---|"
)
CONNECTIONS_A_WORKER, CONNECTIONS_A_RUN, SLOTS_A_WORKER = 8, 2, 12


def main() -> None:
    """Simulates the same day with ever more slots."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.day", description=__doc__)
    parser.add_argument("--accounts", type=int, default=1000)
    parser.add_argument("--orders", type=int, default=2_000_000)
    parser.add_argument("--slots", type=int, nargs="*", default=[12, 24, 48, 96, 120, 192])
    given = parser.parse_args()
    for name, (first, most, last) in DAYS.items():
        files = day(given.accounts, given.orders, first * HOUR, most * HOUR, last * HOUR)
        longest = max(count for _at, count in files)
        total = sum(count for _at, count in files)
        print(f"\nFiles come {name}: {total:,} orders, the longest file {longest:,}\n")
        print(HEAD)
        for slots in given.slots:
            print("|", " | ".join(figures(files, slots)), "|")


def figures(files: list[tuple[float, int]], slots: int) -> list[str]:
    """What so many slots make of the day."""
    waits, busy, end = carried(files, slots)
    cuts = quantiles(waits, n=100)
    workers = -(-slots // SLOTS_A_WORKER)
    connections = workers * CONNECTIONS_A_WORKER + busy * CONNECTIONS_A_RUN
    times = [clock(seconds) for seconds in (cuts[49], cuts[98], end)]
    return [f"{slots}", f"{busy}", *times, f"{2 * busy * RATE:,.0f}", f"{connections}"]


def day(
    accounts: int, orders: int, first: float, most: float, last: float
) -> list[tuple[float, int]]:
    """When each file comes, in seconds of the day, and how many orders it has."""
    random = Random(1)
    lengths = [random.lognormvariate(0, SPREAD) for _account in range(accounts)]
    scale = orders / sum(lengths)
    counts = [min(MOST_IN_A_RUN, max(1, round(length * scale))) for length in lengths]
    return sorted((random.triangular(first, last, most), count) for count in counts)


def carried(files: list[tuple[float, int]], slots: int) -> tuple[list[float], int, float]:
    """How long each file waited, how many ran at once at most, and when the last one ended."""
    ends: list[float] = []
    waits, busy = [], 0
    for at, count in files:
        while ends and ends[0] <= at:
            heapq.heappop(ends)
        begins = at if len(ends) < slots else heapq.heappop(ends)
        waits.append(begins - at)
        heapq.heappush(ends, begins + BEGIN_SECONDS + count / RATE)
        busy = max(busy, len(ends))
    return waits, busy, max(ends)


def clock(seconds: float) -> str:
    """Hours and minutes."""
    return f"{int(seconds // HOUR)}:{int(seconds % HOUR // 60):02}"


if __name__ == "__main__":
    main()
