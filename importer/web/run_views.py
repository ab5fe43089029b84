"""What the page shows of submitted runs, as JSON."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from importer.i18n import Language, _n
from importer.ledger import Ledger
from importer.runs import Job, Jobs, State
from importer.runs.jobs import CHECK
from importer.runs.words import NO_WORKER, state_of
from importer.web.asked import key_of, shown
from importer.web.handed import (
    error_of,
    files_of,
    handed_of,
    note_of,
    progress_of,
    statuses_of,
)

WARNINGS = _n("{count} warning", "{count} warnings")


def listed(jobs: Jobs, found: Sequence[Job], lang: Language) -> dict[str, Any]:
    """All of them, and whether they wait in vain."""
    waits = any(job.state is State.WAITING for job in found) and not jobs.has_worker()
    return {
        "runs": [_brief(job, lang) for job in found],
        "note": NO_WORKER.format(lang) if waits else "",
    }


def detailed(ledger: Ledger, job: Job, lang: Language) -> dict[str, Any]:
    """One of them, with what it asks and what it left."""
    jobs, handed = Jobs(ledger), handed_of(ledger, job.job_id)
    assert handed is not None
    job = handed.job
    asked = jobs.questions(job.job_id) if job.state is State.ASKING else []
    return {
        **_brief(job, lang),
        "progress": progress_of(handed, lang),
        "note": "" if asked else note_of(handed, lang),
        "is_waiting": job.state is State.WAITING,
        "started": _when(job.started_at),
        "ended": _when(job.ended_at),
        "stopped_by": job.stopped_by,
        "ledger_run": job.run_id,
        "asked": key_of(asked) if asked else "",
        "questions": [shown(each, lang) for each in asked],
        "to_send": _count_asked_for(asked),
        "error": error_of(handed, lang),
        "files": files_of(handed, lang),
    }


def _brief(job: Job, lang: Language) -> dict[str, Any]:
    warnings = int(job.summary.get("warnings", 0))
    return {
        "id": job.job_id,
        "file": job.file_name,
        "by": job.submitted_by,
        "when": _when(job.submitted_at),
        "is_check": job.kind == CHECK,
        "state": job.state.value,
        "good": job.exit_code == 0,
        "label": state_of(job, lang),
        "settled": job.settled,
        "orders": job.orders,
        "counts": statuses_of(job, lang),
        "warnings": WARNINGS.format(lang, count=warnings) if warnings else "",
    }


def _count_asked_for(asked: Sequence[dict[str, Any]]) -> int:
    """How many orders a yes would send; 0 when that is not the question."""
    return next((int(each["shown"][0]) for each in asked if "shown" in each), 0)


def _when(seconds: float | None) -> str:
    if seconds is None:
        return ""
    return datetime.fromtimestamp(seconds).strftime("%Y-%m-%d %H:%M")
