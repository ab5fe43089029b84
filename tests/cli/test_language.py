"""Which language the console speaks, and that all that it says is said in it."""

import importlib
import inspect
import pkgutil
import re
from pathlib import Path

import click
import pytest
from openpyxl import load_workbook

from importer.cli.app import COMMANDS
from importer.cli.click_messages import SENTENCES
from importer.cli.language import language_of_console
from importer.errors import UsageError
from tests.cli.test_runs import HEAD, Merchant, line
from tests.cli.test_terminal import on_a_terminal

ARABIC = re.compile("[\u0621-\u064a]")


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An English system, a folder without a `.env`."""
    monkeypatch.chdir(tmp_path)
    for name in ("OTO_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "WT_SESSION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    return monkeypatch


@pytest.mark.parametrize(
    ("arguments", "variables", "language"),
    [("", {}, "en"),
     ("--lang ar", {}, "ar"),
     ("--lang=tr check x.csv", {"OTO_LANG": "ar"}, "tr"),
     ("check x.csv --lang en", {"OTO_LANG": "ar", "LANG": "tr_TR.UTF-8"}, "en"),
     ("--lang ar check x.csv --lang tr", {}, "tr"),
     ("--lang de", {}, "en"),
     ("x.csv", {"OTO_LANG": "ar"}, "ar"),
     ("x.csv", {"OTO_LANG": "TR-tr", "LANG": "ar_SA.UTF-8"}, "tr"),
     ("x.csv", {"LANG": "tr_TR.UTF-8"}, "tr"),
     ("x.csv", {"LANG": "en_US.UTF-8", "LC_ALL": "tr_TR.UTF-8"}, "tr"),
     ("x.csv", {"LANG": "de_DE.UTF-8"}, "en"),
     ("x.csv", {"LANG": "C.UTF-8"}, "en"),
     ("x.csv", {"LANG": "ar_SA.UTF-8"}, "ar"),
     ("x.csv", {"LANG": "ar_SA.UTF-8", "WT_SESSION": "1"}, "en"),
     ("x.csv", {"LANG": "ar_SA.UTF-8", "TERM": "linux"}, "en"),
     ("x.csv", {"LANG": "tr_TR.UTF-8", "TERM": "linux"}, "tr"),
     ("x.csv", {"OTO_LANG": "ar", "WT_SESSION": "1"}, "ar")],
)  # fmt: skip
def test_the_nearest_word_decides_the_language(
    environment: pytest.MonkeyPatch, arguments: str, variables: dict[str, str], language: str
) -> None:
    """--lang, else OTO_LANG, else the system's if it is ours and the terminal can draw it."""
    for name, value in variables.items():
        environment.setenv(name, value)
    assert language_of_console(arguments.split()) == language


