"""One job as one run: checked, asked about, sent, reported, as a file of the command line is."""

import os
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from importer import accounts, log
from importer import settings as settings_module
from importer.endings import dry_run_outcomes, mark_unsent
from importer.errors import ImporterError, LedgerAway, SetupError, Superseded, Undecided
from importer.i18n import _
from importer.ledger import Ledger
from importer.mapping import MapOptions, read_profile
from importer.outcome import IN_OTO, Outcome
from importer.pipeline import CheckResult
from importer.preferences import Preferences
from importer.preview import Preview
from importer.problems.sending import LEDGER_FAILED, SET_UP
from importer.report import DONE, RunReport, summary, write_annotated, write_report
from importer.request import ImportRequest
from importer.run_context import RunContext, account_of, oto_of, remember, with_preferences
from importer.runs import questions
from importer.runs.jobs import COPY, ERROR, FILE, INTERRUPTED, PAGE, REPORT, RUN, Job, Jobs
from importer.runs.messages import said_of
from importer.runs.options import JobOptions
from importer.runs.talk import ALLOWED_HOST, CARRY_ON, SUPERSEDED, Progress, Stop
from importer.sending import SendResult
from importer.settings import Settings

NOT_ALLOWED = _("Nothing was sent to {host}: it is not OTO's, and nobody allowed it.")
ALLOW_IT = _("Start the worker with --allow-host {host} if it is meant.")
BUG = _("Something unexpected happened ({kind}). Nothing is lost: submit the file again.")
_REPORTS = Path("reports")
_PROFILE = Path("profile.toml")


@dataclass(frozen=True, slots=True)
class _End:
    """How a job ends: by its exit code, or `asked` something first."""

    exit_code: int
    report: RunReport | None = None
    annotate: bool = False
    asked: tuple[questions.Question, ...] = ()
    error: ImporterError | None = None


def settings_of(account_name: str) -> Settings:
    """The settings that a job of the account runs with, its token among them: from here and from
    nowhere else.

    Raises UsageError for an account that is not known any more, SetupError when its token cannot be
    had, or would go to a host that nobody agreed to at the worker's start.
    """
    if account_name:
        bare = settings_module.load(base_url=settings_module.PRODUCTION, keyring=False)
        settings = accounts.settings_of(bare, account_name)
    else:
        settings = settings_module.load()
    if settings.token and settings.is_foreign and settings.host != os.environ.get(ALLOWED_HOST):
        host = settings.host
        raise SetupError(NOT_ALLOWED.given(host=host), ALLOW_IT.given(host=host))
    return settings


async def run_job(
    job_id: str, worker: str, folder: Path, ledger: Ledger, stop: Stop, progress: Progress
) -> int:
    """Carries the worker's job to its end and writes that down; gives the code that the process is
    to end with.

    Raises SetupError when the ledger fails: then the job is carried again.
    """
    jobs = Jobs(ledger)
    job, file = jobs.find(job_id), jobs.file(job_id, FILE)
    if job is None or file is None:
        return SUPERSEDED
    try:
        end = await _end_of(job, file[1], jobs.options(job_id), folder, ledger, stop, progress)
    except LedgerAway:
        raise
    except Superseded:
        return SUPERSEDED
    except ImporterError as error:
        end = _End(error.exit_code, error=error)
    except Exception as error:
        log.record_crash(error)
        end = _End(1, error=ImporterError(BUG.given(kind=type(error).__name__)))
    if end.exit_code == CARRY_ON:
        return CARRY_ON
    files: dict[str, tuple[str, bytes]] = {}
    told: dict[str, Any] = {}
    if end.report is not None:
        progress.stage("reporting")
        files, told = _written(end.report, annotate=end.annotate)
    if end.error is not None:
        files[ERROR] = ("error.json", said_of(end.error.message, end.error.cure))
    progress.is_over = True
    jobs.advance(job_id, worker, **progress.facts)
    if end.asked:
        done = jobs.ask(job_id, worker, end.asked, told, files)
    else:
        done = jobs.end(job_id, worker, end.exit_code, told, files)
    return end.exit_code if done else SUPERSEDED


