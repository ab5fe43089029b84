"""The sandbox as an ASGI application: a request comes in, OTO's response goes out.

Bare ASGI, without a framework: the sandbox shares the machine with the importer that is measured
against it.
"""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qsl

import orjson

from importer.sandbox import endpoints
from importer.sandbox.messages import Disconnect, Request, Response
from importer.sandbox.store import Store

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

PREFIX = "/rest/v2/"


class App:
    """One sandbox. A subclass answers otherwise by its own `respond`."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def close(self) -> None:
        """Gives the files back to the system."""
        self.store.close()

    async def respond(self, request: Request) -> Response | Disconnect:
        """The end of a request, whatever its path: a response, or DISCONNECT for none at all."""
        return endpoints.respond(self.store, request)

    async def send(self, send: Send, response: Response) -> None:
        """Puts the response on the wire."""
        headers = [
            (b"content-type", response.content_type),
            (b"content-length", str(len(response.body)).encode()),
            *response.headers,
        ]
        await send({"type": "http.response.start", "status": response.status, "headers": headers})
        await send({"type": "http.response.body", "body": response.body})

    async def __call__(
        self, transport: asyncio.Transport, scope: Message, receive: Receive, send: Send
    ) -> None:
        """ASGI's call, with the transport in front so that the connection can be cut."""
        response = await self.respond(await _request(scope, receive))
        if isinstance(response, Disconnect):
            transport.abort()
            await receive()  # until the server has noticed that the connection is gone
        else:
            await self.send(send, response)


async def _request(scope: Message, receive: Receive) -> Request:
    token = ""
    for name, value in scope["headers"]:
        if name == b"authorization":
            token = value.decode("latin-1").removeprefix("Bearer ")
            break
    path: str = scope["path"]
    query = dict(parse_qsl(scope["query_string"].decode(), keep_blank_values=True))
    body = await _body(receive)
    try:
        parsed = orjson.loads(body)
    except orjson.JSONDecodeError:
        parsed = None
    return Request(scope["method"], path.removeprefix(PREFIX), query, token, body, parsed)


async def _body(receive: Receive) -> bytes:
    message = await receive()
    body: bytes = message.get("body", b"")
    while message.get("more_body"):
        message = await receive()
        body += message.get("body", b"")
    return body
