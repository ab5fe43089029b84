"""Items: cells that hold several, rows that hold nothing else, rows that sum them up."""

import json
import re
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import pandas as pd

from importer import catalog
from importer.catalog import BY_NAME, Part
from importer.mapping.cells import Mask, is_blank, is_nothing
from importer.mapping.row_filter import ranges
from importer.problems import Problem, layout, problem
from importer.reading import display_text

_ID = catalog.ORDER_ID.name
Item = dict[str, object]  # canonical field name → raw cell
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
        return [_item(_plain(name), _plain(sku), _plain(quantity)) for name, quantity, sku in rows]
    except (ValueError, TypeError) as error:
        raise UnreadableItemsError(text) from error


def _plain(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return str(value)
    raise TypeError(type(value).__name__)


def woocommerce(text: str) -> list[Item]:
    """`name:Rose oil|product_id:12|sku:R-1|quantity:2|total:90.00|...`; the total is the line's."""
    parts: dict[str, str] = {}
    last = ""
    for part in text.split("|"):
        key, colon, value = part.partition(":")
        if colon and re.fullmatch(r"[a-z_ ]+", key.strip()):
            last = key.strip()
            parts[last] = value.strip()
        elif last:
            parts[last] += f"|{part}"
    if not parts.get("quantity") or not (parts.get("name") or parts.get("sku")):
        raise UnreadableItemsError(text)
    item = _item(parts.get("name", ""), parts.get("sku", ""), parts["quantity"])
    return [{**item, catalog.ROW_TOTAL.name: parts.get("total") or None}]


def code_and_name(text: str) -> list[Item]:
    """`[E-COM07] Large cabinet`, as Odoo writes a product; without brackets it is the name."""
    found = _CODE_AND_NAME.match(text.strip())
    if not found:
        return [{catalog.ITEM_NAME.name: text.strip()}]
    return [{catalog.ITEM_NAME.name: found[2].strip(), catalog.SKU.name: found[1].strip()}]


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
    columns whose cells hold items, written as the parser of that name reads them.

    A cell that cannot be taken apart is a problem of its row, which stays one row.
    """
    problems: list[Problem] = []
    items: list[list[Item]] = []
    for row, *cells in packed.itertuples(name=None):
        try:
            items.append(_items(cells, parser))
        except UnreadableItemsError as error:
            items.append([{catalog.ITEM_NAME.name: str(error)}])
            problems.append(
                problem(layout.ITEMS_UNREADABLE, int(row), catalog.ITEM_NAME.name, str(error)[:80])
            )
    return _repeated(frame, items), problems


def _items(cells: Sequence[object], parser: str) -> list[Item]:
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
    return frame.assign(**cells), [problem(layout.SUMMARY_ROWS, rows=ranges(rows), count=len(rows))]


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
