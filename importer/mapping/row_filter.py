"""The rows beneath the header that are no orders: found, left out, and said."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from importer import catalog
from importer.catalog import BY_NAME, Kind
from importer.mapping.cells import Mask, blank_mask, is_blank
from importer.mapping.header import HeaderCell
from importer.mapping.row_classifier import (
    Cells,
    Fields,
    is_header_again,
    is_help,
    is_note,
    is_total,
    likely_totals,
    says_total,
)
from importer.problems import Code, Problem, layout, problem
from importer.row_ranges import format_rows
from importer.text import fold_header

_LAST = 15  # rows at the end that are looked at one by one
_HELP_ROWS = 2
_FIRST = 4  # columns: a row in which one of them says its header to the letter is looked at
_SUMS = (Kind.MONEY, Kind.NUMBER, Kind.WHOLE)
_ANCHORS = (catalog.CUSTOMER_NAME, catalog.MOBILE, catalog.ITEM_NAME, catalog.SKU)

_ZERO = re.compile(r"[-\u2212]?[0\u0660]+(?:[.,\u066b][0\u0660]+)?")
Codes = dict[int, Code | None]  # position → why the row is left out; None: it is empty


@dataclass(frozen=True)
class _Body:
    """The rows beneath the header, and what their columns are."""

    rows: pd.DataFrame
    fields: Fields
    header_keys: Mapping[int, frozenset[str]]

    def cells(self, position: int) -> Cells:
        """The cells of a row that hold something, by column."""
        cells = zip(self.rows.columns, self.rows.iloc[position].tolist(), strict=True)
        return {int(column): cell for column, cell in cells if not is_blank(cell)}


def order_rows(
    rows: pd.DataFrame, fields: Fields, header_cells: Sequence[HeaderCell]
) -> tuple[pd.DataFrame, list[Problem]]:
    """The rows beneath the header that are orders, and notes of those that were left out.

    When in doubt, a row is an order.
    """
    header_keys = {h.column: frozenset(map(fold_header, (h.text, *h.names))) for h in header_cells}
    body = _Body(rows, fields, header_keys)
    codes: Codes = {}
    codes |= dict.fromkeys(_repeated_headers(body, header_cells), layout.HEADER_AGAIN)
    codes |= dict.fromkeys(_help_rows(body), layout.HELP_ROW)
    for position in _without_order(body):
        if position not in codes:
            cells = body.cells(position)
            if not cells:
                codes[position] = None
            elif not any(column in fields for column in cells):
                codes[position] = layout.ROWS_OUTSIDE
            elif all(map(_is_zero, cells.values())):
                codes[position] = layout.ROWS_READY
            elif is_total(cells, fields):
                codes[position] = layout.TOTAL_ROW
    codes |= _last_rows(body, codes)
    if not codes:
        return rows, []
    is_order = np.ones(len(rows), dtype=bool)
    is_order[list(codes)] = False
    return rows[is_order], _notes(rows, codes)


def _repeated_headers(body: _Body, header_cells: Sequence[HeaderCell]) -> list[int]:
    """Rows in which the header's own words stand again."""
    texts = {cell.column: cell.names[-1] for cell in header_cells}
    likely = np.zeros(len(body.rows), dtype=bool)
    for column in list(body.fields)[:_FIRST]:
        if column in texts:
            likely |= (body.rows[column] == texts[column]).to_numpy()
    return [
        position
        for position in np.flatnonzero(likely).tolist()
        if is_header_again(body.cells(position), body.header_keys, body.fields)
    ]


def _help_rows(body: _Body) -> list[int]:
    """Rows of help, or the header in a second language, directly beneath the header."""
    positions = []
    for position in range(min(_HELP_ROWS, len(body.rows))):
        cells = body.cells(position)
        if not is_help(cells, body.fields) and not is_header_again(
            cells, body.header_keys, body.fields
        ):
            break
        positions.append(position)
    return positions


def _without_order(body: _Body) -> Iterable[int]:
    """Rows that cannot be an order: no order number, and nobody's name nor any goods."""
    column_of = {field: column for column, field in body.fields.items()}
    size = len(body.rows)
    if catalog.ORDER_ID.name not in column_of:
        return range(max(0, size - _LAST), size)
    ids = body.rows[column_of[catalog.ORDER_ID.name]]
    positions = np.flatnonzero(blank_mask(ids))
    for field in _ANCHORS:
        if field.name in column_of and len(positions):
            cells = body.rows[column_of[field.name]].iloc[positions]
            positions = positions[blank_mask(cells) | _total_mask(cells)]
    return [*positions.tolist(), *np.flatnonzero(_total_mask(ids)).tolist()]


def _is_zero(cell: object) -> bool:
    """What a formula shows in a row that waits for an order."""
    if isinstance(cell, str):
        return _ZERO.fullmatch(cell.strip()) is not None
    return isinstance(cell, int | float) and cell == 0


def _total_mask(cells: pd.Series) -> Mask:
    texts = {cell for cell in cells.tolist() if isinstance(cell, str)}
    totals = [text for text in likely_totals(texts) if says_total(text, None)]
    return cells.isin(totals).to_numpy()


def _last_rows(body: _Body, known: Codes) -> Codes:
    """Notes and sums beneath the last order, from the bottom up to the first row that is one."""
    codes: Codes = {}
    last = len(body.rows) - 1
    for position in range(last, max(-1, last - _LAST), -1):
        if position in known:
            continue
        cells = body.cells(position)
        if is_note(cells, body.fields):
            codes[position] = layout.NOTE_ROW
        elif _is_sum(body, position, cells):
            codes[position] = layout.TOTAL_ROW
        else:
            break
    return codes


def _is_sum(body: _Body, position: int, cells: Cells) -> bool:
    """Nothing but numbers, each of them the sum of the numbers above it."""
    for column, cell in cells.items():
        field = BY_NAME.get(body.fields.get(column, ""))
        if field is None or field.kind not in _SUMS or isinstance(cell, bool | str):
            return False
        if not isinstance(cell, int | float):
            return False
        above = [c for c in body.rows[column].iloc[:position] if isinstance(c, int | float)]
        if len(above) < 2 or abs(sum(above) - cell) > 0.005:
            return False
    return True


def _notes(rows: pd.DataFrame, codes: Codes) -> list[Problem]:
    notes = []
    together: dict[Code, list[int]] = {layout.ROWS_OUTSIDE: [], layout.ROWS_READY: []}
    for position, code in sorted(codes.items()):
        row = int(rows.index[position])
        if code in together:
            together[code].append(row)
        elif code is not None:
            texts = (cell for cell in rows.iloc[position].tolist() if isinstance(cell, str))
            first = next((text.strip()[:60] for text in texts if text.strip()), "")
            notes.append(problem(code, row, value=first, row_number=row))
    for code, some in together.items():
        if some:
            notes.append(problem(code, rows=format_rows(some), count=len(some)))
    return notes
