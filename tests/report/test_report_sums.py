"""The sums of a report, on random runs."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from importer import catalog
from importer.outcome import IN_OTO, Outcome, Status
from importer.problems import Problem, Severity
from importer.reading import read_workbook
from importer.report import summary
from tests.report.report_runs import ROWS, groups_of, mixed, run_of, source, table_of

CONTRACT = {
    "file", "report", "rows", "orders", "created", "already_created", "conflict", "rejected",
    "invalid", "unconfirmed", "not_sent", "warnings", "seconds",
}  # fmt: skip
CODES = ("payment_unknown", "phone_unreadable", "currency_unknown", "OTO1029", "of_tomorrow")
COLUMNS = (catalog.AMOUNT.name, catalog.MOBILE.name, None)


@pytest.fixture(scope="module")
def forty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of forty rows."""
    rows = [(str(n), "cod", 1.5, "SAR", "x", "050", date(2026, 1, 1), None) for n in range(40)]
    return source(tmp_path_factory.mktemp("forty"), rows)


@st.composite
def divided(draw: st.DrawFn) -> list[Outcome]:
    """The rows 2 to 41 dealt out to orders of any status with any problems."""
    places = draw(st.lists(st.integers(0, 12), min_size=40, max_size=40))
    problem = st.builds(
        Problem,
        code=st.sampled_from(CODES),
        row=st.integers(2, 41),
        column=st.sampled_from(COLUMNS),
    )
    outcomes = []
    for place in dict.fromkeys(places):
        rows = tuple(n for n, other in enumerate(places, 2) if other == place)
        found = draw(st.lists(problem, max_size=4))
        status = draw(st.sampled_from(list(Status)))
        outcomes.append(Outcome(str(place), rows, status, problems=tuple(found)))
    return outcomes


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(outcomes=divided())
def test_the_counts_add_up_whatever_the_run(forty: Path, outcomes: list[Outcome]) -> None:
    """Every order is in one status, every row in one place, whatever became of them."""
    run = run_of(forty, outcomes, table=TABLES.setdefault(forty, table_of(read_workbook(forty))))
    counts = run.totals
    assert counts.add_up
    assert counts.orders == Counter(outcome.status for outcome in outcomes)
    assert counts.rows.total() + counts.headers == counts.sheet_rows == 41
    told = summary(run, None)
    statuses = [s.value for s in Status if s is not Status.VALID]
    assert sum(told[name] for name in statuses) + counts.orders[Status.VALID] == told["orders"]
    assert told["rows"] == 40


TABLES: dict = {}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(outcomes=divided())
def test_causes_count_every_problem_once_and_come_largest_first(
    forty: Path, outcomes: list[Outcome]
) -> None:
    """The groups hold each problem of each order that is left once, and what matters most is
    first."""
    run = run_of(forty, outcomes, table=TABLES.setdefault(forty, table_of(read_workbook(forty))))
    causes = groups_of(run)
    left = [outcome for outcome in outcomes if outcome.status not in IN_OTO]
    assert sum(cause.times for cause in causes) == sum(len(set(each.problems)) for each in left)
    sizes = [cause.orders for cause in causes]
    assert sizes == sorted(sizes, reverse=True)


def test_a_problem_told_by_file_and_order_counts_once(tmp_path: Path) -> None:
    """The pipeline hands in all problems beside those of the orders; nothing is counted twice."""
    run = mixed(tmp_path)
    again = [problem for outcome in run.outcomes for problem in outcome.problems]
    both = run_of(run.file, run.outcomes, problems=again)
    assert groups_of(both) == groups_of(run)


