"""An OTO inside the process: it answers httpx requests in virtual time, with faults by chance.

It has the shapes of OTO's API and traits of its own: with `forgets_numbers` a second createOrder
makes a second order instead of OTO1063, with `upserts` it changes the order that is there. Then
nothing but the importer stands between a lost answer and a doubled order, or another's order
and a changed one.
"""

import asyncio
import json
from collections import Counter
from dataclasses import dataclass, field
from email.utils import formatdate
from random import Random
from typing import Any

import httpx

OTHER_CHANNEL = "another channel"  # creates orders, too
EPOCH = 1_800_000_000.0  # what the clock on the wall says at virtual time 0
FAULTS = (
    "connect", "cut", "lose", "hang", "hang_after", "500", "500_after", "html", "html_after",
    "429", "429_seconds", "429_date", "bare", "late", "behind",
)  # fmt: skip


@dataclass
class FaultPlan:
    """What may go wrong."""

    chance: float = 0.0  # of a fault, for each call
    kinds: tuple[str, ...] = FAULTS
    outages: tuple[tuple[float, float], ...] = ()  # from, to: the host cannot be reached
    creating_fails: tuple[float, float, str] = (
        0.0,
        0.0,
        "",
    )  # from, to: so is createOrder answered
    token_uses: int | None = None
    token_dies_at: float | None = None  # from then on the refresh token is refused
    credit: int | None = None  # orders until OTO1006
    slow: float = 0.3  # the longest way of a call, there and back each, in seconds


@dataclass
class StoredOrder:
    """An order in OTO."""

    oto_id: int
    body: dict[str, Any]
    caller: str  # who created it
    shown_at: float = 0.0  # look-ups have it from then on


@dataclass
class Call:
    """A call as the server saw it begin; `fault` is what went wrong with it."""

    at: float
    caller: str
    path: str
    order_id: str
    fault: str = ""
    order_ids: tuple[str, ...] = ()  # those that a look-up of many asks for
    changed: bool = False  # an order of another channel
    ended: float | None = None  # when the caller had its answer, gave up, or died


