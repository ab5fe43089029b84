"""What the commands do: one session each, told on the screen, ended with the contract's code."""

import asyncio
import json
from collections.abc import Callable, Coroutine
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from importer.cli.console import Screen, show_error
from importer.cli.request import Given, destination, job_of, lang_of
from importer.errors import ImporterError
from importer.ledger import Ledger
from importer.oto import Oto
from importer.outcome import IN_OTO, Status
from importer.pipeline import dry_run_outcomes, mark_unsent, outcomes
from importer.problems import problem
from importer.problems.sending import NOT_AGREED
from importer.report import RunReport, summary, write_report
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

    return write_template(path or Path(), "ar" if lang == "ar" else "en")


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
        async with _oto(settings) as oto:
            job = job_of(given, settings)
            session = RunContext(job, settings, screen, oto, command=_command(given))
            checked = session.add_ledger_problems(await session.check(), ledger)
            preview = session.preview(checked, ledger)
            screen.preview(preview, will=True)
            asking = settings.live and screen.asks and not given["yes"]
            if asking and preview.to_send and not screen.agreed():
                sent = mark_unsent(checked, problem(NOT_AGREED))
            else:
                sent = await session.send(checked, ledger)
        run = session.run(checked, outcomes(checked, sent.outcomes), sent)
        _tell(run, given, settings, screen)
        return _exit_code(run, sent)


async def _check(given: Given, settings: Settings, screen: Screen) -> int:
    job = job_of(given, settings)
    online = settings.token is not None and not given["offline"]
    async with _oto(settings) if online else nullcontext() as oto:
        session = RunContext(job, settings, screen, oto, command=_command(given))
        checked = await session.check()
    with Ledger.open(settings.ledger) if settings.token else nullcontext() as ledger:
        checked = session.add_ledger_problems(checked, ledger) if ledger else checked
        screen.preview(session.preview(checked, ledger), will=False)
    run = session.run(checked, dry_run_outcomes(checked))
    _tell(run, given, settings, screen)
    return 0 if all(end.status is Status.VALID for end in run.outcomes) else 1


async def _status(given: Given, settings: Settings, screen: Screen) -> int:
    from importer.sending.rate_limiter import RateLimiter
    from importer.tracking import refresh

    async with _oto(settings) as oto:
        pace = RateLimiter(settings.rate)
        written = await refresh(
            given["report"], oto, pace, settings.report_dir, screen.lang, screen
        )
    screen.finish()
    print(written)
    return 0


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


def _command(given: Given) -> str:
    """The command of the next run, with this one's flags that still count."""
    flags = [name for name in ("sandbox", "staging") if given.get(name)]
    return " ".join(["python -m importer", "{report}", *(f"--{flag}" for flag in flags)])
