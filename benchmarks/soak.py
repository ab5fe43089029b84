"""A long run to its very end: `python -m benchmarks.soak [--orders N] [--rate N] [--faults ...]`.

Sends the orders to a sandbox in a process of its own, which strikes one call in a hundred with each
of the faults, and then holds every line of the report against what the sandbox has. Prints figures:
the end states, the rate as the sandbox saw it, and the importer's memory while it sent.
"""

import argparse
import csv
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks import child
from benchmarks.kit import Kit
from benchmarks.lines.sending import fullest_second
from tests.faulty_oto import Remote

CHANCE = 0.01
FAULTS: dict[str, dict[str, Any]] = {
    "refuse": {"code": "OTO1009"},
    "busy": {"retry_after": 1},
    "lose": {},
    "cut": {},
    "hang": {"seconds": 3.0, "after": True},  # longer than a call may take here
    "break": {"status": 500},
    "html": {"status": 502, "after": True},
    "bare": {},
    "split": {},
    "warn": {"warnings": ["The address was shortened"]},
    "expire": {},
}
IN_OTO = ("created", "already_created")
_CALL_SECONDS = "2"


def main() -> None:
    """Runs the soak and prints its figures; exits with 1 when an order is not in one true state."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__)
    parser.add_argument("--orders", type=int, default=20_000)
    parser.add_argument("--rate", type=int, default=200)
    parser.add_argument("--faults", nargs="*", choices=FAULTS, default=[*FAULTS])
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="soak-") as folder, child.sandbox() as base_url:
        file = Kit(Path(folder)).single(given.orders)
        rules = [{"fault": name, "chance": CHANCE, **FAULTS[name]} for name in given.faults]
        Remote(base_url).script(rules)
        results = Path(folder) / "results.csv"
        memory = _send(file, results, base_url, given.rate)
        wrong = _report(results, Remote(base_url), given.orders, given.rate)
    _tell_memory(memory)
    sys.exit(1 if wrong else 0)


def _send(file: Path, results: Path, base_url: str, rate: int) -> list[float]:
    """The importer's memory in MB, once a second from start to end."""
    command = [sys.executable, "-m", "importer", str(file), "--yes", "--results-csv", str(results)]
    command += ["--rate", str(rate), "--concurrency", "64"]
    with child.importer_home() as home:
        there = {"OTO_BASE_URL": base_url, "OTO_REFRESH_TOKEN": "soak"}
        env = child.environment({**home, **there, "OTO_CALL_SECONDS": _CALL_SECONDS})
        process = subprocess.Popen(command, cwd=child.ROOT, env=env)
        memory = []
        while process.poll() is None:
            memory.append(_resident(process.pid))
            time.sleep(1)
    return memory


def _report(results: Path, remote: Remote, orders: int, rate: int) -> int:
    """Prints the end states and the rate; how many orders are told otherwise than they are."""
    with results.open(encoding="utf-8-sig", newline="") as stream:
        told = list(csv.DictReader(stream))
    there = {order["orderId"]: order["otoIds"] for order in remote.orders()}
    wrong = [line for line in told if not _true(line, there)]
    missing = orders - len({line["orderId"] for line in told})
    print("end states:", dict(Counter(line["status"] for line in told)))
    print(f"told otherwise than they are: {len(wrong)}, without an end: {missing}")
    print("calls:", dict(Counter(call["fault"] or "answered" for call in remote.calls())))
    # A call is noted when it ends, and one that hangs does so seconds after it began.
    paced = [call for call in remote.calls() if call["path"] != "refreshToken"]
    _tell_rate([call["at"] for call in paced if call["fault"] != "hang"], rate)
    return len(wrong) + missing


def _true(line: dict[str, str], there: dict[str, list[int]]) -> bool:
    """Whether the order is in OTO exactly when the report says so, under the ids that it says."""
    ids = there.get(line["orderId"])
    if line["status"] in IN_OTO:
        return ids is not None and set(line["otoId"].split(", ")) <= set(map(str, ids))
    return ids is None


def _tell_rate(moments: Sequence[float], rate: int) -> None:
    """Questions count, too: what is paced is calls."""
    ends = sorted(moments)
    achieved = (len(ends) - 1) / (ends[-1] - ends[0])
    fullest = fullest_second(ends)
    print(f"{len(ends)} calls, {achieved:.1f} a second of {rate}; fullest second {fullest}")


def _tell_memory(memory: Sequence[float]) -> None:
    """The tenths of the run, as a line of figures."""
    tenths = [memory[at * (len(memory) - 1) // 10] for at in range(11)]
    print("memory in MB, by tenths of the run:", " ".join(f"{each:.0f}" for each in tenths))


def _resident(pid: int) -> float:
    """Memory that the process holds now, 0 once it has ended."""
    try:
        pages = Path(f"/proc/{pid}/statm").read_text().split()[1]
    except (OSError, IndexError):
        return 0.0
    return int(pages) * os.sysconf("SC_PAGE_SIZE") / 2**20


if __name__ == "__main__":
    main()
