"""Is the order in OTO the one of the file? By tables of what both sides say."""

from decimal import Decimal
from typing import Any

import pytest

from importer.oto import RemoteItem, RemoteOrder
from importer.sending.reconcile import diff, hidden_parts
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
        "items": (RemoteItem("S-1", Decimal(2), "قميص", Decimal(50)),),
        "customer_name": "نورة",
        "address": "King Fahd Road 1",
        "city": "Riyadh",
        "country": "SA",
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
    ({"amount_due": Decimal("115.5")}, []),  # with the fee of the courier
    ({"amount": Decimal(90), "amount_due": Decimal("115.5")}, ["amount", "amount_due"]),
    ({"mobile": "5****7389"}, []),
    ({"mobile": "9665****0000"}, ["customer.mobile"]),
    ({"mobile": "0546*****"}, []),
    ({"mobile": "97150****7389"}, ["customer.mobile"]),
    ({"customer_name": " نوره "}, []),
    ({"customer_name": "سارة"}, ["customer.name"]),
    ({"customer_name": "N****"}, []),
    ({"address": "KING FAHD ROAD, 1 - Riyadh SA"}, []),
    ({"address": "King Fahd Road 12"}, ["customer.address"]),
    ({"address": "King Fahd Road 1, flat 7"}, ["customer.address"]),
    ({"address": "King Fahd Road"}, ["customer.address"]),
    ({"city": "الرياض"}, []),
    ({"city": "Ar Riyadh"}, []),
    ({"city": "Jeddah"}, ["customer.city"]),
    ({"city": "القاهرة"}, []),  # in other letters, of another sound: nobody can tell
    ({"country": "Saudi Arabia"}, []),
    ({"country": "AE"}, ["customer.country"]),
    ({"items": (RemoteItem("S-1", Decimal(2), "قميص أحمر", Decimal(50)),)}, ["item.name"]),
    ({"items": (RemoteItem("S-1", Decimal(2), "قميص", Decimal(60)),)}, ["item.price"]),
    ({"items": (RemoteItem("S-1", Decimal(2), "", None),)}, []),
    ({"customer_name": "", "address": "", "city": "", "country": ""}, []),
]


@pytest.mark.parametrize(("says", "columns"), SAYS)
def test_only_what_both_sides_say_is_compared(says: dict[str, Any], columns: list[str]) -> None:
    """Ways of writing are no difference, and silence is none; other content is named by column."""
    assert [problem.column for problem in diff(make_order(1), remote(**says))] == columns


@pytest.mark.parametrize(
    ("currency", "ours", "theirs", "same"),
    [
        ("SAR", "10.126", "10.13", True),
        ("SAR", "10.126", "10.12", True),
        ("SAR", "10.126", "10.14", False),
        ("KWD", "10.1264", "10.126", True),
        ("KWD", "10.126", "10.13", False),
        ("JPY", "10.5", "11", True),
    ],
)
def test_a_number_may_be_rounded_to_its_currency(
    currency: str, ours: str, theirs: str, same: bool
) -> None:
    """OTO's rounding to the currency's decimals is no difference, another number is one."""
    order = make_order(1, amount=ours, currency=currency)
    there = remote(amount=Decimal(theirs), amount_due=Decimal(theirs), currency=currency)
    assert (diff(order, there) == ()) is same


def test_a_long_address_may_be_cut_by_oto() -> None:
    """What OTO kept of a long text has to be its beginning."""
    address = "King Fahd Road 12, the white building beside the old market, third floor"
    order = make_order(1, customer={"name": "N", "mobile": "1", "address": address})
    assert diff(order, remote(customer_name="N", mobile="", address=address[:50])) == ()
    (problem,) = diff(order, remote(customer_name="N", mobile="", address="x" + address[:50]))
    assert problem.column == "customer.address"


@pytest.mark.parametrize(
    ("hidden", "shown"),
    [
        ({}, None),
        ({"items": ()}, "the items"),
        ({"customer_name": "", "mobile": "", "address": ""}, "the customer"),
        ({"customer_name": "", "address": ""}, None),
        (
            {"customer_name": "", "mobile": "", "address": "", "items": ()},
            "the customer and the items",
        ),
    ],
)
def test_what_oto_does_not_show_is_named(hidden: dict[str, Any], shown: str | None) -> None:
    """Nobody is told that it is the same where nothing could be compared."""
    parts = hidden_parts(make_order(1), remote(**hidden))
    assert (None if parts is None else str(parts)) == shown


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


def test_a_quantity_that_differs_is_told_by_sku() -> None:
    """Both sides name how many of what they have."""
    there = (RemoteItem("S-2", Decimal("1.0")), RemoteItem("S-1", Decimal(3)))
    (problem,) = diff(make_order(1, items=[SHIRTS, SHOES]), remote(items=there))
    assert (problem.column, problem.value) == ("item.quantity", "S-1: 2, S-2: 1")
    assert dict(problem.facts)["theirs"] == "S-1: 3, S-2: 1"


def test_an_order_without_items_or_customer_is_compared_by_the_rest() -> None:
    """A description in place of items, a location in place of a customer."""
    bare = make_order(1, items=None, customer=None, item_description="a box")
    assert diff(bare, remote()) == ()
