"""Headers and other names as keys: what people write differently and mean alike becomes equal."""

import re
import unicodedata
from functools import lru_cache

_TATWEEL = "\u0640"
_ALIKE = str.maketrans({
    "ı": "i", "ى": "ي", "ة": "ه", "ک": "ك", "ی": "ي", "ہ": "ه", "ھ": "ه", "ٱ": "ا", _TATWEEL: None,
})  # fmt: skip
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_IN_BRACKETS = re.compile(r"^(.+?)[(\[（]\s*([^()\[\]（）]*?)\s*[)\]）]\W*$", re.DOTALL)
_AFTER_COMMA = re.compile(r"^(.*)[,،/|-]\s*(\S+)\W*$", re.DOTALL)
# Units that change nothing: the field has them anyway, or its currency stands in another column.
# Grams, pounds and inches are left out on purpose.
_UNITS = (
    "kg", "kgs", "kilo", "كجم", "كغ", "كغم", "كيلو", "cm", "سم", "sar", "sr", "ر.س", "ريال", "﷼",
    "ريال سعودي", "aed", "د.إ", "درهم", "kwd", "د.ك", "bhd", "omr", "qar", "egp", "جنيه", "usd",
    "try", "tl", "₺", "$", "€", "eur", "yyyy-mm-dd", "dd/mm/yyyy", "اختياري", "إلزامي", "مطلوب",
    "optional", "required", "mandatory", "zorunlu", "pcs",
)  # fmt: skip


@lru_cache(maxsize=8192)
def normalise(header: str) -> str:
    """The header as a key: lower case, letters and digits only, one spelling for the variants.

    Width and presentation forms, İ/I/ı, accents and Arabic vowel signs, hamza seats, ة/ه, ى/ي,
    Persian letters and digits, tatweel, direction marks and other unseen characters are levelled.
    """
    text = unicodedata.normalize("NFKC", header).casefold()
    text = unicodedata.normalize("NFKD", text).translate(_ALIKE)
    return "".join(map(_kept, text))


@lru_cache(maxsize=4096)
def _kept(character: str) -> str:
    if character.isascii():
        return character if character.isalnum() else ""
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.digit(character))
    return character if category[0] == "L" else ""


_UNIT_KEYS = frozenset({*_UNITS, *(normalise(unit) for unit in _UNITS)} - {""})


@lru_cache(maxsize=8192)
def without_unit(header: str) -> str:
    """The key of the header without a unit at its end: `Total (SAR)`, `Sipariş Tutarı, TL`."""
    for pattern in (_IN_BRACKETS, _AFTER_COMMA):
        found = pattern.match(header)
        if found and _is_unit(found[2]):
            return normalise(found[1])
    return normalise(header)


def _is_unit(text: str) -> bool:
    return text.casefold() in _UNIT_KEYS or normalise(text) in _UNIT_KEYS


@lru_cache(maxsize=8192)
def words_of(header: str) -> tuple[str, ...]:
    """The header's words as keys; `orderNumber` has two."""
    spread = _CAMEL.sub(" ", unicodedata.normalize("NFKC", header))
    marked = "".join(_word_part(character) for character in spread)
    return tuple(key for key in (normalise(word) for word in marked.split()) if key)


def _word_part(character: str) -> str:
    category = unicodedata.category(character)
    return character if category[0] in "LMN" or category == "Cf" else " "


def without_article(words: tuple[str, ...]) -> str:
    """The words as one key, Arabic ones without the article."""
    return "".join(w[2:] if w.startswith("ال") and len(w) > 4 else w for w in words)
