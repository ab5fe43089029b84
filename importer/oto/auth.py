"""The access token that all calls share: fetched when first needed, renewed before it dies."""

import asyncio
import json
import re
from collections.abc import Callable
from typing import TypeGuard

import httpx

from importer.errors import NotDelivered, Refused, SetupError, Unsure
from importer.i18n import _
from importer.oto.responses import Answer, Fields, parse_answer, refuses_token
from importer.oto.transport import CHECK_CONNECTION, HEADERS, Transport

_DEFAULT_LIFETIME = 3600.0  # seconds; what OTO documents, for an answer that does not say
_MAX_LIFETIME = 10**7
_MARGIN = 60.0  # seconds before its death that a token is renewed, or a tenth of a short life
_TOKEN = re.compile("[!-~]{1,16384}")  # what a header can carry
_MAX_UNNAMED_REFUSALS = 3

_REFUSED = _("OTO refused the refresh token ({code}).")
_REFUSED_CURE = _(
    "Copy it again from the OTO dashboard (Settings or Sales Channels → API integration → "
    "Connect) and keep it with “python -m importer login” (that of --account NAME with “python -m "
    "importer accounts add NAME”), or write it where OTO_REFRESH_TOKEN is set; --staging needs the "
    "token of a staging account."
)


class TokenProvider:
    """One renewal at a time; whoever comes meanwhile waits for it and shares its end."""

    def __init__(self, url: httpx.URL, refresh_token: str, clock: Callable[[], float]) -> None:
        self._url = url
        self._refresh_token = refresh_token
        self._clock = clock
        self._access = ""
        self._renew_at = 0.0
        self._renewal: asyncio.Task[None] | None = None
        self._refused: SetupError | None = None
        self._unnamed_refusals = 0  # in a row

    async def get(self, transport: Transport) -> str:
        """An access token that should be alive.

        Raises SetupError when OTO refuses the refresh token (then and from then on), NotDelivered
        or TooManyCalls when there is none to be had now.
        """
        if not self._access or self._clock() >= self._renew_at:
            await self._join_renewal(transport)
        return self._access

    def discard(self, access: str) -> None:
        """OTO refused this access token: the next call needs another one."""
        if self._access == access:
            self._access = ""

    async def close(self) -> None:
        """Leaves no renewal behind."""
        if self._renewal is not None:
            self._renewal.cancel()
            await asyncio.gather(self._renewal, return_exceptions=True)

    async def _join_renewal(self, transport: Transport) -> None:
        if self._refused is not None:
            raise self._refused
        if self._renewal is None:
            self._renewal = asyncio.create_task(self._renew(transport))
            self._renewal.add_done_callback(self._renewal_done)
        # Shielded: a caller that gives up must not take the token from the others.
        await asyncio.shield(self._renewal)

    def _renewal_done(self, renewal: "asyncio.Task[None]") -> None:
        self._renewal = None
        if not renewal.cancelled():
            renewal.exception()  # looked at, in case all who waited for it have gone

    async def _renew(self, transport: Transport) -> None:
        asked_at = self._clock()
        fields = await self._fetch(transport)
        access = fields.get("access_token")
        if not _is_token(access):
            raise _not_now("no access_token")
        lifetime = _lifetime(fields.get("expires_in"))
        self._access = access
        self._renew_at = asked_at + lifetime - min(_MARGIN, lifetime / 10)

    async def _fetch(self, transport: Transport) -> Fields:
        body = json.dumps({"refresh_token": self._refresh_token}).encode()
        answer = await self._post(transport, body)
        try:
            fields = parse_answer(answer)
        except Refused as error:
            code = error.code
        except Unsure as error:
            # An odd answer is tried again as any call's; only one that stays is taken for a no.
            refused = refuses_token(answer)
            self._unnamed_refusals = self._unnamed_refusals + 1 if refused else 0
            if self._unnamed_refusals < _MAX_UNNAMED_REFUSALS:
                raise _not_now(error.kind) from None
            code = error.kind
        else:
            self._unnamed_refusals = 0
            return fields
        self._refused = SetupError(_REFUSED.given(code=code), _REFUSED_CURE)
        raise self._refused

    async def _post(self, transport: Transport, body: bytes) -> Answer:
        try:
            return await transport.call("POST", self._url, HEADERS, body)
        except Unsure as error:
            # Whatever became of the renewal: the call that needed it was not made.
            raise _not_now(error.kind) from None


def _not_now(reason: str) -> NotDelivered:
    message = _("OTO gave no access token ({reason}), so the call was not made.", reason=reason)
    return NotDelivered(message, CHECK_CONNECTION)


def _is_token(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and _TOKEN.fullmatch(value) is not None


def _lifetime(value: object) -> float:
    """Seconds; OTO writes them as a string."""
    try:
        lifetime = float(str(value))
    except ValueError:
        return _DEFAULT_LIFETIME
    return lifetime if 0 < lifetime < _MAX_LIFETIME else _DEFAULT_LIFETIME