def test_what_held_an_order_back_is_no_cause_once_it_is_in_oto(tmp_path: Path) -> None:
    """Neither a problem of its rows nor, when all are there, one of the file; its warnings stay."""
    bad = Problem("phone_too_short", 2, catalog.MOBILE.name, "12")
    of_file = Problem("currency_unknown", column=catalog.CURRENCY.name)
    warning = Problem("city_matched", 2, catalog.CURRENCY.name, facts=(("city", "Riyadh"),))
    ends = [
        Outcome("1001", (2,), Status.ALREADY_CREATED, ("5",)),
        Outcome("1002", (3, 4, 5, 6), Status.INVALID),
    ]
    path, found = source(tmp_path), [bad, of_file, warning]
    run = run_of(path, ends, problems=found)
    assert [cause.code for cause in groups_of(run)] == ["currency_unknown"]
    assert [cause.code for cause in groups_of(run, Severity.WARNING)] == ["city_matched"]
    all_there = [ends[0], Outcome("1002", (3, 4, 5, 6), Status.CREATED, ("6",))]
    run = run_of(path, all_there, problems=found)
    assert groups_of(run) == ()
    assert [cause.code for cause in groups_of(run, Severity.WARNING)] == ["city_matched"]


def test_a_warning_counts_the_orders_that_were_to_be_sent(tmp_path: Path) -> None:
    """Not those that were in OTO before, nor those held back; without any it is not told."""
    facts = (("orders", "3"), ("short", "X"), ("rows", "2-3, 5"))
    warning = Problem("national_address_missing", column=catalog.MOBILE.name, facts=facts)
    statuses = (Status.CREATED, Status.ALREADY_CREATED, Status.INVALID)
    rows = ((2,), (3, 4), (5, 6))
    ends = [Outcome(str(n), *each) for n, each in enumerate(zip(rows, statuses, strict=True))]
    path = source(tmp_path)
    (told,) = groups_of(run_of(path, ends, problems=[warning]), Severity.WARNING)
    assert told.message.startswith("1 order to Saudi Arabia")
    ends[0] = Outcome("0", (2,), Status.CONFLICT)
    assert groups_of(run_of(path, ends, problems=[warning]), Severity.WARNING) == ()


def test_a_problem_of_the_file_comes_first(tmp_path: Path) -> None:
    """What holds every order is told before what holds one."""
    run = mixed(tmp_path, problems=[Problem("currency_unknown", column=catalog.CURRENCY.name)])
    first = groups_of(run)[0]
    assert (first.code, first.orders, first.places) == ("currency_unknown", 0, ())


def test_rows_that_are_in_no_order_are_named(tmp_path: Path) -> None:
    """A lost row cannot hide: the sums do not add up and say which row it is."""
    run = run_of(source(tmp_path), [Outcome("1001", (2,), Status.CREATED)])
    counts = run.totals
    assert not counts.add_up
    assert counts.unaccounted == (3, 4, 5, 6)


def test_rows_above_the_header_and_left_out_are_counted(tmp_path: Path) -> None:
    """A total line that mapping left out is a row of the file with a place of its own."""
    path = source(tmp_path, [*ROWS, ("Total", None, 382.25, None, None, None, None, None)])
    table = table_of(read_workbook(path))
    kept = type(table)(**{**vars(table), "frame": table.frame.iloc[:-1]})
    run = run_of(path, mixed(tmp_path).outcomes, table=kept)
    counts = run.totals
    assert (counts.left_out, counts.headers, counts.sheet_rows) == (1, 1, 7)
    assert counts.add_up


def test_the_summary_has_the_keys_of_the_contract(tmp_path: Path) -> None:
    """Other programs read these keys, and no other after a run."""
    told = summary(mixed(tmp_path), tmp_path / "r.xlsx")
    assert set(told) == CONTRACT
    assert (told["orders"], told["rows"], told["created"], told["invalid"]) == (4, 5, 1, 1)


def test_the_summary_of_a_check_counts_the_valid(tmp_path: Path) -> None:
    """After a check the sum needs the orders that are ready."""
    run = run_of(source(tmp_path), [Outcome("1", (2, 3, 4, 5, 6), Status.VALID)], check_only=True)
    assert summary(run, None)["valid"] == 1


def test_warnings_are_counted(tmp_path: Path) -> None:
    """A warning is counted as often as it was found, whatever became of its order."""
    warning = Problem("cell_hidden", 2, catalog.AMOUNT.name)
    run = run_of(source(tmp_path), [Outcome("1", (2,), Status.CREATED, ("9",), (warning,))])
    expected = sum(cause.times for cause in groups_of(run, Severity.WARNING))
    assert summary(run, None)["warnings"] == expected
