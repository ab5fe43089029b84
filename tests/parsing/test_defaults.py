"""What a sheet may leave empty is filled in, and said."""

from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from importer import catalog
from importer.checks import validate
from importer.mapping import MapOptions, MappedTable, map_columns, read_profile
from importer.parsing import ParsedTable, ReadOptions, parse_table
from importer.parsing.defaults import fill_defaults
from importer.reading import read_workbook


def filled(tmp_path: Path, text: str, profile: Path | None = None) -> ParsedTable:
    """The sheet of this CSV text after filling."""
    path = tmp_path / "orders.csv"
    path.write_text(text, encoding="utf-8")
    table = mapped(path, profile)
    return fill_defaults(parse_table(table, ReadOptions()), table)


def mapped(path: Path, profile: Path | None = None) -> MappedTable:
    options = MapOptions(profile=read_profile(profile) if profile else None)
    return map_columns(read_workbook(path), options)


def notes(typed: ParsedTable) -> dict[str, dict[str, str]]:
    return {found.code: dict(found.facts) for found in typed.problems}


def column(typed: ParsedTable, field: catalog.Field) -> list[object]:
    return typed.frame[field.name].tolist()


def test_an_empty_amount_due_follows_payment_and_amount(tmp_path: Path) -> None:
    """0 when paid, the order total when cod; what is written is left, and the note counts."""
    typed = filled(
        tmp_path,
        "orderId,payment_method,amount,amount_due,customer.name\n"
        "A,cod,10.50,,x\nB,paid,20,,x\nC,cod,30,29,x\nD,,40,,x\n",
    )
    assert column(typed, catalog.AMOUNT_DUE) == [Decimal("10.5"), Decimal(0), Decimal(29), None]
    assert notes(typed)["amount_due_filled"]["count"] == "2"


def test_nothing_is_said_to_be_filled_in_that_was_not(tmp_path: Path) -> None:
    """A whole sheet has no note, also where an order stands on several rows."""
    typed = filled(
        tmp_path,
        "orderId,payment_method,amount,amount_due,customer.name,item.sku\n"
        "A,cod,10,10,x,1\nA,cod,10,10,x,2\nB,paid,5,0,y,1\n",
    )
    assert notes(typed) == {}


def test_a_sheet_without_the_column_gains_it(tmp_path: Path) -> None:
    """A sheet that never says what is to be collected is complete all the same."""
    typed = filled(tmp_path, "orderId,payment_method,amount,customer.name\nA,cod,10,x\n")
    assert column(typed, catalog.AMOUNT_DUE) == [Decimal(10)]


def test_an_unreadable_amount_due_is_not_papered_over(tmp_path: Path) -> None:
    """A cell that cannot be read stays a problem; nothing is put in its place."""
    typed = filled(
        tmp_path,
        "orderId,payment_method,amount,amount_due,customer.name\nA,cod,10,ten,x\nB,cod,5,5,x\n",
    )
    assert column(typed, catalog.AMOUNT_DUE) == [None, Decimal(5)]


@pytest.mark.parametrize("rows", [["A,Noura,cod,1", "B,Sara,paid,2", "A,,,3"],
                                  ["A,,,3", "B,Sara,paid,2", "A,Noura,cod,1"]])  # fmt: skip
def test_blank_order_cells_come_from_the_orders_other_rows(tmp_path: Path, rows: list[str]) -> None:
    """Shopify fills an order's first row only; after sorting the filled one may come last."""
    text = "\n".join(["orderId,customer.name,payment_method,item.quantity", *rows]) + "\n"
    typed = filled(tmp_path, text)
    names = dict.fromkeys(zip(column(typed, catalog.ORDER_ID),
                              column(typed, catalog.CUSTOMER_NAME), strict=True))  # fmt: skip
    assert list(names) in ([("A", "Noura"), ("B", "Sara")],)
    assert column(typed, catalog.QUANTITY) == [Decimal(row.split(",")[3]) for row in rows]
    assert notes(typed)["order_rows_filled"]["count"] == "1"


