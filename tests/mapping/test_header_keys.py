"""Headers that differ in spelling only have one key; others keep theirs."""

import pytest

from importer.mapping.vocabulary import without_unit
from importer.text import fold_header, words_of

ALIKE = [
    ("Order number", "ORDER NUMBER"), ("Order number", "order_number"),
    ("Order number", "Order-Number"), ("Order number", "  Order   number *"),
    ("Order number", "orderNumber"), ("Order number", "Order\nnumber"),
    ("Order number", "\u200fOrder number\u200e"), ("Order number", "Order\u00a0number"),
    ("Order number", "Ord\u200ber number"), ("Order number", "Ｏｒｄｅｒ ｎｕｍｂｅｒ"),
    ("Order number", "\ufeffOrder number"), ("customer.name", "Customer Name"),
    ("Order No.", "Order №"), ("Phone", "Phone #"), ("E-mail", "Email"), ("Qty", "Qty:"),
    ("إجمالي الطلب", "اجمالي الطلب"), ("إجمالي الطلب", "أجمالي الطلب"),
    ("إجمالي الطلب", "آجمالي الطلب"), ("إجمالي الطلب", "إجمالى الطلب"),
    ("الكمية", "الكميه"), ("الكمية", "الكميّة"), ("الكمية", "الكـــمية"),
    ("رقم الجوال", "رَقْمُ الجَوّال"), ("رقم الجوال", "رقم الجوال *"), ("رقم الجوال", "رقم_الجوال"),
    ("رقم الجوال", "\u202bرقم الجوال\u202c"), ("رقم الجوال", "ﺭﻗﻢ ﺍﻟﺠﻮﺍﻝ"),
    ("العنوان", "العنوان:"), ("مرجع 1", "مرجع ١"), ("مرجع 1", "مرجع ۱"),
    ("الكيلو", "الکیلو"), ("شركة الشحن / الفرع", "شركة الشحن/الفرع"),
    ("İl", "il"), ("İl", "IL"), ("Alıcı", "ALICI"), ("Alıcı", "Alici"), ("ŞEHİR", "Şehir"),
    ("Sipariş Numarası", "SİPARİŞ NUMARASI"), ("Sipariş Numarası", "Siparis Numarasi"),
    ("Ülke", "ULKE"), ("Ürün Adı", "ürün adi"), ("Birim Fiyatı", "Birim Fiyatı  "),
    ("Numéro de commande", "Numero de commande"), ("Pseudo de l’acheteur", "Pseudo de l'acheteur"),
]  # fmt: skip

APART = [
    ("Order number", "Order numbers"), ("Reference 1", "Reference 2"), ("Tax 1 Name", "Tax 2 Name"),
    ("المدينة", "المدين"), ("Adet", "Adres"), ("İl", "İlçe"), ("الاسم", "اسم"),
    ("订单编号", "数量"), ("Address 1", "Address 2"),
]  # fmt: skip

WITH_UNIT = [
    ("Weight (kg)", "weight"), ("Weight(kg)", "weight"), ("Weight [KG]", "weight"),
    ("Total (SAR)", "total"), ("Total, SAR", "total"), ("Order total - SAR", "ordertotal"),
    ("Sipariş Tutarı, TL", "siparistutari"), ("الوزن (كجم)", "الوزن"), ("المبلغ (ريال)", "المبلغ"),
    ("المبلغ (ر.س)", "المبلغ"), ("City (required)", "city"), ("الإجمالي (ر.س.)", "الاجمالي"),
    ("Weight (g)", "weight"), ("Weight (lb)", "weightlb"), ("Length (inch)", "length"),
    ("City (Shipping)", "cityshipping"), ("Grand Total (Base)", "grandtotalbase"),
    ("Total", "total"), ("(kg)", "kg"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_spellings_of_one_header_are_alike(one: str, other: str) -> None:
    """Case, spaces, marks, letter variants and unseen characters do not tell headers apart."""
    assert fold_header(one) == fold_header(other) != ""


@pytest.mark.parametrize(("one", "other"), APART)
def test_other_headers_stay_apart(one: str, other: str) -> None:
    """What means something else keeps a key of its own."""
    assert fold_header(one) != fold_header(other)


@pytest.mark.parametrize(("header", "key"), WITH_UNIT)
def test_a_unit_that_changes_nothing_is_left_off(header: str, key: str) -> None:
    """Units that are known and currencies go; pounds and other words stay."""
    assert without_unit(header) == key


def test_words_of_a_header() -> None:
    """Words are divided by marks, spaces and capitals."""
    assert words_of("orderNumber") == ("order", "number")
    assert words_of("Ship-to Name") == ("ship", "to", "name")
    assert words_of("رقم_الجوال *") == ("رقم", "الجوال")
