"""Rows whose items all stand in one cell become one row an item."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from importer import catalog
from importer.mapping.blank import is_nothing
from importer.mapping.item_cells import PARSERS, Item, UnreadableItemsError
from importer.mapping.matching import ColumnMatch, items_header
from importer.mapping.profile import Profile
from importer.problems import Problem, layout, problem
from importer.reading import display_text


def explode_items(
    frame: pd.DataFrame, data: pd.DataFrame, matches: Sequence[ColumnMatch], profile: Profile
) -> tuple[pd.DataFrame, list[Problem]]:
    """One row an item, each with the order's cells and its row in the sheet.

    A cell that cannot be taken apart is a problem of its row, which stays one row.
    """
    columns, parser = _item_columns(data, matches, profile)
    if not columns or len(frame) == 0:
        return frame, []
    problems: list[Problem] = []
    items: list[list[Item]] = []
    cells_of_rows = zip(*(data[column].tolist() for column in columns), strict=True)
    for row, cells in zip(data.index, cells_of_rows, strict=True):
        try:
            items.append(_items(cells, parser))
        except UnreadableItemsError as error:
            items.append([{catalog.ITEM_NAME.name: str(error)}])
            problems.append(
                problem(layout.ITEMS_UNREADABLE, int(row), catalog.ITEM_NAME.name, str(error)[:80])
            )
    return _repeated(frame, items), problems


def _item_columns(
    data: pd.DataFrame, matches: Sequence[ColumnMatch], profile: Profile
) -> tuple[list[int], str]:
    """The columns of the first of the profile's item headers that the file has, and their parser;
    a header with a star has several."""
    by_header: dict[str, list[int]] = {header: [] for header in profile.items}
    for claim in matches:
        header = items_header(claim.heading.key, profile)
        if header and claim.is_piece:
            by_header[header].append(claim.heading.index)
    for header, columns in by_header.items():
        if any(not is_nothing(cell) for column in columns for cell in data[column].tolist()):
            return columns, profile.items[header]
    return [], ""


def _items(cells: tuple[object, ...], parser: str) -> list[Item]:
    """No items at all is one empty one: the row stays."""
    texts = [display_text(cell) for cell in cells if not is_nothing(cell)]
    return [item for text in texts for item in PARSERS[parser](text)] or [{}]


def _repeated(frame: pd.DataFrame, items: list[list[Item]]) -> pd.DataFrame:
    counts = [len(of_row) for of_row in items]
    longer = frame.iloc[np.repeat(np.arange(len(frame)), counts)].copy(deep=False)
    flat = [item for of_row in items for item in of_row]
    for name in dict.fromkeys(name for item in flat for name in item):
        own = longer[name].tolist() if name in longer else [None] * len(longer)
        cells = [
            before if item.get(name) is None else item[name]
            for before, item in zip(own, flat, strict=True)
        ]
        longer[name] = pd.Series(cells, index=longer.index, dtype=object)
    return longer
