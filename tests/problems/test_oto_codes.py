"""OTO's own codes."""

import pytest

from importer.i18n import LANGUAGES
from importer.problems import CODES
from importer.problems.oto_codes import (
    ACCOUNT_PROBLEMS,
    TABLE,
    Effect,
    OtoCode,
    effect_of,
    refusal,
    shown_code,
)


def test_the_table_has_every_code_of_an_import_once() -> None:
    """In the order of their numbers."""
    names = [row.code.name for row in TABLE]
    assert names == sorted(set(names)) and len(names) == 86


@pytest.mark.parametrize(
    ("code", "effect"),
    [
        ("OTO1029", "order"),
        ("OTO9999", "order"),
        ("HTTP 403", "order"),
        ("OTO1063", "exists"),
        ("OTO1002", "absent"),
        ("OTO1081", "unsure"),
        ("OTO1015", "unsure"),
        ("OTO1211", "unsure"),
        ("OTO1143", "busy"),
        ("OTO1105", "busy"),
        ("OTO1112", "too_many_asked"),
        ("OTO1006", "no_credit"),
        ("OTO1080", "forbidden"),
        ("OTO1150", "not_in_plan"),
        ("OTO1212", "user_forbidden"),
        ("OTO1172", "shipments_used_up"),
        ("OTO1084", "token"),
    ],
)
def test_a_code_has_its_effect(code: str, effect: str) -> None:
    """What is not known refuses its order and no other."""
    assert effect_of(code) == effect


def test_what_stops_a_run_has_its_own_cure() -> None:
    """Every effect that is of the account, and no two say the same."""
    of_order = {Effect.ORDER, Effect.EXISTS, Effect.ABSENT, Effect.UNSURE, Effect.BUSY}
    assert set(ACCOUNT_PROBLEMS) == set(Effect) - of_order - {Effect.TOO_MANY_ASKED}
    assert len({code.cure.text for code in ACCOUNT_PROBLEMS.values()}) == len(ACCOUNT_PROBLEMS)
    assert {code.name for code in ACCOUNT_PROBLEMS.values()} <= set(CODES)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.code.name)
def test_a_code_is_a_sentence_in_every_language(row: OtoCode) -> None:
    """Meaning and cure are there, and no translation is missing."""
    for text in (row.code.message, row.code.cure):
        assert len(text.translations()) == len(LANGUAGES)


def test_a_refusal_marks_the_cell_that_it_is_about() -> None:
    """The field of the code is the problem's column; a code without one is of the whole row."""
    assert refusal("OTO1097", "No such city", 7).column == "customer.city"
    assert refusal("OTO1009", "Something", 7).column is None
    assert refusal("OTO9999", "Something", 7).column is None


def test_a_refusal_tells_otos_words_and_warnings() -> None:
    """The real reason may be in the warnings; without a word the code stands for itself."""
    assert dict(refusal("OTO1071", "No", 7, ("a", "b")).facts)["text"] == "No; a; b"
    assert dict(refusal("OTO1071", "", 7).facts)["text"] == "OTO1071"


def test_people_see_otos_own_code() -> None:
    """Of a refusal that the table does not know, too."""
    assert shown_code(refusal("OTO1029", "", 7)) == "OTO1029"
    assert shown_code(refusal("OTO9999", "", 7)) == "OTO9999"
