"""Files that are sent by a schedule: when, how often, and what is said when there is nothing."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from importer.ledger import Ledger
from importer.runs import JobOptions, Jobs, State, schedules
from importer.runs.schedules import next_time
from importer.runs.stillness import Stillness
from tests.faulty_oto import Remote
from tests.runs.conftest import MakeFleet
from tests.runs.fleet import LIVE, Fleet, ended, orders, until

SUNDAY = datetime(2026, 11, 29, 9, tzinfo=ZoneInfo("Asia/Riyadh")).timestamp()
WEEK = 7 * 86_400.0


class Clock:
    """Seconds since 1970, as far as a test has come."""

    def __init__(self, now: float) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


def local(zone: str, text: str, fold: int = 0) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold).timestamp()


def add(ledger: Ledger, file: Path, times: str = "sun 09:00", name: str = "week") -> None:
    schedules.add(
        ledger, name, file, JobOptions(), account_name="", times=times, zone="Asia/Riyadh"
    )


def look(ledger: Ledger, clock: Clock) -> None:
    """What one worker does within some seconds."""
    stillness = Stillness(clock)
    waiting = schedules.submit_due(ledger, stillness)
    clock.now += 6
    assert not waiting or schedules.submit_due(ledger, stillness) == 0


@pytest.mark.parametrize(
    ("zone", "times", "after", "expected"),
    [
        # No change of the clock.
        ("Asia/Riyadh", "sun 09:00", "2026-11-27 12:00", "2026-11-29 09:00"),
        ("Asia/Riyadh", "sun 09:00", "2026-11-29 09:00", "2026-12-06 09:00"),
        ("Europe/Istanbul", "09:00", "2026-03-29 08:59", "2026-03-29 09:00"),
        ("Europe/Istanbul", "09:00", "2026-10-25 09:00", "2026-10-26 09:00"),
        # The same time of day before and after a change.
        ("Europe/Berlin", "sun 09:00", "2026-03-22 09:00", "2026-03-29 09:00"),
        ("America/New_York", "sun 09:00", "2026-10-25 09:00", "2026-11-01 09:00"),
        # A time that is left out is at the next one that there is, and the day after as always.
        ("America/New_York", "02:30", "2026-03-07 12:00", "2026-03-08 03:00"),
        ("America/New_York", "02:30", "2026-03-08 03:00", "2026-03-09 02:30"),
        ("Australia/Lord_Howe", "02:10", "2026-10-03 12:00", "2026-10-04 02:30"),
        ("Pacific/Apia", "fri 09:00", "2011-12-29 12:00", "2011-12-31 00:00"),
        # One that comes twice is the first.
        ("America/New_York", "01:30", "2026-10-31 12:00", "2026-11-01 01:30"),
        ("America/New_York", "01:30", "2026-11-01 01:30", "2026-11-02 01:30"),
    ],
)
def test_when_it_is_next(zone: str, times: str, after: str, expected: str) -> None:
    """A time of day is that of the zone's clock, whatever that clock does."""
    assert next_time(times, zone, local(zone, after)) == local(zone, expected)


def test_a_time_that_comes_twice_is_once() -> None:
    """Between the two it is the next day's turn."""
    zone = "America/New_York"
    between = local(zone, "2026-11-01 01:10", fold=1)
    assert next_time("01:30", zone, between) == local(zone, "2026-11-02 01:30")


def test_riyadh_and_istanbul_have_their_own_nine_o_clock() -> None:
    """They are the same moment now, and were not in an older winter."""
    for year, hours in (("2026", 0), ("2015", 1)):
        moments = [
            next_time("09:00", zone, local("UTC", f"{year}-12-01 00:00"))
            for zone in ("Asia/Riyadh", "Europe/Istanbul")
        ]
        assert moments[1] - moments[0] == hours * 3600


def test_a_tick_is_one_job_whoever_finds_it(place: str, tmp_path: Path) -> None:
    """Two workers that find the schedule due submit its file once, when its time has come."""
    file, clock = orders(tmp_path, 1), Clock(SUNDAY - 60)
    with Ledger.open(place, clock=clock) as one, Ledger.open(place, clock=clock) as other:
        add(one, file)
        look(one, clock)
        assert Jobs(one).newest() == []
        clock.now = SUNDAY
        workers = [(one, Stillness(clock)), (other, Stillness(clock))]
        for seconds in (6, 0, 0):
            for worker in workers:
                schedules.submit_due(*worker)
            clock.now += seconds
        (job,) = Jobs(one).newest()
        (kept,) = schedules.known_schedules(one)
    assert (job.file_name, job.state) == ("week.csv", State.WAITING)
    assert (kept.last_job, kept.next_at) == (job.job_id, SUNDAY + WEEK)


