"""The page as its merchant has it: the program in a process of its own, and who asks it."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from tests.cli.test_runs import ROOT, TOKEN, Merchant

HEAD = "orderId,payment_method,amount,currency,customer.name,customer.mobile,customer.country,"
HEAD += "customer.city,customer.address,item.sku,item.quantity\n"


def line(order_id: str, mobile: str = "0551234567", name: str = "Noura") -> str:
    """One order of one row."""
    return f"{order_id},cod,10,SAR,{name},{mobile},SA,Riyadh,Street 1,sku,1\n"


class Program:
    """`importer web` of that merchant; `address` is good for one visit."""

    def __init__(self, merchant: Merchant, *options: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "importer", "web", "--no-browser", *options],
            cwd=merchant.folder,
            env=merchant.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self._clients: list[httpx.Client] = []
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().strip()
        self.origin = self.address.partition("/?")[0]

    def visitor(self) -> httpx.Client:
        """Somebody who came by the address, and has the cookie."""
        client = httpx.Client(base_url=self.origin, headers={"Origin": self.origin}, timeout=60)
        self._clients.append(client)
        assert client.get(self.address).status_code == 303
        return client

    def close(self) -> None:
        """Leaves nothing behind, however it ended."""
        for client in self._clients:
            client.close()
        self.process.kill()
        for stream in (self.process.stdout, self.process.stderr):
            if stream is not None:
                stream.close()
        self.process.wait()

    def end(self) -> tuple[int, str]:
        """Ctrl-C; gives the exit code and all that was said."""
        self.process.send_signal(2)
        out, err = self.process.communicate(timeout=60)
        assert "Traceback" not in out + err and TOKEN not in out + err
        return self.process.returncode, out + err


@contextmanager
def program(merchant: Merchant, *options: str) -> Iterator[Program]:
    """The running program; it is ended however the test ends."""
    running = Program(merchant, *options)
    try:
        yield running
    finally:
        running.close()


@contextmanager
def at_work(merchant: Merchant) -> Iterator["subprocess.Popen[str]"]:
    """A worker beside her page."""
    worker = merchant.start("worker")
    try:
        yield worker
    finally:
        worker.kill()
        worker.communicate(timeout=30)


class File:
    """One file that was dropped, as a page sees it."""

    def __init__(self, client: httpx.Client, upload_id: str) -> None:
        self.client, self.path = client, f"/uploads/{upload_id}"

    @classmethod
    def dropped(cls, client: httpx.Client, name: str, text: str) -> "File":
        """Drops it, and waits until it is understood."""
        headers = {"X-File-Name": name}
        made = client.post("/uploads", content=text.encode(), headers=headers)
        assert made.status_code == 201
        return cls(client, made.json()["id"]).judged()

    def judged(self) -> "File":
        """The same, when nothing of it is under way."""
        self.until(lambda news: news["busy"] is None and news["version"] > 1)
        return self

    def until(self, holds: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Listens to its events until one is so."""
        with self.client.stream("GET", f"{self.path}/events") as events:
            for text in events.iter_lines():
                if text.startswith("data: ") and holds(news := json.loads(text[6:])):
                    return dict(news)
        raise AssertionError("the page went away")

    def state(self) -> dict[str, Any]:
        """All that its page shows."""
        return dict(self.client.get(f"{self.path}/state").json())

    def rows(self, only: str = "all") -> list[dict[str, Any]]:
        """Its rows."""
        answer = self.client.get(f"{self.path}/rows", params={"count": 500, "only": only}).json()
        return list(answer["rows"])

    def mend(self, *cells: tuple[int, int, str]) -> dict[str, Any]:
        """Types into its cells."""
        said = [{"row": row, "column": column, "text": text} for row, column, text in cells]
        answer = self.client.post(f"{self.path}/mends", json={"cells": said})
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def begin(self) -> None:
        """Begins to send what is shown."""
        said = {"version": self.judged().state()["version"]}
        answer = self.client.post(f"{self.path}/send", json=said)
        assert answer.status_code == 202, answer.text

    def send(self) -> dict[str, Any]:
        """Sends what is shown, to the end; gives what became of it."""
        self.begin()
        self.until(lambda news: bool(news["run"]) and news["run"]["state"] == "done")
        return self.judged().state()


def names_in(folder: Path, text: str) -> list[Path]:
    """The files below the folder that hold the text."""
    found = (each for each in folder.rglob("*") if each.is_file())
    return [each for each in found if text.encode() in each.read_bytes()]


__all__ = ["HEAD", "ROOT", "File", "Program", "at_work", "line", "names_in", "program"]
