"""Every cell is judged by what the catalogue says of its field."""

from datetime import date
from decimal import Decimal

import pytest

from importer import fields
from importer.problems import CODES, explain
from importer.schema.cells import cell_rules
from tests.schema.judging import facts, held, judged, order, said

LONG = "x" * 256
# field, value, code of the problem (empty: fine)
CASES = [
    (fields.ORDER_ID, "A-1", ""),
    (fields.ORDER_ID, "1" * 100, ""),
    (fields.ORDER_ID, "1" * 101, "text_too_long"),
    (fields.CUSTOMER_NAME, LONG, "text_too_long"),
    (fields.CUSTOMER_NAME, "ن" * 255, ""),
    (fields.ADDRESS, LONG, ""),
    (fields.ADDRESS, "x" * 1001, "text_too_long"),
    (fields.SHIPPING_NOTES, "x" * 1000, ""),
    (fields.PAYMENT_METHOD, "later", "not_allowed"),
    (fields.SERVICE_TYPE, "returnFromCustomer", ""),
    (fields.SERVICE_TYPE, "teleport", "not_allowed"),
    (fields.WHO_PAYS, "me", "not_allowed"),
    (fields.PICKING_TYPE, "BRANCH_DROP_OFF", ""),
    (fields.PICKING_TYPE, "drone", "not_allowed"),
    (fields.LANGUAGE, "tr", ""),
    (fields.LANGUAGE, "fr", "not_allowed"),
    (fields.AMOUNT, Decimal("-0.01"), "number_too_small"),
    (fields.SUBTOTAL, Decimal("-1"), "number_too_small"),
    (fields.SHIPPING_AMOUNT, Decimal("-1"), "number_too_small"),
    (fields.DISCOUNT_AMOUNT, Decimal("-1"), "number_too_small"),
    (fields.COD_FEE, Decimal("-1"), "number_too_small"),
    (fields.PRICE, Decimal("-1"), "number_too_small"),
    (fields.PRICE, Decimal(0), ""),
    (fields.QUANTITY, Decimal(0), "number_not_above"),
    (fields.QUANTITY, Decimal(-2), "number_not_above"),
    (fields.QUANTITY, Decimal("0.5"), ""),
    (fields.QUANTITY, Decimal(966551234567), "number_too_large"),
    (fields.PACKAGE_COUNT, 0, "number_too_small"),
    (fields.PACKAGE_COUNT, 999, ""),
    (fields.PACKAGE_COUNT, 1000, "number_too_large"),
    (fields.PACKAGE_WEIGHT, Decimal(0), "number_not_above"),
    (fields.PACKAGE_WEIGHT, Decimal("0.001"), ""),
    (fields.BRAND_ID, 0, "number_not_above"),
    (fields.PRODUCT_ID, -5, "number_not_above"),
    (fields.COUNTRY, "SA", ""),
    (fields.COUNTRY, "XX", "country_wrong"),
    (fields.COUNTRY, "sa", "country_wrong"),
    (fields.CURRENCY, "KWD", ""),
    (fields.CURRENCY, "SRA", "currency_wrong"),
    (fields.ITEM_CURRENCY, "XXX", "currency_wrong"),
    (fields.EMAIL, "noura@example.com", ""),
    (fields.EMAIL, "o'brien+shop@mail.example.co.uk", ""),
    (fields.EMAIL, "نورة@مثال.السعودية", ""),
    (fields.EMAIL, "noura@example", "email_wrong"),
    (fields.EMAIL, "noura example.com", "email_wrong"),
    (fields.EMAIL, "noura@@example.com", "email_wrong"),
    (fields.EMAIL, "a@b..com", "email_wrong"),
    (fields.EMAIL, "noura@example.com\n", "email_wrong"),
    (fields.IMAGE, "https://cdn.example.com/p/1.png?w=200", ""),
    (fields.IMAGE, "HTTP://example.com", ""),
    (fields.IMAGE, "www.example.com/p.png", "url_wrong"),
    (fields.IMAGE, "https://example.com/a picture.png", "url_wrong"),
    (fields.IMAGE, "ftp://example.com/p.png", "url_wrong"),
    (fields.MOBILE, "966551234567", ""),
    (fields.MOBILE, "+966551234567", "phone_wrong"),
    (fields.MOBILE, "123456", "phone_wrong"),
    (fields.SHORT_ADDRESS_CODE, "RRRD2929", ""),
    (fields.SHORT_ADDRESS_CODE, "RRRD292", "short_address_wrong"),
    (fields.SHORT_ADDRESS_CODE, "RRR12929", "short_address_wrong"),
    (fields.SHORT_ADDRESS_CODE, "XRRRD2929", "short_address_wrong"),
    (fields.W3W_ADDRESS, "filled.count.soap", ""),
    (fields.W3W_ADDRESS, "///filled.count.soap", ""),
    (fields.W3W_ADDRESS, "فلفل.سكر.ملح", ""),
    (fields.W3W_ADDRESS, "filled.count", "what3words_wrong"),
    (fields.W3W_ADDRESS, "filled.count.soap.now", "what3words_wrong"),
]


