"""Orders entered twice: numbers that look alike, orders of the same content, lines pasted again."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from importer import catalog
from importer.catalog import Field, Part
from importer.checks.order_frame import (
    CodedFrame,
    Mask,
    OrderFrame,
    Positions,
    RowFrame,
)
from importer.checks.rule import Params, Rule
from importer.grouping import first_positions
from importer.problems import rules
from importer.text import fold_id

_ITEM_CONTENT = (catalog.ITEM_NAME, catalog.SKU, catalog.QUANTITY, catalog.PRICE)
_ORDER_CONTENT = (
    catalog.MOBILE, catalog.AMOUNT, catalog.CURRENCY, catalog.ITEM_DESCRIPTION,
    catalog.FOR_REVERSE_SHIPMENT,
)  # fmt: skip
Hashes = npt.NDArray[np.uint64]


def order_id_is_distinct(orders: OrderFrame, _field: Field) -> Mask:
    return np.asarray(orders.cached(_first_with_like_id) == np.arange(len(orders)))


def order_is_entered_once(orders: OrderFrame, _field: Field) -> Mask:
    return np.asarray(orders.cached(_first_with_like_content) == np.arange(len(orders)))


def row_is_pasted_once(rows: RowFrame, _field: Field) -> Mask:
    """Some shops write one row a piece, but then the rows of an order stand together."""
    codes = rows.order_codes
    adjacent = np.append(False, codes[1:] == codes[:-1])[: len(codes)]
    first = rows.cached(_first_like_row) == np.arange(len(rows))
    return np.asarray(first | adjacent | ~rows.is_item)


def item_is_listed_once(rows: RowFrame, _field: Field) -> Mask:
    """Magento lists a piece twice: as the product with its price, and as its variant without."""
    return np.asarray(rows.cached(_priced_twin) < 0)


def _priced_twin(rows: RowFrame) -> Positions:
    """For every row that costs nothing the first of its order with the same item and a price; -1
    without one."""
    keys = _hash_codes(
        rows, (catalog.SKU, catalog.QUANTITY), _mix(rows.order_codes.astype(np.uint64))
    )
    worth = np.fmax(rows.floats(catalog.PRICE), rows.floats(catalog.ROW_TOTAL))
    has_sku = rows.notna(catalog.SKU)
    priced = np.flatnonzero(has_sku & (worth > 0))
    free = np.flatnonzero(has_sku & (worth == 0))
    firsts = dict(zip(keys[priced][::-1].tolist(), priced[::-1].tolist(), strict=True))
    twins = np.full(len(rows), -1)
    twins[free] = [firsts.get(key, -1) for key in keys[free].tolist()]
    return twins


def _twin(rows: RowFrame, _field: Field, at: Positions) -> Params:
    return {"row": rows.index[rows.cached(_priced_twin)[at]].tolist()}


def _first_with_like_id(orders: OrderFrame) -> Positions:
    """For every order the first one whose id differs at most in its spelling."""
    plain = orders.map(catalog.ORDER_ID, fold_id, "")
    return np.where(orders.notna(catalog.ORDER_ID), _first_equal(plain), np.arange(len(orders)))


def _first_with_like_content(orders: OrderFrame) -> Positions:
    """For every order the first one of the same customer, items and total; itself where it does
    not say enough."""
    rows = orders.rows
    row_hashes = _hash_codes(rows, _ITEM_CONTENT, np.zeros(len(rows), dtype=np.uint64))
    items = np.zeros(len(orders), dtype=np.uint64)
    np.add.at(items, rows.order_codes[rows.is_item], row_hashes[rows.is_item])
    keys = _hash_codes(orders, _ORDER_CONTENT, items)
    comparable = orders.any_row(rows.is_item) | orders.notna(catalog.ITEM_DESCRIPTION)
    for field in (catalog.ORDER_ID, catalog.MOBILE, catalog.AMOUNT):
        comparable &= orders.notna(field)
    at = np.flatnonzero(comparable)
    first = np.arange(len(orders))
    first[at] = at[_first_equal(keys[at])]
    return first


def _first_like_row(rows: RowFrame) -> Positions:
    """For every row the first one of its order with the same item."""
    orders = _mix(rows.order_codes.astype(np.uint64))
    return _first_equal(_hash_codes(rows, catalog.of_part(Part.ITEM), orders))


def _first_equal(keys: npt.NDArray[Any]) -> Positions:
    """For every key the first position that has the same."""
    codes = pd.factorize(keys)[0]
    return first_positions(codes)[codes]


def _hash_codes(frame: CodedFrame, fields: tuple[Field, ...], start: Hashes) -> Hashes:
    """One hash for every entry, of what the fields hold; `start` has what counts besides."""
    for field in fields:
        # Mixed twice, so that what is equal on both sides does not cancel itself out.
        start = _mix(_mix(start) ^ _mix(frame.codes(field).astype(np.uint64)))
    return start


def _mix(hashes: Hashes) -> Hashes:
    """splitmix64: equal in, equal out; anything else lands anywhere."""
    hashes = hashes + np.uint64(0x9E3779B97F4A7C15)
    hashes = (hashes ^ (hashes >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    hashes = (hashes ^ (hashes >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(hashes ^ (hashes >> np.uint64(31)))


def _like_id(orders: OrderFrame, _field: Field, at: Positions) -> Params:
    return _other_order(orders, orders.cached(_first_with_like_id)[at])


def _like_content(orders: OrderFrame, _field: Field, at: Positions) -> Params:
    return _other_order(orders, orders.cached(_first_with_like_content)[at])


def _other_order(orders: OrderFrame, others: Positions) -> Params:
    return {
        "other": orders.texts(catalog.ORDER_ID, others),
        "row": orders.index[others].tolist(),
    }


def _like_row(rows: RowFrame, _field: Field, at: Positions) -> Params:
    return {"row": rows.index[rows.cached(_first_like_row)[at]].tolist()}


ORDER_RULES: tuple[Rule[OrderFrame], ...] = (
    Rule(rules.ORDER_IDS_ALIKE, catalog.ORDER_ID, order_id_is_distinct, _like_id),
    Rule(rules.ORDER_LOOKS_DOUBLE, catalog.ORDER_ID, order_is_entered_once, _like_content),
)
ROW_RULES: tuple[Rule[RowFrame], ...] = (
    Rule(rules.ROW_REPEATED, catalog.ORDER_ID, row_is_pasted_once, _like_row),
    Rule(rules.ITEM_LISTED_TWICE, catalog.SKU, item_is_listed_once, _twin),
)
