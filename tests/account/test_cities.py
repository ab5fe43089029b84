"""Which of OTO's cities a merchant means."""

import pytest

from importer.account.city_names import CityList, MatchQuality, names_by_country
from importer.account.city_spelling import without_articles
from importer.sandbox.store import city_names
from importer.text import fold_words

SAUDI = CityList(
    "SA",
    [
        "Riyadh", "Riyadh Al Khabra", "Jeddah", "Makkah", "Madinah", "Dammam", "Dhahran", "Khobar",
        "Al Khubar", "Al Jubail", "Al Jubailah", "Al Hufuf", "Al Ahsaa", "Abha ", "Abha Manhal",
        "Buraydah", "Khamis Mushait", "Tabuk", "Hail", "Duba", "Al Khuraybah", "Al Khuraytah",
        "Al Arfaa ", "Al Qunfidhah", "Al kadami", "Sabya", "Dawmat Al Jandal", "Ar Rafi'ah",
        "Wadi Ad Dawasir", "Asir", "AL BASR", "Al Mada", "Al Madha", "Dhahban", "Thuwal", "asdasd",
    ],
)  # fmt: skip
SURE = [
    ("Riyadh", "Riyadh", MatchQuality.SAME),
    ("riyadh", "Riyadh", MatchQuality.SPELLED),
    (" RIYADH ", "Riyadh", MatchQuality.SPELLED),
    ("Ar Riyadh", "Riyadh", MatchQuality.SPELLED),
    ("Al-Riyadh", "Riyadh", MatchQuality.SPELLED),
    ("Riyadh City", "Riyadh", MatchQuality.SPELLED),
    ("Riyad", "Riyadh", MatchQuality.CLOSE),
    ("الرياض", "Riyadh", MatchQuality.SPELLED),
    ("الریاض", "Riyadh", MatchQuality.SPELLED),
    ("الرّيـــاض", "Riyadh", MatchQuality.SPELLED),
    ("مدينة الرياض", "Riyadh", MatchQuality.SPELLED),
    ("رياض الخبراء", "Riyadh Al Khabra", MatchQuality.SPELLED),
    ("جدة", "Jeddah", MatchQuality.SPELLED),
    ("جده", "Jeddah", MatchQuality.SPELLED),
    ("Jiddah", "Jeddah", MatchQuality.CLOSE),
    ("مكة المكرمة", "Makkah", MatchQuality.SPELLED),
    ("مكه", "Makkah", MatchQuality.SPELLED),
    ("Mecca", "Makkah", MatchQuality.CLOSE),
    ("المدينة المنورة", "Madinah", MatchQuality.SPELLED),
    ("المدينه", "Madinah", MatchQuality.SPELLED),
    ("Al Khobar", "Khobar", MatchQuality.SPELLED),
    ("alkhobar", "Khobar", MatchQuality.SPELLED),
    ("الخبر", "Khobar", MatchQuality.SPELLED),
    ("Al-Khubar", "Al Khubar", MatchQuality.SPELLED),
    ("Jubail", "Al Jubail", MatchQuality.SPELLED),
    ("الجبيل", "Al Jubail", MatchQuality.SPELLED),
    ("Hofuf", "Al Hufuf", MatchQuality.CLOSE),
    ("الأحساء", "Al Ahsaa", MatchQuality.SPELLED),
    ("الاحسا", "Al Ahsaa", MatchQuality.SPELLED),
    ("أبها", "Abha", MatchQuality.SPELLED),
    ("Abha", "Abha", MatchQuality.SAME),
    ("Al Arfaa", "Al Arfaa", MatchQuality.SAME),
    ("arfaa", "Al Arfaa", MatchQuality.SPELLED),
    ("Al Basr", "AL BASR", MatchQuality.SPELLED),
    ("Ar Rafiah", "Ar Rafi'ah", MatchQuality.SPELLED),
    ("Kadami", "Al kadami", MatchQuality.SPELLED),
    ("Domat Aljandal", "Dawmat Al Jandal", MatchQuality.CLOSE),
    ("وادي الدواسر", "Wadi Ad Dawasir", MatchQuality.SPELLED),
    ("القنفذه", "Al Qunfidhah", MatchQuality.SPELLED),
    ("صبياء", "Sabya", MatchQuality.SPELLED),
    ("Dammaam", "Dammam", MatchQuality.CLOSE),
    ("Ryiadh", "Riyadh", MatchQuality.CLOSE),
    ("Khamis Mushat", "Khamis Mushait", MatchQuality.CLOSE),
    ("Tabuuk", "Tabuk", MatchQuality.CLOSE),
    ("Aseer", "Asir", MatchQuality.CLOSE),
]


