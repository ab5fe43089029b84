"""Who may use the page of a team, who of them is logged in, and what they did.

An operator has a password, of which the ledger holds a hash, or none and comes by a proxy that says
who it is. Names are small letters, digits and `-_.@+`, as in an e-mail address; capitals make no
other name. A session is a key in the browser's cookie, of which the ledger holds a hash.
"""

import hashlib
import secrets
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from importer.errors import UsageError
from importer.i18n import _
from importer.ledger import Ledger
from importer.ledger.database import Row
from importer.operators import passwords
from importer.text import fold_case

ALL = "*"  # in place of an account's name: all of them, and the one that has none
IDLE_SECONDS, MOST_SECONDS = 12 * 3600.0, 7 * 24 * 3600.0  # how long a session lasts
NONE_YET = _("Nobody may use the page of a team yet.")
NONE_YET_CURE = _(
    "Add who may: python -m importer operators add NAME --account NAME (or --all-accounts)"
)
_LONGEST_NAME = 100
_USE_SECONDS = 60.0  # between two notes that a session is used


@dataclass(frozen=True, slots=True)
class Operator:
    """`accounts` are the names of those that she may use; `password` is its hash, empty when she
    comes by a proxy alone. An admin sees what all did."""

    name: str
    accounts: tuple[str, ...]
    is_admin: bool
    added: datetime
    password: str = field(default="", repr=False)


def known_operators(ledger: Ledger) -> list[Operator]:
    """All of them, by name."""
    return [_operator_of(row) for row in ledger.database.execute("operators")]


def find(ledger: Ledger, name: str) -> Operator | None:
    """The operator of that name, however it is written; None for one that there is not, or cannot
    be."""
    name = _plain(name)
    rows = ledger.database.execute("operator", name=name) if _is_name(name) else []
    return _operator_of(rows[0]) if rows else None


def find_known(ledger: Ledger, name: str) -> Operator:
    """The operator of that name. Raises UsageError when there is none."""
    operator = find(ledger, name)
    if operator is None:
        raise UsageError(
            _("There is no such operator."), _("See them all: python -m importer operators list")
        )
    return operator


def checked_name(text: str) -> str:
    """The name as it is kept. Raises UsageError, which does not repeat it, when it cannot be."""
    name = _plain(text)
    if not _is_name(name):
        raise UsageError(
            _("This cannot be the name of an operator."),
            _(
                "A name has 1 to {most} letters, digits and “-”, “_”, “.”, “@”, “+”, and begins "
                "with a letter or a digit.",
                most=_LONGEST_NAME,
            ),
        )
    return name


def keep(
    ledger: Ledger,
    name: str,
    password: str | None,
    account_names: Sequence[str],
    *,
    is_admin: bool = False,
) -> bool:
    """Keeps the operator in place of one of that name, whose sessions end; whether there was one.

    Without a `password` she comes by a proxy alone. Raises UsageError for a name or a password that
    cannot be, SetupError where the package that hashes passwords is missing.
    """
    name = checked_name(name)
    hashed = "" if password is None else passwords.hashed(passwords.checked(password))
    with ledger.transaction(alone=True):
        replaced = bool(ledger.database.execute("operator", name=name))
        ledger.database.execute("delete_sessions", operator=name)
        ledger.database.execute(
            "keep_operator",
            name=name,
            password=hashed,
            accounts="\n".join(account_names),
            is_admin=int(is_admin),
        )
    return replaced


def remove(ledger: Ledger, operator: Operator) -> None:
    """Forgets the operator, and ends her sessions; what she did stays in the audit."""
    with ledger.transaction(alone=True):
        ledger.database.execute("delete_sessions", operator=operator.name)
        ledger.database.execute("delete_operator", name=operator.name)


def change_password(ledger: Ledger, operator: Operator, password: str) -> None:
    """Gives the operator another password, and ends her sessions. Raises UsageError for a password
    that cannot be."""
    keep(ledger, operator.name, password, operator.accounts, is_admin=operator.is_admin)


def check_password(ledger: Ledger, name: str, password: str) -> Operator | None:
    """The operator, if the password is hers; it takes the same time whether or not there is one.
    Raises SetupError where the package that hashes passwords is missing."""
    operator = find(ledger, name)
    known = operator.password if operator is not None else ""
    if not passwords.fits(password, known) or operator is None:
        return None
    if not passwords.is_outdated(known):
        return operator
    fresh = passwords.hashed(password)
    values = {"name": operator.name, "password": fresh, "known": known}
    kept = ledger.database.execute("keep_password", **values)
    return replace(operator, password=fresh) if kept else None


def may_use(operator: Operator, account_name: str) -> bool:
    """Whether the operator may use the account of that name; the one without a name only who may
    use all."""
    if ALL in operator.accounts:
        return True
    return bool(account_name) and fold_case(account_name) in map(fold_case, operator.accounts)


# --- sessions


def begin_session(ledger: Ledger, operator: Operator) -> str | None:
    """The key of a new session; None when the operator is gone or her password is another by now.
    Sessions that are over are deleted."""
    key = secrets.token_urlsafe(32)
    ledger.database.execute("delete_stale_sessions", idle=IDLE_SECONDS, most=MOST_SECONDS)
    rows = ledger.database.execute(
        "begin_session", key=_hash(key), name=operator.name, password=operator.password
    )
    return key if rows else None


def session_operator(ledger: Ledger, key: str) -> Operator | None:
    """Whose session the key opens; None when it opens none, or not any more."""
    hashed = _hash(key)
    rows = ledger.database.execute("session", key=hashed, idle=IDLE_SECONDS, most=MOST_SECONDS)
    if not rows:
        return None
    if not 0 <= rows[0]["used_since"] < _USE_SECONDS:
        ledger.database.execute("use_session", key=hashed)
    return _operator_of(rows[0])


def end_session(ledger: Ledger, key: str) -> None:
    """The key opens nothing any more."""
    ledger.database.execute("delete_session", key=_hash(key))


def _operator_of(row: Row) -> Operator:
    return Operator(
        row["name"],
        tuple(row["accounts"].splitlines()),
        bool(row["is_admin"]),
        datetime.fromtimestamp(row["added_at"], UTC),
        row["password"],
    )


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text.strip().casefold())


def _is_name(name: str) -> bool:
    kinds = [unicodedata.category(each)[0] for each in name]
    allowed = (kind in "LNM" or each in "-_.@+" for kind, each in zip(kinds, name, strict=True))
    return bool(kinds) and kinds[0] in "LN" and all(allowed) and len(name) <= _LONGEST_NAME


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
