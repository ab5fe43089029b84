"""A rule across cells: what must hold, at which cell, and the code of the problem if it does not.

A new rule is one function and one line in the table of a module of this room, with its code in
`problems/rules.py`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from importer.catalog import Field
from importer.checks.order_frame import Grid, Mask, Places
from importer.problems import Code

Facts = dict[str, Sequence[object] | str]  # one for each broken row or order, or one for all
G = TypeVar("G", bound=Grid, contravariant=True)


def _nothing(_grid: Grid, _field: Field, _at: Places) -> Facts:
    return {}


@dataclass(frozen=True, slots=True)
class Rule(Generic[G]):
    """`holds` says, of every row or order, whether all is well with the cell of `field`.

    `facts` gives what the code's texts want to know of those that are broken. A rule that is not
    `of_gaps` cannot be broken by an empty cell, and so not in a sheet without the column.
    """

    code: Code
    field: Field
    holds: Callable[[G, Field], Mask]
    facts: Callable[[G, Field, Places], Facts] = _nothing
    of_gaps: bool = False
