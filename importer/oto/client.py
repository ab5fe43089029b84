"""The calls of OTO's API that the importer makes."""

import hashlib
import json
import time
from collections.abc import Awaitable, Callable, Sequence
from functools import cache
from types import TracebackType
from typing import Self

import httpx

from importer.errors import CallError, NotAllowed, Refused, TokenDied, Unsure, UsageError
from importer.hosts import is_loopback
from importer.i18n import _
from importer.oto import decode
from importer.oto.account_keys import account_claim
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
from importer.oto.responses import Fields, parse_answer, refuses_token
from importer.oto.transport import (
    CHECK_CONNECTION,
    HEADERS,
    LIST_BYTES,
    ORDER_BYTES,
    Transport,
)
from importer.problems.oto_codes import Effect, effect_of

BeforeRetry = Callable[[], Awaitable[None]]  # waits until a call may be made once more
_NO_SUCH_CALL = frozenset({"HTTP 404", "HTTP 405", "HTTP 501"})
_CITIES_PER_PAGE = 500
_MAX_PAGES = 100


class Oto:
    """One account at OTO: `async with Oto(base_url, refresh_token) as oto`.

    `timeout` bounds each call, in seconds; `clock` counts seconds, for the life of the token.
    `account_key` names the account without giving it away: the address and a hash of the token.
    Every call raises NotDelivered (it may be made again; TlsFailed: not before a person looked),
    TooManyCalls (later), Refused (OTO said no; NotAllowed: the account may not look this up),
    Unsure (it may have arrived) or SetupError (OTO refused the refresh token). `before_retry` is
    awaited before a call is made once more, as its token was dead.
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

    async def account_claim(self) -> str | None:
        """A key of the account by what the access token itself says; None when it says nothing."""
        return account_claim(await self._token.get(self._transport))

    async def create_order(self, body: bytes, before_retry: BeforeRetry | None = None) -> Created:
        """Creates the order of this JSON body; an orderId that exists is Refused with OTO1063.

        Raises Updated, too: OTO may change an order that exists instead.
        """
        url = self._url("createOrder")
        fields = await self._call(
            "POST", url, body, before_retry, look_up=False, max_bytes=ORDER_BYTES
        )
        return decode.created(fields)

    async def find_order(
        self, order_id: str, before_retry: BeforeRetry | None = None
    ) -> RemoteOrder | None:
        """The order as OTO holds it, None when OTO says that there is none."""
        url = self._url("orderDetails").copy_merge_params({"orderId": order_id})
        try:
            fields = await self._call("GET", url, None, before_retry, max_bytes=ORDER_BYTES)
        except Refused as error:
            if effect_of(error.code) is Effect.ABSENT:
                return None
            raise
        return decode.remote_order(fields, order_id)

    async def order_history(
        self, order_ids: Sequence[str], before_retry: BeforeRetry | None = None
    ) -> dict[str, RemoteOrder]:
        """Those of the orders that OTO has, by the id that was asked for; without their content.

        Raises TooManyAsked when OTO takes fewer at once.
        """
        return decode.remote_orders(await self._history(order_ids, before_retry), order_ids)

    async def order_statuses(
        self, order_ids: Sequence[str], before_retry: BeforeRetry | None = None
    ) -> dict[str, OrderStatus]:
        """Where the orders are, those that OTO has; raises as `order_history` does."""
        return decode.order_statuses(await self._history(order_ids, before_retry), order_ids)

    async def order_status(
        self, order_id: str, before_retry: BeforeRetry | None = None
    ) -> OrderStatus:
        """Where the order is; Refused with OTO1002 when OTO does not know it."""
        body = _json({"orderId": order_id})
        fields = await self._call("POST", self._url("orderStatus"), body, before_retry)
        return decode.order_status(fields, order_id)

    async def account_info(self) -> AccountInfo:
        """The account's name, credit and key."""
        return decode.account_info(await self._get("accountInfo"))

    async def pickup_locations(self) -> tuple[PickupLocation, ...]:
        """The active locations that couriers collect from."""
        return decode.pickup_locations(await self._get("getPickupLocationList", status="active"))

    async def delivery_options(self) -> tuple[DeliveryOption, ...]:
        """The delivery options of the account's own contracts; NotAllowed on the free plan.

        OTO's own rates have ids, too, which are not listed here.
        """
        return decode.delivery_options(await self._get("getDeliveryOptions"))

    async def brands(self) -> tuple[Brand, ...]:
        """The account's brands."""
        return decode.brands(await self._get("getBrandList"))

    async def cities(self, country: str) -> tuple[str, ...]:
        """The cities that OTO knows of a country (ISO 3166-1 alpha-2), in its own spelling."""
        names: list[str] = []
        for page in range(1, _MAX_PAGES + 1):
            asked = {"country": country, "perPage": _CITIES_PER_PAGE, "page": page}
            total, more = decode.cities(await self._post("getCities", _json(asked)))
            names += more
            if not more or len(names) >= total:
                break
        return tuple(names)

    async def healthy(self) -> bool:
        """Whether OTO answers that it is well; needs no token and raises nothing."""
        try:
            answer = await self._transport.call("GET", self._url("healthCheck"), HEADERS)
            return parse_answer(answer).get("status") == "ok"
        except CallError:
            return False

    async def is_reachable(self) -> bool:
        """Whether anything but a failing server answers at OTO's address; raises nothing."""
        try:
            answer = await self._transport.call("GET", self._url("healthCheck"), HEADERS)
        except CallError:
            return False
        return answer.status < 500

    async def _get(self, path: str, **query: str) -> Fields:
        return await self._call("GET", self._url(path).copy_merge_params(query), None)

    async def _post(self, path: str, body: bytes) -> Fields:
        return await self._call("POST", self._url(path), body)

    async def _history(self, order_ids: Sequence[str], before_retry: BeforeRetry | None) -> Fields:
        if not order_ids:
            return {"items": []}
        body = _json({"orderIds": list(order_ids)})
        try:
            return await self._call("POST", self._url("orderHistory"), body, before_retry)
        except Refused as error:
            if effect_of(error.code) is Effect.ABSENT:
                return {"items": []}
            raise
        except Unsure as error:
            if error.kind not in _NO_SUCH_CALL:
                raise
            kind = error.kind
        raise NotAllowed(kind, "", int(kind.removeprefix("HTTP ")))  # a host without this call

    async def _call(
        self,
        method: str,
        url: httpx.URL,
        body: bytes | None,
        before_retry: BeforeRetry | None = None,
        *,
        look_up: bool = True,
        max_bytes: int = LIST_BYTES,
    ) -> Fields:
        """One call; after a 401 it was not obeyed, so it is made once more with a new token."""
        for attempt in range(2):
            if attempt and before_retry is not None:
                await before_retry()
            access = await self._token.get(self._transport)
            headers = {**HEADERS, "Authorization": f"Bearer {access}"}
            answer = await self._transport.call(method, url, headers, body, max_bytes=max_bytes)
            if answer.status != 401:
                return parse_answer(answer, look_up=look_up)
            self._token.discard(access)
            if not look_up and not refuses_token(answer):
                return parse_answer(answer)  # a gateway's 401: the order may be behind it
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
    try:
        url = httpx.URL(base_url.strip().rstrip("/"))
    except httpx.InvalidURL:
        url = httpx.URL()
    if (url.scheme == "https" and url.host) or (url.scheme == "http" and is_loopback(url.host)):
        return str(url)
    raise UsageError(
        _("The address of OTO must begin with https://"),
        _("Plain http is for a sandbox on this machine only (http://127.0.0.1)."),
    )


_TOKEN_DIED = _(
    "OTO refused a token that it had just given (HTTP 401), so the call was not obeyed."
)
