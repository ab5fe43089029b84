"""`importer logout`: forgets the refresh token."""

from dataclasses import dataclass
from pathlib import Path

import click

from importer import settings
from importer.cli.command import CommonOptions, command
from importer.i18n import _


@dataclass(frozen=True, kw_only=True)
class LogoutOptions(CommonOptions):
    """Nothing to choose."""


@command(LogoutOptions)
def logout(options: LogoutOptions) -> int:
    """Gives 0, also when no token was kept."""
    language = options.console_lang
    forgotten = settings.forget_token(Path.cwd())
    ended = _("The token is forgotten.") if forgotten else _("No token was kept.")
    click.echo(ended.format(language))
    if settings.has_written_token():
        click.echo(settings.WRITTEN_TOKEN.format(language), err=True)
    return 0
