"""`importer operators`: who may use the page of a team."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from importer import settings as settings_module
from importer.cli.command import (
    COMMANDS,
    CommandGroup,
    CommonOptions,
    argument,
    command,
    flag,
    option,
    parameters,
)
from importer.cli.options import account_name
from importer.cli.token_prompt import ask_password
from importer.errors import UsageError
from importer.i18n import _

if TYPE_CHECKING:
    from importer.ledger import Ledger

ADDED = _("The operator “{name}” is added.")
REPLACED = _(
    "The operator “{name}” was known: what was said of it now counts, and it must log in again."
)
PASSWORD_CHANGED = _("The operator “{name}” has another password, and must log in again.")
REMOVED = _(
    "The operator “{name}” is removed and logged out. What it did stays in “operators audit”."
)
NOTHING_DONE = _("Nothing was done yet.")
EVERY_ACCOUNT, BY_PASSWORD, BY_PROXY = _("all"), _("password"), _("by the proxy")
YES, HERE = _("yes"), _("(command line)")
HEADS = (_("name"), _("accounts"), _("logs in by"), _("sees the audit"), _("added"))
AUDIT_HEADS = (_("when"), _("operator"), _("what"), _("account"), _("of what"))


@dataclass(frozen=True, kw_only=True)
class NameOptions(CommonOptions):
    """Which operator."""

    name: str = argument("NAME", type=click.STRING)


@dataclass(frozen=True, kw_only=True)
class AddOptions(NameOptions):
    """What the operator may do, and how it logs in."""

    accounts: tuple[str, ...] = option(
        "--account",
        metavar="NAME",
        default=(),
        multiple=True,
        type=account_name,
        help=_("An account that the operator may use (repeatable)."),
    )
    all_accounts: bool = flag("--all-accounts", help=_("The operator may use every account."))
    admin: bool = flag("--admin", help=_("The operator sees what all operators did."))
    proxy: bool = flag(
        "--proxy", help=_("No password: a proxy says who it is (“web --trusted-header”).")
    )


@command(
    AddOptions,
    {
        "python -m importer operators add NAME --account noon-ksa": _("asks for a password"),
        "python -m importer operators add NAME --all-accounts < password.txt": _(
            "without a terminal it is read from a file"
        ),
    },
    summary=_("Add an operator, or say anew what NAME may do and by which password."),
)
def add(options: AddOptions) -> int:
    """Gives 0. Raises UsageError for an unknown account, or without any."""
    from importer import accounts, operators
    from importer.operators.audit import Action, record

    if bool(options.accounts) == options.all_accounts:
        raise UsageError(
            _("Which accounts may the operator use?"),
            _("Add --account NAME, as often as there are accounts, or --all-accounts."),
        )
    lang, name = options.console_lang, operators.checked_name(options.name)
    with _ledger() as ledger:
        names = [accounts.find(ledger, each).name for each in options.accounts]
        password = None if options.proxy else ask_password(lang)
        may_use = [operators.ALL] if options.all_accounts else list(dict.fromkeys(names))
        with ledger.transaction(alone=True):
            known = operators.keep(ledger, name, password, may_use, is_admin=options.admin)
            record(ledger, "", Action.OPERATOR_KEPT, subject=name)
    click.echo((REPLACED if known else ADDED).format(lang, name=name))
    return 0


@command(NameOptions, summary=_("Give the operator another password; it must log in again."))
def password(options: NameOptions) -> int:
    """Gives 0. Raises UsageError for an unknown name."""
    from importer import operators
    from importer.operators.audit import Action, record

    lang = options.console_lang
    with _ledger() as ledger:
        operator = operators.find_known(ledger, options.name)
        given = ask_password(lang)
        with ledger.transaction(alone=True):
            operators.change_password(ledger, operator, given)
            record(ledger, "", Action.OPERATOR_KEPT, subject=operator.name)
    click.echo(PASSWORD_CHANGED.format(lang, name=operator.name))
    return 0


@command(NameOptions, summary=_("Remove the operator and log it out at once."))
def remove(options: NameOptions) -> int:
    """Gives 0. Raises UsageError for an unknown name."""
    from importer import operators
    from importer.operators.audit import Action, record

    with _ledger() as ledger, ledger.transaction(alone=True):
        operator = operators.find_known(ledger, options.name)
        operators.remove(ledger, operator)
        record(ledger, "", Action.OPERATOR_REMOVED, subject=operator.name)
    click.echo(REMOVED.format(options.console_lang, name=operator.name))
    return 0


@dataclass(frozen=True, kw_only=True)
class NoOptions(CommonOptions):
    """Nothing to choose."""


@command(NoOptions, name="list", summary=_("List the operators and what they may use."))
def list_operators(options: NoOptions) -> int:
    """Gives 0."""
    from importer import operators
    from importer.cli.terminal import print_rows

    lang = options.console_lang
    with _ledger() as ledger:
        known = operators.known_operators(ledger)
    if not known:
        click.echo(operators.NONE_YET.format(lang))
        click.echo(operators.NONE_YET_CURE.format(lang))
        return 0
    rows = [
        (
            each.name,
            EVERY_ACCOUNT.format(lang)
            if operators.ALL in each.accounts
            else ", ".join(each.accounts),
            (BY_PASSWORD if each.password else BY_PROXY).format(lang),
            YES.format(lang) if each.is_admin else "—",
            each.added.astimezone().strftime("%Y-%m-%d %H:%M"),
        )
        for each in known
    ]
    print_rows([head.format(lang) for head in HEADS], rows)
    return 0


@dataclass(frozen=True, kw_only=True)
class AuditOptions(CommonOptions):
    """How it is told."""

    as_json: bool = flag("--json", help=_("A JSON list on stdout, for other programs."))


@command(AuditOptions, summary=_("List who did what, the newest first."))
def audit(options: AuditOptions) -> int:
    """Gives 0."""
    from importer.cli.terminal import print_rows
    from importer.operators.audit import LABELS, entries

    lang = options.console_lang
    with _ledger() as ledger:
        done = entries(ledger)
    if options.as_json:
        told = [
            {
                "at": each.at.isoformat(),
                "operator": each.operator,
                "action": each.action,
                "account": each.account_name,
                "subject": each.subject,
            }
            for each in done
        ]
        click.echo(json.dumps(told, ensure_ascii=False))
        return 0
    if not done:
        click.echo(NOTHING_DONE.format(lang))
        return 0
    rows = [
        (
            each.at.astimezone().strftime("%Y-%m-%d %H:%M:%S"),
            each.operator or HERE.format(lang),
            LABELS[each.action].format(lang),
            each.account_name or "—",
            each.subject or "—",
        )
        for each in done
    ]
    print_rows([head.format(lang) for head in AUDIT_HEADS], rows)
    return 0


@contextmanager
def _ledger() -> "Iterator[Ledger]":
    from importer.ledger import Ledger

    with Ledger.open(settings_module.load(keyring=False).ledger) as ledger:
        yield ledger


def _list_when_alone(**_values: Any) -> int:
    context = click.get_current_context()
    return 0 if context.invoked_subcommand else int(context.invoke(list_operators))


_EXAMPLES: Mapping[str, Any] = {
    "python -m importer operators add NAME --all-accounts": _("somebody who may use all accounts"),
    "python -m importer operators audit": _("who sent what"),
}

operators = CommandGroup(
    "operators",
    commands=[add, password, remove, list_operators, audit],
    params=list(parameters(CommonOptions)),
    summary=COMMANDS["operators"],
    examples=_EXAMPLES,
    invoke_without_command=True,
    callback=_list_when_alone,
)
