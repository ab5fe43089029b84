"""One name for an account, whatever token opened it."""

import re
from collections.abc import Sequence

from importer.ledger.database import Database

_HASH = re.compile("[0-9a-f]{16,64}")


def account_for(database: Database, destination: str, aliases: Sequence[str]) -> str:
    """The account that is known by one of the aliases, or a new one, named by the last alias as
    older versions did; from then on it is known by all of them.

    `aliases` are hashes in hex, the strongest first. Aliases of several accounts say that these
    are one: what stands under the weaker ones is moved to the strongest. Raises ValueError for an
    alias that is no hash, so that no e-mail address or token is ever kept.
    """
    if not aliases or not all(map(_HASH.fullmatch, aliases)):
        raise ValueError("an account is named by hashes")
    with database.transaction(alone=True):
        rows = database.select_in("known_accounts", aliases, destination=destination)
        known = {row["alias"]: row["account"] for row in rows}
        accounts = dict.fromkeys(known[alias] for alias in aliases if alias in known)
        account, *weaker = accounts or aliases[-1:]
        for merged in weaker:
            _merge(database, destination, kept=account, merged=merged)
        for alias in aliases:
            database.execute("name_account", destination=destination, alias=alias, account=account)
    return account


def _merge(database: Database, destination: str, *, kept: str, merged: str) -> None:
    names = {"destination": destination, "kept": kept, "merged": merged}
    database.execute("merge_names", **names)
    database.execute("close_outlived_runs", **names)
    database.execute("merge_runs", **names)
    database.execute("delete_outranked_orders", **names)
    database.execute("merge_orders", **names)
    database.execute("merge_preferences", **names)
    database.execute("merge_cache", **names)
    database.execute("merge_tracking", **names)
