"""The accounts that were given a name, each with its host, its rate and its token.

A token is kept encrypted in the ledger when there is a key (OTO_KEY, or a file that OTO_KEY_FILE
names), else in the keyring of this machine. It is bound to the name and the host that it was kept
for, wherever it is: a row of the ledger that was changed or copied opens nothing.

Names are letters and digits of any script, `-`, `_`, `.` and spaces; capitals make no other name.
"""

import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from importer import settings as settings_module
from importer.accounts import tokens
from importer.accounts.tokens import ADD_AGAIN, new_key
from importer.errors import SetupError, UsageError
from importer.i18n import _
from importer.ledger import Ledger, PastRun
from importer.settings import Settings
from importer.text import fold, fold_case, nearest

__all__ = [
    "ADD_AGAIN",
    "Account",
    "account_in",
    "any_opens",
    "checked_name",
    "find",
    "keep",
    "known_accounts",
    "new_key",
    "past_runs",
    "refuse_other",
    "remove",
    "rotate",
    "settings_of",
    "token_of",
]

_LONGEST_NAME = 60
_LEAST_LIKE = 60.0  # of 100: below it another name was meant


@dataclass(frozen=True, slots=True)
class Account:
    """`rate` is in orders a second (None: the usual one); `secret` is the encrypted token, empty
    when the keyring has it."""

    name: str
    base_url: str
    rate: float | None
    added: datetime
    secret: str = field(default="", repr=False)


def known_accounts(ledger: Ledger) -> list[Account]:
    """All of them, by name."""
    return [
        Account(
            row["name"],
            row["base_url"],
            row["rate"],
            datetime.fromtimestamp(row["added_at"], UTC),
            row["token"],
        )
        for row in ledger.database.execute("accounts")
    ]


def find(ledger: Ledger, name: str) -> Account:
    """The account of that name. Raises UsageError, with the nearest name, when there is none."""
    name, known = checked_name(name), known_accounts(ledger)
    account = _of_name(known, name)
    if account is not None:
        return account
    if not known:
        raise UsageError(
            _(
                "There is no account “{name}”: the ledger {path} knows none yet.",
                name=name,
                path=ledger.location,
            ),
            _('Add it: python -m importer accounts add "{name}"', name=name),
        )
    names = {each.name: fold(each.name) for each in known}
    near = next(iter(nearest(fold(name), names, least=_LEAST_LIKE)), None)
    message = _("There is no account “{name}”.", name=name)
    if near is not None:
        message = _(
            "There is no account “{name}”. Did you mean “{nearest}”?", name=name, nearest=near
        )
    raise UsageError(message, _("Known are: {names}.", names=", ".join(names)))


def checked_name(text: str) -> str:
    """The name, composed and bare of spaces around. Raises UsageError, which does not repeat it,
    when it cannot be one."""
    name = unicodedata.normalize("NFC", text).strip(" ")
    letters = [unicodedata.category(each)[0] in "LN" for each in name]
    allowed = (unicodedata.category(each)[0] in "LNM" or each in "-_. " for each in name)
    if not letters or not (letters[0] and all(allowed)) or len(name) > _LONGEST_NAME:
        raise UsageError(
            _("This cannot be the name of an account."),
            _(
                "A name has 1 to {most} letters, digits, “-”, “_”, “.” and spaces, and begins with "
                "a letter or a digit.",
                most=_LONGEST_NAME,
            ),
        )
    return name


def keep(ledger: Ledger, settings: Settings, name: str, rate: float | None) -> bool:
    """Keeps the token and the host of the settings under the name, in place of what was kept under
    it; without a `rate` an earlier one stays. Whether the name was known.

    Raises UsageError for a name that cannot be, SetupError when the token can be kept nowhere.
    """
    name = checked_name(name)
    before = _of_name(known_accounts(ledger), name)
    if before is not None:
        name, rate = before.name, before.rate if rate is None else rate
    secret = tokens.keep(name, settings.base_url, settings.needed_token(), settings.ledger)
    ledger.database.execute(
        "keep_account",
        name=name,
        base_url=settings.base_url,
        rate=rate,
        token=secret,
    )
    if secret:
        with suppress(SetupError):  # what an earlier time left there opens nothing any more
            tokens.forget_in_keyring(name)
    return before is not None


