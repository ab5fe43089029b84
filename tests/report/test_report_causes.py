"""The causes of a report: what belongs to one, and how it reads."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from importer import catalog
from importer.i18n import without_marks
from importer.outcome import Outcome, Status
from importer.problems import Problem, Severity
from importer.report import RunReport
from importer.report.tables import columns
from tests.report.report_runs import groups_of, mixed, run_of, source

PHONE = ("phone_unreadable", catalog.MOBILE.name)


@pytest.fixture(scope="module")
def hundred(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of a hundred orders."""
    rows = [(str(n), "cod", 1.5, "SAR", "x", "050", date(2026, 1, 1), None) for n in range(100)]
    return source(tmp_path_factory.mktemp("hundred"), rows)


def held(path: Path, values: list[str], **facts: object) -> RunReport:
    """A run in which one phone after the other is wrong."""
    outcomes = [
        Outcome(str(n), (n + 2,), Status.INVALID, problems=(Problem(*_place(n), value),))
        for n, value in enumerate(values)
    ]
    return run_of(path, outcomes, **facts)


def _place(order: int) -> tuple[str, int, str]:
    return PHONE[0], order + 2, PHONE[1]


def test_a_hundred_wrong_values_are_one_cause(hundred: Path) -> None:
    """One line names one of them, and says that the others are not the same but like it."""
    (cause,) = groups_of(held(hundred, [f"x{n}" for n in range(100)]))
    assert (cause.orders, cause.times) == (100, 100)
    assert "“x0”" in cause.message and cause.message.endswith("(And 99 more like it.)")
    (cause,) = groups_of(held(hundred, [f"x{n}" for n in range(100)], lang="ar"))
    message = without_marks(cause.message)
    assert "«x0»" in message and message.endswith("(ومثلها 99 أخرى.)")


def test_the_same_value_in_many_orders_is_a_cause_of_its_own(hundred: Path) -> None:
    """48 orders to “Riyad” are settled by one decision, and are not mixed with other mistakes."""
    values = ["Riyad"] * 48 + ["Jedah"] * 12 + ["one", "two", "three", "four"]
    told = groups_of(held(hundred, values))
    assert [(cause.orders, cause.message.split("”")[0]) for cause in told] == [
        (48, "“Riyad"),
        (12, "“Jedah"),
        (4, "“one"),
    ]
    assert [cause.message.endswith("more like it.)") for cause in told] == [False, False, True]
    assert told[1].places[:2] == (("F50", 50), ("F51", 51))


def test_many_repeated_values_do_not_hide_other_causes(hundred: Path) -> None:
    """The four most frequent values stand for themselves; the others together are one cause."""
    values = [str(n // 2) for n in range(90)] + ["often"] * 10
    told = groups_of(held(hundred, values))
    assert [cause.orders for cause in told] == [84, 10, 2, 2, 2]
    assert sum(cause.times for cause in told) == 100


def test_a_few_different_values_are_told_one_by_one(hundred: Path) -> None:
    """Three different mistakes are read sooner than an example and a number."""
    told = groups_of(held(hundred, ["one", "two", "three", "often", "often"]))
    assert [(cause.orders, cause.message.split("”")[0]) for cause in told] == [
        (2, "“often"),
        (1, "“one"),
        (1, "“two"),
        (1, "“three"),
    ]


def test_what_is_said_of_the_file_is_said_each(hundred: Path) -> None:
    """Each city that is sent under another name is listed, however many they are."""
    renamed = [
        Problem(
            "city_spelled", None, catalog.CITY.name, city, (("city", "Riyadh"), ("orders", "2"))
        )
        for city in ("الرياض", "RIYADH", "riyadh", "Ar Riyadh", "Ar-Riyadh")
    ]
    told = groups_of(held(hundred, [], problems=renamed), Severity.WARNING)
    assert [cause.message.count("Riyadh") > 0 for cause in told] == [True] * 5
    assert not any("more like it" in cause.message for cause in told)


def test_a_line_of_the_console_names_the_first_cells(hundred: Path) -> None:
    """Where to look is said at once; the report names more of them."""
    (cause,) = groups_of(held(hundred, ["same"] * 5))
    assert cause.where_first == "F2, F3, F4 …"
    assert cause.where == "F2, F3, F4, F5, F6"


def test_a_value_that_only_fills_gaps_is_not_called_the_same_for_all(tmp_path: Path) -> None:
    """Where some cells say something else, it stands where the file says nothing."""
    run = mixed(tmp_path)
    rows = len(run.table.frame)
    for first, said in (
        ("AED", "the same for every order: AED"),
        ("SAR", "where the file says nothing: AED"),
    ):
        frame = run.table.frame.assign(currency=[first, *["AED"] * (rows - 1)])
        table = replace(run.table, frame=frame, constants={"currency": "AED"})
        assert columns(replace(run, table=table)).rows[-1].how == said
