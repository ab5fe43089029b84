"""Words that are written in several ways, compound words, and the nearest known word."""

import re
from collections.abc import Iterable, Mapping
from typing import TypeVar

from rapidfuzz import fuzz, process

from importer.parsing.clean import key

T = TypeVar("T")
_ALIKE = 80.0
_SHORTEST = 4
_BETWEEN = re.compile(r"[()\[\]/\\|,،;؛:+&\n]|\s[-–—]\s")


def known(text: str, table: Mapping[str, T]) -> T | None:
    """What the table (by folded word) says of the text.

    A compound such as `Cash on delivery (COD)` or `SA - Saudi Arabia` counts when every part of it
    is known and all of them say the same.
    """
    whole = table.get(key(text))
    if whole is not None:
        return whole
    parts = [folded for part in _BETWEEN.split(text) if (folded := key(part))]
    meanings = {table.get(part) for part in parts}
    return meanings.pop() if len(meanings) == 1 else None


def nearest(text: str, spellings: Mapping[str, str]) -> str | None:
    """The known spelling (folded → as written) most like the text, None when none is like it."""
    folded = key(text)
    if len(folded) < _SHORTEST or _BETWEEN.search(text):
        return None
    found = process.extractOne(folded, spellings.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return spellings[found[0]] if found else None


def spelled(words: Iterable[str]) -> dict[str, str]:
    """The words as they are written, by their folded form; codes are too short to be misspelled."""
    spellings: dict[str, str] = {}
    for word in words:
        if len(folded := key(word)) >= _SHORTEST:
            spellings.setdefault(folded, word)
    return spellings
