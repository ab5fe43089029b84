"""The sandbox as an ASGI application: a request comes in, a fault may strike, an answer goes out.

Bare ASGI, without a framework: the sandbox shares the machine with the importer that is measured
against it.
"""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qsl

import orjson

from importer.sandbox import control, fault_answers
from importer.sandbox.endpoints import ENDPOINTS
from importer.sandbox.faults import AFTER, Rule, Script
from importer.sandbox.messages import DISCONNECT, Answer, Disconnect, expired, good, refusal
from importer.sandbox.store import Call, Store

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

PREFIX = "/rest/v2/"


class App:
    """One sandbox. `__call__` is ASGI's, with the transport in front so that it can be cut."""

    def __init__(self, script: Script, any_codes: bool) -> None:
        self.store = Store(script, any_codes)

    async def __call__(
        self, transport: asyncio.Transport, scope: Message, receive: Receive, send: Send
    ) -> None:
        body = await _body(receive)
        path: str = scope["path"]
        if path.startswith(PREFIX):
            end = await self._answer(_call(scope, path.removeprefix(PREFIX), body))
        else:
            end = self._control(scope["method"], path, body)
        if isinstance(end, Disconnect):
            transport.abort()
            await receive()  # until the server has noticed that the connection is gone
        else:
            await _send(send, end)

    def _control(self, method: str, path: str, body: bytes) -> Answer:
        if (method, path) == ("POST", "/sandbox/reset"):
            self.store.close()
            self.store = Store(Script(), self.store.any_codes)
            return good({"success": True})
        return control.answer(self.store, method, path, body)

    async def _answer(self, call: Call) -> Answer | Disconnect:
        store = self.store
        rule = store.script.match(call.path, call.order_id)
        if rule is None:
            end: Answer | Disconnect = _obey(store, call)
        else:
            end = await _struck(store, call, rule)
        store.record(call, end, rule.fault if rule else "")
        return end


async def _struck(store: Store, call: Call, rule: Rule) -> Answer | Disconnect:
    """The end of a call that a fault strikes."""
    done = _obey(store, call) if rule.after or rule.fault in AFTER else None
    if rule.seconds:
        await asyncio.sleep(rule.seconds)
    if rule.fault in ("cut", "lose"):
        return DISCONNECT
    if rule.fault == "expire":
        store.kill_tokens()
        return expired()
    if rule.fault == "hang":
        return done or _obey(store, call)
    return fault_answers.fault_response(store, call, rule, done)


def _obey(store: Store, call: Call) -> Answer:
    """What OTO answers when nothing is wrong with it."""
    if call.path == "refreshToken":
        return _refresh(store, call)
    if call.path == "healthCheck":
        return good({"status": "ok"})
    if not call.token:
        return refusal("OTO1084", "Login is required", 401)
    account = store.account(call.token)
    if account is None:
        return expired()
    endpoint = ENDPOINTS.get((call.method, call.path))
    if endpoint is None:
        return Answer(404, b'{"message": "Not found", "code": 404}')
    return endpoint(store, account, call)


def _refresh(store: Store, call: Call) -> Answer:
    given = call.json.get("refresh_token") if isinstance(call.json, dict) else None
    if not isinstance(given, str) or not given:
        return refusal("OTO1083", "Refresh token is required")
    token, live = store.let_in(given)
    fields = {
        "access_token": token,
        "refresh_token": given,
        "success": True,
        "token_type": "Bearer",
        "expires_in": f"{live:g}",
    }
    return Answer(200, orjson.dumps(fields), b"text/plain;charset=UTF-8")


def _call(scope: Message, path: str, body: bytes) -> Call:
    token = ""
    for name, value in scope["headers"]:
        if name == b"authorization":
            token = value.decode("latin-1").removeprefix("Bearer ")
            break
    query = dict(parse_qsl(scope["query_string"].decode(), keep_blank_values=True))
    return Call(scope["method"], path, query, token, body, _parsed(body))


def _parsed(body: bytes) -> Any:
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        return None


async def _body(receive: Receive) -> bytes:
    message = await receive()
    body: bytes = message.get("body", b"")
    while message.get("more_body"):
        message = await receive()
        body += message.get("body", b"")
    return body


async def _send(send: Send, answer: Answer) -> None:
    headers = [
        (b"content-type", answer.content_type),
        (b"content-length", str(len(answer.body)).encode()),
        *answer.headers,
    ]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body})
