"""The typed sheet as the rules see it: whole columns, by row or by order, each worked out once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from importer import catalog
from importer.catalog import Field, Part
from importer.grouping import first_positions, with_lone_rows
from importer.parsing import ParsedTable

Mask = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]


class Grid:
    """Columns of the sheet, one entry a row.

    A column stands as its distinct values and, for every row, the place of its value among them
    (-1: nothing there), so that a value is looked at once however often it occurs. A column that
    the sheet does not have is an empty one.
    """

    def __init__(self, typed: ParsedTable, now: datetime) -> None:
        self.now = now
        self.rows = typed.frame.index.to_numpy()
        self._typed = typed
        self._columns: dict[str, tuple[Places, npt.NDArray[np.object_]]] = {}
        self._kept: dict[object, Any] = {}

    def __len__(self) -> int:
        return len(self.rows)

    def has(self, field: Field) -> bool:
        """Whether the sheet has the column."""
        return field.name in self._typed.frame

    def places(self, field: Field) -> Places:
        """Where each row's value stands in `distinct`; -1 for nothing."""
        return self._column(field)[0]

    def distinct(self, field: Field) -> npt.NDArray[np.object_]:
        """The values that occur in the column, each once."""
        return self._column(field)[1]

    def _column(self, field: Field) -> tuple[Places, npt.NDArray[np.object_]]:
        if field.name not in self._columns:
            self._columns[field.name] = self._look(field)
        return self._columns[field.name]

    def _look(self, field: Field) -> tuple[Places, npt.NDArray[np.object_]]:
        if not self.has(field):
            return np.full(len(self), -1, dtype=np.intp), np.empty(0, dtype=object)
        cells = self._typed.frame[field.name].to_numpy(dtype=object)
        places, distinct = pd.factorize(cells)
        return places, distinct

    def known(self, field: Field) -> Mask:
        """Where there is a value."""
        return self.places(field) >= 0

    def filled(self, field: Field) -> Mask:
        """Where the cell is not empty: there is a value, or one that could not be read."""
        unparsed = self.unparsed(field)
        return self.known(field) if unparsed is None else self.known(field) | unparsed

    def unparsed(self, field: Field) -> Mask | None:
        """Where the cell held something that could not be read; None when that is nowhere."""
        rows = self._typed.unparsed.get(field.name)
        return np.isin(self.rows, list(rows)) if rows else None

    def rows_of(self, field: Field) -> npt.NDArray[np.int64]:
        """The row of the sheet in which each row's value stands."""
        return self._typed.rows_of(field.name)

    def any_filled(self, of: Iterable[Field]) -> Mask:
        """Where at least one of the cells is not empty."""
        masks = [self.filled(field) for field in of if self.has(field)]
        return np.logical_or.reduce(masks) if masks else np.zeros(len(self), dtype=bool)

    def each(self, field: Field, work: Callable[[Any], Any], empty: Any) -> npt.NDArray[Any]:
        """`work` of every row's value, done once a distinct value; `empty` where there is none."""
        # An array of fixed-width text would give every cell the room of the longest.
        kind = object if isinstance(empty, str | None) else None
        done = np.array([*map(work, self.distinct(field)), empty], dtype=kind)
        return done[self.places(field)]

    def says(self, field: Field, *values: object) -> Mask:
        """Where the value is one of these."""
        return self.each(field, lambda value: value in values, False)

    def number(self, field: Field) -> Numbers:
        """The values as floats, good for judging; not a number where there is none."""
        numbers: Numbers = self.once(
            ("number", field.name), lambda: self.each(field, float, np.nan)
        )
        return numbers

    def values(self, field: Field, at: Places) -> list[Any]:
        """The typed values of some rows, None where there is none."""
        return list(self.each(field, lambda value: value, None)[at])

    def texts(self, field: Field, at: Places) -> list[str]:
        """The values of some rows in words for a message; empty where there is none."""
        return list(self.each(field, in_words, "")[at])

    def once(self, name: object, work: Callable[[], Any]) -> Any:
        """What `work` gives, worked out the first time only."""
        if name not in self._kept:
            self._kept[name] = work()
        return self._kept[name]

    @cached_property
    def order_of(self) -> Places:
        """The place of each row's order in `orders`."""
        return with_lone_rows(self.places(catalog.ORDER_ID), self.rows)

    @cached_property
    def orders(self) -> Orders:
        """The same sheet, one entry an order."""
        return Orders(self)

    @cached_property
    def is_item(self) -> Mask:
        """Which rows say something of an item."""
        return self.any_filled(catalog.of_part(Part.ITEM))


class Orders(Grid):
    """Columns of the orders, one entry an order, in file order: what its first row says."""

    def __init__(self, sheet: Grid) -> None:
        super().__init__(sheet._typed, sheet.now)
        self.sheet = sheet
        self.first = first_positions(sheet.order_of)
        self.rows = sheet.rows[self.first]

    def _look(self, field: Field) -> tuple[Places, npt.NDArray[np.object_]]:
        places, distinct = self.sheet._column(field)
        return places[self.first], distinct

    def unparsed(self, field: Field) -> Mask | None:
        """Where any row of the order held something that could not be read."""
        rows = self.sheet.unparsed(field)
        return None if rows is None else self.any_row(rows)

    def rows_of(self, field: Field) -> npt.NDArray[np.int64]:
        """The row of the sheet in which each order's value stands."""
        return self.sheet.rows_of(field)[self.first]

    def any_row(self, rows: Mask) -> Mask:
        """The orders with at least one of these rows of the sheet."""
        return np.bincount(self.sheet.order_of[rows], minlength=len(self)) > 0


def in_words(value: object) -> str:
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
