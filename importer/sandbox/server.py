"""The sandbox over real HTTP, in a thread of its own."""

import asyncio
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from functools import partial

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from importer.sandbox.app import App
from importer.sandbox.store import Store

HOST = "127.0.0.1"


class _Protocol(H11Protocol):
    """Hands the transport to the application, which may have to cut it."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        # A response is two writes, and the second must not wait for the first one's receipt.
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.app = partial(self.app, transport)


class _Server(uvicorn.Server):
    """Stops at once: uvicorn's own server looks for the end of its day ten times a second."""

    async def main_loop(self) -> None:
        while not self.should_exit:
            await asyncio.sleep(0.02)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.transport.abort()


def serve(port: int = 0, *, any_codes: bool = False) -> AbstractContextManager[str]:
    """Serves a new sandbox in a thread and gives its base URL; port 0 chooses a free one.

    With `any_codes` the account's own codes (pickup locations, delivery options, brands) are
    whatever the caller says, and cannot be listed. Raises OSError when the port is taken.
    """
    return serve_app(App(Store(any_codes)), port)


@contextmanager
def serve_app(app: App, port: int = 0) -> Iterator[str]:
    """Serves the application in a thread and gives its base URL; closes it at the end."""
    with closing(app), socket.create_server((HOST, port), backlog=512) as listening:
        server = _Server(_config(app))
        thread = threading.Thread(
            target=asyncio.run, args=(server.serve([listening]),), name="sandbox", daemon=True
        )
        thread.start()
        try:
            yield f"http://{HOST}:{listening.getsockname()[1]}/rest/v2"
        finally:
            server.should_exit = True
            thread.join()


def _config(app: App) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http=_Protocol,
        ws="none",
        loop="asyncio",
        lifespan="off",
        interface="asgi3",
        log_config=None,
        log_level="critical",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        date_header=False,
        timeout_keep_alive=75,
    )


def serve_until_stopped(serving: AbstractContextManager[str]) -> None:
    """Serve until interrupted or terminated; the first line printed is the base URL."""
    stopped = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stopped.set())
    with serving as base_url:
        print(base_url, flush=True)
        stopped.wait()
