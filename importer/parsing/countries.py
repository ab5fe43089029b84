"""Countries by code or name in English, Arabic and Turkish, as ISO 3166-1 alpha-2."""

from collections.abc import Mapping
from functools import cache

from babel import Locale
from babel.core import get_global

from importer.parsing.lookup import known, misspelled, spelled
from importer.parsing.parser import ParseError, parse_error
from importer.problems import cells
from importer.text import fold, normalize

_LANGUAGES = ("en", "ar", "tr")
# Two-letter codes of the CLDR that are no countries of ISO 3166-1 (Kosovo, XK, is in wide use).
_NO_COUNTRY = frozenset(
    ("AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ")
)
_ALSO: dict[str, tuple[str, ...]] = {
    "SA": (
        "KSA", "K.S.A.", "Saudi", "Saudia", "Kingdom of Saudi Arabia", "Saudi Arabia (KSA)",
        "السعودية", "المملكة", "سعودية", "العربية السعودية", "Suudi", "Suudi Arabistan Krallığı",
    ),
    "AE": (
        "UAE", "U.A.E.", "Emirates", "The Emirates", "الإمارات", "إمارات", "الامارات العربية",
        "دولة الإمارات", "دولة الإمارات العربية المتحدة", "BAE", "Emirlikler",
    ),
    "KW": ("State of Kuwait", "دولة الكويت"),
    "BH": ("Kingdom of Bahrain", "مملكة البحرين", "Bahreyn"),
    "OM": ("Sultanate of Oman", "سلطنة عمان", "Umman"),
    "QA": ("State of Qatar", "دولة قطر"),
    "EG": ("Arab Republic of Egypt", "جمهورية مصر العربية", "Misir"),
    "TR": (
        "Turkey", "Turkiye", "Republic of Turkey", "Republic of Türkiye", "تركية",
        "Türkiye Cumhuriyeti",
    ),
    "JO": ("Hashemite Kingdom of Jordan", "المملكة الأردنية الهاشمية"),
    "GB": (
        "UK", "U.K.", "Great Britain", "Britain", "England", "Scotland", "Wales",
        "بريطانيا", "إنجلترا", "İngiltere",
    ),
    "US": (
        "USA", "U.S.A.", "U.S.", "America", "United States of America", "أمريكا",
        "الولايات المتحدة الأمريكية", "ABD", "Amerika", "Amerika Birleşik Devletleri",
    ),
    "KR": ("Republic of Korea", "Korea"),
    "RU": ("Russian Federation",),
    "SY": ("Syrian Arab Republic", "سورية"),
    "PS": ("Palestine", "State of Palestine", "فلسطين", "Filistin"),
    "CZ": ("Czech Republic",),
    "MA": ("Kingdom of Morocco", "المملكة المغربية"),
    "IR": ("Islamic Republic of Iran",),
    "NL": ("Holland", "The Netherlands", "هولندة"),
}  # fmt: skip
# The article that Arabic names are written with or without.
_ARTICLE = "ال"


@cache
def meanings() -> Mapping[str, str]:
    """Every known spelling, folded, with its country."""
    table: dict[str, str] = {}
    for code, name in _names():
        table.setdefault(fold(name).removeprefix(_ARTICLE), code)
    for code, name in _names():
        table[fold(name)] = code
    return table


@cache
def _names() -> tuple[tuple[str, str], ...]:
    """Code and spelling of every country: names, both codes, and what merchants also write."""
    locales = [Locale(language).territories for language in _LANGUAGES]
    codes = [str(code) for code in locales[0]]
    countries = {code for code in codes if len(code) == 2 and code.isalpha()} - _NO_COUNTRY
    longer = get_global("territory_aliases").items()
    return (
        *((now[0], old) for old, now in longer if len(old) == 3 and now[0] in countries),
        *((code, names[code]) for names in locales for code in countries if code in names),
        *((code, name) for code, names in _ALSO.items() for name in names),
        *((code, code) for code in countries),
    )


def country(cell: object) -> str | ParseError:
    """A country column's cell as two letters; a close spelling is only suggested."""
    if not isinstance(cell, str):
        return parse_error(cells.COUNTRY_UNKNOWN)
    if cell in _ALSO:
        return cell
    text = normalize(cell)
    code = known(text, meanings())
    if code is not None:
        return code
    near = misspelled(text, spelled(name for _, name in _names()))
    return (
        parse_error(cells.WORD_MISSPELLED, near=near)
        if near
        else parse_error(cells.COUNTRY_UNKNOWN)
    )
