"""When two texts are the same, or nearly: the only place that compares words.

    strip_formatting  prose, to be sent: every letter that can be seen stays
    normalize         an id, a number, a date, to be read: no wrapping, digits are 0-9
    fold_case         a name that is spelled by rule: capitals do not matter, all else does
    fold              a word, to be looked up: what people write differently is one
    fold_header       a header: as `fold`, but a sign of money says nothing
    fold_words        a name of several words: as `fold`, its words apart
    fold_id           an id, to be told from another: marks between its letters count
    nearest           a word that is not known: which known ones it is most like

One more way serves the eye: `printable`, a text that no terminal obeys.

Words, names and headers are levelled alike: width and presentation forms, case (İ, I and ı too),
accents and Arabic vowel signs, the seats of the hamza and a hamza alone, ة/ه, ى/ي, Persian letters,
tatweel, the digits of every script, and what cannot be seen, such as marks of direction. In an id
only case, width, digits and the unseen are: other letters make another id.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Literal, TypeVar

from rapidfuzz import fuzz, process

ARABIC_ARTICLE = "ال"
T = TypeVar("T")
_remembered = lru_cache(maxsize=20_000)

# Soft hyphen, direction marks and isolates, zero-width space and the like, byte order mark,
# lone surrogates, and the control characters that are no white space.
_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
# Of C0 only the line break and the tab are text to a terminal; a carriage return, a backspace or
# an override would make another text of what stands before it.
_COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_JOINERS = re.compile("[\u200c\u200d]")
_LOOSE_JOINERS = re.compile(
    "(?:^|(?<=\\s))[\u200c\u200d]+|(?<![\u200c\u200d])[\u200c\u200d]+(?=\\s|$)"
)
_LONG, _PIECE = 2**11, 2**8
_QUOTED_FORMULA = re.compile(r'="(.*)"', re.DOTALL)
_NORMAL = re.compile("[0-9A-Za-z](?: ?[0-9A-Za-z:./,_+-])*")  # most dates, numbers and ids
_ARTICLE = re.compile(rf"\b{ARABIC_ARTICLE}(?=\w{{2}})")
_RIYAL = "\u20c1"  # the sign of 2025, which older tables of characters do not know
_APOSTROPHES = "'’‘`´ʻʼʽʾʿ"
_HEADER_BREAKS = re.compile(rf"(?<=[a-z0-9])(?=[A-Z])|[{_APOSTROPHES}]")
# Letters that one word is written with now so, now so, after all that can be is taken apart.
_SAME_LETTERS: Mapping[str, str | None] = {
    "ة": "ه", "ہ": "ه", "ھ": "ه", "ى": "ي", "ی": "ي", "ک": "ك", "ٱ": "ا", "ء": None, "ـ": None,
    "ı": "i",
}  # fmt: skip


class _Table(dict[int, str | None]):
    """A table for `str.translate` that fills itself as characters are met."""

    def __init__(self, translate: Callable[[str], str | None]) -> None:
        self._translate = translate

    def __missing__(self, code: int) -> str | None:
        self[code] = self._translate(chr(code))
        return self[code]


def _digit(character: str) -> str:
    return str(unicodedata.decimal(character, character))


def _letter(character: str) -> str | None:
    """One spelling for letters and digits, and signs of money; nothing of everything else."""
    if character in _SAME_LETTERS:
        return _SAME_LETTERS[character]
    if character.isalnum():
        return None if character in _APOSTROPHES else _digit(character)
    is_money = character == _RIYAL or unicodedata.category(character) == "Sc"
    return character if is_money else None


def _word_letter(character: str) -> str | None:
    """A letter as `_letter` has it; a space for what divides words, nothing for what does not."""
    if character.isalnum():
        return _letter(character)
    unseen = unicodedata.category(character)[0] == "M" or unicodedata.category(character) == "Cf"
    return None if unseen or character in _APOSTROPHES else " "


_DIGITS, _LETTERS, _WORD_LETTERS = _Table(_digit), _Table(_letter), _Table(_word_letter)


def strip_formatting(text: str) -> str:
    """The text on one line, trimmed, in NFC, without marks that cannot be seen.

    Its digits stay as they are written. Joiners inside words stay: Persian and some emoji need
    them.
    """
    if _is_stripped(text):
        return text
    if not text.isprintable():
        text = _LOOSE_JOINERS.sub("", _HIDDEN.sub("", text))
    if not unicodedata.is_normalized("NFC", text):
        text = _to_form("NFC", text)
    return " ".join(text.split())


def printable(text: str) -> str:
    """The text as a terminal may be given it: without what a terminal obeys (C0, C1 and escape
    characters, direction overrides), lone surrogates as U+FFFD.

    Line breaks, tabs and isolates stay. For every text that a person reads on a console; JSON
    escapes by itself.
    """
    return _SURROGATES.sub("\ufffd", _COMMANDS.sub("", text))


def are_stripped(texts: Sequence[str]) -> bool:
    """Whether stripping would leave every one of the texts as it is; asked of many at once."""
    joined = "\n".join(texts)
    if joined.count("\n") != len(texts) - 1 or "\n\n" in f"\n{joined}\n":
        return False
    spaces = f"\n{joined}\n"
    return "\n " not in spaces and " \n" not in spaces and _is_stripped(joined.replace("\n", "."))


def _is_stripped(text: str) -> bool:
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


def normalize(text: str) -> str:
    """Text that is no prose (an id, a number, a date): digits as 0-9 and no wrapping of any kind.

    A leading apostrophe is how Excel users mark text; quotes around come from exports.
    """
    if _NORMAL.fullmatch(text):
        return text
    text = _JOINERS.sub("", strip_formatting(unwrap(text))).lstrip("'’").strip()
    if len(text) > 1 and text[0] == text[-1] == '"':
        text = text.strip('"').strip()
    return text.translate(_DIGITS)


def fold_case(name: str) -> str:
    """A name that is spelled by rule, such as a column's canonical one, without capitals and
    spaces around."""
    return name.strip().casefold()


@_remembered
def fold(text: str) -> str:
    """What all spellings of a word have in common: its letters, digits and signs of money.

    Spaces and punctuation are left out: `Cash on delivery` is `cash_on_delivery`, `S.R.` is `sr`.
    """
    return _spread(text).translate(_LETTERS)


@_remembered
def fold_words(text: str) -> str:
    """The folded words of a name, one space between them; signs and punctuation divide words,
    apostrophes do not."""
    return " ".join(_spread(text).translate(_WORD_LETTERS).split())


@_remembered
def fold_header(header: str) -> str:
    """A header as a key: its letters and digits. `Total ($)` is `total`."""
    return fold_words(header).replace(" ", "")


@_remembered
def words_of(header: str) -> tuple[str, ...]:
    """The folded words of a header; `orderNumber` has two, and so has `Buyer's`."""
    parts = _HEADER_BREAKS.sub(" ", _to_form("NFKC", header))
    return tuple(fold_words(parts).split())


@_remembered
def fold_id(text: str) -> str:
    """An id without case, spaces, marks that cannot be seen and kind of digits: `A-1` is not `A1`,
    but `a-١` is `A-1`."""
    if not text.isascii():
        text = _to_form("NFKC", text).translate(_DIGITS)
        text = "".join(each for each in text if unicodedata.category(each) != "Cf")
    return "".join(text.split()).casefold()


def _spread(text: str) -> str:
    """In lower case, letters apart from their marks."""
    return _to_form("NFKD", _to_form("NFKC", text).casefold())


def _to_form(form: Literal["NFC", "NFKC", "NFKD"], text: str) -> str:
    """The text in a normal form of Unicode; one that is longer than any field of an order piece by
    piece, for a run of marks without end takes quadratic time."""
    if len(text) <= _LONG:
        return unicodedata.normalize(form, text)
    starts = range(0, len(text), _PIECE)
    return "".join(unicodedata.normalize(form, text[at : at + _PIECE]) for at in starts)


def without_article(words: str) -> str:
    """Folded words, Arabic ones without the article."""
    return _ARTICLE.sub("", words)


def nearest(
    folded: str, among: Mapping[T, str], *, least: float, limit: int | None = 1, parts: bool = False
) -> dict[T, float]:
    """The keys of `among` whose folded words are most like the folded text, likeliest first, each
    with its likeness (`least` to 100).

    With `parts` it counts, too, how well the shorter of the two fits into the longer.
    """
    scorer = fuzz.WRatio if parts else fuzz.ratio
    matches = process.extract(folded, among, scorer=scorer, score_cutoff=least, limit=limit)
    return {key: likeness for _, likeness, key in matches}
