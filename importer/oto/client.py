"""The calls of OTO's API that the importer makes."""

import hashlib
import ipaddress
import json
import time
from collections.abc import Awaitable, Callable
from functools import cache
from types import TracebackType
from typing import Self

import httpx

from importer.errors import CallError, Refused, TokenDied, UsageError
from importer.i18n import _
from importer.oto import records_from
from importer.oto.auth import TokenProvider
from importer.oto.records import (
    AccountInfo,
    Brand,
    Created,
    DeliveryOption,
    OrderStatus,
    PickupLocation,
    RemoteOrder,
)
from importer.oto.responses import Fields, judge
from importer.oto.transport import CHECK_LINE, HEADERS, Transport
from importer.problems.oto_codes import Effect, effect_of

Again = Callable[[], Awaitable[None]]  # waits until a call may be made once more
PAGE = 500  # cities a page


class Oto:
    """One account at OTO: `async with Oto(base_url, refresh_token) as oto`.

    `timeout` bounds each call, in seconds; `clock` counts seconds, for the life of the token.
    `whose` names the account without giving it away: the address and a hash of the token.
    Every call raises NotDelivered (it may be made again), TooManyCalls (later), Refused (OTO said
    no), Unsure (it may have arrived) or SetupError (OTO refused the refresh token).
    """

    def __init__(
        self,
        base_url: str,
        refresh_token: str,
        timeout: float = 30.0,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._base = _safe(base_url)
        # Plain http stays on this machine, whatever proxy is set.
        self._lanes = Transport(timeout, proxies=self._base.startswith("https:"))
        self.whose = f"{self._base} {hashlib.sha256(refresh_token.encode()).hexdigest()[:16]}"
        self._token = TokenProvider(self._url("refreshToken"), refresh_token, clock)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._token.close()
        await self._lanes.close()

    async def ready(self) -> None:
        """Has an access token at hand, so that calls made next do not pile up waiting for one."""
        await self._token.get(self._lanes)

    async def create_order(self, body: bytes, again: Again | None = None) -> Created:
        """Creates the order of this JSON body; an orderId that exists is Refused with OTO1063.

        `again` is awaited before the call is made once more, as its token was dead.
        """
        return records_from.created(await self._call("POST", self._url("createOrder"), body, again))

    async def find_order(self, order_id: str, again: Again | None = None) -> RemoteOrder | None:
        """The order as OTO holds it, or None when OTO says that there is none; `again` as above."""
        url = self._url("orderDetails").copy_merge_params({"orderId": order_id})
        try:
            fields = await self._call("GET", url, None, again)
        except Refused as error:
            if effect_of(error.code) is Effect.ABSENT:
                return None
            raise
        return records_from.remote_order(fields, order_id)

    async def order_status(self, order_id: str) -> OrderStatus:
        """Where the order is; Refused with OTO1002 when OTO does not know it."""
        fields = await self._post("orderStatus", _json({"orderId": order_id}))
        return records_from.order_status(fields, order_id)

    async def account_info(self) -> AccountInfo:
        """The account's name and credit."""
        return records_from.account_info(await self._get("accountInfo"))

    async def pickup_locations(self) -> tuple[PickupLocation, ...]:
        """The places that couriers collect from, those in use."""
        return records_from.pickup_locations(
            await self._get("getPickupLocationList", status="active")
        )

    async def delivery_options(self) -> tuple[DeliveryOption, ...]:
        """The delivery companies that the account may use; Refused on the free plan."""
        return records_from.delivery_options(await self._get("getDeliveryOptions"))

    async def brands(self) -> tuple[Brand, ...]:
        """The account's brands."""
        return records_from.brands(await self._get("getBrandList"))

    async def cities(self, country: str) -> tuple[str, ...]:
        """The cities that OTO knows of a country (ISO 3166-1 alpha-2), in its own spelling."""
        names: list[str] = []
        page, total = 0, 1
        while len(names) < total:
            page += 1
            asked = {"country": country, "perPage": PAGE, "page": page}
            total, more = records_from.cities(await self._post("getCities", _json(asked)))
            if not more:
                break
            names += more
        return tuple(names)

    async def healthy(self) -> bool:
        """Whether OTO answers that it is well; needs no token and raises nothing."""
        try:
            answer = await self._lanes.call("GET", self._url("healthCheck"), HEADERS)
            return judge(answer).get("status") == "ok"
        except CallError:
            return False

    async def _get(self, path: str, **query: str) -> Fields:
        return await self._call("GET", self._url(path).copy_merge_params(query), None)

    async def _post(self, path: str, body: bytes) -> Fields:
        return await self._call("POST", self._url(path), body)

    async def _call(
        self, method: str, url: httpx.URL, body: bytes | None, again: Again | None = None
    ) -> Fields:
        """One call; after a 401 it was not obeyed, so it is made once more with a new token."""
        dead = ""
        for _attempt in range(2):
            if dead and again is not None:
                await again()
            access = await self._token.get(self._lanes, dead)
            headers = {**HEADERS, "Authorization": f"Bearer {access}"}
            answer = await self._lanes.call(method, url, headers, body)
            if answer.status_code != 401:
                return judge(answer)
            dead = access
        raise TokenDied(_DIED, CHECK_LINE)

    def _url(self, path: str) -> httpx.URL:
        return _address(self._base, path)


@cache
def _address(base: str, path: str) -> httpx.URL:
    return httpx.URL(f"{base}/{path}")


def _json(fields: dict[str, object]) -> bytes:
    return json.dumps(fields).encode()


def _safe(base_url: str) -> str:
    """The address without its last slash; raises UsageError when a token must not go there."""
    url = httpx.URL(base_url.rstrip("/"))
    if url.scheme == "https" or (url.scheme == "http" and _is_here(url.host)):
        return str(url)
    raise UsageError(
        _("The address of OTO must begin with https://"),
        _("Plain http is for a sandbox on this machine only (http://127.0.0.1)."),
    )


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


_DIED = _("OTO refused a token that it had just given (HTTP 401), so the call was not obeyed.")
