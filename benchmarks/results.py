"""RESULTS.md: the table of the last full run, between two marks; the notes around it stay."""

import os
import platform
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks.verdict import Verdict, table

PATH = Path(__file__).with_name("RESULTS.md")
_BEGIN, _END = "<!-- table -->", "<!-- end of table -->"
_LIBRARIES = ("pandas", "pandera", "numpy", "python-calamine", "openpyxl", "XlsxWriter", "httpx")


def write(verdicts: Iterable[Verdict]) -> None:
    """Puts machine, versions and table in their place."""
    head, _, rest = PATH.read_text(encoding="utf-8").partition(_BEGIN)
    _, _, tail = rest.partition(_END)
    text = f"{head}{_BEGIN}\n{machine()}\n\n{table(verdicts)}\n{_END}{tail}"
    PATH.write_text(text, encoding="utf-8")


def machine() -> str:
    """What the figures were measured on."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    versions = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    return (
        f"Measured on {datetime.now(UTC):%d %B %Y}: {platform.system()} {platform.machine()}, "
        f"{cores} cores, Python {platform.python_version()}; {versions}."
    )
