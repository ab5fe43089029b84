"""The judge: typed rows in, everything that is wrong with them out.

Cells are judged by the catalogue (`cells`), rows and orders by the tables of rules that `schema`
joins. pandera runs them all (`judge`).
"""

from datetime import datetime
from operator import attrgetter

from importer.checks.order_frame import RowFrame
from importer.checks.schema import ORDER_RULES, ROW_RULES, judge_cells, judge_rules
from importer.parsing import ParsedTable
from importer.problems import Problem


def judge(typed: ParsedTable, today: datetime) -> tuple[Problem, ...]:
    """Every problem and warning of the typed sheet, in the order of its rows.

    `today` is the merchant's local time. What is wrong with an order as a whole is told once, at
    its first row, or where the cell that it is about stands.
    """
    rows = RowFrame(typed, today)
    found = [
        *judge_rules(ORDER_RULES, rows.orders),
        *judge_rules(ROW_RULES, rows),
        *judge_cells(rows),
    ]
    return tuple(sorted(found, key=attrgetter("row")))


__all__ = ["judge"]
