"""Which order is which, and when."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.checks.judging import Row, Said, facts, judged, order, paid, said


def test_rows_of_one_order_that_disagree_are_told() -> None:
    """The later row's cell is named, with what the first row says."""
    rows = [order(), order("b"), order(customer__city="Jeddah", item__sku="B")]
    (found,) = judged(*rows)
    assert (found.code, found.row, found.column) == ("order_rows_disagree", 4, "customer.city")
    assert found.value == "Jeddah"
    assert facts(found) == {"order": "1001", "row": "2", "first": "Riyadh"}


def test_amounts_that_are_one_number_agree() -> None:
    """120.5 and 120.50 are one amount."""
    assert said(order(), order(amount=Decimal("120.5"))) == set()


def test_a_number_that_was_used_twice_is_told_at_every_cell_that_differs() -> None:
    """Two orders under one number disagree in all that makes them two."""
    rows = [paid(), paid(customer__name="سارة", amount=Decimal(7))]
    assert said(*rows) == {
        ("order_rows_disagree", 3, "customer.name"),
        ("order_rows_disagree", 3, "amount"),
    }


def test_the_amount_due_follows_the_total_that_disagrees() -> None:
    """The amount to collect was filled in from the total: one mistake, one problem."""
    rows = [order(), order(amount=Decimal(7), amount_due=Decimal(7))]
    assert said(*rows) == {("order_rows_disagree", 3, "amount")}


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from([None, "x", "y", "z"]))))
def test_disagreements_are_those_of_a_slow_and_simple_reading(cells: list[tuple[str, str]]) -> None:
    """Row by row: what differs from the first thing that its order said is told, and no more."""
    first: dict[str, str] = {}
    expected = set()
    for row, (order_id, store) in enumerate(cells, start=2):
        if store is not None and first.setdefault(order_id, store) != store:
            expected.add(("order_rows_disagree", row, "storeName"))
    rows = [
        paid(order_id, storeName=store, item__sku=f"{n}")
        for n, (order_id, store) in enumerate(cells)
    ]
    assert said(*rows) == expected


def test_an_empty_cell_disagrees_with_nothing() -> None:
    """What only one row of the order says is no contradiction; neither are different items."""
    rows = [order(storeName=None, item__sku="a"), order(storeName="x", item__sku="b")]
    assert said(*rows) == set()
    rows = [order(storeName=None), order(storeName="x"), order(storeName="y")]
    assert said(*rows) == {("order_rows_disagree", 4, "storeName")}


@pytest.mark.parametrize(
    ("first", "second", "alike"),
    [
        ("A-1", "a-1", True),
        ("A 1", "A1", True),
        ("A-1 ", "A-1", True),
        ("A\u200f1", "A1", True),
        ("١٢٣", "123", True),
        ("۱۲۳", "123", True),
        ("１２３", "123", True),
        ("A-1", "A1", False),
        ("123", "0123", False),
        ("A-1", "A-2", False),
    ],
)
def test_order_numbers_that_look_alike_are_told(first: str, second: str, alike: bool) -> None:
    """Numbers that differ only in case, spaces or digits' script are probably one order."""
    found = judged(paid(first, customer__mobile="966551111111"), paid(second))
    assert [(each.code, each.row) for each in found] == [("order_ids_alike", 3)] * alike
    assert all(facts(each) == {"other": first, "row": "2"} for each in found)


SAME: Row = {"customer.mobile": "966551234567", "item.sku": "A"}


@pytest.mark.parametrize(
    ("change", "double"),
    [
        ({}, True),
        ({"customer.name": "Noura"}, True),
        ({"customer.mobile": "966551234568"}, False),
        ({"amount": Decimal(3)}, False),
        ({"item.sku": "B"}, False),
        ({"item.quantity": Decimal(2)}, False),
        ({"forReverseShipment": True}, False),
    ],
)
def test_an_order_entered_twice_is_told(change: Row, double: bool) -> None:
    """The same customer, items and amount under two numbers is likely one order."""
    found = judged(paid("a") | SAME, paid("b") | SAME | change)
    assert [(each.code, each.row, each.column) for each in found] == [
        ("order_looks_double", 3, "orderId")
    ] * double
    assert all(facts(each) == {"other": "a", "row": "2"} for each in found)


def test_items_in_another_order_are_the_same_items() -> None:
    """Two orders of the same two items are doubles however their rows are sorted."""
    rows = [
        paid("a") | SAME, paid("a") | SAME | {"item.sku": "B"},
        paid("b") | SAME | {"item.sku": "B"}, paid("b") | SAME,
    ]  # fmt: skip
    assert said(*rows) == {("order_looks_double", 4, "orderId")}
    assert said(*rows[:3]) == set()


def test_an_order_pasted_twice_is_told() -> None:
    """The same item of the same order further down would be sent twice; one row a piece is fine."""
    one = [paid("a", item__sku="A"), paid("a", item__sku="B")]
    assert said(*one, paid("b"), *one) == {("row_repeated", 5, "orderId")}
    assert said(one[0], one[0], paid("b")) == set()
    assert said(one[0], paid("b"), paid("a", item__sku="C")) == set()


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
