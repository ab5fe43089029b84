"""The codes of problems and the page that lists them."""

from collections import Counter

import pytest

from importer.checks.schema import ORDER_RULES, ROW_RULES
from importer.i18n import LANGUAGES
from importer.problems import CODES, TABLES, Code, Severity, codes_of, docs


def test_the_page_is_current() -> None:
    """docs/rules.md says what the code says; `python -m importer.problems.docs` writes it anew."""
    assert docs.PAGE.read_text(encoding="utf-8") == docs.page()


@pytest.mark.parametrize("name", sorted(CODES))
def test_every_code_is_on_the_page(name: str) -> None:
    """A code that can be met in a report can be looked up, in every language."""
    assert docs.page().count(f"| `{name}` |") == len(LANGUAGES)


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
