"""The values of this room: what may be asked of it, and what it gives."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from importer.problems import Problem


@dataclass(frozen=True)
class ParsedTable:
    """The table with typed values.

    `frame` has the table's index and columns; its object cells are typed as `fields.Kind` says,
    None where the cell is empty or could not be read. `problems` are those of cells and the notes
    of columns (row None). `unparsed` are, by column, the rows whose cell could not be read, so that
    nobody calls them empty. Each of them has its problem, but for a local phone in a row without a
    country that is known: the country's problem stands for both.
    """

    frame: pd.DataFrame
    problems: tuple[Problem, ...]
    unparsed: Mapping[str, frozenset[int]]
    source_rows: Mapping[str, npt.NDArray[np.int64]] = field(default_factory=dict)

    def rows_of(self, column: str) -> npt.NDArray[np.int64]:
        """For every row the row of the sheet in which its value stands: its own one, but for a
        cell that was taken from another row of its order (`source_rows`)."""
        own = self.source_rows.get(column)
        return self.frame.index.to_numpy() if own is None else own


@dataclass(frozen=True)
class ReadOptions:
    """What a person settled where the cells leave it open: 03/04/2026 and 1,250."""

    date_order: Literal["day", "month"] | None = None
    decimal_mark: Literal[".", ","] | None = None
