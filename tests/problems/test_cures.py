"""Every cure that names a value or an option is followed to the letter, and works."""

import re
import shlex
from collections.abc import Iterator
from datetime import datetime

import pytest

from importer.account import NOT_ASKED, apply_account
from importer.checks import validate
from importer.mapping import MapOptions, map_columns
from importer.parsing import ReadOptions, parse_table
from importer.parsing.defaults import fill_defaults
from importer.problems import CODES, Explained, explain
from tests.mapping.mapping_books import book, sheet

GOOD = {
    "orderId": "A-1", "payment_method": "paid", "amount": 50, "amount_due": None, "currency": "SAR",
    "customer.name": "Noura", "customer.mobile": "+966551234567", "customer.country": "SA",
    "customer.city": "Riyadh", "customer.address": "Olaya 12", "item.name": "Oud",
    "item.quantity": 1,
}  # fmt: skip
# code → the column, what stands in it, and what else the row has
BAD: dict[str, tuple[str, object, dict[str, object]]] = {
    "became_date": ("item.sku", datetime(2026, 1, 2), {}),
    "yes_no_unknown": ("createShipment", "perhaps", {"pickupLocationCode": "W-1"}),
    "payment_unknown": ("payment_method", "bacs", {}),
    "choice_unknown": ("language", "Klingon", {}),
    "word_misspelled": ("customer.country", "Saudi Arabiaa", {}),
    "country_unknown": ("customer.country", "Nowhere", {}),
    "currency_unknown": ("currency", "quid", {}),
    "currency_unclear": ("currency", "dollar", {}),
    "number_unreadable": ("amount", "fifty", {}),
    "number_percent": ("amount", "15%", {}),
    "whole_expected": ("packageCount", "2.5", {}),
    "decimal_unclear": ("amount", "1,250", {}),
    "currency_contradicts": ("amount", "AED 50", {}),
    "date_unreadable": ("orderDate", "soon", {}),
    "date_no_such_day": ("orderDate", "31/02/2025", {}),
    "date_unclear": ("orderDate", "03/04/2025", {}),
    "date_short_year": ("orderDate", "31/12/70", {}),
    "date_hijri": ("orderDate", "15/09/1446", {}),
    "date_implausible": ("orderDate", "31/12/1970", {}),
    "time_unreadable": ("deliverySlotFrom", "noonish", {}),
    "phone_unreadable": ("customer.mobile", "call me", {}),
    "phone_too_short": ("customer.mobile", "0551", {}),
    "phone_not_in_use": ("customer.mobile", "+966991234567", {}),
    "phone_too_long": ("customer.mobile", "05512345678901", {}),
    "phone_no_such_code": ("customer.mobile", "+999551234567", {}),
    "email_unreadable": ("customer.email", "noura at example", {}),
    "url_unreadable": ("item.image", "my picture", {}),
    "required_missing": ("customer.mobile", None, {}),
    "address_missing": ("customer.address", None, {}),
    "number_too_small": ("amount", -5, {}),
    "discount_negative": ("discountAmount", -20.5, {}),
    "number_not_above": ("packageWeight", 0, {}),
    "what3words_wrong": ("customer.W3WAddress", "one two", {}),
    "short_address_wrong": ("customer.shortAddressCode", "12", {}),
    "paid_but_due": ("amount_due", 50, {}),
    "cod_due_differs": ("amount_due", 40, {"payment_method": "cod"}),
    "cod_of_zero": ("amount", 0, {"payment_method": "cod"}),
    "header_currency_contradicts": ("currency", "USD", {"Total (SAR)": 50, "amount": None}),
}
# code → the values that its cure names, which must stand in it; {fact} is a fact of the problem.
VALUES: dict[str, tuple[str, ...]] = {
    "yes_no_unknown": ("yes", "no"), "payment_unknown": ("cod", "paid"),
    "choice_unknown": ("{allowed}",), "word_misspelled": ("{near}",),
    "country_unknown": ("SA", "AE", "KW", "EG", "TR"),
    "currency_unknown": ("SAR", "AED", "KWD", "EGP", "TRY"), "currency_unclear": ("{allowed}",),
    "number_unreadable": ("230.50",), "number_percent": ("15.75",), "whole_expected": ("2",),
    "date_unreadable": ("31/12/2025", "31/12/2025 15:45"), "date_no_such_day": ("31/12/2025",),
    "date_short_year": ("31/12/2025",), "date_hijri": ("31/12/2025",),
    "date_implausible": ("31/12/2025",), "time_unreadable": ("2:30pm", "14:30"),
    "phone_unreadable": ("{example}",), "phone_too_short": ("{example}",),
    "phone_not_in_use": ("{example}",), "phone_too_long": ("{example}",),
    "phone_no_such_code": ("+966551234567",), "email_unreadable": ("noura@example.com",),
    "required_missing": ("{example}",), "address_missing": ("{example}",),
    "discount_negative": ("{positive}",), "what3words_wrong": ("filled.count.soap",),
    "short_address_wrong": ("DMAJ8089",), "paid_but_due": ("0",),
}  # fmt: skip
MAY_BE_EMPTY = re.compile(r"(?:empty the|leave (?:it|the|this)) ?(?:cell )?(?:empty)?")
COUNTRIES = ("SA", "AE", "TR", "EG", "KW")


