"""Every command that is printed runs as it stands: pasted into a shell, in a folder of any name."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.test_runs import HEAD, ROOT, Merchant, line, oto

__all__ = ["oto"]


@pytest.fixture
def merchant(tmp_path: Path, oto: str) -> Merchant:
    folder = tmp_path / "طلبات week 48 (it's new)"
    folder.mkdir()
    return Merchant(folder, oto)


def commands_in(text: str) -> list[str]:
    """The command lines among the lines of the text."""
    lines = (line.strip() for line in text.splitlines())
    return [
        line for line in lines if re.match(r"\S*(?:python|oto-importer)\S*( -m importer)? ", line)
    ]


def pasted(merchant: Merchant, command: str) -> "subprocess.CompletedProcess[str]":
    """What a shell makes of the command, in the merchant's folder."""
    return subprocess.run(
        ["sh", "-c", command],
        cwd=merchant.folder,
        env=merchant.environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("path", [None, "/usr/bin:/bin"], ids=["python in PATH", "not in PATH"])
def test_the_commands_of_a_check_and_a_run_work_as_printed(
    merchant: Merchant, path: str | None
) -> None:
    """Whether the shell knows this Python or not; with every option that the file needs."""
    if path is not None:
        merchant.environment["PATH"] = path
    file = merchant.folder / "it's the week.csv"
    head = HEAD.replace("currency,", "").replace("amount", "Wert").replace("customer.city", "Ort 1")
    rows = [line(f"A-{n}", "1,250").replace("SAR,", "").replace("1,250", '"1,250"') for n in (1, 2)]
    bad = line("B-1", "1,250", mobile="12").replace("SAR,", "").replace("1,250", '"1,250"')
    file.write_text(head + "".join([*rows, bad]), encoding="utf-8")
    said = ["--map", "Wert=amount", "--map", "G=customer.city", "--set", "currency=SAR",
            "--decimal", "point", "--encoding", "utf-8"]  # fmt: skip
    code, out, err = merchant.runs("check", file.name, *said, "--lang", "en")
    assert code == 1, out + err
    of_report, of_file = commands_in(out)
    assert pasted(merchant, of_file).returncode == 1
    done = pasted(merchant, of_report)
    assert "1  invalid" in done.stdout, done.stdout + done.stderr
    book = load_workbook(next((merchant.folder / "reports").glob("*.xlsx")))
    in_book = [
        command
        for sheet in book
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if isinstance(cell, str)
        for command in commands_in(cell)
    ]
    assert in_book
    for command in in_book:
        assert pasted(merchant, command).returncode in (0, 1), command


def test_the_profile_of_a_run_is_part_of_its_commands(merchant: Merchant) -> None:
    """A report that was read by a profile of her own is run with it."""
    (merchant.folder / "my shop.toml").write_text(
        '[columns]\n"No" = "orderId"\n"Wert" = "amount"\n', encoding="utf-8"
    )
    file = merchant.folder / "week.csv"
    head = HEAD.replace("amount", "Wert").replace("orderId", "No")
    file.write_text(head + line("A") + line("B", mobile="12"), encoding="utf-8")
    code, out, err = merchant.runs(file.name, "--profile", "my shop.toml", "--yes", "--lang", "en")
    assert code == 1, out + err
    (command,) = commands_in(out)
    done = pasted(merchant, command)
    assert "0 of 1 orders" in done.stdout and "1  invalid" in done.stdout


def test_help_and_messages_name_the_program_that_runs_here(merchant: Merchant) -> None:
    """Where the shell does not know this Python, its whole path is printed."""
    merchant.environment["PATH"] = "/usr/bin:/bin"
    _, out, _ = merchant.runs("--help")
    assert f"{sys.executable} -m importer check orders.xlsx" in out
    script = Path(sys.executable).with_name("oto-importer")
    if not script.exists():
        pytest.skip("the package is not installed")
    environment = {**merchant.environment, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [script, "--help"], env=environment, capture_output=True, text=True, check=False
    )
    assert f"{script} check orders.xlsx" in done.stdout
    environment["PATH"] = f"{script.parent}{os.pathsep}{environment['PATH']}"
    done = subprocess.run(
        [script, "--help"], env=environment, capture_output=True, text=True, check=False
    )
    assert "oto-importer check orders.xlsx" in done.stdout
    assert f"{script} check" not in done.stdout
