"""What must be filled in, what goes together and what excludes each other."""

from decimal import Decimal

import pytest

from tests.checks.judging import Row, Said, facts, judged, order, said

SENDER: Row = {
    "sender.senderFullName": "متجر الواحة",
    "sender.senderMobile": "966551112223",
    "sender.senderCountry": "SA",
    "sender.senderCity": "Riyadh",
    "sender.senderAddressLine": "شارع العليا",
}
CUSTOMER = ("name", "mobile", "country", "city", "address")
TRANSFER = {f"customer.{key}": None for key in CUSTOMER} | {"destinationLocationCode": "JED-01"}
NO_ITEM = {"item.quantity": None}
MISSING = "required_missing"
# what stands in the order besides, and what is said of it
CASES: list[tuple[str, Row, Said]] = [
    # required
    ("no id", {"orderId": None}, {(MISSING, 2, "orderId")}),
    ("no payment", {"payment_method": None}, {(MISSING, 2, "payment_method")}),
    ("no amount", {"amount": None, "amount_due": None}, {(MISSING, 2, "amount")}),
    ("amount only", {"amount": None}, {(MISSING, 2, "amount")}),
    ("no amount due", {"amount_due": None}, {(MISSING, 2, "amount_due")}),
    ("no currency", {"currency": None}, {(MISSING, 2, "currency")}),
    ("no name", {"customer.name": None}, {(MISSING, 2, "customer.name")}),
    ("no mobile", {"customer.mobile": None}, {(MISSING, 2, "customer.mobile")}),
    ("no country", {"customer.country": None}, {(MISSING, 2, "customer.country")}),
    ("no city", {"customer.city": None}, {("address_missing", 2, "customer.city")}),
    ("no address", {"customer.address": None}, {("address_missing", 2, "customer.address")}),
    (
        "two gaps",
        {"customer.city": None, "customer.name": None},
        {("address_missing", 2, "customer.city"), (MISSING, 2, "customer.name")},
    ),
    # a short national address stands in for city and address, in Saudi Arabia
    (
        "short address",
        {"customer.city": None, "customer.address": None, "customer.shortAddressCode": "RRRD2929"},
        set(),
    ),
    (
        "short address abroad",
        {"customer.city": None, "customer.shortAddressCode": "RRRD2929", "customer.country": "AE"},
        {(MISSING, 2, "customer.city")},
    ),
    (
        "wrong short address",
        {"customer.city": None, "customer.shortAddressCode": "29RRRD29"},
        {("short_address_wrong", 2, "customer.shortAddressCode")},
    ),
    # transfers
    ("transfer", TRANSFER, set()),
    (
        "transfer to a customer",
        {"destinationLocationCode": "JED-01"},
        {("destination_and_customer", 2, "destinationLocationCode")},
    ),
    (
        "transfer with one customer cell",
        TRANSFER | {"customer.email": "a@example.com"},
        {("destination_and_customer", 2, "destinationLocationCode")},
    ),
    # items
    ("no item", NO_ITEM, {("items_missing", 2, "item.quantity")}),
    ("described", NO_ITEM | {"item_description": "عطور"}, set()),
    (
        "item without quantity",
        NO_ITEM | {"item.name": "عود"},
        {(MISSING, 2, "item.quantity")},
    ),
    (
        "described, with half an item",
        NO_ITEM | {"item.sku": "A", "item_description": "عطور"},
        {(MISSING, 2, "item.quantity")},
    ),
    # pickup and sender
    ("pickup", {"pickupLocationCode": "RUH-01"}, set()),
    ("sender", SENDER, set()),
    (
        "both",
        SENDER | {"pickupLocationCode": "RUH-01"},
        {("pickup_and_sender", 2, "pickupLocationCode")},
    ),
    (
        "pickup and half a sender",
        {"pickupLocationCode": "RUH-01", "sender.senderCity": "Riyadh"},
        {("pickup_and_sender", 2, "pickupLocationCode")},
    ),
    (
        "half a sender",
        SENDER | {"sender.senderCity": None, "sender.senderMobile": None},
        {
            ("sender_incomplete", 2, "sender.senderCity"),
            ("sender_incomplete", 2, "sender.senderMobile"),
        },
    ),
    (
        "one sender cell",
        {"sender.senderEmail": "shop@example.com"},
        {("sender_incomplete", 2, name) for name in SENDER},
    ),
    (
        "shipment without pickup",
        {"createShipment": True},
        {("pickup_needed", 2, "pickupLocationCode")},
    ),
    ("shipment with pickup", {"createShipment": True, "pickupLocationCode": "RUH-01"}, set()),
    (
        "shipment of a sender",
        SENDER | {"createShipment": True},
        {("pickup_asked", 2, "pickupLocationCode")},
    ),
    ("no shipment of a sender", SENDER | {"createShipment": False}, set()),
    (
        "collected from a sender",
        SENDER | {"createShipment": True, "serviceType": "pickupFromStore"},
        {("pickup_needed", 2, "pickupLocationCode")},
    ),
    (
        "shipment of half a sender",
        SENDER | {"createShipment": True, "sender.senderCity": None},
        {("sender_incomplete", 2, "sender.senderCity")},
    ),
    ("no shipment", {"createShipment": False}, set()),
    (
        "collected without pickup",
        {"serviceType": "pickupFromStore"},
        {("pickup_needed", 2, "pickupLocationCode")},
    ),
    (
        "collected from a sender",
        SENDER | {"serviceType": "pickupFromStore"},
        {("pickup_needed", 2, "pickupLocationCode")},
    ),
    ("returned", {"serviceType": "returnFromCustomer"}, set()),
    # groups
    (
        "whole box",
        {"boxWidth": Decimal(1), "boxLength": Decimal(2), "boxHeight": Decimal(3)},
        set(),
    ),
    (
        "half a box",
        {"boxWidth": Decimal(1), "boxHeight": Decimal(3)},
        {("group_incomplete", 2, "boxLength")},
    ),
    (
        "one side of a box",
        {"boxLength": Decimal(1)},
        {("group_incomplete", 2, "boxWidth"), ("group_incomplete", 2, "boxHeight")},
    ),
    ("half a place", {"customer.lat": Decimal(24)}, {("group_incomplete", 2, "customer.lon")}),
    (
        "half a sender's place",
        SENDER | {"sender.lon": Decimal(46)},
        {("group_incomplete", 2, "sender.lat")},
    ),
    # abroad
    (
        "to the Emirates",
        SENDER | {"customer.country": "AE"},
        {("postcode_abroad", 2, "customer.postcode"), ("hs_code_abroad", 2, "item.hsCode")},
    ),
    (
        "to the Emirates, all told",
        SENDER | {"customer.country": "AE", "customer.postcode": "0", "item.hsCode": "3303"},
        set(),
    ),
    (
        "within Kuwait",
        {"customer.country": "KW", "currency": "KWD"},
        {
            ("identity_asked", 2, "customer.frontSideIDCard"),
            ("identity_asked", 2, "customer.backSideIDCard"),
        },
    ),
    (
        "within Oman, pictures given",
        {
            "customer.country": "OM",
            "customer.frontSideIDCard": "https://example.com/1.png",
            "customer.backSideIDCard": "https://example.com/2.png",
        },
        {("identity_asked", 2, "customer.consigneeId")},
    ),
]


