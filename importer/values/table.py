"""A mapped table → the same table with typed values.

Every distinct cell of a column is parsed once, alone. What one cell leaves open (1,250; 03/04/2026;
a local phone number; 2:30; an amount that names its currency) is settled then by its column or row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from importer.fields import BY_NAME, Kind
from importer.problems import Problem
from importer.values import calendars, companions, marks, slots
from importer.values.bad import Bad, Parser
from importer.values.columns import Column, column
from importer.values.kinds import CALENDAR, NUMERIC, no_value, parser
from importer.values.notes import counted_as_empty
from importer.values.typed import ReadOptions, Typed

if TYPE_CHECKING:
    from importer.mapping import Table


def type_table(table: Table, options: ReadOptions) -> Typed:
    """The table with typed values; what cannot be read is None and has its problem."""
    rows = table.frame.index.tolist()
    columns = {
        str(name): column(BY_NAME[str(name)], rows, cells.tolist())
        for name, cells in table.frame.items()
    }
    for each in columns.values():
        if each.field.kind is not Kind.PHONE:
            each.read(_reader(each))
    notes = _settle(list(columns.values()), options)
    for name, each in columns.items():
        if each.field.kind is Kind.PHONE:
            columns[name] = companions.read_phones(columns, each)
        elif each.field.kind is Kind.MONEY:
            columns[name] = companions.contradicted(columns, each)
    return _typed(table.frame, columns.values(), notes)


def _reader(of: Column) -> Parser:
    """The parser of the column's cells, empty and broken ones included."""
    kind, parse = of.field.kind, parser(of.field)

    def read(cell: object) -> object:
        nothing = no_value(cell, kind)
        if nothing is False:
            return parse(cell)
        return nothing if isinstance(nothing, Bad) else None

    return read


def _settle(columns: Sequence[Column], options: ReadOptions) -> list[Problem]:
    notes = marks.settle([c for c in columns if c.field.kind in NUMERIC], options.decimal_mark)
    for each in columns:
        if each.field.kind in CALENDAR:
            notes += calendars.settle(each, options.date_order)
    slots.settle([each for each in columns if each.field.kind is Kind.TIME])
    return notes


def _typed(frame: pd.DataFrame, columns: Iterable[Column], notes: list[Problem]) -> Typed:
    arrays = {}
    problems: list[Problem] = []
    unread = {}
    for each in columns:
        values = np.empty(len(frame), dtype=object)
        values[:] = each.values()
        arrays[each.field.name] = values
        refused = each.problems()
        if refused:
            unread[each.field.name] = frozenset(found.row for found in refused if found.row)
        problems += [*refused, *counted_as_empty(each)]
    typed = pd.DataFrame(arrays, index=frame.index, dtype=object)
    return Typed(typed, (*problems, *notes), unread)
