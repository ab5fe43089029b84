"""Orders and rows that stand in the file twice."""

from decimal import Decimal

import pytest

from tests.checks.judging import Row, facts, judged, order, paid, said

D = Decimal


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


def test_different_items_of_different_orders_are_no_repetition() -> None:
    """Orders of one row each, whose items come in the order of the orders."""
    rows = [paid(name, item__name=item) for name, item in zip("abc", "ABC", strict=True)]
    assert said(*rows, paid("b", item__name="D")) == set()


def test_an_order_pasted_twice_is_told() -> None:
    """The same item of the same order further down would be sent twice; one row a piece is fine."""
    one = [paid("a", item__sku="A"), paid("a", item__sku="B")]
    assert said(*one, paid("b"), *one) == {("row_repeated", 5, "orderId")}
    assert said(one[0], one[0], paid("b")) == set()
    assert said(one[0], paid("b"), paid("a", item__sku="C")) == set()


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ({"item__price": D(50)}, {"item__price": D(0)}, True),
        ({"item__rowTotal": D(50)}, {"item__rowTotal": D(0)}, True),
        ({"item__price": D(50)}, {"item__price": D(50)}, False),
        ({"item__price": D(50)}, {}, False),
        ({"item__price": D(50)}, {"item__price": D(0), "item__quantity": D(2)}, False),
        ({"item__price": D(50)}, {"item__price": D(0), "item__sku": "B"}, False),
    ],
)
def test_a_piece_that_is_listed_twice_is_told(
    first: dict[str, object], second: dict[str, object], told: bool
) -> None:
    """The same SKU and quantity, with a price and without, may be one piece."""
    rows = [order(item__sku="A", **first), order(**{"item__sku": "A", **second})]
    assert (("item_listed_twice", 3, "item.sku") in said(*rows)) is told