async def _end_of(
    job: Job,
    data: bytes,
    options: JobOptions,
    folder: Path,
    ledger: Ledger,
    stop: Stop,
    progress: Progress,
) -> _End:
    settings = replace(settings_of(job.account_name), report_dir=_REPORTS)
    if job.kind == RUN:
        settings.needed_token()
    os.chdir(folder)  # the report names files as in a folder of the merchant's own
    Path(job.file_name).write_bytes(data)
    preferences = Preferences(ledger, settings.data_dir)
    async with oto_of(settings) if settings.token else nullcontext() as oto:
        account = await account_of(oto, ledger, settings)
        context = RunContext(
            _request(job, options, account, preferences),
            settings,
            oto,
            ledger,
            progress,
            account,
            flags=["--account", job.account_name] if job.account_name else [],
            file_flags=options.flags,
        )
        try:
            checked = await context.check()
        except Undecided as error:
            if options.yes:
                raise
            return _End(error.exit_code, asked=(questions.of_error(error),))
        if job.kind == RUN:
            await context.try_look_up(checked)
        recorded = context.recorded(checked)
        preview = context.preview(checked, recorded)
        settled = preferences.annotate(account) if options.annotate is None else options.annotate
        wanted = options.with_copy or settled
        asked = _asked(job, options, settings, checked, preview)
        if job.kind != RUN or (asked and not stop.event.is_set()):
            ends = dry_run_outcomes(checked, recorded)
            report = context.report(checked, ends, lang=options.lang, blocked=preview.blocked)
            return _End(_code_of_check(report, preview), report, wanted, tuple(asked))
        _remember(options, context, preferences, checked)
        sent = await _sent(context, options, checked, recorded, preview, stop)
        report = context.report_of_run(checked, sent, recorded, options.lang)
        return _End(_code_of_run(report, sent, stop), report, wanted)


def _request(
    job: Job, options: JobOptions, account: str, preferences: Preferences
) -> ImportRequest:
    profile = None
    if options.profile is not None:
        _PROFILE.write_text(options.profile, encoding="utf-8")
        profile = read_profile(_PROFILE)
    said = {"dates": options.dates, "decimal": options.decimal}
    if options.partial_cod is not None:
        said["partial-cod"] = "yes" if options.partial_cod else "no"
    request = ImportRequest(
        file=Path(job.file_name),
        mapping=MapOptions(
            sheet=options.sheet, maps=options.maps, constants=options.constants, profile=profile
        ),
        options={name: choice for name, choice in said.items() if choice},
        cities=options.cities,
        payments=options.payments,
        encoding=options.encoding,
        mends={(sheet, row, column): text for sheet, row, column, text in options.mends},
    )
    return with_preferences(request, preferences, account, columns=not options.forget_map)


def _asked(
    job: Job, options: JobOptions, settings: Settings, checked: CheckResult, preview: Preview
) -> list[questions.Question]:
    """What a terminal would ask now: first how the file is meant, then whether it may be sent."""
    if options.yes:
        return []
    if found := questions.of_check(checked, options):
        return found
    if job.kind != RUN or not _needs_yes(options, settings, preview) or preview.blocked is not None:
        return []
    if options.agreed == questions.what_goes_out(preview):
        return []
    return [questions.of_sending(preview)]


def _needs_yes(options: JobOptions, settings: Settings, preview: Preview) -> bool:
    """Whether somebody has to agree to what the sending costs."""
    return settings.live and preview.to_send > 0 and not (options.yes or options.sends)


def _remember(
    options: JobOptions, context: RunContext, preferences: Preferences, checked: CheckResult
) -> None:
    """Keeps what was settled for the next runs, as the command line does."""
    account = context.account
    if options.forget_map:
        preferences.forget_columns(account)
    remember(preferences, account, checked.table, options.cities, options.payments)
    if options.partial_cod is not None:
        preferences.remember_partial_cod(account, allowed=options.partial_cod)
    if options.annotate is not None:
        preferences.remember_annotate(account, wanted=options.annotate)


async def _sent(
    context: RunContext,
    options: JobOptions,
    checked: CheckResult,
    recorded: Mapping[int, Outcome],
    preview: Preview,
    stop: Stop,
) -> SendResult:
    asking = _needs_yes(options, context.settings, preview)
    if asking and preview.blocked is not None:
        return mark_unsent(checked, preview.blocked, recorded, reached=False)
    return await context.send(checked, stop.event)


def _code_of_check(report: RunReport, preview: Preview) -> int:
    if preview.blocked is not None and preview.blocked.code in SET_UP:
        return SetupError.exit_code
    return 0 if all(end.status in DONE for end in report.outcomes) else 1


def _code_of_run(report: RunReport, sent: SendResult, stop: Stop) -> int:
    if sent.stopped is not None and sent.stopped.code == LEDGER_FAILED.name:
        return CARRY_ON
    if sent.interrupted:
        return CARRY_ON if stop.goes_on_elsewhere else INTERRUPTED
    if sent.never_set_up:
        return SetupError.exit_code
    return 0 if all(end.status in IN_OTO for end in report.outcomes) else 1


def _written(
    run: RunReport, *, annotate: bool
) -> tuple[dict[str, tuple[str, bytes]], dict[str, Any]]:
    """The report's copies, to be kept, and its summary of counts and codes alone."""
    written = write_report(run, _REPORTS)
    if annotate:
        written = write_annotated(run, written)
    paths = {REPORT: written.report, PAGE: written.page, COPY: written.copy}
    files = {kind: (path.name, path.read_bytes()) for kind, path in paths.items() if path}
    told = summary(run, None)
    del told["file"], told["report"]
    error = told.get("error")
    if isinstance(error, dict):
        told["error"] = {"code": error["code"]}
    return files, told