def refuse_other(ledger: Ledger, settings: Settings, name: str, owner: str) -> None:
    """Raises UsageError when the name is that of another account than the one that the ledger calls
    `owner`, as far as the token that is kept for it can be opened."""
    before = _of_name(known_accounts(ledger), checked_name(name))
    if before is None or before.base_url != settings.base_url:
        return
    known = ""
    with suppress(SetupError):
        known = account_in(ledger, replace(settings, token=token_of(before, settings.ledger)))
    if known not in ("", owner):
        raise UsageError(
            _("This token is of another OTO account than “{name}” is: it is not kept.").given(
                name=before.name
            ),
            _(
                "Add it under a name of its own or, if it is to take this one's place: "
                'python -m importer accounts remove "{name}"',
                name=before.name,
            ),
        )


def any_opens(ledger: Ledger, location: str) -> None:
    """Raises SetupError when tokens are kept encrypted in the ledger and none of them opens."""
    failure = None
    for account in known_accounts(ledger):
        if account.secret:
            try:
                token_of(account, location)
            except SetupError as error:
                failure = error
            else:
                return
    if failure is not None:
        raise failure


def remove(ledger: Ledger, account: Account) -> None:
    """Forgets the account and its token; its runs and orders stay in the ledger. Raises SetupError
    when the keyring does not give the token away."""
    if not account.secret:
        tokens.forget_in_keyring(account.name)
    ledger.database.execute("delete_account", name=account.name)


def token_of(account: Account, location: str) -> str:
    """The account's token; `location` is that of the ledger. Raises SetupError when it is not
    there, cannot be opened, or was kept for another account or host."""
    return tokens.token_of(account.name, account.base_url, account.secret, location)


def settings_of(settings: Settings, name: str, *, rate: float | None = None) -> Settings:
    """The settings with the host, the token and the rate of the account of that name; a `rate` that
    was given, or OTO_RATE, goes before its own. Raises UsageError for an unknown name, SetupError
    when its token cannot be had."""
    with Ledger.open(settings.ledger) as ledger:
        account = find(ledger, name)
    has_rate = rate is not None or settings_module.said(settings_module.RATE)[0]
    return replace(
        settings,
        token=token_of(account, settings.ledger),
        base_url=account.base_url,
        rate=settings.rate if has_rate or account.rate is None else account.rate,
        account_name=account.name,
    )


def account_in(ledger: Ledger, settings: Settings) -> str:
    """What the ledger calls the account whose token the settings have; empty when it does not know
    it. To ask makes none known."""
    return ledger.known_account(settings.destination, settings.token_hash)


def past_runs(ledger: Ledger, settings: Settings, limit: int = 100) -> list[PastRun]:
    """The newest `limit` runs, newest first: of the account that the settings name, else all."""
    if not settings.account_name:
        return ledger.runs(limit)
    account = account_in(ledger, settings)
    return ledger.runs_of(settings.destination, account, limit) if account else []


def rotate(ledger: Ledger, location: str) -> int:
    """Encrypts all tokens of the ledger anew with the first key, and gives their number. Raises
    SetupError when one of them cannot be opened: nothing is changed then."""
    with ledger.transaction(alone=True):
        accounts = [account for account in known_accounts(ledger) if account.secret]
        for account in accounts:
            secret = tokens.with_first_key(account.name, account.secret, location)
            ledger.database.execute("keep_account_token", name=account.name, token=secret)
    return len(accounts)


def _of_name(accounts: Sequence[Account], name: str) -> Account | None:
    wanted = fold_case(name)
    return next((each for each in accounts if fold_case(each.name) == wanted), None)
