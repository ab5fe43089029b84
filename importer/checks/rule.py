"""A rule across columns: what must hold, at which cell, and the code of the problem if it does not.

A new rule is one function and one line in the table of its subject's module, with its code in
`problems/rules.py`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import pandas as pd
import pandera.pandas as pa

from importer.catalog import Field
from importer.checks.order_frame import CodedFrame, Mask, Positions, coded_frame
from importer.problems import Code

Params = dict[str, Sequence[object] | str]  # one for each failing row or order, or one for all
F = TypeVar("F", bound=CodedFrame, contravariant=True)


def no_params(_frame: Any, _field: Field, _at: Positions) -> Params:
    """For a code whose sentences have no places of their own."""
    return {}


@dataclass(frozen=True, slots=True)
class Rule(Generic[F]):
    """`passes` says of every row or order whether all is well with the cell of `field`.

    `params` gives, for the positions of those that fail, what the code's sentences want to know.
    A rule that does not apply to empty cells passes wherever the cell is empty, and so in a sheet
    without the column.
    """

    code: Code
    field: Field
    passes: Callable[[F, Field], Mask]
    params: Callable[[F, Field, Positions], Params] = no_params
    applies_to_empty: bool = False

    @property
    def check(self) -> pa.Check:
        """The rule as a check of a whole frame of pandas (`CodedFrame.to_pandas`): named as its
        code, which rules may share, and titled by its field."""
        return pa.Check(self._passes, name=self.code.name, title=self.field.name, ignore_na=False)

    def _passes(self, frame: pd.DataFrame) -> "pd.Series[bool] | bool":
        columns = coded_frame(frame)
        if not self.applies_to_empty and not columns.has(self.field):
            return True
        return by_position(self.passes(columns, self.field))


def by_position(passes: Mask) -> "pd.Series[bool]":
    """The output of a check, without the frame's index.

    Of an output with the frame's own index pandera lists each failing cell, of a whole frame each
    failing row once a column: seconds for many rows. The output itself says where.
    """
    return pd.Series(passes)
