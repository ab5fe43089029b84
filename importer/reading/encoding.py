"""Which characters a text file's bytes stand for: by evidence, or not at all.

A guess that is wrong turns every name into rubbish, so where two readings stay possible the
merchant is asked for `--encoding`.
"""

import codecs
import re
import unicodedata
from collections.abc import Collection, Mapping
from typing import NamedTuple

from importer.errors import FileUnreadable, Undecided, UsageError
from importer.i18n import _

_BYTE_ORDER_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Evidence is looked for in so many bytes; beyond, more of the same is to be expected.
_SAMPLE = 4 * 2**20
_ASCII = bytes(range(128))
_HIGH = re.compile(rb"[\x80-\xff]")
_WORD = re.compile(rb"[A-Za-z\x80-\xff][A-Za-z'\x80-\xff]*")

# The one-byte encodings that can be told apart: the merchant's name → Python's.
SINGLE_BYTE: Mapping[str, str] = {
    "windows-1252": "cp1252",
    "windows-1254": "cp1254",
    "windows-1256": "cp1256",
    "iso-8859-6": "iso8859_6",
}
# Those of MS-DOS, which old cash registers and accounting programs still write: thought of where
# none of the others reads well.
_DOS: Mapping[str, str] = {"cp850": "cp850", "cp857": "cp857", "cp720": "cp720", "cp864": "cp864"}
_CODECS: Mapping[str, str] = {**SINGLE_BYTE, **_DOS}
_ARABIC = ("windows-1256", "iso-8859-6", "cp720", "cp864")
_TURKISH_PAGES = ("windows-1254", "cp857")
# Letters beyond ASCII that are written every day; those of Icelandic are left out on purpose, for
# they are what Turkish looks like when it is read wrong.
_FRENCH = frozenset("àâçèéêëîïôùûüœŒ")
_WESTERN = _FRENCH | frozenset("äáãåæìíñòóöõøúÿßÀÂÄÁÃÅÆÇÉÈÊËÍÌÎÏÑÓÒÔÖÕØÚÙÛÜŸ")
_TURKISH = frozenset("çÇğĞıİöÖşŞüÜâÂîÎûÛéÉèàäÄß")
_SIGNS = frozenset("’‘“”–—…•€™°·×®©«»\xa0،؛؟")
# A sign among letters that is no apostrophe, and one of money before them, is a letter read wrong.
_SIGN_WITHIN = re.compile(r"[^\W\d_][“”–—…•€™°·×®©«»][^\W\d_]|€[^\W\d_]")
# How often each letter is written, in per cent (rounded counts of newspaper Arabic).
_FREQUENCY: Mapping[str, float] = {
    **dict.fromkeys("ا", 13.0), **dict.fromkeys("ل", 12.0), **dict.fromkeys("ي", 7.5),
    **dict.fromkeys("مون", 6.2), **dict.fromkeys("رتبهعد", 4.3), **dict.fromkeys("سفةحق", 2.8),
    **dict.fromkeys("أكش", 1.9), **dict.fromkeys("جصخىطضز", 1.0), **dict.fromkeys("ثذءإغئؤظآ", 0.5),
}  # fmt: skip
_USUAL_FREQUENCY = 5.0  # the mean over a real text is 6 to 7, over a wrong reading 2 to 4
_GOOD_SCORE = 0.9  # the chosen encoding scores at least this
_MOST_READINGS = 5  # are shown to choose from
_CLEAR_LEAD = 0.15  # any other scores so much less


class Encoding(NamedTuple):
    """`codec` is Python's name, `label` the one that the merchant and `--encoding` use."""

    codec: str
    label: str


def detect_encoding(data: bytes, requested: str | None) -> Encoding:
    """The encoding of `data`; `requested` (the option `--encoding`) wins over any evidence.

    Raises UsageError when the option is needed or is no encoding, FileUnreadable when the bytes
    cannot be read by it.
    """
    if requested is not None:
        return _requested(data, requested)
    for mark, codec in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _checked(data, codec, codec.removesuffix("-sig"))
    if wide := _utf16_without_mark(data):
        return _checked(data, wide, wide)
    try:
        data.decode("utf-8")
        return Encoding("utf-8", "utf-8")
    except UnicodeDecodeError as error:
        words = [word for word in _WORD.findall(data[:_SAMPLE]) if _HIGH.search(word)]
        # Nine in ten are sound UTF-8: a damaged file, and no other encoding.
        if sum(_decode(word, "utf-8") is not None for word in words) >= 0.9 * len(words):
            raise _broken(data, "utf-8", error) from error
    distinct = set(words)
    scores = {label: encoding_score(distinct, label) for label in SINGLE_BYTE}
    high_bytes = bytes(set(data.translate(None, _ASCII)))
    label = _clear_winner(scores, high_bytes)
    if label is None:
        scores |= {label: encoding_score(distinct, label) for label in _DOS}
        label = _clear_winner(scores, high_bytes)
    if label is None:
        raise _undecided(distinct, scores)
    return _checked(data, _CODECS[label], label)


def _requested(data: bytes, name: str) -> Encoding:
    try:
        codec = codecs.lookup(name.strip()).name
        "".encode(codec)
    except (LookupError, ValueError, TypeError) as error:
        raise UsageError(
            _("--encoding {asked}: there is no such encoding.", asked=name),
            _(
                "Use utf-8, utf-16, windows-1256 or cp720 (Arabic), windows-1254 or cp857 "
                "(Turkish), windows-1252 or cp850 (Western European)."
            ),
        ) from error
    if codec == "utf-8" and data.startswith(codecs.BOM_UTF8):
        codec = "utf-8-sig"
    return _checked(data, codec, name.strip().lower())


