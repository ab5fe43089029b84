"""Text that other programs ruined is repaired or told, and prose that only looks odd is left."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importer import catalog
from importer.parsing.damaged_text import is_lost, may_be_damaged, repair
from importer.parsing.parser import ParseError
from importer.parsing.registry import cell_parser
from importer.problems import Code, cells

PAGES = ("cp1252", "cp1254", "cp1256")
GOOD = [
    "محمد العتيبي", "حي العليا، شارع التحلية", "نورة", "Ayşe Yılmaz, Göztepe Mah.", "Café Zürich",
    "São Tomé – “Rua”", "İstanbul Üsküdar", "سارة Müller", "№ 5 — Straße",
]  # fmt: skip
LOST = [
    "????", "?? ??????? ???? ???????", "Ay?e Y?lmaz", "?stanbul", "Bah?elievler", "m\ufffdd",
    "\ufffd\ufffd", "???? Ali ????",
]  # fmt: skip
QUIET = [
    *GOOD, "Villa 5? ring twice", "Where?? Here", "second floor ?", "ok??", "طظ حفظ، ظ؛ ملاحظ!",
    "شارع التحلية؟", "حفظ «ظ» لحظ… ملاحظ!", "https://maps.example/?q=24.7,46.6", "AT&T; R&D",
    "a & b", "Ø 50 mm", "100Ø tube", "Ùber", "São João", "ÖZGÜR ÜNLÜ", "پرویز چگینی", "5° – 6°",
    "__init__ x", "Mr. Null", "Namibia", "Null", "NA", "Nil", "Loading bay 3", "Erroll",
    "#12 King St!", "Flat 3..4",
]  # fmt: skip
NOTHING = [
    "NULL", "null", "nan", "NaN", "None", "N/A", "n/a", "<NA>", "لا يوجد", "بدون", "...", "____",
    "____ ____", "xxx", "XXXX", ".", "--", "***",
]  # fmt: skip
ERRORS = ["Err:502", "Loading...", "#SAYI!", "#FIELD!", "#BEZUG!", "#¿NOMBRE?", "#REF!", "#N/A"]


def code_of(parsed: object) -> Code | None:
    """Why a cell could not be read."""
    assert isinstance(parsed, ParseError), parsed
    return parsed.code


def misread(text: str, page: str) -> str:
    """The text as it looks when its UTF-8 is read in that code page."""
    pieces = (bytes([byte]).decode(page, "replace") for byte in text.encode())
    return "".join(
        chr(byte) if piece == "\ufffd" else piece
        for byte, piece in zip(text.encode(), pieces, strict=True)
    )


@pytest.mark.parametrize("text", GOOD)
@pytest.mark.parametrize("page", PAGES)
def test_utf8_in_a_wrong_code_page_is_repaired(text: str, page: str) -> None:
    """In prose of every field, also when it went wrong twice."""
    assert cell_parser(catalog.CUSTOMER_NAME)(misread(text, page)) == text
    assert cell_parser(catalog.ADDRESS)(misread(misread(text, page), page)) == text


def test_what_cannot_be_repaired_any_more_is_told() -> None:
    """A program between dropped the letters that cannot be seen."""
    garbled = misread("محمد العتيبي", "cp1252").replace("\xad", "").replace("\x81", "")
    assert code_of(cell_parser(catalog.CUSTOMER_NAME)(garbled)) is cells.TEXT_LOST


@pytest.mark.parametrize("text", LOST)
def test_lost_letters_are_a_problem(text: str) -> None:
    """In prose and in codes: nobody can say what stood there."""
    assert may_be_damaged(text) and is_lost(text)
    for field in (catalog.CUSTOMER_NAME, catalog.ITEM_NAME, catalog.ORDER_ID):
        assert code_of(cell_parser(field)(text)) is cells.TEXT_LOST


@pytest.mark.parametrize("text", QUIET)
def test_odd_prose_is_left_as_it_is(text: str) -> None:
    """Questions, links, signs and names that look like words of programs."""
    assert cell_parser(catalog.SHIPPING_NOTES)(text) == text
    assert not is_lost(text) and repair(text) == text


@pytest.mark.parametrize("text", NOTHING)
def test_what_fills_a_cell_for_nothing_is_empty(text: str) -> None:
    """Then a field that every order needs says that it is missing."""
    assert cell_parser(catalog.CUSTOMER_NAME)(text) is None


@pytest.mark.parametrize("text", ERRORS)
def test_the_errors_of_spreadsheets_are_told(text: str) -> None:
    """In whatever language the program spoke, and in every kind of column."""
    for field in (catalog.CUSTOMER_NAME, catalog.ORDER_ID, catalog.AMOUNT):
        assert code_of(cell_parser(field)(text)) is cells.CELL_ERROR


def test_html_is_undone_in_prose() -> None:
    """Named and numbered characters; an ampersand alone is one."""
    parse = cell_parser(catalog.ADDRESS)
    assert parse("Villa 4 &amp; 5, &#1605;&#x645; O&#039;Neill &lt;gate&gt;") == (
        "Villa 4 & 5, مم O'Neill <gate>"
    )


@given(st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئةى،؛؟ 0123456789", max_size=60))
def test_arabic_is_never_taken_for_ruined(text: str) -> None:
    """Whatever words are made of its letters, digits and marks."""
    assert repair(text) == text and not is_lost(text)
