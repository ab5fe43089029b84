"""`python -m importer.problems.docs` writes docs/rules.md: every check, what it says, the cure."""

import re
from collections.abc import Iterator
from pathlib import Path

from importer.i18n import Lang, Words
from importer.problems import TABLES
from importer.problems.problem import Code

PAGE = Path(__file__).parents[2] / "docs" / "rules.md"
_TITLES = {
    "files": Words("The file and its text", "الملف ونصه"),
    "layout": Words("Header, columns and rows", "العناوين والأعمدة والصفوف"),
    "cells": Words("One cell", "الخلية الواحدة"),
    "defaults": Words("What is filled in", "ما يُملأ تلقائياً"),
    "rules": Words("The rules of an order", "قواعد الطلب"),
    "account": Words("What the account knows", "ما يعرفه الحساب"),
    "sending": Words("Sending", "الإرسال"),
    "oto_codes": Words("OTO's own refusals", "ردود الرفض من OTO"),
    "report": Words("The report", "التقرير"),
}
_TITLE = Words("# Every check, what it says and what to do", "# كل فحص وما يقوله وما العمل")
_INTRO = Words(
    "A **problem** holds its order back, a **warning** is sent and listed, a **note** says what "
    "was done. Words in ⟨brackets⟩ stand for what is found in the file. This page is written by "
    "`python -m importer.problems.docs`.",
    "**problem** توقف الطلب، و**warning** يُرسل الطلب ويُذكر التنبيه، و**note** تخبر بما تم. الكلمات "
    "بين ⟨قوسين⟩ تحل محل ما يوجد في الملف.",
)
_HEAD = Words(
    "| code | severity | what it says | what to do |",
    "| الرمز | الدرجة | ما يقوله | ما العمل |",
)


def page() -> str:
    """The page in English and then in Arabic, as Markdown."""
    arabic = ['<div dir="rtl">', "", *_half("ar"), "</div>", ""]
    return "\n".join([*_half("en"), *arabic])


def _half(lang: Lang) -> Iterator[str]:
    yield from (_TITLE.say(lang), "", _INTRO.say(lang), "")
    for table in TABLES:
        title = _TITLES[table.__name__.rpartition(".")[2]]
        rows = (_row(code, lang) for code in table.CODES)
        yield from (f"## {title.say(lang)}", "", _HEAD.say(lang), "|---|---|---|---|", *rows, "")


def _row(code: Code, lang: Lang) -> str:
    said, cure = (_text(words, lang) for words in (code.message, code.cure))
    return f"| `{code.name}` | {code.severity} | {said} | {cure} |"


def _text(words: Words, lang: Lang) -> str:
    """The text with its places in brackets, safe in a Markdown table."""
    text = words.ar if lang == "ar" else words.en
    many = re.sub(r"\{(\w+):[^|}]*\|([^}]*)\}", lambda m: m[2].replace("#", f"{{{m[1]}}}"), text)
    named = re.sub(r"\{(\w+?)(?:_en|_ar)?\}", r"⟨\1⟩", many)
    return re.sub(r"[|*_<>\\]", r"\\\g<0>", named).replace("\n", " ")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
