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
from importer.oto import decode
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
from importer.oto.responses import Fields, parse_answer
from importer.oto.transport import CHECK_CONNECTION, HEADERS, Transport
from importer.problems.oto_codes import Effect, effect_of

BeforeRetry = Callable[[], Awaitable[None]]  # waits until a call may be made once more
_CITIES_PER_PAGE = 500  # cities a page


class Oto:
    """One account at OTO: `async with Oto(base_url, refresh_token) as oto`.

    `timeout` bounds each call, in seconds; `clock` counts seconds, for the life of the token.
    `account_key` names the account without giving it away: the address and a hash of the token.
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
        self._base = _checked_base_url(base_url)
        # Plain http stays on this machine, whatever proxy is set.
        self._transport = Transport(timeout, proxies=self._base.startswith("https:"))
        self.account_key = f"{self._base} {hashlib.sha256(refresh_token.encode()).hexdigest()[:16]}"
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
        await self._transport.close()

    async def ensure_token(self) -> None:
        """Has an access token at hand, so that calls made next do not pile up waiting for one."""
        await self._token.get(self._transport)

    async def create_order(self, body: bytes, before_retry: BeforeRetry | None = None) -> Created:
        """Creates the order of this JSON body; an orderId that exists is Refused with OTO1063.

        `before_retry` is awaited before the call is made once more, as its token was dead.
        """
        return decode.created(
            await self._call("POST", self._url("createOrder"), body, before_retry)
        )

    async def find_order(
        self, order_id: str, before_retry: BeforeRetry | None = None
    ) -> RemoteOrder | None:
        """The order as OTO holds it, None when OTO says that there is none."""
        url = self._url("orderDetails").copy_merge_params({"orderId": order_id})
        try:
            fields = await self._call("GET", url, None, before_retry)
        except Refused as error:
            if effect_of(error.code) is Effect.ABSENT:
                return None
            raise
        return decode.remote_order(fields, order_id)

    async def order_status(self, order_id: str) -> OrderStatus:
        """Where the order is; Refused with OTO1002 when OTO does not know it."""
        fields = await self._post("orderStatus", _json({"orderId": order_id}))
        return decode.order_status(fields, order_id)

    async def account_info(self) -> AccountInfo:
        """The account's name and credit."""
        return decode.account_info(await self._get("accountInfo"))

    async def pickup_locations(self) -> tuple[PickupLocation, ...]:
        """The active locations that couriers collect from."""
        return decode.pickup_locations(await self._get("getPickupLocationList", status="active"))

    async def delivery_options(self) -> tuple[DeliveryOption, ...]:
        """The delivery companies that the account may use; Refused on the free plan."""
        return decode.delivery_options(await self._get("getDeliveryOptions"))

    async def brands(self) -> tuple[Brand, ...]:
        """The account's brands."""
        return decode.brands(await self._get("getBrandList"))

    async def cities(self, country: str) -> tuple[str, ...]:
        """The cities that OTO knows of a country (ISO 3166-1 alpha-2), in its own spelling."""
        names: list[str] = []
        page, total = 0, 1
        while len(names) < total:
            page += 1
            asked = {"country": country, "perPage": _CITIES_PER_PAGE, "page": page}
            total, more = decode.cities(await self._post("getCities", _json(asked)))
            if not more:
                break
            names += more
        return tuple(names)

    async def healthy(self) -> bool:
        """Whether OTO answers that it is well; needs no token and raises nothing."""
        try:
            answer = await self._transport.call("GET", self._url("healthCheck"), HEADERS)
            return parse_answer(answer).get("status") == "ok"
        except CallError:
            return False

    async def _get(self, path: str, **query: str) -> Fields:
        return await self._call("GET", self._url(path).copy_merge_params(query), None)

    async def _post(self, path: str, body: bytes) -> Fields:
        return await self._call("POST", self._url(path), body)

    async def _call(
        self,
        method: str,
        url: httpx.URL,
        body: bytes | None,
        before_retry: BeforeRetry | None = None,
    ) -> Fields:
        """One call; after a 401 it was not obeyed, so it is made once more with a new token."""
        dead = ""
        for _attempt in range(2):
            if dead and before_retry is not None:
                await before_retry()
            access = await self._token.get(self._transport, dead)
            headers = {**HEADERS, "Authorization": f"Bearer {access}"}
            answer = await self._transport.call(method, url, headers, body)
            if answer.status_code != 401:
                return parse_answer(answer)
            dead = access
        raise TokenDied(_TOKEN_DIED, CHECK_CONNECTION)

    def _url(self, path: str) -> httpx.URL:
        return _join_url(self._base, path)


@cache
def _join_url(base: str, path: str) -> httpx.URL:
    return httpx.URL(f"{base}/{path}")


def _json(fields: dict[str, object]) -> bytes:
    return json.dumps(fields).encode()


def _checked_base_url(base_url: str) -> str:
    """The address without its last slash; raises UsageError when a token must not go there."""
    url = httpx.URL(base_url.rstrip("/"))
    if url.scheme == "https" or (url.scheme == "http" and _is_loopback(url.host)):
        return str(url)
    raise UsageError(
        _("The address of OTO must begin with https://"),
        _("Plain http is for a sandbox on this machine only (http://127.0.0.1)."),
    )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


_TOKEN_DIED = _(
    "OTO refused a token that it had just given (HTTP 401), so the call was not obeyed."
)
