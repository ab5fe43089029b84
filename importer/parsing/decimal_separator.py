"""Decimal comma or decimal point, by what the cells of a column show.

A cell such as `1,250` can be read in two ways. The other cells of its column decide: `12,50` proves
the comma, and so does `120,000` where 120000 is past the field's limit. If they prove nothing, the
file's money columns do, since one program wrote them all. Weights, sizes and counts may come from
elsewhere: for them another column's mark is believed only where it is the cell's own mark, so that
1.250 kg never becomes 1250 kg.
"""

from collections.abc import Sequence
from decimal import Decimal

from importer.catalog import Kind
from importer.parsing.columns import ParsedColumn
from importer.parsing.numbers import Mark, mark_shown, number, whole
from importer.parsing.parser import ParseError
from importer.parsing.registry import units
from importer.problems import Problem, cells, problem
from importer.reading import display_text

Witnesses = dict[Mark, object]
"""The decimal marks that are proven, each with the first cell that proves it."""


def settle(columns: Sequence[ParsedColumn], chosen: Mark | None) -> list[Problem]:
    """Reads the unclear cells of number columns anew where that is decided; notes say by what."""
    open_columns = [(each, unclear) for each in columns if (unclear := _unclear(each))]
    if not open_columns:
        return []
    money: Witnesses = {}
    if chosen is None:
        for each in columns:
            if each.field.kind is Kind.MONEY:
                money = {**_witnesses(each), **money}
    notes: list[Problem] = []
    for each, unclear in open_columns:
        if chosen is not None:
            _read(each, unclear, chosen)
        else:
            notes += _by_witness(each, unclear, money)
    return notes


def _by_witness(column: ParsedColumn, unclear: Sequence[int], money: Witnesses) -> list[Problem]:
    own = _witnesses(column)
    believed = own or money
    if len(believed) != 1:
        return []
    [(mark, witness)] = believed.items()
    if not own and column.field.kind is not Kind.MONEY:
        unclear = [at for at in unclear if mark in str(column.distinct[at])]
    _read(column, unclear, mark)
    return [_note(column, unclear, mark, witness)] if unclear else []


def _unclear(column: ParsedColumn) -> list[int]:
    return column.unparsed(cells.DECIMAL_UNCLEAR)


def _witnesses(column: ParsedColumn) -> Witnesses:
    proven: Witnesses = {}
    for place, cell in enumerate(column.distinct):
        mark = mark_shown(cell, units(column.field)) or _only_decimal(column, place)
        if mark is not None:
            proven.setdefault(mark, cell)
        if len(proven) > 1:
            break
    return proven


def _only_decimal(column: ParsedColumn, place: int) -> Mark | None:
    """The mark of an unclear cell that would be past the field's limit if it meant thousands."""
    read, most = column.parsed[place], column.field.most
    if most is None or not isinstance(read, ParseError):
        return None
    as_thousands = dict(read.facts).get("as_thousands")
    if as_thousands is None or Decimal(as_thousands) <= most:
        return None
    return "." if "." in str(column.distinct[place]) else ","


def _read(column: ParsedColumn, places: Sequence[int], mark: Mark) -> None:
    parse = whole if column.field.kind is Kind.WHOLE else number
    words = units(column.field)
    column.read_again(places, lambda cell: parse(cell, mark, words))


def _note(column: ParsedColumn, places: Sequence[int], mark: Mark, witness: object) -> Problem:
    return problem(
        cells.DECIMAL_DECIDED,
        column=column.field.name,
        value=display_text(column.distinct[places[0]]),
        mark=mark,
        example=display_text(witness),
        count=column.count(places),
    )
