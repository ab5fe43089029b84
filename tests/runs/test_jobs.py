"""The rows of jobs and workers: who may change them, and when they go."""

import time
from collections.abc import Iterator

import pytest

from importer.ledger import Ledger
from importer.runs import JobOptions, Jobs, State


@pytest.fixture
def ledger(place: str) -> Iterator[Ledger]:
    with Ledger.open(place) as ledger:
        yield ledger


@pytest.fixture
def jobs(ledger: Ledger) -> Jobs:
    jobs = Jobs(ledger)
    jobs.join("one", "host", 2)
    jobs.join("two", "host", 4)
    return jobs


def submitted(jobs: Jobs) -> str:
    return jobs.submit("week.csv", b"rows", JobOptions(), account_name="", kind="run")


def advance(jobs: Jobs, job_id: str, worker: str) -> str | None:
    return jobs.advance(job_id, worker, run_id="", stage="", orders=1, settled=0)


def state(jobs: Jobs, job_id: str) -> State:
    job = jobs.find(job_id)
    assert job is not None
    return job.state


def test_a_job_is_one_workers_at_a_time(jobs: Jobs) -> None:
    """Only one of two workers starts it, and only that one says how far it is and ends it."""
    job_id = submitted(jobs)
    assert [jobs.start(job_id, worker) for worker in ("one", "two", "one")] == [True, False, True]
    assert (advance(jobs, job_id, "two"), advance(jobs, job_id, "one")) == (None, "")
    assert not jobs.end(job_id, "two", 0, {}, {"report": ("x", b"")})
    assert jobs.file(job_id, "report") is None
    assert jobs.end(job_id, "one", 0, {"created": 1}, {"report": ("x", b"1")})
    assert jobs.file(job_id, "report") == ("x", b"1")
    assert not jobs.start(job_id, "two")


def test_a_worker_out_of_service_starts_nothing(jobs: Jobs) -> None:
    """One that was silent too long is taken out once, starts nothing and is told so."""
    job_id = submitted(jobs)
    assert jobs.start(job_id, "one")
    assert sorted(jobs.take_out_silent(-1)) == ["one", "two"]
    assert jobs.take_out_silent(30) == []
    assert not jobs.beat("one")
    jobs.give_all_back("one")
    assert state(jobs, job_id) is State.WAITING
    assert not jobs.start(job_id, "one")
    assert advance(jobs, job_id, "one") is None


def test_a_stop_ends_what_waits_and_is_heard_by_what_runs(jobs: Jobs) -> None:
    """A waiting job ends at once with 130, a running one is its worker's to end."""
    waiting, running = submitted(jobs), submitted(jobs)
    assert jobs.start(running, "one")
    assert jobs.stop(waiting, "noura") is State.ENDED
    assert jobs.stop(running, "noura") is State.RUNNING
    assert advance(jobs, running, "one") == "noura"
    assert (jobs.stop(waiting, "noura"), jobs.start(waiting, "one")) == (None, False)


def test_an_answer_is_taken_once(jobs: Jobs) -> None:
    """A job that asks goes on with the first answer, and keeps its question until then."""
    job_id = submitted(jobs)
    jobs.start(job_id, "one")
    assert jobs.ask(job_id, "one", [{"option": "dates"}], {}, {})
    assert jobs.questions(job_id) == [{"option": "dates"}]
    assert jobs.answer(job_id, JobOptions(dates="day"))
    assert not jobs.answer(job_id, JobOptions(dates="month"))
    assert (jobs.options(job_id).dates, jobs.questions(job_id)) == ("day", [])


def test_files_go_with_the_retention_and_ids_stay(jobs: Jobs, place: str) -> None:
    """What may hold customers' data is deleted some days after the end, also of what was never
    answered; the job's row stays."""
    old, asking, fresh = submitted(jobs), submitted(jobs), submitted(jobs)
    for job_id in (old, asking, fresh):
        jobs.start(job_id, "one")
    jobs.end(old, "one", 0, {}, {})
    jobs.ask(asking, "one", [], {}, {})
    in_three_days = time.time() + 3 * 86_400
    with Ledger.open(place, clock=lambda: in_three_days) as later:
        Jobs(later).end(fresh, "one", 0, {}, {})
        Jobs(later).forget_old(2)
    assert (jobs.file(old, "file"), jobs.file(fresh, "file")) == (None, ("week.csv", b"rows"))
    assert state(jobs, old) is state(jobs, asking) is State.ENDED


def test_the_files_of_one_run_go_at_once_when_it_has_ended(jobs: Jobs) -> None:
    """While it is not ended they are needed; then its file, options and report go, its row stays,
    and so do the files of others."""
    job_id, other = submitted(jobs), submitted(jobs)
    assert not jobs.forget(job_id)
    jobs.start(job_id, "one")
    assert not jobs.forget(job_id)
    assert jobs.end(job_id, "one", 0, {"created": 1}, {"report": ("x", b"1")})
    assert jobs.forget(job_id)
    assert [jobs.file(job_id, kind) for kind in ("file", "options", "report")] == [None] * 3
    assert jobs.file(other, "file") is not None
    job = jobs.find(job_id)
    assert job is not None and job.summary == {"created": 1}
    assert not jobs.forget("nobody")


def test_ids_never_meet(jobs: Jobs, ledger: Ledger) -> None:
    """Thousands of jobs submitted in one second have ids of their own."""
    with ledger.transaction():
        assert len({submitted(jobs) for _n in range(5_000)}) == 5_000


def test_a_run_is_found_by_the_beginning_of_its_id(jobs: Jobs) -> None:
    """As long as no other begins so; signs that a search would obey find nothing."""
    first, second = submitted(jobs), submitted(jobs)
    assert jobs.find(first[:20]) == jobs.find(first)
    assert [jobs.find(start) for start in (second[:4], "%", "", "2_")] == [None] * 4
