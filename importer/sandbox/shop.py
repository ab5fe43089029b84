"""What the pretend account has: its name and credit, places, delivery options, brands, cities."""

from pathlib import Path
from typing import Any

import orjson

_DATA = Path(__file__).with_name("data")
_SHOP: dict[str, Any] = orjson.loads((_DATA / "account.json").read_bytes())

INFO: dict[str, Any] = _SHOP["account"]
WAREHOUSES: list[dict[str, Any]] = _SHOP["warehouses"]
BRANCHES: list[dict[str, Any]] = _SHOP["branches"]
OPTIONS: list[dict[str, Any]] = _SHOP["options"]
BRANDS: list[dict[str, Any]] = _SHOP["brands"]

PLACE_CODES = frozenset(
    place["code"] for place in WAREHOUSES + BRANCHES if place["status"] == "active"
)
OPTION_IDS = frozenset(str(option["deliveryOptionId"]) for option in OPTIONS)
BRAND_IDS = frozenset(brand["id"] for brand in BRANDS)


def cities(country: str) -> list[str]:
    """The names of the country's cities; empty for a country without a list."""
    lists: dict[str, list[str]] = orjson.loads((_DATA / "cities.json").read_bytes())
    return lists.get(country, [])
