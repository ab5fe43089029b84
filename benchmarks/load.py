"""How much a ledger in PostgreSQL carries: `python -m benchmarks.load [--runs N] [--seconds S]`.

As many runs as are asked for, each of an account and a connection of its own, mark orders as fast
as they can in groups of ten, as a run does whose calls overlap. Prints marks a second, how long a
group takes, and the bytes that an order leaves behind. The figures of docs/operations.md are these.
"""

import argparse
import multiprocessing
import sys
import time
from statistics import quantiles

from benchmarks.lines.marking import GROUP
from importer.ledger import Ledger, State
from importer.ledger.postgres import connect
from importer.outcome import Outcome, Status
from tests import postgres
from tests.ledger.factories import order, start

_TABLES = ("orders", "run_orders", "runs")


def main() -> None:
    """Measures one number of runs, or a few that grow."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    parser.add_argument("--runs", type=int, nargs="*", default=[1, 4, 10, 40, 100])
    parser.add_argument("--seconds", type=float, default=10.0)
    given = parser.parse_args()
    print("| runs at once | orders a second | marks a second | a group, median | 99 of 100 |")
    print("|---|---|---|---|---|")
    with postgres.serve(durable=True) as server:
        for runs in given.runs:
            url = server.new_database()
            Ledger.open(url).close()
            work = [(url, f"{run:016x}", given.seconds) for run in range(runs)]
            with multiprocessing.get_context("forkserver").Pool(runs) as pool:
                groups = [took for each in pool.starmap(carry, work, chunksize=1) for took in each]
            orders = len(groups) / 2 * GROUP / given.seconds
            cuts = quantiles(groups, n=100)
            figures = (f"{orders:,.0f}", f"{2 * orders:,.0f}")
            times = (f"{cuts[49] * 1000:.1f} ms", f"{cuts[98] * 1000:.1f} ms")
            print("|", " | ".join((str(runs), *figures, *times)), "|", flush=True)
            print(_sizes(url, len(groups) / 2 * GROUP), file=sys.stderr, flush=True)


def carry(url: str, account: str, seconds: float) -> list[float]:
    """One run: how long each of its groups took, intents and outcomes in turn."""
    took = []
    with Ledger.open(url) as ledger:
        run = start(ledger, account)
        until, number = time.monotonic() + seconds, 0
        while time.monotonic() < until:
            orders = [
                order(f"ORDER-{n}", fingerprint="f" * 64, source="s" * 64)
                for n in range(number, number + GROUP)
            ]
            number += GROUP
            ends = [Outcome(each.order_id, (2,), Status.CREATED, ("540790123",)) for each in orders]
            for writes in (
                [ledger.start_attempt(run, each, again=False) for each in orders],
                [
                    ledger.record_outcome(run, each, State.CREATED, end)
                    for each, end in zip(orders, ends, strict=True)
                ],
            ):
                began = time.perf_counter()
                ledger.commit(writes)
                took.append(time.perf_counter() - began)
    return took


def _sizes(url: str, orders: float) -> str:
    with connect(url) as database:
        sizes = {}
        for table in _TABLES:
            row = database.execute(
                "SELECT pg_total_relation_size(%s::regclass) AS size", (table,)
            ).fetchone()
            sizes[table] = (row["size"] if row else 0) / orders
    return "bytes an order: " + ", ".join(f"{name} {size:,.0f}" for name, size in sizes.items())


if __name__ == "__main__":
    main()
