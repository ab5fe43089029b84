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
from importer.parsing.numbers import Mark, decimal_mark
from importer.parsing.parser import ParseError
from importer.parsing.registry import number_parser, units
from importer.problems import Problem, cells
from importer.reading import display_text

Witnesses = dict[Mark, object]
"""The decimal marks that are proven, each with the first cell that proves it."""


def decide_decimal_mark(columns: Sequence[ParsedColumn], chosen: Mark | None) -> list[Problem]:
    """Reads the unclear cells of number columns anew where that is decided; notes say by what."""
    undecided = [
        (column, unclear)
        for column in columns
        if (unclear := column.unparsed(cells.DECIMAL_UNCLEAR))
    ]
    if chosen is not None:
        for column, unclear in undecided:
            _parse_again(column, unclear, chosen)
        return []
    money: Witnesses = {}
    for column in columns if undecided else ():
        if column.field.kind is Kind.MONEY:
            money = {**_witnesses(column), **money}
    notes: list[Problem] = []
    for column, unclear in undecided:
        notes += _decide_by_witness(column, unclear, money)
    return notes


def _decide_by_witness(
    column: ParsedColumn, unclear: Sequence[int], money: Witnesses
) -> list[Problem]:
    own = _witnesses(column)
    believed = own or money
    if len(believed) != 1:
        return []
    [(mark, witness)] = believed.items()
    if not own and column.field.kind is not Kind.MONEY:
        unclear = [code for code in unclear if mark in str(column.uniques[code])]
    if not unclear:
        return []
    _parse_again(column, unclear, mark)
    told = {"mark": mark, "example": display_text(witness)}
    return [column.told(cells.DECIMAL_DECIDED, unclear, **told)]


def _witnesses(column: ParsedColumn) -> Witnesses:
    proven: Witnesses = {}
    for code, cell in column.witnesses():
        mark = decimal_mark(cell, units(column.field)) or _only_decimal(column, code)
        if mark is not None:
            proven.setdefault(mark, cell)
        if len(proven) > 1:
            break
    return proven


def _only_decimal(column: ParsedColumn, code: int) -> Mark | None:
    """The mark of an unclear cell that would be past the field's limit if it meant thousands."""
    value, most = column.parsed[code], column.field.most
    if most is None or not isinstance(value, ParseError):
        return None
    as_thousands = dict(value.facts).get("as_thousands")
    if as_thousands is None or Decimal(as_thousands) * column.scale <= most:
        return None
    return "." if "." in str(column.uniques[code]) else ","


def _parse_again(column: ParsedColumn, codes: Sequence[int], mark: Mark) -> None:
    column.parse_again(codes, number_parser(column.field, mark))
