"""A mapped table → the same table with typed values.

Every distinct cell of a column is parsed once, alone. What one cell leaves open (1,250; 03/04/2026;
a local phone number; 2:30; an amount that names its currency) is decided then by its column or row.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Literal

import pandas as pd

from importer import catalog
from importer.catalog import BY_NAME, Kind
from importer.errors import FileUnreadable
from importer.parsing.amounts import Formats, fill_currencies, refuse_other_currencies, round_hidden
from importer.parsing.columns import (
    ParsedColumn,
    Rows,
    convert_unit,
    factorize,
    note_empty,
    note_repaired,
)
from importer.parsing.context import Known, parse_phones, settle_currencies
from importer.parsing.currencies import decide_shared_words
from importer.parsing.date_order import decide_order
from importer.parsing.decimal_separator import decide_decimal_mark
from importer.parsing.fast_texts import all_plain
from importer.parsing.ids import mend_ids, warn_of_dates
from importer.parsing.registry import CALENDAR, NUMERIC, cell_parser
from importer.parsing.times import decide_hours
from importer.problems import Problem
from importer.reading import number_formats

if TYPE_CHECKING:
    from importer.mapping import MappedTable


@dataclass(frozen=True)
class ReadOptions:
    """What a person settled where the cells leave it open: 03/04/2026, 1,250, and what a way to pay
    means (as written → cod or paid)."""

    date_order: Literal["day", "month"] | None = None
    decimal_mark: Literal[".", ","] | None = None
    payments: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ParsedTable:
    """The table with typed values.

    `frame` has the table's index and columns; its object cells are typed as `catalog.Kind` says,
    None where the cell is empty or could not be read. `problems` are those of cells and the notes
    of columns (row None). `unparsed` are, by column, the rows whose cell could not be read, so that
    nobody calls them empty. Each of them has its problem, but for a local phone in a row without a
    country that is known: the country's problem stands for both. `is_export`: a known shop's
    program wrote the sheet, and its sums; `sums_lines`: order totals are worked out from the lines.
    """

    frame: pd.DataFrame
    problems: tuple[Problem, ...]
    unparsed: Mapping[str, frozenset[int]]
    source_rows: Mapping[str, Rows] = field(default_factory=dict)
    is_export: bool = False
    sums_lines: bool = False

    def rows_of(self, column: str) -> Rows:
        """For every row the row of the sheet in which its value stands: its own one, but for a
        cell that was taken from another row of its order (`source_rows`)."""
        own = self.source_rows.get(column)
        return self.frame.index.to_numpy() if own is None else own


def parse_table(table: MappedTable, options: ReadOptions) -> ParsedTable:
    """The table with typed values; what cannot be read is None and has its problem."""
    done = _Done()
    numbers, currencies = [], []
    # A column is done with before the next begins wherever that can be, to spare memory.
    for column in _columns(table, phones=False):
        column.parse(cell_parser(column.field, options.payments), all_plain(column.field))
        if column.field.kind in NUMERIC:
            numbers.append(column)
            continue
        if column.field.kind in CALENDAR:
            done.notes += decide_order(column, options.date_order)
        elif column.field.kind is Kind.CODE:
            done.notes += warn_of_dates(column) + mend_ids(column)
        elif column.field.kind is Kind.TIME:
            decide_hours(column)
        elif column.field.kind is Kind.CURRENCY:
            decide_shared_words(column, table.constants.get(column.field.name))
            currencies.append(column)
            continue
        done.add(column)
    for column in currencies:
        done.add(settle_currencies(column, done.cells))
    _add_numbers(numbers, done, options, partial(_formats, table))
    for column in _columns(table, phones=True):
        done.add(parse_phones(column, done.cells))
    return done.table(table.frame)


def _add_numbers(
    columns: Sequence[ParsedColumn], done: _Done, options: ReadOptions, formats: Formats
) -> None:
    """What the cells and headers of number columns leave open is decided by one another."""
    done.notes += decide_decimal_mark(columns, options.decimal_mark)
    money = [column for column in columns if column.field.kind is Kind.MONEY]
    unparsed = done.unparsed.get(catalog.CURRENCY.name, frozenset())
    done.notes += fill_currencies(money, done.cells, unparsed)
    for column in columns:
        done.notes += convert_unit(column)
        if column.field.kind is Kind.MONEY:
            refused = refuse_other_currencies(column, done.cells)
            column, rounded = round_hidden(refused, done.cells, formats)
            done.notes += rounded
        done.add(column)


def _formats(table: MappedTable, column: ParsedColumn, rows: Collection[int]) -> Mapping[int, str]:
    """The number formats of a column's cells; none where the file is gone or has none."""
    place = table.place(column.field.name)
    try:
        by_row = number_formats(table.book.path, table.sheet.name, rows)
    except FileUnreadable:
        return {}
    return {row: by_row.get(row, {}).get(-1 if place is None else place, "") for row in rows}


def _columns(table: MappedTable, *, phones: bool) -> Iterator[ParsedColumn]:
    rows = table.frame.index.to_numpy()
    for name, cells in table.frame.items():
        of = BY_NAME[str(name)]
        if (of.kind is Kind.PHONE) is phones:
            column = factorize(of, rows, cells.to_numpy(dtype=object))
            column.constant = table.constants.get(of.name)
            column.header = table.header(of.name)
            column.unit = table.unit(of)
            yield column


@dataclass
class _Done:
    """What has been parsed so far: typed cells by column, and what is to be said about them."""

    cells: Known = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    unparsed: dict[str, frozenset[int]] = field(default_factory=dict)

    def add(self, column: ParsedColumn) -> None:
        """The column is parsed as far as it can be."""
        name = column.field.name
        self.cells[name] = column.values()
        if refused := column.unparsed_rows():
            self.problems += column.problems()
            self.unparsed[name] = refused
        self.notes += note_empty(column) + note_repaired(column)

    def table(self, frame: pd.DataFrame) -> ParsedTable:
        """The whole table, its columns in the frame's order."""
        cells = {name: self.cells[str(name)] for name in frame.columns}
        typed = pd.DataFrame(cells, index=frame.index, columns=frame.columns, dtype=object)
        return ParsedTable(typed, (*self.problems, *self.notes), self.unparsed)
