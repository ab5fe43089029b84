"""Which characters a text file's bytes stand for: by evidence, or not at all.

A guess that is wrong turns every name into rubbish, so where two readings stay possible the
merchant is asked for `--encoding`.
"""

import codecs
import re
from collections.abc import Mapping
from typing import NamedTuple

from importer.errors import FileUnreadable, UsageError
from importer.i18n import _
from importer.reading import encoding_score

_MARKS: tuple[tuple[bytes, str], ...] = (
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


class Encoding(NamedTuple):
    """`codec` is Python's name, `label` the one that the merchant and `--encoding` use."""

    codec: str
    label: str


def choose(data: bytes, asked: str | None) -> Encoding:
    """The encoding of `data`; `asked` (the option `--encoding`) wins over any evidence.

    Raises UsageError when the option is needed or is no encoding, FileUnreadable when the bytes
    cannot be read by it.
    """
    if asked is not None:
        return _as_asked(data, asked)
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _whole(data, codec, codec.removesuffix("-sig"))
    wide = _without_mark(data)
    if wide:
        return _whole(data, wide, wide)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _mostly_utf8(data):
            raise _broken(data, "utf-8", error) from error
        return _single_byte(data)
    return Encoding("utf-8", "utf-8")


def _as_asked(data: bytes, asked: str) -> Encoding:
    try:
        codec = codecs.lookup(asked.strip()).name
        "".encode(codec)
    except (LookupError, ValueError, TypeError) as error:
        raise UsageError(
            _("--encoding {asked}: there is no such encoding.", asked=asked),
            _(
                "Use utf-8, utf-16, windows-1256 (Arabic), windows-1254 (Turkish) or "
                "windows-1252 (Western European)."
            ),
        ) from error
    if codec == "utf-8" and data.startswith(codecs.BOM_UTF8):
        codec = "utf-8-sig"
    return _whole(data, codec, asked.strip().lower())


def _whole(data: bytes, codec: str, label: str) -> Encoding:
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


def _without_mark(data: bytes) -> str | None:
    """UTF-16 without its mark: only there do delimiters and digits carry a NUL byte each."""
    sample = data[: 2**16]
    if b"\0" not in sample or len(sample) < 4:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd >= 4 * even and odd * 20 >= len(sample):
        return "utf-16-le"
    if even >= 4 * odd and even * 20 >= len(sample):
        return "utf-16-be"
    return None


def _mostly_utf8(data: bytes) -> bool:
    """Whether nine in ten of the words beyond ASCII are sound UTF-8: a damaged file, no other."""
    words = [word for word in _WORD.findall(data[:_SAMPLE]) if _HIGH.search(word)]
    sound = sum(1 for word in words if _decodes(word, "utf-8"))
    return sound >= 0.9 * len(words)


def _decodes(word: bytes, codec: str) -> bool:
    try:
        word.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _single_byte(data: bytes) -> Encoding:
    words = {word for word in _WORD.findall(data[:_SAMPLE]) if _HIGH.search(word)}
    readings = encoding_score.readings(words)
    chosen = encoding_score.decide(readings, bytes(set(data.translate(None, _ASCII))))
    if chosen is None:
        raise _ask(words, readings)
    return _whole(data, encoding_score.CODECS[chosen], chosen)


def _ask(words: set[bytes], readings: Mapping[str, float]) -> UsageError:
    sample = sorted(words, key=lambda word: (-len(_HIGH.findall(word)), word))[:3]
    best = sorted(readings, key=lambda label: -readings[label])
    lines = []
    for label in best:
        text = " · ".join(word.decode(encoding_score.CODECS[label], "replace") for word in sample)
        lines.append(f"{label}: {text}")
    shown = "\n".join(lines)
    return UsageError(
        _(
            "The file does not say how its letters are written, and it can be read in several "
            "ways:\n{shown}",
            shown=shown,
        ),
        _(
            "Run again with --encoding and the name before the line that reads right, such as "
            "--encoding {best}; or save the file as “CSV UTF-8”.",
            best=best[0],
        ),
    )
