"""`importer doctor`: is it set up? Token, host, account, ledger, folders, log."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from importer import settings as settings_module
from importer.cli.command import CommonOptions, command
from importer.cli.options import DestinationOptions
from importer.errors import ImporterError, SetupError, reason_of
from importer.i18n import Localized, Verbatim, _, _n

if TYPE_CHECKING:
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
ACCOUNTS = _("accounts")
LEDGER = _("ledger")
REPORTS = _("reports")
LOG = _("log")
FOLDER_CURE = _("Choose a folder that you may write to: --report-dir DIR.")


@dataclass(frozen=True, kw_only=True)
class DoctorOptions(DestinationOptions, CommonOptions):
    """Which host is asked."""


@command(DoctorOptions)
async def doctor(options: DoctorOptions) -> int:
    """Prints the findings; 0 when all is well, else 3."""
    from rich.text import Text

    from importer.cli.terminal import Terminal

    lang = options.console_lang
    findings = await _findings(options)
    console = Terminal()
    for finding in findings:
        mark, style = ("ok", "green") if finding.cure is None else ("!!", "bold red")
        line = Text(f"{mark}  {finding.name.format(lang)}: {finding.detail.format(lang)}")
        line.stylize(style, 0, 2)
        console.print(line)
        if finding.cure is not None:
            console.print(Text(f"    → {finding.cure.format(lang)}"))
    return 3 if any(finding.cure is not None for finding in findings) else 0


async def _findings(options: DoctorOptions) -> list[Finding]:
    from importer.cli.parts import destination

    try:
        with destination(options) as settings:
            local = _local(settings)
            has_accounts = any(finding.name is ACCOUNTS for finding in local)
            return [*await _remote(settings, has_accounts=has_accounts), *local]
    except SetupError as error:
        if not options.account_meant:
            raise
        settings = settings_module.load(base_url=settings_module.PRODUCTION, keyring=False)
        return [Finding(TOKEN, error.message, error.cure), *_local(settings)]


def _local(settings: "Settings") -> list[Finding]:
    from importer import log

    place = Verbatim(str(log.path(settings_module.data_dir())))
    accounts = [] if settings.account_name else _accounts(settings)
    return [_ledger(settings), *accounts, _folder(settings.report_dir), Finding(LOG, place)]


async def _remote(settings: "Settings", *, has_accounts: bool) -> list[Finding]:
    """Token, host and account; without a token the host is asked all the same, and where accounts
    have a name none is needed beside theirs."""
    from importer.oto import Oto

    token = settings.token or ""
    if token:
        findings = [Finding(TOKEN, _("found"))]
    elif has_accounts:
        findings = [Finding(TOKEN, _("none without a name: each command takes --account NAME"))]
    else:
        findings = [Finding(TOKEN, settings_module.NO_TOKEN, settings_module.NO_TOKEN_CURE)]
    async with Oto(settings.base_url, token or "none", timeout=settings.call_seconds) as oto:
        findings.append(await _host(oto, settings))
        if token and findings[-1].cure is None:
            findings.append(await _account(oto))
    return findings


async def _host(oto: "Oto", settings: "Settings") -> Finding:
    if await oto.healthy():
        return Finding(HOST, _("{host} answers", host=settings.host))
    return Finding(
        HOST,
        _("{host} does not answer", host=settings.host),
        _("Check the internet connection and OTO_BASE_URL, then try again."),
    )


async def _account(oto: "Oto") -> Finding:
    try:
        info = await oto.account_info()
    except ImporterError as error:
        return Finding(ACCOUNT, error.message, error.cure)
    credit = "" if info.credit is None else f", {info.credit:,}"
    return Finding(ACCOUNT, Verbatim(f"{info.name}{credit}"))


def _ledger(settings: "Settings") -> Finding:
    from importer.ledger import Ledger

    try:
        with Ledger.open(settings.ledger) as ledger:
            runs, location = len(list(ledger.runs())), ledger.location
    except ImporterError as error:
        return Finding(LEDGER, error.message, error.cure)
    kept = _n("{path}, {runs} run", "{path}, {runs} runs", by="runs")
    return Finding(LEDGER, kept.given(path=location, runs=runs))


def _accounts(settings: "Settings") -> list[Finding]:
    """Whether the tokens of all accounts that have a name can be had; nothing where none has."""
    from importer.accounts import known_accounts, token_of
    from importer.ledger import Ledger

    try:
        with Ledger.open(settings.ledger) as ledger:
            accounts = known_accounts(ledger)
    except ImporterError:  # the ledger's own line says it
        return []
    wrong = None
    for account in accounts:
        try:
            token_of(account, settings.ledger)
        except SetupError as error:
            wrong = wrong or error
    if wrong is not None:
        return [Finding(ACCOUNTS, wrong.message, wrong.cure)]
    known = _n(
        "{count} has a name, and its token is there",
        "{count} have names, and their tokens are there",
    )
    return [Finding(ACCOUNTS, known.given(count=len(accounts)))] if accounts else []


def _folder(folder: Path) -> Finding:
    from tempfile import TemporaryFile

    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder):
            pass
    except OSError as error:
        why = _("{file} cannot be written: {why}", file=folder, why=reason_of(error))
        return Finding(REPORTS, why, FOLDER_CURE)
    return Finding(REPORTS, Verbatim(str(folder.absolute())))
