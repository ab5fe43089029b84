"""How a city's name is written, from the strictest way of comparing two names to the loosest."""

import re
from functools import lru_cache

from importer.text import fold_words, without_article

_remembered = lru_cache(maxsize=20_000)
_LATIN_OF = str.maketrans({
    "ا": "a", "ب": "b", "ت": "t", "ث": "8", "ج": "j", "ح": "h", "خ": "x", "د": "d", "ذ": "6",
    "ر": "r", "ز": "z", "س": "s", "ش": "s", "ص": "s", "ض": "6", "ط": "t", "ظ": "6", "ع": "a",
    "غ": "g", "ف": "f", "ق": "k", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "u",
    "ي": "i",
})  # fmt: skip
_ARTICLE = re.compile(r"\b(?:a[lrnstdz]|el|ash|ath|adh|ad|ul)\s+(?=\w)")
_JOINED_ARTICLE = re.compile(r"\b(?:[ae]l(?=\w{4})|a(?=([rnstdz])\1))")
_KIND_OF_PLACE = re.compile(
    r"^(?:مدينه|محافظه|city of)\s+|\s+(?:city|governorate|province|ili|مدينه)$"
)
_SOUNDS = (
    ("kh", "x"), ("gh", "g"), ("sh", "s"), ("th", "8"), ("dh", "6"), ("ph", "f"), ("q", "k"),
    ("c", "k"), ("v", "f"),
)  # fmt: skip


@_remembered
def loose(name: str) -> str:
    """Folded, and without articles (Al, El, Ar, As ..., ال) and spaces."""
    words = _ARTICLE.sub("", without_article(fold_words(name)))
    return _JOINED_ARTICLE.sub("", words).replace(" ", "")


def without_kind(name: str) -> str:
    """The folded name without such words as City or مدينة around it."""
    return _KIND_OF_PLACE.sub("", fold_words(name))


def is_arabic(name: str) -> bool:
    """Whether the name is written in Arabic letters."""
    return any("\u0600" <= letter <= "\u06ff" for letter in name)


@_remembered
def sound(name: str) -> str:
    """As it sounds in Latin letters: Jeddah, Jiddah and Jedda are one, so are Hufuf and Hofouf."""
    letters = _heard(name)
    letters = re.sub(r"[ae]?[iy]+[ey]?|e+", "i", letters)
    letters = re.sub(r"a[uw]|[ouw]+", "u", letters)
    return re.sub(r"(.)\1+", r"\1", re.sub(r"(?<=[aiu])h$", "", letters))


@_remembered
def bones(name: str) -> str:
    """Its consonants as they sound."""
    bare = re.sub(r"[aeiouwy]", "", re.sub(r"(?<=[a-z0-9]{2})h$", "", _heard(name)))
    return re.sub(r"(.)\1+", r"\1", bare)


def consonants(name: str) -> str:
    """Its consonants, alike for the Arabic name and the same name in Latin letters."""
    return bones(name).replace("8", "t").replace("6", "d")


def _heard(name: str) -> str:
    """In Latin letters, one letter a sound, none doubled."""
    letters = loose(name).translate(_LATIN_OF)
    for written, heard in _SOUNDS:
        letters = letters.replace(written, heard)
    return re.sub(r"(.)\1+", r"\1", letters)
