"""The sandbox with scripted faults, and with calls of its own beside OTO's paths.

| call | does |
|---|---|
| `GET /sandbox/orders` | every order: `orderId`, `otoIds`, `at`, `status`, and its raw `body` |
| `GET /sandbox/calls` | every call: `at`, `path`, `orderId`, `status`, `code`, `fault`, `body` |
| `POST /sandbox/script` | replaces the script of faults by the JSON list in the body |
| `POST /sandbox/status` | `{"orderId": ..., "status": ...}`: the courier moved the order |
| `POST /sandbox/reset` | forgets everything |
"""

import asyncio
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from email.utils import formatdate
from typing import Any

import orjson

from importer.sandbox import App, serve_app
from importer.sandbox.endpoints import respond
from importer.sandbox.messages import (
    DISCONNECT,
    NOT_FOUND,
    TOKEN_EXPIRED,
    Disconnect,
    Request,
    Response,
    error,
    ok,
)
from importer.sandbox.store import INFO, Spool, Store
from tests.faulty_oto.script import AFTER, Rule, Script, ScriptError, read_script

OWN = "/sandbox/"
PAGE = b"<html><head><title>Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>"


def serve(
    port: int = 0, script: Sequence[dict[str, Any]] = (), *, any_codes: bool = False
) -> AbstractContextManager[str]:
    """Serves a new sandbox in a thread and gives its base URL; port 0 chooses a free one.

    `script` is a list of faults (see `script`), `any_codes` as of the sandbox. Raises OSError when
    the port is taken and ScriptError when the script cannot be.
    """
    return serve_app(FaultyApp(read_script(list(script)), any_codes), port)


class CallLog:
    """Every call that came, in the order of its end."""

    def __init__(self) -> None:
        self._spool = Spool()
        self._offsets: list[int] = []

    def __iter__(self) -> Iterator[bytes]:
        return map(self._spool.read, self._offsets)

    def add(self, request: Request, end: Response | Disconnect, fault: str) -> None:
        """Writes the call down; a refresh token is not."""
        entry = {
            "at": time.time(),
            "method": request.method,
            "path": request.path,
            "orderId": request.order_id,
            "status": end.status,
            "code": end.code,
            "fault": fault,
            "body": "" if request.path == "refreshToken" else _text(request.body),
        }
        self._offsets.append(self._spool.add(orjson.dumps(entry)))

    def close(self) -> None:
        """Gives the file back to the system."""
        self._spool.close()


class FaultyApp(App):
    """A sandbox that fails as its script says."""

    def __init__(self, script: Script, any_codes: bool) -> None:
        super().__init__(Store(any_codes))
        self.calls = CallLog()
        self._play(script)

    def close(self) -> None:
        super().close()
        self.calls.close()

    async def respond(self, request: Request) -> Response | Disconnect:
        if request.path.startswith(OWN):
            return self._control(request, request.path.removeprefix(OWN))
        if request.path.startswith("/"):
            return NOT_FOUND
        store, calls = self.store, self.calls  # a reset may come while this call waits
        rule = self._script.match(request.path, request.order_id)
        end: Response | Disconnect
        end = respond(store, request) if rule is None else await _fail(store, request, rule)
        calls.add(request, end, rule.fault if rule else "")
        return end

    def _play(self, script: Script) -> None:
        """Follows this script from now on; its facts of the account hold at once."""
        self._script = script
        tokens = script.standing("tokens") or Rule("tokens")
        account = script.standing("account")
        self.store.token_seconds, self.store.token_calls = tokens.live, tokens.uses
        self.store.info = {**INFO, **(account.body or {})} if account else INFO

    def _control(self, request: Request, name: str) -> Response:
        match request.method, name:
            case "GET", "orders":
                return _list(map(orjson.dumps, _orders(self.store)))
            case "GET", "calls":
                return _list(self.calls)
            case "POST", "script":
                try:
                    self._play(read_script(request.json))
                except ScriptError as wrong:
                    return error("SCRIPT", str(wrong))
                return ok({"success": True})
            case "POST", "status":
                return _move(self.store, request.json["orderId"], request.json["status"])
            case "POST", "reset":
                self.close()
                self.store, self.calls = Store(self.store.any_codes), CallLog()
                self._play(Script())
                return ok({"success": True})
        return NOT_FOUND


def _list(entries: Iterable[bytes]) -> Response:
    return Response(200, b"[" + b",".join(entries) + b"]")


def _orders(store: Store) -> Iterator[dict[str, Any]]:
    """Every order of every account, in the order of creation within the account."""
    for account in store.accounts.values():
        for order in account.orders.values():
            yield {
                "orderId": order.order_id,
                "otoIds": order.oto_ids,
                "at": order.created,
                "status": order.status,
                "body": _text(store.bodies.read(order.offset)),
            }


def _text(body: bytes) -> str:
    return body.decode(errors="replace")


def _move(store: Store, order_id: str, status: str) -> Response:
    for account in store.accounts.values():
        if order_id in account.orders:
            account.orders[order_id].status = status
            return ok({"success": True})
    return error("OTO1002", "The order id does not exist", 404)


async def _fail(store: Store, request: Request, rule: Rule) -> Response | Disconnect:
    """The end of a call that the rule is about."""
    obeyed = respond(store, request) if rule.after or rule.fault in AFTER else None
    if rule.seconds:
        await asyncio.sleep(rule.seconds)
    if rule.fault in ("cut", "lose"):
        return DISCONNECT
    if rule.fault == "hang":
        return obeyed or respond(store, request)
    if rule.fault == "expire":
        store.tokens.clear()
        return TOKEN_EXPIRED
    if obeyed and rule.fault in AFTER:
        return _created(store, request, rule, obeyed)
    return _fault_response(rule)


def _fault_response(rule: Rule) -> Response:
    """The response in place of OTO's own."""
    match rule.fault:
        case "refuse":
            return error(rule.code, rule.text, rule.status or 400)
        case "busy" | "limit":
            return _too_many(rule)
        case "break":
            return error("OTO1081", "A system error occurred", rule.status or 500)
        case "html":
            return Response(rule.status or 502, PAGE, b"text/html")
    body = rule.body.encode() if isinstance(rule.body, str) else orjson.dumps(rule.body)
    return Response(rule.status or 200, body)


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
