"""Names of months and days in English, Arabic and Turkish."""

from collections.abc import Mapping
from functools import cache

from babel import Locale

from importer.text import fold

_LANGUAGES = ("en", "ar", "tr")
# Names of the Levant and Iraq, of the Maghreb, and common spellings, January first.
_ALSO: tuple[tuple[str, ...], ...] = (
    ("كانون الثاني", "جانفي", "ينایر"),
    ("شباط", "فيفري"),
    ("آذار",),
    ("نيسان", "أفريل", "ابريل"),
    ("أيار", "ماي"),
    ("حزيران", "جوان", "يونيه"),
    ("تموز", "جويلية", "يوليه"),
    ("آب", "أوت", "اغسطس"),
    ("أيلول", "Sept", "سبتمبر"),
    ("تشرين الأول", "اكتوبر"),
    ("تشرين الثاني", "نوفمبر", "نوڤمبر"),
    ("كانون الأول", "ديسمبر"),
)
HIJRI_MARKS = frozenset(
    map(
        fold,
        (
            "محرم", "صفر", "ربيع الأول", "ربيع الثاني", "ربيع الآخر", "جمادى الأولى",
            "جمادى الأول", "جمادى الآخرة", "جمادى الثانية", "رجب", "شعبان", "رمضان", "شوال",
            "ذو القعدة", "ذو الحجة", "ذي القعدة", "ذي الحجة", "هـ", "هجري", "AH", "Ramadan",
            "Muharram", "Safar", "Rajab", "Shaban", "Sha'ban", "Shawwal", "Ramazan",
        ),
    )
)  # fmt: skip
EVENING = frozenset(map(fold, ("pm", "p.m.", "م", "مساء", "مساءً", "ظهرا", "عصرا", "ös")))


@cache
def months() -> Mapping[str, int]:
    """Folded names and short names of the months, 1 to 12."""
    names: dict[str, int] = {}
    for language in _LANGUAGES:
        for widths in Locale(language).months.values():
            for width in ("wide", "abbreviated"):
                names.update((fold(name), number) for number, name in widths[width].items())
    names.update((fold(name), number) for number, also in enumerate(_ALSO, 1) for name in also)
    return names


@cache
def days() -> frozenset[str]:
    """Folded names and short names of the days of the week."""
    locales = (Locale(language) for language in _LANGUAGES)
    return frozenset(
        fold(name)
        for each in locales
        for widths in each.days.values()
        for width in ("wide", "abbreviated")
        for name in widths[width].values()
    )
