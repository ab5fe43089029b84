"""Whole runs by real child processes against a real sandbox."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest
from openpyxl import load_workbook

from tests import faulty_oto as sandbox

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "templates" / "example-orders.xlsx"
MISTAKES = ROOT / "templates" / "example-with-mistakes.xlsx"
TOKEN = "a-token-nobody-may-see"
# Where the shell finds the Python that the tests run with.
WITH_PYTHON = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
HEAD = "orderId,payment_method,amount,currency,customer.name,customer.mobile,customer.country,"
HEAD += "customer.city,customer.address,item.sku,item.quantity\n"


def line(order_id: str, amount: str = "10", mobile: str = "0551234567") -> str:
    return f"{order_id},cod,{amount},SAR,Noura,{mobile},SA,Riyadh,Street 1,sku,1\n"


@pytest.fixture
def oto() -> Iterator[str]:
    with sandbox.serve() as base_url:
        yield base_url


class Merchant:
    """Somebody at a command line, in a folder of her own."""

    def __init__(self, folder: Path, base_url: str | None = None) -> None:
        self.folder = folder
        self.prefix: tuple[str, ...] = ()  # of every command: the host that it runs on
        home = {"HOME": str(folder), "XDG_DATA_HOME": str(folder / "data"), "PATH": WITH_PYTHON}
        kept = {name: value for name, value in os.environ.items() if not name.startswith("OTO_")}
        self.environment = {**kept, **home, "PYTHONPATH": str(ROOT), "OTO_RATE": "200",
                            "LC_ALL": "C.UTF-8",
                            "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}  # fmt: skip
        if base_url:
            self.environment |= {"OTO_BASE_URL": base_url, "OTO_REFRESH_TOKEN": TOKEN}

    def start(
        self, *arguments: object, stdin: IO[str] | int = subprocess.DEVNULL
    ) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [*self.prefix, sys.executable, "-m", "importer", *map(str, arguments)],
            cwd=self.folder,
            env=self.environment,
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def runs(
        self, *arguments: object, stdin: IO[str] | int = subprocess.DEVNULL
    ) -> tuple[int, str, str]:
        process = self.start(*arguments, stdin=stdin)
        out, err = process.communicate(timeout=60)
        assert "Traceback" not in out + err
        assert TOKEN not in out + err
        return process.returncode, out, err

    def summary(self, *arguments: object) -> tuple[int, dict[str, object]]:
        code, out, err = self.runs(*arguments, "--json")
        assert out, err
        told = json.loads(out)
        return code, {**told, "report": str(self.folder / told["report"])}


def results(report: object) -> list[dict[str, object]]:
    sheet = load_workbook(str(report))["Results"]
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def test_the_example_goes_through_and_a_second_run_sends_nothing(tmp_path: Path, oto: str) -> None:
    """Every order is created once; the same file again finds all of them and posts none."""
    merchant = Merchant(tmp_path, oto)
    code, first = merchant.summary(EXAMPLE)
    assert (code, first["orders"], first["created"]) == (0, 25, 25)
    posted = len(sandbox.Remote(oto).orders())
    code, again = merchant.summary(EXAMPLE)
    assert (code, again["already_created"], again["created"]) == (0, 25, 0)
    assert len(sandbox.Remote(oto).orders()) == posted == 25
    ids = {row["orderId"]: row["otoId"] for row in results(first["report"])}
    assert ids == {row["orderId"]: row["otoId"] for row in results(again["report"])}


def test_the_summary_has_the_keys_that_other_programs_read(tmp_path: Path, oto: str) -> None:
    """The JSON summary is the contract's, alone on stdout, and its statuses add up."""
    code, told = Merchant(tmp_path, oto).summary(EXAMPLE)
    assert code == 0
    statuses = ["created", "already_created", "conflict", "rejected", "invalid", "unconfirmed",
                "not_sent"]  # fmt: skip
    assert {"file", "report", "rows", "orders", *statuses, "warnings", "seconds"} <= set(told)
    assert sum(int(str(told[status])) for status in statuses) == told["orders"]


def test_a_mended_report_is_the_next_run(tmp_path: Path, oto: str) -> None:
    """What is mended in "To fix" is sent by running the report, and nothing else is sent."""
    file = tmp_path / "week.csv"
    file.write_text(HEAD + line("A") + line("B", mobile="12") + line("C"), encoding="utf-8")
    merchant = Merchant(tmp_path, oto)
    code, told = merchant.summary(file)
    assert (code, told["created"], told["invalid"]) == (1, 2, 1)
    workbook = load_workbook(str(told["report"]))
    sheet = workbook["To fix"]
    headers = [cell.value for cell in sheet[1]]
    sheet.cell(2, headers.index("customer.mobile") + 1, "0559876543")
    workbook.save(str(told["report"]))
    code, told = merchant.summary(told["report"])
    assert (code, told["orders"], told["created"]) == (0, 1, 1)
    assert {row["orderId"] for row in results(told["report"])} == {"B"}


