"""Which delimiter a text uses: each is tried, and the one whose rows agree is taken."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from io import StringIO
from math import log
from typing import NamedTuple

DELIMITERS = (",", ";", "\t", "|")
_SEP = re.compile(r"\ufeff?\"?sep=(.)\"?\r?\n?", re.I)
_SPACED = re.compile(r"[,;\t|] +\"")


class Found(NamedTuple):
    """How a text is split. `skipped` lines stand before the first row (a `sep=` line)."""

    delimiter: str
    spaced: bool = False
    skipped: int = 0

    def reader(self, lines: Iterable[str], *, strict: bool = True) -> Iterator[list[str]]:
        """The records; with `strict`, csv.Error where quotation marks are not closed rightly."""
        return csv.reader(
            lines, delimiter=self.delimiter, skipinitialspace=self.spaced, strict=strict
        )


class _Trial(NamedTuple):
    found: Found
    widths: list[int]  # of the records that are not blank

    def score(self, first: int) -> float:
        """The share of records of the usual width; more columns count for more.

        A decimal comma may cut every row alike, but not the header: record number `first`, the
        first that any delimiter cuts, must have the usual width too.
        """
        (usual, times), *_ = Counter(self.widths).most_common(1)
        if usual < 2:
            return 0.0
        begins = first < len(self.widths) and self.widths[first] == usual
        return times / len(self.widths) * log(usual) * (1.0 if begins else 0.4)


def find(start: str) -> Found:
    """How the text that begins with `start` is split; by commas where nothing splits it."""
    told = _SEP.match(start)
    if told and start[: told.end()].endswith(("\n", "\r")):
        return Found(told[1], skipped=1)
    sample = _whole_lines(start)
    trials = [trial for d in DELIMITERS if (trial := _try(sample, Found(d)))]
    if _SPACED.search(sample):
        trials += [trial for d in DELIMITERS if (trial := _try(sample, Found(d, spaced=True)))]
    if not trials:
        return Found(",")
    first = min(_first_cut(trial.widths) for trial in trials)
    best = max(trials, key=lambda trial: trial.score(first))
    return best.found if best.score(first) else Found(",")


def _whole_lines(start: str) -> str:
    end = max(start.rfind("\n"), start.rfind("\r")) + 1
    return start[:end] if len(start) > 2**17 and end else start


def _try(sample: str, found: Found) -> _Trial | None:
    try:
        records = list(found.reader(StringIO(sample, newline=""), strict=False))
    except csv.Error:
        return None
    widths = [len(record) for record in records if any(record)]
    return _Trial(found, widths) if widths else None


def _first_cut(widths: list[int]) -> int:
    return next((at for at, width in enumerate(widths) if width > 1), len(widths))
