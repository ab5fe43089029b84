"""Fields that every order needs and that no column holds."""

from collections.abc import Collection, Sequence

from rapidfuzz import fuzz, process

from importer import catalog
from importer.catalog import FIELDS, Field, Need, Part
from importer.mapping.profile import Profile
from importer.problems import Problem, layout, problem
from importer.text import fold_header

_NEAR = 72.0  # of 100: what is less like the field's name is no help


def missing_columns(
    present: Collection[str], free_headers: Sequence[str], profile: Profile | None
) -> list[Problem]:
    """One problem a missing field, with the nearest header that nobody claimed."""
    return [
        _missing(field, free_headers) for field in FIELDS if _is_missing(field, present, profile)
    ]


def _is_missing(field: Field, present: Collection[str], profile: Profile | None) -> bool:
    if field.name in present or field is catalog.AMOUNT_DUE:  # worked out from method and total
        return False
    if field is catalog.AMOUNT and profile is not None and profile.sum_items:
        return False
    if field.part is Part.CUSTOMER and catalog.DESTINATION_LOCATION_CODE.name in present:
        return False
    if field in (catalog.CITY, catalog.ADDRESS):
        return catalog.SHORT_ADDRESS_CODE.name not in present
    if field is catalog.QUANTITY:
        return catalog.ITEM_DESCRIPTION.name not in present
    return field.need is Need.ALWAYS


def _missing(field: Field, free_headers: Sequence[str]) -> Problem:
    near = _nearest(field, free_headers)
    return problem(
        layout.COLUMN_MISSING if not near else layout.COLUMN_MISSING_NEAR,
        column=field.name,
        field=field.name,
        label=field.label,
        near=near,
        example=field.example,
    )


def _nearest(field: Field, free_headers: Sequence[str]) -> str:
    names = [
        fold_header(name) for name in (field.name, *field.label.translations(), *field.aliases)
    ]
    keys = {header: fold_header(header) for header in free_headers}
    scores = [
        (score, header)
        for name in names
        for _, score, header in process.extract(name, keys, scorer=fuzz.ratio, limit=1)
    ]
    score, header = max(scores, default=(0.0, ""))
    return header if score >= _NEAR else ""
