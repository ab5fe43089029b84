"""`importer login`: tries the refresh token and keeps it."""

import sys
from dataclasses import dataclass, replace
from pathlib import Path

import click

from importer import settings as settings_module
from importer.cli.command import CommonOptions, argument, command
from importer.cli.options import HostOptions
from importer.errors import CallError, UsageError
from importer.i18n import Localized, _

KEPT = _("The token is kept in this machine's keyring.")
KEPT_IN_FILE = _(
    "This machine has no keyring: the token is kept in the file {file}, for runs in this folder. "
    "Whoever can read that file can use it."
)


@dataclass(frozen=True, kw_only=True)
class LoginOptions(HostOptions, CommonOptions):
    """Where the token is tried; one on the command line is refused, unrepeated."""

    shown: str | None = argument("", required=False, type=click.STRING)


@command(
    LoginOptions,
    {
        "python -m importer login": _("paste the token from the OTO dashboard"),
        "python -m importer login < token.txt": _("without a terminal it is read from a file"),
    },
)
async def login(options: LoginOptions) -> int:
    """Gives 0 when the token is kept. Raises SetupError when OTO refuses it."""
    language = options.console_lang
    if options.shown is not None:
        raise UsageError(
            _("A token does not belong into a command: others could read it there."),
            _("Run “python -m importer login” alone: it asks for the token and does not show it."),
        )
    token = _asked(options)
    click.echo((await _tried(token, options)).format(language))
    file = settings_module.keep_token(token, Path.cwd())
    if file is not None:
        click.echo(KEPT_IN_FILE.format(language, file=file))
        return 0
    click.echo(KEPT.format(language))
    if settings_module.has_written_token():
        click.echo(settings_module.WRITTEN_TOKEN.format(language), err=True)
    return 0


def _asked(options: LoginOptions) -> str:
    if sys.stdin.isatty():
        question = _("Refresh token (it is not shown)").format(options.console_lang)
        text = click.prompt(question, hide_input=True, default="", show_default=False)
    else:
        text = sys.stdin.readline()
    return settings_module.token_in(text)


async def _tried(token: str, options: LoginOptions) -> Localized:
    """What the account of the token is called; that it could not be tried, where OTO does not
    answer. Raises SetupError when OTO refuses it."""
    from importer.cli import parts
    from importer.run_context import name_of_account

    base_url = settings_module.STAGING if options.staging else None
    settings = replace(settings_module.load(base_url=base_url, keyring=False), token=token)
    parts.confirm_host(settings, options.allow_host)
    try:
        name = await name_of_account(settings)
    except CallError:
        return _(
            "{host} does not answer just now, so the token was not tried: “python -m importer "
            "doctor” tries it later.",
            host=settings.host,
        )
    return _("The account is {name}.", name=name or "—")
