"""Text that another program ruined: told when letters are lost, repaired where that is sure.

Asked of every text cell, whatever file it came from. Quiet on prose that only looks odd: a
question, an abbreviation, real Arabic and Turkish.
"""

import html
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache

_LOST = "\ufffd"
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8}[0-9]{0,2});")
_WORD = re.compile(r"\S+")
_MARKS_ONLY = re.compile(r"\?{2,}")
# A question mark in place of a letter: before one, within a word. At a word's end it is a question.
_IN_WORD = re.compile(r"\?[^\W\d_]")
_LINK = re.compile(r"://|www\.|[./]\w+\?\w+=|\?\w+=")
_PLACEHOLDER = re.compile(r"[\s_.*…·•~#/\\-]{2,}|[xX]{3,}|\.")
# Code pages as which UTF-8 is read by mistake; what they leave undefined stays a control character.
_CODE_PAGES = ("cp1252", "cp1254", "cp1256")
_MOST_ROUNDS = 2  # a file may go through the same mistake again
# Arabic letters each in the form of its place, as MS-DOS and PDF files have them: none is searched
# for or printed so. Signs of several words (ﷺ) are left out.
_SHAPED = re.compile("[\ufb50-\ufdcf\ufe70-\ufefc]")
_LEAST_PAIRS = 3  # letters in a wrong code page that are no accident


def may_be_damaged(joined: str) -> bool:
    """Whether any of many texts, joined by line breaks, has to be looked at by itself."""
    if _SUSPECT.search(joined) is not None:
        return True
    lines = f"\n{joined}\n".lower()
    return any(filling in lines for filling in _FILLING)


def is_lost(text: str) -> bool:
    """Whether letters of the text were replaced by `?` or U+FFFD, or are in a wrong code page, for
    good."""
    if _LOST in text or _is_garbled(text):
        return True
    if "?" not in text or _LINK.search(text):
        return False
    words = _WORD.findall(text)
    only_marks = [word for word in words if _MARKS_ONLY.fullmatch(word)]
    if len(only_marks) > 1 or (only_marks and len(words) == 1):
        return True
    return any(_IN_WORD.search(word) for word in words)


def is_placeholder(text: str) -> bool:
    """Whether the text only fills a cell that must not be empty: `...`, `____`, `xxx`."""
    return _PLACEHOLDER.fullmatch(text) is not None


def repair(text: str) -> str:
    """The text as it was before UTF-8 was read in another code page, HTML was made of it, or its
    letters were given the shapes of their places."""
    if "&" in text:
        text = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    for _ in range(_MOST_ROUNDS):
        repaired = next((better for page in _CODE_PAGES if (better := _decoded(text, page))), None)
        if repaired is None:
            break
        text = repaired
    return _SHAPED.sub(lambda letter: unicodedata.normalize("NFKC", letter[0]), text)


def _decoded(text: str, page: str) -> str | None:
    """The text whose UTF-8 was read in that code page; None when it was not."""
    if text.isascii() or not _SUSPECT.search(text):
        return None
    data = _encoded(text, page)
    if data is None:
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _encoded(text: str, page: str) -> bytes | None:
    table = _table(page)
    codes = [table.get(character) for character in text]
    return None if None in codes else bytes(code for code in codes if code is not None)


@cache
def _table(page: str) -> dict[str, int]:
    return {bytes([code]).decode(page, "replace").replace(_LOST, chr(code)): code
            for code in range(256)} | {chr(code): code for code in range(0x80, 0xA0)}  # fmt: skip


def _is_garbled(text: str) -> bool:
    """Whether the text is full of pairs of letters that only a wrong code page makes."""
    return any(len(pattern.findall(text)) >= _LEAST_PAIRS for pattern in _PAIRS)


def _pairs() -> Iterator[re.Pattern[str]]:
    """For each code page the two letters into which it turns a letter of UTF-8."""
    for page in _CODE_PAGES:
        characters = {code: character for character, code in _table(page).items()}
        first = [characters[code] for code in range(0xC3, 0xE0)]
        second = [character for character, code in _table(page).items() if 0x80 <= code < 0xC0]
        # What real texts have after such a letter, too, proves nothing.
        second = [each for each in second if not (each.isalpha() and each > "\u0600")]
        second = [each for each in second if each not in "\u00a0،؛؟«»’‘“”–—…­°"] if (
            page == "cp1256") else second  # fmt: skip
        yield re.compile(f"[{re.escape(''.join(first))}][{re.escape(''.join(second))}]")


_PAIRS: Sequence[re.Pattern[str]] = tuple(_pairs())
# The second letter of each such pair stands in no plain text, so that one look finds all.
_SUSPECTS = "".join(
    {character for page in _CODE_PAGES for character, code in _table(page).items()
     if 0x80 <= code < 0xC0} - set("،؛؟")
)  # fmt: skip
_SUSPECT = re.compile(f"[?{_LOST}_*~&{re.escape(_SUSPECTS)}\ufb50-\ufdcf\ufe70-\ufefc]")
_FILLING = ("..", "--", "//", "##", "\\\\", "xxx", "\n.\n")
