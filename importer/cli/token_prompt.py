"""How a refresh token is asked for and tried: by `login`, and by `accounts add`."""

import sys

import click

from importer import settings as settings_module
from importer.errors import UsageError
from importer.i18n import Language, Localized, _
from importer.settings import Settings


def refuse_shown(token: str | None, cure: Localized) -> None:
    """Raises UsageError, which does not repeat it, for a token on the command line."""
    if token is not None:
        raise UsageError(
            _("A token does not belong into a command: others could read it there."), cure
        )


def ask_token(lang: Language) -> str:
    """The token that is typed, which is not shown; without a terminal, the first line of standard
    input. Raises UsageError when there is none."""
    if sys.stdin.isatty():
        question = _("Refresh token (it is not shown)").format(lang)
        text = click.prompt(question, hide_input=True, default="", show_default=False)
    else:
        text = sys.stdin.readline()
    return settings_module.token_in(text)


async def try_token(settings: Settings, allowed_host: str | None) -> Localized:
    """What the account of the settings' token is called. Raises SetupError when OTO refuses it, or
    nobody allowed its host; CallError when OTO does not answer."""
    from importer.cli import parts
    from importer.run_context import name_of_account

    parts.confirm_host(settings, allowed_host)
    name = await name_of_account(settings)
    return _("The account is {name}.", name=name or "—")
