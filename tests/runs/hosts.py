"""Hosts of the test's own: network namespaces, each with one cable to this machine, that is cut and
healed. OTO is reached through a file of this machine, so that it alone stays in reach of all."""

import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

RELAY = "import sys; from tests.runs.hosts import relay; relay(sys.argv[1], sys.argv[2])"


@dataclass(frozen=True)
class Host:
    """A host: what goes before a command that runs there, and where it finds this machine."""

    name: str
    prefix: tuple[str, ...]
    gateway: str
    cable: str

    def cut(self) -> None:
        """What it sends arrives nowhere, and nobody tells it."""
        _ip("link", "set", self.cable, "down")

    def heal(self) -> None:
        """The cable is back."""
        _ip("link", "set", self.cable, "up")


@contextmanager
def hosts(folder: Path, base_url: str, count: int = 2) -> Iterator[list[Host]]:
    """So many hosts, on each of which the sandbox's port is relayed to it; skips where the machine
    lets none be made."""
    if os.name != "posix" or os.getuid() != 0 or shutil.which("ip") is None:
        pytest.skip("network namespaces need root and the program ip")
    port = urlsplit(base_url).port
    assert port
    gate = str(folder / "oto.sock")
    with ExitStack() as stack:
        _start(stack, (), gate, str(port))
        made = [_make(n, stack) for n in range(1, count + 1)]
        for host in made:
            _start(stack, host.prefix, str(port), gate)
        yield made


def relay(here: str, there: str) -> None:
    """Passes on, until killed, what comes to `here` to `there`: each a port of the host itself, or
    the path of a socket."""
    if here.isdigit():
        listener = socket.create_server(("127.0.0.1", int(here)))
    else:
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(here)
        listener.listen(64)
    print("listens", flush=True)
    while True:
        near, _address = listener.accept()
        far = socket.socket(socket.AF_INET if there.isdigit() else socket.AF_UNIX)
        far.connect(("127.0.0.1", int(there)) if there.isdigit() else there)
        for one, other in ((near, far), (far, near)):
            threading.Thread(target=_pass_on, args=(one, other), daemon=True).start()


def _start(stack: ExitStack, prefix: tuple[str, ...], here: str, there: str) -> None:
    words = [*prefix, sys.executable, "-c", RELAY, here, there]
    process = stack.enter_context(subprocess.Popen(words, stdout=subprocess.PIPE))
    stack.callback(process.kill)
    assert process.stdout is not None and process.stdout.readline()


def _make(number: int, stack: ExitStack) -> Host:
    # Of this process's own: other tests may make hosts, too.
    name = f"importer-{os.getpid()}-{number}"
    cable, end = f"im{os.getpid()}-{number}", f"ie{os.getpid()}-{number}"
    net = f"10.{os.getpid() // 250 % 250}.{os.getpid() % 250}.{number * 4}"
    first, second = (f"{net.rpartition('.')[0]}.{number * 4 + n}" for n in (1, 2))
    try:
        _ip("netns", "add", name)
    except subprocess.CalledProcessError:
        pytest.skip("this machine lets no network namespace be made")
    stack.callback(_ip, "netns", "delete", name)
    _ip("link", "add", cable, "type", "veth", "peer", "name", end, "netns", name)
    _ip("address", "add", f"{first}/30", "dev", cable)
    _ip("link", "set", cable, "up")
    _ip("-n", name, "address", "add", f"{second}/30", "dev", end)
    for device in (end, "lo"):
        _ip("-n", name, "link", "set", device, "up")
    return Host(name, ("ip", "netns", "exec", name), first, cable)


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    try:
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        source.close()
        target.close()
