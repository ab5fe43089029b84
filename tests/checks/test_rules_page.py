"""The codes of problems and the pages that list them."""

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from docs import rules
from importer.checks.schema import ORDER_RULES, ROW_RULES
from importer.i18n import LANGUAGES, Language
from importer.problems import CODES, TABLES, Code, Severity, codes_of

EACH = pytest.mark.parametrize("language", LANGUAGES)


def page(language: Language) -> str:
    return (rules.FOLDER / rules.file_name(language)).read_text(encoding="utf-8")


def test_the_pages_are_current(tmp_path: Path) -> None:
    """The pages say what the code says; `python -m docs.rules` writes them anew."""
    command = [sys.executable, "-m", "docs.rules", str(tmp_path)]
    subprocess.run(command, cwd=rules.FOLDER.parent, check=True)
    written = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()}
    there = {path.name: path.read_text(encoding="utf-8") for path in rules.FOLDER.glob("rules*.md")}
    assert there == written
    assert len(written) == len(LANGUAGES)


@EACH
@pytest.mark.parametrize("name", sorted(CODES))
def test_every_code_is_on_every_page(name: str, language: Language) -> None:
    """A code that can be met in a report can be looked up, in every language."""
    assert page(language).count(f"| `{name}` |") == 1


@EACH
def test_a_page_links_to_the_others(language: Language) -> None:
    """Who opens the page of a language that she does not read finds hers at its top."""
    top = page(language).partition("\n# ")[0]
    links = re.findall(r"\]\((.+?)\)", top)
    assert links == [rules.file_name(other) for other in LANGUAGES if other != language]
    assert all((rules.FOLDER / link).is_file() for link in links)


def test_a_page_runs_as_its_language_does() -> None:
    """What is written from right to left is shown from right to left."""
    assert page("ar").startswith('<div dir="rtl">\n\n') and page("ar").endswith("</div>\n")
    assert "<div" not in page("en")


@EACH
def test_a_page_has_its_headings(language: Language) -> None:
    """A title and a heading a table, with no mark of direction before them."""
    headings = re.findall(r"^(#+) \S", page(language), re.MULTILINE)
    assert headings == ["#", *["##"] * len(TABLES)]


def test_no_name_stands_for_two_codes() -> None:
    """A code means one thing only, whichever room gives it."""
    names = Counter(code.name for table in TABLES for code in codes_of(table))
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("code", CODES.values(), ids=lambda code: code.name)
def test_every_code_says_what_to_do(code: Code) -> None:
    """Every code has a message and a cure; only a note needs no cure."""
    assert code.message.text
    assert code.cure.text or code.severity is Severity.NOTE


def test_no_two_rules_tell_the_same() -> None:
    """A code is told of a field by one rule alone, and every code has its words."""
    for table in (ROW_RULES, ORDER_RULES):
        names = [(rule.field.name, rule.code.name) for rule in table]
        assert len(names) == len(set(names))
        assert {rule.code.name for rule in table} <= set(CODES)
