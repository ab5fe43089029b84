"""What a terminal shows: nothing that a cell, a file's name or OTO says is obeyed by it."""

import io
import sys
from pathlib import Path

import pytest
from rich.table import Table
from rich.text import Text

from importer.cli import console
from importer.cli.console import Screen
from importer.cli.terminal import Terminal
from tests.cli.test_runs import EXAMPLE, Merchant, oto  # noqa: F401 (a fixture)

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
