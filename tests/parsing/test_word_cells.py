"""Cells that hold one of a few words: yes or no, payment, country, currency, allowed values."""

from datetime import date

import pytest

from importer import catalog
from importer.parsing.choices import choice_parser, parse_payment, parse_yes_no
from importer.parsing.countries import parse_country
from importer.parsing.currencies import parse_currency
from importer.parsing.words import words
from importer.problems import cells
from importer.text import fold
from tests.parsing.value_cases import expected, said

COD_WORDS, PAID_WORDS, DOUBTFUL_WORDS = (
    words("payments")[meaning] for meaning in ("cod", "paid", "doubtful")
)
YES_NO = [
    *((word, True) for word in ("yes", "Yes", "YES", "y", "true", "TRUE", "1", "on", "✓", "✔")),
    *((word, True) for word in ("نعم", " نَعَم ", "صح", "evet", "EVET", "١", True, 1, 1.0)),
    *((word, False) for word in ("no", "No", "n", "false", "FALSE", "0", "off", "لا", "كلا")),
    *((word, False) for word in ("hayır", "HAYIR", "Hayir", "yok", "٠", "✗", False, 0, 0.0)),
    *((word, cells.YES_NO_UNKNOWN) for word in ("maybe", "x", "2", 2, 0.5, "yes no", "ربما")),
    *((word, cells.YES_NO_UNKNOWN) for word in (float("nan"), date(2026, 1, 1), "نعم / لا")),
]

PAYMENTS = [
    *((word, "cod") for word in COD_WORDS),
    *((word, "paid") for word in PAID_WORDS),
    *((word, cells.PAYMENT_UNKNOWN) for word in DOUBTFUL_WORDS),
    ("COD", "cod"),
    ("Cash On Delivery", "cod"),
    ("CASH-ON-DELIVERY", "cod"),
    ("Cash on Delivery (COD)", "cod"),
    ("COD - Cash on delivery", "cod"),
    ("الدفع عند الإستلام", "cod"),
    ("الدفــع عند الاستلام", "cod"),
    ("الدفع عند الاستلام (كاش)", "cod"),
    ("KAPIDA ÖDEME", "cod"),
    ("Kapida Odeme", "cod"),
    ("Kapıda Ödeme (Nakit)", "cod"),
    ("PAID", "paid"),
    ("Visa / Mastercard", "paid"),
    ("Mada, Apple Pay", "paid"),
    ("مدفوعه", "paid"),
    ("فيزا / مدى", "paid"),
    ("Kredi Kartı", "paid"),
    ("KREDİ KARTI", "paid"),
    ("credit card + cod", cells.PAYMENT_UNKNOWN),
    ("bank deposit pending", cells.PAYMENT_UNKNOWN),
    ("not paid yet", cells.PAYMENT_UNKNOWN),
    ("authorized", cells.PAYMENT_UNKNOWN),
    ("manual", cells.PAYMENT_UNKNOWN),
    ("0", cells.PAYMENT_UNKNOWN),
    ("?", cells.PAYMENT_UNKNOWN),
    (0.0, cells.PAYMENT_UNKNOWN),
    (True, cells.PAYMENT_UNKNOWN),
    (date(2026, 1, 1), cells.PAYMENT_UNKNOWN),
    ("cash on delivry", cells.WORD_MISSPELLED),
    ("الدفع عند الاستلم", cells.WORD_MISSPELLED),
    ("mastercrad", cells.WORD_MISSPELLED),
]

