"""Rows that sum up the items of their order: their order cells count, but they are no item."""

import numpy as np
import pandas as pd

from importer import catalog
from importer.catalog import Part
from importer.mapping.blank import Mask, is_blank
from importer.problems import Problem, layout, problem
from importer.row_ranges import format_rows


def without_summaries(frame: pd.DataFrame) -> tuple[pd.DataFrame, list[Problem]]:
    """The frame with the item cells of such rows emptied, and a note that names them.

    A row sums up when it names no item and other rows of its order do.
    """
    sums = _sums(frame)
    if not sums.any():
        return frame, []
    cells = {
        field.name: frame[field.name].mask(sums, None)
        for field in catalog.of_part(Part.ITEM)
        if field.name in frame
    }
    rows = frame.index[sums].tolist()
    return frame.assign(**cells), [
        problem(layout.SUMMARY_ROWS, rows=format_rows(rows), count=len(rows))
    ]


def _sums(frame: pd.DataFrame) -> Mask:
    if catalog.ORDER_ID.name not in frame:
        return np.zeros(len(frame), dtype=bool)
    named = np.zeros(len(frame), dtype=bool)
    for field in (catalog.ITEM_NAME, catalog.SKU):
        if field.name in frame:
            named |= ~is_blank(frame[field.name])
    ids = frame[catalog.ORDER_ID.name]
    of_named = ids.isin(set(ids[named & ~is_blank(ids)])).to_numpy()
    return ~named & of_named
