"""The sandbox with scripted faults, and with calls of its own beside OTO's paths.

| call | does |
|---|---|
| `GET /sandbox/orders` | every order: `orderId`, `otoIds`, `at`, `status`, and its raw `body` |
| `GET /sandbox/calls` | every call: `at`, `path`, `orderId`, `status`, `code`, `fault`, `body` |
| `POST /sandbox/script` | replaces the script of faults by the JSON list in the body |
| `POST /sandbox/put` | `{"order": ..., "channel": ..., "account": ...}`: another channel's order |
| `POST /sandbox/status` | `{"orderId": ..., "status": ...}`: the courier moved the order |
| `POST /sandbox/reset` | forgets everything |
"""

import asyncio
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any

import orjson

from importer.sandbox import App, serve_app
from importer.sandbox.app import Message, Receive, Send
from importer.sandbox.messages import (
    DISCONNECT,
    NOT_FOUND,
    Disconnect,
    Request,
    Response,
    error,
    ok,
)
from importer.sandbox.store import INFO, Spool, Store
from tests.faulty_oto.faults import Drip, FaultyStore, fail, obey
from tests.faulty_oto.script import Rule, Script, ScriptError, read_script

OWN = "/sandbox/"
DRIPS = 1_000  # so that a body that drips ends when nobody listens any more


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

    store: FaultyStore

    def __init__(self, script: Script, any_codes: bool) -> None:
        super().__init__(FaultyStore(any_codes))
        self.calls = CallLog()
        self._under_way: set[asyncio.Transport] = set()
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
        if rule is None:
            end = obey(store, request)
        elif rule.fault == "reset":
            end = self._reset()
        else:
            end = await fail(store, request, rule)
        calls.add(request, end, rule.fault if rule else "")
        return end

    async def __call__(
        self, transport: asyncio.Transport, scope: Message, receive: Receive, send: Send
    ) -> None:
        self._under_way.add(transport)
        try:
            await super().__call__(transport, scope, receive, send)
        finally:
            self._under_way.discard(transport)

    async def send(self, send: Send, response: Response) -> None:
        if not isinstance(response, Drip):
            await super().send(send, response)
            return
        await send({"type": "http.response.start", "status": response.status, "headers": []})
        for _ in range(DRIPS):
            await send({"type": "http.response.body", "body": b" ", "more_body": True})
            await asyncio.sleep(response.seconds)
        await send({"type": "http.response.body"})

    def _reset(self) -> Disconnect:
        for transport in self._under_way:
            transport.abort()
        return DISCONNECT

    def _play(self, script: Script) -> None:
        """Follows this script from now on; its facts of the account hold at once."""
        self._script = script
        tokens = script.standing("tokens") or Rule("tokens")
        account = script.standing("account")
        self.store.token_seconds, self.store.token_calls = tokens.live, tokens.uses
        self.store.info = {**INFO, **(account.body or {})} if account else INFO
        history = script.standing("history") or Rule("history")
        self.store.history_limit, self.store.history_answered = history.limit, history.answered
        self.store.lag = script.standing("lag") or Rule("lag")
        self.store.upsert = script.standing("upsert")

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
            case "POST", "put":
                return _put(self.store, **request.json)
            case "POST", "reset":
                self.close()
                self.store, self.calls = FaultyStore(self.store.any_codes), CallLog()
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


def _put(store: Store, order: dict[str, Any], channel: str, account: str) -> Response:
    body = orjson.dumps(order)
    added = store.add_order(store.account(account), body, order["orderId"], order.get("ref1"))
    added.channel = channel
    return ok({"success": True, "otoId": added.oto_ids[0]})
