"""No payload leaves without what OTO asks of every order, whatever fills the gaps of a sheet."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importer.account import NOT_ASKED, apply_account
from importer.checks import validate
from importer.mapping import MapOptions, map_columns, read_profile
from importer.mapping.profile import builtin_profiles
from importer.orders import build, group_rows, to_json
from importer.parsing import ReadOptions, parse_table
from importer.parsing.defaults import fill_defaults
from importer.problems import holds
from tests.mapping.mapping_books import book, sheet

CELLS: Mapping[str, tuple[object, ...]] = {
    "orderId": ("A", "A", "B", "C"),
    "payment_method": ("cod", "paid", "bacs"),
    "amount": (50, "EUR 90,00", "12,5", "x", 0),
    "amount_due": (50, 0, "y"),
    "currency": ("SAR", "ريال", "$", "q"),
    "customer.name": ("Noura", "????", "NULL"),
    "customer.mobile": ("0551234567", "12"),
    "customer.country": ("SA", "TR", "Nowhere"),
    "customer.city": ("Riyadh", "..."),
    "customer.address": ("Olaya 12", "N/A", "----"),
    "customer.shortAddressCode": ("RRRD2929", "zz"),
    "destinationLocationCode": ("WH-2",),
    "item_description": ("Oud", "nan"),
    "item.name": ("Oud", "Scarf"),
    "item.sku": ("S-1", "S-2"),
    "item.quantity": (1, 2, "two", 0),
    "item.price": (50, 0, "free"),
    "item.rowTotal": (50, 100),
    "item.discountAmount": (5,),
    "item.taxAmount": (7.5,),
    "shippingAmount": (20,),
    "discountAmount": (10, -10),
}
# Of ten sheets so many have the column; the others have it in nine.
SHARE = {
    "destinationLocationCode": 1, "customer.shortAddressCode": 3, "item_description": 2,
    "item.discountAmount": 3, "item.taxAmount": 3, "item.rowTotal": 3, "discountAmount": 3,
}  # fmt: skip
CONSTANTS = {
    "currency": "SAR", "customer.country": "SA", "payment_method": "cod", "customer.city": "Riyadh",
}  # fmt: skip
FLAGS = ("sum_items", "carry_down", "summary_rows", "variant_rows")
PARTS = ("name", "mobile", "country")


def sent(rows: list[list[object]], options: MapOptions) -> list[dict[str, Any]]:
    """The payloads that would leave."""
    table = map_columns(book(sheet(rows)), options)
    typed = fill_defaults(parse_table(table, ReadOptions()), table)
    typed, facts = apply_account(typed, NOT_ASKED, {}), NOT_ASKED
    found = (*table.problems, *typed.problems, *facts.problems, *validate(typed, datetime.now()))
    if any(each.row is None and holds(each) for each in found):
        return []
    bad = {each.row for each in found if holds(each)}
    groups = [group for group in group_rows(typed.frame) if bad.isdisjoint(group.rows)]
    orders = build(typed.frame, groups, table)
    return [orjson.loads(to_json(order.payload)) for order in orders]


def assert_whole(payload: dict[str, Any]) -> None:
    for name in ("orderId", "payment_method", "amount", "amount_due", "currency"):
        assert payload.get(name) not in (None, ""), name
    if "destinationLocationCode" in payload:
        assert "customer" not in payload
    else:
        customer = payload["customer"]
        assert all(customer.get(name) for name in PARTS)
        has_address = customer.get("city") and customer.get("address")
        assert has_address or customer.get("shortAddressCode")
    assert payload.get("item_description") or payload.get("items")
    assert all(item.get("quantity") for item in payload.get("items", ()))


@st.composite
def sheets(draw: st.DrawFn) -> tuple[list[list[object]], dict[str, str], dict[str, bool]]:
    """Most columns of the above, most cells good, and a few gaps and bad ones anywhere."""
    headers = [name for name in CELLS if draw(st.integers(0, 9)) < SHARE.get(name, 9)]
    rows = []
    for number in range(draw(st.integers(1, 4))):
        spoiled = draw(st.sets(st.sampled_from([*CELLS]), max_size=2))
        row: list[object] = []
        for name in headers:
            good = f"A-{number}" if name == "orderId" else CELLS[name][0]
            row.append(draw(st.sampled_from([None, *CELLS[name]])) if name in spoiled else good)
        rows.append(row)
    constants = {name: value for name, value in CONSTANTS.items() if draw(st.booleans())}
    flags = {flag: draw(st.booleans()) for flag in FLAGS}
    return [headers, *rows], constants, flags


def test_a_sheet_without_gaps_leaves_whole() -> None:
    """What the properties below say is said of orders that are really sent."""
    headers = [name for name in CELLS if name not in SHARE]
    (payload,) = sent([headers, [CELLS[name][0] for name in headers]], MapOptions())
    assert_whole(payload)
    without = [name for name in headers if name not in ("amount", "amount_due")]
    assert not sent([without, [CELLS[name][0] for name in without]], MapOptions())


@settings(max_examples=150, deadline=None)
@given(made=sheets())
def test_whatever_leaves_has_what_every_order_needs(
    tmp_path_factory: pytest.TempPathFactory,
    made: tuple[list[list[object]], dict[str, str], dict[str, bool]],
) -> None:
    """Over profiles that sum, carry down and leave out, over constants and over gaps."""
    rows, constants, flags = made
    if "orderId" not in rows[0] and "customer.name" not in rows[0]:
        return
    profile = None
    if any(flags.values()):
        path = tmp_path_factory.mktemp("profile") / "own.toml"
        lines = [f"{flag} = {str(on).lower()}" for flag, on in flags.items()]
        columns = [f'"{header}" = "{header}"' for header in map(str, rows[0])]
        path.write_text("\n".join([*lines, "[columns]", *columns]), encoding="utf-8")
        profile = read_profile(path)
    for payload in sent(rows, MapOptions(constants=constants, profile=profile)):
        assert_whole(payload)


@pytest.mark.parametrize("profile", builtin_profiles(), ids=lambda profile: profile.name)
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_no_export_leaves_with_a_gap(profile: Any, data: st.DataObject) -> None:
    """Each known export with any of its cells left empty."""
    folder = Path(__file__).parents[2] / "importer" / "mapping" / "profiles"
    assert folder.is_dir()
    fields = {
        **{header: name for _, header in profile.inputs() for name in [_]},
        **profile.columns,
    }
    needed = frozenset().union(*profile.recognise[:1])
    headers = sorted({*fields, *needed})
    rows = []
    for _ in range(data.draw(st.integers(1, 3))):
        empty = data.draw(st.sets(st.sampled_from(headers), max_size=3))
        cells = [CELLS.get(fields.get(header, ""), ("x",))[0] for header in headers]
        rows.append([None if h in empty else c for h, c in zip(headers, cells, strict=True)])
    for payload in sent([list(headers), *rows], MapOptions(constants={"currency": "SAR"})):
        assert_whole(payload)
