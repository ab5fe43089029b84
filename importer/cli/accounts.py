"""`importer accounts`: the accounts that have a name."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

import click

from importer import settings as settings_module
from importer.cli.command import (
    COMMANDS,
    CommandGroup,
    CommonOptions,
    argument,
    command,
    parameters,
)
from importer.cli.options import HostOptions, account_name, number_option
from importer.cli.token_prompt import ask_token, refuse_shown, try_token
from importer.errors import CallError, SetupError
from importer.i18n import _, _n

ALONE = _(
    "Run “python -m importer accounts add NAME” without it: it asks for the token and does not "
    "show it."
)
NOT_TRIED = _("{host} does not answer just now, so the token could not be tried: nothing is kept.")
LATER = _("Try again when it does.")
ADDED = _("The account “{name}” is added.")
REPLACED = _("The account “{name}” was known: its token is replaced.")
IN_KEYRING = _("Its token is in this machine's keyring.")
IN_LEDGER = _("Its token is in the ledger, encrypted.")
USE_IT = _('Its orders are sent with --account "{name}".')
REMOVED = _(
    "The account “{name}” is forgotten, and its token with it. What was sent stays in the history."
)
NONE_YET = _("No account has a name yet: python -m importer accounts add NAME")
KEEP_KEY = _(
    "Set OTO_KEY to this key, and keep it away from the ledger: whoever has both has the tokens, "
    "and without the key nobody has them."
)
ROTATED = _n(
    "{count} token is encrypted with the first key now.",
    "{count} tokens are encrypted with the first key now.",
)
OLD_KEYS = _("The other keys are needed no more: take them out on every machine.")
KEYRING, ENCRYPTED = _("keyring"), _("ledger, encrypted")
HEADS = (_("name"), _("host"), _("orders a second"), _("token"), _("added"))


@dataclass(frozen=True, kw_only=True)
class AddOptions(HostOptions, CommonOptions):
    """The account's name, its host and its rate; a token on the command line is refused."""

    name: str = argument("NAME", type=account_name)
    shown: str | None = argument("", required=False, type=click.STRING)
    rate: float | None = number_option(
        "--rate", float, help=_("Orders a second (default: 5)."), env=settings_module.RATE
    )


@command(
    AddOptions,
    {
        "python -m importer accounts add NAME": _("paste the token from the OTO dashboard"),
        "python -m importer accounts add NAME < token.txt": _(
            "without a terminal it is read from a file"
        ),
    },
    summary=_("Ask for the token of an account, try it and keep it under NAME."),
)
async def add(options: AddOptions) -> int:
    """Gives 0 when the token is kept. Raises SetupError when OTO refuses it or is not reached."""
    from importer import accounts
    from importer.ledger import Ledger
    from importer.run_context import account_of, oto_of

    lang = options.console_lang
    refuse_shown(options.shown, ALONE)
    base_url = settings_module.STAGING if options.staging else None
    settings = settings_module.load(base_url=base_url, rate=options.rate, keyring=False)
    settings = replace(settings, token=ask_token(lang))
    try:
        owner = await try_token(settings, options.allow_host)
    except CallError as error:
        raise SetupError(NOT_TRIED.given(host=settings.host), LATER) from error
    with Ledger.open(settings.ledger) as ledger:
        async with oto_of(settings) as oto:
            key = await account_of(oto, ledger, settings)  # so that its history outlives this token
        accounts.refuse_other(ledger, settings, options.name, key)
        replaced = accounts.keep(ledger, settings, options.name, options.rate)
        account = accounts.find(ledger, options.name)
    kept = (REPLACED if replaced else ADDED).given(name=account.name)
    for each in (owner, kept, IN_LEDGER if account.secret else IN_KEYRING):
        click.echo(each.format(lang))
    click.echo(USE_IT.format(lang, name=account.name))
    return 0


@dataclass(frozen=True, kw_only=True)
class RemoveOptions(CommonOptions):
    """Which account is forgotten."""

    name: str = argument("NAME", type=account_name)


@command(RemoveOptions, summary=_("Forget the account and its token; its history stays."))
def remove(options: RemoveOptions) -> int:
    """Gives 0. Raises UsageError for a name that is not known."""
    from importer import accounts
    from importer.ledger import Ledger

    with Ledger.open(settings_module.load(keyring=False).ledger) as ledger:
        account = accounts.find(ledger, options.name)
        accounts.remove(ledger, account)
    click.echo(REMOVED.format(options.console_lang, name=account.name))
    return 0


@dataclass(frozen=True, kw_only=True)
class NoOptions(CommonOptions):
    """Nothing to choose."""


@command(NoOptions, name="list", summary=_("List the accounts by name."))
def list_accounts(options: NoOptions) -> int:
    """Gives 0; no token is opened for it."""
    from importer.accounts import known_accounts
    from importer.cli.terminal import print_rows
    from importer.ledger import Ledger

    lang = options.console_lang
    with Ledger.open(settings_module.load(keyring=False).ledger) as ledger:
        known = known_accounts(ledger)
    if not known:
        click.echo(NONE_YET.format(lang))
        return 0
    rows = [
        (
            account.name,
            urlsplit(account.base_url).netloc,
            "—" if account.rate is None else f"{account.rate:g}",
            (ENCRYPTED if account.secret else KEYRING).format(lang),
            account.added.astimezone().strftime("%Y-%m-%d %H:%M"),
        )
        for account in known
    ]
    print_rows([head.format(lang) for head in HEADS], rows)
    return 0


@command(NoOptions, name="new-key", summary=_("Print a fresh key for OTO_KEY."))
def make_key(options: NoOptions) -> int:
    """Prints the key alone on stdout and gives 0."""
    from importer.accounts import new_key

    click.echo(new_key())
    click.echo(KEEP_KEY.format(options.console_lang), err=True)
    return 0


@command(
    NoOptions,
    name="rotate",
    summary=_("Encrypt all tokens anew with the first key of OTO_KEY."),
)
def rotate_keys(options: NoOptions) -> int:
    """Gives 0 when all tokens are encrypted with the first key, else none was changed."""
    from importer import accounts
    from importer.ledger import Ledger

    settings = settings_module.load(keyring=False)
    with Ledger.open(settings.ledger) as ledger:
        count = accounts.rotate(ledger, settings.ledger)
    click.echo(ROTATED.format(options.console_lang, count=count))
    if count:
        click.echo(OLD_KEYS.format(options.console_lang))
    return 0


def _list_when_alone(**_values: Any) -> int:
    context = click.get_current_context()
    return 0 if context.invoked_subcommand else int(context.invoke(list_accounts))


_EXAMPLES: Mapping[str, Any] = {
    "python -m importer accounts add NAME": _("keep an account under a name"),
    "python -m importer orders.xlsx --account NAME": _("send its orders"),
}

accounts = CommandGroup(
    "accounts",
    commands=[add, remove, list_accounts, make_key, rotate_keys],
    params=list(parameters(CommonOptions)),
    summary=COMMANDS["accounts"],
    examples=_EXAMPLES,
    invoke_without_command=True,
    callback=_list_when_alone,
)
