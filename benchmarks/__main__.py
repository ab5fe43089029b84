"""Measures every line of the budget against its peer or limit: `python -m benchmarks [--small]`.

Makes its own files, runs everything in alternation in child processes (POSIX only), and prints a
table of medians with the verdicts. A full run takes about 20 minutes and, with `--write`, puts its
results into RESULTS.md; `--small` ends within a minute and only shows that nothing went astray:
its files are too small for the ratios to count. `--only NAME` runs the lines of that name alone.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import results
from benchmarks.kit import Kit
from benchmarks.lines import marking, page, reading, reporting, sending, starting
from benchmarks.verdict import Verdict, table

LINES: tuple[Callable[[Kit], Iterator[Verdict]], ...] = (
    starting.help_and_version,
    starting.twenty_orders,
    starting.first_order,
    reading.workbooks,
    reading.texts,
    reading.growth,
    reading.mistakes,
    sending.cpu,
    sending.rates,
    reporting.workbook,
    marking.marks,
    page.understood,
    page.mended,
    page.scrolled,
)


def main() -> None:
    """Measures, prints, and with --write keeps the results."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--small", action="store_true", help="a minute instead of twenty")
    parser.add_argument("--only", choices=[line.__name__ for line in LINES], action="append")
    parser.add_argument("--write", action="store_true", help="put the table into RESULTS.md")
    given = parser.parse_args()
    verdicts: list[Verdict] = []
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        kit = Kit(Path(folder))
        if given.small:
            kit = Kit(Path(folder), rows=2_000, repeats=1, small=True)
        for line in LINES:
            if given.only is None or line.__name__ in given.only:
                for verdict in line(kit):
                    print(" | ".join(verdict.cells), file=sys.stderr, flush=True)
                    verdicts.append(verdict)
    print(f"\n{table(verdict.cells for verdict in verdicts)}")
    if given.write:
        results.write(verdicts)


if __name__ == "__main__":
    main()
