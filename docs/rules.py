"""Write a page a language of every check, what it says and the cure: `python -m docs.rules`."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel import Locale

from importer.i18n import LANGUAGES, SOURCE, Language, Message, _, is_right_to_left
from importer.problems import TABLES, codes_of
from importer.problems.problem import Code

FOLDER = Path(__file__).parent
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


def file_name(language: Language) -> str:
    """The name of the language's page."""
    return "rules.md" if language == SOURCE else f"rules.{language}.md"


def render_page(language: Language) -> str:
    """The page as Markdown."""
    lines = [*_lines(language)]
    if is_right_to_left(language):
        lines = ['<div dir="rtl">', "", *lines, "</div>", ""]
    return "\n".join(lines)


def _lines(language: Language) -> Iterator[str]:
    yield from (" · ".join(_links(language)), "")
    title = _("Every check, what it says and what to do").format(language)
    yield from (f"# {title}", "")
    introduction = _(
        "A **problem** holds its order back, a **warning** is sent and listed, a **note** says "
        "what was done. Words in ⟨brackets⟩ stand for what is found in the file. This page is "
        "written by `python -m docs.rules`."
    )
    yield from (introduction.format(language), "")
    head = _("| code | severity | what it says | what to do |").format(language)
    for table in TABLES:
        title = _TITLES[table.__name__.rpartition(".")[2]].format(language)
        rows = (_row(code, language) for code in codes_of(table))
        yield from (f"## {title}", "", head, "|---|---|---|---|", *rows, "")


def _links(language: Language) -> Iterator[str]:
    """The page's own language, and a link to the page of each other one."""
    for each in LANGUAGES:
        name = Locale.parse(each).get_language_name()
        yield str(name) if each == language else f"[{name}]({file_name(each)})"


def _row(code: Code, language: Language) -> str:
    message, cure = (_cell(text, language) for text in (code.message, code.cure))
    return f"| `{code.name}` | {code.severity} | {message} | {cure} |"


def _cell(message: Message, language: Language) -> str:
    """The text with its places in brackets, safe in a Markdown table."""
    text = message.shown(language)
    return re.sub(r"[|*_<>\\]", r"\\\g<0>", text).replace("\n", " ")


def main(folder: Path) -> None:
    """Write every page into the folder, over what is there."""
    for language in LANGUAGES:
        page = folder / file_name(language)
        page.write_text(render_page(language), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
