"""What a terminal shows: nothing that a cell, a file's name or OTO says is obeyed by it."""

import io
import os
import pty
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from importer.cli import console
from importer.cli.console import Screen
from importer.cli.terminal import Terminal
from tests.cli.test_runs import EXAMPLE, HEAD, Merchant, line, oto  # noqa: F401 (a fixture)

TITLE, CLEAR, BELL = "\x1b]0;owned\x07", "\x1b[2J", "\x9b2J"


@pytest.mark.parametrize("command", [TITLE, CLEAR, BELL, "\x07", "\u202e"])
def test_a_text_is_shown_and_not_obeyed(command: str) -> None:
    """In a line and in a table, on a terminal: what the terminal obeys is gone, the words stay."""
    shown = io.StringIO()
    terminal = Terminal(file=shown, force_terminal=True, width=80)
    table = Table("head")
    table.add_row(Text(f"cell{command}cell"))
    terminal.print(Text(f"line{command}line", style="bold"))
    terminal.print(table)
    assert command not in shown.getvalue()
    assert "line" in shown.getvalue() and "cell" in shown.getvalue()


def test_a_file_s_name_is_obeyed_by_no_command(
    merchant_with_a_name: tuple[Merchant, str],
) -> None:
    """A run, its report's path and the history: a hostile name reaches none of them as it is."""
    merchant, name = merchant_with_a_name
    for arguments in (["check", name], [name], ["history"]):
        _, out, err = merchant.runs(*arguments)
        assert "\x1b" not in out + err and "week" in out


@pytest.fixture
def merchant_with_a_name(
    tmp_path_factory: pytest.TempPathFactory,
    oto: str,  # noqa: F811
) -> tuple[Merchant, str]:
    """A merchant whose file's name would clear the screen."""
    folder = tmp_path_factory.mktemp("hostile")
    name = f"week{CLEAR}.xlsx"
    (folder / name).write_bytes(EXAMPLE.read_bytes())
    return Merchant(folder, oto), name


@pytest.mark.parametrize("columns", ["40", "80", "300"])
def test_a_narrow_terminal_cuts_no_number(tmp_path: Path, oto: str, columns: str) -> None:  # noqa: F811
    """The runs, and the orders of one: what does not fit side by side stands below one another."""
    name, order_id = f"{'orders of the shop ' * 3}.csv", "ORDER-OF-THE-SHOP-20261126-000000001"
    (tmp_path / name).write_text(HEAD + line(order_id), encoding="utf-8")
    merchant = Merchant(tmp_path, oto)
    merchant.environment |= {"COLUMNS": columns, "TERM": "xterm"}
    assert merchant.runs(name, "--yes")[0] == 0
    shown = on_a_terminal(merchant, "history")
    run_id = re.search(r"\d{8}-\d{6}-\w{16}\b", shown)
    assert run_id is not None and name in shown
    assert order_id in on_a_terminal(merchant, "history", run_id[0])


def on_a_terminal(merchant: Merchant, *arguments: str, code: int = 0) -> str:
    """What the command, which ends with `code`, shows on a terminal of its own."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "importer", *arguments]
    process = subprocess.Popen(
        command, cwd=merchant.folder, env=merchant.environment, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    shown = b""
    with suppress(OSError):  # the end of what a terminal shows
        while chunk := os.read(ours, 4096):
            shown += chunk
    os.close(ours)
    assert process.wait(timeout=60) == code
    return shown.decode("utf-8")


def test_a_wait_is_counted_down(monkeypatch: pytest.MonkeyPatch) -> None:
    """Below the bar, for as long as it lasts; without a terminal it is one line."""
    shown = io.StringIO()
    monkeypatch.setattr(shown, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stderr", shown)
    monkeypatch.setenv("TERM", "xterm")
    now = 100.0
    monkeypatch.setattr(console, "monotonic", lambda: now)
    with Screen(Path("week.csv"), "en") as screen:
        screen.sending(5)
        screen.waiting(8.0, "oto_unreachable")
        for now in (100.5, 107.5, 108.5):  # noqa: B007 (read by the clock)
            screen._progress.refresh()
    text = shown.getvalue()
    assert "trying again in 8 s" in text and "trying again in 1 s" in text
    assert "OTO cannot be reached" not in text.rpartition("trying again in 1 s")[2]
    plain = io.StringIO()
    monkeypatch.setattr(sys, "stderr", plain)
    with Screen(Path("week.csv"), "en") as screen:
        screen.sending(5)
        screen.waiting(8.0, "oto_unreachable")
    assert plain.getvalue() == "OTO cannot be reached: trying again in 8 s\n"


SENTENCES = (
    "  2 × No column holds “Currency”, and every order needs it. Say it with "
    '--set "currency=SAR all of them" or with --map "Header of mine=currency".',
    "Make room on the disk; then `python -m importer history` tells what was sent, and when.",
    "  python -m importer 'a folder/with a name/longer than the/terminal is wide.xlsx' --yes",
    "لم يُرسل أي طلب: افتح الورقة وصحّح الخلايا الحمراء ثم احفظ الملف وشغّل الأمر من جديد من فضلك",
    "Onu söyleyin ve sonra bu komutu yeniden çalıştırın lütfen, hepsi bu kadar [e/H] ",
)


@pytest.mark.parametrize("text", SENTENCES)
@pytest.mark.parametrize("width", [40, 80])
def test_words_are_wrapped_and_no_command_is_broken(text: str, width: int) -> None:
    """Lines end between words, within the terminal; nothing is lost, and whatever is to be copied
    stands on one line."""
    shown = io.StringIO()
    Terminal(file=shown, force_terminal=True, color_system=None, width=width).print(Text(text))
    lines = shown.getvalue().removesuffix("\n").split("\n")
    assert " ".join(line.strip(" ") for line in lines) == text.strip(" ")
    for command in ('--set "currency=SAR all of them"', "`python -m importer history`"):
        assert (command in text) == any(command in line for line in lines)
    wide = [line for line in lines if cell_len(line) > width]
    assert all("python -m" in line for line in wide) and (not wide or len(lines) == 1)


def test_a_path_stays_whole_and_so_does_what_is_no_terminal(tmp_path: Path) -> None:
    """Programs read whole lines; a path with spaces can be copied."""
    text = "words " * 40
    for settings in ({"force_terminal": False}, {"force_terminal": True, "no_wrap": True}):
        no_wrap = settings.pop("no_wrap", None)
        shown = io.StringIO()
        Terminal(file=shown, width=80, **settings).print(Text(text, no_wrap=no_wrap))
        assert shown.getvalue().count("\n") == 1
