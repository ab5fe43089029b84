"""Items: cells that hold several, rows that hold nothing else, and rows that sum them up."""

import json
import re
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import pandas as pd

from importer import catalog
from importer.catalog import BY_NAME, Part
from importer.mapping.cells import Mask, blank_mask, is_blank
from importer.problems import Code, Problem, layout, problem
from importer.reading import display_text
from importer.row_ranges import format_rows

Item = dict[str, object]  # canonical field name → raw cell
_ID = catalog.ORDER_ID.name
_CUSTOMER = (catalog.CUSTOMER_NAME, catalog.MOBILE, catalog.ADDRESS)
_SALLA = re.compile(r"\(SKU:\s*([^)]*)\)(.*?)\(Qty:\s*([^)]*)\)", re.DOTALL)
_BETWEEN = re.compile(r"[\[\]'\",،;|\s]*")
_CODE_AND_NAME = re.compile(r"^\[([^\]]+)\]\s*(.+)$", re.DOTALL)


class UnreadableItemsError(ValueError):
    """The cell is not written in the expected way."""


def salla_names(text: str) -> list[Item]:
    """`['(SKU: ABC1)زيت زيتون 1لتر(Qty: 2)', ...]`, also with line breaks or commas between."""
    items = [_item(name, sku, quantity) for sku, name, quantity in _SALLA.findall(text)]
    if not items or not _BETWEEN.fullmatch(_SALLA.sub("", text)):
        raise UnreadableItemsError(text)
    return items


def salla_json(text: str) -> list[Item]:
    """`[["name", quantity, "sku"], ...]`."""
    try:
        rows = json.loads(text)
        return [_item(*map(_json_text, (name, sku, quantity))) for name, quantity, sku in rows]
    except (ValueError, TypeError) as error:
        raise UnreadableItemsError(text) from error


def _json_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return str(value)
    raise TypeError(type(value).__name__)


def woocommerce(text: str) -> list[Item]:
    """`name:Rose oil|product_id:12|sku:R-1|quantity:2|total:90.00|...`; the total is the line's."""
    values: dict[str, str] = {}
    last = ""
    for part in text.split("|"):
        key, colon, value = part.partition(":")
        if colon and re.fullmatch(r"[a-z_ ]+", key.strip()):
            last = key.strip()
            values[last] = value.strip()
        elif last:
            values[last] += f"|{part}"
    if not values.get("quantity") or not (values.get("name") or values.get("sku")):
        raise UnreadableItemsError(text)
    item = _item(values.get("name", ""), values.get("sku", ""), values["quantity"])
    return [{**item, catalog.ROW_TOTAL.name: values.get("total") or None}]


def code_and_name(text: str) -> list[Item]:
    """`[E-COM07] Large cabinet`, as Odoo writes a product; without brackets it is the name."""
    match = _CODE_AND_NAME.match(text.strip())
    if not match:
        return [{catalog.ITEM_NAME.name: text.strip()}]
    return [{catalog.ITEM_NAME.name: match[2].strip(), catalog.SKU.name: match[1].strip()}]


def _item(name: str, sku: str, quantity: str) -> Item:
    return {
        catalog.ITEM_NAME.name: name.strip() or None,
        catalog.SKU.name: sku.strip() or None,
        catalog.QUANTITY.name: quantity.strip() or None,
    }


PARSERS: dict[str, Callable[[str], list[Item]]] = {
    "salla_names": salla_names,
    "salla_json": salla_json,
    "woocommerce": woocommerce,
    "code_and_name": code_and_name,
}


def explode_items(
    frame: pd.DataFrame, packed: pd.DataFrame, parser: str
) -> tuple[pd.DataFrame, list[Problem]]:
    """One row an item, each with the order's cells and its row in the sheet; `packed` are the
    columns whose cells hold items, as the parser of that name reads them.

    A cell that cannot be taken apart is a problem of its row, which stays one row.
    """
    problems: list[Problem] = []
    items_of_rows: list[list[Item]] = []
    for row, *cells in packed.itertuples(name=None):
        texts = [display_text(cell) for cell in cells if not is_blank(cell)]
        try:
            items = [item for text in texts for item in PARSERS[parser](text)]
        except UnreadableItemsError as error:
            text = str(error)
            items = [{catalog.ITEM_NAME.name: text}]
            problems.append(
                problem(layout.ITEMS_UNREADABLE, int(row), catalog.ITEM_NAME.name, text[:80])
            )
        items_of_rows.append(items or [{}])  # a row without items stays
    return _repeated(frame, items_of_rows), problems