@dataclass
class FakeOto:
    """The server: what it has, and which calls came."""

    rng: Random
    faults: FaultPlan = field(default_factory=FaultPlan)
    forgets_numbers: bool = False
    upserts: bool = False
    orders_a_call: int = 100  # that a look-up of many takes
    lag: float = 0.0  # seconds until look-ups show an order
    refused_numbers: frozenset[str] = frozenset()  # numbers that are always refused
    scripted: dict[str, list[str]] = field(default_factory=dict)  # faults of a number's attempts
    orders: dict[str, list[StoredOrder]] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    overwritten: set[str] = field(default_factory=set)  # orders of others that were changed
    obeyed_late: set[str] = field(default_factory=set)  # numbers with a call that was obeyed late
    refused_tokens: int = 0
    pause: int = 0  # seconds of every 429; 0: some seconds
    _tokens: Counter[str] = field(default_factory=Counter)
    _tokens_given: int = 0
    _next_id: int = 540789
    _tasks: set[asyncio.Task[Any]] = field(default_factory=set)

    def store(self, order_id: str, body: dict[str, Any], caller: str) -> StoredOrder:
        """Stores an order."""
        self._next_id += 1
        shown_at = asyncio.get_running_loop().time() + self.lag
        order = StoredOrder(self._next_id, body, caller, shown_at)
        self.orders.setdefault(order_id, []).append(order)
        return order

    async def serve(self, request: httpx.Request, caller: str) -> httpx.Response:
        """Answers one call; what it does goes on when the caller gives up or dies."""
        loop = asyncio.get_running_loop()
        path = request.url.path.rpartition("/")[2]
        body = json.loads(request.content) if request.content else {}
        order_id = body.get("orderId") or request.url.params.get("orderId") or ""
        self.calls.append(call := Call(loop.time(), caller, path, order_id))
        call.order_ids = tuple(body.get("orderIds", [order_id]))
        task = loop.create_task(self._answer(request, call, body))
        self._tasks.add(task)
        task.add_done_callback(self._task_done)
        try:
            return await asyncio.shield(task)
        finally:
            call.ended = loop.time()

    def _task_done(self, task: "asyncio.Task[Any]") -> None:
        self._tasks.discard(task)
        if not task.cancelled():
            task.exception()

    async def _answer(
        self, request: httpx.Request, call: Call, body: dict[str, Any]
    ) -> httpx.Response:
        call.fault = fault = self._draw_fault(call)
        if fault == "connect":
            raise httpx.ConnectError("no route")
        await asyncio.sleep(self.rng.uniform(0, self.faults.slow))
        if fault == "late":
            await asyncio.sleep(self.rng.uniform(0, 60))
            self.obeyed_late.add(call.order_id)
        if fault == "behind":
            self._obey_later(call, body, request)
        answer = None
        if fault not in ("cut", "hang", "500", "html", "behind") and not fault.startswith("429"):
            answer = self._obey(call, body, request)
        if fault == "bare" and answer is not None and answer.status_code != 200:
            call.fault = fault = ""  # a refusal has no otoId to lose
        await asyncio.sleep(self.rng.uniform(0, self.faults.slow))
        return await self._apply_fault(fault, answer)

    def _obey_later(self, call: Call, body: dict[str, Any], request: httpx.Request) -> None:
        """A gateway gives up on a call that is obeyed behind it a moment later."""
        delay = self.rng.uniform(0, 2.9)
        loop = asyncio.get_running_loop()
        loop.call_later(delay, self._obey, call, body, request)

    def _draw_fault(self, call: Call) -> str:
        if call.path == "createOrder" and self.scripted.get(call.order_id):
            return self.scripted[call.order_id].pop(0)
        if any(begin <= call.at < end for begin, end in self.faults.outages):
            return "connect"
        begin, end, fault = self.faults.creating_fails
        if call.path == "createOrder" and begin <= call.at < end:
            return fault
        if self.rng.random() >= self.faults.chance:
            return ""
        kind = self.rng.choice(self.faults.kinds)
        if kind == "late" and (self.forgets_numbers or call.path != "createOrder"):
            return "500"
        return kind

    async def _apply_fault(self, fault: str, answer: httpx.Response | None) -> httpx.Response:
        """The answer, or what the fault makes of it."""
        if fault in ("cut", "lose"):
            raise httpx.RemoteProtocolError("closed without an answer")
        if fault.startswith("hang"):
            await asyncio.sleep(1e6)
        if fault.startswith("500"):
            return _json(500, {"success": False, "otoErrorCode": "OTO1081"})
        if fault.startswith("html") or fault == "behind":
            return httpx.Response(502, text="<html>Bad gateway</html>")
        if fault.startswith("429"):
            return self._busy(fault)
        if fault == "bare":
            return _json(200, {"success": True})
        assert answer is not None
        return answer

    def _busy(self, fault: str) -> httpx.Response:
        pause = self.pause or self.rng.randint(1, 20)
        now = EPOCH + asyncio.get_running_loop().time()
        headers = {"Date": formatdate(now, usegmt=True)}
        if fault == "429_seconds":
            headers["Retry-After"] = str(pause)
        if fault == "429_date":
            headers["Retry-After"] = formatdate(now + pause, usegmt=True)
        return httpx.Response(429, headers=headers, json={"message": "Too many"})

    def _obey(self, call: Call, body: dict[str, Any], request: httpx.Request) -> httpx.Response:
        if call.path == "refreshToken":
            return self._refresh()
        if call.path == "healthCheck":
            return _json(200, {"status": "ok"})
        if not self._is_authorized(request.headers["Authorization"]):
            self.refused_tokens += 1
            return _json(401, {"message": "Jwt is expired", "code": 401})
        if call.path == "createOrder":
            return self._create(call, body)
        if call.path == "orderHistory":
            return self._history(body["orderIds"])
        return self._details(call.order_id)

    def _refresh(self) -> httpx.Response:
        dead_from = self.faults.token_dies_at
        if dead_from is not None and asyncio.get_running_loop().time() >= dead_from:
            return _refused(400, "OTO1083", "refresh token is required")
        self._tokens_given += 1
        return _json(
            200, {"access_token": f"T{self._tokens_given}", "success": True, "expires_in": "3600"}
        )

    def _is_authorized(self, authorization: str) -> bool:
        self._tokens[authorization] += 1
        uses = self.faults.token_uses
        return uses is None or self._tokens[authorization] <= uses

    def _create(self, call: Call, body: dict[str, Any]) -> httpx.Response:
        order_id = call.order_id
        if order_id in self.refused_numbers:
            return _refused(400, "OTO1022", "Recipient city is missing or invalid")
        if order_id in self.orders and self.upserts:
            return self._change(call, body)
        if order_id in self.orders and not self.forgets_numbers:
            return _refused(409, "OTO1063", "Order Id is already exist")
        if self.faults.credit is not None:
            if self.faults.credit <= 0:
                return _refused(400, "OTO1006", "credit is not enough")
            self.faults.credit -= 1
        return _json(
            200, {"success": True, "otoId": self.store(order_id, body, call.caller).oto_id}
        )

    def _change(self, call: Call, body: dict[str, Any]) -> httpx.Response:
        order = self.orders[call.order_id][0]
        order.body = body
        if order.caller == OTHER_CHANNEL:
            self.overwritten.add(call.order_id)
            call.changed = True
        return _json(200, {"success": True, "message": "Successfully updated"})

    def _shown(self, order_id: str) -> StoredOrder | None:
        """The order as far as look-ups have it."""
        now = asyncio.get_running_loop().time()
        stored = self.orders.get(order_id, ())
        return next((each for each in stored if each.shown_at <= now), None)

    def _history(self, order_ids: list[str]) -> httpx.Response:
        if len(order_ids) > self.orders_a_call:
            return _refused(400, "OTO1112", "too many orders")
        shown = {order_id: self._shown(order_id) for order_id in order_ids}
        items = [
            {"orderId": order_id, "otoId": str(order.oto_id), "status": "new"}
            for order_id, order in shown.items()
            if order is not None
        ]
        return _json(200, {"success": True, "items": items})

    def _details(self, order_id: str) -> httpx.Response:
        order = self._shown(order_id)
        if order is None:
            return _refused(404, "OTO1002", "order not found")
        body = order.body
        return _json(
            200,
            {
                "success": True,
                "id": order.oto_id,
                "orderId": order_id,
                "status": "new",
                "amount": body["amount"],
                "amountDue": body["amount_due"],
                "paymentMethod": body["payment_method"],
                "currency": body["currency"],
                "customer": {"mobile": body["customer"]["mobile"]},
                "items": [{"sku": i["sku"], "quantity": i["quantity"]} for i in body["items"]],
            },
        )


def _json(status: int, body: dict[str, Any]) -> httpx.Response:
    return httpx.Response(status, content=json.dumps(body).encode())


def _refused(status: int, code: str, text: str) -> httpx.Response:
    return _json(status, {"success": False, "otoErrorCode": code, "otoErrorMessage": text})