def test_a_report_that_lost_a_column_still_runs(tmp_path: Path, oto: str) -> None:
    """A column that she cut out of "To fix" is no longer asked for; the rest is as it was."""
    file = tmp_path / "week.csv"
    head, row = HEAD.replace("\n", ",Colour\n"), line("A", mobile="12").replace("\n", ",red\n")
    file.write_text(head + row, encoding="utf-8")
    merchant = Merchant(tmp_path, oto)
    _, told = merchant.summary(file, "--map", "Colour=shippingNotes")
    workbook = load_workbook(str(told["report"]))
    sheet = workbook["To fix"]
    headers = [cell.value for cell in sheet[1]]
    sheet.cell(2, headers.index("customer.mobile") + 1, "0559876543")
    sheet.delete_cols(headers.index("Colour") + 1)
    workbook.save(str(told["report"]))
    code, told = merchant.summary(told["report"])
    assert (code, told["created"]) == (0, 1)


def test_what_was_settled_once_counts_in_every_report_of_a_report(tmp_path: Path, oto: str) -> None:
    """--dates, said in the first run, is known to the report of the report, too."""
    file = tmp_path / "week.csv"
    head = HEAD.replace("\n", ",orderDate\n")
    file.write_text(head + line("A", mobile="12").replace("\n", ",03/04/2026\n"), encoding="utf-8")
    merchant = Merchant(tmp_path, oto)
    _, told = merchant.summary(file, "--dates", "day")
    for _ in range(2):
        _, told = merchant.summary(told["report"])
        (row,) = results(told["report"])
        assert row["errorCode"] == "phone_too_short"
        assert "--dates" not in str(row["error"])


def test_every_mistake_of_the_example_is_told_at_once_and_nothing_is_sent(tmp_path: Path) -> None:
    """A check names each planted mistake and sends nothing; its exit code is 1."""
    code, told = Merchant(tmp_path).summary("check", MISTAKES, "--sandbox")
    assert code == 1
    assert int(str(told["invalid"])) + int(str(told["valid"])) == told["orders"]
    bad = [row for row in results(told["report"]) if row["status"] == "invalid"]
    assert all(row["error"] and row["fix"] for row in bad)


def test_without_a_token_the_cure_is_told(tmp_path: Path) -> None:
    """Exit 3, and where the token is found."""
    code, _, err = Merchant(tmp_path).runs(EXAMPLE)
    assert code == 3
    assert "OTO_REFRESH_TOKEN" in err
    assert "--sandbox" in err


def test_a_refused_token_ends_with_3_and_a_report(tmp_path: Path, oto: str) -> None:
    """Nothing was sent, every order says so, and the token is in no file that was written."""
    sandbox.Remote(oto).script([{"fault": "refuse", "path": "refreshToken", "status": 401}])
    merchant = Merchant(tmp_path, oto)
    code, told = merchant.summary(EXAMPLE)
    assert (code, told["not_sent"]) == (3, 25)
    for path in tmp_path.rglob("*"):
        assert path.is_dir() or TOKEN.encode() not in path.read_bytes()


