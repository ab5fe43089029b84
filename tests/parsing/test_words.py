"""The words of cells are data: by language, each with one meaning, and none of them in the code."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel import Locale

from importer import account, mapping, parsing
from importer.parsing.words import (
    alternatives,
    cldr,
    look_up,
    meanings,
    misspelled,
    word_lists,
    words,
)
from importer.text import fold

FOLDER = Path(parsing.__file__).parent / "words"
FILES = sorted(path.stem for path in FOLDER.glob("*.toml"))
ROOMS = [Path(room.__file__).parent for room in (parsing, account, mapping)]
# Two letters of Arabic, or a letter that only Turkish has: a word, and no mark or single letter.
A_WORD = re.compile("[\u0621-\u064a]{2}|[ıİğĞşŞçÇöÖüÜ]")
# A rule of spelling and no word.
ARTICLE = "ال"


@pytest.mark.parametrize("file", FILES)
def test_words_stand_by_language(file: str) -> None:
    """Every list is of a language of the CLDR, of no language, or exact signs."""
    for meaning, by_language in word_lists(file).items():
        for language, some in by_language.items():
            assert language in ("signs", "exact") or Locale.parse(language), (file, meaning)
            assert some and all(isinstance(word, str) for word in some)


@pytest.mark.parametrize("file", FILES)
def test_no_word_of_a_file_means_two_things(file: str) -> None:
    """Folded, a word stands for one meaning, but for signs that are told apart exactly."""
    owners: dict[str, set[str]] = {}
    for meaning, by_language in word_lists(file).items():
        for language, some in by_language.items():
            for word in some if language != "exact" else ():
                owners.setdefault(fold(word) or word, set()).add(meaning)
    assert {word: of for word, of in owners.items() if len(of) > 1} == {}


def test_the_languages_of_names_are_those_that_are_spoken_and_more() -> None:
    """English, Arabic and Turkish names are known at least, whatever the program speaks."""
    assert {"en", "ar", "tr"} <= {locale.language for locale in cldr()}


def strings(path: Path) -> Iterator[str]:
    """The texts of the code, without its docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    skipped = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and id(node) not in skipped:
            yield node.value


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_no_word_of_a_language_stands_in_the_code(room: Path) -> None:
    """A language more is lines in the files of words, and no change of the code."""
    found = [
        (path.name, text)
        for path in sorted(room.rglob("*.py"))
        for text in strings(path)
        if A_WORD.search(text.replace(ARTICLE, ""))
    ]
    assert found == []


def test_a_compound_counts_when_all_its_parts_say_the_same() -> None:
    """`Cash on delivery (COD)` is cod; what says two things, or one thing unknown, is nothing."""
    table = {"cashondelivery": "cod", "cod": "cod", "visa": "paid"}
    assert look_up("Cash on delivery (COD)", table) == "cod"
    assert look_up("COD - cash on delivery", table) == "cod"
    assert look_up("Visa / COD", table) is None
    assert look_up("COD, urgent", table) is None
    assert look_up("?", table) is None


def test_a_misspelled_word_is_told_its_nearest() -> None:
    """Only a long word can be misspelled, and only one that is nearly known is."""
    known = ["Cash on delivery", "CASH ON DELIVERY", "cod", "Mastercard"]
    assert misspelled("mastercrad", known) == "Mastercard"
    assert misspelled("cash-on-delivry", known) == "Cash on delivery"
    assert misspelled("cdo", known) is None
    assert misspelled("bank deposit", known) is None
    assert misspelled("mastercrad / visa", known) is None


def test_signs_are_known_as_they_stand() -> None:
    """A tick folds to nothing, and is looked up as it is."""
    assert meanings("yes_no")["✓"] == "yes"
    assert meanings("yes_no")[fold("EVET")] == "yes"
    assert "✓" in words("yes_no")["yes"]


def test_the_longest_word_is_tried_first() -> None:
    """A pattern of words finds `p.m.` in full, and a dot is a dot."""
    pattern = re.compile(alternatives(["pm", "p.m", "p.m."]))
    assert pattern.match("p.m.")[0] == "p.m."  # type: ignore[index]
    assert pattern.fullmatch("pxm") is None
