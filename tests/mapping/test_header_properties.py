"""Any name of any field, in any dress, is that field."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importer import catalog
from importer.mapping import MatchSource
from importer.mapping.vocabulary import exact_match, fuzzy_match
from importer.problems import CODES, codes_of, layout
from importer.text import fold_header
from tests.mapping.mapping_books import Rows, fields_by_header, table

NAMES = [
    (name, field.name)
    for field in catalog.FIELDS
    for name in (field.name, *field.label.translations(), *field.aliases)
]
UNSEEN = ["", " ", "\u200e", "\u200f", "\u200b", "\u00a0", "\ufeff", "\u202b", "\n", "*", ":", "_"]
CASES = [str, str.upper, str.lower, str.title, str.swapcase]
CELL = st.one_of(
    st.none(), st.integers(), st.floats(allow_nan=False), st.booleans(), st.datetimes(),
    st.text(max_size=12), st.sampled_from([name for name, _ in NAMES] + ["Total", "المجموع"]),
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(
    named=st.sampled_from(NAMES),
    case=st.sampled_from(CASES),
    before=st.sampled_from(UNSEEN),
    after=st.sampled_from(UNSEEN),
    star=st.booleans(),
)
def test_a_name_in_any_dress_is_its_field(
    named: tuple[str, str], case: object, before: str, after: str, star: bool
) -> None:
    """Case, unseen characters, marks and the star of what must be filled change nothing."""
    name, field = named
    match = exact_match(f"{before}{case(name)}{after}{' *' if star else ''}")
    assert match is not None and match[0].name == field


@pytest.mark.parametrize("field", catalog.FIELDS, ids=lambda field: field.name)
def test_a_canonical_name_is_canonical(field: catalog.Field) -> None:
    """It always works as a header, and is known for what it is."""
    assert exact_match(field.name) == (field, MatchSource.CANONICAL)
    for label in field.label.translations():
        match = exact_match(f"{label} *")
        assert match is not None and match[0] is field


@settings(max_examples=300, deadline=None)
@given(text=st.text(max_size=30))
def test_any_text_has_a_key(text: str) -> None:
    """No header ends a run, and a key is its own key."""
    assert fold_header(fold_header(text)) == fold_header(text)
    fuzzy_match(text)


@settings(max_examples=200, deadline=None)
@given(name=st.sampled_from(NAMES), letter=st.sampled_from(string.ascii_letters + "ابتث"))
def test_a_guess_never_contradicts_the_catalogue(name: tuple[str, str], letter: str) -> None:
    """One letter too many: the guess is the field itself or none, unless it spells another name."""
    spoiled = f"{name[0]}{letter}"
    if exact_match(spoiled) is None and (guess := fuzzy_match(spoiled)) is not None:
        assert guess.name == name[1]


@settings(max_examples=150, deadline=None)
@given(rows=st.lists(st.lists(CELL, min_size=3, max_size=3), max_size=12))
def test_no_row_with_an_order_number_and_a_name_is_lost(rows: Rows) -> None:
    """Whatever stands around it: every such row is in the table once, or said by its number."""
    header_row = ["orderId", "customer.name", "amount"]
    orders = [["A1", "Noura Q", 5.5], ["A2", "Sara Q", "6"]]
    mixed = [header_row, ["A0", "Huda Q", 1], *rows, *orders]
    mapped = table(mixed)
    assert set(fields_by_header(mapped).values()) >= set(header_row)
    kept = mapped.frame.index.tolist()
    assert kept == sorted(set(kept))
    assert {2, len(mixed) - 1, len(mixed)} <= set(kept)


def test_every_code_is_known() -> None:
    """The room's codes are in the table of codes, with a message in both languages."""
    for code in codes_of(layout):
        assert CODES[code.name] is code
        assert (
            code.message.format("en")
            and code.message.format("ar")
            and bool(code.cure.format("en")) == bool(code.cure.format("ar"))
        )
