"""Which orders OTO has already, asked many at once before any is sent.

OTO's createOrder may change an order that another channel made under the same number, and answer
with success. Nothing but looking first is safe.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from functools import partial
from typing import TypeVar

from importer.errors import (
    CallError,
    NotAllowed,
    NotDelivered,
    Refused,
    SetupError,
    TooManyAsked,
    Unsure,
)
from importer.oto import Oto, RemoteOrder
from importer.sending.limits import Deadline, Limits
from importer.sending.throttled_client import DeadlineExceeded, ThrottledClient

ORDERS_A_CALL = 50  # how many OTO takes is not documented
_Item = TypeVar("_Item")


class BulkCall:
    """A call for many orders, made for as many at once as OTO allows."""

    def __init__(self) -> None:
        self._orders_a_call = ORDERS_A_CALL
        self._allowed = True

    async def ask(
        self, order_ids: Sequence[str], call: Callable[[Sequence[str]], Awaitable[dict[str, _Item]]]
    ) -> dict[str, _Item] | None:
        """What `call` answers of the orders that OTO has; None when they have to be asked for one
        by one. Raises what `call` does."""
        found: dict[str, _Item] = {}
        rest = list(order_ids)
        while rest and self._allowed:
            part = rest[: self._orders_a_call]
            try:
                more = await call(part)
            except TooManyAsked:
                self._allowed = len(part) > 1
                self._orders_a_call = max(len(part) // 2, 1)
            except NotAllowed:
                self._allowed = False
            else:
                found |= more
                # What is missing beside others may have been cut off: it is asked for again.
                missing = [order_id for order_id in part if more and order_id not in more]
                rest = missing + rest[len(part) :]
        return None if rest else found


class Lookup:
    """Asks OTO which of many orders it has."""

    def __init__(self, client: ThrottledClient, limits: Limits) -> None:
        self._client, self._limits = client, limits
        self._bulk = BulkCall()

    async def find(self, order_ids: Sequence[str]) -> frozenset[str] | None:
        """Those of the orders that OTO has; None when they have to be asked for one by one.

        Raises DeadlineExceeded when sending stopped, SetupError when OTO refuses the token.
        """
        try:
            found = await self._bulk.ask(order_ids, self._ask)
        except DeadlineExceeded:
            raise
        except CallError:
            return None
        return None if found is None else frozenset(found)

    async def details(self, order_ids: Sequence[str]) -> AsyncIterator[tuple[str, RemoteOrder]]:
        """Those of the orders that OTO has, with their content; one that OTO does not show is
        left out. Raises CallError and SetupError when no more can be asked."""
        existing = await self.find(order_ids)
        for order_id in order_ids:
            if existing is not None and order_id not in existing:
                continue
            try:
                remote = await self._ask_alone(order_id)
            except NotAllowed:
                raise
            except (Refused, Unsure):
                continue
            if remote is not None:
                yield order_id, remote

    async def _ask(self, order_ids: Sequence[str]) -> dict[str, RemoteOrder]:
        deadline = self._deadline()
        call = partial(self._client.find_orders, order_ids, deadline)
        return await self._client.retry(call, deadline, NotDelivered, Unsure)

    async def _ask_alone(self, order_id: str) -> RemoteOrder | None:
        deadline = self._deadline()

        async def call() -> RemoteOrder | None:
            await self._client.acquire(deadline)
            return await self._client.find_order(order_id, deadline)

        return await self._client.retry(call, deadline, NotDelivered)

    def _deadline(self) -> Deadline:
        return Deadline(asyncio.get_running_loop().time() + self._limits.order_seconds)


async def can_look_up(oto: Oto, order_id: str) -> bool:
    """Whether the account may ask OTO for an order at all, many at once or one by one.

    True, too, when the answer was none: sending asks again, and sends nothing unasked.
    """
    for ask in (partial(oto.order_history, [order_id]), partial(oto.find_order, order_id)):
        try:
            await ask()
        except NotAllowed:
            continue
        except (CallError, SetupError):
            pass
        return True
    return False
