"""`python -m importer.problems.docs` writes docs/rules.md: every check, what it says, the cure."""

import re
from collections.abc import Iterator
from pathlib import Path

from importer.i18n import LANGUAGES, Language, Message, _, is_right_to_left
from importer.problems import TABLES, codes_of
from importer.problems.problem import Code

PAGE = Path(__file__).parents[2] / "docs" / "rules.md"
_TITLES = {
    "files": _("The file and its text"),
    "layout": _("Header, columns and rows"),
    "cells": _("One cell"),
    "defaults": _("What is filled in"),
    "rules": _("The rules of an order"),
    "account": _("What the account knows"),
    "sending": _("Sending"),
    "oto_codes": _("OTO's own refusals"),
    "report": _("The report"),
}
_TITLE = _("# Every check, what it says and what to do")
_INTRO = _(
    "A **problem** holds its order back, a **warning** is sent and listed, a **note** says what "
    "was done. Words in ⟨brackets⟩ stand for what is found in the file. This page is written by "
    "`python -m importer.problems.docs`."
)
_HEAD = _("| code | severity | what it says | what to do |")


def page() -> str:
    """The page in every language, as Markdown."""
    lines: list[str] = []
    for language in LANGUAGES:
        part = [*_part(language)]
        turned = is_right_to_left(language)
        lines += ['<div dir="rtl">', "", *part, "</div>", ""] if turned else part
    return "\n".join(lines)


def _part(lang: Language) -> Iterator[str]:
    yield from (_TITLE.format(lang), "", _INTRO.format(lang), "")
    for table in TABLES:
        title = _TITLES[table.__name__.rpartition(".")[2]]
        rows = (_row(code, lang) for code in codes_of(table))
        yield from (
            f"## {title.format(lang)}",
            "",
            _HEAD.format(lang),
            "|---|---|---|---|",
            *rows,
            "",
        )


def _row(code: Code, lang: Language) -> str:
    said, cure = (_text(words, lang) for words in (code.message, code.cure))
    return f"| `{code.name}` | {code.severity} | {said} | {cure} |"


def _text(message: Message, lang: Language) -> str:
    """The text with its places in brackets, safe in a Markdown table."""
    said = message.shown(lang)
    return re.sub(r"[|*_<>\\]", r"\\\g<0>", said).replace("\n", " ")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