@pytest.mark.parametrize(("field", "value", "code"), CASES)
def test_a_cell_is_judged_by_its_field(field: fields.Field, value: object, code: str) -> None:
    """A value that its field cannot have is a problem of that very cell, and nothing else is."""
    found = [each for each in judged({**order(), field.name: value}) if each.column == field.name]
    assert [each.code for each in held(found)] == ([code] if code else [])
    assert all((each.row, each.column) == (2, field.name) for each in found)


@pytest.mark.parametrize(
    ("lat", "lon", "wrong"),
    [
        ("24.7", "46.6", set()),
        ("90", "180", set()),
        ("-90", "-180", set()),
        ("90.1", "46", {("number_too_large", 2, "customer.lat")}),
        ("24", "-180.5", {("number_too_small", 2, "customer.lon")}),
    ],
)
def test_coordinates_lie_on_the_globe(lat: str, lon: str, wrong: set[object]) -> None:
    """Latitude and longitude are held to their ranges, the ends included."""
    row = order(customer__lat=Decimal(lat), customer__lon=Decimal(lon))
    assert said(row) == wrong


def test_a_good_order_has_no_problem() -> None:
    """The order that the other tests spoil is itself beyond reproach."""
    assert judged(order()) == []


def test_an_order_cell_is_told_once_and_an_item_cell_on_its_own_row() -> None:
    """What is wrong with an order stands on its first row, however many rows repeat it."""
    rows = [order(customer__email="nobody"), order(customer__email="nobody")]
    rows[1]["item.quantity"] = Decimal(0)
    assert said(*rows) == {
        ("email_wrong", 2, "customer.email"),
        ("number_not_above", 3, "item.quantity"),
    }


def test_rows_keep_their_numbers_even_when_a_number_stands_twice() -> None:
    """The row of a problem is the sheet's, also where one sheet row became two rows of data."""
    rows = [order("a"), order("b"), order("c", customer__country="XX")]
    assert said(*rows, index=[7, 9, 9]) == {("country_wrong", 9, "customer.country")}


def test_a_problem_shows_the_value_and_the_limit() -> None:
    """The merchant reads what stood there and what could have."""
    (found,) = judged(order(customer__email="nobody"))
    assert (found.value, found.facts) == ("nobody", ())
    (found,) = judged(order(packageCount=1000))
    assert (found.value, facts(found)) == ("1000", {"limit": "999"})
    (found,) = judged(order(language="fr"))
    assert facts(found) == {"choice": "en, ar, tr"}
    (found,) = judged(order(customer__name=LONG))
    assert facts(found) == {"length": "256", "longest": "255"}


def test_a_wrong_amount_that_is_only_repeated_as_amount_due_is_told_once() -> None:
    """The amount to collect that was filled in from a negative total is not a second mistake."""
    row = order(amount=Decimal(-5), amount_due=Decimal(-5))
    assert said(row) == {("number_too_small", 2, "amount")}


def test_every_field_but_flags_and_dates_has_a_check_of_its_own() -> None:
    """The catalogue's limits are all handed to pandera; only kinds without limits have none."""
    without = {field.kind for field in fields.FIELDS if not cell_rules(field)}
    unlimited = {fields.Kind.YES_NO, fields.Kind.DATE, fields.Kind.MOMENT, fields.Kind.TIME}
    assert without <= unlimited | {fields.Kind.NUMBER}


class Nowhere:
    def cell(self, row: int | None, column: str | None) -> str:
        return f"{column}{row}"

    def header(self, column: str | None) -> str:
        return column or ""


def test_every_message_is_whole_in_both_languages() -> None:
    """No place in a text stays open: all facts that the words ask for are given."""
    rows = [
        order("a", customer__name=LONG, customer__email="x", language="fr", packageCount=0),
        order("b", currency="SRA", customer__country="XX", boxWidth=Decimal(2), amount=None),
        order("c", amount=Decimal("1.005"), amount_due=Decimal(2)),
        order("d", deliverySlotDate=date(2020, 1, 1), customer__postcode=None),
        order("d", deliverySlotDate=date(2020, 1, 2), item__price=Decimal(3)),
        order("D", customer__country="OM", serviceType="pickupFromStore"),
    ]
    found = judged(*rows)
    assert len({each.code for each in found}) > 10
    for each in found:
        for lang in ("en", "ar"):
            told = explain(each, CODES[each.code], Nowhere(), lang)  # type: ignore[arg-type]
            for text in (told.message, told.cure):
                assert "“”" not in text and "«»" not in text and "  " not in text, text
                assert "{" not in text
