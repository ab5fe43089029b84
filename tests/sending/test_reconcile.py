"""Is the order in OTO the one of the file? By tables of what both sides say."""

from decimal import Decimal
from typing import Any

import pytest

from importer.oto import RemoteItem, RemoteOrder
from importer.sending.reconcile import diff
from tests.sending.factories import make_order

SHIRTS = {"sku": "S-1", "quantity": Decimal(2)}
SHOES = {"sku": "S-2", "quantity": Decimal(1)}
NAMELESS = {"name": "قميص", "quantity": Decimal(3)}


def remote(**says: Any) -> RemoteOrder:
    """OTO's view of the order of `make_order(1)`, but for what it says otherwise."""
    facts: dict[str, Any] = {
        "order_id": "A-1",
        "oto_id": "540789",
        "status": "new",
        "amount": Decimal("100.5"),
        "amount_due": Decimal("100.5"),
        "payment_method": "cod",
        "currency": "SAR",
        "mobile": "966546607389",
        "items": (RemoteItem("S-1", Decimal(2)),),
    }
    return RemoteOrder(**{**facts, **says})


# what OTO says otherwise, and the columns in which that is another order
SAYS = [
    ({}, []),
    ({"amount": Decimal("100.50")}, []),
    ({"amount": Decimal("100.5000000001")}, []),
    ({"amount": Decimal("100.49")}, ["amount"]),
    ({"amount": Decimal("100.501")}, ["amount"]),
    ({"amount": None, "amount_due": None}, []),
    ({"amount_due": Decimal(0)}, ["amount_due"]),
    ({"payment_method": "COD"}, []),
    ({"payment_method": "paid"}, ["payment_method"]),
    ({"payment_method": "bank_transfer"}, []),
    ({"payment_method": ""}, []),
    ({"currency": "sar "}, []),
    ({"currency": "AED"}, ["currency"]),
    ({"mobile": "546607389"}, []),
    ({"mobile": "+966 54 660 7389"}, []),
    ({"mobile": "0546607389"}, []),
    ({"mobile": "٩٦٦٥٤٦٦٠٧٣٨٩"}, []),
    ({"mobile": "966546607380"}, ["customer.mobile"]),
    ({"mobile": "389"}, ["customer.mobile"]),
    ({"mobile": ""}, []),
    ({"items": ()}, []),
    ({"items": (RemoteItem("S-1", Decimal("2.0")),)}, []),
    ({"items": (RemoteItem("S-1", Decimal(1)), RemoteItem("S-1", Decimal(1)))}, []),
    ({"items": (RemoteItem("S-1", Decimal(3)),)}, ["item.quantity"]),
    ({"items": (RemoteItem("S-9", Decimal(2)),)}, ["item.sku"]),
    ({"items": (RemoteItem("", Decimal(2)),)}, []),
    ({"items": (RemoteItem("", Decimal(5)),)}, ["item.quantity"]),
    ({"items": (RemoteItem("S-1", None),)}, []),
    ({"amount": Decimal(1), "currency": "AED"}, ["amount", "currency"]),
]


@pytest.mark.parametrize(("says", "columns"), SAYS)
def test_only_what_both_sides_say_is_compared(says: dict[str, Any], columns: list[str]) -> None:
    """Ways of writing are no difference, and silence is none; other content is named by column."""
    assert [problem.column for problem in diff(make_order(1), remote(**says))] == columns


def test_a_difference_names_both_values() -> None:
    """The person reads what her file says, what OTO says, and which order that is there."""
    (problem,) = diff(make_order(1), remote(amount=Decimal("90.00")))
    assert (problem.row, problem.column, problem.value) == (2, "amount", "100.5")
    assert dict(problem.facts) == {"theirs": "90", "oto_id": "540789"}


@pytest.mark.parametrize(
    ("ours", "theirs", "columns"),
    [
        ([SHIRTS, SHOES], [("S-2", 1), ("S-1", 2)], []),
        ([SHIRTS, SHOES], [("S-1", 2)], ["item.sku"]),
        ([SHIRTS, SHIRTS], [("S-1", 4)], []),
        ([NAMELESS], [("S-1", 3)], []),
        ([NAMELESS], [("S-1", 2)], ["item.quantity"]),
    ],
)
def test_items_are_compared_by_sku_whatever_their_order(
    ours: list[dict[str, Any]], theirs: list[tuple[str, int]], columns: list[str]
) -> None:
    """Several items, merged lines and items without a SKU."""
    there = tuple(RemoteItem(sku, Decimal(count)) for sku, count in theirs)
    problems = diff(make_order(1, items=ours), remote(items=there))
    assert [each.column for each in problems] == columns


def test_an_order_without_items_or_customer_is_compared_by_the_rest() -> None:
    """A description in place of items, a location in place of a customer."""
    bare = make_order(1, items=None, customer=None, item_description="a box")
    assert diff(bare, remote()) == ()
