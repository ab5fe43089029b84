"""Text as it was meant: without the marks that cannot be seen, and folded for comparing."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

# Soft hyphen, direction marks and isolates, zero-width space and the like, byte order mark,
# lone surrogates, and the control characters that are no white space.
_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_JOINERS = re.compile("[\u200c\u200d]")
_LOOSE_JOINERS = re.compile("(?:^|(?<=\\s))[\u200c\u200d]+|[\u200c\u200d]+(?=\\s|$)")
_QUOTED_FORMULA = re.compile(r'="(.*)"', re.DOTALL)
_TIDY = re.compile("[0-9A-Za-z](?: ?[0-9A-Za-z:./,_+-])*")  # most dates, numbers and ids
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹０１２３４５６７８９", "0123456789" * 3)
_RIYAL = "\u20c1"  # the sign of 2025, which older tables of characters do not know
# Letters that one word is written with now so, now so.
_SAME_LETTERS = str.maketrans({"ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك", "ı": "i", "ـ": None})


def clean(text: str) -> str:
    """The text on one line, trimmed, in NFC, without marks that cannot be seen.

    Joiners inside words stay: Persian and some emoji need them.
    """
    if _is_plain(text):
        return text
    if not text.isprintable():
        text = _LOOSE_JOINERS.sub("", _HIDDEN.sub("", text))
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return " ".join(text.split())


def plain_lines(texts: Sequence[str]) -> bool:
    """Whether cleaning would leave every one of the texts as it is; asked of many at once."""
    joined = "\n".join(texts)
    if joined.count("\n") != len(texts) - 1 or "\n\n" in f"\n{joined}\n":
        return False
    spaces = f"\n{joined}\n"
    return "\n " not in spaces and " \n" not in spaces and _is_plain(joined.replace("\n", "."))


def _is_plain(text: str) -> bool:
    return (
        text.isprintable()
        and "  " not in text
        and text[:1] != " "
        and text[-1:] != " "
        and unicodedata.is_normalized("NFC", text)
    )


def unwrap(text: str) -> str:
    """The inner text of `="0501234567"`, the way some exports keep Excel from reading a number."""
    wrapped = _QUOTED_FORMULA.fullmatch(text.strip())
    return wrapped[1].replace('""', '"') if wrapped else text


def tidy(text: str) -> str:
    """Text that is no prose (an id, a number, a date): digits as 0-9 and no wrapping of any kind.

    A leading apostrophe is how Excel users mark text; quotes around come from exports.
    """
    if _TIDY.fullmatch(text):
        return text
    text = _JOINERS.sub("", clean(unwrap(text))).lstrip("'’").strip()
    if len(text) > 1 and text[0] == text[-1] == '"':
        text = text.strip('"').strip()
    return text.translate(_DIGITS)


@lru_cache(maxsize=8192)
def key(text: str) -> str:
    """What two spellings of one word have in common: letters, digits and currency signs only.

    Case, spaces, punctuation, accents, tatweel and the Arabic spellings أإآا, ةه, ىي fall together.
    """
    folded = unicodedata.normalize("NFKD", text.translate(_DIGITS).casefold())
    return "".join(filter(_counts, folded)).translate(_SAME_LETTERS)


def _counts(letter: str) -> bool:
    return letter.isalnum() or letter == _RIYAL or unicodedata.category(letter) == "Sc"
