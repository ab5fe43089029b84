"""Phone numbers: digits with country code, or why not."""

import random
from datetime import date

import phonenumbers
import pytest

from importer.parsing.parser import ParseError
from importer.parsing.phones import parse_phone
from importer.problems import cells
from importer.problems import cells as codes
from importer.reading import FormattedNumber
from tests.parsing.value_cases import WAITS, expected, said

NUMBERS = [
    ("0551234567", "SA", "966551234567"),
    ("551234567", "SA", "966551234567"),
    ("966551234567", "SA", "966551234567"),
    ("+966551234567", "SA", "966551234567"),
    ("00966551234567", "SA", "966551234567"),
    ("+966 55 123 4567", "SA", "966551234567"),
    ("+966-55-123-4567", "SA", "966551234567"),
    ("(055) 123-4567", "SA", "966551234567"),
    ("055.123.4567", "SA", "966551234567"),
    ("055/1234567", "SA", "966551234567"),
    ("055–123–4567", "SA", "966551234567"),
    ("9660551234567", "SA", "966551234567"),
    ("+9660551234567", "SA", "966551234567"),
    ("+966 (0) 55 123 4567", "SA", "966551234567"),
    ("٠٥٥١٢٣٤٥٦٧", "SA", "966551234567"),
    ("۰۵۵۱۲۳۴۵۶۷", "SA", "966551234567"),
    ("\u200e+966551234567\u202c", "SA", "966551234567"),
    ("\u202a0551234567\u202c", "SA", "966551234567"),
    ("'0551234567", "SA", "966551234567"),
    ('="0551234567"', "SA", "966551234567"),
    ("0551234567,", "SA", "966551234567"),
    ("p:+966551234567", "SA", "966551234567"),
    ("Tel: 055 123 4567", "SA", "966551234567"),
    ("جوال: 0551234567", "SA", "966551234567"),
    ("966551234567.0", "SA", "966551234567"),
    (551234567.0, "SA", "966551234567"),
    (966551234567.0, "SA", "966551234567"),
    (551234567, "SA", "966551234567"),
    (FormattedNumber(551234567.0, "0551234567"), "SA", "966551234567"),
    ("9.66551234567E+11", "SA", "966551234567"),
    ("9.66551234567E11", "SA", "966551234567"),
    ("5.51234567E8", "SA", "966551234567"),
    ("9.66551E+11", "SA", cells.ID_SHORTENED),
    ("011 234 5678", "SA", "966112345678"),
    ("112345678", "SA", "966112345678"),
    ("920012345", "SA", "966920012345"),
    ("8001234567", "SA", "9668001234567"),
    ("0501234567", "AE", "971501234567"),
    ("+971 50 123 4567", "AE", "971501234567"),
    ("04 234 5678", "AE", "97142345678"),
    ("99123456", "KW", "96599123456"),
    ("96599123456", "KW", "96599123456"),
    ("96512345", "KW", "96596512345"),
    ("36001234", "BH", "97336001234"),
    ("92123456", "OM", "96892123456"),
    ("33123456", "QA", "97433123456"),
    ("0790123456", "JO", "962790123456"),
    ("01012345678", "EG", "201012345678"),
    ("1012345678", "EG", "201012345678"),
    ("201012345678", "EG", "201012345678"),
    (1012345678.0, "EG", "201012345678"),
    ("0532 123 45 67", "TR", "905321234567"),
    ("532 123 45 67", "TR", "905321234567"),
    ("+90 532 123 45 67", "TR", "905321234567"),
    ("905055055555", "TR", "905055055555"),
    ("(202) 555-0123", "US", "12025550123"),
    ("1 202 555 0123", "US", "12025550123"),
    ("07911 123456", "GB", "447911123456"),
    ("447911123456", "GB", "447911123456"),
    ("0151 23456789", "DE", "4915123456789"),
    ("+44 7911 123456", "SA", "447911123456"),
    ("0044 7911 123456", "SA", "447911123456"),
    ("971501234567", "SA", "971501234567"),
    ("966551234567", "US", "966551234567"),
    ("966551234567", None, "966551234567"),
    ("+966551234567", None, "966551234567"),
    ("00447911123456", None, "447911123456"),
    ("0551234567/0551234567", "SA", "966551234567"),
    ("0551234567 / +966551234567", "SA", "966551234567"),
    ("0551234567", None, WAITS),
    (551234567.0, None, WAITS),
    ("447911123456", None, WAITS),
    ("447911123456", "SA", codes.PHONE_TOO_LONG),
    ("0551234567 / 0557654321", "SA", codes.PHONE_TWO),
    ("0551234567/0557654321", "SA", codes.PHONE_TWO),
    ("0551234567, 0557654321", "SA", codes.PHONE_TWO),
    ("0551234567;0557654321", "SA", codes.PHONE_TWO),
    ("0551234567 - 0557654321", "SA", codes.PHONE_TWO),
    ("0551234567-0557654321", "SA", codes.PHONE_TWO),
    ("0551234567 0557654321", "SA", codes.PHONE_TWO),
    ("0551234567 أو 0557654321", "SA", codes.PHONE_TWO),
    ("0551234567 or 0557654321", "SA", codes.PHONE_TWO),
    ("0112345678 ext 12", "SA", codes.PHONE_EXTENSION),
    ("0112345678 تحويلة 12", "SA", codes.PHONE_EXTENSION),
    ("0112345678x12", "SA", codes.PHONE_EXTENSION),
    ("0112345678 dahili 4", "TR", codes.PHONE_EXTENSION),
    ("055123456", "SA", codes.PHONE_TOO_SHORT),
    ("05512345678", "SA", codes.PHONE_TOO_LONG),
    ("0451234567", "SA", codes.PHONE_NOT_IN_USE),
    ("5012345678", "SA", codes.PHONE_TOO_LONG),
    ("123", "SA", codes.PHONE_TOO_SHORT),
    ("0000000000", "SA", codes.PHONE_NO_SUCH_CODE),
    ("+96655123456", "SA", codes.PHONE_TOO_SHORT),
    ("+9665512345678", "SA", codes.PHONE_TOO_LONG),
    ("9665512345678", "SA", codes.PHONE_TOO_LONG),
    ("123456789012345678901234", "SA", codes.PHONE_TOO_LONG),
    ("+9999999999", "SA", codes.PHONE_NO_SUCH_CODE),
    ("+0551234567", "SA", codes.PHONE_NO_SUCH_CODE),
    ("O551234567", "SA", codes.PHONE_UNREADABLE),
    ("0551234567 call first", "SA", codes.PHONE_UNREADABLE),
    ("ahmed", "SA", codes.PHONE_UNREADABLE),
    ("055123456*", "SA", codes.PHONE_UNREADABLE),
    ("+", "SA", codes.PHONE_UNREADABLE),
    (-551234567.0, "SA", codes.PHONE_UNREADABLE),
    (55.5, "SA", codes.PHONE_UNREADABLE),
    (True, "SA", codes.PHONE_UNREADABLE),
    (1e15, "SA", cells.ID_DAMAGED),
    (date(2026, 1, 1), "SA", cells.BECAME_DATE),
]


