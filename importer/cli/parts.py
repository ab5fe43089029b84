"""The parts that commands build of their options and hand in, and the end of `run` and `check`."""

import json
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from importer import accounts, run_context
from importer import settings as settings_module
from importer.catalog import BY_NAME
from importer.cli.command import console_language
from importer.cli.console import Screen, ask, ask_value, can_ask
from importer.cli.language import is_drawn
from importer.cli.options import (
    DestinationOptions,
    FileOptions,
    ReadingOptions,
    ReportOptions,
)
from importer.endings import dry_run_outcomes
from importer.errors import SetupError, UsageError
from importer.i18n import _
from importer.ledger import Ledger
from importer.mapping import MapOptions, MappedTable, read_profile
from importer.oto import Oto
from importer.outcome import Outcome
from importer.parsing.same_for_all import missing_values
from importer.pipeline import CheckResult
from importer.preferences import Preferences
from importer.preview import Preview
from importer.problems import Problem, problem
from importer.problems.sending import NOT_AGREED
from importer.report import RunReport, summary, write_annotated, write_report
from importer.request import ImportRequest
from importer.run_context import RunContext, account_of, with_preferences
from importer.settings import Settings

_File = TypeVar("_File", bound=FileOptions)
_REHEARSAL_TOKEN = "rehearsal"


@contextmanager
def destination(
    options: DestinationOptions,
    *,
    rate: float | None = None,
    concurrency: int | None = None,
    report_dir: Path | None = None,
) -> Iterator[Settings]:
    """The settings of this command, those of the account that it names among them; with --sandbox
    an embedded OTO serves while it lasts, and the ledger and all that is remembered are this
    rehearsal's own."""
    if options.sandbox and options.staging:
        raise UsageError(_("--sandbox and --staging exclude each other"))
    if options.sandbox and options.account:
        raise UsageError(_("--sandbox and --account exclude each other"))
    name = "" if options.sandbox else options.account_meant
    base_url = settings_module.STAGING if options.staging else None
    settings = settings_module.load(
        base_url=settings_module.PRODUCTION if options.sandbox or name else base_url,
        rate=rate,
        concurrency=concurrency,
        report_dir=report_dir,
        keyring=not (options.sandbox or name),
    )
    if name:
        settings = accounts.settings_of(settings, name, rate=rate)
        if options.staging and settings.base_url != settings_module.STAGING:
            raise UsageError(
                _(
                    "The account “{name}” is not of OTO's staging host: --staging and --account "
                    "exclude each other.",
                    name=settings.account_name,
                )
            )
    if not options.sandbox:
        confirm_host(settings, options.allow_host)
        yield settings
        return
    from importer import sandbox

    own = tempfile.TemporaryDirectory(prefix="importer-rehearsal-")
    with own as folder, sandbox.serve(any_codes=True) as base_url:
        yield replace(
            settings,
            token=_REHEARSAL_TOKEN,
            base_url=base_url,
            ledger=str(Path(folder) / "ledger.db"),
            data_dir=Path(folder),
        )


def need_token(settings: Settings) -> None:
    """Raises SetupError without a token; where accounts have a name it says which."""
    if settings.token is None:
        names = []
        with suppress(SetupError), Ledger.open(settings.ledger) as ledger:
            names = [account.name for account in accounts.known_accounts(ledger)]
        if names:
            raise SetupError(
                _("Whose orders are these? There is a token for each account, and none besides."),
                _("Add --account NAME; known are: {names}.", names=", ".join(names)),
            )
    settings.needed_token()


def confirm_host(settings: Settings, allowed: str | None) -> None:
    """The token goes to no host but OTO's that nobody agreed to. Raises SetupError after a no, or
    when nobody is there to be asked."""
    host = settings.host
    if settings.token is None or not settings.is_foreign or allowed == host:
        return
    question = _("{host} is not OTO's. Let your token and your orders go there?", host=host)
    if not (can_ask() and ask(question, console_language())):
        raise SetupError(
            _("Nothing was sent to {host}: it is not OTO's, and nobody allowed it.", host=host),
            _("Take OTO_BASE_URL away, or add --allow-host {host} if it is meant.", host=host),
        )


@contextmanager
def ledger_if_usable(settings: Settings, screen: Screen) -> Iterator[Ledger | None]:
    """The ledger for a command that can do without; why it is not usable is shown."""
    ledger = None
    try:
        ledger = Ledger.open(settings.ledger)
    except SetupError as error:
        screen.note(error.message)
        screen.note(error.cure)
    with ledger or nullcontext():
        yield ledger


def import_request(
    file: Path, options: ReadingOptions, account: str, preferences: Preferences
) -> ImportRequest:
    """How `file` is to be read: as the options say, else as it was settled once. Raises UsageError
    for a profile that cannot be used."""
    said = {"dates": options.dates, "decimal": options.decimal}
    if options.partial_cod is not None:
        said["partial-cod"] = "yes" if options.partial_cod else "no"
    request = ImportRequest(
        file=file,
        mapping=MapOptions(
            sheet=options.sheet,
            maps=dict(options.maps),
            constants=dict(options.constants),
            profile=read_profile(options.profile) if options.profile else None,
        ),
        options={name: choice for name, choice in said.items() if choice},
        cities=dict(options.cities),
        payments=dict(options.payments),
        encoding=options.encoding,
        refresh=isinstance(options, FileOptions) and options.refresh,
    )
    return with_preferences(request, preferences, account, columns=not options.forget_map)


