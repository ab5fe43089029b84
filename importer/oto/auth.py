"""The access token that all calls share: fetched when first needed, renewed before it dies."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import httpx

from importer.errors import NotDelivered, Refused, SetupError, Unsure
from importer.i18n import _
from importer.oto.responses import judge
from importer.oto.transport import CHECK_LINE, HEADERS, Transport

LIFE = 3600.0  # seconds; what OTO documents, for an answer that does not say
MARGIN = 60.0  # seconds before its death that a token is renewed, or a tenth of a short life

REFUSED = _("OTO refused the refresh token ({code}).")
REFUSED_CURE = _(
    "Copy it again from the OTO dashboard (Settings or Sales Channels → API integration → "
    "Connect) into OTO_REFRESH_TOKEN; --staging needs the token of a staging account."
)
LATER = _("OTO gave no access token, so the call was not made.")


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

    async def get(self, lanes: Transport, dead: str = "") -> str:
        """An access token other than `dead`, the one that OTO just refused.

        Raises SetupError when OTO refuses the refresh token (then and from then on), NotDelivered
        or TooManyCalls when there is none to be had now.
        """
        if not self._access or self._access == dead or self._clock() >= self._renew_at:
            await self._renewed(lanes)
        return self._access

    async def close(self) -> None:
        """Leaves no renewal behind."""
        if self._renewal is not None:
            self._renewal.cancel()
            await asyncio.gather(self._renewal, return_exceptions=True)

    async def _renewed(self, lanes: Transport) -> None:
        if self._refused is not None:
            raise self._refused
        if self._renewal is None:
            self._renewal = asyncio.create_task(self._renew(lanes))
            self._renewal.add_done_callback(self._landed)
        # Shielded: a caller that gives up must not take the token from the others.
        await asyncio.shield(self._renewal)

    def _landed(self, renewal: "asyncio.Task[None]") -> None:
        self._renewal = None
        if not renewal.cancelled():
            renewal.exception()  # looked at, in case all who waited for it have gone

    async def _renew(self, lanes: Transport) -> None:
        asked_at = self._clock()
        fields = await self._fetched(lanes)
        access = fields.get("access_token")
        if not isinstance(access, str) or not access.isascii() or not access.isprintable():
            raise NotDelivered(LATER, CHECK_LINE)
        life = _seconds(fields.get("expires_in"))
        self._access = access
        self._renew_at = asked_at + life - min(MARGIN, life / 10)

    async def _fetched(self, lanes: Transport) -> dict[str, Any]:
        body = json.dumps({"refresh_token": self._refresh_token}).encode()
        try:
            return judge(await lanes.call("POST", self._url, HEADERS, body))
        except Refused as error:
            self._refused = SetupError(REFUSED.given(code=error.code), REFUSED_CURE)
        except Unsure:
            # Whatever became of the renewal: the call that needed it was not made.
            raise NotDelivered(LATER, CHECK_LINE) from None
        raise self._refused


def _seconds(told: object) -> float:
    try:
        life = float(str(told))
    except ValueError:
        return LIFE
    return life if 0 < life < 10**7 else LIFE