COUNTRIES = [
    *(
        (word, "SA")
        for word in ("SA", "sa", "SAU", "KSA", "K.S.A.", "Saudi Arabia", "SAUDI ARABIA")
    ),
    *((word, "SA") for word in ("Saudi", "السعودية", "السعوديه", "المملكة العربية السعودية")),
    *((word, "SA") for word in ("Suudi Arabistan", "SUUDİ ARABİSTAN", "Kingdom of Saudi Arabia")),
    *((word, "SA") for word in ("SA - Saudi Arabia", "Saudi Arabia (السعودية)", "\u200fالسعودية ")),
    *((word, "AE") for word in ("AE", "ARE", "UAE", "U.A.E", "United Arab Emirates", "Emirates")),
    *((word, "AE") for word in ("الإمارات", "امارات", "الامارات العربية المتحدة")),
    *((word, "AE") for word in ("Birleşik Arap Emirlikleri", "BAE")),
    *((word, "KW") for word in ("KW", "KWT", "Kuwait", "الكويت", "كويت", "Kuveyt")),
    *((word, "BH") for word in ("BH", "Bahrain", "البحرين", "Bahreyn")),
    *((word, "OM") for word in ("OM", "Oman", "عمان", "عُمان", "سلطنة عُمان", "Umman")),
    *((word, "QA") for word in ("QA", "Qatar", "قطر", "Katar")),
    *((word, "EG") for word in ("EG", "EGY", "Egypt", "مصر", "Mısır", "MISIR")),
    *((word, "TR") for word in ("TR", "TUR", "Turkey", "Türkiye", "TÜRKİYE", "turkiye", "تركيا")),
    *((word, "JO") for word in ("JO", "Jordan", "الأردن", "الاردن", "Ürdün")),
    *((word, "GB") for word in ("GB", "UK", "United Kingdom", "England", "بريطانيا", "İngiltere")),
    *((word, "US") for word in ("US", "USA", "United States", "أمريكا", "ABD", "الولايات المتحدة")),
    *((word, "DE") for word in ("DE", "DEU", "Germany", "ألمانيا", "Almanya")),
    ("NA", "NA"),
    ("NAM", "NA"),
    ("Namibia", "NA"),
    ("العراق", "IQ"),
    ("اليمن", "YE"),
    ("سوريا", "SY"),
    ("فلسطين", "PS"),
    ("المغرب", "MA"),
    ("لبنان", "LB"),
    ("Côte d'Ivoire", "CI"),
    ("Mexico", "MX"),
    ("Kosovo", "XK"),
    ("XX", cells.COUNTRY_UNKNOWN),
    ("EU", cells.COUNTRY_UNKNOWN),
    ("ZZ", cells.COUNTRY_UNKNOWN),
    ("Riyadh", cells.COUNTRY_UNKNOWN),
    ("+966", cells.COUNTRY_UNKNOWN),
    ("SA / AE", cells.COUNTRY_UNKNOWN),
    (966.0, cells.COUNTRY_UNKNOWN),
    (True, cells.COUNTRY_UNKNOWN),
    (date(2026, 1, 1), cells.COUNTRY_UNKNOWN),
    ("Saudia Arabia", cells.WORD_MISSPELLED),
    ("Egpyt", cells.WORD_MISSPELLED),
    ("السعوية", cells.WORD_MISSPELLED),
]

CURRENCIES = [
    *((word, "SAR") for word in ("SAR", "sar", "S.A.R", "SR", "S.R.", "ر.س", "ر.س.", "ريال سعودي")),
    *((word, "SAR") for word in ("ريال سعودى", "Saudi Riyal", "Saudi Riyals", "\u20c1")),
    *((word, "SAR") for word in ("SAR (ر.س)", "Suudi Arabistan riyali", "ر.س.\u200f")),
    *((word, "AED") for word in ("AED", "د.إ", "د.إ.\u200f", "درهم إماراتي", "درهم اماراتي")),
    *((word, "KWD") for word in ("KWD", "KD", "د.ك", "دينار كويتي", "Kuwaiti Dinar")),
    *((word, "BHD") for word in ("BHD", "BD", "د.ب", "دينار بحريني")),
    *((word, "OMR") for word in ("OMR", "ر.ع", "ريال عماني", "Omani Rial")),
    *((word, "QAR") for word in ("QAR", "ر.ق", "ريال قطري", "Qatari Riyal")),
    *((word, "JOD") for word in ("JOD", "JD", "د.أ", "دينار أردني")),
    *((word, "EGP") for word in ("EGP", "LE", "L.E.", "ج.م", "جنيه مصري", "Egyptian Pound")),
    *(
        (word, "TRY")
        for word in ("TRY", "TL", "tl", "₺", "Türk Lirası", "TÜRK LİRASI", "ليرة تركية")
    ),
    *((word, "USD") for word in ("USD", "US$", "US Dollar", "دولار أمريكي", "ABD doları")),
    *((word, "EUR") for word in ("EUR", "€", "euro", "يورو")),
    ("GBP", "GBP"),
    ("MAD", "MAD"),
    *((word, cells.CURRENCY_UNCLEAR) for word in ("ريال", "riyal", "﷼", "درهم", "DH", "دينار")),
    *((word, cells.CURRENCY_UNCLEAR) for word in ("جنيه", "£", "$", "dollar", "ليرة", "د.ا")),
    *((word, cells.CURRENCY_UNKNOWN) for word in ("XXX", "DEM", "TRL", "gold", "100", "?")),
    *((word, cells.CURRENCY_UNKNOWN) for word in (1.0, True, date(2026, 1, 1), "SAR / AED")),
    ("Saudi Riyl", cells.WORD_MISSPELLED),
]