def screen_of(options: FileOptions) -> Screen:
    """The screen of a command on a file."""
    return Screen(
        options.file,
        options.console_lang,
        quiet_stdout=options.as_json,
        short=not is_drawn(options.lang),
    )


async def context_of(
    options: FileOptions,
    settings: Settings,
    oto: Oto | None,
    ledger: Ledger | None,
    screen: Screen,
    preferences: Preferences,
) -> RunContext:
    """The run of the file, its account found. A report remembers all of its run's options, but a
    later command on the file must say them again."""
    account = await account_of(oto, ledger, settings)
    return RunContext(
        import_request(options.file, options, account, preferences),
        settings,
        oto,
        ledger,
        screen,
        account,
        flags=flags_of_report(options),
        file_flags=flags_of_file(options),
    )


def remember(
    options: FileOptions, account: str, preferences: Preferences, table: MappedTable
) -> None:
    """Keeps what was settled in this run for the next ones: of the file, whether a part may be
    collected, and whether a copy is written."""
    if options.forget_map:
        preferences.forget_columns(account)
    run_context.remember(preferences, account, table, dict(options.cities), dict(options.payments))
    if options.partial_cod is not None:
        preferences.remember_partial_cod(account, allowed=options.partial_cod)
    if options.annotate is not None:
        preferences.remember_annotate(account, wanted=options.annotate)


async def checked(
    context: RunContext, options: _File, screen: Screen, *, ask_values: bool
) -> tuple[CheckResult, _File]:
    """The file, checked. With `ask_values` what no column holds, though it may be the same for all
    orders, is asked for first, and counts as if --set had said it in the options."""
    found = await context.check()
    said: dict[str, str] = {}
    missing = missing_values(found.table, found.frame) if ask_values else ()
    for name in missing:
        likely = missing_values(found.table, found.frame, said)[name]
        value = ask_value(BY_NAME[name], len(found.orders), likely, screen.lang)
        if value is not None:
            said[name] = value
    if not said:
        return found, options
    options = replace(options, constants=(*options.constants, *said.items()))
    mapping = replace(context.request.mapping, constants=dict(options.constants))
    context.request = replace(context.request, mapping=mapping)
    context.file_flags = flags_of_file(options)
    return await context.check(), options


def wants_annotated(options: FileOptions, account: str, preferences: Preferences) -> bool:
    """Whether a copy of the file is written: as the option says, else as it was settled once."""
    return preferences.annotate(account) if options.annotate is None else options.annotate


def flags_of_report(options: FileOptions) -> list[str]:
    """The options that every later command needs beside the account's name; a report remembers all
    others itself."""
    flags = ["--sandbox"] if options.sandbox else []
    flags += ["--staging"] if options.staging else []
    return flags + (["--allow-host", options.allow_host] if options.allow_host else [])


def flags_of_file(options: ReadingOptions) -> list[str]:
    """The options that say how the file is read, as they were given."""
    single = {
        "--profile": options.profile and str(options.profile),
        "--sheet": options.sheet,
        "--encoding": options.encoding,
        "--dates": options.dates,
        "--decimal": options.decimal,
    }
    several = {
        "--map": options.maps,
        "--set": options.constants,
        "--map-city": options.cities,
        "--map-payment": options.payments,
    }
    flags = [part for name, text in single.items() if text for part in (name, text)]
    for name, pairs in several.items():
        flags += [part for left, right in pairs for part in (name, f"{left}={right}")]
    if options.partial_cod is not None:
        flags.append("--partial-cod" if options.partial_cod else "--no-partial-cod")
    return [*flags, *(["--forget-map"] if options.forget_map else [])]


def early_report(
    context: RunContext, checked: CheckResult, preview: Preview, recorded: Mapping[int, Outcome]
) -> Path | None:
    """The report of the check, written before the question is asked: only where there is anything
    to read in it."""
    if not (preview.warnings or preview.held):
        return None
    report = context.report(checked, dry_run_outcomes(checked, recorded), lang=None)
    return write_report(report, context.settings.report_dir).report


def why_not(preview: Preview, screen: Screen) -> Problem | None:
    """Why nothing is to be sent: what stands in the way is said in place of the question; else
    whoever is asked may say no."""
    if preview.blocked is not None:
        return preview.blocked
    return None if screen.agreed() else problem(NOT_AGREED)


def finish(
    run: RunReport,
    options: ReportOptions,
    settings: Settings,
    screen: Screen,
    *,
    annotate: bool,
    instead_of: Path | None = None,
) -> None:
    """Writes the report, in place of the one that was written before the question, and with
    `annotate` a copy of the file beside it; shows what came of the run."""
    screen.stage("reporting")
    for early in (instead_of, instead_of.with_suffix(".html")) if instead_of else ():
        with suppress(OSError):  # it is open in Excel: both stay
            early.unlink()
    written = write_report(run, settings.report_dir, options.results_csv)
    if annotate:
        written = write_annotated(run, written)
    screen.closing(run, written)
    if options.as_json:
        print(json.dumps(summary(run, written.report), ensure_ascii=False), flush=True)
