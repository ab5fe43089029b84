"""The digits of a number in text: its sign, its marks, and the words around it.

SAR 1,250.75   (1250,75)   ١٬٢٥٠٫٧٥ ر.س   1 250,75 €   100-   ₺90   2.5 kg
"""

import re
from collections.abc import Container
from typing import NamedTuple

from importer.text import fold, normalize

_CORE = re.compile(r"([^0-9]*)([0-9](?:.*[0-9])?)([^0-9]*)", re.DOTALL)
_BEFORE = re.compile(r"([-−–+(]?)\s*([^-−–+()]*?)\s*([-−–+(]?)")
_AFTER = re.compile(r"\s*([-−–)]?)\s*([^-−–+()]*?)\s*(\)?)")
_FLOURISH = re.compile(r"^\s*(?:/[-=]|[.,]-|\.(?=\s|$))")
_GROUPED = re.compile(r"[0-9]{1,3}(?:(?P<mark>[ '’.,٬])[0-9]{3})(?:(?P=mark)[0-9]{3})*")
_LAKHS = re.compile(r"[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}")
_ABBREVIATION = 2
"""Letters of words such as Rs. and SR., which end in a dot."""
_MINUS = frozenset("-−–(")


class NumberLiteral(NamedTuple):
    """A number as written.

    `mark` is the decimal mark that the writing proves ("." or ","), "" when it proves none. When
    `unclear` is "." or ",", that mark stands between `whole` and three digits of `fraction` and may
    be either a decimal or a thousands mark. `word` is the folded word beside the number.
    """

    negative: bool
    whole: str
    fraction: str
    mark: str
    unclear: str
    word: str


def parse_literal(text: str, words: Container[str] = ()) -> NumberLiteral | None:
    """The number in the text, None when it is no number; only `words` (folded) may stand by it."""
    parts = _CORE.fullmatch(normalize(text))
    if parts is None:
        return None
    before, core, after = parts.groups()
    begun = _leading_mark(before, core)
    if begun is None:
        return None
    before, core = begun
    around = _around(before, after)
    if around is None or (around[1] and around[1] not in words):
        return None
    read = _marks(core.replace("،", ","))
    return None if read is None else NumberLiteral(around[0], *read, around[1])


def _leading_mark(before: str, core: str) -> tuple[str, str] | None:
    """`.50` and `$.50` begin with their decimal mark; the dot of `ر.س.50` belongs to the word.

    What `SAR.50` means cannot be told.
    """
    if before[-1:] not in (".", ",", "٫"):
        return before, core
    word = before[:-1].strip(" -−–+(")
    if not word or not word[-1].isalpha():
        return before[:-1], f"0{before[-1]}{core}"
    return (before, core) if "." in word or len(word) <= _ABBREVIATION else None


def _around(before: str, after: str) -> tuple[bool, str] | None:
    """Whether the number is negative, and the one folded word beside it."""
    left = _BEFORE.fullmatch(before.strip())
    right = _AFTER.fullmatch(_FLOURISH.sub("", after))
    if left is None or right is None:
        return None
    signs = left[1] + left[3] + right[1] + right[3]
    if len(signs.replace("()", "-")) > 1 or (right[1] in _MINUS and right[2]):
        return None
    if ("(" in signs) != (")" in signs):
        return None
    found = [word for word in (fold(left[2]), fold(right[2])) if word]
    if len(set(found)) > 1 or _unread(left[2]) or _unread(right[2]):
        return None
    return bool(_MINUS & set(signs)), found[0] if found else ""


def _unread(word: str) -> bool:
    """Whether marks stand beside the number that mean nothing known (`%`, `#`, `x`, `/`)."""
    return bool(word) and not fold(word)


def _marks(core: str) -> tuple[str, str, str, str] | None:
    """Whole digits, fraction, proven decimal mark, unclear mark."""
    if core.isdecimal():
        return core, "", "", ""
    if "٫" in core:
        whole, _, fraction = core.partition("٫")
        ungrouped = _ungrouped(whole)
        if ungrouped is None or not fraction.isdecimal():
            return None
        return ungrouped[0], fraction, _other(ungrouped[1]), ""
    last = max(core.rfind("."), core.rfind(","))
    if last < 0 or core.count(core[last]) > 1:
        ungrouped = _ungrouped(core)
        return None if ungrouped is None else (ungrouped[0], "", _other(ungrouped[1]), "")
    return _one_mark(core[:last], core[last], core[last + 1 :])


def _one_mark(left: str, mark: str, fraction: str) -> tuple[str, str, str, str] | None:
    """A number whose last mark occurs once: a decimal mark, or perhaps a thousands mark."""
    ungrouped = _ungrouped(left)
    if ungrouped is None or not fraction.isdecimal() or ungrouped[1] == mark:
        return None
    maybe_thousands = left.isdecimal() and len(left) <= 3 and left[0] != "0" and len(fraction) == 3
    if maybe_thousands:
        return left, fraction, "", mark
    return ungrouped[0], fraction, mark, ""


def _ungrouped(whole: str) -> tuple[str, str] | None:
    """The digits of a whole number without thousands marks, and the mark that it has."""
    if whole.isdecimal():
        return whole, ""
    grouped = _GROUPED.fullmatch(whole)
    if grouped is None and not _LAKHS.fullmatch(whole):
        return None
    mark = grouped["mark"] if grouped else ","
    return whole.replace(mark, ""), mark


def _other(thousands: str) -> str:
    """The decimal mark that goes with a thousands mark."""
    return {",": ".", ".": ","}.get(thousands, "")
