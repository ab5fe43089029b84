"""`importer login`: tries the refresh token and keeps it."""

from dataclasses import dataclass, replace
from pathlib import Path

import click

from importer import settings as settings_module
from importer.cli.command import CommonOptions, argument, command
from importer.cli.options import HostOptions
from importer.cli.token_prompt import ask_token, refuse_shown, try_token
from importer.errors import CallError
from importer.i18n import Localized, _

KEPT = _("The token is kept in this machine's keyring.")
KEPT_IN_FILE = _(
    "This machine has no keyring: the token is kept in the file {file}, for runs in this folder. "
    "Whoever can read that file can use it."
)
ALONE = _("Run “python -m importer login” alone: it asks for the token and does not show it.")
NOT_TRIED = _(
    "{host} does not answer just now, so the token was not tried: “python -m importer "
    "doctor” tries it later."
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
    refuse_shown(options.shown, ALONE)
    base_url = settings_module.STAGING if options.staging else None
    settings = settings_module.load(base_url=base_url, keyring=False)
    settings = replace(settings, token=ask_token(language))
    try:
        said: Localized = await try_token(settings, options.allow_host)
    except CallError:
        said = NOT_TRIED.given(host=settings.host)
    click.echo(said.format(language))
    file = settings_module.keep_token(settings.needed_token(), Path.cwd())
    if file is not None:
        click.echo(KEPT_IN_FILE.format(language, file=file))
        return 0
    click.echo(KEPT.format(language))
    if settings_module.has_written_token():
        click.echo(settings_module.WRITTEN_TOKEN.format(language), err=True)
    return 0
