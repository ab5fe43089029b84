"""`importer login`: keeps the refresh token."""

import sys
from dataclasses import dataclass

import click

from importer import settings
from importer.cli.command import CommonOptions, command
from importer.errors import UsageError
from importer.i18n import _, without_marks


@dataclass(frozen=True, kw_only=True)
class LoginOptions(CommonOptions):
    """Nothing: a token on a command line could be read by others."""


@command(
    LoginOptions,
    {
        "python -m importer login": _("paste the token from the OTO dashboard"),
        "python -m importer login < token.txt": _("without a terminal it is read from a file"),
    },
)
def login(options: LoginOptions) -> int:
    """Gives 0 when the token is kept."""
    language = options.console_lang
    if sys.stdin.isatty():
        question = _("Refresh token (it is not shown)").format(language)
        text = click.prompt(question, hide_input=True, default="", show_default=False)
    else:
        text = sys.stdin.readline()
    token = without_marks(text).strip()
    if not token:
        raise UsageError(_("No token was given: nothing is kept."), settings.NO_TOKEN_CURE)
    settings.keep_token(token)
    kept = _("The token is kept. “python -m importer doctor” tries it.")
    click.echo(kept.format(language))
    if settings.has_written_token():
        click.echo(settings.WRITTEN_TOKEN.format(language), err=True)
    return 0