def _repeated(frame: pd.DataFrame, items_of_rows: Sequence[Sequence[Item]]) -> pd.DataFrame:
    """Each row once per item, with the item's cells over its own."""
    counts = [len(items) for items in items_of_rows]
    longer = frame.iloc[np.repeat(np.arange(len(frame)), counts)].copy(deep=False)
    flat = [item for items in items_of_rows for item in items]
    for field in dict.fromkeys(field for item in flat for field in item):
        own = longer[field].tolist() if field in longer else [None] * len(longer)
        cells = [
            before if item.get(field) is None else item[field]
            for before, item in zip(own, flat, strict=True)
        ]
        longer[field] = pd.Series(cells, index=longer.index, dtype=object)
    return longer


def fill_down_order_id(frame: pd.DataFrame) -> tuple[pd.DataFrame, list[Problem]]:
    """The order number of the row above for rows that hold items only, and a note of it."""
    orphans = list(_orphans(frame))
    if not orphans:
        return frame, []
    ids = frame[_ID].tolist()
    for position, above in orphans:
        ids[position] = ids[above]
    frame = frame.assign(**{_ID: pd.Series(ids, index=frame.index, dtype=object)})
    return frame, [problem(layout.CARRIED_DOWN, count=len(orphans))]


def orphan_rows(frame: pd.DataFrame) -> list[Problem]:
    """A problem of the order above for each such row of a file that is no export whose way it is:
    the order is not to go out without what may be its own."""
    rows = frame.index.tolist()
    return [
        problem(layout.ITEM_ASTRAY, int(rows[above]), _ID, row_number=rows[position])
        for position, above in _orphans(frame)
    ]


def _orphans(frame: pd.DataFrame) -> Iterator[tuple[int, int]]:
    """The positions of the rows without a number that may be items of the order above, and of the
    last row above with a number.

    Their order's cells may be repeated there, as merged cells are when they are saved as CSV; a
    customer of their own makes them another order.
    """
    if _ID not in frame:
        return
    blank = blank_mask(frame[_ID])
    if not blank.any():
        return
    item_fields = [name for name in frame.columns if BY_NAME[name].part is Part.ITEM]
    order_fields = [name for name in frame.columns if name not in (_ID, *item_fields)]
    has_item, repeats = blank & _any_filled(frame, item_fields), _any_filled(frame, order_fields)
    customer = [frame[field.name].tolist() for field in _CUSTOMER if field.name in frame]
    above: int | None = None
    for position in range(len(frame)):
        if not blank[position]:
            above = position
        elif not has_item[position]:
            above = None
        elif above is not None:
            if repeats[position] and any(
                not is_blank(cells[position]) and cells[position] != cells[above]
                for cells in customer
            ):
                above = None
            else:
                yield position, above


def blank_summary_items(frame: pd.DataFrame) -> tuple[pd.DataFrame, list[Problem]]:
    """The frame with the item cells of rows emptied that sum up their order, and a note of them.

    A row sums up when it names no item and other rows of its order do. Its order cells count.
    """
    if _ID not in frame:
        return frame, []
    names = [name for name in (catalog.ITEM_NAME.name, catalog.SKU.name) if name in frame]
    names_item = _any_filled(frame, names)
    ids = frame[_ID]
    with_items = set(ids[names_item & ~blank_mask(ids)])
    sums = ~names_item & ids.isin(with_items).to_numpy()
    if not sums.any():
        return frame, []
    return _without_items(frame, sums, layout.SUMMARY_ROWS)


def blank_variant_items(frame: pd.DataFrame) -> tuple[pd.DataFrame, list[Problem]]:
    """The frame with the item cells of rows emptied that repeat the SKU of an earlier row of their
    order without a price, and a note of them: each is the variant of that row's product."""
    if _ID not in frame or catalog.SKU.name not in frame:
        return frame, []
    skus = frame[[_ID, catalog.SKU.name]]
    named = ~blank_mask(frame[_ID]) & ~blank_mask(frame[catalog.SKU.name])
    worth = [field.name for field in (catalog.PRICE, catalog.ROW_TOTAL) if field.name in frame]
    free = np.ones(len(frame), dtype=bool)
    for name in worth:
        free &= np.array([_is_nothing(cell) for cell in frame[name].tolist()], dtype=bool)
    variants = named & free & skus.duplicated().to_numpy()
    return _without_items(frame, variants, layout.VARIANT_ROWS) if variants.any() else (frame, [])


def _is_nothing(cell: object) -> bool:
    return is_blank(cell) or not display_text(cell).strip(" 0.,٠٫")


def _without_items(
    frame: pd.DataFrame, where: Mask, code: Code
) -> tuple[pd.DataFrame, list[Problem]]:
    cells = {
        field.name: frame[field.name].mask(where, None)
        for field in catalog.of_part(Part.ITEM)
        if field.name in frame
    }
    rows = frame.index[where].tolist()
    return frame.assign(**cells), [problem(code, rows=format_rows(rows), count=len(rows))]


def _any_filled(frame: pd.DataFrame, fields: Sequence[str]) -> Mask:
    """The rows that hold something in any of the fields."""
    filled = np.zeros(len(frame), dtype=bool)
    for field in fields:
        filled |= ~blank_mask(frame[field])
    return filled
