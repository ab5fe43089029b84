"""The sandbox over real HTTP: embedded in a thread, or a process of its own."""

import asyncio
import json
import signal
import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from importer.sandbox.app import App
from importer.sandbox.faults import ScriptError, read_script

HOST = "127.0.0.1"
Rules = Sequence[dict[str, Any]]


class _Protocol(H11Protocol):
    """Hands the transport to the application, which may have to cut it."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        # An answer is two writes, and the second must not wait for the first one's receipt.
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


@contextmanager
def serve(port: int = 0, script: Rules | None = None, *, any_codes: bool = False) -> Iterator[str]:
    """Serves a new sandbox in a thread and gives its base URL; port 0 chooses a free one.

    `script` is a list of faults (see `faults`). With `any_codes` the account's own codes (places,
    delivery options, brands) are whatever the caller says, and cannot be listed. Raises OSError
    when the port is taken and ScriptError when the script cannot be.
    """
    rules = read_script(list(script or ()))
    with socket.create_server((HOST, port), backlog=512) as listening:
        app = App(rules, any_codes)
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
            app.store.close()


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


def main(port: int = 0, script: Path | None = None) -> None:
    """Serve the sandbox until interrupted or terminated; the first line printed is its base URL."""
    over = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: over.set())
    try:
        rules = json.loads(script.read_bytes()) if script else None
    except json.JSONDecodeError as error:
        raise ScriptError(f"{script} is not JSON: {error}") from error
    with serve(port, rules) as base_url:
        print(base_url, flush=True)
        over.wait()
