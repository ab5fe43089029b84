"""The parsed table as the rules see it: whole columns, by row or by order, each worked out once."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any, Self, TypeVar, TypeVarTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from importer import catalog
from importer.catalog import Field, Part
from importer.grouping import first_positions, with_lone_rows
from importer.parsing import ParsedTable

Mask = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Positions = npt.NDArray[np.intp]
Uniques = npt.NDArray[np.object_]
T = TypeVar("T")
A = TypeVarTuple("A")
_ATTRIBUTE = "coded_frame"


class CodedFrame(ABC):
    """Columns as pandas codes its categories, one entry a row or an order.

    A column is its distinct values (`uniques`) and, for every entry, the position of its value
    among them (`codes`, -1 for none), so that a value is looked at once however often it occurs.
    A column that the sheet does not have is an empty one. `index` has the entries' sheet rows,
    `now` is the merchant's local time, `partial_cod` whether an order paid on delivery may be due
    in part.
    """

    def __init__(
        self,
        table: ParsedTable,
        now: datetime,
        index: npt.NDArray[np.int64],
        *,
        partial_cod: bool,
    ) -> None:
        self.table = table
        self.now = now
        self.index = index
        self.partial_cod = partial_cod
        self._columns: dict[str, tuple[Positions, Uniques]] = {}
        self._cache: dict[Hashable, Any] = {}

    def __len__(self) -> int:
        return len(self.index)

    def has(self, field: Field) -> bool:
        """Whether the sheet has the column."""
        return field.name in self.table.frame

    def codes(self, field: Field) -> Positions:
        """The position of each entry's value in `uniques`; -1 for none."""
        return self.column(field)[0]

    def uniques(self, field: Field) -> Uniques:
        """The values that occur in the column of the sheet, each once."""
        return self.column(field)[1]

    def column(self, field: Field) -> tuple[Positions, Uniques]:
        """The column's `codes` and `uniques`."""
        if field.name not in self._columns:
            self._columns[field.name] = self._factorize(field)
        return self._columns[field.name]

    @abstractmethod
    def _factorize(self, field: Field) -> tuple[Positions, Uniques]: ...

    def notna(self, field: Field) -> Mask:
        """Where there is a value."""
        return self.codes(field) >= 0

    @abstractmethod
    def unparsed(self, field: Field) -> Mask | None:
        """Where the cell held something that could not be read; None when that is nowhere."""

    def filled(self, field: Field) -> Mask:
        """Where the cell is not empty: there is a value, or one that could not be read."""
        unparsed = self.unparsed(field)
        return self.notna(field) if unparsed is None else self.notna(field) | unparsed

    def any_filled(self, fields: Iterable[Field]) -> Mask:
        """Where at least one of the cells is not empty."""
        masks = [self.filled(field) for field in fields if self.has(field)]
        return np.logical_or.reduce(masks) if masks else np.zeros(len(self), dtype=bool)

    @abstractmethod
    def rows_of(self, field: Field) -> npt.NDArray[np.int64]:
        """The row of the sheet in which each entry's value stands."""

    def map(
        self,
        field: Field,
        function: Callable[[Any], Any],
        empty: object,
        at: Positions | None = None,
    ) -> npt.NDArray[Any]:
        """`function` of every value (or of those `at` some positions), called once for each
        distinct one; `empty` where there is no value."""
        codes, uniques = self.column(field)
        if at is None:
            results = [*map(function, uniques), empty]
        else:
            codes, used = pd.factorize(codes[at])
            results = [empty if code < 0 else function(uniques[code]) for code in used.tolist()]
        # An array of fixed-width text would give every cell the room of the longest.
        dtype = object if isinstance(empty, str | None) else None
        return np.array(results, dtype=dtype)[codes]

    def isin(self, field: Field, *values: object) -> Mask:
        """Where the value is one of these."""
        return self.map(field, lambda value: value in values, False)

    def floats(self, field: Field) -> Floats:
        """The numbers as floats, good for judging; NaN where there is none."""
        return self.cached(_to_floats, field)

    def take(self, field: Field, at: Positions) -> list[Any]:
        """The typed values at some positions, None where there is none."""
        return list(self.map(field, lambda value: value, None, at))

    def texts(self, field: Field, at: Positions) -> list[str]:
        """The values at some positions as a message shows them; empty where there is none."""
        return list(self.map(field, display_text, "", at))

    def cached(self, compute: Callable[[Self, *A], T], *arguments: *A) -> T:
        """What `compute` gives of this frame and the arguments, computed the first time only."""
        key = (compute, *arguments)
        if key not in self._cache:
            self._cache[key] = compute(self, *arguments)
        result: T = self._cache[key]
        return result

    def to_pandas(self, columns: Iterable[str]) -> pd.DataFrame:
        """Those of the columns that the sheet has, as categories below the index of sheet rows.

        `coded_frame` leads back from it, and from frames that are derived of it.
        """
        fields = (catalog.BY_NAME[name] for name in columns)
        data = {field.name: self._categorical(field) for field in fields if self.has(field)}
        frame = pd.DataFrame(data, index=self.index)
        frame.attrs[_ATTRIBUTE] = self
        return frame

    def _categorical(self, field: Field) -> pd.Categorical:
        codes, uniques = self.column(field)
        dtype = pd.CategoricalDtype(pd.Index(uniques, dtype=object))
        return pd.Categorical.from_codes(codes, dtype=dtype, validate=False)

    def __deepcopy__(self, _memo: object) -> Self:
        """Itself: pandas copies `attrs` deeply into every frame and column that it derives."""
        return self


