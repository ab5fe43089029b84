"""Prose, ids and short addresses: text stays text, and an id is never damaged unseen."""

from datetime import date, datetime, time, timedelta

import pytest

from importer.parsing.texts import parse_code, parse_short_address, parse_text
from importer.problems import cells
from importer.reading import FormattedNumber
from importer.text import fold, normalize, strip_formatting
from tests.parsing.value_cases import expected, said

PROSE = [
    ("نورة القحطاني", "نورة القحطاني"),
    ("  Noura  ", "Noura"),
    ("two  spaces", "two spaces"),
    ("line\nbreak", "line break"),
    ("line\r\nbreak", "line break"),
    ("tab\there", "tab here"),
    ("next\x85line\u2028end\u2029", "next line end"),
    ("no\u00a0break", "no break"),
    ("thin\u2009and\u202fnarrow", "thin and narrow"),
    ("zero\u200bwidth", "zerowidth"),
    ("\ufeffmark", "mark"),
    ("\u200fمن اليمين\u200e", "من اليمين"),
    ("\u202bembedded\u202c", "embedded"),
    ("\u2067isolated\u2069", "isolated"),
    ("soft\u00adhyphen", "softhyphen"),
    ("bell\x07rings", "bellrings"),
    ("nul\x00byte", "nulbyte"),
    ("lone\ud800surrogate", "lonesurrogate"),
    ("می\u200cخواهم", "می\u200cخواهم"),
    ("\u200cedge\u200c", "edge"),
    ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
    ("عـــود", "عـــود"),
    ("مُحَمَّد", "مُحَمَّد"),
    ("٣ قطع", "٣ قطع"),
    ("e\u0301te\u0301", "été"),
    ("'Abd al-Aziz", "'Abd al-Aziz"),
    ('="0501234567"', "0501234567"),
    ("=SUM(A1)", "=SUM(A1)"),
    ("00123", "00123"),
    ("1e5", "1e5"),
    ("+966", "+966"),
    ("NA", "NA"),
    (123.0, "123"),
    (123, "123"),
    (10.5, "10.5"),
    (300.41000000000003, "300.41"),
    (-4.0, "-4"),
    (True, "TRUE"),
    (False, "FALSE"),
    (FormattedNumber(12.0, "00012"), "00012"),
    (1e15, cells.ID_DAMAGED),
    (1234567890123456.0, cells.ID_DAMAGED),
    (float("nan"), cells.ID_DAMAGED),
    (float("inf"), cells.ID_DAMAGED),
    (date(2026, 1, 2), cells.BECAME_DATE),
    (datetime(2026, 1, 2, 3, 4), cells.BECAME_DATE),
    (time(1, 2), cells.BECAME_DATE),
    (timedelta(hours=30), cells.BECAME_DATE),
]

