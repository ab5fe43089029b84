"""How what nobody may see is asked for: a refresh token, which is tried, and a password."""

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
    """The token that is typed. Raises UsageError when there is none."""
    return settings_module.token_in(ask_hidden(_("Refresh token (it is not shown)"), lang))


def ask_hidden(question: Localized, lang: Language) -> str:
    """What is typed, which is not shown; without a terminal, the first line of standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    asked = question.format(lang)
    return str(click.prompt(asked, hide_input=True, default="", show_default=False))


def ask_password(lang: Language) -> str:
    """The password, which a terminal asks for twice. Raises UsageError for two that differ."""
    password = ask_hidden(_("Password (it is not shown)"), lang)
    if sys.stdin.isatty() and ask_hidden(_("Once more, the same"), lang) != password:
        raise UsageError(
            _("The two passwords differ: nothing is kept."), _("Run the command again.")
        )
    return password


async def try_token(settings: Settings, allowed_host: str | None) -> Localized:
    """What the account of the settings' token is called. Raises SetupError when OTO refuses it, or
    nobody allowed its host; CallError when OTO does not answer."""
    from importer.cli import parts
    from importer.run_context import name_of_account

    parts.confirm_host(settings, allowed_host)
    name = await name_of_account(settings)
    return _("The account is {name}.", name=name or "—")
