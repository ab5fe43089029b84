"""Units that a weight, a size or a count may be written in, and what they come to in OTO's own."""

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files

from importer.catalog.field import Field
from importer.catalog.item import QUANTITY
from importer.catalog.parcel import (
    BOX_HEIGHT,
    BOX_LENGTH,
    BOX_WIDTH,
    PACKAGE_COUNT,
    PACKAGE_WEIGHT,
)
from importer.text import fold

_MEASURES: Mapping[Field, str] = {
    PACKAGE_WEIGHT: "weight",
    **dict.fromkeys((BOX_WIDTH, BOX_LENGTH, BOX_HEIGHT), "size"),
    **dict.fromkeys((QUANTITY, PACKAGE_COUNT), "count"),
}
_OWN_UNIT: Mapping[str, str] = {"weight": "kg", "size": "cm"}


@cache
def units_of(field: Field) -> Mapping[str, Decimal]:
    """The units that the field's cells and header may name (folded), each with how many of OTO's
    units one of them is; none for a field that measures nothing."""
    measure = _MEASURES.get(field)
    if measure is None:
        return {}
    written = files(__package__).joinpath("units.toml").read_text(encoding="utf-8")
    by_size: dict[str, dict[str, list[str]]] = tomllib.loads(written)[measure]
    return {
        fold(word): Decimal(size)
        for size, by_language in by_size.items()
        for words in by_language.values()
        for word in words
    }


def own_unit(field: Field) -> str:
    """The sign of the unit that OTO counts the field in."""
    return _OWN_UNIT.get(_MEASURES.get(field, ""), "")
