"""Rows that hold an item and nothing of an order: whose item is it?"""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from importer import catalog
from importer.catalog import BY_NAME, Part
from importer.mapping.blank import Mask, is_blank
from importer.problems import Problem, layout, problem

_ID = catalog.ORDER_ID.name


def fill_down_order_id(frame: pd.DataFrame) -> tuple[pd.DataFrame, list[Problem]]:
    """The order number of the row above for rows that hold items only."""
    ids = frame[_ID].tolist() if _ID in frame else []
    carried = 0
    for position, above in _beneath_an_order(frame):
        ids[position] = ids[above]
        carried += 1
    if not carried:
        return frame, []
    frame = frame.assign(**{_ID: pd.Series(ids, index=frame.index, dtype=object)})
    return frame, [problem(layout.CARRIED_DOWN, count=carried)]


def orphan_rows(frame: pd.DataFrame) -> list[Problem]:
    """A problem of the order above for each such row of a file that is no export whose way it is:
    the order is not to go out without what may be its own."""
    rows = frame.index.tolist()
    return [
        problem(layout.ITEM_ASTRAY, int(rows[above]), _ID, row_number=rows[position])
        for position, above in _beneath_an_order(frame)
    ]


def _beneath_an_order(frame: pd.DataFrame) -> Iterator[tuple[int, int]]:
    """The positions of the rows that hold items only, and of the last row above with a number."""
    if _ID not in frame:
        return
    blank = is_blank(frame[_ID])
    if not blank.any():
        return
    items_only = blank & _says_of(frame, item=True) & ~_says_of(frame, item=False)
    above: int | None = None
    for position in range(len(frame)):
        if not blank[position]:
            above = position
        elif not items_only[position]:
            above = None
        elif above is not None:
            yield position, above


def _says_of(frame: pd.DataFrame, *, item: bool) -> Mask:
    """Which rows hold something of an item, or of the order but for its number."""
    says = np.zeros(len(frame), dtype=bool)
    for column in frame.columns:
        if column != _ID and (BY_NAME[column].part is Part.ITEM) is item:
            says |= ~is_blank(frame[column])
    return says
