"""What the sandbox knows: the account's own lists, orders and tokens, and every call that came."""

import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import orjson

from importer.sandbox.faults import Rule, Script
from importer.sandbox.messages import Answer, Disconnect

FIRST_OTO_ID = 540789
_DATA = Path(__file__).with_name("data")
_SHOP: dict[str, Any] = orjson.loads((_DATA / "account.json").read_bytes())

INFO: dict[str, Any] = _SHOP["account"]
WAREHOUSES: list[dict[str, Any]] = _SHOP["warehouses"]
BRANCHES: list[dict[str, Any]] = _SHOP["branches"]
OPTIONS: list[dict[str, Any]] = _SHOP["options"]
BRANDS: list[dict[str, Any]] = _SHOP["brands"]

PLACE_CODES = frozenset(
    place["code"] for place in WAREHOUSES + BRANCHES if place["status"] == "active"
)
OPTION_IDS = frozenset(str(option["deliveryOptionId"]) for option in OPTIONS)
BRAND_IDS = frozenset(brand["id"] for brand in BRANDS)


def city_names(country: str) -> list[str]:
    """The names of the country's cities; empty for a country without a list."""
    lists: dict[str, list[str]] = orjson.loads((_DATA / "cities.json").read_bytes())
    return lists.get(country, [])


class Spool:
    """An append-only row of byte strings, in a temporary file once it has outgrown a megabyte."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=2**20)  # noqa: SIM115
        self._end = 0

    def add(self, entry: bytes) -> int:
        """The place under which `entry` can be read again."""
        place = self._end
        self._file.seek(place)
        self._file.write(len(entry).to_bytes(4, "big") + entry)
        self._end += 4 + len(entry)
        return place

    def read(self, place: int) -> bytes:
        """The entry at `place`."""
        self._file.seek(place)
        return self._file.read(int.from_bytes(self._file.read(4), "big"))

    def __iter__(self) -> Iterator[bytes]:
        place = 0
        while place < self._end:
            entry = self.read(place)
            place += 4 + len(entry)
            yield entry

    def close(self) -> None:
        """Gives the file back to the system."""
        self._file.close()


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
