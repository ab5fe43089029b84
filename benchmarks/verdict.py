"""What was measured, against its budget."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import inf
from statistics import median

from benchmarks.child import Cost

Run = Callable[[], Cost]


@dataclass(frozen=True, slots=True)
class Verdict:
    """One line of the table: `ours` and `peer` as people read them, and the figure that counts."""

    what: str
    ours: str
    peer: str
    figure: float
    budget: float
    least: float = -inf
    unit: str = "×"

    @property
    def met(self) -> bool:
        """Whether the figure is within its budget."""
        return self.least <= self.figure <= self.budget

    @property
    def cells(self) -> tuple[str, ...]:
        """The line as text: what, ours, peer, figure, budget, verdict."""
        bounds = f"{self.least:g} to {self.budget:g}" if self.least > 0 else f"≤ {self.budget:g}"
        verdict = "met" if self.met else "NOT MET"
        shown = f"{self.figure:.3g} {self.unit}".strip()
        return self.what, self.ours, self.peer, shown, f"{bounds} {self.unit}".strip(), verdict


HEADS = ("what", "ours", "peer or limit", "figure", "budget", "verdict")


def table(lines: Iterable[Sequence[str]]) -> str:
    """The cells of verdicts as a Markdown table that reads well in a terminal, too."""
    rows = [HEADS, *lines]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADS))]
    lines = ["| " + " | ".join(map(str.ljust, row, widths)) + " |" for row in rows]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)


def alternate(repeats: int, *runs: Run) -> list[Cost]:
    """Runs all in turn, `repeats` times; the median run (by time) of each."""
    rounds = [[run() for run in runs] for _ in range(repeats)]
    return [middle(costs) for costs in zip(*rounds, strict=True)]


def middle(costs: Sequence[Cost]) -> Cost:
    """The run of median time, but with the highest peak of memory of all."""
    at = sorted(costs, key=lambda cost: cost.seconds)[(len(costs) - 1) // 2]
    peak = max(cost.peak for cost in costs)
    return Cost(median(cost.seconds for cost in costs), at.cpu, peak, at.out, at.code)


def shown(cost: Cost) -> str:
    """Time, CPU time and memory of a run: where others use the machine, CPU time is surer."""
    return f"{cost.seconds:.2f} s (CPU {cost.cpu:.2f} s), {cost.peak:.0f} MB"
