"""An OTO inside the process: it answers httpx requests in virtual time, with faults by chance.

It has the shapes of OTO's API and one trait of its own: it may be `forgetful` of numbers, so that
a second createOrder makes a second parcel instead of OTO1063. Then nothing but the importer stands
between a lost answer and a doubled order.
"""

import asyncio
import json
from collections import Counter
from dataclasses import dataclass, field
from email.utils import formatdate
from random import Random
from typing import Any

import httpx

EPOCH = 1_800_000_000.0  # what the clock on the wall says at virtual time 0
FAULTS = (
    "connect", "cut", "lose", "hang", "hang_after", "500", "500_after", "html", "html_after",
    "429", "429_seconds", "429_date", "bare", "late", "behind",
)  # fmt: skip


@dataclass
class Weather:
    """What may go wrong."""

    chance: float = 0.0  # of a fault, for each call
    kinds: tuple[str, ...] = FAULTS
    outages: tuple[tuple[float, float], ...] = ()  # from, to: the host cannot be reached
    token_uses: int | None = None
    token_dies_at: float | None = None  # from then on the refresh token is refused
    credit: int | None = None  # orders until OTO1006
    slow: float = 0.3  # the longest way of a call, there and back each, in seconds


@dataclass
class Parcel:
    """An order in OTO."""

    oto_id: int
    body: dict[str, Any]
    by: str  # who posted it


@dataclass
class Asked:
    """A call as the server saw it begin; `fault` is what spoiled it."""

    at: float
    caller: str
    path: str
    order_id: str
    fault: str = ""
    ended: float | None = None  # when the caller had its answer, gave up, or died


