"""OTO's order statuses."""

import pytest

from importer.i18n import LANGUAGES, SOURCE, without_marks
from importer.problems.oto_statuses import STATUSES, needs_action, status_meaning


def test_every_status_of_otos_list_is_known() -> None:
    """Seventy, each once; somebody must act after twenty-seven of them."""
    assert len({status.name for status in STATUSES}) == len(STATUSES) == 70
    assert sum(status.needs_action for status in STATUSES) == 27


@pytest.mark.parametrize(
    ("name", "needs_action"),
    [("delivered", False), ("missingData", True), ("MISSING_DATA", True), ("missing data", True),
     ("returned", True), ("reverseReturned", False)],
)  # fmt: skip
def test_a_status_is_known_in_every_spelling(name: str, needs_action: bool) -> None:
    """OTO's pages and its API write a status differently."""
    status = status_meaning(name)
    assert status is not None and status.needs_action == needs_action


@pytest.mark.parametrize("name", ["", "lost in space"])
def test_an_unknown_status_has_no_meaning(name: str) -> None:
    """OTO may invent new ones: they are shown as OTO writes them."""
    assert status_meaning(name) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_status_means_something_in_every_language(language: str) -> None:
    """A merchant never sees OTO's own word alone."""
    meanings = {without_marks(status.meaning.format(language)) for status in STATUSES}
    assert len(meanings) == len(STATUSES)
    if language != SOURCE:
        assert not meanings & {status.meaning.text for status in STATUSES}


@pytest.mark.parametrize(
    ("name", "needs"),
    [("missingData", True), ("Cancelled", True), ("shipment_error", True), ("noAnswer", True),
     ("unknown ", True), ("delivered", False), ("lost in space", False)],
)  # fmt: skip
def test_who_must_act_is_known_of_names_beside_the_list_too(name: str, needs: bool) -> None:
    """Names that were seen and are in no list, and those of an order that OTO says nothing of."""
    assert needs_action(name) is needs
