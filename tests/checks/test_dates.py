"""Dates that cannot be meant."""

from datetime import date, datetime

import pytest

from tests.checks.judging import Row, Said, order, said

CASES: list[tuple[str, Row, Said]] = [
    ("today's slot", {"deliverySlotDate": date(2026, 3, 10)}, set()),
    (
        "yesterday's slot",
        {"deliverySlotDate": date(2026, 3, 9)},
        {("slot_in_past", 2, "deliverySlotDate")},
    ),
    ("ordered today", {"orderDate": datetime(2026, 3, 10, 23, 59)}, set()),
    (
        "ordered tomorrow",
        {"orderDate": datetime(2026, 3, 11, 0, 0)},
        {("order_date_ahead", 2, "orderDate")},
    ),
    ("a slot", {"deliverySlotFrom": "2:30pm", "deliverySlotTo": "5pm"}, set()),
    ("a slot over noon", {"deliverySlotFrom": "11am", "deliverySlotTo": "12pm"}, set()),
    ("a slot from midnight", {"deliverySlotFrom": "12am", "deliverySlotTo": "9am"}, set()),
    (
        "a slot that ends first",
        {"deliverySlotFrom": "5pm", "deliverySlotTo": "2:30pm"},
        {("slot_ends_first", 2, "deliverySlotTo")},
    ),
    (
        "by the 24 hour clock",
        {"deliverySlotFrom": "14:30", "deliverySlotTo": "9:00"},
        {("slot_ends_first", 2, "deliverySlotTo")},
    ),
    ("half a slot", {"deliverySlotTo": "9am"}, set()),
]


@pytest.mark.parametrize(
    ("besides", "told"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_dates_that_cannot_be_meant_are_told(besides: Row, told: Said) -> None:
    """A past slot, a slot that ends before it begins and an order of tomorrow are warnings."""
    assert said({**order(), **besides}) == told
