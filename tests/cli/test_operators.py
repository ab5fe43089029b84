"""`importer operators` by real processes: what is kept, and what is refused in words."""

import os
import pty
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from tests.cli.test_runs import Merchant

PASSWORD = "correct horse battery"


def tell(merchant: Merchant, typed: str, *arguments: str) -> tuple[int, str]:
    """What the command says in English to what was typed, and its exit code."""
    file = merchant.folder / "typed"
    file.write_text(typed, encoding="utf-8")
    with file.open(encoding="utf-8") as stdin:
        code, out, err = merchant.runs("operators", *arguments, "--lang", "en", stdin=stdin)
    assert PASSWORD not in out + err
    return code, out + err


def test_operators_are_added_changed_listed_and_removed(tmp_path: Path) -> None:
    """Each command says what it did, and the audit has it."""
    merchant = Merchant(tmp_path)
    assert "Nobody may use" in tell(merchant, "", "list")[1]
    assert tell(merchant, PASSWORD, "add", "Noura", "--all-accounts", "--admin")[0] == 0
    assert "is added" in tell(merchant, "", "add", "omar", "--all-accounts", "--proxy")[1]
    assert "was known" in tell(merchant, PASSWORD, "add", "omar", "--all-accounts")[1]
    assert "another password" in tell(merchant, f"{PASSWORD}!\n", "password", "NOURA")[1]
    code, listed = tell(merchant, "", "list")
    assert code == 0 and listed.splitlines()[1].split()[:4] == ["noura", "all", "password", "yes"]
    assert "removed" in tell(merchant, "", "remove", "noura")[1]
    assert "noura" not in tell(merchant, "")[1]
    done = tell(merchant, "", "audit")[1].splitlines()
    assert "removed an operator" in done[1] and len(done) == 6


def test_what_cannot_be_is_refused_with_the_cure(tmp_path: Path) -> None:
    """With 2, and nothing is kept."""
    merchant = Merchant(tmp_path)
    for typed, arguments, said in (
        (PASSWORD, ("add", "noura"), "--all-accounts"),
        (PASSWORD, ("add", "noura", "--account", "x", "--all-accounts"), "--all-accounts"),
        (PASSWORD, ("add", "noura", "--account", "nowhere"), "There is no account"),
        (PASSWORD, ("add", "no ura", "--all-accounts"), "A name has"),
        ("elevenchars", ("add", "noura", "--all-accounts"), "at least 12"),
        ("", ("add", "noura", "--all-accounts"), "at least 12"),
        (PASSWORD, ("password", "noura"), "no such operator"),
        ("", ("remove", "noura"), "no such operator"),
    ):
        code, told = tell(merchant, typed, *arguments)
        assert code == 2 and said in told, told
    assert "Nobody may use" in tell(merchant, "", "list")[1]
    assert "Nothing was done" in tell(merchant, "", "audit")[1]


def test_a_terminal_asks_twice_and_shows_nothing(tmp_path: Path) -> None:
    """Two that differ are refused; two that are the same are kept."""
    merchant = Merchant(tmp_path)
    for second, expected in (("another long one", 2), (PASSWORD, 0)):
        ours, theirs = pty.openpty()
        process = subprocess.Popen(
            [sys.executable, "-m", "importer", "operators", "add", "noura", "--all-accounts",
             "--lang", "en"],
            cwd=merchant.folder, env=merchant.environment, start_new_session=True,
            stdin=theirs, stdout=theirs, stderr=theirs,
        )  # fmt: skip
        os.close(theirs)
        said, answers = "", iter((PASSWORD, second))
        with suppress(OSError):  # it has ended
            while True:
                chunk = os.read(ours, 4096).decode()
                said += chunk
                if "not shown" in chunk or "Once more" in chunk:
                    os.write(ours, f"{next(answers)}\n".encode())
        os.close(ours)
        assert process.wait(timeout=60) == expected, said
        assert PASSWORD not in said and second not in said
        assert "Once more" in said
    assert "noura" in tell(merchant, "", "list")[1]
