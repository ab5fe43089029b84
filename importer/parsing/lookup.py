"""Words that are written in several ways, compound words, and the nearest known word."""

import re
from collections.abc import Iterable, Mapping
from typing import TypeVar

from importer.text import fold, nearest

T = TypeVar("T")
_ALIKE = 80.0
_SHORTEST = 4
_BETWEEN = re.compile(r"[()\[\]/\\|,،;؛:+&\n]|\s[-–—]\s")


def known(text: str, table: Mapping[str, T]) -> T | None:
    """What the table (by folded word) says of the text.

    A compound such as `Cash on delivery (COD)` or `SA - Saudi Arabia` counts when every part of it
    is known and all of them say the same.
    """
    whole = table.get(fold(text))
    if whole is not None:
        return whole
    parts = [folded for part in _BETWEEN.split(text) if (folded := fold(part))]
    meanings = {table.get(part) for part in parts}
    return meanings.pop() if len(meanings) == 1 else None


def misspelled(text: str, spellings: Mapping[str, str]) -> str | None:
    """The known word (as written → folded) that the text nearly is, None when it is none."""
    folded = fold(text)
    if len(folded) < _SHORTEST or _BETWEEN.search(text):
        return None
    return next(iter(nearest(folded, spellings, least=_ALIKE)), None)


def spelled(words: Iterable[str]) -> dict[str, str]:
    """The words as they are written, each with its folded form; one for each of these, and codes,
    which are too short to be misspelled, left out."""
    first: dict[str, str] = {}
    for word in words:
        if len(folded := fold(word)) >= _SHORTEST:
            first.setdefault(folded, word)
    return {word: folded for folded, word in first.items()}
