"""A mapped table → the same table with typed values.

Every distinct cell of a column is parsed once, alone. What one cell leaves open (1,250; 03/04/2026;
a local phone number; 2:30; an amount that names its currency) is settled then by its column or row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from importer.catalog import BY_NAME, Kind
from importer.parsing import currencies, date_order, decimal_separator, times
from importer.parsing.columns import ParsedColumn, column, counted_as_empty
from importer.parsing.context import Known, contradicted, read_phones
from importer.parsing.registry import CALENDAR, NUMERIC, all_plain, reader
from importer.problems import Problem

if TYPE_CHECKING:
    from importer.mapping import MappedTable


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


def parse_table(table: MappedTable, options: ReadOptions) -> ParsedTable:
    """The table with typed values; what cannot be read is None and has its problem."""
    done = _Done()
    numbers = []
    # A column is done with before the next begins wherever that can be, to spare memory.
    for each in _columns(table.frame, phones=False):
        each.read(reader(each.field), all_plain(each.field))
        if each.field.kind in NUMERIC:
            numbers.append(each)
            continue
        done.notes += _settle(each, options, table.constants.get(each.field.name))
        done.take(each)
    done.notes += decimal_separator.settle(numbers, options.decimal_mark)
    for each in numbers:
        done.take(contradicted(each, done.cells) if each.field.kind is Kind.MONEY else each)
    for each in _columns(table.frame, phones=True):
        done.take(read_phones(each, done.cells))
    return done.typed(table.frame)


def _columns(frame: pd.DataFrame, *, phones: bool) -> Iterator[ParsedColumn]:
    rows = frame.index.to_numpy()
    for name, cells in frame.items():
        of = BY_NAME[str(name)]
        if (of.kind is Kind.PHONE) is phones:
            yield column(of, rows, cells.to_numpy(dtype=object))


def _settle(each: ParsedColumn, options: ReadOptions, said: str | None) -> list[Problem]:
    """Reads anew what the column as a whole or `said`, its constant, decides; notes say so."""
    if each.field.kind in CALENDAR:
        return date_order.settle(each, options.date_order)
    if each.field.kind is Kind.TIME:
        times.settle(each)
    if each.field.kind is Kind.CURRENCY:
        currencies.settle(each, said)
    return []


@dataclass
class _Done:
    """What has been read so far: typed cells by column, and what is to be said about them."""

    cells: Known = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    unparsed: dict[str, frozenset[int]] = field(default_factory=dict)

    def take(self, each: ParsedColumn) -> None:
        """The column is read as far as it can be."""
        name = each.field.name
        self.cells[name] = each.values()
        refused = each.refused()
        if refused:
            self.problems += each.problems()
            self.unparsed[name] = refused
        self.notes += counted_as_empty(each)

    def typed(self, frame: pd.DataFrame) -> ParsedTable:
        """The whole table, its columns in the frame's order."""
        cells = {name: self.cells[str(name)] for name in frame.columns}
        typed = pd.DataFrame(cells, index=frame.index, columns=frame.columns, dtype=object)
        return ParsedTable(typed, (*self.problems, *self.notes), self.unparsed)
