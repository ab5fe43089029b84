"""The page over HTTP, on this machine alone, in a thread of its own."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from importer.web.app import application
from importer.web.desk import Desk
from importer.web.guard import Guard

_HOST = "127.0.0.1"


class _Server(uvicorn.Server):
    """Stops at once: a page that listens for events would keep it from ending."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Closes what is open."""
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.transport.abort()


@contextmanager
def serve(desk: Desk, port: int = 0) -> Iterator[str]:
    """Serves the desk and gives the address that is good for one visit; port 0 chooses a free one.

    Raises OSError when the port is taken.
    """
    with socket.create_server((_HOST, port), backlog=128) as listening:
        # An answer is two writes, and the second must not wait for the first one's receipt.
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        port = listening.getsockname()[1]
        guard = Guard(application(desk), port, desk)
        config = uvicorn.Config(
            guard,
            http="h11",
            ws="none",
            loop="asyncio",
            lifespan="off",
            interface="asgi3",
            log_config=None,
            log_level="critical",
            access_log=False,
            proxy_headers=False,
            server_header=False,
            timeout_keep_alive=75,
        )
        server = _Server(config)
        thread = threading.Thread(
            target=asyncio.run, args=(server.serve([listening]),), name="web", daemon=True
        )
        thread.start()
        try:
            yield f"http://{_HOST}:{port}/?key={guard.key}"
        finally:
            server.should_exit = True
            thread.join()
