"""Orders to Saudi Arabia without a National Address, which carriers refuse since 2026."""

import pytest

from importer.checks import validate
from importer.problems import CODES, Problem, Severity
from tests.checks.judging import NOW, Row, facts, order, sheet

WHOLE = {
    "customer__buildingNo": "7412",
    "customer__street": "شارع العليا",
    "customer__district": "العليا",
    "customer__postcode": "12211",
    "customer__secondaryAddressNumber": "3391",
}


def of_file(*rows: Row) -> list[Problem]:
    return [each for each in validate(sheet(*rows), NOW) if each.row is None]


@pytest.mark.parametrize(
    "changes",
    [
        {"customer__shortAddressCode": "DMAJ8089"},
        WHOLE,
        {"customer__country": "AE"},
        {"customer__country": None},
    ],
    ids=["short code", "whole", "abroad", "unknown country"],
)
def test_a_national_address_is_short_or_whole_and_of_saudi_arabia(changes: Row) -> None:
    """The short code suffices, so do all five parts; other countries have none."""
    assert of_file(order(**changes)) == []


@pytest.mark.parametrize("part", WHOLE)
def test_a_part_that_lacks_makes_it_no_address(part: str) -> None:
    """Four parts of five are not a national address."""
    (found,) = of_file(order(**{**WHOLE, part: None}))
    assert found.code == "national_address_missing"


def test_the_file_is_warned_once_with_the_number_of_its_orders() -> None:
    """However many orders and rows lack it, there is one warning, which holds nothing back and
    names the date and the parts."""
    rows = [order("1"), order("1"), order("2"), order("3", **WHOLE), order("4")]
    (found,) = of_file(*rows)
    assert facts(found)["orders"] == "3"
    code = CODES[found.code]
    assert code.severity is Severity.WARNING
    assert "1 January 2026" in code.message.format("en", orders=3)
    assert "secondary number" in code.cure.format("en")
