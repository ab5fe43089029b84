"""Exports that write all items of an order into one cell: one parser for each way of writing."""

import json
import re
from collections.abc import Callable

from importer import catalog

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
