"""The rows beneath the header that are no orders: found, left out, and said."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from importer import catalog
from importer.catalog import BY_NAME, Kind
from importer.mapping.cells import Mask, is_blank, is_nothing
from importer.mapping.row_classifier import (  # fmt: skip
    Cells,
    Named,
    is_header_again,
    is_help,
    is_note,
    is_total,
)
from importer.problems import Code, Problem, layout, problem

_LAST = 15  # rows at the end that are looked at one by one
_HELP_ROWS = 2
_SUMS = (Kind.MONEY, Kind.NUMBER, Kind.WHOLE)
# Quick, since every order number passes it; what it lets through is looked at closely.
_TOTAL_START = re.compile(
    r"\W*(total|grand|sum|sub|number|order c|ال|إ|ا|مجموع|عدد|toplam|genel|ara |yek)", re.IGNORECASE
)
_ANCHORS = (catalog.CUSTOMER_NAME, catalog.MOBILE, catalog.ITEM_NAME, catalog.SKU)


@dataclass(frozen=True)
class Reader:
    """The rows under the header: `named` column → field, `headers` column → keys of its header."""

    data: pd.DataFrame
    named: Named
    headers: Mapping[int, frozenset[str]]
    raw_headers: Mapping[int, str]

    def cells(self, position: int) -> Cells:
        """The cells of a row that hold something, by column."""
        row = self.data.iloc[position].tolist()
        pairs = zip(self.data.columns, row, strict=True)
        return {int(column): cell for column, cell in pairs if not is_nothing(cell)}


def non_order_rows(reader: Reader) -> tuple[Mask, list[Problem]]:
    """Which rows are no orders, and the notes that say so. When in doubt, a row is an order."""
    found: dict[int, Code | None] = {}
    found |= dict.fromkeys(_headers_again(reader), layout.HEADER_AGAIN)
    found |= dict.fromkeys(_help_rows(reader), layout.HELP_ROW)
    for position in _without_order(reader):
        if position not in found:
            cells = reader.cells(position)
            if not cells:
                found[position] = None
            elif not any(column in reader.named for column in cells):
                found[position] = layout.ROWS_OUTSIDE
            elif is_total(cells, reader.named):
                found[position] = layout.TOTAL_ROW
    _from_the_end(reader, found)
    out = np.zeros(len(reader.data), dtype=bool)
    out[list(found)] = True
    return out, _said(reader.data, found)


def _headers_again(reader: Reader) -> Iterable[int]:
    """Rows in which the header's own words stand again."""
    likely = np.zeros(len(reader.data), dtype=bool)
    for column in list(reader.named)[:4]:
        if column in reader.raw_headers:
            likely |= (reader.data[column] == reader.raw_headers[column]).to_numpy()
    return [
        int(position)
        for position in np.flatnonzero(likely)
        if is_header_again(reader.cells(int(position)), reader.headers, reader.named)
    ]


def _help_rows(reader: Reader) -> list[int]:
    """Rows of help, or the header in a second language, directly beneath the header."""
    found = []
    for position in range(min(_HELP_ROWS, len(reader.data))):
        cells = reader.cells(position)
        if not is_help(cells, reader.named) and not is_header_again(
            cells, reader.headers, reader.named
        ):
            break
        found.append(position)
    return found


def _without_order(reader: Reader) -> Iterable[int]:
    """Rows that cannot be an order: no order number, and nobody's name nor any goods."""
    column_of = {name: column for column, name in reader.named.items()}
    size = len(reader.data)
    if catalog.ORDER_ID.name not in column_of:
        return range(max(0, size - _LAST), size)
    ids = reader.data[column_of[catalog.ORDER_ID.name]]
    found = np.flatnonzero(is_blank(ids))
    for field in _ANCHORS:
        if field.name in column_of and len(found):
            cells = reader.data[column_of[field.name]].iloc[found]
            found = found[is_blank(cells) | _says_total(cells)]
    return [*found.tolist(), *np.flatnonzero(_says_total(ids)).tolist()]


def _says_total(cells: pd.Series) -> Mask:
    totals = [
        cell
        for cell in set(cells.tolist())
        if isinstance(cell, str) and _TOTAL_START.match(cell) and is_total({0: cell}, {})
    ]
    return cells.isin(totals).to_numpy()


def _from_the_end(reader: Reader, found: dict[int, Code | None]) -> None:
    """Notes and sums beneath the last order, from the bottom up to the first row that is one."""
    size = len(reader.data)
    for position in range(size - 1, max(-1, size - 1 - _LAST), -1):
        if position in found:
            continue
        cells = reader.cells(position)
        if is_note(cells, reader.named):
            found[position] = layout.NOTE_ROW
        elif _is_sum(reader, position, cells):
            found[position] = layout.TOTAL_ROW
        else:
            return


def _is_sum(reader: Reader, position: int, cells: Cells) -> bool:
    """Nothing but numbers, each of them the sum of the numbers above it."""
    for column, cell in cells.items():
        field = BY_NAME.get(reader.named.get(column, ""))
        if field is None or field.kind not in _SUMS or isinstance(cell, bool | str):
            return False
        if not isinstance(cell, int | float):
            return False
        above = [c for c in reader.data[column].iloc[:position] if isinstance(c, int | float)]
        if len(above) < 2 or abs(sum(above) - cell) > 0.005:
            return False
    return True


def _said(data: pd.DataFrame, found: Mapping[int, Code | None]) -> list[Problem]:
    problems = []
    outside = []
    for position, code in sorted(found.items()):
        row = int(data.index[position])
        if code is layout.ROWS_OUTSIDE:
            outside.append(row)
        elif code is not None:
            problems.append(problem(code, row, value=_first_words(data, position), row_number=row))
    if outside:
        problems.append(problem(layout.ROWS_OUTSIDE, rows=ranges(outside), count=len(outside)))
    return problems


def _first_words(data: pd.DataFrame, position: int) -> str:
    texts = (cell for cell in data.iloc[position].tolist() if isinstance(cell, str))
    return next((text.strip()[:60] for text in texts if text.strip()), "")


def ranges(rows: Iterable[int]) -> str:
    """Row numbers as people write them: `2-4, 9`."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][1] + 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)
