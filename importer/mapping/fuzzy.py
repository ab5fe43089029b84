"""Headers that are spelled a little differently: a guess, made only when it can be nothing else."""

from functools import cache

from rapidfuzz import fuzz, process

from importer.catalog import Field
from importer.mapping.vocabulary import names, without_unit
from importer.text import fold_header, without_article, words_of

_LEAST_SCORE = 88.0
_LEAST_LEAD = 6.0  # before the best name of any other field
_LEAST_LENGTH = 5
# Words that say something else, however near they look: they are no slip of the pen.
_WORDS = (
    "county", "status", "paid", "tax", "rate", "state", "billing", "invoice", "sender", "parent",
    "buyer", "tracking", "g", "gr", "gram", "grams", "lb", "lbs", "oz", "mm", "m", "inch", "old",
    "new", "alt", "alternative", "second", "other", "net", "refund", "refunded", "fatura", "vergi",
    "satış",
    "حالة", "ضريبة", "فاتورة", "الفاتورة", "بديل", "آخر", "إضافي", "تحديث", "استرجاع", "صافي",
)  # fmt: skip


@cache
def _known_words() -> frozenset[str]:
    from importer.catalog import FIELDS

    spelled = [n for f in FIELDS for n in (f.name, *f.label.translations(), *f.aliases)]
    return frozenset(
        {*(word for name in spelled for word in words_of(name)), *map(fold_header, _WORDS)}
    )


@cache
def _spelled() -> dict[str, tuple[Field, frozenset[str]]]:
    """Each name, also without Arabic articles: its field and its words."""
    from importer.catalog import FIELDS

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
    ranked = process.extract(key, list(spelled), scorer=fuzz.ratio, limit=8, score_cutoff=70)
    if not ranked or ranked[0][1] < _LEAST_SCORE:
        return None
    best, score, _ = ranked[0]
    field, its_words = spelled[best]
    others = [rank for name, rank, _ in ranked if spelled[name][0] is not field]
    if others and score - others[0] < _LEAST_LEAD:
        return None
    return field if _is_slip(key, words, best, its_words) else None


def _is_slip(key: str, words: tuple[str, ...], best: str, its_words: frozenset[str]) -> bool:
    """A different number or a different word of its own is a different thing."""
    digits = [c for c in key if c.isdigit()]
    if digits != [c for c in best if c.isdigit()]:
        return False
    return not any(word in _known_words() for word in words if word not in its_words)
