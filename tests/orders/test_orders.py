"""Judged rows become whole orders."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import orjson
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from importer import catalog
from importer.mapping import MappedTable
from importer.orders import Order, build, fingerprint, group_rows, to_json
from importer.reading import Sheet, Workbook


def frame_of(*rows: dict[str, object], index: list[int] | None = None) -> pd.DataFrame:
    names = list(dict.fromkeys(name for row in rows for name in row))
    cells = {name: pd.Series([row.get(name) for row in rows], dtype=object) for name in names}
    frame = pd.DataFrame(cells, dtype=object)
    frame.index = pd.Index(index or range(2, 2 + len(rows)))
    return frame


def built(frame: pd.DataFrame) -> list[Order]:
    """The orders of a frame whose sheet has no columns."""
    sheet = Sheet("Orders", pd.DataFrame(index=frame.index.unique()))
    book = Workbook(Path("orders.csv"), "csv", (sheet,))
    table = MappedTable(book, sheet, (1,), (), frame, {}, None, "en", ())
    return list(build(frame, group_rows(frame), table))


def test_rows_with_one_id_are_one_order_even_when_they_stand_apart() -> None:
    """Rows of one order id make one order with its items in file order, adjacent or not."""
    frame = frame_of(
        {"orderId": "A", "amount": Decimal(5), "item.sku": "x"},
        {"orderId": "B", "amount": Decimal(6), "item.sku": "y"},
        {"orderId": "A", "amount": Decimal(5), "item.sku": "z"},
    )
    orders = built(frame)
    assert [(order.order_id, order.rows) for order in orders] == [("A", (2, 4)), ("B", (3,))]
    assert orders[0].payload["items"] == [{"sku": "x"}, {"sku": "z"}]


def test_a_row_without_an_id_stands_alone() -> None:
    """Two rows without an order id are never taken for one order."""
    frame = frame_of({"orderId": None}, {"orderId": "A"}, {"orderId": None})
    groups = group_rows(frame)
    assert [(group.order_id, group.rows) for group in groups] == [
        (None, (2,)),
        ("A", (3,)),
        (None, (4,)),
    ]


def test_a_source_row_that_holds_several_items_is_named_once() -> None:
    """A row that was expanded into two items is one row of the order, and two items."""
    frame = frame_of(
        {"orderId": "A", "item.sku": "x"}, {"orderId": "A", "item.sku": "y"}, index=[7, 7]
    )
    (order,) = built(frame)
    assert order.rows == (7,)
    assert order.payload["items"] == [{"sku": "x"}, {"sku": "y"}]


def test_an_empty_cell_sends_no_field_and_parts_are_nested() -> None:
    """Empty cells leave no key, and customer and sender fields stand under OTO's own keys."""
    frame = frame_of(
        {
            "orderId": "A",
            "ref1": None,
            "customer.name": "نورة",
            "customer.email": None,
            "sender.senderCity": "Riyadh",
            "item.quantity": None,
        }
    )
    (order,) = built(frame)
    assert order.payload == {
        "orderId": "A",
        "customer": {"name": "نورة"},
        "senderInformation": {"senderCity": "Riyadh"},
    }


def test_money_is_sent_digit_by_digit_and_dates_as_oto_writes_them() -> None:
    """300.41 is sent as 300.41, 300.40 as 300.4, 3E+2 as 300, dates as day/month/year."""
    frame = frame_of(
        {
            "orderId": "A",
            "amount": Decimal("300.41"),
            "subtotal": Decimal("300.40"),
            "amount_due": Decimal("3E+2"),
            "createShipment": False,
            "packageCount": 2,
            "orderDate": datetime(2022, 12, 31, 15, 45),
            "deliverySlotDate": date(2020, 12, 31),
        }
    )
    (order,) = built(frame)
    assert to_json(order.payload, sort=True) == (
        b'{"amount":300.41,"amount_due":300,"createShipment":false,'
        b'"deliverySlotDate":"31/12/2020","orderDate":"31/12/2022 15:45","orderId":"A",'
        b'"packageCount":2,"subtotal":300.4}'
    )


@given(st.decimals(min_value=0, max_value=10**9, places=3))
def test_every_amount_survives_the_way_into_json(amount: Decimal) -> None:
    """Reading the JSON's number as a decimal gives back exactly the amount."""
    text = to_json({"amount": amount}).decode()
    assert Decimal(text.removeprefix('{"amount":').removesuffix("}")) == amount
    assert "e" not in text.partition(":")[2].lower()


def test_the_fingerprint_follows_content_and_nothing_else() -> None:
    """The order of keys does not change a fingerprint; any value does."""
    first = fingerprint({"a": Decimal("1.50"), "b": "x"})
    assert first == fingerprint({"b": "x", "a": Decimal("1.50")})
    assert first != fingerprint({"a": Decimal("1.51"), "b": "x"})


@given(st.lists(st.sampled_from(["A", "B", "C", None]), max_size=40))
def test_no_row_is_lost_and_none_is_doubled(ids: list[str | None]) -> None:
    """Whatever the ids, every row stands in exactly one group, and each item in one order."""
    frame = frame_of(*({"orderId": one, "item.sku": str(n)} for n, one in enumerate(ids)))
    if not ids:
        return
    groups = group_rows(frame)
    assert sorted(row for group in groups for row in group.rows) == list(frame.index)
    payloads = [orjson.loads(to_json(order.payload)) for order in built(frame)]
    skus = [item[catalog.SKU.key] for payload in payloads for item in payload["items"]]
    assert sorted(skus, key=int) == [str(n) for n in range(len(ids))]
