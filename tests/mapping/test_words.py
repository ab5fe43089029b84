"""The words that tell headers and rows are data, by meaning and language."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel import Locale
from hypothesis import given, settings
from hypothesis import strategies as st

from importer import mapping
from importer.i18n import LANGUAGES
from importer.mapping.row_classifier import likely_totals, says_total
from importer.mapping.vocabulary import words
from tests.mapping.mapping_books import HEADER, codes, order, table

ROOM = Path(mapping.__file__).parent
LISTS = tomllib.loads((ROOM / "words.toml").read_text(encoding="utf-8"))
UNSEEN = ["", " ", "\u200f", "*", "_", "«", "\u00a0"]


def asked_for() -> Iterator[str]:
    """The meanings that the code asks for by name."""
    for path in ROOM.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in (
                "words",
                "word_keys",
            ):
                yield from (arg.value for arg in node.args if isinstance(arg, ast.Constant))


def test_every_meaning_is_asked_for_and_known() -> None:
    """No table is left over, and none is missing."""
    assert set(asked_for()) == set(LISTS)


@pytest.mark.parametrize("meaning", LISTS)
def test_words_stand_by_language(meaning: str) -> None:
    """Every list is of a language or of none, its words are words, and no two are the same."""
    for language, some in LISTS[meaning].items():
        assert language == "signs" or Locale.parse(language)
        assert some and all(isinstance(word, str) and word for word in some)
    assert len(set(words(meaning))) == len(words(meaning))


@pytest.mark.parametrize("language", LANGUAGES)
def test_totals_and_cancelled_orders_are_known_in_every_language(language: str) -> None:
    """What keeps a row from being sent as an order is not missing in a language that we speak."""
    for meaning in ("total", "total_start", "order_status", "cancelled", "another_person"):
        assert LISTS[meaning].get(language), meaning


@pytest.mark.parametrize("total", words("total"))
def test_every_total_is_left_out(total: str) -> None:
    """In the place of the order number, whatever its case and marks."""
    for cell in (total, total.upper(), f"{total}:", f"* {total} *", f"\u200f{total}"):
        mapped = table([HEADER, order(1), order(2), [cell, *[None] * 6, 461.0]])
        assert mapped.frame.index.tolist() == [2, 3], cell
        assert codes(mapped) == ["total_row"]


@settings(max_examples=500, deadline=None)
@given(
    word=st.sampled_from([*words("total"), *words("total_start")]),
    dress=st.sampled_from([str, str.upper, str.title, str.swapcase]),
    before=st.sampled_from(UNSEEN),
    between=st.sampled_from([" ", "-", "_", "  ", "\u200b "]),
    after=st.one_of(st.sampled_from(["", ":", " (2)", " 5", "٤", " SAR"]), st.text(max_size=6)),
)
def test_the_quick_look_misses_no_total(
    word: str, dress: object, before: str, between: str, after: str
) -> None:
    """What begins or reads like a total is looked at closely."""
    cell = f"{before}{dress(word).replace(' ', between)}{after}"
    assert likely_totals([cell, "ORD-1"]) == [cell] or not says_total(cell, None)


@pytest.mark.parametrize("number", ["ORD-1001", "Order 1001", "SUB 12", "#1", "A-1", "12", "—"])
def test_an_order_number_is_passed_over_quickly(number: str) -> None:
    """Digits after a word that only begins like a total make it a number."""
    assert likely_totals([number]) == [] and not says_total(number, None)
