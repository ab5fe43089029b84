"""Is it set up? Token, host, account, ledger, folders, log: one line each, and the cure."""

import asyncio
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.text import Text

from importer import log
from importer import settings as settings_module
from importer.errors import ImporterError
from importer.i18n import Language, Localized, Verbatim, _
from importer.ledger import Ledger
from importer.oto import Oto
from importer.settings import Settings


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the examination; `cure` is empty when all is well."""

    name: Localized
    detail: Localized
    cure: Localized | None = None


TOKEN = _("token")
HOST = _("host")
ACCOUNT = _("account")
LEDGER = _("ledger")
REPORTS = _("reports")
LOG = _("log")
FOLDER_CURE = _("Choose a folder that you may write to: --report-dir DIR.")


def examine(given: Mapping[str, object]) -> int:
    """Prints the findings; 0 when all is well, else 3."""
    base_url = settings_module.STAGING if given.get("staging") else None
    settings = settings_module.load({"base_url": base_url})
    lang: Language = "ar" if given.get("lang") == "ar" else "en"
    findings = asyncio.run(_examine(settings))
    console = Console(highlight=False, soft_wrap=True)
    for finding in findings:
        mark, style = ("ok", "green") if finding.cure is None else ("!!", "bold red")
        line = Text(f"{mark}  {finding.name.format(lang)}: {finding.detail.format(lang)}")
        line.stylize(style, 0, 2)
        console.print(line)
        if finding.cure is not None:
            console.print(Text(f"    → {finding.cure.format(lang)}"))
    return 3 if any(finding.cure is not None for finding in findings) else 0


async def _examine(settings: Settings) -> list[Finding]:
    return [
        *await _remote(settings),
        _ledger(settings),
        _folder(settings.report_dir),
        Finding(LOG, Verbatim(str(log.path(settings.data_dir)))),
    ]


async def _remote(settings: Settings) -> list[Finding]:
    """Token, host and account; without a token the host is asked all the same."""
    token = settings.token or ""
    found = [
        Finding(TOKEN, _("found"))
        if token
        else Finding(TOKEN, settings_module.NO_TOKEN, settings_module.NO_TOKEN_CURE)
    ]
    async with Oto(settings.base_url, token or "none", timeout=settings.call_seconds) as oto:
        found.append(await _host(oto, settings))
        if token and found[-1].cure is None:
            found.append(await _account(oto))
    return found


async def _host(oto: Oto, settings: Settings) -> Finding:
    if await oto.healthy():
        return Finding(HOST, _("{host} answers", host=settings.host))
    return Finding(
        HOST,
        _("{host} does not answer", host=settings.host),
        _("Check the internet connection and OTO_BASE_URL, then try again."),
    )


async def _account(oto: Oto) -> Finding:
    try:
        info = await oto.account_info()
    except ImporterError as error:
        return Finding(ACCOUNT, error.message, error.cure)
    credit = "" if info.credit is None else f", {info.credit:,}"
    return Finding(ACCOUNT, Verbatim(f"{info.name}{credit}"))


def _ledger(settings: Settings) -> Finding:
    try:
        with Ledger.open(settings.ledger) as ledger:
            runs = len(list(ledger.runs()))
    except ImporterError as error:
        return Finding(LEDGER, error.message, error.cure)
    where = settings.ledger
    return Finding(LEDGER, _("{where}, {runs} runs", where=where, runs=runs))


def _folder(folder: Path) -> Finding:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        reason = os.strerror(error.errno or 0)
        return Finding(REPORTS, Verbatim(f"{folder}: {reason}"), FOLDER_CURE)
    return Finding(REPORTS, Verbatim(str(folder.absolute())))
