"""The example week is believable: enough of it, and figures that add up."""

from collections import Counter
from decimal import Decimal

import phonenumbers
import pytest

from importer import catalog
from importer.catalog import Field
from templates.example_shop.shop import COLUMNS, Row, Sale, rows
from templates.example_shop.week import SALES

EACH = pytest.mark.parametrize("sale", SALES, ids=lambda sale: sale.number)


def figure(row: Row, field: Field) -> Decimal:
    return Decimal(str(row.get(field, 0)))


def test_it_is_a_week_of_a_shop() -> None:
    """Some 25 orders over 40 rows, cod and paid, several items an order, every day of a week."""
    assert len(SALES) == 25
    assert sum(len(sale.lines) for sale in SALES) > 40
    assert len({sale.number for sale in SALES}) == 25
    assert len({sale.at.date() for sale in SALES}) == 7
    assert min(Counter(sale.paid for sale in SALES).values()) >= 10
    assert sum(len(sale.lines) > 1 for sale in SALES) > 10


def test_every_column_is_used() -> None:
    """No column of the example stands empty in all orders."""
    used = {field for sale in SALES for row in rows(sale, repeated=False) for field in row}
    assert used == set(COLUMNS)


@EACH
def test_the_money_adds_up(sale: Sale) -> None:
    """Lines make the subtotal, with fees less discount the total; cod collects all of it."""
    lines = rows(sale, repeated=False)
    order = lines[0]
    for row in lines:
        assert figure(row, catalog.PRICE) * figure(row, catalog.QUANTITY) == figure(
            row, catalog.ROW_TOTAL
        )
    subtotal = sum(figure(row, catalog.ROW_TOTAL) for row in lines)
    assert subtotal == figure(order, catalog.SUBTOTAL)
    fees = figure(order, catalog.SHIPPING_AMOUNT) + figure(order, catalog.COD_FEE)
    total = subtotal + fees - figure(order, catalog.DISCOUNT_AMOUNT)
    assert total == figure(order, catalog.AMOUNT) > 0
    assert figure(order, catalog.AMOUNT_DUE) == (0 if sale.paid else total)


@EACH
def test_the_phones_are_mobiles(sale: Sale) -> None:
    """Every number is one that a mobile phone can have."""
    region = str(sale.more.get(catalog.COUNTRY, "SA"))
    number = phonenumbers.parse(sale.buyer.mobile, region)
    assert phonenumbers.is_valid_number(number)
    assert phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.MOBILE