def coded_frame(frame: pd.DataFrame) -> Any:
    """The RowFrame or OrderFrame of which the frame was made (`to_pandas`)."""
    return frame.attrs[_ATTRIBUTE]


class RowFrame(CodedFrame):
    """The columns by row of the sheet."""

    def __init__(self, table: ParsedTable, now: datetime, *, partial_cod: bool = False) -> None:
        super().__init__(table, now, table.frame.index.to_numpy(), partial_cod=partial_cod)

    def _factorize(self, field: Field) -> tuple[Positions, Uniques]:
        if not self.has(field):
            return np.full(len(self), -1, dtype=np.intp), np.empty(0, dtype=object)
        codes, uniques = pd.factorize(self.table.frame[field.name].to_numpy(dtype=object))
        return codes, uniques

    def unparsed(self, field: Field) -> Mask | None:
        return self.cached(_unparsed_rows, field)

    def rows_of(self, field: Field) -> npt.NDArray[np.int64]:
        return self.table.rows_of(field.name)

    @cached_property
    def order_codes(self) -> Positions:
        """The position of each row's order in `orders`; a row without an id is an order of its
        own."""
        return with_lone_rows(self.codes(catalog.ORDER_ID), self.index)

    @cached_property
    def orders(self) -> OrderFrame:
        """The same columns by order."""
        return OrderFrame(self)

    @cached_property
    def is_item(self) -> Mask:
        """Which rows say something of an item."""
        return self.any_filled(catalog.of_part(Part.ITEM))


class OrderFrame(CodedFrame):
    """The columns by order, in file order: what the order's first row says.

    `rows` are all rows of the sheet, `first_rows` the positions of the orders' first ones.
    """

    def __init__(self, rows: RowFrame) -> None:
        self.rows = rows
        self.first_rows = first_positions(rows.order_codes)
        index = rows.index[self.first_rows]
        super().__init__(rows.table, rows.now, index, partial_cod=rows.partial_cod)

    def _factorize(self, field: Field) -> tuple[Positions, Uniques]:
        codes, uniques = self.rows.column(field)
        return codes[self.first_rows], uniques

    def unparsed(self, field: Field) -> Mask | None:
        """Where any row of the order held something that could not be read."""
        rows = self.rows.unparsed(field)
        return None if rows is None else self.any_row(rows)

    def rows_of(self, field: Field) -> npt.NDArray[np.int64]:
        return self.rows.rows_of(field)[self.first_rows]

    def any_row(self, rows: Mask) -> Mask:
        """The orders with at least one of these rows of the sheet."""
        return np.bincount(self.rows.order_codes[rows], minlength=len(self)) > 0

    @cached_property
    def row_counts(self) -> Positions:
        """How many rows each order has."""
        return np.bincount(self.rows.order_codes)


def _unparsed_rows(rows: RowFrame, field: Field) -> Mask | None:
    unparsed = rows.table.unparsed.get(field.name)
    return np.isin(rows.index, list(unparsed)) if unparsed else None


def _to_floats(frame: CodedFrame, field: Field) -> Floats:
    return frame.map(field, float, np.nan)


def display_text(value: object) -> str:
    """A typed value as a merchant writes it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, datetime):
        return value.strftime("%d/%m/%Y %H:%M")
    return value.strftime("%d/%m/%Y") if isinstance(value, date) else str(value)
