"""`importer schedule`: files that are sent again and again, and folders that are watched."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from importer import settings as settings_module
from importer.cli.command import (
    COMMANDS,
    CommandGroup,
    CommonOptions,
    argument,
    command,
    flag,
    option,
    parameters,
)
from importer.cli.submit import JobReadingOptions, job_options
from importer.errors import UsageError
from importer.i18n import Language, _

if TYPE_CHECKING:
    from importer.ledger import Ledger
    from importer.runs import Jobs
    from importer.runs.folders import Folder
    from importer.runs.schedules import Schedule

ONE_TIME = _("Say when: either --weekly or --daily.")
WHEN = _('For example --weekly "sun 09:00" --time-zone Asia/Riyadh, or --daily 09:00')
NO_ZONE = _("Say in which time zone: --time-zone Asia/Riyadh")
ADDED = _("The schedule “{name}” is kept. It sends {file} next at {when}.")
SENDS = _("It sends without asking. What the file leaves open is asked: “python -m importer runs”.")
ASKS = _("Each run waits until it is told to send: “python -m importer runs”.")
NOT_HERE = _("{path} is not there on this machine now: a worker must find it under this name.")
WATCHED = _("Workers watch the folder {path}: drop order files into it.")
NO_SUCH = _("There is no schedule and no watched folder “{name}”.")
LIST_THEM = _("“python -m importer schedule list” lists them.")
REMOVED = _("The schedule “{name}” is ended.")
UNWATCHED = _("The folder {path} is not watched any more; what lies in it stays.")
NONE_YET = _("No file is sent by a schedule, and no folder is watched.")
NEVER, NOBODY = _("never"), _("no worker has seen it yet")
HEADS = (_("name"), _("account"), _("file"), _("when"), _("next"), _("last run"))
FOLDER_HEADS = (_("folder"), _("account"), _("last looked at"))


@dataclass(frozen=True, kw_only=True)
class AddOptions(JobReadingOptions):
    """Which file, and when."""

    name: str = argument("NAME", type=click.STRING)
    file: Path = argument("FILE")
    weekly: str | None = option(
        "--weekly",
        metavar='"DAY HH:MM"',
        help=_("Every week, such as “sun 09:00” (sun, mon, tue, wed, thu, fri, sat)."),
    )
    daily: str | None = option("--daily", metavar="HH:MM", help=_("Every day, such as 09:00."))
    time_zone: str | None = option(
        "--time-zone", metavar="ZONE", help=_("Whose clock that is, such as Asia/Riyadh.")
    )


@command(
    AddOptions,
    {
        "python -m importer schedule add NAME orders.xlsx --daily 09:00 --time-zone Asia/Riyadh": _(
            "send the file every day"
        ),
    },
    summary=_("Send FILE every week or day; a schedule of that name is replaced."),
)
def add(options: AddOptions) -> int:
    """Gives 0 when the schedule is kept."""
    from importer.runs import schedules

    if (options.weekly is None) == (options.daily is None):
        raise UsageError(ONE_TIME, WHEN)
    if options.time_zone is None:
        raise UsageError(NO_ZONE)
    if options.weekly is not None:
        times = schedules.weekly(options.weekly)
    else:
        times = schedules.daily(options.daily or "")
    zone, path, lang = (
        schedules.time_zone(options.time_zone),
        _place(options.file),
        options.console_lang,
    )
    said = replace(job_options(options), sends=True)
    with _ledger() as ledger:
        kept = schedules.add(
            ledger,
            options.name.strip(),
            path,
            said,
            account_name=_account(ledger, options),
            times=times,
            zone=zone,
        )
    click.echo(ADDED.format(lang, name=kept.name, file=path, when=_next(kept)))
    click.echo(SENDS.format(lang))
    if not path.is_file():
        click.echo(NOT_HERE.format(lang, path=path))
    return 0


@dataclass(frozen=True, kw_only=True)
class FolderOptions(JobReadingOptions):
    """Which folder."""

    path: Path = argument("PATH")
    ask: bool = flag("--ask", help=_("Ask before each run sends (default: it sends)."))


@command(
    FolderOptions,
    {"python -m importer schedule folder /srv/orders": _("send what is dropped into it")},
    summary=_("Watch PATH: a file that is dropped there is sent, and comes back with its report."),
)
def folder(options: FolderOptions) -> int:
    """Gives 0 when the folder is watched."""
    from importer.runs import folders

    path, lang = _place(options.path), options.console_lang
    said = replace(job_options(options), sends=not options.ask)
    with _ledger() as ledger:
        folders.add(ledger, path, said, account_name=_account(ledger, options))
    click.echo(WATCHED.format(lang, path=path))
    click.echo((ASKS if options.ask else SENDS).format(lang))
    if not path.is_dir():
        click.echo(NOT_HERE.format(lang, path=path))
    return 0


@dataclass(frozen=True, kw_only=True)
class RemoveOptions(CommonOptions):
    """Which one ends."""

    name: str = argument("NAME|PATH", type=click.STRING)


@command(RemoveOptions, summary=_("End the schedule of that name, or the watching of a folder."))
def remove(options: RemoveOptions) -> int:
    """Gives 0. Raises UsageError when there is neither."""
    from importer.runs import folders, schedules

    path, lang = _place(Path(options.name)), options.console_lang
    with _ledger() as ledger:
        if schedules.remove(ledger, options.name.strip()):
            click.echo(REMOVED.format(lang, name=options.name.strip()))
        elif folders.remove(ledger, path):
            click.echo(UNWATCHED.format(lang, path=path))
        else:
            raise UsageError(NO_SUCH.given(name=options.name), LIST_THEM)
    return 0


@dataclass(frozen=True, kw_only=True)
class ListOptions(CommonOptions):
    """For whom it is listed."""

    as_json: bool = flag("--json", help=_("One JSON document on stdout."))


@command(ListOptions, name="list", summary=_("List the schedules and the watched folders."))
def list_schedules(options: ListOptions) -> int:
    """Gives 0."""
    from importer.runs import Jobs
    from importer.runs.folders import known_folders
    from importer.runs.schedules import known_schedules

    lang = options.console_lang
    with _ledger() as ledger:
        timed, watched, jobs = known_schedules(ledger), known_folders(ledger), Jobs(ledger)
        if options.as_json:
            click.echo(json.dumps(_document(timed, watched, jobs), ensure_ascii=False))
        elif timed or watched:
            _print(timed, watched, jobs, lang)
        else:
            click.echo(NONE_YET.format(lang))
    return 0


def _print(timed: list["Schedule"], watched: list["Folder"], jobs: "Jobs", lang: Language) -> None:
    from importer.cli.terminal import print_rows
    from importer.runs.words import state_of

    rows = []
    for each in timed:
        job = jobs.find(each.last_job)
        last = NEVER.format(lang) if job is None else f"{job.job_id} {state_of(job, lang)}"
        account = each.account_name or "—"
        rows.append((each.name, account, str(each.path), each.times, _next(each), last))
    if rows:
        print_rows([head.format(lang) for head in HEADS], rows)
    looks = []
    for one in watched:
        looked = NOBODY.format(lang)
        if one.looked_at is not None:
            looked = datetime.fromtimestamp(one.looked_at).strftime("%Y-%m-%d %H:%M")
        looks.append((str(one.path), one.account_name or "—", looked))
    if looks:
        print_rows([head.format(lang) for head in FOLDER_HEADS], looks)


def _document(
    timed: list["Schedule"], watched: list["Folder"], jobs: "Jobs"
) -> Mapping[str, list[dict[str, Any]]]:
    from importer.cli.runs import iso

    schedules = []
    for each in timed:
        job = jobs.find(each.last_job)
        schedules.append(
            {
                "name": each.name,
                "account": each.account_name,
                "file": str(each.path),
                "times": each.times,
                "time_zone": each.time_zone,
                "next": each.next_time.isoformat(timespec="seconds"),
                "last_run": each.last_job or None,
                "last_state": None if job is None else job.state.value,
                "last_exit_code": None if job is None else job.exit_code,
            }
        )
    folders = [
        {
            "folder": str(one.path),
            "account": one.account_name,
            "sends": one.options.sends,
            "looked_at": iso(one.looked_at),
        }
        for one in watched
    ]
    return {"schedules": schedules, "folders": folders}


def _ledger() -> "Ledger":
    from importer.ledger import Ledger

    return Ledger.open(settings_module.load(keyring=False).ledger)


def _account(ledger: "Ledger", options: JobReadingOptions) -> str:
    from importer.accounts import find

    return find(ledger, options.account_meant).name if options.account_meant else ""


def _place(path: Path) -> Path:
    return path.expanduser().absolute()


def _next(schedule: "Schedule") -> str:
    return f"{schedule.next_time:%Y-%m-%d %H:%M} {schedule.time_zone}"


def _list_when_alone(**_values: Any) -> int:
    context = click.get_current_context()
    return 0 if context.invoked_subcommand else int(context.invoke(list_schedules))


schedule = CommandGroup(
    "schedule",
    commands=[add, folder, remove, list_schedules],
    params=list(parameters(CommonOptions)),
    summary=COMMANDS["schedule"],
    invoke_without_command=True,
    callback=_list_when_alone,
)
