"""What a header can be called: canonical names, the template's labels, aliases, and what is nearly
one of them."""

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import cache, lru_cache

from importer.catalog import BY_NAME, FIELDS, Field
from importer.errors import UsageError
from importer.i18n import _
from importer.text import fold, fold_case, fold_header, nearest, without_article, words_of

NOTHING = frozenset({"", "ignore", "none", "تجاهل"})  # `--map "Header=-"`
_IN_BRACKETS = re.compile(r"^(.+?)[(\[（]\s*([^()\[\]（）]*?)\s*[)\]）]\W*$", re.DOTALL)
_AFTER_COMMA = re.compile(r"^(.*)[,،/|-]\s*(\S+)\W*$", re.DOTALL)
# Units that change nothing: the field has them anyway, or its currency stands in another column.
# Grams, pounds and inches are left out on purpose.
_UNITS = frozenset(
    map(
        fold,
        ("kg", "kgs", "kilo", "كجم", "كغ", "كغم", "كيلو", "cm", "سم", "sar", "sr", "ر.س", "ريال",
         "﷼", "ريال سعودي", "aed", "د.إ", "درهم", "kwd", "د.ك", "bhd", "omr", "qar", "egp", "جنيه",
         "usd", "try", "tl", "₺", "$", "€", "eur", "yyyy-mm-dd", "dd/mm/yyyy", "اختياري", "إلزامي",
         "مطلوب", "optional", "required", "mandatory", "zorunlu", "pcs"),
    )
)  # fmt: skip


_LEAST_SCORE = 88.0
_LEAST_LEAD = 6.0  # before the best name of any other field
_LEAST_RIVAL = 70.0  # what is less like a name is no rival of another one
_LEAST_LENGTH = 5
# Words that say something else, however near they look: they are no slip of the pen.
_WORDS = (
    "county", "status", "paid", "tax", "rate", "state", "billing", "invoice", "sender", "parent",
    "buyer", "tracking", "g", "gr", "gram", "grams", "lb", "lbs", "oz", "mm", "m", "inch", "old",
    "new", "alt", "alternative", "second", "other", "net", "refund", "refunded", "fatura", "vergi",
    "satış",
    "حالة", "ضريبة", "فاتورة", "الفاتورة", "بديل", "آخر", "إضافي", "تحديث", "استرجاع", "صافي",
)  # fmt: skip


class MatchSource(StrEnum):
    """Why a column is taken for its field."""

    MAP = "map"
    REMEMBERED = "remembered"
    CANONICAL = "canonical"
    PROFILE = "profile"
    LABEL = "label"
    ALIAS = "alias"
    CLOSE = "close"
    IGNORED = "ignored"


@lru_cache(maxsize=8192)
def without_unit(header: str) -> str:
    """The key of the header without a unit at its end: `Total (SAR)`, `Sipariş Tutarı, TL`."""
    for pattern in (_IN_BRACKETS, _AFTER_COMMA):
        parts = pattern.match(header)
        if parts and fold(parts[2]) in _UNITS:
            return fold_header(parts[1])
    return fold_header(header)


@cache
def names() -> dict[str, tuple[Field, MatchSource]]:
    """Every name of every field by its key; of two claims the stronger kind stands."""
    known: dict[str, tuple[Field, MatchSource]] = {}
    labels = [
        (label, field, MatchSource.LABEL)
        for field in FIELDS
        for label in field.label.translations()
    ]
    others = [
        (n, field, MatchSource.ALIAS) for field in FIELDS for n in (field.name, *field.aliases)
    ]
    for name, field, how in (*labels, *others):
        known.setdefault(fold_header(name), (field, how))
    return known


@cache
def _canonical() -> dict[str, Field]:
    return {fold_case(field.name): field for field in FIELDS}


def exact(header: str) -> tuple[Field, MatchSource] | None:
    """The field that the header names outright, and by which kind of name."""
    if (field := _canonical().get(fold_case(header))) is not None:
        return field, MatchSource.CANONICAL
    known = names()
    return known.get(fold_header(header)) or known.get(without_unit(header))


@cache
def _known_words() -> frozenset[str]:
    spelled = [n for f in FIELDS for n in (f.name, *f.label.translations(), *f.aliases)]
    return frozenset(
        {*(word for name in spelled for word in words_of(name)), *map(fold_header, _WORDS)}
    )


@cache
def _spelled() -> dict[str, tuple[Field, frozenset[str]]]:
    """Each name, also without Arabic articles: its field and its words."""
    spelled: dict[str, tuple[Field, frozenset[str]]] = {}
    for field in FIELDS:
        for name in (field.name, *field.label.translations(), *field.aliases):
            words = words_of(name)
            for key in (fold_header(name), _bare(words)):
                spelled.setdefault(key, (field, frozenset(words)))
    return spelled


def _bare(words: tuple[str, ...]) -> str:
    return without_article(" ".join(words)).replace(" ", "")


def fuzzy_match(header: str) -> Field | None:
    """The one field whose name the header nearly is, or None when it could be another thing."""
    key = without_unit(header)
    if len(key) < _LEAST_LENGTH or key in names():
        return None
    spelled = _spelled()
    words = words_of(header)
    bare = _bare(words)
    if bare in spelled:
        return spelled[bare][0]
    scores = nearest(key, {name: name for name in spelled}, least=_LEAST_RIVAL, limit=8)
    best, score = next(iter(scores.items()), ("", 0.0))
    if score < _LEAST_SCORE:
        return None
    field, its_words = spelled[best]
    others = [score for name, score in scores.items() if spelled[name][0] is not field]
    if others and score - others[0] < _LEAST_LEAD:
        return None
    return field if _is_slip(key, words, best, its_words) else None


def _is_slip(key: str, words: tuple[str, ...], best: str, its_words: frozenset[str]) -> bool:
    """A different number or a different word of its own is a different thing."""
    digits = [c for c in key if c.isdigit()]
    if digits != [c for c in best if c.isdigit()]:
        return False
    return not any(word in _known_words() for word in words if word not in its_words)


def field_meant(text: str) -> Field | None:
    """The field that an option or a profile names; None for "no field" (`-`, `ignore`).

    Raises UsageError when there is no such field, with the nearest names.
    """
    if fold_header(text) in NOTHING:
        return None
    found = BY_NAME.get(text.strip()) or next(iter(exact(text) or ()), None)
    if not isinstance(found, Field):
        near = ", ".join(nearest_fields(text))
        raise UsageError(
            _("There is no field “{text}”.", text=text),
            _("The nearest are: {near}.", near=near),
        )
    return found


def nearest_fields(text: str) -> list[str]:
    """The canonical names of the three fields whose names come nearest to the text."""
    keys = nearest(fold_header(text), {key: key for key in names()}, least=0, limit=12, parts=True)
    return list(dict.fromkeys(names()[key][0].name for key in keys))[:3]


def nearest_names(text: str, among: Sequence[str], least: float = 0) -> list[str]:
    """Up to three of the given names that come nearest to the text."""
    keys = {position: fold_header(name) for position, name in enumerate(among)}
    positions = nearest(fold_header(text), keys, least=least, limit=3, parts=True)
    return [among[position] for position in positions]
