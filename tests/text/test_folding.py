"""What each way of comparing makes of a text: one table for all of them."""

from collections.abc import Callable

import pytest

from importer.text import (
    are_stripped,
    fold,
    fold_case,
    fold_header,
    fold_id,
    fold_words,
    nearest,
    normalize,
    strip_formatting,
    unwrap,
    without_article,
    words_of,
)

# text: as prose, as an id, folded, in words, compared as an id
TABLE = [
    # case, spaces and punctuation
    ("Cash on Delivery", "Cash on Delivery", "Cash on Delivery", "cashondelivery",
     "cash on delivery", "cashondelivery"),
    (" cash_on-delivery! ", "cash_on-delivery!", "cash_on-delivery!", "cashondelivery",
     "cash on delivery", "cash_on-delivery!"),
    ("two \t  spaces\nand a line", "two spaces and a line", "two spaces and a line",
     "twospacesandaline", "two spaces and a line", "twospacesandaline"),
    ("S.R.", "S.R.", "S.R.", "sr", "s r", "s.r."),
    ("Ta'if", "Ta'if", "Ta'if", "taif", "taif", "ta'if"),
    ("Taʼif", "Taʼif", "Taʼif", "taif", "taif", "taʼif"),
    ("$ 5", "$ 5", "$ 5", "$5", "5", "$5"),
    ("\u20c1", "\u20c1", "\u20c1", "\u20c1", "", "\u20c1"),
    ("-", "-", "-", "", "", "-"),
    ("", "", "", "", "", ""),
    # accents, taken apart or not
    ("Côte d’Ivoire", "Côte d’Ivoire", "Côte d’Ivoire", "cotedivoire", "cote divoire",
     "côted’ivoire"),
    ("e\u0301te\u0301", "été", "été", "ete", "ete", "été"),
    ("Straße", "Straße", "Straße", "strasse", "strasse", "strasse"),
    # Turkish
    ("ŞEHİR", "ŞEHİR", "ŞEHİR", "sehir", "sehir", "şehi\u0307r"),
    ("Kapıda Ödeme", "Kapıda Ödeme", "Kapıda Ödeme", "kapidaodeme", "kapida odeme",
     "kapıdaödeme"),
    ("KAPIDA ÖDEME", "KAPIDA ÖDEME", "KAPIDA ÖDEME", "kapidaodeme", "kapida odeme",
     "kapidaödeme"),
    # Arabic letters that are written now so, now so
    ("الإمارات", "الإمارات", "الإمارات", "الامارات", "الامارات", "الإمارات"),
    ("أحمد آل ٱلسعود", "أحمد آل ٱلسعود", "أحمد آل ٱلسعود", "احمدالالسعود", "احمد ال السعود",
     "أحمدآلٱلسعود"),
    ("مكة", "مكة", "مكة", "مكه", "مكه", "مكة"),
    ("مصطفى", "مصطفى", "مصطفى", "مصطفي", "مصطفي", "مصطفى"),
    ("صبياء", "صبياء", "صبياء", "صبيا", "صبيا", "صبياء"),
    ("مسؤول حائل", "مسؤول حائل", "مسؤول حائل", "مسوولحايل", "مسوول حايل", "مسؤولحائل"),
    ("مُحَمَّد", "مُحَمَّد", "مُحَمَّد", "محمد", "محمد", "مُحَمَّد"),
    ("الرّيـــاض", "الرّيـــاض", "الرّيـــاض", "الرياض", "الرياض", "الرّيـــاض"),
    ("الریاض کبیر", "الریاض کبیر", "الریاض کبیر", "الرياضكبير", "الرياض كبير", "الریاضکبیر"),
    ("ہند ھند", "ہند ھند", "ہند ھند", "هندهند", "هند هند", "ہندھند"),
    # presentation forms and width
    ("ﺍﻟﺮﻳﺎﺽ", "ﺍﻟﺮﻳﺎﺽ", "ﺍﻟﺮﻳﺎﺽ", "الرياض", "الرياض", "الرياض"),
    ("ﻻ", "ﻻ", "ﻻ", "لا", "لا", "لا"),
    ("﷼", "﷼", "﷼", "ريال", "ريال", "ریال"),
    ("Ｏｒｄｅｒ １", "Ｏｒｄｅｒ １", "Ｏｒｄｅｒ 1", "order1", "order 1", "order1"),
    ("№ 7", "№ 7", "№ 7", "no7", "no 7", "no7"),
    # digits
    ("2024", "2024", "2024", "2024", "2024", "2024"),
    ("٢٠٢٤", "٢٠٢٤", "2024", "2024", "2024", "2024"),
    ("۲۰۲۴", "۲۰۲۴", "2024", "2024", "2024", "2024"),
    ("２０２４", "２０２４", "2024", "2024", "2024", "2024"),
    ("२०२४", "२०२४", "2024", "2024", "2024", "2024"),
    ("২০২৪", "২০২৪", "2024", "2024", "2024", "2024"),
    ("๒๐๒๔", "๒๐๒๔", "2024", "2024", "2024", "2024"),
    ("𝟐𝟎𝟐𝟒", "𝟐𝟎𝟐𝟒", "2024", "2024", "2024", "2024"),
    ("m²", "m²", "m²", "m2", "m2", "m2"),
    ("½", "½", "½", "12", "1 2", "1⁄2"),
    # what cannot be seen
    ("\u200fالرياض\u200e", "الرياض", "الرياض", "الرياض", "الرياض", "الرياض"),
    ("\u2066A-1\u2069", "A-1", "A-1", "a1", "a 1", "a-1"),
    ("\u2067جدة\u2069 \u2068x\u2069", "جدة x", "جدة x", "جدهx", "جده x", "جدةx"),
    ("\u202bأ\u202c\u061c", "أ", "أ", "ا", "ا", "أ"),
    ("\ufeffmark", "mark", "mark", "mark", "mark", "mark"),
    ("zero\u200bwidth\u2060joined", "zerowidthjoined", "zerowidthjoined", "zerowidthjoined",
     "zerowidthjoined", "zerowidthjoined"),
    ("soft\u00adhyphen", "softhyphen", "softhyphen", "softhyphen", "softhyphen", "softhyphen"),
    ("می\u200cخواهم", "می\u200cخواهم", "میخواهم", "ميخواهم", "ميخواهم", "میخواهم"),
    ("\u200cedge\u200d", "edge", "edge", "edge", "edge", "edge"),
    ("no\u00a0break\u202fhere", "no break here", "no break here", "nobreakhere", "no break here",
     "nobreakhere"),
    ("bell\x07nul\x00", "bellnul", "bellnul", "bellnul", "bell nul", "bell\x07nul\x00"),
    # wrapping
    ('="00123"', '="00123"', "00123", "00123", "00123", '="00123"'),
    ("'0501", "'0501", "0501", "0501", "0501", "'0501"),
    ('"BH22 8PT"', '"BH22 8PT"', "BH22 8PT", "bh228pt", "bh22 8pt", '"bh228pt"'),
]  # fmt: skip


