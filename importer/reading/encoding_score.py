"""How well words read under each one-byte encoding: Arabic, Turkish and Western European."""

from collections.abc import Collection, Mapping

CODECS: Mapping[str, str] = {
    "windows-1252": "cp1252",
    "windows-1254": "cp1254",
    "windows-1256": "cp1256",
    "iso-8859-6": "iso8859_6",
}
_ARABIC = ("windows-1256", "iso-8859-6")
# Letters beyond ASCII that are written every day; those of Icelandic are left out on purpose, for
# they are what Turkish looks like when it is read wrong.
_FRENCH = frozenset("àâçèéêëîïôùûüœŒ")
_WESTERN = _FRENCH | frozenset("äáãåæìíñòóöõøúÿßÀÂÄÁÃÅÆÇÉÈÊËÍÌÎÏÑÓÒÔÖÕØÚÙÛÜŸ")
_TURKISH = frozenset("çÇğĞıİöÖşŞüÜâÂîÎûÛéÉèàäÄß")
_MARKS = frozenset("’‘“”–—…•€™°·×®©«»\xa0،؛؟")
# How often each letter is written, in per cent (rounded counts of newspaper Arabic).
_OFTEN: Mapping[str, float] = {
    **dict.fromkeys("ا", 13.0), **dict.fromkeys("ل", 12.0), **dict.fromkeys("ي", 7.5),
    **dict.fromkeys("مون", 6.2), **dict.fromkeys("رتبهعد", 4.3), **dict.fromkeys("سفةحق", 2.8),
    **dict.fromkeys("أكش", 1.9), **dict.fromkeys("جصخىطضز", 1.0), **dict.fromkeys("ثذءإغئؤظآ", 0.5),
}  # fmt: skip
_USUAL = 5.0  # per cent: the mean over a real text is 6 to 7, over a wrong reading 2 to 4
_ENOUGH = 0.9  # of the letters must read well
_APART = 0.15  # any other reading must read so much worse


def readings(words: Collection[bytes]) -> dict[str, float]:
    """How much of `words` reads well under each encoding, from 0 to 1."""
    return {label: _share(words, label) for label in CODECS}


def decide(found: Mapping[str, float], high: bytes) -> str | None:
    """The one encoding that reads well where the others do not; None when that is not certain.

    `high` are all bytes beyond ASCII of the text: encodings in which they stand for the same
    characters are no rivals.
    """
    best = max(found, key=lambda label: found[label])
    text = _decoded(high, best)
    for label, share in found.items():
        if share > found[best] - _APART and _decoded(high, label) != text:
            return None
    return best if found[best] >= _ENOUGH else None


def _decoded(word: bytes, label: str) -> str | None:
    try:
        return word.decode(CODECS[label])
    except UnicodeDecodeError:
        return None


def _share(words: Collection[bytes], label: str) -> float:
    good = weight = often = letters = 0.0
    for word in words:
        text = _decoded(word, label)
        size = sum(byte > 127 for byte in word)
        weight += size
        good += size * _reads(text or "\ufffd", label)
        arabic = [char for char in text or "" if "\u0600" <= char <= "\u06ff"]
        letters += len(arabic)
        often += sum(_OFTEN.get(char, 0.0) for char in arabic)
    usual = min(1.0, often / letters / _USUAL) if letters else 1.0
    return good / weight * usual if weight else 1.0


def _reads(word: str, label: str) -> float:
    beyond = [char for char in word if ord(char) > 127 and char not in _MARKS]
    if not beyond:
        return 1.0
    if label not in _ARABIC:
        return _latin(word, beyond, _TURKISH if label == "windows-1254" else _WESTERN)
    if all("\u0600" <= char <= "\u06ff" for char in beyond):
        return _arabic(word, beyond)
    return _latin(word, beyond, _FRENCH)


def _arabic(word: str, beyond: list[str]) -> float:
    """Arabic letters stand together, never within a Latin word; two of them prove little."""
    if any(char.isascii() and char.isalpha() for char in word):
        return 0.0
    if any("\u064b" <= char <= "\u0652" for char in beyond):
        return 0.5  # vowel signs, which nobody writes in an address
    return 1.0 if len(beyond) > 2 else 0.75


def _latin(word: str, beyond: list[str], alphabet: frozenset[str]) -> float:
    """Latin letters beyond ASCII stand among plain ones; small letters are not left for great."""
    if not alphabet.issuperset(beyond):
        return 0.0
    if not any(char.isascii() and char.isalpha() for char in word):
        return 0.3 if len(beyond) < 3 else 0.0
    letters = "".join(char for char in word if char.isalpha())
    return 1.0 if letters[1:].islower() or letters.isupper() or len(letters) == 1 else 0.6
