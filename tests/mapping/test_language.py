"""The language of a sheet is that of most of its headers, of whatever languages we speak."""

import ast
from pathlib import Path

import pytest

from importer import catalog, mapping
from importer.i18n import LANGUAGES
from importer.mapping import MapOptions
from tests.mapping.exported_headers import ROWS
from tests.mapping.mapping_books import HEADER, fields_by_header, order, table

CANONICAL = (
    "orderId", "customer.name", "customer.mobile", "customer.country", "customer.city",
    "customer.address", "payment_method", "amount", "currency", "item.name", "item.quantity",
)  # fmt: skip
ARABIC_CELLS = order(1, Customer_name="نورة القحطاني", City="الرياض", Address="حي العليا",
                     Item_name="دهن عود")  # fmt: skip
LATIN_CELLS = order(1)
TURKISH_CELLS = order(1, Customer_name="Ayşe Çelik", City="İstanbul", Address="Bağdat Cad. 5",
                      Item_name="Gül yağı")  # fmt: skip


def labels(language: str) -> list[str]:
    """HEADER in a language, as the template has it."""
    return [catalog.BY_NAME[name].label.format(language) for name in CANONICAL]


@pytest.mark.parametrize("cells", [ARABIC_CELLS, LATIN_CELLS, TURKISH_CELLS])
@pytest.mark.parametrize("language", LANGUAGES)
def test_headers_tell_the_language_whatever_the_cells_hold(
    language: str, cells: list[object]
) -> None:
    """A sheet with the template's labels of a language is in that language."""
    assert table([labels(language), cells]).lang == language


@pytest.mark.parametrize("cells", [ARABIC_CELLS, LATIN_CELLS, TURKISH_CELLS])
def test_canonical_names_are_english(cells: list[object]) -> None:
    """OTO's own names are no sign of a language, even over Arabic cells."""
    assert table([CANONICAL, cells]).lang == "en"


@pytest.mark.parametrize(
    ("export", "language"),
    [
        ("shopify", "en"), ("amazon", "en"), ("import_suite", "en"), ("odoo", "en"),
        ("trendyol", "tr"), ("trendyol_newer", "tr"), ("hepsiburada", "tr"),
        ("salla_sheet", "ar"), ("salla_finance", "ar"),
    ],
)  # fmt: skip
def test_an_export_is_in_the_language_of_its_shop(export: str, language: str) -> None:
    """Headers that only a profile knows count by their letters."""
    assert table([ROWS[export], ["x"] * len(ROWS[export])]).lang == language


@pytest.mark.parametrize(
    ("headers", "language"),
    [
        (["رقم الطلب", "اسم العميل", "Email"], "ar"),
        (["رقم الطلب", "Customer name", "Email"], "en"),
        (["Sipariş No", "Müşteri adı", "Email"], "tr"),
        (["Siparis No", "MUSTERI ADI", "Email"], "tr"),
        (["orderId", "customer.name", "المدينة"], "en"),
        (["orderId", "Adres", "Şehir"], "tr"),
        (["رقم الطلب (required)", "* المدينة *", "Total"], "ar"),
        (["Sipariş numarası", "SKU", "Adet"], "tr"),
        (["Order number", "SKU", "Quantity"], "en"),
        (["رقم الطلب", "المدينة", "Adres", "Total"], "ar"),
    ],
)
def test_most_headers_decide(headers: list[str], language: str) -> None:
    """One header of another language changes nothing; a name that several share is of each."""
    assert table([headers, ["A-1", "x", "y", "z"][: len(headers)]]).lang == language


@pytest.mark.parametrize(
    ("cells", "language"),
    [
        (("نورة القحطاني", "حي العليا"), "ar"), (("Noura", "Olaya 12"), "en"),
        (("نورة", "Olaya 12"), "en"), ((None, None), "en"), (("Ayşe", "Bağdat Cad."), "en"),
    ],
)  # fmt: skip
def test_the_cells_decide_between_languages_with_as_many_headers(
    cells: tuple[str | None, str | None], language: str
) -> None:
    """When they are clearly in the one; else it is English."""
    headers = ["رقم الطلب", "Customer name", "Address", "الكمية"]
    assert table([headers, ["A-1", *cells, 1], ["A-2", *cells, 2]]).lang == language


def test_cells_that_are_clearly_turkish_decide_too() -> None:
    """By letters that English has not."""
    headers = ["Sipariş numarası", "Customer name", "Address", "Adet"]
    assert table([headers, ["A-1", "Ayşe", "Bağdat Cad.", 1]]).lang == "tr"
    assert table([headers, ["A-1", "Anna", "Olaya 12", 1]]).lang == "en"


def test_headers_of_no_language_that_we_know_are_english() -> None:
    """Words that only --map knows do not say that the sheet is in one of the other languages."""
    maps = {"Bestellnummer": "orderId", "Kunde": "customer.name", "Заказ": "ref1"}
    rows = [list(maps), ["B1", "Anna", "x"]]
    assert table(rows, MapOptions(maps=maps)).lang == "en"


def test_columns_that_are_not_used_do_not_count() -> None:
    """Only what is taken for a field speaks."""
    unused = ["ملاحظات الموظف", "رقم البوليصة", "حالة الدفع", "شركة الشحن", "أخرى"]
    mapped = table([[*HEADER[:4], *unused], [*order(1)[:4], *["x"] * len(unused)]])
    assert fields_by_header(mapped).keys() == {*HEADER[:4]}
    assert mapped.lang == "en"


def test_no_language_is_named_in_the_code() -> None:
    """A language more is a folder and words more."""
    for path in Path(mapping.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_bytes())):
            assert not (isinstance(node, ast.Constant) and node.value in LANGUAGES), path
