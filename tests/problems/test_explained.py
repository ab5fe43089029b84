"""A problem in the words of the merchant's own sheet and of her language."""

from importer import catalog
from importer.i18n import Language, without_marks
from importer.problems import CODES, explain, layout, problem, rules
from importer.problems.cells import PHONE_TOO_SHORT
from importer.problems.problem import of_rows


class OwnHeaders:
    """A sheet with a latitude column of the merchant's own naming, and no longitude."""

    def cell(self, row: int | None, column: str | None) -> str:
        return f"K{row}" if column == catalog.LAT.name else ""

    def header(self, column: str | None) -> str:
        return "My latitude" if column == catalog.LAT.name else column or ""


def message(found: object, lang: Language) -> str:
    told = explain(found, CODES[found.code], OwnHeaders(), lang)  # type: ignore[attr-defined]
    return without_marks(told.message)


def test_a_column_is_called_as_in_the_sheet_and_else_by_its_label() -> None:
    """The merchant reads her own headers; a field that she has no column for has its label."""
    gap = problem(rules.GROUP_INCOMPLETE, 4, catalog.LON.name, other=catalog.LAT.name)
    assert message(gap, "en").startswith("“Longitude” is empty although “My latitude” is filled in")
    assert message(gap, "ar").startswith("خلية «خط الطول» فارغة مع أن خلية «My latitude» مملوءة")


def test_a_country_is_called_by_its_name() -> None:
    """Two letters are OTO's word for a country, not the merchant's."""
    short = problem(PHONE_TOO_SHORT, 4, catalog.MOBILE.name, "055", country="SA", example="051")
    assert "too short for Saudi Arabia" in message(short, "en")
    assert "السعودية" in message(short, "ar")


def test_a_country_that_the_world_does_not_know_is_left_as_it_is() -> None:
    """A code without a name is still better than nothing."""
    short = problem(PHONE_TOO_SHORT, 4, catalog.MOBILE.name, "055", country="QQ", example="051")
    assert "too short for QQ" in message(short, "en")


def test_a_problem_of_many_rows_is_recounted_among_some_of_them() -> None:
    """Its rows and their number are those that are left; without any it is none, and what names no
    rows stays."""
    hidden = problem(layout.HIDDEN_ROWS, rows="2-4, 9", count=4)
    (left,) = of_rows(hidden, {3, 4, 8})
    assert message(left, "en") == "2 hidden rows were read like the others: 3-4."
    assert of_rows(hidden, {5}) == ()
    short = problem(PHONE_TOO_SHORT, 4, catalog.MOBILE.name, "055")
    assert of_rows(short, {5}) == (short,)
