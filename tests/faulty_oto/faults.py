"""What a faulty OTO answers: its own response late, lost, reshaped, or another one in its place."""

import asyncio
import time
import zlib
from collections import Counter
from dataclasses import dataclass
from email.utils import formatdate
from typing import Any

import orjson

from importer.sandbox.endpoints import ENDPOINTS, create_order, respond
from importer.sandbox.messages import (
    DISCONNECT,
    JSON,
    TOKEN_EXPIRED,
    Disconnect,
    Request,
    Response,
    error,
    ok,
)
from importer.sandbox.store import Account, Order, Store
from tests.faulty_oto.script import AFTER, Rule

PAGE = b"<html><head><title>Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>"


@dataclass(frozen=True, slots=True)
class Drip(Response):
    """A body that comes in single bytes, one every `seconds`, without an end."""

    seconds: float = 0.0


class FaultyStore(Store):
    """Orders that look-ups may miss for a while, and that createOrder may change."""

    lag = Rule("lag")
    upsert: Rule | None = None

    def __init__(self, any_codes: bool) -> None:
        super().__init__(any_codes)
        self._looks: Counter[str] = Counter()

    def look_up(self, account: Account, order_id: str) -> Order | None:
        order = super().look_up(account, order_id)
        if order is None:
            return None
        self._looks[order_id] += 1
        old = time.time() - order.created >= self.lag.seconds
        return order if old and self._looks[order_id] > self.lag.looks else None


def obey(store: FaultyStore, request: Request) -> Response:
    """OTO's own answer, of an OTO that may update."""
    return respond(store, request, {**ENDPOINTS, ("POST", "createOrder"): _create_or_update})


def _create_or_update(store: Store, account: Account, request: Request) -> Response:
    """createOrder as it was seen to change an order that existed."""
    assert isinstance(store, FaultyStore)
    rule, order = store.upsert, account.orders.get(request.order_id or "")
    if rule is None or order is None or (order.channel == "api" and not rule.own):
        return create_order(store, account, request)
    if order.status == "delivered":  # only its references change
        old = orjson.loads(store.bodies.read(order.offset))
        references = {k: v for k, v in request.json.items() if k.startswith("ref")}
        order.offset = store.bodies.add(orjson.dumps(old | references))
        return ok({"success": True, "errorCode": 5})
    order.offset = store.bodies.add(request.body)
    warnings = [f"Order {order.order_id} already exists, update begins"]
    return ok({"success": True, "message": "Successfully updated", "warnings": warnings})


async def fail(store: FaultyStore, request: Request, rule: Rule) -> Response | Disconnect:
    """The end of a call that the rule is about."""
    obeyed = obey(store, request) if rule.after or rule.fault in AFTER else None
    if rule.fault == "drip":
        return Drip(rule.status or 200, b"", seconds=rule.seconds)
    if rule.seconds:
        await asyncio.sleep(rule.seconds)
    if rule.fault in ("cut", "lose"):
        return DISCONNECT
    if rule.fault == "hang":
        return obeyed or obey(store, request)
    if rule.fault == "expire":
        store.tokens.clear()
        return TOKEN_EXPIRED
    if obeyed and rule.fault == "reshape":
        return _reshaped(rule, obeyed)
    if obeyed and rule.fault in AFTER:
        return _created(store, request, rule, obeyed)
    return _fault_response(rule)


def _fault_response(rule: Rule) -> Response:
    """The response in place of OTO's own."""
    match rule.fault:
        case "refuse":
            more = {"warnings": list(rule.warnings)} if rule.warnings else {}
            return error(rule.code, rule.text, rule.status or 400, **more)
        case "busy" | "limit":
            return _too_many(rule)
        case "break":
            return error("OTO1081", "A system error occurred", rule.status or 500)
        case "html":
            return Response(rule.status or 502, PAGE, b"text/html")
        case "bomb":
            return _bomb(rule)
    body = rule.body.encode() if isinstance(rule.body, str) else orjson.dumps(rule.body)
    return Response(rule.status or 200, body, rule.content_type.encode() or JSON)


def _bomb(rule: Rule) -> Response:
    """Spaces, packed so that the same few bytes stand for every megabyte of them."""
    packer = zlib.compressobj(wbits=16 + zlib.MAX_WBITS)
    head, spaces = packer.compress(b"{") + packer.flush(zlib.Z_FULL_FLUSH), b" " * 2**20
    megabyte = packer.compress(spaces) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = head + megabyte * rule.megabytes
    headers = ((b"content-encoding", rule.encoding.encode()),)
    return Response(rule.status or 200, packed, headers=headers)


def _reshaped(rule: Rule, obeyed: Response) -> Response:
    """The same answer under other names."""
    names: dict[str, str | None] = rule.body or {}

    def renamed(value: Any) -> Any:
        if isinstance(value, list):
            return [renamed(each) for each in value]
        if not isinstance(value, dict):
            return value
        pairs = ((names.get(name, name), each) for name, each in value.items())
        return {name: renamed(each) for name, each in pairs if name is not None}

    body = orjson.dumps(renamed(orjson.loads(obeyed.body)))
    return Response(obeyed.status, body, rule.content_type.encode() or obeyed.content_type)


def _too_many(rule: Rule) -> Response:
    headers: tuple[tuple[bytes, bytes], ...] = ()
    if rule.retry_after is not None:
        until = formatdate(time.time() + rule.retry_after, usegmt=True)
        value = until if rule.date else f"{rule.retry_after:g}"
        headers = ((b"retry-after", value.encode()),)
    return Response(429, b'{"message": "Too many requests", "code": 429}', headers=headers)


def _created(store: Store, request: Request, rule: Rule, obeyed: Response) -> Response:
    """The response of an order that was created, told in another way; an error stays one."""
    fields = orjson.loads(obeyed.body)
    if "otoId" not in fields:
        return obeyed
    if rule.fault == "bare":
        return ok({"success": True})
    if rule.fault == "split":
        namesakes = (each.orders.get(request.order_id or "") for each in store.accounts.values())
        order = next(each for each in namesakes if each and fields["otoId"] in each.oto_ids)
        while len(order.oto_ids) < rule.pieces:
            order.oto_ids += (store.next_oto_id(),)
        fields = {"success": True, "otoIds": order.oto_ids}
    if rule.warnings:
        fields["warnings"] = list(rule.warnings)
    return ok(fields)
