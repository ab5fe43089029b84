"""Rows of one order that disagree."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.checks.judging import facts, judged, order, paid, said


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
    ("seconds", "agree"), [(0, True), (2, True), (59, True), (60, False), (3600, False)]
)
def test_order_dates_that_differ_by_seconds_agree(seconds: int, agree: bool) -> None:
    """A shop's program writes the lines one after another, and OTO takes minutes."""
    first = datetime(2026, 3, 9, 10, 15, 59)
    rows = [order(orderDate=first), order(orderDate=first + timedelta(seconds=seconds))]
    assert (("order_rows_disagree", 3, "orderDate") not in said(*rows)) is agree
