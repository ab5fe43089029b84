"""`importer runs`: submitted runs, how far they are, what they ask, and their reports."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from importer import settings as settings_module
from importer.cli.command import CommonOptions, argument, command, flag, option
from importer.errors import UsageError, reason_of
from importer.i18n import Language, _

if TYPE_CHECKING:
    from importer.runs import Job, Jobs

NONE_YET = _("No runs were submitted yet.")
NO_SUCH_RUN = _("There is no run {run}.")
LIST_THEM = _("“python -m importer runs” lists the runs.")
WHICH_RUN = _("Say which run: python -m importer runs RUN {option}")
NO_REPORT = _("The run {run} has no report: it has not ended yet, or it is older than is kept.")
HAS_ENDED = _("The run {run} has ended already.")
ASKS_NOTHING = _("The run {run} does not ask anything now.")
STOPPED = _("The run is ended: nothing of it was sent that was not sent before.")
STOPPING = _("The run ends in good order; its report says what was sent.")
GOES_ON = _("The run goes on.")
DECLINED = _("The run is ended: nothing was sent.")
FORGOTTEN = _("The file and the report of the run {run} are deleted. What was sent stays known.")
NOT_ENDED = _("The run {run} has not ended: its file is still needed.")
END_IT_FIRST = _("End it first: python -m importer runs {run} --cancel")
REPORT_OF = _("Report:")
CANNOT_WRITE = _("{path} cannot be written: {reason}.")
HEADS = (
    _("run"),
    _("when"),
    _("account"),
    _("file"),
    _("state"),
    _("orders"),
    _("what became of them"),
)


@dataclass(frozen=True, kw_only=True)
class RunsOptions(CommonOptions):
    """Which run, and what is to be done with it."""

    run: str | None = argument("[RUN]", required=False, type=click.STRING)
    path: Path | None = argument("[PATH]", required=False)
    as_json: bool = flag("--json", help=_("One JSON document on stdout."))
    cancel: bool = flag("--cancel", help=_("End RUN, one that is sending in good order."))
    report: bool = flag(
        "--report", help=_("Write the report of RUN, its page and its copy of the file to PATH.")
    )
    forget: bool = flag(
        "--forget", help=_("Delete the file and the report of RUN; what was sent stays known.")
    )
    answer: tuple[str, ...] = option(
        "--answer",
        default=(),
        multiple=True,
        metavar="ANSWER",
        help=_("Answer what RUN asks: yes, no, or name=value (repeatable)."),
    )


@command(
    RunsOptions,
    {
        "python -m importer runs": _("the submitted runs, the newest first"),
        "python -m importer runs RUN": _("how far one is, and what it asks"),
        "python -m importer runs RUN --answer yes": _("send what it shows"),
        "python -m importer runs RUN --answer dates=day": _("03/04/2026 is the 3rd of April"),
        "python -m importer runs RUN --report reports": _("fetch what came of it"),
        "python -m importer runs RUN --cancel": _("end it"),
        "python -m importer runs RUN --forget": _("delete its file and its report"),
    },
)
def runs(options: RunsOptions) -> int:
    """Lists the runs, or does with one what the options say; gives 0."""
    from importer.ledger import Ledger
    from importer.runs import Jobs

    with Ledger.open(settings_module.load(keyring=False).ledger) as ledger:
        jobs = Jobs(ledger)
        if options.run is None:
            for name in ("cancel", "report", "forget", "answer"):
                if getattr(options, name):
                    raise UsageError(WHICH_RUN.given(option=f"--{name}"), LIST_THEM)
            _print_all(jobs, options)
            return 0
        job = jobs.find(options.run)
        if job is None:
            raise UsageError(NO_SUCH_RUN.given(run=options.run), LIST_THEM)
        _do(jobs, job, options)
    return 0


def _do(jobs: "Jobs", job: "Job", options: RunsOptions) -> None:
    lang = options.console_lang
    if options.cancel:
        _cancel(jobs, job, lang)
    elif options.forget:
        _forget(jobs, job, lang)
    elif options.answer:
        _answer(jobs, job, options.answer, lang)
    elif options.report:
        _fetch(jobs, job, options.path or Path())
    elif options.as_json:
        click.echo(json.dumps(_document(jobs, job), ensure_ascii=False))
    else:
        print_job(jobs, job, lang)


def _print_all(jobs: "Jobs", options: RunsOptions) -> None:
    from importer.cli.terminal import print_rows
    from importer.runs.words import state_of

    found, lang = jobs.newest(), options.console_lang
    if options.as_json:
        click.echo(json.dumps([_document(jobs, job) for job in found], ensure_ascii=False))
    elif not found:
        click.echo(NONE_YET.format(lang))
    else:
        rows = [
            (
                job.job_id,
                _local(job.submitted_at),
                job.account_name or "—",
                job.file_name,
                state_of(job, lang),
                _progress(job),
                _counts(job.summary),
            )
            for job in found
        ]
        print_rows([head.format(lang) for head in HEADS], rows)


def print_job(jobs: "Jobs", job: "Job", lang: Language, *, err: bool = False) -> None:
    """How far the run is, what went wrong, what it asks, and how to get at its report."""
    from rich.text import Text

    from importer.cli.terminal import Terminal
    from importer.i18n import program
    from importer.runs.jobs import ERROR, REPORT
    from importer.runs.messages import read
    from importer.runs.words import NO_WORKER, state_of

    terminal = Terminal(stderr=err)
    state = " ".join(filter(None, (state_of(job, lang), _progress(job))))
    terminal.print(Text(f"{job.file_name}: {state}", style="bold"))
    if job.state == "waiting" and not jobs.has_worker():
        terminal.print(Text(f"  {NO_WORKER.format(lang)}"))
    if counts := _counts(job.summary):
        terminal.print(Text(f"  {counts}"))
    if (error := jobs.file(job.job_id, ERROR)) is not None:
        for line in filter(None, read(error[1], lang)):
            terminal.print(Text(f"  {line}"))
    for question in jobs.questions(job.job_id):
        _print_question(terminal, job, question, lang)
    if jobs.file(job.job_id, REPORT) is not None:
        terminal.print(Text(REPORT_OF.format(lang)))
        # Alone on its line, so that it is pasted as it is.
        terminal.print(Text(f"  {program()} runs {job.job_id} --report reports"))


def _print_question(terminal: Any, job: "Job", question: Mapping[str, Any], lang: Language) -> None:
    from rich.text import Text

    from importer.i18n import SOURCE, program

    def said(texts: Mapping[str, Any]) -> Any:
        return texts.get(lang, texts[SOURCE])

    for line in said(question["lines"]) if "lines" in question else ():
        terminal.print(Text(f"  {line}"))
    terminal.print(Text(said(question["text"]), style="bold"))
    name, choices = question["option"], question["choices"]
    values = [*choices] or [question["likely"] or "..."]
    for value in values:
        answer = value if name == "send" else f"{name}={value}"
        call = f"{program()} runs {job.job_id} --answer {answer}"
        shown = said(choices[value]) if value in choices else ""
        if shown:
            terminal.print(Text(f"  {shown}"))
        terminal.print(Text(f"  {call}"))


def _cancel(jobs: "Jobs", job: "Job", lang: Language) -> None:
    from importer.runs import State
    from importer.runs.words import user

    state = jobs.stop(job.job_id, user() or "?")
    if state is None:
        raise UsageError(HAS_ENDED.given(run=job.job_id))
    click.echo((STOPPING if state is State.RUNNING else STOPPED).format(lang))


def _answer(jobs: "Jobs", job: "Job", answers: tuple[str, ...], lang: Language) -> None:
    from importer.cli.console import understood
    from importer.runs.questions import NO, YES, answered

    questions = jobs.questions(job.job_id)
    if not questions:
        raise UsageError(ASKS_NOTHING.given(run=job.job_id))
    said = []
    for text in answers:
        name, divider, value = text.partition("=")
        meant = None if divider else understood(text)
        said.append(("", YES if meant else NO) if meant is not None else (name, value))
    options = answered(jobs.options(job.job_id), questions, said)
    done = jobs.decline(job.job_id) if options is None else jobs.answer(job.job_id, options)
    if not done:
        raise UsageError(ASKS_NOTHING.given(run=job.job_id))
    click.echo((DECLINED if options is None else GOES_ON).format(lang))


def _forget(jobs: "Jobs", job: "Job", lang: Language) -> None:
    if not jobs.forget(job.job_id):
        raise UsageError(NOT_ENDED.given(run=job.job_id), END_IT_FIRST.given(run=job.job_id))
    click.echo(FORGOTTEN.format(lang, run=job.job_id))


def _fetch(jobs: "Jobs", job: "Job", path: Path) -> None:
    """Writes the report, its page and the annotated copy: into a folder under their own names, else
    under the given name. No file is overwritten."""
    from importer.report.write import put
    from importer.runs.jobs import COPY, PAGE, REPORT

    report = jobs.file(job.job_id, REPORT)
    if report is None:
        raise UsageError(NO_REPORT.given(run=job.job_id))
    is_file = path.suffix.lower() == Path(report[0]).suffix
    target = path if is_file else path / report[0]
    beside = {
        REPORT: target,
        PAGE: target.with_suffix(".html"),
        COPY: target.with_name(f"{target.stem}-annotated{Path(job.file_name).suffix}"),
    }
    for kind, place in beside.items():
        kept = jobs.file(job.job_id, kind)
        if kept is None:
            continue
        content = kept[1]

        def write(temporary: Path, final: Path, content: bytes = content) -> None:
            temporary.write_bytes(content)

        try:
            click.echo(put(place, write))
        except OSError as error:
            raise UsageError(CANNOT_WRITE.given(path=place, reason=reason_of(error))) from error


def _document(jobs: "Jobs", job: "Job") -> dict[str, Any]:
    return {
        "run": job.job_id,
        "account": job.account_name,
        "kind": job.kind,
        "file": job.file_name,
        "state": job.state.value,
        "stage": job.stage,
        "orders": job.orders,
        "settled": job.settled,
        "submitted_by": job.submitted_by,
        "submitted": iso(job.submitted_at),
        "started": iso(job.started_at),
        "ended": iso(job.ended_at),
        "exit_code": job.exit_code,
        "ledger_run": job.run_id,
        "stopped_by": job.stopped_by,
        "summary": job.summary,
        "questions": jobs.questions(job.job_id),
    }


def _progress(job: "Job") -> str:
    return f"{job.settled:,}/{job.orders:,}" if job.orders and job.is_under_way else ""


def _counts(summary: Mapping[str, Any]) -> str:
    from importer.runs.words import counts_of

    return ", ".join(f"{count} {status}" for status, count in counts_of(summary).items())


def _local(seconds: float) -> str:
    return datetime.fromtimestamp(seconds).strftime("%Y-%m-%d %H:%M")


def iso(seconds: float | None) -> str | None:
    """A time as programs read it."""
    if seconds is None:
        return None
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
