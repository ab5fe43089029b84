"""A rule across cells: what must hold, at which cell, and the code of the problem if it does not.

A new rule is one decorated function in one of the rule modules, its code in `problems/rules.py`
and its line in the table of `tests/schema`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from importer.catalog import Field
from importer.checks.order_frame import Grid, Mask, Orders, Places
from importer.problems import Code

Facts = dict[str, Sequence[object] | str]  # one for each broken row or order, or one for all
G = TypeVar("G", bound=Grid)
Holds = Callable[[G, Field], Mask]
Tells = Callable[[G, Field, Places], Facts]


@dataclass(frozen=True, slots=True)
class Rule(Generic[G]):
    """`holds` says, of every row or order, whether all is well with the cell of `field`.

    `facts` gives what the code's texts want to know of those that are broken. A rule that is not
    `of_gaps` cannot be broken by an empty cell, and so not in a sheet without the column.
    """

    code: Code
    field: Field
    holds: Holds[G]
    facts: Tells[G]
    of_gaps: bool


ROW_RULES: list[Rule[Grid]] = []
ORDER_RULES: list[Rule[Orders]] = []


def _nothing(_grid: Grid, _field: Field, _at: Places) -> Facts:
    return {}


def row_rule(
    code: Code, *of: Field, facts: Tells[Grid] = _nothing, of_gaps: bool = False
) -> Callable[[Holds[Grid]], Holds[Grid]]:
    """Makes the function a rule of every row, for each of the given fields."""

    def keep(holds: Holds[Grid]) -> Holds[Grid]:
        ROW_RULES.extend(Rule(code, field, holds, facts, of_gaps) for field in of)
        return holds

    return keep


def order_rule(
    code: Code, *of: Field, facts: Tells[Orders] = _nothing, of_gaps: bool = False
) -> Callable[[Holds[Orders]], Holds[Orders]]:
    """Makes the function a rule of every order, for each of the given fields."""

    def keep(holds: Holds[Orders]) -> Holds[Orders]:
        ORDER_RULES.extend(Rule(code, field, holds, facts, of_gaps) for field in of)
        return holds

    return keep