def test_it_is_known_where_a_taken_value_stands(tmp_path: Path) -> None:
    """What is wrong with a value is told at its own cell, on whichever row that is."""
    typed = filled(
        tmp_path,
        "orderId,customer.name,customer.city\n"
        "A,,\nB,Sara,Abha\nA,Noura,\nA,Nora,Riyadh\n,,Tabuk\nC,,\n",
    )
    assert column(typed, catalog.CUSTOMER_NAME) == ["Noura", "Sara", "Noura", "Nora", None, None]
    assert typed.rows_of(catalog.CUSTOMER_NAME.name).tolist() == [4, 3, 4, 5, 6, 7]
    assert typed.rows_of(catalog.CITY.name).tolist() == [5, 3, 5, 5, 6, 7]
    assert typed.rows_of(catalog.ORDER_ID.name).tolist() == [2, 3, 4, 5, 6, 7]


def test_item_cells_are_never_taken_from_another_row(tmp_path: Path) -> None:
    """An empty price stays empty: each row is an item of its own."""
    typed = filled(
        tmp_path, "orderId,customer.name,item.sku,item.price\nA,x,s1,10\nA,x,s2,\nA,x,,5\n"
    )
    assert column(typed, catalog.PRICE) == [Decimal(10), None, Decimal(5)]
    assert column(typed, catalog.SKU) == ["s1", "s2", None]


def test_rows_without_an_order_id_lend_nothing_to_each_other(tmp_path: Path) -> None:
    """Two rows without an id are two orders, and share no cells."""
    typed = filled(tmp_path, "orderId,customer.name,customer.city\n,x,Riyadh\n,y,\nA,z,Abha\n")
    assert column(typed, catalog.CITY) == ["Riyadh", None, "Abha"]


def test_the_frame_handed_in_stays_as_it_was(tmp_path: Path) -> None:
    """Filling returns a new frame; what the sheet said can still be told."""
    path = tmp_path / "o.csv"
    path.write_text("orderId,payment_method,amount,customer.name\nA,cod,10,x\n")
    table = mapped(path)
    typed = parse_table(table, ReadOptions())
    before = typed.frame.copy(deep=True)
    fill_defaults(typed, table)
    pd.testing.assert_frame_equal(typed.frame, before)


SUMS = [
    ("item.price,item.quantity", ["50,1", "0,1"], "50"),  # a free gift
    ("item.price,item.quantity,shippingAmount,discountAmount", ["115,2,20,11.5"], "238.5"),
    ("item.price,item.quantity,discountAmount", ["50,1,5", "20,2,5"], "85"),
    ("item.rowTotal,item.price,item.quantity", ["90,50,2", "0,0,1"], "90"),
    ("item.price,item.quantity,item.discountAmount", ["50,1,5", "20,2,"], "85"),
    ("item.rowTotal,item.price,item.quantity,item.discountAmount", ["100,50,2,10"], "90"),
    ("item.rowTotal,item.price,item.quantity,item.discountAmount", ["90,50,2,10"], "90"),
    ("item.rowTotal,item.discountAmount", ["90,10"], "90"),
    ("item.price,item.quantity,item.taxAmount", ["100,1,15"], "115"),
    ("item.price,item.quantity,item.taxAmount", ["115,1,15"], "115"),  # the VAT in it
    ("item.price,item.quantity,item.taxAmount", ["100,1,8.25"], "108.25"),
    ("item.rowTotal,item.price,item.quantity,item.taxAmount", ["115,100,1,15"], "115"),
    ("item.price,item.quantity,codFee,shippingAmountWithTax", ["100,1,10,23"], "133"),
    ("item.price,item.quantity,shippingAmount,shippingDiscount", ["100,1,20,20"], "100"),
    ("item.price,item.quantity", ["50,1", ",1"], None),
    ("item.name", ["Shirt"], None),
]


@pytest.mark.parametrize(("columns", "rows", "total"), SUMS)
def test_a_total_is_the_sum_of_the_lines(
    tmp_path: Path, columns: str, rows: list[str], total: str | None
) -> None:
    """With shipping and less the discount, both once; where a line has no price there is none, and
    then the order is held, for every order needs an amount."""
    profile = tmp_path / "sum.toml"
    profile.write_text('name = "Sum"\nsum_items = true\n[columns]\n"orderId" = "orderId"\n')
    head = "orderId,payment_method,currency,customer.name," + columns
    text = "\n".join([head, *(f"A,cod,SAR,Noura,{row}" for row in rows)]) + "\n"
    typed = filled(tmp_path, text, profile)
    expected = None if total is None else Decimal(total)
    assert set(column(typed, catalog.AMOUNT)) == {expected}
    codes = {(each.code, each.column) for each in validate(typed, datetime.now())}
    assert (("total_unknown", "amount") in codes) is (total is None)