@pytest.mark.parametrize(("text", "prose", "plain", "folded", "words", "as_id"), TABLE)
def test_every_way_of_comparing(
    text: str, prose: str, plain: str, folded: str, words: str, as_id: str
) -> None:
    """Each function levels what it says and nothing else."""
    assert strip_formatting(text) == prose
    assert normalize(text) == plain
    assert fold(text) == folded
    assert fold_words(text) == words
    assert fold_id(text) == as_id


@pytest.mark.parametrize("text", [row[0] for row in TABLE])
def test_what_is_done_is_done_once(text: str) -> None:
    """Doing the same again changes nothing."""
    for function in (strip_formatting, normalize, fold, fold_words, fold_header):
        assert function(function(text)) == function(text)


@pytest.mark.parametrize("text", [row[0] for row in TABLE])
def test_a_header_is_folded_words_without_spaces(text: str) -> None:
    """A header's key is `fold` but for the signs of money, which say nothing in it."""
    assert fold_header(text) == fold_words(text).replace(" ", "")
    assert fold_header(text) == "".join(each for each in fold(text) if each.isalnum())


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("orderNumber", ("order", "number")),
        ("Buyer's name", ("buyer", "s", "name")),
        ("l’acheteur", ("l", "acheteur")),
        ("Sipariş Numarası", ("siparis", "numarasi")),
        ("رقم_الجوال *", ("رقم", "الجوال")),
        ("Ref ١", ("ref", "1")),
        ("***", ()),
    ],
)
def test_words_of_a_header(header: str, words: tuple[str, ...]) -> None:
    """Marks, spaces, apostrophes and capitals divide the words of a header."""
    assert words_of(header) == words


