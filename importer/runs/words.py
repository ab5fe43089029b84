"""What is said of submitted runs, at the command line and on the page."""

import getpass
from collections.abc import Mapping
from typing import Any

from importer.i18n import Language, _
from importer.outcome import Status
from importer.runs.jobs import Job

NO_WORKER = _("No worker is running: the run waits until one is (python -m importer worker).")
STATES = {
    "waiting": _("waiting"),
    "running": _("running"),
    "asking": _("waiting for an answer"),
}
# What an ended run came to, by its exit code; the word is for people, the code in the JSON.
ENDS = {
    0: _("done"),
    1: _("done, with something left to mend"),
    2: _("not begun"),
    3: _("not set up"),
    130: _("stopped before its end"),
}


def state_of(job: Job, lang: Language) -> str:
    """What it is doing, or how it ended."""
    if job.exit_code is None:
        return STATES[job.state.value].format(lang)
    return ENDS.get(job.exit_code, ENDS[1]).format(lang)


def counts_of(summary: Mapping[str, Any]) -> dict[Status, int]:
    """How many orders came to each end, by a job's summary; ends that none came to are left out."""
    return {status: summary[status.value] for status in Status if summary.get(status.value)}


def user() -> str:
    """Who sits here, as the system calls them; empty where it has no name."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