def test_the_env_file_may_name_the_language(
    environment: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """OTO_LANG counts in `.env`, as other settings do."""
    (tmp_path / ".env").write_text("OTO_LANG=tr\n", encoding="utf-8-sig")
    assert language_of_console([]) == "tr"


def test_a_language_that_is_none_of_ours_is_named(environment: pytest.MonkeyPatch) -> None:
    """A wrong OTO_LANG is a usage error that lists the languages."""
    environment.setenv("OTO_LANG", "deutsch")
    with pytest.raises(UsageError, match=r"OTO_LANG must be one of en, ar, tr, not “deutsch”"):
        language_of_console([])


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_the_help_is_whole_in_arabic(tmp_path: Path, command: str) -> None:
    """What a command does, every heading and every option is in the language of the console."""
    code, out, err = Merchant(tmp_path).runs(*command.split(), "--help", "--lang", "ar")
    assert (code, err) == (0, "")
    texts = re.split(r"\n(?=\S)|\n(?=  \S)", out)
    assert [text for text in texts if text.strip() and not ARABIC.search(text)] == []


@pytest.mark.parametrize(
    "arguments",
    [["--bogus", "x.csv"], ["x.csv", "--dat", "day"], ["x.csv", "--dates"], ["check"],
     ["x.csv", "--dates", "year"], ["x.csv", "y.csv"], ["x.csv", "--yes=1"], ["chek", "x.csv"],
     ["x.csv", "--rate", "fast"], ["x.csv", "--map", "nothing"], ["sandbox", "--port", "99999"],
     ["nofile.csv", "--sandbox"], ["history", "nothing"], ["history", "--report"]],
)  # fmt: skip
@pytest.mark.parametrize("language", ["ar", "tr"])
def test_a_refusal_speaks_the_language_of_the_console(
    tmp_path: Path, language: str, arguments: list[str]
) -> None:
    """Every line of it, those of the library for command lines too."""
    merchant = Merchant(tmp_path)
    merchant.environment["OTO_LANG"] = language
    (tmp_path / "x.csv").write_text(HEAD + line("A"), encoding="utf-8")
    code, out, err = merchant.runs(*arguments)
    assert (code, out) == (2, "")
    english = re.compile(r"\b(usage|try|for help|error|invalid|missing|such|mean|got|there|a)\b")
    for each in filter(None, err.splitlines()):
        assert ARABIC.search(each) if language == "ar" else not english.search(each.lower()), each


def test_what_click_says_is_what_we_translate() -> None:
    """Each of the sentences stands in the library that is installed; none is stale."""
    sources = [
        Path(inspect.getfile(importlib.import_module(f"click.{module.name}"))).read_text("utf-8")
        for module in pkgutil.iter_modules(click.__path__)
        if not module.name.startswith("_")
    ]
    for sentence in SENTENCES:
        for text in filter(None, (sentence.text, sentence.plural)):
            assert any(f'"{text}"' in source for source in sources), text


def test_the_screen_and_the_report_each_speak_their_own_language(tmp_path: Path) -> None:
    """An Arabic sheet has an Arabic report; the screen stays with its own language, unless --lang
    names one for both."""
    head = "رقم الطلب,طريقة الدفع,المبلغ,العملة,اسم العميل,الجوال,الدولة,المدينة,العنوان,"
    head += "رمز المنتج,الكمية\n"
    (tmp_path / "week.csv").write_text(head + line("A"), encoding="utf-8")
    for more, arabic_screen, arabic_report in (
        ((), False, True),
        (("--lang", "en"), False, False),
        (("--lang", "ar"), True, True),
    ):
        code, out, err = Merchant(tmp_path).runs("check", "week.csv", "--offline", *more)
        assert code in (0, 1), err
        assert bool(ARABIC.search(out.replace("رقم الطلب", ""))) is arabic_screen, out
        report = max((tmp_path / "reports").glob("*.xlsx"), key=lambda path: path.stat().st_mtime)
        title = load_workbook(report)["Summary"]["A1"].value
        assert bool(ARABIC.search(title)) is arabic_report


def test_a_process_without_a_language_says_its_errors_in_english(tmp_path: Path) -> None:
    """The system's variable for translations does not change what was asked for."""
    merchant = Merchant(tmp_path)
    merchant.environment["LANGUAGE"] = "ar"
    _, _, err = merchant.runs("check")
    assert "Missing argument 'FILE'" in err


@pytest.mark.parametrize("is_graphical", [True, False])
def test_a_terminal_that_cannot_draw_arabic_stays_short_and_opens_the_page(
    tmp_path: Path, is_graphical: bool
) -> None:
    """The page is opened, and the screen has the counts alone; where no browser has a window of its
    own the screen says all."""
    merchant = Merchant(tmp_path)
    browser = tmp_path / "browser"
    opened = tmp_path / "opened"
    browser.write_text(f'#!/bin/sh\necho "$1" > "{opened}"\n')
    browser.chmod(0o755)
    (tmp_path / "week.csv").write_text(HEAD + line("A", mobile="12"), encoding="utf-8")
    merchant.environment |= {
        "LC_ALL": "ar_SA.UTF-8", "WT_SESSION": "1", "TERM": "xterm", "COLUMNS": "80",
        "BROWSER": f"{browser} %s{' &' if is_graphical else ''}",
    }  # fmt: skip
    shown = on_a_terminal(merchant, "week.csv", "--sandbox", code=1)
    assert "0 of 1 orders" in shown and not ARABIC.search(shown)
    assert ("Most frequent causes" in shown) != is_graphical
    if is_graphical:
        (page,) = (tmp_path / "reports").glob("*.html")  # written while it was open
        assert page.name in shown
        assert opened.read_text().strip() == page.as_uri()
