"""A run that an open file was handed over to, as far as the page of the file shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from importer.i18n import Language, _
from importer.ledger import Ledger
from importer.report.tables import status_label
from importer.runs import Job, Jobs, State
from importer.runs.jobs import COPY, ERROR, PAGE, REPORT
from importer.runs.messages import read
from importer.runs.words import NO_WORKER, counts_of, state_of

OF = _("{settled} of {total}")
ASKS = _("The run needs an answer of yours before it goes on.")
KINDS = {
    REPORT: _("The workbook of the report"),
    PAGE: _("The report as a page"),
    COPY: _("Your own file with OTO's numbers"),
}


@dataclass(frozen=True, slots=True)
class Handed:
    """The run at one moment; `files` are the names of what it left, by kind."""

    job: Job
    has_worker: bool
    files: Mapping[str, str]
    error: bytes | None

    @property
    def is_over(self) -> bool:
        """Whether it has ended."""
        return self.job.state is State.ENDED


def handed_of(ledger: Ledger, job_id: str) -> Handed | None:
    """The run as the ledger has it now. Raises SetupError when the ledger fails."""
    jobs = Jobs(ledger)
    job = jobs.find(job_id)
    if job is None:
        return None
    error = jobs.file(job_id, ERROR)
    has_worker = job.state is not State.WAITING or jobs.has_worker()
    return Handed(job, has_worker, jobs.file_names(job_id), error[1] if error else None)


def note_of(handed: Handed, lang: Language) -> str:
    """What keeps the run from going on; empty when nothing does."""
    if handed.job.state is State.ASKING:
        return ASKS.format(lang)
    return "" if handed.has_worker else NO_WORKER.format(lang)


def progress_of(handed: Handed, lang: Language) -> dict[str, Any]:
    """How far it is."""
    job = handed.job
    state = "stopping" if job.stopped_by else "sending"
    far = OF.format(lang, settled=f"{job.settled:,}", total=f"{job.orders:,}")
    return {
        "state": "done" if handed.is_over else state,
        "total": job.orders,
        "settled": job.settled,
        "text": far if job.orders and job.is_under_way else state_of(job, lang),
        "note": note_of(handed, lang),
    }


def statuses_of(job: Job, lang: Language) -> list[dict[str, Any]]:
    """How many of its orders came to which end."""
    return [
        {"status": status.value, "label": status_label(status, lang), "orders": count}
        for status, count in counts_of(job.summary).items()
    ]


def files_of(handed: Handed, lang: Language) -> list[dict[str, str]]:
    """What can be downloaded of it."""
    return [
        {"kind": kind, "label": label.format(lang), "name": handed.files[kind]}
        for kind, label in KINDS.items()
        if kind in handed.files
    ]


def error_of(handed: Handed, lang: Language) -> dict[str, str] | None:
    """Why it came to no end of its own, and what to do."""
    if handed.error is None:
        return None
    message, cure = read(handed.error, lang)
    return {"message": message, "cure": cure}
