"""Names of an account that give nobody away: hashes of what OTO itself says of it.

A refresh token is copied anew now and then; these stay the same. Nothing is verified: they only
keep one merchant's orders together.
"""

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping

_MAX_TOKEN = 16_384  # characters; an HTTP header holds no more
_MAX_VALUE = 256
_CLAIMS = ("companyId", "company_id", "sub", "user_id", "email")
_INFO_IDS = (
    "companyId",
    "clientId",
    "id",
)  # before the e-mail address, which a merchant may change


def account_claim(access_token: str) -> str | None:
    """A key of the account from the payload of the JSON Web Token; None when it names nobody.

    All claims count together: one that many accounts share does not make one of them.
    """
    parts = access_token.split(".")
    if len(parts) != 3 or len(access_token) > _MAX_TOKEN:
        return None
    payload = parts[1]
    try:
        claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    except (ValueError, binascii.Error, RecursionError):
        return None
    named = _named(claims, _CLAIMS) if isinstance(claims, dict) else {}
    return _key(named) if named else None


def account_info_key(fields: Mapping[str, object]) -> str:
    """A key of the account from the fields of accountInfo: its id, else its e-mail address; empty
    when it says neither."""
    for name in (*_INFO_IDS, "email"):
        if named := _named(fields, (name,)):
            return _key(named)
    return ""


def _named(fields: Mapping[str, object], names: tuple[str, ...]) -> dict[str, str]:
    """What the fields say under these names, levelled."""
    values = {name: fields.get(name) for name in names}
    texts = {
        name: str(value).strip().casefold()
        for name, value in values.items()
        if isinstance(value, str | int) and not isinstance(value, bool)
    }
    return {name: text for name, text in texts.items() if text and len(text) <= _MAX_VALUE}


def _key(named: Mapping[str, str]) -> str:
    return hashlib.sha256(json.dumps(named, sort_keys=True).encode()).hexdigest()
