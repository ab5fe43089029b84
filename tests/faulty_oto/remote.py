"""The sandbox's own calls for Python: script faults, read back what arrived."""

import json
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit
from urllib.request import Request, urlopen


class Remote:
    """Speaks to the sandbox that serves `base_url`, in this process or in another."""

    def __init__(self, base_url: str) -> None:
        self._root = f"http://{urlsplit(base_url).netloc}/sandbox/"

    def orders(self) -> list[dict[str, Any]]:
        """Every order: `orderId`, `otoIds`, `at` (seconds since 1970), `status`, raw `body`."""
        orders: list[dict[str, Any]] = self._ask("orders")
        return orders

    def payloads(self) -> dict[str, dict[str, Any]]:
        """The payload of every order by its orderId; numbers with a point are exact Decimals."""
        return {
            order["orderId"]: json.loads(order["body"], parse_float=Decimal)
            for order in self.orders()
        }

    def calls(self, path: str | None = None) -> list[dict[str, Any]]:
        """Every call, or those of one path: `at`, `orderId`, `status` (None: cut), `code`, ..."""
        calls: list[dict[str, Any]] = self._ask("calls")
        return [call for call in calls if path in (None, call["path"])]

    def script(self, rules: list[dict[str, Any]]) -> None:
        """Replaces the script of faults."""
        self._ask("script", rules)

    def move(self, order_id: str, status: str) -> None:
        """Gives the order a status, as a courier would."""
        self._ask("status", {"orderId": order_id, "status": status})

    def put(self, order: dict[str, Any], channel: str = "salla", account: str = "token") -> int:
        """Puts an order of another sales channel into the account; its otoId."""
        fields = {"order": order, "channel": channel, "account": account}
        return int(self._ask("put", fields)["otoId"])

    def reset(self) -> None:
        """Forgets orders, calls, tokens and faults."""
        self._ask("reset", {})

    def _ask(self, name: str, body: object = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        with urlopen(Request(self._root + name, data), timeout=30) as response:
            return json.load(response)
