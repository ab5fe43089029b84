"""The page over HTTP, in a thread of its own; one person's on this machine alone."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import uvicorn
from starlette.types import ASGIApp

from importer.web.app import application
from importer.web.desk import Desk
from importer.web.desks import Desks
from importer.web.front import Front
from importer.web.guard import Guard
from importer.web.register import Register
from importer.web.team import Team

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
    with listening(_HOST, port) as own:
        port = own.getsockname()[1]
        guard = Guard(application(desk), port, desk)
        with serving(guard, own):
            yield f"http://{_HOST}:{port}/?key={guard.key}"


@contextmanager
def serve_team(
    desks: Desks, register: Register, front: Front, host: str, port: int
) -> Iterator[tuple[str, str]]:
    """Serves a team there; gives the address at which people reach it, and that where it listens.
    A front without an origin is this machine itself.

    Raises OSError when the port is taken, or is none of this machine.
    """
    with listening(host, port) as own:
        place = f"[{host}]" if ":" in host else host
        place = f"{place}:{own.getsockname()[1]}"
        front = front if front.origin else replace(front, origin=f"http://{place}")
        team = Team(desks, register, front)
        with serving(team, own):
            yield front.origin, place
        team.close()


@contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """A socket that listens there. Raises OSError where it cannot."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, port), family=family, backlog=128) as own:
        # An answer is two writes, and the second must not wait for the first one's receipt.
        own.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        yield own


@contextmanager
def serving(app: ASGIApp, own: socket.socket) -> Iterator[None]:
    """Serves the application on the socket, in a thread of its own."""
    config = uvicorn.Config(
        app,
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
        target=asyncio.run, args=(server.serve([own]),), name="web", daemon=True
    )
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join()
