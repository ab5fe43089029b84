"""What a merchant settled once and should not be asked again: headers, field names, values of all
orders, city names, words for ways to pay, and whether a part may be due on delivery.

It is a convenience: without a ledger, or with one that fails, nothing is remembered, and no run
ends because of that.
"""

import contextlib
import json
from collections.abc import Mapping
from pathlib import Path

from importer.errors import SetupError
from importer.ledger import Ledger

_HEADER, _VALUE, _CITY, _PAYMENT, _OPTION = "header", "value", "city", "payment", "option"
_COLUMN = "column"  # of older versions, which shared columns among accounts: its scope is headers
_PARTIAL_COD, _ANNOTATE, _YES, _NO = "partial_cod", "annotate", "yes", "no"
_Choices = dict[str, str]


class Preferences:
    """The choices in `ledger`, each account's its own; those for columns, and in place of missing
    ones, by the fingerprint of a file's headers, too.

    In `folder` may lie the memory.json of an older version. What stands in it counts, too, and
    `take_over_file` moves it into the ledger.
    """

    def __init__(self, ledger: Ledger | None, folder: Path | None = None) -> None:
        self._ledger = ledger
        self._file = None if folder is None else folder / "memory.json"

    def columns(self, account: str, fingerprint: str) -> _Choices:
        """What was chosen for files with these headers: header → field ("-": ignored). Without an
        account ("") it is what all accounts agree on."""
        chosen = self._read(_HEADER, account) if account else self._agreed(_HEADER)
        return {**self._read(_COLUMN, fingerprint), **_of_file(fingerprint, chosen)}

    def remember_columns(self, account: str, fingerprint: str, choices: Mapping[str, str]) -> None:
        """Add the choices to the account's for files with these headers."""
        self._write(_HEADER, account, _with_file(fingerprint, choices))

    def values(self, account: str, fingerprint: str) -> _Choices:
        """What the account has for all orders of files with these headers: field → value."""
        return _of_file(fingerprint, self._read(_VALUE, account))

    def remember_values(self, account: str, fingerprint: str, values: Mapping[str, str]) -> None:
        """Add the values to those for files with these headers."""
        self._write(_VALUE, account, _with_file(fingerprint, values))

    def forget_columns(self, account: str) -> None:
        """Clear what the account chose for columns, and in place of missing ones, of all files; and
        what an older version knew of columns."""
        if self._ledger is not None:
            with contextlib.suppress(SetupError), self._ledger.transaction():
                for kind in (_HEADER, _VALUE):
                    self._ledger.database.execute("delete_preferences", kind=kind, scope=account)
                self._ledger.database.execute("delete_shared_preferences", kind=_COLUMN)

    def city_choices(self, account: str) -> _Choices:
        """The cities that were settled for the account: as written → OTO's name."""
        return self._read(_CITY, account)

    def remember_cities(self, account: str, choices: Mapping[str, str]) -> None:
        """Add the choices to the account's cities."""
        self._write(_CITY, account, choices)

    def payment_choices(self, account: str) -> _Choices:
        """The words for ways to pay that were settled for the account: as written → cod or paid."""
        return self._read(_PAYMENT, account)

    def remember_payments(self, account: str, choices: Mapping[str, str]) -> None:
        """Add the choices to the account's words for ways to pay."""
        self._write(_PAYMENT, account, choices)

    def partial_cod(self, account: str) -> bool:
        """Whether the account's orders may collect a part of their total on delivery."""
        return self._read(_OPTION, account).get(_PARTIAL_COD) == _YES

    def remember_partial_cod(self, account: str, *, allowed: bool) -> None:
        """Set whether they may."""
        self._write(_OPTION, account, {_PARTIAL_COD: _YES if allowed else _NO})

    def annotate(self, account: str) -> bool:
        """Whether a run writes an annotated copy of its file."""
        return self._read(_OPTION, account).get(_ANNOTATE) == _YES

    def remember_annotate(self, account: str, *, wanted: bool) -> None:
        """Set whether it does."""
        self._write(_OPTION, account, {_ANNOTATE: _YES if wanted else _NO})

    def take_over_file(self) -> None:
        """Moves what stands in the folder's memory.json into the ledger, where newer choices stay.

        The file is kept as memory.json.taken-over; a damaged one as memory.damaged.json.
        """
        if self._ledger is None or self._file is None or not self._file.is_file():
            return
        aside = self._file.with_name("memory.json.taken-over")
        with contextlib.suppress(SetupError, OSError, UnicodeEncodeError):
            try:
                old = _contents(self._file)
            except ValueError:
                old, aside = {}, self._file.with_name("memory.damaged.json")
            with self._ledger.transaction():
                for (kind, scope), choices in old.items():
                    self._insert(kind, scope, {**choices, **self._stored(kind, scope)})
            self._file.replace(aside)

    def _read(self, kind: str, scope: str) -> _Choices:
        old: _Choices = {}
        if self._file is not None:
            with contextlib.suppress(OSError, ValueError):
                old = _contents(self._file).get((kind, scope), {})
        with contextlib.suppress(SetupError):
            return {**old, **self._stored(kind, scope)}
        return old

    def _write(self, kind: str, scope: str, choices: Mapping[str, str]) -> None:
        if self._ledger is not None and choices:
            with contextlib.suppress(SetupError, UnicodeEncodeError), self._ledger.transaction():
                self._insert(kind, scope, choices)

    def _stored(self, kind: str, scope: str) -> _Choices:
        if self._ledger is None:
            return {}
        rows = self._ledger.database.execute("preferences", kind=kind, scope=scope)
        return {row["name"]: row["choice"] for row in rows}

    def _agreed(self, kind: str) -> _Choices:
        if self._ledger is not None:
            with contextlib.suppress(SetupError):
                rows = self._ledger.database.execute("agreed_preferences", kind=kind)
                return {row["name"]: row["choice"] for row in rows}
        return {}

    def _insert(self, kind: str, scope: str, choices: Mapping[str, str]) -> None:
        assert self._ledger is not None
        for name, choice in choices.items():
            self._ledger.database.execute(
                "set_preference", kind=kind, scope=scope, name=name, choice=choice
            )


def _with_file(fingerprint: str, choices: Mapping[str, str]) -> _Choices:
    """The choices under names that say for which files they are."""
    return {f"{fingerprint} {name}": choice for name, choice in choices.items()}


def _of_file(fingerprint: str, choices: Mapping[str, str]) -> _Choices:
    """Those of the choices that are for files with these headers."""
    beginning = f"{fingerprint} "
    return {
        name.removeprefix(beginning): choice
        for name, choice in choices.items()
        if name.startswith(beginning)
    }


def _contents(file: Path) -> dict[tuple[str, str], _Choices]:
    """The choices in a memory.json by kind and scope. Raises OSError, and ValueError for a file
    that is damaged; what is odd in a sound one is passed over."""
    kept = json.loads(file.read_text(encoding="utf-8"))
    if not isinstance(kept, dict):
        raise ValueError(file)
    contents: dict[tuple[str, str], _Choices] = {}
    for kind, name in ((_COLUMN, "columns"), (_CITY, "cities")):
        scopes = kept.get(name)
        for scope, choices in scopes.items() if isinstance(scopes, dict) else ():
            if isinstance(choices, dict):
                texts = {key: text for key, text in choices.items() if isinstance(text, str)}
                contents[kind, scope] = texts
    return contents
