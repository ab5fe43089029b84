"""Every cell is judged by what the catalogue says of its field."""

from datetime import date
from decimal import Decimal

import pytest

from importer import catalog
from importer.checks.cells import cell_rules
from importer.problems import CODES, explain
from tests.checks.judging import facts, held, judged, order, said

LONG = "x" * 256
# field, value, code of the problem (empty: fine)
CASES = [
    (catalog.ORDER_ID, "A-1", ""),
    (catalog.ORDER_ID, "1" * 100, ""),
    (catalog.ORDER_ID, "1" * 101, "text_too_long"),
    (catalog.CUSTOMER_NAME, LONG, "text_too_long"),
    (catalog.CUSTOMER_NAME, "ن" * 255, ""),
    (catalog.ADDRESS, LONG, ""),
    (catalog.ADDRESS, "x" * 1001, "text_too_long"),
    (catalog.SHIPPING_NOTES, "x" * 1000, ""),
    (catalog.PAYMENT_METHOD, "later", "not_allowed"),
    (catalog.SERVICE_TYPE, "returnFromCustomer", ""),
    (catalog.SERVICE_TYPE, "teleport", "not_allowed"),
    (catalog.WHO_PAYS, "me", "not_allowed"),
    (catalog.PICKING_TYPE, "BRANCH_DROP_OFF", ""),
    (catalog.PICKING_TYPE, "drone", "not_allowed"),
    (catalog.LANGUAGE, "tr", ""),
    (catalog.LANGUAGE, "fr", "not_allowed"),
    (catalog.AMOUNT, Decimal("-0.01"), "number_too_small"),
    (catalog.SUBTOTAL, Decimal("-1"), "number_too_small"),
    (catalog.SHIPPING_AMOUNT, Decimal("-1"), "number_too_small"),
    (catalog.DISCOUNT_AMOUNT, Decimal("-1"), "discount_negative"),
    (catalog.COD_FEE, Decimal("-1"), "number_too_small"),
    (catalog.PRICE, Decimal("-1"), "number_too_small"),
    (catalog.PRICE, Decimal(0), ""),
    (catalog.QUANTITY, Decimal(0), "number_not_above"),
    (catalog.QUANTITY, Decimal(-2), "number_not_above"),
    (catalog.QUANTITY, Decimal("0.5"), ""),
    (catalog.QUANTITY, Decimal(966551234567), "number_too_large"),
    (catalog.PACKAGE_COUNT, 0, "number_too_small"),
    (catalog.PACKAGE_COUNT, 999, ""),
    (catalog.PACKAGE_COUNT, 1000, "number_too_large"),
    (catalog.PACKAGE_WEIGHT, Decimal(0), "number_not_above"),
    (catalog.PACKAGE_WEIGHT, Decimal("0.001"), ""),
    (catalog.BRAND_ID, 0, "number_not_above"),
    (catalog.PRODUCT_ID, -5, "number_not_above"),
    (catalog.COUNTRY, "SA", ""),
    (catalog.COUNTRY, "XX", "country_wrong"),
    (catalog.COUNTRY, "sa", "country_wrong"),
    (catalog.CURRENCY, "KWD", ""),
    (catalog.CURRENCY, "SRA", "currency_wrong"),
    (catalog.ITEM_CURRENCY, "XXX", "currency_wrong"),
    (catalog.EMAIL, "noura@example.com", ""),
    (catalog.EMAIL, "o'brien+shop@mail.example.co.uk", ""),
    (catalog.EMAIL, "نورة@مثال.السعودية", ""),
    (catalog.EMAIL, "noura@example", "email_wrong"),
    (catalog.EMAIL, "noura example.com", "email_wrong"),
    (catalog.EMAIL, "noura@@example.com", "email_wrong"),
    (catalog.EMAIL, "a@b..com", "email_wrong"),
    (catalog.EMAIL, "noura@example.com\n", "email_wrong"),
    (catalog.IMAGE, "https://cdn.example.com/p/1.png?w=200", ""),
    (catalog.IMAGE, "HTTP://example.com", ""),
    (catalog.IMAGE, "www.example.com/p.png", "url_wrong"),
    (catalog.IMAGE, "https://example.com/a picture.png", "url_wrong"),
    (catalog.IMAGE, "ftp://example.com/p.png", "url_wrong"),
    (catalog.MOBILE, "966551234567", ""),
    (catalog.MOBILE, "+966551234567", "phone_wrong"),
    (catalog.MOBILE, "123456", "phone_wrong"),
    (catalog.SHORT_ADDRESS_CODE, "RRRD2929", ""),
    (catalog.SHORT_ADDRESS_CODE, "RRRD292", "short_address_wrong"),
    (catalog.SHORT_ADDRESS_CODE, "RRR12929", "short_address_wrong"),
    (catalog.SHORT_ADDRESS_CODE, "XRRRD2929", "short_address_wrong"),
    (catalog.W3W_ADDRESS, "filled.count.soap", ""),
    (catalog.W3W_ADDRESS, "///filled.count.soap", ""),
    (catalog.W3W_ADDRESS, "فلفل.سكر.ملح", ""),
    (catalog.W3W_ADDRESS, "filled.count", "what3words_wrong"),
    (catalog.W3W_ADDRESS, "filled.count.soap.now", "what3words_wrong"),
]


@pytest.mark.parametrize(("field", "value", "code"), CASES)
def test_a_cell_is_judged_by_its_field(field: catalog.Field, value: object, code: str) -> None:
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
    without = {field.kind for field in catalog.FIELDS if not cell_rules(field)}
    unlimited = {catalog.Kind.YES_NO, catalog.Kind.DATE, catalog.Kind.MOMENT, catalog.Kind.TIME}
    assert without <= unlimited | {catalog.Kind.NUMBER}


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
