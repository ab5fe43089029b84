"""Amounts and numbers: exact, or a problem."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from importer import catalog
from importer.parsing.currencies import MONEY_WORDS
from importer.parsing.numbers import decimal_mark, parse_number, parse_whole
from importer.parsing.registry import number_parser
from importer.problems import cells
from importer.reading import FormattedNumber
from tests.parsing.value_cases import expected, said

UNREADABLE = cells.NUMBER_UNREADABLE
UNCLEAR = cells.DECIMAL_UNCLEAR

AMOUNTS = [
    (300.41, "300.41"),
    (300.41000000000003, "300.41"),
    (0.1 + 0.2, "0.3"),
    (230.5, "230.5"),
    (100.0, "100"),
    (100, "100"),
    (0, "0"),
    (-0.0, "0"),
    (-5.25, "-5.25"),
    (1e-05, "0.00001"),
    (999999999999999.0, "999999999999999"),
    (123456789.123456, "123456789.123456"),
    (FormattedNumber(5.0, "005"), "5"),
    (1e15, cells.NUMBER_TOO_LONG),
    (10**15, cells.NUMBER_TOO_LONG),
    (float("nan"), UNREADABLE),
    (float("inf"), UNREADABLE),
    (float("-inf"), UNREADABLE),
    (True, UNREADABLE),
    (date(2026, 5, 1), cells.BECAME_DATE),
    (datetime(2026, 5, 1), cells.BECAME_DATE),
    ("300.41", "300.41"),
    ("300.4100", "300.41"),
    ("300.41000000000003", "300.41"),
    ("33.333333333333336", "33.3333333333333"),
    ("100", "100"),
    ("100.00", "100"),
    ("007", "7"),
    ("0", "0"),
    ("-0", "0"),
    ("0.00", "0"),
    (" 300.41 ", "300.41"),
    ("\u200f300.41\u200f", "300.41"),
    ("'300.41", "300.41"),
    ('="300.41"', "300.41"),
    (".5", "0.5"),
    (",5", "0.5"),
    ("5.", "5"),
    ("+5", "5"),
    ("-5", "-5"),
    ("−5", "-5"),
    ("5-", "-5"),
    ("(5)", "-5"),
    ("( 5.25 )", "-5.25"),
    ("--5", UNREADABLE),
    ("-(5)", UNREADABLE),
    ("-5-", UNREADABLE),
    ("(5", UNREADABLE),
    ("5)", UNREADABLE),
    ("1,250.75", "1250.75"),
    ("1.250,75", "1250.75"),
    ("1250,75", "1250.75"),
    ("1250.75", "1250.75"),
    ("1,250,000", "1250000"),
    ("1.250.000", "1250000"),
    ("1.250.000,5", "1250000.5"),
    ("1,250,000.5", "1250000.5"),
    ("12,34,567.50", "1234567.5"),
    ("12,34,567", "1234567"),
    ("1 250,75", "1250.75"),
    ("1\u00a0250,75", "1250.75"),
    ("1\u202f250.75", "1250.75"),
    ("1 250 000", "1250000"),
    ("1'250.50", "1250.5"),
    ("1’250’000", "1250000"),
    ("1 250.750", "1250.75"),
    ("1250,750", "1250.75"),
    ("0,750", "0.75"),
    ("0.750", "0.75"),
    ("12,5", "12.5"),
    ("12,5000", "12.5"),
    ("1,250", UNCLEAR),
    ("1.250", UNCLEAR),
    ("12.500", UNCLEAR),
    ("125,000", UNCLEAR),
    ("-1,250", UNCLEAR),
    ("(1,250)", UNCLEAR),
    ("SAR 1,250", UNCLEAR),
    ("١٬٢٥٠", "1250"),
    ("١٢٥٠٫٧٥", "1250.75"),
    ("١٬٢٥٠٫٧٥", "1250.75"),
    ("١٫٢٥٠", "1.25"),
    ("۱۲۵۰٫۷۵", "1250.75"),
    ("١٢٣", "123"),
    ("١٢٫٥", "12.5"),
    ("١٬٢٥٠٬٠٠٠", "1250000"),
    ("١،٢٥٠", UNCLEAR),
    ("١٢،٥", "12.5"),
    ("1,250٫75", "1250.75"),
    ("SAR 100", "100"),
    ("100 SAR", "100"),
    ("100SAR", "100"),
    ("SAR100", "100"),
    ("sar 100.50", "100.5"),
    ("SR 100", "100"),
    ("S.R. 100", "100"),
    ("SR.50", "50"),
    ("SAR.50", UNREADABLE),
    ("100 ر.س", "100"),
    ("100 ر.س.", "100"),
    ("ر.س.\u200f 100", "100"),
    ("ر.س.50", "50"),
    ("100 ريال", "100"),
    ("١٠٠ ريال سعودي", "100"),
    ("100 ﷼", "100"),
    ("﷼100", "100"),
    ("\u20c1 100", "100"),
    ("100 د.إ", "100"),
    ("AED 1,250.00", "1250"),
    ("Dhs 20", "20"),
    ("10 د.ك", "10"),
    ("KWD 10.5", "10.5"),
    ("KD 1.5", "1.5"),
    ("90 TL", "90"),
    ("₺90,50", "90.5"),
    ("90,50₺", "90.5"),
    ("1.250,75 TL", "1250.75"),
    ("100 EGP", "100"),
    ("100 ج.م", "100"),
    ("LE 100", "100"),
    ("L.E. 100", "100"),
    ("100 جنيه", "100"),
    ("$3,000.00", "3000"),
    ("AU $3,000.00", "3000"),
    ("US$ 5", "5"),
    ("$.50", "0.5"),
    ("EUR 90,00", "90"),
    ("1 234,50 €", "1234.5"),
    ("-SAR 100", "-100"),
    ("SAR -100", "-100"),
    ("(SAR 100)", "-100"),
    ("SAR (100)", "-100"),
    ("100 SAR-", UNREADABLE),
    ("100/-", "100"),
    ("Rs. 100/-", "100"),
    ("100,-", "100"),
    ("SAR 100 SAR", "100"),
    ("SAR 100 AED", UNREADABLE),
    ("100 bananas", UNREADABLE),
    ("100 kg", UNREADABLE),
    ("12%", cells.NUMBER_PERCENT),
    ("١٢٪", cells.NUMBER_PERCENT),
    ("% 12", cells.NUMBER_PERCENT),
    ("12 percent", UNREADABLE),
    ("1e5", UNREADABLE),
    ("1E+05", UNREADABLE),
    ("1E5", UNREADABLE),
    ("1.505E2", "150.5"),  # Java's
    ("1.0E7", "10000000"),
    ("-1.5E1", "-15"),
    ("1.5E20", cells.NUMBER_TOO_LONG),
    ("1.2.3", UNREADABLE),
    ("1,2,3", UNREADABLE),
    ("1,250.750.000", UNREADABLE),
    ("1.250,750,000", UNREADABLE),
    ("12,3456,789", UNREADABLE),
    ("1 25", UNREADABLE),
    ("1..5", UNREADABLE),
    ("1,.5", UNREADABLE),
    ("100-200", UNREADABLE),
    ("100 + 20", UNREADABLE),
    ("3x100", UNREADABLE),
    ("#100", UNREADABLE),
    ("free", UNREADABLE),
    ("مجاني", UNREADABLE),
    ("SAR", UNREADABLE),
    ("NaN", UNREADABLE),
    ("inf", UNREADABLE),
    ("½", UNREADABLE),
    ("²", UNREADABLE),
    ("1234567890123456", cells.NUMBER_TOO_LONG),
    ("1,234,567,890,123,456", cells.NUMBER_TOO_LONG),
    ("000000000000000000005", "5"),
]

BY_MARK = [
    ("1,250", ".", "1250"),
    ("1,250", ",", "1.25"),
    ("1.250", ".", "1.25"),
    ("1.250", ",", "1250"),
    ("-1,250", ",", "-1.25"),
    ("SAR 1.250", ",", "1250"),
    ("125,000", ",", "125"),
    ("1.250,75", ".", "1250.75"),
    ("12,50", ".", "12.5"),
    ("12.50", ",", "12.5"),
    ("100", ",", "100"),
    ("١،٢٥٠", ",", "1.25"),
]

SHOWN = [
    ("12,50", ","),
    ("12.50", "."),
    ("1.250,75", ","),
    ("1,250.75", "."),
    ("1,250,000", "."),
    ("1.250.000", ","),
    ("0,750", ","),
    ("0.750", "."),
    ("1250,750", ","),
    ("1 250,5", ","),
    ("SAR 12.50", "."),
    ("1,250", None),
    ("1.250", None),
    ("100", None),
    ("١٢٫٥", None),
    ("text", None),
    (12.5, None),
    (None, None),
]

WHOLES = [
    (2.0, 2),
    (2, 2),
    ("2", 2),
    ("2.0", 2),
    ("2,00", 2),
    ("٢", 2),
    ("1,250,000", 1250000),
    (-3.0, -3),
    (2.5, cells.WHOLE_EXPECTED),
    ("2.5", cells.WHOLE_EXPECTED),
    ("2,5", cells.WHOLE_EXPECTED),
    ("1,250", UNCLEAR),
    ("two", UNREADABLE),
    (True, UNREADABLE),
    ("12345678901234567", cells.NUMBER_TOO_LONG),
]

UNITS = [
    (catalog.PACKAGE_WEIGHT, "1.5 kg", "1.5"),
    (catalog.PACKAGE_WEIGHT, "1,5 كجم", "1.5"),
    (catalog.PACKAGE_WEIGHT, "500 g", "0.500"),
    (catalog.PACKAGE_WEIGHT, "٧٥٠ جرام", "0.750"),
    (catalog.PACKAGE_WEIGHT, "1.500 gr", UNCLEAR),
    (catalog.PACKAGE_WEIGHT, "20 cm", UNREADABLE),
    (catalog.PACKAGE_WEIGHT, "2 lb", UNREADABLE),
    (catalog.PACKAGE_WEIGHT, "2 SAR", UNREADABLE),
    (catalog.BOX_WIDTH, "20cm", "20"),
    (catalog.BOX_WIDTH, "20 سم", "20"),
    (catalog.BOX_WIDTH, "20 mm", "2.0"),
    (catalog.BOX_WIDTH, "0.5 m", "50.0"),
    (catalog.BOX_WIDTH, "10 inch", "25.40"),
    (catalog.BOX_WIDTH, "10 kg", UNREADABLE),
    (catalog.QUANTITY, "3 pcs", "3"),
    (catalog.QUANTITY, "x3", "3"),
    (catalog.QUANTITY, "٣ قطع", "3"),
    (catalog.QUANTITY, "2 adet", "2"),
    (catalog.LAT, "24.7136", "24.7136"),
    (catalog.LAT, "24,7136", "24.7136"),
    (catalog.LAT, "24.7 N", UNREADABLE),
    (catalog.AMOUNT, "3 pcs", UNREADABLE),
]


@pytest.mark.parametrize(("cell", "value"), AMOUNTS)
def test_amounts(cell: object, value: object) -> None:
    """An amount is the exact number that the cell says, or a problem."""
    read = said(parse_number(cell, None, MONEY_WORDS))
    assert str(read) == str(expected(value))


@pytest.mark.parametrize(("cell", "mark", "value"), BY_MARK)
def test_a_known_mark_settles_what_is_unclear_and_nothing_else(
    cell: str, mark: str, value: str
) -> None:
    """The mark decides 1,250; a number that can be read in one way only stays what it is."""
    assert str(parse_number(cell, "." if mark == "." else ",", MONEY_WORDS)) == value


@pytest.mark.parametrize(("cell", "mark"), SHOWN)
def test_the_mark_that_a_cell_proves(cell: object, mark: str | None) -> None:
    """Only a writing that excludes the other mark is a proof."""
    assert decimal_mark(cell, MONEY_WORDS) == mark


@pytest.mark.parametrize(("cell", "value"), WHOLES)
def test_whole_numbers(cell: object, value: object) -> None:
    """A whole number has no fraction, however it is written."""
    assert said(parse_whole(cell)) == expected(value)


@pytest.mark.parametrize(("field", "cell", "value"), UNITS)
def test_units(field: catalog.Field, cell: str, value: object) -> None:
    """A unit of the field counts, and no other may stand beside its number: 500 g is 0.5 kg."""
    assert str(said(number_parser(field)(cell))) == str(expected(value))


def test_an_unclear_number_names_both_readings() -> None:
    """The merchant sees what the cell could mean."""
    read = parse_number("1,250")
    assert not isinstance(read, Decimal)
    assert dict(read.facts) == {"as_thousands": "1250", "as_decimal": "1.25"}
