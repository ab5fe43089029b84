"""Orders entered twice: numbers that look alike, orders of the same content, lines pasted again."""

import unicodedata
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
    first_positions,
)
from importer.checks.rule import Params, Rule
from importer.problems import rules

_OF_ITEM = (catalog.ITEM_NAME, catalog.SKU, catalog.QUANTITY, catalog.PRICE)
_OF_DOUBLE = (
    catalog.MOBILE, catalog.AMOUNT, catalog.CURRENCY, catalog.ITEM_DESCRIPTION,
    catalog.FOR_REVERSE_SHIPMENT,
)  # fmt: skip
Hashes = npt.NDArray[np.uint64]


def _plain_id(order_id: str) -> str:
    """The id without case, spaces, invisible marks and kind of digits."""
    if order_id.isascii():
        return "".join(order_id.split()).casefold()
    letters = (
        str(unicodedata.decimal(letter, letter))
        for letter in unicodedata.normalize("NFKC", order_id).casefold()
        if not letter.isspace() and unicodedata.category(letter) != "Cf"
    )
    return "".join(letters)


def _first_alike(keys: npt.NDArray[Any]) -> Positions:
    """For every order the first one with the same key."""
    groups = pd.factorize(keys)[0]
    return first_positions(groups)[groups]


def _first_with_like_id(orders: OrderFrame) -> Positions:
    plain = orders.map(catalog.ORDER_ID, _plain_id, "")
    return np.where(orders.notna(catalog.ORDER_ID), _first_alike(plain), np.arange(len(orders)))


def _like_id(orders: OrderFrame) -> Positions:
    found: Positions = orders.cached("like id", lambda: _first_with_like_id(orders))
    return found


def _twin_by_id(orders: OrderFrame, _field: Field, at: Positions) -> Params:
    return _twin(orders, _like_id(orders)[at])


def _twin(orders: OrderFrame, other: Positions) -> Params:
    return {"other": orders.texts(catalog.ORDER_ID, other), "row": list(orders.index[other])}


def order_numbers_are_told_apart(orders: OrderFrame, _field: Field) -> Mask:
    return np.asarray(_like_id(orders) == np.arange(len(orders)))


def _stirred(hashes: Hashes) -> Hashes:
    """splitmix64: equal in, equal out; anything else lands anywhere."""
    hashes = hashes + np.uint64(0x9E3779B97F4A7C15)
    hashes = (hashes ^ (hashes >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    hashes = (hashes ^ (hashes >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(hashes ^ (hashes >> np.uint64(31)))


def _hash_of(frame: CodedFrame, of: tuple[Field, ...], start: Hashes) -> Hashes:
    for field in of:
        start = _stirred(start ^ _stirred(frame.codes(field).astype(np.uint64)))
    return start


def _first_like_line(rows: RowFrame) -> Positions:
    start = _stirred(rows.order_codes.astype(np.uint64))
    return _first_alike(_hash_of(rows, catalog.of_part(Part.ITEM), start))


def _like_line(rows: RowFrame) -> Positions:
    found: Positions = rows.cached("like line", lambda: _first_like_line(rows))
    return found


def _row_of_like_line(rows: RowFrame, _field: Field, at: Positions) -> Params:
    return {"row": list(rows.index[_like_line(rows)[at]])}


def an_order_is_pasted_once(rows: RowFrame, _field: Field) -> Mask:
    """Some shops write one row a piece, but then the rows of an order stand together."""
    orders = rows.order_codes
    adjacent = np.append(False, orders[1:] == orders[:-1])[: len(orders)]
    alone = _like_line(rows) == np.arange(len(rows))
    return np.asarray(alone | adjacent | ~rows.is_item)


def _first_with_like_content(orders: OrderFrame) -> Positions:
    rows = orders.rows
    lines = _hash_of(rows, _OF_ITEM, np.zeros(len(rows), dtype=np.uint64))
    items = np.zeros(len(orders), dtype=np.uint64)
    np.add.at(items, rows.order_codes[rows.is_item], lines[rows.is_item])
    keys = _hash_of(orders, _OF_DOUBLE, items)
    told = orders.any_row(rows.is_item) | orders.notna(catalog.ITEM_DESCRIPTION)
    for field in (catalog.ORDER_ID, catalog.MOBILE, catalog.AMOUNT):
        told &= orders.notna(field)
    alike = np.arange(len(orders))
    at = np.flatnonzero(told)
    alike[at] = at[_first_alike(keys[at])]
    return alike


def _like_content(orders: OrderFrame) -> Positions:
    found: Positions = orders.cached("like content", lambda: _first_with_like_content(orders))
    return found


def _twin_by_content(orders: OrderFrame, _field: Field, at: Positions) -> Params:
    return _twin(orders, _like_content(orders)[at])


def an_order_is_entered_once(orders: OrderFrame, _field: Field) -> Mask:
    return np.asarray(_like_content(orders) == np.arange(len(orders)))


ORDER_RULES: tuple[Rule[OrderFrame], ...] = (
    Rule(rules.ORDER_IDS_ALIKE, catalog.ORDER_ID, order_numbers_are_told_apart, _twin_by_id),
    Rule(rules.ORDER_LOOKS_DOUBLE, catalog.ORDER_ID, an_order_is_entered_once, _twin_by_content),
)
ROW_RULES: tuple[Rule[RowFrame], ...] = (
    Rule(rules.ROW_REPEATED, catalog.ORDER_ID, an_order_is_pasted_once, _row_of_like_line),
)
