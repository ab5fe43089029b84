"""The submitted runs in the ledger's database, and the workers that carry them.

A job is `waiting`, `running`, `asking` or `ended`. Its rows in `jobs` hold ids, states and counts;
what may hold customers' data is in `job_files`, which goes when the retention is over.
"""

import hashlib
import json
import secrets
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias

from importer.errors import UsageError
from importer.ledger import Ledger
from importer.runs.options import JobOptions

RUN, CHECK = "run", "check"
FILE, OPTIONS, QUESTIONS, ERROR = "file", "options", "question", "error"
REPORT, PAGE, COPY = "report", "page", "annotated"
INTERRUPTED = 130
SILENCE_SECONDS = 30.0  # after which a worker is dead
_DAY_SECONDS = 86_400.0
# What belongs to a job: its name and its bytes, by kind.
Files: TypeAlias = Mapping[str, tuple[str, bytes]]


class State(StrEnum):
    """What a job is doing."""

    WAITING = "waiting"
    RUNNING = "running"
    ASKING = "asking"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Job:
    """A submitted file and how far it is; times are in seconds since 1970."""

    job_id: str
    account_name: str
    kind: str
    file_name: str
    submitted_by: str
    submitted_at: float
    state: State
    run_id: str
    stage: str
    orders: int
    settled: int
    started_at: float | None
    ended_at: float | None
    exit_code: int | None
    summary: Mapping[str, Any]
    stopped_by: str

    @property
    def is_under_way(self) -> bool:
        """Whether it comes to its end, or to a question, without anybody's help."""
        return self.state in (State.WAITING, State.RUNNING)


@dataclass(frozen=True, slots=True)
class Counts:
    """All jobs of a ledger in figures: those not ended by state, those that ended by exit code with
    the orders that they `settled`, the `workers` that live, and for how long the oldest job waits
    of those that only need a worker with room."""

    workers: int
    open: Mapping[State, int]
    ended: Mapping[int, int]
    settled: int
    wait_seconds: float


