"""`importer ledger copy FROM TO`: moves the ledger from one database into another."""

from dataclasses import dataclass

import click

from importer.cli.command import COMMANDS, CommandGroup, CommonOptions, argument, command
from importer.i18n import _, _n

COPIED = _n(
    "{location} knows {count} order now, with its runs and all that was settled.",
    "{location} knows {count} orders now, with their runs and all that was settled.",
    by="count",
)
NEXT = _(
    "From now on set OTO_LEDGER to it, on every machine. The old ledger is as it was: keep it, and "
    "send nothing with it any more."
)
IN_KEYRING = _n(
    "The token of {count} account is in the keyring of this machine alone: set OTO_KEY and add the "
    "account again ({names}).",
    "The tokens of {count} accounts are in the keyring of this machine alone: set OTO_KEY and add "
    "the accounts again ({names}).",
    by="count",
)


@dataclass(frozen=True, kw_only=True)
class CopyOptions(CommonOptions):
    """Two ledgers, each a file's path or a `postgresql://` URL."""

    source: str = argument("FROM", type=click.STRING)
    target: str = argument("TO", type=click.STRING)


@command(
    CopyOptions,
    {"python -m importer ledger copy FROM TO": _("from one ledger into a new one")},
    name="copy",
    summary=_("Copy all that the ledger FROM knows into the empty ledger TO."),
)
def copy_ledger(options: CopyOptions) -> int:
    """Gives 0 when every row has arrived; else TO has none."""
    from importer.accounts import known_accounts
    from importer.ledger import Ledger
    from importer.ledger.copy import copy
    from importer.ledger.database import must_exist

    lang = options.console_lang
    must_exist(options.source)
    with Ledger.open(options.source) as source, Ledger.open(options.target) as target:
        count = copy(source, target)["orders"]
        names = [account.name for account in known_accounts(target) if not account.secret]
        click.echo(COPIED.format(lang, count=count, location=target.location))
        click.echo(NEXT.format(lang))
        if names and target.database.is_shared:
            click.echo(IN_KEYRING.format(lang, count=len(names), names=", ".join(names)))
    return 0


ledger = CommandGroup("ledger", commands=[copy_ledger], summary=COMMANDS["ledger"])
