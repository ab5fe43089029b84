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
from tests import faulty_oto

ROOT = Path(__file__).parents[2]


STOPS = pytest.mark.parametrize("name", [signal.SIGINT, signal.SIGTERM])
POSIX = pytest.mark.skipif(os.name == "nt", reason="these signals are POSIX")
PLAIN = ("importer", "sandbox")
FAULTY = ("tests.faulty_oto",)


@contextmanager
def process(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`python -m ARGUMENTS`, and the first line that it prints."""
    command = [sys.executable, "-m", *arguments]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, text=True, **pipes) as child:
        assert child.stdout is not None
        try:
            yield child, child.stdout.readline().strip()
        finally:
            child.kill()


@POSIX
@STOPS
def test_the_command_serves_until_it_is_told_to_stop(name: signal.Signals) -> None:
    """`sandbox` prints its base URL first, and ends well and silently, its callers still there."""
    with process(*PLAIN) as (child, url), httpx.Client() as caller:
        assert caller.get(f"{url}/healthCheck").json() == {"status": "ok"}
        child.send_signal(name)
        out, err = child.communicate(timeout=10)
        assert (child.returncode, out, err) == (0, "", "")


@POSIX
@STOPS
def test_the_process_with_faults_stops_as_well(name: signal.Signals) -> None:
    """Its first line is its base URL, and it ends well and silently, even with a call waiting."""
    with process(*FAULTY) as (child, url):
        assert httpx.get(f"{url}/healthCheck").json() == {"status": "ok"}
        faulty_oto.Remote(url).script([{"fault": "hang", "path": "healthCheck", "seconds": 60}])
        with pytest.raises(httpx.ReadTimeout):
            httpx.get(f"{url}/healthCheck", timeout=0.1)
        child.send_signal(name)
        out, err = child.communicate(timeout=10)
        assert (child.returncode, out, err) == (0, "", "")


@pytest.mark.parametrize("command", [PLAIN, FAULTY])
def test_the_port_can_be_chosen(command: tuple[str, ...]) -> None:
    """A port that is asked for is served, and one that is taken is a usage error in a line."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
        with process(*command, "--port", port) as (child, _):
            _, err = child.communicate(timeout=10)
        assert child.returncode == 2
        assert "in use" in err and "Traceback" not in err
    with process(*command, "--port", port) as (_, url):
        assert url == f"http://127.0.0.1:{port}/rest/v2"


def test_the_command_has_no_faults_and_no_calls_of_its_own() -> None:
    """What the package serves is OTO's side only: nobody can look into it or give it a script."""
    with process(*PLAIN, "--script", "faults.json") as (child, _):
        assert child.wait(timeout=10) == 2
    with process(*PLAIN) as (_, url):
        for path in ("orders", "calls"):
            assert httpx.get(url.replace("/rest/v2", f"/sandbox/{path}")).status_code == 404


def test_the_process_takes_a_script(tmp_path: Path) -> None:
    """The same rules as in Python, in a JSON file."""
    script = tmp_path / "faults.json"
    script.write_text(json.dumps([{"fault": "html", "path": "healthCheck"}]))
    with process(*FAULTY, "--script", str(script)) as (_, url):
        assert httpx.get(f"{url}/healthCheck").status_code == 502


@pytest.mark.parametrize("content", ['[{"fault": "rain"}]', "rain"])
def test_a_script_that_cannot_be_ends_the_process(content: str, tmp_path: Path) -> None:
    """One line says what is wrong with it, and the exit code is that of a usage error."""
    script = tmp_path / "rain.json"
    script.write_text(content)
    with process(*FAULTY, "--script", str(script)) as (child, _):
        _, err = child.communicate(timeout=10)
    assert child.returncode == 2
    assert "rain" in err and "Traceback" not in err


def test_embedded_it_leaves_nothing_behind() -> None:
    """Neither a thread nor an open port, although a caller is still waiting."""
    before = threading.active_count()
    with faulty_oto.serve(script=[{"fault": "hang", "path": "*", "seconds": 60}]) as url:
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
