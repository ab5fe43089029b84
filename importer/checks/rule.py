"""A rule across cells: what must hold, at which cell, and the code of the problem if it does not.

A new rule is one function and one line in the table of a module of this room, with its code in
`problems/rules.py`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from importer.catalog import Field
from importer.checks.order_frame import CodedFrame, Mask, Positions
from importer.problems import Code

Params = dict[str, Sequence[object] | str]  # one for each broken row or order, or one for all
G = TypeVar("G", bound=CodedFrame, contravariant=True)


def _nothing(_frame: CodedFrame, _field: Field, _at: Positions) -> Params:
    return {}


@dataclass(frozen=True, slots=True)
class Rule(Generic[G]):
    """`passes` says, of every row or order, whether all is well with the cell of `field`.

    `params` gives what the code's texts want to know of those that are broken. A rule that is not
    `applies_to_empty` cannot be broken by an empty cell, and so not in a sheet without the column.
    """

    code: Code
    field: Field
    passes: Callable[[G, Field], Mask]
    params: Callable[[G, Field, Positions], Params] = _nothing
    applies_to_empty: bool = False
