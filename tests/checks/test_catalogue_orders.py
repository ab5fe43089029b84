"""Orders made of the catalogue's own examples, through all rooms up to the judge."""

import asyncio
import csv
import tempfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importer import catalog
from importer.catalog import Field, Need, Part
from importer.checks import validate
from importer.mapping import MapOptions, map_columns
from importer.orders import Order, build, group_rows, to_json
from importer.oto import Oto
from importer.parsing import ReadOptions, parse_table
from importer.parsing.defaults import fill_defaults
from importer.problems import Problem, Severity, severity
from importer.reading import read_workbook
from tests import faulty_oto as sandbox

NOW = datetime(2026, 3, 10, 12, 0)
# What the order needs: the cells that are always needed, an address, and how many of an item.
NEEDED = (
    *(field for field in catalog.FIELDS if field.need is Need.ALWAYS),
    catalog.CITY,
    catalog.ADDRESS,
    catalog.QUANTITY,
)
# Fields that are given together or not at all.
TOGETHER = (
    (catalog.BOX_WIDTH, catalog.BOX_LENGTH, catalog.BOX_HEIGHT),
    (catalog.LAT, catalog.LON),
)
FREE = tuple(
    (field,)
    for field in catalog.FIELDS
    if field.example
    and field.part is not Part.SENDER
    and field not in (*NEEDED, *(each for group in TOGETHER for each in group))
)
# The amount to collect is worked out when it is empty, and so is never missed.
MISSED = [field for field in NEEDED if field is not catalog.AMOUNT_DUE]
# A short national address stands in for these two.
STOOD_IN_FOR = (catalog.CITY, catalog.ADDRESS)


Cells = dict[str, str]


def order(number: int, given_fields: Iterable[Field], without: Field | None = None) -> Cells:
    """The examples of the fields as one row, without one of them."""
    cells = {field.name: field.example for field in given_fields}
    if without is catalog.COUNTRY:  # a number without country code cannot be read without it
        cells[catalog.MOBILE.name] = f"+96655123{number:04d}"
    cells[catalog.ORDER_ID.name] = f"A-{number}"
    if without is not None:
        cells[without.name] = ""
    return cells


def held(*orders: Cells) -> list[Problem]:
    """The problems of a sheet of these orders, one a row from row 2 on."""
    return checked(*orders)[0]


def checked(*orders: Cells) -> tuple[list[Problem], list[Order]]:
    """What holds the orders of such a sheet back, and all of them as they would be sent."""
    header = list(dict.fromkeys(name for cells in orders for name in cells))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "orders.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            rows = csv.DictWriter(stream, header, restval="")
            rows.writeheader()
            rows.writerows(orders)
        table = map_columns(read_workbook(path), MapOptions())
    typed = fill_defaults(parse_table(table, ReadOptions()), table)
    found = (*table.problems, *typed.problems, *validate(typed, NOW))
    built = list(build(typed.frame, group_rows(typed.frame), table))
    return [each for each in found if severity(each) is Severity.PROBLEM], built


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    with sandbox.serve() as base_url:
        yield base_url


def accepted(host: str, orders: Iterable[Order]) -> int:
    """How many of the orders the sandbox takes; raises Refused for the first it does not."""

    async def send() -> int:
        sandbox.Remote(host).reset()
        async with Oto(host, "rehearsal") as oto:
            created = [await oto.create_order(to_json(each.payload)) for each in orders]
        return len(created)

    return asyncio.run(send())


some = st.lists(st.sampled_from((*FREE, *TOGETHER)), unique=True).map(
    lambda groups: [field for group in groups for field in group]
)


@settings(max_examples=10, deadline=None)
@given(sheet=st.lists(some, min_size=1, max_size=10))
def test_an_order_of_examples_is_valid(host: str, sheet: list[list[Field]]) -> None:
    """Whatever optional fields stand beside the needed ones, the examples are valid, and OTO's
    stand-in takes them."""
    found, orders = checked(*(order(n, [*NEEDED, *more]) for n, more in enumerate(sheet)))
    assert found == []
    assert accepted(host, orders) == len(sheet)


@settings(max_examples=10, deadline=None)
@given(sheet=st.tuples(*(some for _ in MISSED)))
def test_a_missing_field_is_the_one_reason(sheet: tuple[list[Field], ...]) -> None:
    """Without one needed cell the order is held for that cell, and for nothing else."""
    orders, told = [], []
    for n, (missing, more) in enumerate(zip(MISSED, sheet, strict=True)):
        if missing in STOOD_IN_FOR:
            more = [field for field in more if field is not catalog.SHORT_ADDRESS_CODE]
        orders.append(order(n, [*NEEDED, *more], missing))
        told.append((_reason(missing, more), n + 2, missing.name))
    assert sorted((each.code, each.row, each.column) for each in held(*orders)) == sorted(told)


def _reason(missing: Field, more: list[Field]) -> str:
    if missing in STOOD_IN_FOR:
        return "address_missing"
    bare = missing is catalog.QUANTITY and not any(field.part is Part.ITEM for field in more)
    return "items_missing" if bare else "required_missing"


@pytest.mark.parametrize("field", STOOD_IN_FOR, ids=lambda field: field.name)
def test_a_short_national_address_stands_in(field: Field) -> None:
    """In Saudi Arabia the short address makes city and address optional."""
    assert held(order(1, [*NEEDED, catalog.SHORT_ADDRESS_CODE], without=field)) == []