@pytest.mark.parametrize(
    ("besides", "told"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_an_order_is_judged_as_a_whole(besides: Row, told: Said) -> None:
    """What is missing, half filled or too much is told at its cell, and nothing else."""
    assert said({**order(), **besides}) == told


def test_a_column_that_is_not_there_is_not_told_of_every_order() -> None:
    """A missing required column is the file's problem; where something else could stand in for it,
    each order is told."""
    row = order()
    del row["currency"], row["customer.city"]
    assert said(row) == set()
    row["customer.shortAddressCode"] = None
    assert said(row) == {("address_missing", 2, "customer.city")}


def test_a_cell_that_could_not_be_read_is_not_called_empty() -> None:
    """An unreadable mobile has its own problem already, and so has half an unreadable box."""
    row = order(customer__mobile=None, boxWidth=None, boxLength=Decimal(1), boxHeight=Decimal(1))
    unparsed = {"customer.mobile": frozenset({2}), "boxWidth": frozenset({2})}
    assert said(row, unparsed=unparsed) == set()


def test_what_a_later_row_says_illegibly_is_not_missing_either() -> None:
    """The order has a mobile, only nobody can read it: that is the one problem."""
    rows = [order(customer__mobile=None), order(customer__mobile=None, item__sku="B")]
    assert said(*rows, unparsed={"customer.mobile": frozenset({3})}) == set()


def test_an_item_of_an_unknown_order_is_told_once() -> None:
    """A row with only an item and no order number misses its number, not a whole order's cells."""
    rows: list[Row] = [order(), {"item.quantity": Decimal(2), "currency": "SAR"}]
    assert said(*rows) == {("row_without_order", 3, "orderId")}


def test_items_may_stand_on_any_row_of_their_order() -> None:
    """An order has items when one of its rows does; rows without items say nothing."""
    rows = [order("a", item__quantity=None), order("b"), order("a")]
    assert said(*rows) == set()


def test_home_is_where_most_orders_go() -> None:
    """Without a sender's country, the country of most orders is the shop's own."""
    rows = [order("a", customer__country="AE"), order("b", customer__country="AE"), order("c")]
    assert said(*rows) == {
        ("postcode_abroad", 4, "customer.postcode"),
        ("hs_code_abroad", 4, "item.hsCode"),
    }


def test_every_item_row_of_an_order_abroad_needs_its_customs_code() -> None:
    """The customs code is an item's: each of its rows without one is named."""
    rows = [
        order("a"), order("b"),
        order("c", customer__country="AE", customer__postcode="1", item__hsCode="1"),
        order("c", customer__country="AE", customer__postcode="1", item__hsCode=None),
    ]  # fmt: skip
    assert said(*rows) == {("hs_code_abroad", 5, "item.hsCode")}


def test_a_half_filled_group_names_what_is_filled() -> None:
    """The message says which cell calls for the empty one."""
    (found,) = judged(order(customer__lon=Decimal(46)))
    assert facts(found) == {"other": "customer.lon"}
    (found,) = judged(order(serviceType="pickupFromStore"))
    assert facts(found)["reason"] == "pickupFromStore"
    (found,) = judged(order(createShipment=True))
    assert facts(found)["other"] == "createShipment"
    assert facts(found)["reason"].format("ar") == "نعم"


def test_a_destination_column_excuses_only_its_own_orders() -> None:
    """Where some orders are transfers, the others still need a customer, column or not."""
    customer = order("b")
    del customer["customer.country"]
    transfer = {key: cell for key, cell in order("a").items() if not key.startswith("customer.")}
    rows = [transfer | {"destinationLocationCode": "JED-01"}, customer]
    assert said(*rows) == {(MISSING, 3, "customer.country")}


def test_a_problem_is_told_where_the_value_stands() -> None:
    """What an order's first row took from a later one is told at the later one; a gap at the
    first."""
    wrong = {"customer.W3WAddress": "two.words", "boxWidth": Decimal(3), "pickupLocationCode": "A"}
    rows = [order(**wrong, sender__senderCity="Abha"), order(**wrong, sender__senderCity="Abha")]
    found = said(*rows, source_rows={name: [3, 3] for name in wrong})
    assert found == {
        ("what3words_wrong", 3, "customer.W3WAddress"),
        ("group_incomplete", 2, "boxLength"),
        ("group_incomplete", 2, "boxHeight"),
        ("pickup_and_sender", 3, "pickupLocationCode"),
    }


def test_an_empty_sheet_is_fine() -> None:
    """A sheet without a single row has nothing wrong with it."""
    assert judged() == []


def test_a_sheet_without_quantities_needs_each_order_described() -> None:
    """A column of descriptions stands in for the items, where it is filled; a named item needs its
    quantity all the same."""
    bare = [
        {name: value for name, value in order(each).items() if name != "item.quantity"}
        for each in "abc"
    ]
    whole = bare[0] | {"item_description": "a box"}
    named = bare[2] | {"item_description": "a box", "item.name": "Oud"}
    assert said(whole, bare[1], named) == {
        ("items_missing", 3, "item.quantity"),
        ("required_missing", 4, "item.quantity"),
    }
