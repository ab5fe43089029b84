"""What the sandbox knows: its account's fixed lists, and the orders and tokens of each merchant."""

import tempfile
import time
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import orjson

FIRST_OTO_ID = 540789
_DATA = Path(__file__).with_name("data")
_ACCOUNT: dict[str, Any] = orjson.loads((_DATA / "account.json").read_bytes())

INFO: dict[str, Any] = _ACCOUNT["account"]
WAREHOUSES: list[dict[str, Any]] = _ACCOUNT["warehouses"]
BRANCHES: list[dict[str, Any]] = _ACCOUNT["branches"]
OPTIONS: list[dict[str, Any]] = _ACCOUNT["options"]
BRANDS: list[dict[str, Any]] = _ACCOUNT["brands"]

LOCATION_CODES = frozenset(
    location["code"] for location in WAREHOUSES + BRANCHES if location["status"] == "active"
)
# OTO's own rates are valid in an order, but are not listed among the account's contracts.
OPTION_IDS = frozenset(str(option["deliveryOptionId"]) for option in OPTIONS + _ACCOUNT["rates"])
BRAND_IDS = frozenset(brand["ID"] for brand in BRANDS)
HISTORY_LIMIT = 100  # orders that orderHistory takes at once; OTO's own number is not known


def city_names(country: str) -> list[str]:
    """The names of the country's cities; empty for a country without a list."""
    lists: dict[str, list[str]] = orjson.loads((_DATA / "cities.json").read_bytes())
    return lists.get(country, [])


class Spool:
    """Byte strings, on disk once they outgrow a megabyte: memory stays flat however many come."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=2**20)  # noqa: SIM115
        self._end = 0

    def add(self, entry: bytes) -> int:
        """The offset at which `entry` can be read again."""
        offset = self._end
        self._file.seek(offset)
        self._file.write(len(entry).to_bytes(4, "big") + entry)
        self._end += 4 + len(entry)
        return offset

    def read(self, offset: int) -> bytes:
        """The entry at `offset`."""
        self._file.seek(offset)
        return self._file.read(int.from_bytes(self._file.read(4), "big"))

    def close(self) -> None:
        """Gives the file back to the system."""
        self._file.close()


@dataclass(slots=True)
class Order:
    """An order of an account; its body is in `Store.bodies`, at `offset`.

    `created` is in seconds since 1970. OTO may split an order: then it has several otoIds. It may
    have come by another sales `channel` than this API.
    """

    order_id: str
    oto_ids: tuple[int, ...]
    offset: int
    created: float
    status: str = "new"
    channel: str = "api"


@dataclass(slots=True)
class Account:
    """One merchant, by name; `by_ref` leads from a ref1 to an orderId."""

    name: str
    orders: dict[str, Order] = field(default_factory=dict)
    by_ref: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Token:
    """An access token: it lives until `expires` (by the monotonic clock) or for so many calls."""

    account: Account
    expires: float
    calls_left: int | None


class Store:
    """All that the sandbox remembers.

    With `any_codes` it knows every pickup location, delivery option and brand that is asked for.
    `info` is what accountInfo tells, with an e-mail address of each account's own; new access
    tokens live for `token_seconds` and `token_calls` (None: any number).
    """

    def __init__(self, any_codes: bool = False) -> None:
        self.any_codes = any_codes
        self.info = INFO
        self.history_limit = HISTORY_LIMIT
        self.history_answered: int | None = None  # orders at most in an answer; the rest is cut
        self.token_seconds = 3600.0
        self.token_calls: int | None = None
        self.accounts: dict[str, Account] = {}
        self.tokens: dict[str, Token] = {}
        self.bodies = Spool()
        self._oto_ids = count(FIRST_OTO_ID)
        self._token_numbers = count(1)

    def close(self) -> None:
        """Gives the files back to the system."""
        self.bodies.close()

    def account(self, refresh_token: str) -> Account:
        """The account that the token opens: several do, as what follows a `#` does not count."""
        name = refresh_token.partition("#")[0]
        return self.accounts.setdefault(name, Account(name))

    def create_token(self, refresh_token: str) -> str:
        """A new access token for the account, which is opened when it is new."""
        account = self.account(refresh_token)
        name = f"sandbox-access-{next(self._token_numbers)}"
        expires = time.monotonic() + self.token_seconds
        self.tokens[name] = Token(account, expires, self.token_calls)
        return name

    def account_of(self, token: str) -> Account | None:
        """The account that the access token opens; None when it died. Each call wears it out."""
        known = self.tokens.get(token)
        if known is None or time.monotonic() >= known.expires or known.calls_left == 0:
            self.tokens.pop(token, None)
            return None
        if known.calls_left is not None:
            known.calls_left -= 1
        return known.account

    def add_order(self, account: Account, body: bytes, order_id: str, ref: str | None) -> Order:
        """Creates the order under a new otoId."""
        order = Order(order_id, (self.next_oto_id(),), self.bodies.add(body), time.time())
        account.orders[order_id] = order
        if ref:
            account.by_ref[ref] = order_id
        return order

    def look_up(self, account: Account, order_id: str) -> Order | None:
        """The order as a look-up finds it."""
        return account.orders.get(order_id)

    def next_oto_id(self) -> int:
        """An otoId that no order has."""
        return next(self._oto_ids)
