"""The sandbox as a process of its own, and embedded in a thread."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from importer import sandbox

ROOT = Path(__file__).parents[2]


@contextmanager
def process(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    command = [sys.executable, "-m", "importer.sandbox", *arguments]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, text=True, **pipes) as child:
        assert child.stdout is not None
        try:
            yield child, child.stdout.readline().strip()
        finally:
            child.kill()


@pytest.mark.skipif(os.name == "nt", reason="these signals are POSIX")
@pytest.mark.parametrize("name", [signal.SIGINT, signal.SIGTERM])
def test_the_process_serves_until_it_is_told_to_stop(name: signal.Signals) -> None:
    """Its first line is its base URL, and it ends well and silently, even with a call waiting."""
    with process() as (child, url):
        assert httpx.get(f"{url}/healthCheck").json() == {"status": "ok"}
        sandbox.Remote(url).script([{"fault": "hang", "path": "healthCheck", "seconds": 60}])
        with pytest.raises(httpx.ReadTimeout):
            httpx.get(f"{url}/healthCheck", timeout=0.1)
        child.send_signal(name)
        out, err = child.communicate(timeout=10)
        assert (child.returncode, out, err) == (0, "", "")


def test_the_process_takes_a_script(tmp_path: Path) -> None:
    """The same rules as in Python, in a JSON file."""
    script = tmp_path / "faults.json"
    script.write_text(json.dumps([{"fault": "html", "path": "healthCheck"}]))
    with process("--script", str(script)) as (_, url):
        assert httpx.get(f"{url}/healthCheck").status_code == 502


def test_a_script_that_cannot_be_ends_the_process(tmp_path: Path) -> None:
    """One line says what is wrong with it, and the exit code is that of a usage error."""
    script = tmp_path / "faults.json"
    script.write_text('[{"fault": "rain"}]')
    with process("--script", str(script)) as (child, _):
        _, err = child.communicate(timeout=10)
    assert child.returncode == 2
    assert "rain" in err and "Traceback" not in err


def test_embedded_it_leaves_nothing_behind() -> None:
    """Neither a thread nor an open port, although a caller is still waiting."""
    before = threading.active_count()
    with sandbox.serve(script=[{"fault": "hang", "path": "*", "seconds": 60}]) as url:
        with pytest.raises(httpx.ReadTimeout):
            httpx.get(f"{url}/healthCheck", timeout=0.1)
        began = time.monotonic()
    assert time.monotonic() - began < 5
    assert threading.active_count() == before
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{url}/healthCheck")


def test_a_port_that_is_taken_is_an_error() -> None:
    """It is said at once, and not somewhere in a thread."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(OSError, match="in use"), sandbox.serve(port=port):
            pass
