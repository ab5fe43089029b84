"""The words of cells: the lists in the files beside, the CLDR's names, and how both are looked up.

A file has a table for each meaning, and in it the words of each language ("signs" are those of
none). A language more is a line more in a table; the CLDR has its names of countries, currencies,
months and days already.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TypeVar

from babel import Locale

from importer.i18n import LANGUAGES
from importer.text import fold, nearest

T = TypeVar("T")
_FOLDER = Path(__file__).parent
_CLDR_LANGUAGES = tuple(dict.fromkeys((*LANGUAGES, "en", "ar", "tr")))
_ALIKE = 80.0  # of 100: less like a known word is no misspelling of it
_SHORTEST = 4  # letters of a word that can be misspelled; codes are shorter
_BETWEEN = re.compile(r"[()\[\]/\\|,،;؛:+&\n]|\s[-–—]\s")


@cache
def word_lists(file: str) -> Mapping[str, Mapping[str, list[str]]]:
    """The lists of a file, by meaning and language."""
    return tomllib.loads(_FOLDER.joinpath(f"{file}.toml").read_text(encoding="utf-8"))


@cache
def words(file: str) -> Mapping[str, tuple[str, ...]]:
    """The words of a file in all languages, by meaning."""
    return {
        meaning: tuple(word for words in by_language.values() for word in words)
        for meaning, by_language in word_lists(file).items()
    }


@cache
def meanings(file: str) -> Mapping[str, str]:
    """What each word of a file means, by its folded form; a sign stands as it is."""
    return {fold(word) or word: meaning for meaning, some in words(file).items() for word in some}


def alternatives(some: Iterable[str]) -> str:
    """A pattern (for a regular expression) of any of the words, the longest first."""
    return "|".join(map(re.escape, sorted(some, key=len, reverse=True)))


@cache
def cldr(*others: str) -> tuple[Locale, ...]:
    """The names of things in every language that cells are read in, those of `others` before."""
    return tuple(Locale(language) for language in (*others, *_CLDR_LANGUAGES))


def look_up(text: str, table: Mapping[str, T]) -> T | None:
    """What the table (by folded word) says of the text.

    A compound such as `Cash on delivery (COD)` or `SA - Saudi Arabia` counts when every part of it
    is known and all of them say the same.
    """
    whole = table.get(fold(text))
    if whole is not None:
        return whole
    parts = [folded for part in _BETWEEN.split(text) if (folded := fold(part))]
    meant = {table.get(part) for part in parts}
    return meant.pop() if len(meant) == 1 else None


def misspelled(text: str, known: Iterable[str]) -> str | None:
    """The known word that the text nearly is, None when it is none."""
    folded = fold(text)
    if len(folded) < _SHORTEST or _BETWEEN.search(text):
        return None
    return next(iter(nearest(folded, _spellings(tuple(known)), least=_ALIKE)), None)


@cache
def _spellings(known: tuple[str, ...]) -> Mapping[str, str]:
    """The words, each with its folded form, the first of those that fold alike; no codes."""
    first: dict[str, str] = {}
    for word in known:
        if len(folded := fold(word)) >= _SHORTEST:
            first.setdefault(folded, word)
    return {word: folded for folded, word in first.items()}
