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
from importer.parsing.dates import LAST_SERIAL, Order, parse_date, parse_moment, possible_orders
from importer.parsing.parser import ParseError, parse_error
from importer.problems import Problem, cells, problem
from importer.reading import display_text

_LAYOUT: dict[Order, str] = {"day": "dd/mm/yyyy", "month": "mm/dd/yyyy", "year": "yy-mm-dd"}
_ASKED = frozenset({"day", "month"})  # what --dates may say
_UP_TO = 12
"""Only a day up to 12 can have been a month."""
_ENOUGH = 4
"""So many different date cells with such a day are hardly chance."""
_Possible = Mapping[int, frozenset[Order]]  # by code, for the cells that are dates of numbers


def decide_order(column: ParsedColumn, chosen: Order | None) -> list[Problem]:
    """Reads the unclear cells of a date column anew where that is decided; notes say by what."""
    notes = _note_serials(column)
    possible = {code: some for code, cell in column.witnesses() if (some := possible_orders(cell))}
    if chosen:
        _refuse_other_order(column, possible, chosen)
    else:
        notes += _warn_of_two_orders(column, possible)
    unclear = column.unparsed(cells.DATE_UNCLEAR, cells.DATE_SHORT_YEAR)
    if not unclear:
        return notes + _warn_of_swaps(column, possible)
    common = frozenset.intersection(*possible.values()) if possible else frozenset()
    order = chosen or (next(iter(common)) if len(common) == 1 else None)
    if order:
        parse = parse_date if column.field.kind is Kind.DATE else parse_moment
        column.parse_again(unclear, partial(parse, order=order))
        if not chosen:
            notes += _note_order(column, unclear, order, possible)
    return notes


def _refuse_other_order(column: ParsedColumn, possible: _Possible, chosen: Order) -> None:
    """A date that cannot be in the order that was asked for is not read in another one unsaid."""
    for code, orders in possible.items():
        if chosen not in orders and orders <= _ASKED:
            column.parsed[code] = parse_error(cells.DATE_OTHER_ORDER, order=_LAYOUT[chosen])


def _warn_of_two_orders(column: ParsedColumn, possible: _Possible) -> list[Problem]:
    first = {
        next(iter(orders)): code
        for code, orders in reversed([*possible.items()])
        if len(orders) == 1 and orders <= _ASKED
    }
    if len(first) < len(_ASKED):
        return []
    day, month = first["day"], first["month"]
    return [
        problem(
            cells.DATES_IN_TWO_ORDERS,
            column=column.field.name,
            value=display_text(column.uniques[day]),
            row_number=column.first_row(day),
            example=display_text(column.uniques[month]),
            proof=column.first_row(month),
        )
    ]


def _note_order(
    column: ParsedColumn, unclear: Sequence[int], order: Order, possible: _Possible
) -> list[Problem]:
    decided = [code for code in unclear if not isinstance(column.parsed[code], ParseError)]
    if not decided:
        return []
    witness = min(possible, key=lambda code: len(possible[code]))
    proof, example = column.first_row(witness), display_text(column.uniques[witness])
    facts = {"order": _LAYOUT[order], "proof": proof, "example": example}
    return [column.told(cells.DATE_ORDER_DECIDED, decided, **facts)]


def _note_serials(column: ParsedColumn) -> list[Problem]:
    """A note on number cells that were read as days."""
    serials = [
        code
        for code, (cell, value) in enumerate(zip(column.uniques, column.parsed, strict=True))
        if isinstance(value, date) and isinstance(cell, int | float) and cell <= LAST_SERIAL
    ]
    if not serials:
        return []
    return [column.told(cells.DATE_SERIAL, serials, example=column.parsed[serials[0]])]


def _warn_of_swaps(column: ParsedColumn, possible: _Possible) -> list[Problem]:
    """A warning where Excel seems to have read some of the column's texts in its own order."""
    proven = {orders for orders in possible.values() if len(orders) == 1}
    days = {code: cell.day for code, cell in enumerate(column.uniques) if isinstance(cell, date)}
    if len(proven) != 1 or len(days) < _ENOUGH or max(days.values()) > _UP_TO:
        return []
    [[order]] = proven
    text = next(code for code, orders in possible.items() if len(orders) == 1)
    return [
        problem(
            cells.DATES_MAYBE_SWAPPED,
            column=column.field.name,
            value=display_text(column.uniques[text]),
            order=_LAYOUT[order],
            count=column.count(days),
        )
    ]
