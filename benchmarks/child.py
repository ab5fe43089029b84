"""A command as a child process, and what it cost."""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
MERCHANT = Path(__file__).with_name("merchant")  # hides what only developers have installed


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process cost: `seconds` from start to exit, `cpu` seconds, `peak` memory in MB.

    `out` is what it printed, `code` its exit code.
    """

    seconds: float
    cpu: float
    peak: float
    out: str
    code: int


def python(*arguments: str, allowed: tuple[int, ...] = (0,), **settings: str) -> Cost:
    """Runs `python ARGUMENTS` to its end; raises RuntimeError when it exits with another code."""
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        started = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, *arguments],
            stdout=out,
            stderr=err,
            cwd=ROOT,
            env=environment(settings),
        )
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        code = process.returncode = os.waitstatus_to_exitcode(status)
        texts = [_read(stream) for stream in (out, err)]
    if code not in allowed:
        raise RuntimeError(f"python {' '.join(arguments)} ended with {code}\n{texts[1]}")
    return Cost(seconds, used.ru_utime + used.ru_stime, peak_mb(used), texts[0], code)


def peak_mb(used: resource.struct_rusage) -> float:
    """The most memory that was held at once."""
    return used.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


@contextmanager
def sandbox() -> Iterator[str]:
    """A sandbox that can be given faults, in a process of its own; gives its base URL."""
    command = [sys.executable, "-m", "tests.faulty_oto"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


@contextmanager
def importer_home() -> Iterator[Mapping[str, str]]:
    """An environment in which the importer knows nothing of earlier runs, nor of this machine."""
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        yield {
            "HOME": folder,
            "XDG_DATA_HOME": folder,
            "OTO_REPORT_DIR": str(Path(folder) / "reports"),
            "OTO_LEDGER": str(Path(folder) / "ledger.db"),
            "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        }


def environment(more: Mapping[str, str]) -> dict[str, str]:
    """The environment of a merchant's machine on which only `more` is set for the importer.

    There Python keeps what it compiled, which some developers' machines forbid.
    """
    ours = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("OTO_") and name != "PYTHONDONTWRITEBYTECODE"
    }
    return {**ours, "PYTHONPATH": os.pathsep.join(map(str, (MERCHANT, ROOT))), **more}


def _read(stream: "tempfile._TemporaryFileWrapper[str]") -> str:
    stream.seek(0)
    return stream.read()