IDS = [
    ("10234", "10234"),
    ("00123", "00123"),
    (" 00123 ", "00123"),
    ("1e5", "1e5"),
    ("1E5", "1E5"),
    ("12E3456", "12E3456"),
    ("1001.0", "1001.0"),
    ("#1001", "#1001"),
    ("WEB-7781", "WEB-7781"),
    ("A + B", "A + B"),
    ("+1", "+1"),
    ("'0501234567", "0501234567"),
    ("’00123", "00123"),
    ('="00123"', "00123"),
    ('="a ""b"""', 'a "b"'),
    ('"BH22 8PT"', "BH22 8PT"),
    ('"""BH22 8PT"""', "BH22 8PT"),
    ("١٢٣٤٥", "12345"),
    ("۱۲۳۴۵", "12345"),
    ("１２３", "123"),
    ("१२३", "123"),
    ("১২৩", "123"),
    ("طلب-٤٤", "طلب-44"),
    ("12\u200e34\u200f", "1234"),
    ("12\u200c34", "1234"),
    ("12345678901234567890", "12345678901234567890"),
    (1001.0, "1001"),
    (1001, "1001"),
    (0.0, "0"),
    (999999999999999.0, "999999999999999"),
    (999999999999999, "999999999999999"),
    (1000000000000000.0, cells.ID_DAMAGED),
    (12345678901234567890, cells.ID_DAMAGED),
    (1e300, cells.ID_DAMAGED),
    (10.5, cells.ID_FRACTION),
    (3304.1, cells.ID_FRACTION),
    (FormattedNumber(123.0, "00123"), "00123"),
    (FormattedNumber(501234567.0, "0501234567"), "0501234567"),
    (True, "TRUE"),
    (date(2026, 5, 1), cells.BECAME_DATE),
    (datetime(2026, 5, 1), cells.BECAME_DATE),
    (time(12, 30), cells.BECAME_DATE),
    ("9.66512E+11", cells.ID_SHORTENED),
    ("9,66512E+11", cells.ID_SHORTENED),
    ("9٫66512E+11", cells.ID_SHORTENED),
    ("9.66512e+11", cells.ID_SHORTENED),
    ("٩٫٦٦٥١٢E+١١", cells.ID_SHORTENED),
    ("1E+05", cells.ID_SHORTENED),
    ("1.5E+11", cells.ID_SHORTENED),
    ("1.23456789E+5", cells.ID_SHORTENED),
    ("9.66501234567E+11", "966501234567"),
    ("9,66501234567E+11", "966501234567"),
    ("1.23E+2", "123"),
    ("1.0010012E7", "10010012"),  # Java's
    ("1.001E7", "10010000"),
    ("1.0E7", "10000000"),
    ("1.5E0", "1.5E0"),
    ("A1.5E7", "A1.5E7"),
    ("12E5", "12E5"),
    ("-1.23E+2", "-123"),
    ("+1.23E+2", "123"),
    ("1.234567890123456E+15", cells.ID_SHORTENED),
    ("1.5E+999", cells.ID_SHORTENED),
    ("E+11", "E+11"),
]

SHORT_ADDRESSES = [
    ("RRRD2929", "RRRD2929"),
    ("rrrd2929", "RRRD2929"),
    ("RRRD 2929", "RRRD2929"),
    ("rrrd-٢٩٢٩", "RRRD2929"),
    ("street 5", "STREET5"),
    (2929.0, "2929"),
    (date(2026, 1, 1), cells.BECAME_DATE),
]

KEYS = [
    ("Cash on Delivery", "cash-on-delivery"),
    ("CASH ON DELIVERY", "cash_on_delivery"),
    ("السعودية", "السعوديه"),
    ("الإمارات", "الامارات"),
    ("الأردن", "الاردن"),
    ("مصطفى", "مصطفي"),
    ("عُـمان", "عمان"),
    ("KAPIDA ÖDEME", "kapıda ödeme"),
    ("TÜRKİYE", "türkiye"),
    ("١٢", "12"),
    ("ایران", "ايران"),
    ("S.R.", "sr"),
]


@pytest.mark.parametrize(("cell", "value"), PROSE)
def test_prose(cell: object, value: object) -> None:
    """Prose keeps every letter and loses only what cannot be seen."""
    assert said(parse_text(cell)) == expected(value)


@pytest.mark.parametrize(("cell", "value"), IDS)
def test_ids(cell: object, value: object) -> None:
    """An id is text as it stands, or a number's whole digits, or a problem; never other digits."""
    assert said(parse_code(cell)) == expected(value)


@pytest.mark.parametrize(("cell", "value"), SHORT_ADDRESSES)
def test_short_addresses(cell: object, value: object) -> None:
    """A short address code may be written small and with a gap."""
    assert said(parse_short_address(cell)) == expected(value)


@pytest.mark.parametrize(("one", "other"), KEYS)
def test_spellings_that_fall_together(one: str, other: str) -> None:
    """Spellings that differ in case, marks or Arabic variants have one key."""
    assert fold(one) == fold(other) != ""


def test_signs_of_money_have_keys_of_their_own() -> None:
    """Signs are kept apart: none of them folds to nothing."""
    keys = [fold(sign) for sign in ("$", "€", "£", "₺", "\u20c1", "₹")]
    assert len(set(keys)) == len(keys)
    assert "" not in keys


def test_clean_text_stays_as_it_is() -> None:
    """Cleaning twice changes no more than cleaning once."""
    for cell, _ in PROSE:
        if isinstance(cell, str):
            assert strip_formatting(strip_formatting(cell)) == strip_formatting(cell)


def test_an_apostrophe_alone_is_no_id() -> None:
    """What holds nothing but wrapping is empty, not an id of no letters."""
    assert parse_code("'") is None
    assert normalize("'") == ""
