"""Where the time goes, room by room: `python -m benchmarks.rooms [--rows N] [--orders N]`.

Checking is timed by the clock, one room after another. Sending is looked at by Python's profiler,
since there the rooms take turns: shares count, not seconds.
"""

import argparse
import asyncio
import cProfile
import json
import os
import pstats
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from benchmarks import child
from benchmarks.kit import Kit

_CHECK = {
    "read_workbook": "reading", "map_columns": "mapping", "parse_table": "parsing",
    "fill_defaults": "defaults", "validate": "checks", "group_rows": "grouping",
    "write_report": "report",
}  # fmt: skip
# The first that stands in a file's path is its room; built-in functions count for their callers.
_SEND = {
    "importer/orders": "payloads", "importer/ledger": "ledger", "importer/oto": "client",
    "importer/sending": "sender", "tenacity": "sender",
    "httpx": "HTTP", "httpcore": "HTTP", "h11": "HTTP", "anyio": "HTTP", "asyncio": "event loop",
    "selectors": "event loop", "importer/report": "report", "xlsxwriter": "report",
}  # fmt: skip
Times = Counter[str]


def main() -> None:
    """Prints a table for each kind of file, and one for sending."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.rooms", description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--orders", type=int, default=4_000)
    parser.add_argument("--of", nargs=2, metavar=("WHAT", "FILE"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.of:
        print(json.dumps({"check": _checked, "send": _sent}[given.of[0]](Path(given.of[1]))))
        return
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        kit = Kit(Path(folder), rows=given.rows)
        for kind in ("xlsx", "csv"):
            _show(f"check --offline, {kind} {kit.size}", _of("check", kit.file(kind)))
        with child.sandbox() as base_url:
            there = {"OTO_BASE_URL": base_url, "OTO_REFRESH_TOKEN": "rooms", "OTO_RATE": "1000"}
            _show(f"sending {given.orders:,} orders", _of("send", kit.single(given.orders), there))


def _of(what: str, file: Path, there: dict[str, str] | None = None) -> Times:
    """The times by room, measured in a process of its own."""
    with child.importer_home() as home:
        told = child.python(
            "-m", "benchmarks.rooms", "--of", what, str(file), **home, **there or {}
        )
    return Counter(json.loads(told.out))


def _checked(file: Path) -> Times:
    """Seconds of each room of a check, from process start to the end of the report."""
    started = time.perf_counter()
    from benchmarks.run_of import checked_run
    from importer import checks, pipeline, report

    times: Times = Counter({"imports": time.perf_counter() - started})
    for module in (pipeline, report, checks):
        for name in _CHECK.keys() & vars(module).keys():
            setattr(module, name, _timed(getattr(module, name), times, _CHECK[name]))
    report.write_report(asyncio.run(checked_run(file)), Path(os.environ["OTO_REPORT_DIR"]))
    times["the rest"] = time.perf_counter() - started - times.total()
    return times


def _timed(work: Callable[..., Any], times: Times, room: str) -> Callable[..., Any]:
    @wraps(work)
    def timed(*arguments: Any, **named: Any) -> Any:
        before = time.perf_counter()
        try:
            return work(*arguments, **named)
        finally:
            times[room] += time.perf_counter() - before

    return timed


def _sent(file: Path) -> Times:
    """Seconds of each room while a file is sent, as the profiler sees them."""
    from benchmarks.run_of import answered
    from importer.cli.options import DestinationOptions
    from importer.cli.parts import destination

    profile = cProfile.Profile()
    with destination(DestinationOptions()) as settings:
        asyncio.run(answered(file, settings, sending=profile))
    times: Times = Counter()
    stats: dict[Any, Any] = vars(pstats.Stats(profile))["stats"]
    for (path, _, _), (_, _, own, _, callers) in stats.items():
        if path.startswith("~"):
            for (caller, _, _), (_, _, of_caller, _) in callers.items():
                times[_room(caller)] += of_caller
        else:
            times[_room(path)] += own
    return times


def _room(path: str) -> str:
    return next((room for part, room in _SEND.items() if part in path), "the rest")


def _show(what: str, times: Times) -> None:
    print(f"\n| {what} | seconds | share |\n|---|---|---|")
    for room, seconds in times.most_common():
        print(f"| {room} | {seconds:.2f} | {seconds / times.total():.0%} |")


if __name__ == "__main__":
    main()
