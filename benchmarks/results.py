"""RESULTS.md: the lines as they were last measured, between two marks; the notes around stay."""

import os
import platform
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks.verdict import Verdict, table

PATH = Path(__file__).with_name("RESULTS.md")
_BEGIN, _END = "<!-- table -->", "<!-- end of table -->"
_LIBRARIES = ("pandas", "pandera", "numpy", "python-calamine", "openpyxl", "XlsxWriter", "httpx")


def write(verdicts: Iterable[Verdict]) -> None:
    """Puts machine, versions and lines in their place; lines not measured anew stay."""
    head, _, rest = PATH.read_text(encoding="utf-8").partition(_BEGIN)
    old, _, tail = rest.partition(_END)
    measured = {verdict.what: verdict.cells for verdict in verdicts}
    rows = {cells[0]: cells for cells in _rows(old)} | measured
    text = f"{head}{_BEGIN}\n{machine()}\n\n{table(rows.values())}\n{_END}{tail}"
    PATH.write_text(text, encoding="utf-8")


def _rows(text: str) -> Iterator[Sequence[str]]:
    """The cells of the lines of a table, without its head."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    for line in lines[2:]:
        yield [cell.strip() for cell in line.strip("|").split("|")]


def machine() -> str:
    """What the figures were measured on."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    versions = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    return (
        f"Measured on {datetime.now(UTC):%d %B %Y}: {platform.system()} {platform.machine()}, "
        f"{cores} cores, Python {platform.python_version()}; {versions}."
    )
