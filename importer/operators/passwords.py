"""Passwords, of which a hash is kept (Argon2id, by argon2-cffi with its own parameters)."""

import secrets
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from importer.errors import SetupError, UsageError
from importer.i18n import _

if TYPE_CHECKING:
    from argon2 import PasswordHasher

LEAST, _MOST = 12, 1000  # characters


def checked(password: str) -> str:
    """The password. Raises UsageError, which does not repeat it, when it cannot be one."""
    if not LEAST <= len(unicodedata.normalize("NFKC", password)) <= _MOST:
        raise UsageError(
            _("A password has at least {least} characters.", least=LEAST),
            _("Several words in a row are long, and easy to remember."),
        )
    return password


def hashed(password: str) -> str:
    """What is kept of the password. Raises SetupError where the package is missing."""
    return _hasher().hash(_normal(password))


def fits(password: str, known: str) -> bool:
    """Whether `known` is a hash of the password. An empty one is of none, and to say so takes as
    long. Raises SetupError where the package is missing."""
    hasher = _hasher()
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return hasher.verify(known or _nobodys_hash(), _normal(password)) and bool(known)
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(known: str) -> bool:
    """Whether it was hashed with other parameters than a password would be today."""
    return _hasher().check_needs_rehash(known)


def _normal(password: str) -> bytes:
    """The same letters typed on another system, where they may be composed otherwise."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")


@cache
def _hasher() -> "PasswordHasher":
    try:
        from argon2 import PasswordHasher
    except ImportError:
        raise SetupError(
            _("Passwords are kept by the package argon2-cffi, which is missing."),
            _('Install it, in the folder of this program: python -m pip install ".[server]"'),
        ) from None
    return PasswordHasher()


@cache
def _nobodys_hash() -> str:
    """Of a password that nobody knows: an unknown name is checked against it."""
    return hashed(secrets.token_urlsafe(32))
