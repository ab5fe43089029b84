"""Where the token of an account is: encrypted in the ledger, or in the keyring of this machine.

What is kept is bound: the token beside the name and the host that it was kept for.
"""

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from importer import settings
from importer.errors import SetupError, reason_of
from importer.i18n import _
from importer.ledger.database import is_shared, path_of

if TYPE_CHECKING:
    from cryptography.fernet import MultiFernet

_SERVICE = settings.KEYRING[0]

NEW_KEY_CURE = _(
    "Make a key with “python -m importer accounts new-key” and set OTO_KEY to it, on every machine "
    "that sends."
)
ADD_AGAIN = _('Add the account again: python -m importer accounts add "{name}"')
RIGHT_KEY = _(
    "Set OTO_KEY (or OTO_KEY_FILE) to the key that it was kept with, or add the account again: "
    'python -m importer accounts add "{name}"'
)
APART = _("Keep the keys in a file of another folder (OTO_KEY_FILE), away from the ledger.")


def keep(name: str, base_url: str, token: str, ledger: str) -> str:
    """Keeps the token for the account of that name and host; gives what is to stand in `ledger`
    (its location): the encrypted token, empty when the keyring has it. Raises SetupError when it
    can be kept nowhere."""
    bound = json.dumps([name, base_url, token])
    cipher = _cipher(ledger)
    if cipher is None:
        if is_shared(ledger):
            raise SetupError(
                _("Several machines read this ledger, so a token in it needs a key."), NEW_KEY_CURE
            )
        _keep_in_keyring(name, bound)
        return ""
    return cipher.encrypt(bound.encode()).decode()


def token_of(name: str, base_url: str, secret: str, ledger: str) -> str:
    """The token that is kept for the account of that name and host: `secret`, as it stands in
    `ledger`, opened; where it is empty, that of the keyring. Raises SetupError when there is none,
    it cannot be opened, or it was kept for another account or host."""
    bound = _opened(name, secret, ledger) if secret else _from_keyring(name)
    if not bound:
        raise SetupError(
            _("This machine's keyring has no token of the account “{name}”.", name=name),
            ADD_AGAIN.given(name=name),
        )
    try:
        kept_name, kept_url, token = json.loads(bound)
    except (ValueError, TypeError):
        kept_name = kept_url = token = None
    if (kept_name, kept_url) != (name, base_url) or not isinstance(token, str):
        raise SetupError(
            _(
                "The token that is kept under “{name}” belongs to another account or host, so it "
                "was not used.",
                name=name,
            ),
            ADD_AGAIN.given(name=name),
        )
    return token


def with_first_key(name: str, secret: str, ledger: str) -> str:
    """The account's encrypted token, encrypted anew with the first key. Raises SetupError when it
    cannot be opened."""
    cipher = _cipher(ledger)
    bound = _opened(name, secret, ledger)
    assert cipher is not None
    return cipher.encrypt(bound.encode()).decode()


def new_key() -> str:
    """A fresh key for OTO_KEY. Raises SetupError where the package that encrypts is missing."""
    _need_cryptography()
    from cryptography.fernet import Fernet

    return Fernet.generate_key().decode()


def forget_in_keyring(name: str) -> None:
    """Takes the account's token out of the keyring, if it is there. Raises SetupError when the
    keyring does not give it away."""
    if not _from_keyring(name):
        return
    try:
        import keyring

        keyring.delete_password(_SERVICE, _user(name))
    except Exception as error:  # every backend has errors of its own
        raise SetupError(
            _("The keyring does not give the token away: {why}", why=type(error).__name__),
            _("Take it out with the keyring's own program: it is called {name}.", name=_SERVICE),
        ) from error


def _keep_in_keyring(name: str, bound: str) -> None:
    with suppress(Exception):  # every backend has errors of its own
        import keyring

        keyring.set_password(_SERVICE, _user(name), bound)
    if _from_keyring(name) != bound:  # a keyring may swallow it without a word
        raise SetupError(
            _("The token is not kept: this machine has no keyring, and there is no key."),
            _(
                "Use a keyring of your system, or have the token encrypted in the ledger: make a "
                "key with “python -m importer accounts new-key”, and set OTO_KEY to it."
            ),
        )


def _from_keyring(name: str) -> str | None:
    """What the keyring has; a machine without a keyring is a machine without it."""
    with suppress(Exception):  # every backend has errors of its own
        import keyring

        return keyring.get_password(_SERVICE, _user(name))
    return None


def _user(name: str) -> str:
    return f"account {name}"


def _opened(name: str, secret: str, ledger: str) -> str:
    cipher = _cipher(ledger)
    if cipher is None:
        raise SetupError(
            _("The token of the account “{name}” is encrypted, and there is no key.", name=name),
            RIGHT_KEY.given(name=name),
        )
    from cryptography.fernet import InvalidToken

    try:
        return cipher.decrypt(secret).decode()
    except (InvalidToken, ValueError):
        raise SetupError(
            _(
                "The token of the account “{name}” does not open: the key is another, or what is "
                "kept is damaged.",
                name=name,
            ),
            RIGHT_KEY.given(name=name),
        ) from None


def _cipher(ledger: str) -> "MultiFernet | None":
    """What encrypts by the first key and opens by all of them; None when there is no key."""
    keys = _keys(ledger)
    if not keys:
        return None
    _need_cryptography()
    from cryptography.fernet import Fernet, MultiFernet

    try:
        return MultiFernet([Fernet(key) for key in keys])
    except ValueError:
        raise SetupError(
            _("OTO_KEY (or the file of OTO_KEY_FILE) holds something that is no key."),
            _(
                "Set it to the key that the tokens were kept with; “python -m importer accounts "
                "new-key” makes one where none was kept yet. Several stand newest first."
            ),
        ) from None


def _keys(ledger: str) -> list[str]:
    """The keys, the newest first: those of OTO_KEY, else those of the file of OTO_KEY_FILE."""
    text, file = settings.said(settings.KEY)
    if not text:
        place, _said_by = settings.said(settings.KEY_FILE)
        if not place:
            return []
        file = Path(place).expanduser()
        try:
            text = file.read_text(encoding="utf-8")
        except (OSError, UnicodeError) as error:
            why = reason_of(error) if isinstance(error, OSError) else _("it is no text")
            raise SetupError(
                _("The file of the keys, {file}, cannot be read: {why}", file=file, why=why),
                _("Set OTO_KEY_FILE to the file that holds them, a key a line."),
            ) from error
    if file is not None:
        _refuse_careless(file, ledger)
    return text.replace(",", " ").split()


def _refuse_careless(file: Path, ledger: str) -> None:
    """Raises SetupError when others may read the file of the keys, or it lies beside the data."""
    if os.name == "posix" and file.stat().st_mode & 0o077:
        raise SetupError(
            _("Others can read the file of the keys, {file}.", file=file),
            _("Let nobody but its owner read it: {command}", command=f"chmod 600 {file}"),
        )
    if is_shared(ledger):
        return
    if file.resolve().parent == path_of(ledger).resolve().parent:
        raise SetupError(
            _(
                "The file of the keys, {file}, lies beside the ledger: one theft takes both.",
                file=file,
            ),
            APART,
        )


def _need_cryptography() -> None:
    """Raises SetupError where the package is missing, which only these tokens need."""
    try:
        import cryptography  # noqa: F401
    except ImportError:
        raise SetupError(
            _("Tokens in the ledger are encrypted by the package cryptography, which is missing."),
            _('Install it, in the folder of this program: python -m pip install ".[server]"'),
        ) from None