@dataclass
class Pretended:
    """The server: what it has, and what was asked of it."""

    chance: Random
    weather: Weather = field(default_factory=Weather)
    forgetful: bool = False
    bad: frozenset[str] = frozenset()  # numbers that are always refused
    parcels: dict[str, list[Parcel]] = field(default_factory=dict)
    log: list[Asked] = field(default_factory=list)
    late: set[str] = field(default_factory=set)  # numbers with a call that was obeyed late
    refused_tokens: int = 0
    _tokens: Counter[str] = field(default_factory=Counter)
    _given: int = 0
    _next_id: int = 540789
    _at_work: set[asyncio.Task[Any]] = field(default_factory=set)

    def put(self, order_id: str, body: dict[str, Any], by: str) -> Parcel:
        """Takes an order."""
        self._next_id += 1
        parcel = Parcel(self._next_id, body, by)
        self.parcels.setdefault(order_id, []).append(parcel)
        return parcel

    async def serve(self, request: httpx.Request, caller: str) -> httpx.Response:
        """Answers one call; what it does goes on when the caller gives up or dies."""
        loop = asyncio.get_running_loop()
        path = request.url.path.rpartition("/")[2]
        body = json.loads(request.content) if request.content else {}
        order_id = body.get("orderId") or request.url.params.get("orderId") or ""
        self.log.append(asked := Asked(loop.time(), caller, path, order_id))
        work = loop.create_task(self._work(request, asked, body))
        self._at_work.add(work)
        work.add_done_callback(self._done)
        try:
            return await asyncio.shield(work)
        finally:
            asked.ended = loop.time()

    def _done(self, work: "asyncio.Task[Any]") -> None:
        self._at_work.discard(work)
        if not work.cancelled():
            work.exception()

    async def _work(
        self, request: httpx.Request, asked: Asked, body: dict[str, Any]
    ) -> httpx.Response:
        asked.fault = fault = self._fault(asked.path, asked.at)
        if fault == "connect":
            raise httpx.ConnectError("no route")
        await asyncio.sleep(self.chance.uniform(0, self.weather.slow))
        if fault == "late":
            await asyncio.sleep(self.chance.uniform(0, 60))
            self.late.add(asked.order_id)
        if fault == "behind":
            self._behind(asked, body, request)
        answer = None
        if fault not in ("cut", "hang", "500", "html", "behind") and not fault.startswith("429"):
            answer = self._obey(asked, body, request)
        if fault == "bare" and answer is not None and answer.status_code != 200:
            asked.fault = fault = ""  # a refusal has no otoId to lose
        await asyncio.sleep(self.chance.uniform(0, self.weather.slow))
        return await self._spoiled(fault, answer)

    def _behind(self, asked: Asked, body: dict[str, Any], request: httpx.Request) -> None:
        """A gateway gives up on a call that is obeyed behind it a moment later."""
        delay = self.chance.uniform(0, 2.9)
        loop = asyncio.get_running_loop()
        loop.call_later(delay, self._obey, asked, body, request)

    def _fault(self, path: str, now: float) -> str:
        if any(begin <= now < end for begin, end in self.weather.outages):
            return "connect"
        if self.chance.random() >= self.weather.chance:
            return ""
        kind = self.chance.choice(self.weather.kinds)
        if kind == "late" and (self.forgetful or path != "createOrder"):
            return "500"
        return kind

    async def _spoiled(self, fault: str, answer: httpx.Response | None) -> httpx.Response:
        """The answer after the fault has had its way with it."""
        if fault in ("cut", "lose"):
            raise httpx.RemoteProtocolError("closed without an answer")
        if fault.startswith("hang"):
            await asyncio.sleep(1e6)
        if fault.startswith("500"):
            return _said(500, {"success": False, "otoErrorCode": "OTO1081"})
        if fault.startswith("html") or fault == "behind":
            return httpx.Response(502, text="<html>Bad gateway</html>")
        if fault.startswith("429"):
            return self._busy(fault)
        if fault == "bare":
            return _said(200, {"success": True})
        assert answer is not None
        return answer

    def _busy(self, fault: str) -> httpx.Response:
        pause = self.chance.randint(1, 20)
        now = EPOCH + asyncio.get_running_loop().time()
        headers = {"Date": formatdate(now, usegmt=True)}
        if fault == "429_seconds":
            headers["Retry-After"] = str(pause)
        if fault == "429_date":
            headers["Retry-After"] = formatdate(now + pause, usegmt=True)
        return httpx.Response(429, headers=headers, json={"message": "Too many"})

    def _obey(self, asked: Asked, body: dict[str, Any], request: httpx.Request) -> httpx.Response:
        if asked.path == "refreshToken":
            return self._refresh()
        if not self._may(request.headers["Authorization"]):
            self.refused_tokens += 1
            return _said(401, {"message": "Jwt is expired", "code": 401})
        if asked.path == "createOrder":
            return self._create(asked.order_id, body, asked.caller)
        return self._details(asked.order_id)

    def _refresh(self) -> httpx.Response:
        dies = self.weather.token_dies_at
        if dies is not None and asyncio.get_running_loop().time() >= dies:
            return _refused(400, "OTO1083", "refresh token is required")
        self._given += 1
        return _said(
            200, {"access_token": f"T{self._given}", "success": True, "expires_in": "3600"}
        )

    def _may(self, authorization: str) -> bool:
        self._tokens[authorization] += 1
        uses = self.weather.token_uses
        return uses is None or self._tokens[authorization] <= uses

    def _create(self, order_id: str, body: dict[str, Any], caller: str) -> httpx.Response:
        if order_id in self.bad:
            return _refused(400, "OTO1022", "Recipient city is missing or invalid")
        if order_id in self.parcels and not self.forgetful:
            return _refused(409, "OTO1063", "Order Id is already exist")
        if self.weather.credit is not None:
            if self.weather.credit <= 0:
                return _refused(400, "OTO1006", "credit is not enough")
            self.weather.credit -= 1
        return _said(200, {"success": True, "otoId": self.put(order_id, body, caller).oto_id})

    def _details(self, order_id: str) -> httpx.Response:
        if order_id not in self.parcels:
            return _refused(404, "OTO1002", "order not found")
        parcel, body = self.parcels[order_id][0], self.parcels[order_id][0].body
        return _said(
            200,
            {
                "success": True,
                "id": parcel.oto_id,
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


def _said(status: int, body: dict[str, Any]) -> httpx.Response:
    return httpx.Response(status, content=json.dumps(body).encode())


def _refused(status: int, code: str, text: str) -> httpx.Response:
    return _said(status, {"success": False, "otoErrorCode": code, "otoErrorMessage": text})
