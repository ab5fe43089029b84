"""Orders made of the catalogue's own examples, through all rooms up to the judge."""

import csv
import tempfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importer import fields
from importer.fields import Field, Need, Part
from importer.fill import complete
from importer.mapping import MapOptions, map_book
from importer.problems import Problem, Severity, severity
from importer.schema import judge
from importer.sheet import read_book
from importer.values import ReadOptions, type_table

NOW = datetime(2026, 3, 10, 12, 0)
# What the order needs: the cells that are always needed, an address, and how many of an item.
NEEDED = (
    *(field for field in fields.FIELDS if field.need is Need.ALWAYS),
    fields.CITY,
    fields.ADDRESS,
    fields.QUANTITY,
)
# Fields that are given together or not at all.
TOGETHER = (
    (fields.BOX_WIDTH, fields.BOX_LENGTH, fields.BOX_HEIGHT),
    (fields.LAT, fields.LON),
)
FREE = tuple(
    (field,)
    for field in fields.FIELDS
    if field.example
    and field.part is not Part.SENDER
    and field not in (*NEEDED, *(each for group in TOGETHER for each in group))
)
# The amount to collect is worked out when it is empty, and so is never missed.
MISSED = [field for field in NEEDED if field is not fields.AMOUNT_DUE]
# A short national address stands in for these two.
STOOD_IN_FOR = (fields.CITY, fields.ADDRESS)


def held(given_fields: Iterable[Field], without: Field | None = None) -> list[Problem]:
    """The problems of one order with the examples of the fields, as a sheet of its own."""
    named = {field.name: field.example for field in given_fields}
    if without is fields.COUNTRY:  # a number without country code cannot be read without it
        named[fields.MOBILE.name] = "+966551234567"
    if without is not None:
        named[without.name] = ""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "orders.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            rows = csv.writer(stream)
            rows.writerow(named)
            rows.writerow(named.values())
        table = map_book(read_book(path), MapOptions())
    typed = complete(type_table(table, ReadOptions()), table)
    found = (*table.problems, *typed.problems, *judge(typed, NOW))
    return [each for each in found if severity(each) is Severity.PROBLEM]


some = st.lists(st.sampled_from((*FREE, *TOGETHER)), unique=True).map(
    lambda groups: [field for group in groups for field in group]
)


@settings(max_examples=60, deadline=None)
@given(more=some)
def test_an_order_of_examples_is_valid(more: list[Field]) -> None:
    """Whatever optional fields are added to the needed ones, the catalogue's examples are valid."""
    assert held([*NEEDED, *more]) == []


@settings(max_examples=60, deadline=None)
@given(more=some, missing=st.sampled_from(MISSED))
def test_a_missing_field_is_the_one_reason(more: list[Field], missing: Field) -> None:
    """Without one needed cell the order is held for that cell, and for nothing else."""
    if missing in STOOD_IN_FOR:
        more = [field for field in more if field is not fields.SHORT_ADDRESS_CODE]
    found = held([*NEEDED, *more], missing)
    assert [each.column for each in found] == [missing.name]
    has_item = any(field.part is Part.ITEM for field in more)
    bare = missing is fields.QUANTITY and not has_item
    assert [each.code for each in found] == ["items_missing" if bare else "required_missing"]


@pytest.mark.parametrize("field", STOOD_IN_FOR, ids=lambda field: field.name)
def test_a_short_national_address_stands_in(field: Field) -> None:
    """In Saudi Arabia the short address makes city and address optional."""
    assert held([*NEEDED, fields.SHORT_ADDRESS_CODE], without=field) == []
