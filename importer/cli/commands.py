"""What the commands do: one session each, told on the screen, ended with the contract's code."""

import asyncio
import json
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from importer.account.cache import remove_old_files
from importer.cli.console import Screen, show_error
from importer.cli.request import (
    Given,
    destination,
    job_of,
    lang_of,
    reading_arguments,
    remember,
)
from importer.errors import ImporterError, SetupError
from importer.ledger import Ledger
from importer.oto import Oto
from importer.outcome import IN_OTO, Status
from importer.pipeline import dry_run_outcomes, mark_unsent, outcomes
from importer.preferences import Preferences
from importer.problems import problem
from importer.problems.sending import NOT_AGREED
from importer.report import RunReport, summary, write_report
from importer.report.text import quoted
from importer.run_context import RunContext
from importer.sending import Sent
from importer.settings import Settings

Flow = Callable[[Given, Settings, Screen], Coroutine[Any, Any, int]]
_INTERRUPTED, _SET_UP = 130, 3


def run_file(given: Given) -> int:
    """`importer FILE`: checks, asks, sends, reports; gives the exit code."""
    return _ended(_run, given)


def check_file(given: Given) -> int:
    """`importer check FILE`: checks and reports; gives the exit code."""
    return _ended(_check, given)


def refresh_status(given: Given) -> int:
    """`importer status REPORT`: asks OTO about the created orders; gives the exit code."""
    return _ended(_status, given)


def template_file(path: Path | None, lang: str) -> Path:
    """Writes the empty order workbook and gives its path; an existing file is not overwritten."""
    from importer.template import write_template

    return write_template(path or Path(), lang)


def _ended(flow: Flow, given: Given) -> int:
    """Runs the flow; an error becomes its lines and its exit code."""
    name = given.get("file") or given["report"]
    with Screen(name, given.get("lang"), quiet_stdout=bool(given.get("as_json"))) as screen:
        try:
            with destination(given) as settings:
                return asyncio.run(flow(given, settings, screen))
        except ImporterError as error:
            screen.finish()
            show_error(error, lang_of(given))
            return error.exit_code


async def _run(given: Given, settings: Settings, screen: Screen) -> int:
    settings.needed_token()
    with Ledger.open(settings.ledger) as ledger:
        preferences = Preferences(ledger, settings.data_dir)
        preferences.take_over_file()
        remove_old_files(settings.data_dir)
        async with _oto(settings) as oto:
            job = job_of(given, settings, preferences)
            session = RunContext(job, settings, screen, oto, ledger, command=_command(given))
            checked = await session.check()
            remember(given, settings, preferences, checked.table)
            preview = session.preview(checked)
            screen.preview(preview, will=True)
            screen.found(preview.warnings, checked.table)
            asking = settings.live and screen.asks and not given["yes"]
            if asking and preview.to_send and not screen.agreed():
                sent = mark_unsent(checked, problem(NOT_AGREED))
            else:
                sent = await session.send(checked)
        run = session.run(checked, outcomes(checked, sent.outcomes), sent)
        _tell(run, given, settings, screen)
        return _exit_code(run, sent)


async def _check(given: Given, settings: Settings, screen: Screen) -> int:
    # A check remembers nothing, so that the next command must say it all again. Its report knows
    # everything but the profile.
    profile = ["--profile", str(given["profile"])] if given.get("profile") else []
    command, arguments = _command(given, *profile), reading_arguments(given)
    online = settings.token is not None and not given["offline"]
    with _ledger_if_usable(settings, screen) as ledger:
        job = job_of(given, settings, Preferences(ledger, settings.data_dir))
        async with _oto(settings) if online else nullcontext() as oto:
            session = RunContext(
                job, settings, screen, oto, ledger, command=command, arguments=arguments
            )
            checked = await session.check()
        preview = session.preview(checked)
        screen.preview(preview, will=False)
        screen.found(preview.warnings, checked.table)
    run = session.run(checked, dry_run_outcomes(checked))
    _tell(run, given, settings, screen)
    return 0 if all(end.status is Status.VALID for end in run.outcomes) else 1


async def _status(given: Given, settings: Settings, screen: Screen) -> int:
    from importer.sending.rate_limiter import RateLimiter
    from importer.tracking import AnswerStore, refresh

    with _ledger_if_usable(settings, screen) as ledger:
        async with _oto(settings) as oto:
            written = await refresh(
                given["report"],
                oto,
                RateLimiter(settings.rate),
                settings.report_dir,
                screen.lang,
                screen,
                AnswerStore(ledger, oto.whose),
            )
    screen.finish()
    print(written)
    return 0


@contextmanager
def _ledger_if_usable(settings: Settings, screen: Screen) -> Iterator[Ledger | None]:
    """The ledger for what can do without; why it is not usable is said."""
    ledger = None
    try:
        ledger = Ledger.open(settings.ledger)
    except SetupError as error:
        screen.note(error.message)
        screen.note(error.cure)
    with ledger or nullcontext():
        yield ledger


def _oto(settings: Settings) -> Oto:
    return Oto(settings.base_url, settings.needed_token(), timeout=settings.call_seconds)


def _tell(run: RunReport, given: Given, settings: Settings, screen: Screen) -> None:
    screen.stage("reporting")
    written = write_report(run, settings.report_dir, given.get("results_csv"))
    screen.closing(run, written)
    if given.get("as_json"):
        print(json.dumps(summary(run, written.report), ensure_ascii=False), flush=True)


def _exit_code(run: RunReport, sent: Sent) -> int:
    if sent.interrupted:
        return _INTERRUPTED
    if sent.never_set_up:
        return _SET_UP
    return 0 if all(end.status in IN_OTO for end in run.outcomes) else 1


def _command(given: Given, *arguments: str) -> str:
    """The command of the next run, with this one's flags that still count."""
    flags = [f"--{name}" for name in ("sandbox", "staging") if given.get(name)]
    return f"python -m importer {{report}} {quoted([*flags, *arguments])}".rstrip()
