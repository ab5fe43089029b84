"""The report's own words."""

import re
from string import Formatter

import pytest

from importer.i18n import Words
from importer.outcome import Status
from importer.report import words

TABLES = (words.STATUS, words.MEANING, words.LINE, words.HOW_KNOWN, words.DELIMITERS)
ALL = [text for text in vars(words).values() if isinstance(text, Words)]
ALL += [text for table in TABLES for text in table.values()]


@pytest.mark.parametrize("text", ALL)
def test_every_text_says_the_same_in_both_languages(text: Words) -> None:
    """Arabic readers get Arabic, with the same facts in it."""
    facts = [{name for _, name, _, _ in Formatter().parse(one) if name} for one in text]
    assert facts[0] == facts[1]
    assert re.search("[\u0621-\u064a]", text.ar)


def test_every_status_has_its_words() -> None:
    """No status can come up that the report has no name for."""
    assert set(words.STATUS) == set(words.MEANING) == set(Status)
