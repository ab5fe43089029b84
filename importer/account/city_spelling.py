"""How a city's name is written, from the strictest way of comparing two names to the loosest.

The strictest is `text.fold_words`; these leave out articles, then what sounds alike, then vowels.
"""

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
# The Arabic article in Latin letters, which is written as it sounds: Al, Ar, As ...
_ARTICLE = re.compile(r"\b(?:a[lrnstdz]|el|ash|ath|adh|ad|ul)\s+(?=\w)")
_JOINED_ARTICLE = re.compile(r"\b(?:[ae]l(?=\w{4})|a(?=([rnstdz])\1))")
_SOUNDS = (
    ("kh", "x"), ("gh", "g"), ("sh", "s"), ("th", "8"), ("dh", "6"), ("ph", "f"), ("q", "k"),
    ("c", "k"), ("v", "f"),
)  # fmt: skip


def is_arabic(name: str) -> bool:
    """Whether the name is written in Arabic letters."""
    return any("\u0600" <= letter <= "\u06ff" for letter in name)


@_remembered
def without_articles(name: str) -> str:
    """Folded, and without articles (Al, El, Ar, As ..., ال) and spaces."""
    words = _ARTICLE.sub("", without_article(fold_words(name)))
    return _JOINED_ARTICLE.sub("", words).replace(" ", "")


@_remembered
def sound(name: str) -> str:
    """As it sounds in Latin letters: Jeddah, Jiddah and Jedda are one, so are Hufuf and Hofouf."""
    letters = _latin_sounds(name)
    letters = re.sub(r"[ae]?[iy]+[ey]?|e+", "i", letters)
    letters = re.sub(r"a[uw]|[ouw]+", "u", letters)
    return _undoubled(re.sub(r"(?<=[aiu])h$", "", letters))


@_remembered
def consonant_skeleton(name: str) -> str:
    """Its consonants as they sound."""
    letters = re.sub(r"(?<=[a-z0-9]{2})h$", "", _latin_sounds(name))
    return _undoubled(re.sub(r"[aeiouwy]", "", letters))


def consonants_across_scripts(name: str) -> str:
    """Its consonants, alike for the Arabic name and the same name in Latin letters."""
    return consonant_skeleton(name).replace("8", "t").replace("6", "d")


def _latin_sounds(name: str) -> str:
    """In Latin letters, one letter a sound, none doubled."""
    letters = without_articles(name).translate(_LATIN_OF)
    for spelled, sounded in _SOUNDS:
        letters = letters.replace(spelled, sounded)
    return _undoubled(letters)


def _undoubled(letters: str) -> str:
    return re.sub(r"(.)\1+", r"\1", letters)