def test_what_was_missed_is_caught_up_with_once(place: str, tmp_path: Path) -> None:
    """After five weeks without a worker one job is submitted, and the next is on its Sunday."""
    clock = Clock(SUNDAY - 60)
    with Ledger.open(place, clock=clock) as ledger:
        add(ledger, orders(tmp_path, 1))
        clock.now = SUNDAY + 5 * WEEK + 3600
        for _time in range(3):
            look(ledger, clock)
        assert len(Jobs(ledger).newest()) == 1
        assert schedules.known_schedules(ledger)[0].next_at == SUNDAY + 6 * WEEK


def test_a_file_that_is_not_there_is_told(place: str, tmp_path: Path) -> None:
    """The run has ended with exit 2, and says which file; a pipe in its place is no file."""
    clock = Clock(SUNDAY - 60)
    with Ledger.open(place, clock=clock) as ledger:
        add(ledger, tmp_path / "absent.xlsx")
        clock.now = SUNDAY
        look(ledger, clock)
        (job,) = Jobs(ledger).newest()
        assert (job.state, job.exit_code) == (State.ENDED, 2)
        assert job.summary == {"error": {"code": "file_missing"}}
        assert str(tmp_path / "absent.xlsx") in Jobs(ledger).file(job.job_id, "error")[1].decode()
        assert Jobs(ledger).waiting() == []


def test_an_unchanged_file_is_not_sent_again_and_told(place: str, tmp_path: Path) -> None:
    """What brought all orders to OTO is not sent again; what failed is: only the rest is sent."""
    file, clock = orders(tmp_path, 1), Clock(SUNDAY - 60)
    with Ledger.open(place, clock=clock) as ledger:
        jobs, codes = Jobs(ledger), []
        jobs.join("worker", "host", 1)
        add(ledger, file)
        for week, ends_with in enumerate((3, 0, None, 0)):
            clock.now = SUNDAY + week * WEEK
            if week == 3:
                orders(tmp_path, 2)
            look(ledger, clock)
            job_id = schedules.known_schedules(ledger)[0].last_job
            if ends_with is not None:
                assert jobs.start(job_id, "worker")
                assert jobs.end(job_id, "worker", ends_with, {}, {})
            job = jobs.find(job_id)
            assert job is not None
            codes.append((job.exit_code, job.summary))
        assert codes == [(3, {}), (0, {}), (2, {"error": {"code": "file_unchanged"}}), (0, {})]


def test_a_file_that_is_being_written_is_waited_for(tmp_path: Path) -> None:
    """What is copied when its time comes is taken whole, once it has stopped growing."""
    file, clock = tmp_path / "week.csv", Clock(SUNDAY - 60)
    file.write_bytes(b"a")
    with Ledger.open(tmp_path / "ledger.db", clock=clock) as ledger:
        add(ledger, file)
        clock.now, stillness = SUNDAY, Stillness(clock)
        for _second in range(12):
            assert schedules.submit_due(ledger, stillness) == 1
            file.write_bytes(file.read_bytes() + b"a")
            clock.now += 1
        for _second in range(6):
            schedules.submit_due(ledger, stillness)
            clock.now += 1
        (job,) = Jobs(ledger).newest()
        assert Jobs(ledger).file(job.job_id, "file") == ("week.csv", b"a" * 13)


def test_a_schedule_that_was_changed_keeps_to_the_new_time(tmp_path: Path) -> None:
    """Adding it again replaces it, also while it is due; removing it ends it."""
    clock = Clock(SUNDAY - 60)
    with Ledger.open(tmp_path / "ledger.db", clock=clock) as ledger:
        add(ledger, orders(tmp_path, 1))
        clock.now = SUNDAY + 1
        add(ledger, orders(tmp_path, 1), "10:00")
        look(ledger, clock)
        assert Jobs(ledger).newest() == []
        assert [each.times for each in schedules.known_schedules(ledger)] == ["10:00"]
        assert schedules.remove(ledger, "week")
        assert not schedules.remove(ledger, "week")


def let_be_due(fleet: Fleet) -> None:
    """The hour of all schedules has come."""
    with Ledger.open(fleet.ledger) as ledger:
        now = ledger.database.execute("time")[0]["now"]
        ledger.database.run("UPDATE schedules SET next_at = :at", {"at": now - 1})


