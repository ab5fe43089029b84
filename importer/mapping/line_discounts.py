"""A discount that differs from row to row of one order is that of its lines."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from importer import catalog
from importer.mapping.cells import blank_mask
from importer.mapping.matching import ColumnMatch
from importer.mapping.vocabulary import MatchSource

_SAID = (MatchSource.MAP, MatchSource.REMEMBERED, MatchSource.CANONICAL, MatchSource.PROFILE)


def with_line_discounts(matches: Sequence[ColumnMatch], body: pd.DataFrame) -> list[ColumnMatch]:
    """The matches with a column called “Discount” taken for the lines' where an order has two that
    are not the same; `body` are the rows beneath the header."""
    by_field = {match.field: match for match in matches if match.field}
    order_id = by_field.get(catalog.ORDER_ID.name)
    discount = by_field.get(catalog.DISCOUNT_AMOUNT.name)
    if order_id is None or discount is None or catalog.ITEM_DISCOUNT.name in by_field:
        return list(matches)
    if discount.how in _SAID:
        return list(matches)
    ids, cells = body[order_id.column], body[discount.column]
    filled = ~blank_mask(ids) & ~blank_mask(cells)
    kinds = cells[filled].map(str).groupby(ids[filled].map(str)).nunique()
    if not (kinds > 1).any():
        return list(matches)
    of_lines = replace(discount, field=catalog.ITEM_DISCOUNT.name)
    return [of_lines if match is discount else match for match in matches]