def judged(
    row: dict[str, object], constants: dict[str, str], reading: ReadOptions
) -> list[Explained]:
    """What is said of a sheet of that one order."""
    rows = [list(row), list(row.values())]
    table = map_columns(book(sheet(rows)), MapOptions(constants=constants))
    typed = apply_account(fill_defaults(parse_table(table, reading), table), NOT_ASKED, {})
    found = (*table.problems, *typed.problems, *validate(typed, datetime(2026, 3, 1)))
    return [explain(each, CODES[each.code], table, "en") for each in found]


def values_of(found: Explained) -> Iterator[object]:
    """The values that the cure offers, one by one."""
    if MAY_BE_EMPTY.search(found.cure):
        yield None
    for value in VALUES.get(found.problem.code, ()):
        meant = value.format(**{name: str(fact) for name, fact in found.problem.facts})
        assert meant in found.cure, "the cure names no such value"
        yield from meant.split(", ") if value == "{allowed}" else (meant,)


def options_of(cure: str) -> Iterator[tuple[dict[str, str], ReadOptions]]:
    """The options that the cure prints, as constants and as ways to read."""
    for option in re.findall(r'--[\w-]+(?: "[^"]*"| \w+)', cure):
        flag, said = shlex.split(option)
        left, _, right = said.partition("=")
        if flag == "--set":
            yield {left: right}, ReadOptions()
        elif flag == "--map-payment":
            yield {}, ReadOptions(payments={left: right})
        elif flag == "--dates":
            yield {}, ReadOptions(date_order="day" if said == "day" else "month")
        elif flag == "--decimal":
            yield {}, ReadOptions(decimal_mark="." if said == "point" else ",")


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("code", BAD)
def test_a_cure_that_is_followed_works(code: str, country: str) -> None:
    """Every value and every option of the cure is accepted, in each country's file."""
    name, bad, more = BAD[code]
    if code == "address_missing" and country != "SA":
        code = "required_missing"  # the short national address stands in for it at home only
    row = {**GOOD, "customer.country": country, **more, name: bad}
    row = {key: cell for key, cell in row.items() if key != "amount" or "Total (SAR)" not in more}
    (found, *_) = [each for each in judged(row, {}, ReadOptions()) if each.problem.code == code]
    ways = [({**row, name: value}, {}, ReadOptions()) for value in values_of(found)]
    ways += [(row, *option) for option in options_of(found.cure)]
    for way in ways:
        assert code not in {each.problem.code for each in judged(*way)}, (found.cure, way)
    assert ways or code in WITHOUT_A_VALUE, found.cure


# Their cures say which of two things is to be changed; there is no one value.
WITHOUT_A_VALUE = {
    "became_date", "cod_of_zero", "currency_contradicts", "number_too_small",
    "header_currency_contradicts",
}  # fmt: skip
