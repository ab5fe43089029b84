"""The sums of a run: every order in one status, every row of the sheet in one place."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from importer.outcome import IN_OTO, Status
from importer.problems import Severity

if TYPE_CHECKING:
    from importer.report.model import RunReport

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Totals:
    """The counts of a run.

    `orders` and `rows` count by status. `above` and `headers` are the rows up to the header, and
    `left_out` those that are no orders (totals, notes); `sheet_rows` is every filled row of the
    sheet. `unaccounted` are rows that should be in an order and are not, or the reverse.
    """

    orders: Counter[Status]
    rows: Counter[Status]
    above: int
    headers: int
    left_out: int
    sheet_rows: int
    unaccounted: tuple[int, ...]

    @property
    def in_oto(self) -> int:
        """How many orders are in OTO, by this run or an earlier one."""
        return sum(count for status, count in self.orders.items() if status in IN_OTO)

    @property
    def add_up(self) -> bool:
        """Whether every filled row of the sheet is counted exactly once."""
        counted = self.above + self.headers + self.left_out + self.rows.total()
        return not self.unaccounted and counted == self.sheet_rows


def totals(run: "RunReport") -> Totals:
    """Counts the run; `run.counts` remembers it."""
    table = run.table
    data = {int(row) for row in table.frame.index}
    filled = {int(row) for row in table.sheet.frame.index} | data
    headers = filled.intersection(table.header_rows)
    top = min(table.header_rows, default=0)
    above = {row for row in filled - headers - data if row < top}
    orders: Counter[Status] = Counter()
    rows: Counter[Status] = Counter()
    told: set[int] = set()
    for outcome in run.outcomes:
        orders[outcome.status] += 1
        rows[outcome.status] += len(set(outcome.rows))
        told.update(outcome.rows)
    return Totals(
        orders=orders,
        rows=rows,
        above=len(above),
        headers=len(headers),
        left_out=len(filled - headers - data - above),
        sheet_rows=len(filled),
        unaccounted=tuple(sorted(data ^ told)),
    )


def summary(run: "RunReport", report: Path | None) -> Json:
    """The JSON summary of the contract; after `check` it counts the `valid` orders too."""
    counted = run.counts
    statuses = [status for status in Status if status is not Status.VALID or run.check_only]
    warnings = run.causes[Severity.WARNING]
    return {
        "file": str(run.file),
        "report": None if report is None else str(report),
        "rows": len({int(row) for row in run.table.frame.index}),
        "orders": len(run.outcomes),
        **{status.value: counted.orders[status] for status in statuses},
        "warnings": sum(warning.cells for warning in warnings),
        "seconds": round(run.seconds, 3),
    }