def test_three_workers_of_which_one_is_killed_tick_once(
    fleet_of: MakeFleet, oto: str, place: str
) -> None:
    """Each schedule makes one run, whichever worker finds it, and its orders are sent once."""
    fleet = fleet_of(place=place)
    fleet.environment["TZ"] = "Asia/Riyadh"
    when = ["--daily", "09:00", "--time-zone", "Asia/Riyadh"]
    sent = orders(fleet.folder, 3)
    code, out, err = fleet.runs("schedule", "add", "sent", sent, *when)
    assert (code, err) == (0, "")
    assert "without asking" in out
    for name in "ab":
        assert fleet.runs("schedule", "add", name, f"absent-{name}.xlsx", *when)[0] == 0
    workers = [fleet.worker() for _worker in range(3)]
    until(lambda: len(live_workers(fleet)) == 3)
    let_be_due(fleet)
    workers[0].kill()
    until(lambda: len(runs_of(fleet)) == 3)
    (job_id,) = [job_id for job_id, name in runs_of(fleet) if name == "week.csv"]
    until(ended(fleet, job_id))
    assert fleet.job(job_id).exit_code == 0
    assert sorted(name for _, name in runs_of(fleet)) == [
        *(f"absent-{name}.xlsx" for name in "ab"),
        "week.csv",
    ]
    assert len(Remote(oto).calls("createOrder")) == 3
    code, out, _err = fleet.runs("schedule", "list")
    assert code == 0
    assert f"{job_id} done" in out


def live_workers(fleet: Fleet) -> list[str]:
    with Ledger.open(fleet.ledger) as ledger:
        return [row["worker"] for row in ledger.database.run("SELECT worker FROM workers", {})]


def runs_of(fleet: Fleet) -> list[tuple[str, str]]:
    with Ledger.open(fleet.ledger) as ledger:
        return [(job.job_id, job.file_name) for job in Jobs(ledger).newest()]


def test_a_schedule_sends_without_asking_but_asks_what_is_meant(
    fleet_of: MakeFleet, oto: str
) -> None:
    """Where orders cost money it needs no yes; a date that can be read two ways waits."""
    fleet = fleet_of(begins=(LIVE,))
    unclear = fleet.folder / "unclear.csv"
    head, row = orders(fleet.folder, 1, name="clear.csv").read_text().splitlines()
    unclear.write_text(f"{head},orderDate\n{row},03/04/2026\n".replace("A0", "B0"))
    for name in ("clear", "unclear"):
        words = [name, f"{name}.csv", "--weekly", "sun 09:00", "--time-zone", "asia/riyadh"]
        assert fleet.runs("schedule", "add", *words)[0] == 0
    let_be_due(fleet)
    fleet.carry_out()
    states = {name: fleet.job(job_id).state for job_id, name in runs_of(fleet)}
    assert states == {"clear.csv": State.ENDED, "unclear.csv": State.ASKING}
    assert [order["orderId"] for order in Remote(oto).orders()] == ["A0"]
    document = fleet.runs("schedule", "list", "--json")[1]
    assert '"time_zone": "Asia/Riyadh"' in document
    assert '"last_state": "asking"' in document
    assert fleet.runs("schedule", "remove", "clear")[0] == 0
    assert fleet.runs("schedule", "remove", "clear")[0] == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--daily", "09:00"], "--time-zone Asia/Riyadh"),
        (["--time-zone", "Asia/Riyadh"], "--weekly"),
        (["--weekly", "sun 09:00", "--daily", "09:00", "--time-zone", "UTC"], "either"),
        (["--weekly", "الأحد 09:00", "--time-zone", "UTC"], "sun, mon, tue"),
        (["--daily", "24:00", "--time-zone", "UTC"], "from 00:00 to 23:59"),
        (["--daily", "9", "--time-zone", "UTC"], "09:00"),
        (["--daily", "09:00", "--time-zone", "Asia/Riyad"], "Did you mean Asia/Riyadh?"),
        (["--daily", "09:00", "--time-zone", "UTC", "--account", "Dammam"], "Dammam"),
    ],
)
def test_what_cannot_be_is_told(fleet: Fleet, words: list[str], said: str) -> None:
    """A mistake in the words of a schedule is a usage error with what to write."""
    code, out, err = fleet.runs("schedule", "add", "week", "week.csv", *words)
    assert (code, out) == (2, "")
    assert said in err
