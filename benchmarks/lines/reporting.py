"""The results workbook, against the quickest writer that there is."""

import json
from collections.abc import Iterator
from statistics import median
from typing import Any

from benchmarks import child
from benchmarks.kit import Kit
from benchmarks.verdict import Verdict


def workbook(kit: Kit) -> Iterator[Verdict]:
    """All orders failed, so every row is in "To fix": the writing alone."""
    file = kit.file("csv", wrong=True)
    names = ("report", "xlsxwriter", "openpyxl")
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    for _ in range(kit.repeats):
        for name in names:
            found[name].append(_peer(name, str(file)))
    seconds = {name: median(each["seconds"] for each in runs) for name, runs in found.items()}
    quickest = min(names[1:], key=seconds.__getitem__)
    yield Verdict(
        f"results workbook, {kit.size} failed",
        f"{seconds['report']:.2f} s",
        f"{quickest} {seconds[quickest]:.2f} s",
        seconds["report"] / seconds[quickest],
        1.5,
    )
    grown = max(each["peak"] - each["before"] for each in found["report"])
    peer = max(each["peak"] - each["before"] for each in found[quickest])
    what = f"results workbook, {kit.size} failed: memory while writing"
    yield Verdict(what, f"+{grown:.0f} MB", f"+{peer:.0f} MB", grown, 50, unit="MB")


def _peer(name: str, file: str) -> dict[str, Any]:
    with child.importer_home() as home:
        told: dict[str, Any] = json.loads(
            child.python("-m", "benchmarks.peers", name, file, **home).out
        )
    return told