@pytest.mark.parametrize(("cell", "country", "value"), NUMBERS)
def test_phones(cell: object, country: str | None, value: object) -> None:
    """A number is sent as digits with country code; one that cannot be is said to be so."""
    assert said(parse_phone(cell, country)) == expected(value)


def test_two_numbers_are_both_named() -> None:
    """The merchant chooses between the two that she wrote."""
    read = parse_phone("0551234567 / 0557654321", "SA")
    assert isinstance(read, ParseError)
    assert dict(read.facts) == {"first": "0551234567", "second": "0557654321"}


def test_a_wrong_number_comes_with_an_example_of_its_country() -> None:
    """Whoever mends the number sees what one of its own country looks like."""
    read = parse_phone("+44 7911 1234", "SA")
    assert isinstance(read, ParseError)
    assert dict(read.facts) == {"country": "GB", "example": "+44 7400 123456"}


@pytest.mark.parametrize("country", ["SA", "AE", "KW", "BH", "OM", "QA", "JO", "EG", "TR"])
def test_the_short_way_agrees_with_the_numbering_plan(country: str) -> None:
    """Numbers that a pattern settles are those that the library takes, read the same."""
    chance = random.Random(country)
    example = phonenumbers.example_number_for_type(country, phonenumbers.PhoneNumberType.MOBILE)
    assert example is not None
    length = len(str(example.national_number))
    for _ in range(400):
        national = f"{chance.choice('3456789') if country != 'EG' else 1}"
        national += "".join(chance.choice("0123456789") for _ in range(length - 1))
        number = phonenumbers.parse(national, country)
        valid = phonenumbers.is_valid_number(number)
        e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)[1:]
        for written in (national, f"+{e164}", f"00{e164}", e164):
            read = parse_phone(written, country)
            assert (read == e164) if valid else isinstance(read, ParseError), (written, read)