CHOICES = [
    (catalog.SERVICE_TYPE, "pickupFromStore", "pickupFromStore"),
    (catalog.SERVICE_TYPE, "PICKUP FROM STORE", "pickupFromStore"),
    (catalog.SERVICE_TYPE, "pickup_from_store", "pickupFromStore"),
    (catalog.SERVICE_TYPE, "return-from-customer", "returnFromCustomer"),
    (catalog.SERVICE_TYPE, "pickup from stor", cells.WORD_MISSPELLED),
    (catalog.SERVICE_TYPE, "express", cells.CHOICE_UNKNOWN),
    (catalog.SERVICE_TYPE, 1.0, cells.CHOICE_UNKNOWN),
    (catalog.PICKING_TYPE, "pickup by dc", "PICKUP_BY_DC"),
    (catalog.WHO_PAYS, "sellerpaysdeliveryfee", "sellerPaysDeliveryFee"),
    (catalog.LANGUAGE, "EN", "en"),
    (catalog.LANGUAGE, "Arabic", "ar"),
    (catalog.LANGUAGE, "العربية", "ar"),
    (catalog.LANGUAGE, "Türkçe", "tr"),
    (catalog.LANGUAGE, "fr", cells.CHOICE_UNKNOWN),
]


@pytest.mark.parametrize(("cell", "value"), YES_NO)
def test_yes_or_no(cell: object, value: object) -> None:
    """Yes costs money: only a plain yes is one."""
    assert said(parse_yes_no(cell)) == expected(value)


@pytest.mark.parametrize(("cell", "value"), PAYMENTS)
def test_payments(cell: object, value: object) -> None:
    """A word for payment is cod or paid without a doubt, or it is asked about."""
    assert said(parse_payment(cell)) == expected(value)


@pytest.mark.parametrize(("cell", "value"), COUNTRIES)
def test_countries(cell: object, value: object) -> None:
    """A country is found by code and by name in three languages; a misspelled one is suggested."""
    assert said(parse_country(cell)) == expected(value)


@pytest.mark.parametrize(("cell", "value"), CURRENCIES)
def test_currencies(cell: object, value: object) -> None:
    """A currency is found by code, sign and name; a name that several share is asked about."""
    assert said(parse_currency(cell)) == expected(value)


@pytest.mark.parametrize(("field", "cell", "value"), CHOICES)
def test_choices(field: catalog.Field, cell: object, value: object) -> None:
    """An allowed value is found whatever its case and gaps, and is sent in OTO's spelling."""
    assert said(choice_parser(field)(cell)) == expected(value)


def test_no_word_for_payment_means_both() -> None:
    """No word stands in two lists of payment words."""
    cod, paid, doubtful = ({fold(word) for word in words} for words in (
        COD_WORDS, PAID_WORDS, DOUBTFUL_WORDS,
    ))  # fmt: skip
    assert not (cod & paid or cod & doubtful or paid & doubtful)