@pytest.mark.parametrize(("written", "city", "quality"), SURE, ids=[case[0] for case in SURE])
def test_an_unmistakable_city_is_found(written: str, city: str, quality: MatchQuality) -> None:
    """Case, articles, hyphens, Arabic spelling, other languages and slips lead to OTO's name."""
    match = SAUDI.find(written)
    assert (match.name, match.quality) == (city, quality)


@pytest.mark.parametrize(
    ("written", "suggestion"),
    [
        ("Al Khuraybat", "Al Khuraybah"),  # one letter from two places
        ("Dubai", "Duba"),  # a city elsewhere
        ("Hariyadh", "Riyadh"),
        ("Al Madaa Dist", "Al Mada"),
        ("Jeddah - Al Rawdah", "Jeddah"),
        ("Riyadh, Saudi Arabia", "Riyadh"),
        ("Dhahbban X", "Dhahban"),
        ("عسير", "Asir"),
    ],
)
def test_a_doubtful_city_is_only_suggested(written: str, suggestion: str) -> None:
    """Where two places could be meant nothing is chosen; the likeliest three are named."""
    match = SAUDI.find(written)
    assert (match.quality, match.name) == (MatchQuality.DOUBTFUL, "")
    assert suggestion in match.suggestions and len(match.suggestions) <= 3


@pytest.mark.parametrize("written", ["Xyzzy", "قققققق", "12345", "-", ""])
def test_what_is_no_city_gets_no_suggestion(written: str) -> None:
    """Nonsense is not answered with nonsense."""
    assert SAUDI.find(written).suggestions == ()


def test_a_known_city_that_oto_lacks_is_no_other_one() -> None:
    """Antakya is not Antalya, though OTO lists only the latter."""
    assert CityList("TR", ["Antalya", "Adana"]).find("Antakya").quality is MatchQuality.DOUBTFUL


@pytest.mark.parametrize("missing", ["Dhahban", "Al Mada", "Al Madha", "Thuwal", "Al Khuraybah"])
def test_a_place_that_oto_lacks_is_not_sent_to_its_neighbour(missing: str) -> None:
    """One consonant makes another place: it is asked about, never taken for the next one."""
    assert CityList("SA", [*(SAUDI._names)]).find(missing).quality is MatchQuality.SAME
    others = [name for name in SAUDI._names if name != missing]
    assert CityList("SA", others).find(missing).quality is MatchQuality.DOUBTFUL


def test_the_first_spelling_that_oto_lists_is_used() -> None:
    """Another account's list may hold another of a city's names."""
    for listed in ("Makkah Al Mukarramah", "Mecca", "مكة"):
        assert CityList("SA", [listed]).find("Makkah").name == listed


def test_no_name_stands_for_two_cities() -> None:
    """In the table of well-known cities a name leads to one city of its country only."""
    for country, cities in names_by_country().items():
        for key in (fold_words, without_articles):
            owners: dict[str, set[str]] = {}
            for names in cities:
                for name in names:
                    owners.setdefault(key(name), set()).add(names[0])
            assert {name: of for name, of in owners.items() if len(of) > 1} == {}, country


def test_a_column_without_cities_is_soon_given_up() -> None:
    """Thousands of addresses in the city column cost no thousands of searches."""
    found = [SAUDI_AGAIN.find(f"street {n} house {n * 7}") for n in range(3000)]
    assert {match.quality for match in found} == {MatchQuality.DOUBTFUL}


SAUDI_AGAIN = CityList("SA", [f"Town {n}" for n in range(700)])


@pytest.mark.parametrize("country", ["SA", "AE", "KW", "BH", "QA", "OM", "EG", "TR", "JO"])
def test_a_rehearsal_knows_the_well_known_cities(country: str) -> None:
    """No order to a city that everybody knows is held because the sandbox has not heard of it."""
    listed = CityList(country, city_names(country))
    unheard = [names[0] for names in names_by_country()[country] if not listed.find(names[0]).name]
    assert unheard == []