class Jobs:
    """The jobs in a ledger and their verbs. Each raises SetupError when the ledger fails, and gives
    False when somebody else was quicker."""

    def __init__(self, ledger: Ledger) -> None:
        self._database = ledger.database

    # --- whoever submits

    def submit(
        self,
        file_name: str,
        data: bytes,
        options: JobOptions,
        *,
        account_name: str,
        kind: str,
        job_id: str = "",
    ) -> str:
        """Hands a file to the workers, under a `new_id` that may be known already; gives the job's
        id."""
        job_id = job_id or new_id()
        with self._database.transaction():
            self._database.execute(
                "add_job",
                job_id=job_id,
                account_name=account_name,
                kind=kind,
                file_name=file_name,
                source_hash=hash_of(data),
                submitted_by=options.submitted_by,
            )
            files = {FILE: (file_name, data), OPTIONS: ("options.json", options.to_json())}
            self._keep(job_id, files)
        return job_id

    def refuse(
        self,
        job_id: str,
        file_name: str,
        options: JobOptions,
        *,
        account_name: str,
        code: str,
        said: bytes,
    ) -> None:
        """Notes that there was nothing to submit, as a run that has ended with the code of an error
        and what is `said_of` it."""
        account = account_name
        with self._database.transaction():
            self.submit(file_name, b"", options, account_name=account, kind=RUN, job_id=job_id)
            self._database.execute("delete_job_file", job_id=job_id, kind=FILE)
            self._keep(job_id, {ERROR: ("error.json", said)})
            summary = json.dumps({"error": {"code": code}})
            exit_code = UsageError.exit_code
            self._database.execute(
                "refuse_job", job_id=job_id, exit_code=exit_code, summary=summary
            )

    def of_content(self, data: bytes, account_name: str) -> Job | None:
        """The account's run of the same bytes that is not over yet, or brought all orders to
        OTO."""
        values = {"source_hash": hash_of(data), "account_name": account_name}
        rows = self._database.execute("job_of_content", **values)
        return _job_of(rows[0]) if rows else None

    def newest(self, limit: int = 100) -> list[Job]:
        """The newest `limit` jobs, newest first."""
        return [_job_of(row) for row in self._database.execute("newest_jobs", limit=limit)]

    def newest_of(self, account_name: str, limit: int = 100) -> list[Job]:
        """The newest `limit` jobs of the account, newest first."""
        values = {"account_name": account_name, "limit": limit}
        return [_job_of(row) for row in self._database.execute("newest_jobs_of", **values)]

    def find(self, start: str) -> Job | None:
        """The job whose id is, or alone begins with, `start`."""
        safe = "".join(letter for letter in start if letter.isalnum() or letter == "-")
        if not safe or safe != start:
            return None
        rows = self._database.execute("jobs_like", pattern=f"{safe}%")
        exact = [row for row in rows if row["job_id"] == start]
        found = exact or (rows if len(rows) == 1 else [])
        return _job_of(found[0]) if found else None

    def file(self, job_id: str, kind: str) -> tuple[str, bytes] | None:
        """The name and the bytes of what belongs to the job, while it is kept."""
        rows = self._database.execute("job_file", job_id=job_id, kind=kind)
        return (rows[0]["name"], bytes(rows[0]["content"])) if rows else None

    def file_names(self, job_id: str) -> dict[str, str]:
        """By kind, what belongs to the job and is kept."""
        rows = self._database.execute("job_file_names", job_id=job_id)
        return {row["kind"]: row["name"] for row in rows}

    def options(self, job_id: str) -> JobOptions:
        """How the job's file is to be read and sent."""
        found = self.file(job_id, OPTIONS)
        return JobOptions() if found is None else JobOptions.from_json(found[1])

    def questions(self, job_id: str) -> list[dict[str, Any]]:
        """What the job waits to be told."""
        found = self.file(job_id, QUESTIONS)
        return [] if found is None else list(json.loads(found[1]))

    def answer(self, job_id: str, options: JobOptions) -> bool:
        """Lets a job that asks go on with what was answered."""
        with self._database.transaction():
            if not self._database.execute("answer_job", job_id=job_id):
                return False
            self._keep(job_id, {OPTIONS: ("options.json", options.to_json())})
            self._database.execute("delete_job_file", job_id=job_id, kind=QUESTIONS)
        return True

    def decline(self, job_id: str) -> bool:
        """Ends a job that asks: nothing is sent, its report stays."""
        return bool(self._database.execute("decline_job", job_id=job_id))

    def stop(self, job_id: str, by: str) -> State | None:
        """Ends a job, one that runs in good order; its state now, None when it had ended."""
        rows = self._database.execute("stop_job", job_id=job_id, stopped_by=by)
        return State(rows[0]["state"]) if rows else None

    # --- whoever carries a job

    def start(self, job_id: str, worker: str) -> bool:
        """Takes a waiting job, or goes on with one of the worker's own."""
        return bool(self._database.execute("start_job", job_id=job_id, worker=worker))

    def advance(
        self, job_id: str, worker: str, *, run_id: str, stage: str, orders: int, settled: int
    ) -> str | None:
        """Notes how far the worker's job is. Gives by whom it was stopped (empty: by nobody), None
        when the job is no longer this worker's."""
        values = {"run_id": run_id, "stage": stage, "orders": orders, "settled": settled}
        rows = self._database.execute("advance_job", job_id=job_id, worker=worker, **values)
        return str(rows[0]["stopped_by"]) if rows else None

    def end(
        self, job_id: str, worker: str, exit_code: int, summary: Mapping[str, Any], files: Files
    ) -> bool:
        """Ends the worker's job, with its report."""
        said = json.dumps(summary)
        with self._database.transaction():
            ended = self._database.execute(
                "end_job", job_id=job_id, worker=worker, exit_code=exit_code, summary=said
            )
            if ended:
                self._keep(job_id, files)
        return bool(ended)

    def ask(
        self,
        job_id: str,
        worker: str,
        questions: Sequence[Mapping[str, Any]],
        summary: Mapping[str, Any],
        files: Files,
    ) -> bool:
        """Lets the worker's job wait for answers, with the report of its check."""
        asked = json.dumps(list(questions), ensure_ascii=False).encode()
        with self._database.transaction():
            asking = self._database.execute(
                "ask_job", job_id=job_id, worker=worker, summary=json.dumps(summary)
            )
            if asking:
                self._keep(job_id, {**files, QUESTIONS: ("question.json", asked)})
        return bool(asking)

    def give_back(self, job_id: str, worker: str) -> None:
        """Lets another worker go on with the worker's job."""
        self._database.execute("give_back_job", job_id=job_id, worker=worker)

    # --- workers

    def join(self, worker: str, host: str, slots: int) -> None:
        """A worker begins its service."""
        self._database.execute("add_worker", worker=worker, host=host, slots=slots)

    def beat(self, worker: str) -> bool:
        """Notes that the worker lives; False when it was silent so long that its jobs went on
        elsewhere."""
        return bool(self._database.execute("beat_worker", worker=worker))

    def leave(self, worker: str) -> None:
        """A worker, dead or at its end, carries nothing any more."""
        self._database.execute("delete_worker", worker=worker)

    def take_out_silent(self, silence: float) -> list[str]:
        """The workers silent for so many seconds, for the caller to hand their work on."""
        return [
            row["worker"]
            for row in self._database.execute("take_out_silent_workers", silence=silence)
        ]

    def give_all_back(self, worker: str) -> None:
        """Lets others go on with all jobs of the worker."""
        self._database.execute("give_back_jobs", worker=worker)

    def has_worker(self) -> bool:
        """Whether any worker lives that could take a job."""
        return bool(self._database.execute("count_workers", silence=SILENCE_SECONDS)[0]["workers"])

    def most_slots(self) -> int:
        """How many jobs the largest worker carries side by side."""
        return int(self._database.execute("most_slots")[0]["slots"] or 1)

    def waiting(self) -> list[tuple[str, str, float]]:
        """The ids of the jobs that wait, each with its account's name and when it was submitted, in
        their order."""
        rows = self._database.execute("waiting_jobs")
        return [(row["job_id"], row["account_name"], row["submitted_at"]) for row in rows]

    def left(self) -> int:
        """How many jobs wait or run."""
        return int(self._database.execute("count_jobs_left")[0]["jobs"])

    def counts(self, silence: float) -> Counts:
        """The figures; a worker silent for so many seconds does not live."""
        opened = self._database.execute("count_open_jobs")
        ended = self._database.execute("count_ended_jobs")
        return Counts(
            workers=int(self._database.execute("count_workers", silence=silence)[0]["workers"]),
            open=dict.fromkeys((State.WAITING, State.RUNNING, State.ASKING), 0)
            | {State(row["state"]): int(row["jobs"]) for row in opened},
            ended={int(row["exit_code"]): int(row["jobs"]) for row in ended},
            settled=sum(int(row["settled"]) for row in ended),
            wait_seconds=max(0.0, self._database.execute("longest_wait")[0]["seconds"] or 0.0),
        )

    def forget(self, job_id: str) -> bool:
        """Deletes the files of a job that has ended; what is left are ids, states and counts."""
        with self._database.transaction():
            job = self.find(job_id)
            if job is None or job.state is not State.ENDED:
                return False
            self._database.execute("delete_job_files", job_id=job_id)
        return True

    def forget_old(self, days: float) -> None:
        """Deletes the files of jobs that ended so long ago; one unanswered so long ends."""
        seconds = days * _DAY_SECONDS
        with self._database.transaction():
            self._database.execute("delete_old_job_files", seconds=seconds)
            self._database.execute("end_unanswered_jobs", seconds=seconds)

    def _keep(self, job_id: str, files: Files) -> None:
        for kind, (name, content) in files.items():
            self._database.execute(
                "keep_job_file", job_id=job_id, kind=kind, name=name, content=content
            )


def new_id() -> str:
    """An id for a job, which no other has."""
    return f"{time.strftime('%Y%m%d-%H%M%S', time.gmtime())}-{secrets.token_hex(8)}"


def hash_of(data: bytes) -> str:
    """By what a content is told from others."""
    return hashlib.sha256(data).hexdigest()


def _job_of(row: Any) -> Job:
    return Job(
        job_id=row["job_id"],
        account_name=row["account_name"],
        kind=row["kind"],
        file_name=row["file_name"],
        submitted_by=row["submitted_by"],
        submitted_at=row["submitted_at"],
        state=State(row["state"]),
        run_id=row["run_id"],
        stage=row["stage"],
        orders=row["orders"],
        settled=row["settled"],
        started_at=row["started_at"],
        ended_at=row["ended_at"],
        exit_code=row["exit_code"],
        summary=json.loads(row["summary"] or "{}"),
        stopped_by=row["stopped_by"],
    )
