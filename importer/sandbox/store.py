"""What the sandbox remembers: accounts, their orders and tokens, and every call that came."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import orjson

from importer.sandbox.answer import Answer, Disconnect
from importer.sandbox.faults import Rule, Script
from importer.sandbox.spool import Spool

FIRST_OTO_ID = 540789


@dataclass(slots=True)
class Call:
    """One request; `json` is its parsed body, None when there is none or it cannot be read."""

    method: str
    path: str
    query: dict[str, str]
    token: str
    body: bytes
    json: Any

    @property
    def order_id(self) -> str | None:
        """The orderId that the call is about."""
        asked = self.json.get("orderId") if isinstance(self.json, dict) else None
        return asked if isinstance(asked, str) else self.query.get("orderId")


@dataclass(slots=True)
class Order:
    """An order of an account; its body stays on disk, at `place`."""

    order_id: str
    oto_ids: tuple[int, ...]
    place: int
    created: float
    status: str = "new"


@dataclass(slots=True)
class Account:
    """One merchant, known by her refresh token."""

    refresh_token: str
    orders: dict[str, Order] = field(default_factory=dict)
    by_ref: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Token:
    account: Account
    dies: float
    uses: int | None


class Store:
    """All that the sandbox remembers, until it is reset."""

    def __init__(self, script: Script, any_codes: bool) -> None:
        self.script = script
        self.any_codes = any_codes
        self.bodies = Spool()
        self.log = Spool()
        self.accounts: dict[str, Account] = {}
        self._tokens: dict[str, _Token] = {}
        self._ids = count(FIRST_OTO_ID)
        self._numbers = count(1)

    def close(self) -> None:
        """Gives the files back to the system."""
        self.bodies.close()
        self.log.close()

    def let_in(self, refresh_token: str) -> tuple[str, float]:
        """A new access token for the account, and the seconds that it lives."""
        account = self.accounts.setdefault(refresh_token, Account(refresh_token))
        rule = self.script.standing("tokens") or Rule("tokens")
        token = f"sandbox-access-{next(self._numbers)}"
        self._tokens[token] = _Token(account, time.monotonic() + rule.live, rule.uses)
        return token, rule.live

    def account(self, token: str) -> Account | None:
        """The account that the access token opens; None when it died. Each call wears it out."""
        known = self._tokens.get(token)
        if known is None or time.monotonic() >= known.dies or known.uses == 0:
            self._tokens.pop(token, None)
            return None
        if known.uses is not None:
            known.uses -= 1
        return known.account

    def kill_tokens(self) -> None:
        """Every access token dies."""
        self._tokens.clear()

    def add(self, account: Account, body: bytes, order_id: str, ref: str | None) -> Order:
        """Creates the order."""
        order = Order(order_id, (), self.bodies.add(body), time.time())
        account.orders[order_id] = order
        if ref:
            account.by_ref[ref] = order_id
        self.number(order, 1)
        return order

    def number(self, order: Order, pieces: int) -> None:
        """Gives the order otoIds until it has one for each of its pieces."""
        while len(order.oto_ids) < pieces:
            order.oto_ids += (next(self._ids),)

    def with_oto_id(self, order_id: str, oto_id: int) -> Order:
        """The order that was created with this otoId, in whatever account."""
        namesakes = (account.orders.get(order_id) for account in self.accounts.values())
        return next(order for order in namesakes if order and oto_id in order.oto_ids)

    def record(self, call: Call, end: Answer | Disconnect, fault: str) -> None:
        """Writes the call into the log."""
        entry = {
            "at": time.time(),
            "method": call.method,
            "path": call.path,
            "orderId": call.order_id,
            "status": end.status,
            "code": end.code,
            "fault": fault,
            "body": "" if call.path == "refreshToken" else call.body.decode(errors="replace"),
        }
        self.log.add(orjson.dumps(entry))

    def all_orders(self) -> Iterable[dict[str, Any]]:
        """Every order of every account, in the order of creation within the account."""
        for account in self.accounts.values():
            for order in account.orders.values():
                yield {
                    "orderId": order.order_id,
                    "otoIds": order.oto_ids,
                    "at": order.created,
                    "status": order.status,
                    "body": self.bodies.read(order.place).decode(errors="replace"),
                }
