"""Where in the sheet that is mended of which OTO says only what field it is about."""

from collections.abc import Sequence
from dataclasses import replace

from importer.catalog import BY_NAME, Part
from importer.mapping import MappedTable
from importer.outcome import Outcome
from importer.problems import Problem
from importer.problems.oto_codes import fields_of
from importer.problems.sending import DIFFERS_IN_OTO
from importer.reading import display_text

Cell = tuple[int, str]  # row and field


def in_place(outcome: Outcome, table: MappedTable) -> Outcome:
    """The outcome with each problem that OTO found in the first of its cells."""
    if not any(each.column for each in outcome.problems):
        return outcome
    moved = (_moved(each, outcome.rows, table) for each in outcome.problems)
    return replace(outcome, problems=tuple(moved))


def is_of_order(found: Problem) -> bool:
    """Whether OTO found it: in the order as a whole, wherever in its rows that stands."""
    return found.code == DIFFERS_IN_OTO.name or bool(fields_of(found.code))


def cells_of(found: Problem, rows: Sequence[int], table: MappedTable) -> list[Cell]:
    """The cells among the order's rows that a problem that OTO found may be about, the likeliest
    first; none where the sheet has no column of its fields.

    Any row may hold the item that is meant; of the order and the customer it is the first that is
    filled, and those that say the same.
    """
    fields = fields_of(found.code) or (BY_NAME[found.column or ""],)
    cells: list[Cell] = []
    for field in fields:
        column = table.place(field.name)
        known = table.sheet.frame
        there = [row for row in rows if row in known.index]
        if column is None or column not in known.columns or not there:
            continue
        texts = {row: display_text(known.at[row, column]) for row in there}
        filled = [row for row in there if texts[row]] or there[:1]
        meant = found.value if field.part is Part.ITEM else texts[filled[0]]
        same = [row for row in filled if texts[row] == meant]
        cells += [(row, field.name) for row in same or filled]
    return cells


def _moved(found: Problem, rows: Sequence[int], table: MappedTable) -> Problem:
    cells = cells_of(found, rows, table) if is_of_order(found) else []
    return replace(found, row=cells[0][0], column=cells[0][1]) if cells else found
