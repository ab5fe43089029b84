"""The access token that all calls share: fetched when first needed, renewed before it dies."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import httpx

from importer.errors import NotDelivered, Refused, SetupError, Unsure
from importer.i18n import _
from importer.oto.responses import parse_answer
from importer.oto.transport import CHECK_CONNECTION, HEADERS, Transport

_DEFAULT_LIFETIME = 3600.0  # seconds; what OTO documents, for an answer that does not say
_MARGIN = 60.0  # seconds before its death that a token is renewed, or a tenth of a short life

_REFUSED = _("OTO refused the refresh token ({code}).")
_REFUSED_CURE = _(
    "Copy it again from the OTO dashboard (Settings or Sales Channels → API integration → "
    "Connect) into OTO_REFRESH_TOKEN; --staging needs the token of a staging account."
)
_NO_TOKEN = _("OTO gave no access token, so the call was not made.")


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

    async def get(self, transport: Transport, dead: str = "") -> str:
        """An access token other than `dead`, the one that OTO just refused.

        Raises SetupError when OTO refuses the refresh token (then and from then on), NotDelivered
        or TooManyCalls when there is none to be had now.
        """
        if not self._access or self._access == dead or self._clock() >= self._renew_at:
            await self._join_renewal(transport)
        return self._access

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
        if not isinstance(access, str) or not access.isascii() or not access.isprintable():
            raise NotDelivered(_NO_TOKEN, CHECK_CONNECTION)
        life = _seconds(fields.get("expires_in"))
        self._access = access
        self._renew_at = asked_at + life - min(_MARGIN, life / 10)

    async def _fetch(self, transport: Transport) -> dict[str, Any]:
        body = json.dumps({"refresh_token": self._refresh_token}).encode()
        try:
            return parse_answer(await transport.call("POST", self._url, HEADERS, body))
        except Refused as error:
            self._refused = SetupError(_REFUSED.given(code=error.code), _REFUSED_CURE)
        except Unsure:
            # Whatever became of the renewal: the call that needed it was not made.
            raise NotDelivered(_NO_TOKEN, CHECK_CONNECTION) from None
        raise self._refused


def _seconds(value: object) -> float:
    try:
        life = float(str(value))
    except ValueError:
        return _DEFAULT_LIFETIME
    return life if 0 < life < 10**7 else _DEFAULT_LIFETIME
