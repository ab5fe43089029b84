"""A real PostgreSQL for tests, on a private port and socket, with nothing of the machine's own; it
lets in this machine and the networks that tests make on it."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

NEEDED = "IMPORTER_NEEDS_POSTGRES"  # set where its absence must not pass unseen
_USER = "postgres"


def programs() -> Path | None:
    """The folder of PostgreSQL's programs, the newest there is."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parts[-2]))
    if found:
        return found[-1]
    server = shutil.which("postgres")
    return Path(server).resolve().parent if server else None


class Server:
    """A server in a folder of its own, for one set of tests; only a `durable` one outlives a power
    cut, and is as slow as that."""

    def __init__(self, folder: Path, bin_folder: Path, *, durable: bool = False) -> None:
        self.folder, self._bin = folder, bin_folder
        # It refuses to run as root.
        self._user = {"user": _USER, "group": _USER} if os.getuid() == 0 else {}
        if self._user:
            shutil.chown(folder, _USER, _USER)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self._run("initdb", "-D", f"{folder}/data", "-A", "trust", "-U", _USER, "-N", "-E", "UTF8")
        with (folder / "data" / "postgresql.conf").open("a") as conf:
            conf.write(
                f"port = {self.port}\nlisten_addresses = '*'\n"
                f"unix_socket_directories = '{folder}'\nmax_connections = 200\n"
                f"fsync = {'on' if durable else 'off'}\n"
            )
        with (folder / "data" / "pg_hba.conf").open("a") as rules:
            rules.write("host all all 10.0.0.0/8 trust\n")  # hosts of the tests' own
        self._databases = 0

    def start(self) -> None:
        """Starts it, and waits until it answers."""
        log = f"{self.folder}/log"
        self._run("pg_ctl", "start", "-w", "-s", "-D", f"{self.folder}/data", "-l", log)

    def stop(self, mode: str = "immediate") -> None:
        """Stops it: at once, as a crash would, or `fast`."""
        self._run("pg_ctl", "stop", "-w", "-s", "-D", f"{self.folder}/data", "-m", mode)

    def new_database(self) -> str:
        """The URL of a new, empty database."""
        self._databases += 1
        name = f"ledger_{self._databases}"
        self._run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", _USER, name)
        return f"postgresql://{_USER}@127.0.0.1:{self.port}/{name}"

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [self._bin / program, *arguments],
            check=True,
            capture_output=program not in ("pg_ctl",),
            stdin=subprocess.DEVNULL,
            cwd="/",
            **self._user,
        )


@contextmanager
def serve(*, durable: bool = False) -> Iterator[Server]:
    """A server while it lasts; without PostgreSQL on the machine the test is skipped."""
    bin_folder = programs()
    if bin_folder is None:
        assert NEEDED not in os.environ, "PostgreSQL is not installed"
        pytest.skip("PostgreSQL is not installed here (Debian: apt install postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))  # a socket's path must be short
    try:
        server = Server(folder, bin_folder, durable=durable)
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
