"""Files that are submitted again and again, at a time of day in a time zone.

When a schedule is next stands in its row. Of the workers that find it due, the one whose statement
moves that time on submits the file, in the same transaction: so each tick is one job, and what was
missed while no worker was there is one tick.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from importer.errors import UsageError, reason_of
from importer.i18n import Localized, _
from importer.ledger import Ledger
from importer.runs.jobs import RUN, Job, Jobs, new_id
from importer.runs.messages import said_of
from importer.runs.options import JobOptions
from importer.runs.stillness import Stillness
from importer.text import nearest

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")  # as Python counts them
# Codes in the summary of a run that had nothing to send.
FILE_MISSING, FILE_UNCHANGED = "file_missing", "file_unchanged"
NO_FILE = _("The schedule “{name}” has nothing to send: {file}: {reason}.")
PUT_IT = _(
    "Put the file there before the next time, or hand it over now: python -m importer submit FILE"
)
SAME_FILE = _(
    "The schedule “{name}” has nothing new to send: {file} is as it was when run {run} took it."
)
CHANGE_IT = _("Put the new file in its place before the next time.")
NO_TIME = _("“{text}” is no time of day: it is written as 09:00, from 00:00 to 23:59.")
NO_WEEKLY = _("--weekly takes a weekday and a time, such as “sun 09:00”, not “{text}”.")
DAYS = _("The weekdays are {days}.")
NO_ZONE = _("There is no time zone “{name}”.")
ZONES = _("It is written as Asia/Riyadh or Europe/Istanbul.")
NEAR_ZONE = _("Did you mean {near}?")
NO_NAME = _("This cannot be the name of a schedule.")
NAMES = _(
    "A name has 1 to {most} letters, digits, “-”, “_”, “.” and spaces, and begins with "
    "a letter or a digit."
)
_LONGEST_NAME = 60
_NAME = re.compile(rf"[^\W_][\w .-]{{0,{_LONGEST_NAME - 1}}}")
_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


@dataclass(frozen=True, slots=True)
class Schedule:
    """`path` is where workers find the file. `times` is a time of day, behind a weekday when it is
    weekly; `next_at` is in seconds since 1970. `last_job` is empty before the first time."""

    name: str
    path: Path
    account_name: str
    options: JobOptions
    times: str
    time_zone: str
    next_at: float
    last_job: str
    added_at: float

    @property
    def next_time(self) -> datetime:
        """When it is next, in its time zone."""
        return datetime.fromtimestamp(self.next_at, ZoneInfo(self.time_zone))


def weekly(text: str) -> str:
    """The times of a weekday and a time of day (`sun 09:00`). Raises UsageError for others."""
    day, _space, time = " ".join(text.lower().split()).partition(" ")
    if day not in WEEKDAYS:
        days = ", ".join((*WEEKDAYS[-1:], *WEEKDAYS[:-1]))
        raise UsageError(NO_WEEKLY.given(text=text), DAYS.given(days=days))
    return f"{day} {daily(time)}"


def daily(text: str) -> str:
    """The times of a time of day (`09:00`). Raises UsageError for others."""
    found = _TIME.fullmatch(text.strip())
    if found is None:
        raise UsageError(NO_TIME.given(text=text))
    return f"{int(found[1]):02}:{found[2]}"


def time_zone(text: str) -> str:
    """The name of a time zone. Raises UsageError, with the nearest, for what is none."""
    zones = {zone: zone.casefold() for zone in available_timezones()}
    name = text.strip().casefold()
    exact = next((zone for zone, folded in zones.items() if folded == name), None)
    if exact is None:
        near = next(iter(nearest(name, zones, least=60.0)), None)
        cure = ZONES if near is None else NEAR_ZONE.given(near=near)
        raise UsageError(NO_ZONE.given(name=text), cure)
    return exact


def next_time(times: str, zone: str, after: float) -> float:
    """The first of the times that is later than `after`, both in seconds since 1970. One that a
    clock put forward leaves out is at the next minute that there is; one that comes twice is the
    first of the two."""
    local = ZoneInfo(zone)
    *day, clock = times.split()
    at = time_of_day.fromisoformat(clock)
    today = datetime.fromtimestamp(after, local).date()
    for ahead in range(-1, 9):  # from yesterday: of a day that was left out the time is on the next
        each = today + timedelta(days=ahead)
        if not day or WEEKDAYS[each.weekday()] in day:
            found = _seconds(each, at, local)
            if found > after:
                return found
    raise AssertionError("a week has every weekday")


def _seconds(day: date, at: time_of_day, zone: ZoneInfo) -> float:
    local = datetime.combine(day, at)
    while True:
        moment = local.replace(tzinfo=zone).astimezone(UTC)
        if moment.astimezone(zone).replace(tzinfo=None) == local:
            return moment.timestamp()
        local += timedelta(minutes=1)


def add(
    ledger: Ledger,
    name: str,
    path: Path,
    options: JobOptions,
    *,
    account_name: str,
    times: str,
    zone: str,
) -> Schedule:
    """Keeps a schedule, in place of one of that name. Raises UsageError for a name that cannot
    be."""
    if not _NAME.fullmatch(name):
        raise UsageError(NO_NAME, NAMES.given(most=_LONGEST_NAME))
    (row,) = ledger.database.execute("time")
    ledger.database.execute(
        "keep_schedule",
        name=name,
        path=str(path),
        account_name=account_name,
        options=options.to_json().decode(),
        times=times,
        time_zone=zone,
        next_at=next_time(times, zone, row["now"]),
    )
    return next(each for each in known_schedules(ledger) if each.name == name)


def remove(ledger: Ledger, name: str) -> bool:
    """Forgets a schedule; whether there was one of that name."""
    return bool(ledger.database.execute("delete_schedule", name=name))


def known_schedules(ledger: Ledger) -> list[Schedule]:
    """All of them, by name."""
    return [_schedule_of(row) for row in ledger.database.execute("schedules")]


def submit_due(ledger: Ledger, stillness: Stillness) -> int:
    """Submits what is due. Gives how many schedules it leaves due, because somebody may still be
    writing the file."""
    waiting = 0
    for row in ledger.database.execute("due_schedules"):
        schedule, data, reason = _schedule_of(row), None, None
        try:
            data = stillness.read(schedule.path)
        except OSError as error:
            reason = reason_of(error)
        if data is None and reason is None:
            waiting += 1
        else:
            _take(ledger, schedule, row["now"], data, reason)
    return waiting


def _take(
    ledger: Ledger, schedule: Schedule, now: float, data: bytes | None, reason: Localized | None
) -> None:
    job_id, jobs = new_id(), Jobs(ledger)
    with ledger.transaction(alone=True):
        taken = ledger.database.execute(
            "take_tick",
            name=schedule.name,
            due=schedule.next_at,
            added_at=schedule.added_at,
            next_at=next_time(schedule.times, schedule.time_zone, now),
            last_job=job_id,
        )
        if not taken:
            return  # another worker's
        before = None if data is None else jobs.of_content(data, schedule.account_name)
        if data is not None and before is None:
            jobs.submit(
                schedule.path.name,
                data,
                schedule.options,
                account_name=schedule.account_name,
                kind=RUN,
                job_id=job_id,
            )
            return
        _refuse(jobs, schedule, job_id, before, reason)


def _refuse(
    jobs: Jobs, schedule: Schedule, job_id: str, before: Job | None, reason: Localized | None
) -> None:
    facts = {"name": schedule.name, "file": schedule.path}
    if before is None:
        code, said = FILE_MISSING, said_of(NO_FILE.given(**facts, reason=reason), PUT_IT)
    else:
        code, said = (
            FILE_UNCHANGED,
            said_of(SAME_FILE.given(**facts, run=before.job_id), CHANGE_IT),
        )
    jobs.refuse(
        job_id,
        schedule.path.name,
        schedule.options,
        account_name=schedule.account_name,
        code=code,
        said=said,
    )


def _schedule_of(row: Any) -> Schedule:
    return Schedule(
        row["name"],
        Path(row["path"]),
        row["account_name"],
        JobOptions.from_json(row["options"].encode()),
        row["times"],
        row["time_zone"],
        row["next_at"],
        row["last_job"],
        row["added_at"],
    )
