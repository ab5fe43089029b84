"""The page on her own machine: a file dropped until it is understood, a cell mended until it is
judged, and what scrolling costs; over HTTP, by the real server in a process of its own."""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from benchmarks import child
from benchmarks.kit import Kit
from benchmarks.verdict import Verdict, shown

_WEEK, _MENDED_IN = 1_000, 10_000  # rows: of a usual week, and of a large one
_TRIES = 20
_WINDOW = 100  # rows that the page asks for at once


def understood(kit: Kit) -> Iterator[Verdict]:
    """From the drop to what was understood, against the whole command line's `check`."""
    for rows in (_WEEK, kit.rows):
        file = kit.file("xlsx", rows)
        with _page() as page:
            _drop(page, kit.file("xlsx", _WEEK // 10))  # what is loaded once is loaded
            began = time.perf_counter()
            _drop(page, file)
            seconds = time.perf_counter() - began
        cost = kit.check(file)
        what = f"page: {rows:,} rows dropped to understood: check --offline"
        ours = f"{seconds:.2f} s"
        yield Verdict(what, ours, shown(cost), seconds / cost.seconds, 1.1)


def mended(kit: Kit) -> Iterator[Verdict]:
    """One cell typed until its new judgement is there."""
    rows = min(_MENDED_IN, kit.rows)
    with _page() as page:
        upload = _drop(page, kit.file("csv", rows, wrong=True))
        window = page.get(f"{upload}/rows", params={"only": "mend", "count": 1}).json()
        row, column = window["rows"][0]["row"], window["headers"][4]["column"]
        took = []
        for number in range(_TRIES):
            cell = {"row": row, "column": column, "text": f"055123{number:04}"}
            began = time.perf_counter()
            page.post(f"{upload}/mends", json={"cells": [cell]}).raise_for_status()
            took.append(time.perf_counter() - began)
    middle = statistics.median(took) * 1000
    yield Verdict(
        f"page: one cell of {rows:,} rows mended to judged", f"{middle:.0f} ms", "", middle, 100,
        unit="ms",
    )  # fmt: skip


def scrolled(kit: Kit) -> Iterator[Verdict]:
    """All rows looked at, a window after another: what the process grows by."""
    with _page() as page:
        upload = _drop(page, kit.file("csv", kit.rows, wrong=True))
        before = _memory(page)
        began, start, total = time.perf_counter(), 0, 1
        while start < total:
            window = page.get(f"{upload}/rows", params={"start": start, "count": _WINDOW}).json()
            start, total = start + _WINDOW, window["total"]
        each = (time.perf_counter() - began) / (total / _WINDOW) * 1000
        grown = _memory(page) - before
    what = f"page: {total:,} rows scrolled through"
    yield Verdict(f"{what}, a window", f"{each:.0f} ms", "", each, 100, unit="ms")
    yield Verdict(f"{what}, memory", f"{grown:.0f} MB", f"{before:.0f} MB", grown / before, 0.5)


class _Page(httpx.Client):
    """A browser that has the page's cookie; `process` is the program that serves it."""

    process: "subprocess.Popen[str]"


@contextmanager
def _page() -> Iterator[_Page]:
    with child.importer_home() as home:
        process = subprocess.Popen(
            [sys.executable, "-m", "importer", "web", "--no-browser"],
            cwd=child.ROOT,
            env=child.environment(home),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert process.stdout is not None
        try:
            address = httpx.URL(process.stdout.readline().strip())
            origin = f"http://{address.host}:{address.port}"
            with _Page(base_url=origin, headers={"Origin": origin}, timeout=600) as page:
                page.get(str(address), follow_redirects=True).raise_for_status()
                page.process = process
                yield page
        finally:
            process.terminate()
            process.wait()


def _drop(page: _Page, file: Path) -> str:
    """Drops the file and waits until it is understood; gives the address of what came of it."""
    name = {"X-File-Name": file.name}
    made: dict[str, Any] = page.post("/uploads", content=file.read_bytes(), headers=name).json()
    upload = f"/uploads/{made['id']}"
    with page.stream("GET", f"{upload}/events") as events:
        for line in events.iter_lines():
            if line.startswith("data: "):
                news = json.loads(line.removeprefix("data: "))
                if news["busy"] is None and news["version"] > 1:
                    return upload
    raise AssertionError("the page went away")


def _memory(page: _Page) -> float:
    """The process's memory in MB."""
    status = Path(f"/proc/{page.process.pid}/status").read_text(encoding="ascii")
    (line,) = (line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024
