"""`importer submit FILE...`: hands files to the workers."""

import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from importer import settings as settings_module
from importer.cli.command import CommonOptions, argument, command, flag, option
from importer.cli.options import AccountOptions, ReadingOptions
from importer.errors import UsageError, reason_of
from importer.i18n import Language, _

if TYPE_CHECKING:
    from importer.cli.console import Screen
    from importer.runs import Job, JobOptions, Jobs

_LOOK_SECONDS = 0.5
_INTERRUPTED = 130
GOES_ON = _("The run goes on without this window: “python -m importer runs {run}” tells how far.")
UNREADABLE = _("The file {file} cannot be opened: {reason}.")


@dataclass(frozen=True, kw_only=True)
class JobReadingOptions(AccountOptions, ReadingOptions, CommonOptions):
    """Whose files these are, and how a worker reads them."""

    annotate: bool | None = option(
        "--annotate/--no-annotate",
        is_flag=True,
        help=_("Write a copy of FILE with OTO's numbers beside its rows (remembered)."),
    )


@dataclass(frozen=True, kw_only=True)
class SubmitOptions(JobReadingOptions):
    """Which files, and what is done with them."""

    check: bool = flag("--check", help=_("Check only: nothing is sent."))
    yes: bool = flag("--yes", help=_("Do not ask before sending."))
    wait: bool = flag("--wait", help=_("Wait until the runs have ended; show how far they are."))
    files: tuple[Path, ...] = argument("FILE...", several=True)


@command(
    SubmitOptions,
    {
        "python -m importer submit orders.xlsx": _("a worker sends it, and you are asked before"),
        "python -m importer submit orders.xlsx --yes --wait": _("send it, and wait for the end"),
    },
)
def submit(options: SubmitOptions) -> int:
    """Prints the id of each file's run. Gives 0, with --wait the worst exit code of the runs."""
    from importer.accounts import find
    from importer.ledger import Ledger
    from importer.runs import Jobs
    from importer.runs.jobs import CHECK, RUN
    from importer.runs.words import NO_WORKER

    data = [(file, _read(file)) for file in options.files]
    said = replace(job_options(options), yes=options.yes)
    settings = settings_module.load(keyring=False)
    with Ledger.open(settings.ledger) as ledger:
        jobs, ids = Jobs(ledger), []
        account = find(ledger, options.account_meant).name if options.account_meant else ""
        for file, content in data:
            kind = CHECK if options.check else RUN
            ids.append(jobs.submit(file.name, content, said, account_name=account, kind=kind))
            click.echo(ids[-1])
        sys.stdout.flush()
        if not jobs.has_worker():
            click.echo(NO_WORKER.format(options.console_lang), err=True)
        return _follow(jobs, ids, options.console_lang) if options.wait else 0


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise UsageError(UNREADABLE.given(file=file, reason=reason_of(error))) from error


def job_options(options: JobReadingOptions) -> "JobOptions":
    """How a worker is to read the file. Raises UsageError for a profile that is none."""
    from importer.cli.parts import flags_of_file
    from importer.mapping import read_profile
    from importer.runs import JobOptions
    from importer.runs.words import user

    profile = None
    if options.profile is not None:
        read_profile(options.profile)  # what is wrong with it is said now
        profile = options.profile.read_text(encoding="utf-8")
    return JobOptions(
        maps=dict(options.maps),
        constants=dict(options.constants),
        cities=dict(options.cities),
        payments=dict(options.payments),
        dates=options.dates,
        decimal=options.decimal,
        sheet=options.sheet,
        encoding=options.encoding,
        profile=profile,
        partial_cod=options.partial_cod,
        annotate=options.annotate,
        forget_map=options.forget_map,
        lang=options.lang,
        submitted_by=user(),
        flags=flags_of_file(options),
    )


def _follow(jobs: "Jobs", ids: list[str], lang: Language) -> int:
    """Shows how far the runs are until all have ended or ask; the worst of their exit codes."""
    from importer.cli.console import Screen
    from importer.cli.runs import print_job

    worst = 0
    for job_id in ids:
        job = jobs.find(job_id)
        assert job is not None
        try:
            with Screen(Path(job.file_name), lang) as screen:
                job = _wait(jobs, job, screen)
        except KeyboardInterrupt:
            click.echo(GOES_ON.format(lang, run=job_id), err=True)
            return _INTERRUPTED
        print_job(jobs, job, lang, err=True)
        worst = max(worst, 1 if job.exit_code is None else job.exit_code)
    return worst


def _wait(jobs: "Jobs", job: "Job", screen: "Screen") -> "Job":
    stage, settled, is_sending = "", 0, False
    while job.is_under_way:
        time.sleep(_LOOK_SECONDS)
        found = jobs.find(job.job_id)
        assert found is not None
        job = found
        if job.stage != stage:
            stage = job.stage
            screen.stage(stage)
        if job.orders and not is_sending:
            is_sending = True
            screen.sending(job.orders)
        screen.advance(max(0, job.settled - settled))
        settled = max(settled, job.settled)
    return job
