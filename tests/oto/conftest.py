"""A sandbox for each test, and bodies that it takes."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from tests import faulty_oto as sandbox


@pytest.fixture
def base_url() -> Iterator[str]:
    """A fresh sandbox over real HTTP."""
    with sandbox.serve() as url:
        yield url


@pytest.fixture
def remote(base_url: str) -> sandbox.Remote:
    """The other end of the sandbox: script faults, read what arrived."""
    return sandbox.Remote(base_url)


@pytest.fixture
def body() -> Callable[..., bytes]:
    """Makes the createOrder body of an orderId."""

    def make(order_id: str, **changed: Any) -> bytes:
        customer = {
            "name": "Sara",
            "mobile": "966500000001",
            "address": "King Fahd Road",
            "city": "Riyadh",
            "country": "SA",
        }
        fields = {
            "orderId": order_id,
            "payment_method": "cod",
            "amount": 300.41,
            "amount_due": 300.41,
            "currency": "SAR",
            "customer": customer,
            "items": [{"sku": "A-1", "quantity": 2}],
        }
        return json.dumps({**fields, **changed}).encode()

    return make


Answering = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@pytest.fixture
def raw_server() -> Callable[[Answering], Any]:
    """Serves bytes that no HTTP library would send; gives the base URL."""

    @asynccontextmanager
    async def serve(answering: Answering) -> AsyncIterator[str]:
        async def one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            try:
                await answering(reader, writer)
            except ConnectionError:
                pass
            finally:
                writer.close()

        server = await asyncio.start_server(one, "127.0.0.1", 0)
        host, port = server.sockets[0].getsockname()[:2]
        try:
            yield f"http://{host}:{port}/rest/v2"
        finally:
            server.close()

    return serve