def test_a_host_that_is_not_there_ends_with_3(tmp_path: Path) -> None:
    """A connection that never opens sends nothing; the code says set-up."""
    code, told = Merchant(tmp_path, "http://127.0.0.1:9/rest/v2").summary(EXAMPLE)
    assert (code, told["not_sent"]) == (3, 25)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["missing.xlsx", "--sandbox"], "missing.xlsx"),
     (["--bogus", "x.csv"], "--bogus"),
     (["x.csv", "--map", "nothing", "--sandbox"], "--map"),
     (["x.csv", "--rate", "0", "--sandbox"], "OTO_RATE"),
     (["x.csv", "--dates", "year"], "--dates")],
)  # fmt: skip
def test_a_wrong_call_ends_with_2(tmp_path: Path, arguments: list[str], said: str) -> None:
    """Options and files that cannot be are named, with exit code 2."""
    (tmp_path / "x.csv").write_text(HEAD + line("A"), encoding="utf-8")
    code, _, err = Merchant(tmp_path).runs(*arguments)
    assert code == 2
    assert said in err


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_lands_what_is_in_flight_and_writes_the_report(
    tmp_path: Path, oto: str, name: str
) -> None:
    """After Ctrl-C, or when the terminal is closed, the run ends with 130, says what was sent, and
    the next run does the rest."""
    file = tmp_path / "week.csv"
    file.write_text(HEAD + "".join(line(f"A{n}") for n in range(40)), encoding="utf-8")
    merchant = Merchant(tmp_path, oto)
    process = merchant.start(file, "--json", "--rate", "20")
    first_call = threading.Event()
    threading.Thread(target=_await_order, args=(oto, first_call), daemon=True).start()
    assert first_call.wait(30)
    process.send_signal(getattr(signal, name))
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    told = json.loads(out)
    assert told["created"] == len(sandbox.Remote(oto).orders())
    assert told["created"] + told["not_sent"] == 40
    code, rest = merchant.summary(file)
    assert (code, rest["already_created"], rest["created"]) == (
        0,
        told["created"],
        told["not_sent"],
    )
    assert len(sandbox.Remote(oto).orders()) == 40


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
@pytest.mark.parametrize("command", [(), ("check",)])
def test_a_program_is_told_of_an_interruption_before_anything_was_sent(
    tmp_path: Path, oto: str, name: str, command: tuple[str, ...]
) -> None:
    """Once the token is there OTO keeps it waiting: 130, and one JSON document that says so."""
    sandbox.Remote(oto).script([{"fault": "hang", "path": "accountInfo", "seconds": 30}])
    file = tmp_path / "week.csv"
    file.write_text(HEAD + line("A"), encoding="utf-8")
    process = Merchant(tmp_path, oto).start(*command, file, "--json")
    asked = threading.Event()
    threading.Thread(target=_await_call, args=(oto, asked), daemon=True).start()
    assert asked.wait(30)
    process.send_signal(getattr(signal, name))
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert "Traceback" not in err
    error = json.loads(out)["error"]
    assert error["code"] == "interrupted" and set(error) == {"code", "message", "cure"}


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_a_long_check_of_a_file_is_interrupted_at_once(tmp_path: Path, name: str) -> None:
    """While the file itself is read and judged, with no answer to wait for."""
    file = tmp_path / "year.csv"
    file.write_text(HEAD + "".join(line(f"A{n}") for n in range(300_000)), encoding="utf-8")
    process = Merchant(tmp_path).start("check", file, "--offline", "--json", "-v")
    assert process.stderr is not None
    while "read" not in process.stderr.readline():
        assert process.poll() is None
    process.send_signal(getattr(signal, name))
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert json.loads(out)["error"]["code"] == "interrupted"
    assert not (tmp_path / "reports").exists()


def _await_call(base_url: str, seen: threading.Event) -> None:
    remote = sandbox.Remote(base_url)
    while not remote.calls("refreshToken"):
        seen.wait(0.02)
    seen.set()


def _await_order(base_url: str, seen: threading.Event) -> None:
    remote = sandbox.Remote(base_url)
    while not remote.orders():
        seen.wait(0.02)
    seen.set()


def test_a_killed_run_can_be_reported_and_finished(tmp_path: Path, oto: str) -> None:
    """After kill -9 the ledger knows the run, its report can be written, and a re-run ends it."""
    file = tmp_path / "week.csv"
    file.write_text(HEAD + "".join(line(f"A{n}") for n in range(30)), encoding="utf-8")
    merchant = Merchant(tmp_path, oto)
    process = merchant.start(file, "--rate", "20")
    seen = threading.Event()
    threading.Thread(target=_await_order, args=(oto, seen), daemon=True).start()
    assert seen.wait(30)
    process.kill()
    process.communicate()
    code, listed, _ = merchant.runs("history")
    assert code == 0
    (run_id,) = re.findall(r"\d{8}-\d{6}-\w+", listed)
    for source in (("--file", file), ()):
        if not source:
            file.rename(tmp_path / "moved.csv")
        code, path, err = merchant.runs("history", run_id, "--report", *source)
        assert code == 0, err
        told = results(tmp_path / path.strip())
        assert len(told) == 30 if source else told
    code, end = merchant.summary(tmp_path / "moved.csv")
    assert code == 0
    assert int(str(end["created"])) + int(str(end["already_created"])) == 30
    assert len(sandbox.Remote(oto).orders()) == 30


def test_the_doctor_names_what_is_missing_and_its_cure(tmp_path: Path, oto: str) -> None:
    """All well is 0; without a token it is 3 and the cure stands below."""
    code, out, _ = Merchant(tmp_path, oto).runs("doctor")
    assert code == 0, out
    merchant = Merchant(tmp_path, oto)
    del merchant.environment["OTO_REFRESH_TOKEN"]
    code, out, _ = merchant.runs("doctor")
    assert code == 3
    assert "dashboard" in out


@pytest.mark.parametrize("command", [(), ("check",)])
def test_a_ledger_that_was_set_aside_is_told_of(
    tmp_path: Path, oto: str, command: tuple[str, ...]
) -> None:
    """A ledger that is damaged is kept beside the new one, and the screen says where."""
    merchant = Merchant(tmp_path, oto)
    ledger = tmp_path / "ledger.db"
    damaged = b"SQLite format 3\x00" + b"\xff" * 52 + b"OTOI" + b"\xff" * 5000
    ledger.write_bytes(damaged)
    merchant.environment["OTO_LEDGER"] = str(ledger)
    code, out, err = merchant.runs(*command, EXAMPLE, "--lang", "en")
    (aside,) = tmp_path.glob("ledger.db.set-aside-*")
    assert code == 0, err
    assert str(aside) in out
    assert aside.read_bytes() == damaged