def test_a_name_that_is_spelled_by_rule_differs_by_capitals_only() -> None:
    """Spaces around it do not count; spaces, marks and letter variants within it do."""
    assert fold_case(" Customer.Name ") == fold_case("customer.name")
    for other in ("customer name", "customer_name", "cüstomer.name", "customername"):
        assert fold_case(other) != fold_case("customer.name")


def test_the_article_of_arabic_words_is_left_off() -> None:
    """Where two letters or more remain; a word that only begins alike keeps its own."""
    assert without_article("الرياض") == "رياض"
    assert without_article("وادي الدواسر") == "وادي دواسر"
    assert without_article("الحد") == "حد"
    assert without_article("الف") == "الف"
    assert without_article("خالد") == "خالد"


def test_texts_are_asked_together_as_they_are_alone() -> None:
    """Asked of many at once, a text is stripped when stripping it alone changes nothing; of a
    character that is too new to be known it is not said."""
    texts = [*(row[0] for row in TABLE), "a\nb", " a", "a "]
    stripped = [each for each in texts if each and strip_formatting(each) == each]
    known = [each for each in stripped if each.isprintable()]
    assert len(known) > 30 and are_stripped(known)
    for text in {*texts} - {*stripped}:
        assert not are_stripped(["plain", text]) and not are_stripped([text, "plain"])


def test_a_formula_of_one_text_is_unwrapped() -> None:
    """Only the formula that is a quoted text and nothing else."""
    assert unwrap('="a ""b"""') == 'a "b"'
    assert unwrap("=SUM(A1)") == "=SUM(A1)"
    assert unwrap("plain") == "plain"


def test_the_nearest_names_come_first() -> None:
    """Likeness decides, the least of it bounds, and the limit counts."""
    among = {"Egypt": "egypt", "Eritrea": "eritrea", "Ecuador": "ecuador"}
    assert list(nearest("egpyt", among, least=70)) == ["Egypt"]
    assert next(iter(nearest("egpyt", among, least=0, limit=None))) == "Egypt"
    assert len(nearest("egpyt", among, least=0, limit=2)) == 2
    assert nearest("qqq", among, least=50) == {}
    assert nearest("egypt", among, least=50) == {"Egypt": 100.0}


def test_a_part_of_a_name_is_near_to_it_when_parts_count() -> None:
    """`Warehouse` is not much like `Main warehouse Riyadh`, but it is a part of it."""
    among = {"RUH": "main warehouse riyadh"}
    assert nearest("warehouse", among, least=80) == {}
    assert list(nearest("warehouse", among, least=80, parts=True)) == ["RUH"]


@pytest.mark.parametrize("run", ["\u200c", "\u200d ", "\u0301\u0316", "\u064b\u0316\u0651"])
@pytest.mark.parametrize("way", [strip_formatting, normalize, fold, fold_words, words_of, fold_id])
def test_a_cell_of_joiners_or_marks_is_looked_at_once(
    way: Callable[[str], object], run: str
) -> None:
    """A cell of 130,000 characters that join, or that stand upon one letter, is worked through in
    proportion to its length; in proportion to its square it would be minutes."""
    assert way("a" + run * (130_000 // len(run)) + "b")


def test_a_long_text_is_composed_as_a_short_one_is() -> None:
    """Texts as long as a field may be are normalised whole."""
    assert strip_formatting("e\u0301" * 1_000) == "é" * 1_000
    assert fold("É" * 2_000) == "e" * 2_000


def test_joiners_at_the_ends_of_words_go() -> None:
    """A joiner joins two letters: before, behind or without them it is nothing."""
    assert strip_formatting("\u200d\u200ca\u200cb\u200d\u200d \u200cc\u200c") == "a\u200cb c"
