"""Day-first or month-first, by what the cells of a column show.

`31/12/2025` proves that its column writes the day first; `03/04/2026` follows. A column that proves
nothing, or both, keeps its unclear cells as problems. Real date cells need no order, but they tell
tales: when a file with 25/03/2026 is opened in an Excel that expects the month first, that cell
stays text while 04/03/2026 silently becomes the 3rd of April.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from importer.catalog import Kind
from importer.parsing.columns import ParsedColumn
from importer.parsing.dates import LAST_SERIAL, Order, day, moment, orders_open
from importer.parsing.parser import ParseError, Parser
from importer.problems import Problem, cells, problem
from importer.reading import display_text

_LAYOUT: dict[Order, str] = {"day": "dd/mm/yyyy", "month": "mm/dd/yyyy", "year": "yy-mm-dd"}
_UP_TO = 12
"""Only a day up to 12 can have been a month."""
_ENOUGH = 4
"""So many different date cells with such a day are hardly chance."""
_Open = Mapping[int, frozenset[Order]]


def settle(column: ParsedColumn, chosen: Order | None) -> list[Problem]:
    """Reads the unclear cells of a date column anew where that is decided; notes say by what."""
    notes = _serials(column)
    open_to = {
        place: orders for place, cell in enumerate(column.distinct) if (orders := orders_open(cell))
    }
    unclear = column.unparsed(cells.DATE_UNCLEAR, cells.DATE_SHORT_YEAR)
    common = frozenset.intersection(*open_to.values()) if open_to else frozenset()
    order = chosen or (next(iter(common)) if len(common) == 1 else None)
    if unclear and order:
        column.read_again(unclear, _parser(column, order))
        if not chosen:
            notes += _decided(column, unclear, order, open_to)
    return notes if unclear else notes + _swapped(column, open_to)


def _parser(column: ParsedColumn, order: Order) -> Parser:
    return partial(day if column.field.kind is Kind.DATE else moment, order=order)


def _decided(
    column: ParsedColumn, unclear: Sequence[int], order: Order, open_to: _Open
) -> list[Problem]:
    read = [place for place in unclear if not isinstance(column.parsed[place], ParseError)]
    if not read:
        return []
    witness = min(open_to, key=lambda place: len(open_to[place]))
    return [
        problem(
            cells.DATE_ORDER_DECIDED,
            column=column.field.name,
            value=display_text(column.distinct[read[0]]),
            order=_LAYOUT[order],
            proof=column.first_row(witness),
            example=display_text(column.distinct[witness]),
            count=column.count(read),
        )
    ]


def _serials(column: ParsedColumn) -> list[Problem]:
    """A note on number cells that were read as days."""
    found = [
        place
        for place, read in enumerate(column.parsed)
        if isinstance(read, date) and _is_serial(column.distinct[place])
    ]
    if not found:
        return []
    example = column.parsed[found[0]]
    return [
        problem(
            cells.DATE_SERIAL,
            column=column.field.name,
            value=display_text(column.distinct[found[0]]),
            example=example,
            count=column.count(found),
        )
    ]


def _is_serial(cell: object) -> bool:
    return isinstance(cell, int | float) and cell <= LAST_SERIAL


def _swapped(column: ParsedColumn, open_to: _Open) -> list[Problem]:
    """A warning where Excel seems to have read some of the column's texts in its own order."""
    proven = {orders for orders in open_to.values() if len(orders) == 1}
    dates = [place for place, cell in enumerate(column.distinct) if isinstance(cell, date)]
    if len(proven) != 1 or len(dates) < _ENOUGH:
        return []
    days = (column.distinct[place] for place in dates)
    if any(isinstance(cell, date) and cell.day > _UP_TO for cell in days):
        return []
    [[order]] = proven
    text = next(place for place, orders in open_to.items() if len(orders) == 1)
    return [
        problem(
            cells.DATES_MAYBE_SWAPPED,
            column=column.field.name,
            value=display_text(column.distinct[text]),
            order=_LAYOUT[order],
            count=column.count(dates),
        )
    ]