def _checked(data: bytes, codec: str, label: str) -> Encoding:
    try:
        data.decode(codec)
    except UnicodeError as error:
        raise _broken(data, label, error) from error
    return Encoding(codec, label)


def _broken(data: bytes, label: str, error: UnicodeError) -> FileUnreadable:
    start = error.start if isinstance(error, UnicodeDecodeError) else 0
    line = data.count(b"\n", 0, start) + 1
    return FileUnreadable(
        _("Line {line} of the file holds characters that are not {label}.", line=line, label=label),
        _(
            "Save it again from the program it comes from as “CSV UTF-8”, or as .xlsx; or name "
            "its encoding with --encoding."
        ),
    )


def _utf16_without_mark(data: bytes) -> str | None:
    """Only in UTF-16 do delimiters and digits carry a NUL byte each."""
    sample = data[: 2**16]
    if b"\0" not in sample or len(sample) < 4:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd >= 4 * even and odd * 20 >= len(sample):
        return "utf-16-le"
    if even >= 4 * odd and even * 20 >= len(sample):
        return "utf-16-be"
    return None


def _decode(word: bytes, codec: str) -> str | None:
    """The word, its Arabic letters in the form of the alphabet (cp864 has one for each place)."""
    try:
        text = word.decode(codec)
    except UnicodeDecodeError:
        return None
    return unicodedata.normalize("NFKC", text) if codec == "cp864" else text


def _clear_winner(scores: Mapping[str, float], high_bytes: bytes) -> str | None:
    """The one encoding that reads well where the others do not; None when that is not certain.

    `high_bytes` are all bytes beyond ASCII of the text: encodings in which they stand for the same
    characters are no rivals.
    """
    best = max(scores, key=lambda label: scores[label])
    text = _decode(high_bytes, _CODECS[best])
    for label, score in scores.items():
        is_close = score > scores[best] - _CLEAR_LEAD
        if is_close and _decode(high_bytes, _CODECS[label]) != text:
            return None
    return best if scores[best] >= _GOOD_SCORE else None


def _undecided(words: set[bytes], scores: Mapping[str, float]) -> Undecided:
    """The question for `--encoding`, with a sample of each reading, the likeliest first."""
    sample = sorted(words, key=lambda word: (-len(_HIGH.findall(word)), word))[:3]
    labels = sorted(scores, key=lambda label: -scores[label])[:_MOST_READINGS]
    readings = {
        label: " · ".join(word.decode(_CODECS[label], "replace") for word in sample)
        for label in labels
    }
    return Undecided(
        _(
            "The file does not say how its letters are written, and it can be read in several "
            "ways:\n{shown}",
            shown="\n".join(f"{label}: {reading}" for label, reading in readings.items()),
        ),
        _(
            "Run again with --encoding and the name before the line that reads right, such as "
            "--encoding {best}; or save the file as “CSV UTF-8”.",
            best=labels[0],
        ),
        "encoding",
        readings,
    )


def encoding_score(words: Collection[bytes], label: str) -> float:
    """How well `words` read in that encoding, from 0 to 1; longer words count for more."""
    good = weight = frequency = letters = 0.0
    for word in words:
        text = _decode(word, _CODECS[label])
        size = sum(byte > 127 for byte in word)
        weight += size
        good += size * _word_score(text or "\ufffd", label)
        arabic = [char for char in text or "" if "\u0600" <= char <= "\u06ff"]
        letters += len(arabic)
        frequency += sum(_FREQUENCY.get(char, 0.0) for char in arabic)
    usual = min(1.0, frequency / letters / _USUAL_FREQUENCY) if letters else 1.0
    return good / weight * usual if weight else 1.0


def _word_score(word: str, label: str) -> float:
    if _SIGN_WITHIN.search(word):
        return 0.0
    beyond_ascii = [char for char in word if ord(char) > 127 and char not in _SIGNS]
    if not beyond_ascii:
        return 1.0
    if label not in _ARABIC:
        alphabet = _TURKISH if label in _TURKISH_PAGES else _WESTERN
        return _latin_score(word, beyond_ascii, alphabet)
    if all("\u0600" <= char <= "\u06ff" for char in beyond_ascii):
        return _arabic_score(word, beyond_ascii)
    return _latin_score(word, beyond_ascii, _FRENCH)


def _arabic_score(word: str, letters: list[str]) -> float:
    """Arabic letters stand together, never within a Latin word; two of them prove little."""
    if any(char.isascii() and char.isalpha() for char in word):
        return 0.0
    if any("\u064b" <= char <= "\u0652" for char in letters):
        return 0.5  # vowel signs, which nobody writes in an address
    return 1.0 if len(letters) > 2 else 0.75


def _latin_score(word: str, beyond_ascii: list[str], alphabet: frozenset[str]) -> float:
    """Latin letters beyond ASCII stand among plain ones; small letters are not left for great."""
    if not alphabet.issuperset(beyond_ascii):
        return 0.0
    if not any(char.isascii() and char.isalpha() for char in word):
        return 0.3 if len(beyond_ascii) < 3 else 0.0
    letters = "".join(char for char in word if char.isalpha())
    return 1.0 if letters[1:].islower() or letters.isupper() or len(letters) == 1 else 0.6
