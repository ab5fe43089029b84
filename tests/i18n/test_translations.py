"""Every language says everything, in its own forms, with the same facts."""

import io
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import importer
from importer.i18n import LANGUAGES, SOURCE

ROOT = Path(importer.__file__).parent
TRANSLATED = [language for language in LANGUAGES if language != SOURCE]
KEYWORDS = {"_": None, "_n": (1, 2)}


def po_file(language: str) -> Path:
    return ROOT / "locale" / language / "LC_MESSAGES" / "importer.po"


@cache
def catalog(language: str) -> Catalog:
    with po_file(language).open("rb") as file:
        return read_po(file)


@cache
def in_code() -> frozenset[str | tuple[str, ...]]:
    """The sentences of the folders that .ci/translations looks through."""
    settings = tomllib.loads((ROOT.parent / "pyproject.toml").read_text(encoding="utf-8"))
    mappings = [(each["pattern"], each["method"]) for each in settings["tool"]["babel"]["mappings"]]
    found = extract_from_dir(ROOT.parent, mappings, {}, KEYWORDS)
    return frozenset(message for _, _, message, _, _ in found)


def sentences(language: str) -> Iterator[Message]:
    return (message for message in catalog(language) if message.id)


def forms(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_the_languages_of_the_contract_are_there() -> None:
    """English, Arabic and Turkish."""
    assert {"en", "ar", "tr"} <= set(LANGUAGES)


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_language_is_whole(language: str) -> None:
    """Every sentence of the code is translated in every plural form, and none that is gone."""
    ours = {
        message.id if isinstance(message.id, str) else tuple(message.id)
        for message in sentences(language)
    }
    assert ours == in_code(), "bring it up to date with .ci/translations"
    missing = [m.id for m in sentences(language) if not all(forms(m.string)) or m.fuzzy]
    assert missing == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_language_has_its_plural_forms(language: str) -> None:
    """Every counting sentence has as many forms as the language."""
    number = catalog(language).num_plurals
    wrong = [m.id for m in sentences(language) if m.pluralizable and len(forms(m.string)) != number]
    assert wrong == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_language_says_the_same_facts(language: str) -> None:
    """No place is lost or made up; only the count may be said in words, as in “two orders”."""
    wrong = []
    for message in sentences(language):
        in_english = [places(form) for form in forms(message.id)]
        known = set().union(*in_english)
        translated = [places(form) for form in forms(message.string)]
        fullest = max(translated, key=len)
        # Click's sentences have another place in the plural, and none that holds all.
        whole = [known] if known in in_english else in_english
        counted = known - set.intersection(*translated) if message.pluralizable else set()
        if any(form - known for form in translated) or fullest not in whole or len(counted) > 1:
            wrong.append(message.id)
    assert wrong == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_what_is_compiled_is_current(language: str) -> None:
    """The compiled file is that of the sentences; .ci/translations makes it anew."""
    compiled = io.BytesIO()
    write_mo(compiled, catalog(language))
    assert po_file(language).with_suffix(".mo").read_bytes() == compiled.getvalue()


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_holds_no_mark_of_direction(language: str) -> None:
    """Latin parts are isolated when a sentence is made, in one place for all."""
    marks = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
    assert [m.id for m in sentences(language) if any(map(marks.search, forms(m.string)))] == []


def test_arabic_is_written_in_arabic() -> None:
    """No sentence of words was left in English."""
    letters = re.compile("[\u0621-\u064a]")
    bare = [
        m.id
        for m in sentences("ar")
        if re.search("[a-z]{3}", re.sub(r"\{\w+\}|--\w+|OTO|SKU", "", forms(m.id)[0]))
        and not all(map(letters.search, forms(m.string)))
    ]
    assert bare == []
