"""What signals do to a process that writes its report."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WRITES = """
import sys
from importer.signals import until_written
with until_written():
    print("ready", flush=True)
    for line in sys.stdin:
        print(line.strip(), flush=True)
print("written", flush=True)
"""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="these signals are POSIX")


def start() -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-c", WRITES],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None and process.stdout.readline() == "ready\n"
    return process


def echo(process: "subprocess.Popen[str]", word: str) -> None:
    """Waits until the process has seen all that came before."""
    assert process.stdin is not None and process.stdout is not None
    process.stdin.write(f"{word}\n")
    process.stdin.flush()
    assert process.stdout.readline() == f"{word}\n"


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_report_is_written_to_its_end(name: str) -> None:
    """Two signals change nothing."""
    with start() as process:
        for word in ("one", "two"):
            process.send_signal(getattr(signal, name))
            echo(process, word)
        out, _ = process.communicate()
    assert (process.returncode, out) == (0, "written\n")


def test_whoever_insists_ends_the_process() -> None:
    """The third signal is obeyed: a report on a disk that hangs must not hold the terminal."""
    with start() as process:
        for word in ("one", "two"):
            process.send_signal(signal.SIGINT)
            echo(process, word)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 130
