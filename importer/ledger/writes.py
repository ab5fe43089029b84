"""What a run writes about its orders: statements with their values, to be made in one commit."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from importer.ledger.database import Row, Statement
from importer.ledger.records import Run, joined
from importer.outcome import IN_OTO, Outcome
from importer.row_ranges import format_rows

if TYPE_CHECKING:
    from importer.orders import Order  # which brings pandas, and `history` does without

_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Write(Generic[_Result]):
    """A verb about an order, to be made by `Ledger.commit` together with others; `name` is the
    statement of which the rows say what came of it."""

    name: str
    statements: Sequence[Statement]
    result: Callable[[list[Row]], _Result] = field(repr=False)

    def result_of(self, rows: Sequence[list[Row]]) -> _Result:
        """What the verb gives, when its statements gave these rows."""
        names = [name for name, _values in self.statements]
        return self.result(rows[names.index(self.name)])


def sent_values(run: Run, order: "Order") -> dict[str, object]:
    """The values of the statements that say what the run sends."""
    return {
        "run_id": run.run_id,
        "order_id": order.order_id,
        "fingerprint": order.fingerprint,
        "source_fingerprint": order.sources,
    }


def open_note(run: Run, order: "Order") -> Statement:
    """Notes that the run has the order, and no end of it yet."""
    return "note_open", {
        "run_id": run.run_id,
        "order_id": order.order_id,
        "first_row": order.rows[0] if order.rows else 0,
        "sheet_rows": format_rows(order.rows),
    }


def note_values(run: Run, outcome: Outcome) -> dict[str, object]:
    """The values of the statements that say how an order of the run ended."""
    return {
        "run_id": run.run_id,
        "order_id": outcome.order_id,
        "first_row": outcome.rows[0] if outcome.rows else 0,
        "sheet_rows": format_rows(outcome.rows),
        "status": outcome.status,
        "code": code_of(outcome),
        "oto_ids": joined(outcome.oto_ids),
        "attempts": outcome.attempts,
        "sent_at": outcome.sent_at.timestamp() if outcome.sent_at else None,
    }


def code_of(outcome: Outcome) -> str:
    """The code of why the order is not in OTO: the first problem, as in the report."""
    if outcome.status in IN_OTO or not outcome.problems:
        return ""
    return outcome.problems[0].code
