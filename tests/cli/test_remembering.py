"""Who remembers what was said of a file: a run does, a check does not."""

import json
import shlex
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from openpyxl import load_workbook

from importer import sandbox
from importer.mapping import MapOptions, map_columns
from importer.reading import read_workbook
from tests.cli.test_runs import HEAD, TOKEN, Merchant, line

COLUMN, CITY = "Wert=amount", "Riad der Stadt=Riyadh"


@pytest.fixture
def merchant(tmp_path: Path) -> Iterator[Merchant]:
    """A merchant whose sheet has a column and a city that only she can explain."""
    with sandbox.serve() as base_url:
        yield Merchant(tmp_path, base_url)


def orders(merchant: Merchant, name: str, *rows: str) -> Path:
    """A file of hers with these rows."""
    file = merchant.folder / name
    text = HEAD.replace("amount", "Wert") + "".join(rows)
    file.write_text(text.replace("Riyadh", "Riad der Stadt"), encoding="utf-8")
    return file


def printed_command(out: str, beginning: str) -> list[str]:
    """The arguments of the printed command that begins so, as a shell would pass them."""
    (command,) = [text for text in out.splitlines() if text.startswith(f"  {beginning}")]
    assert shlex.split(command)[:3] == ["python", "-m", "importer"]
    return shlex.split(command)[3:]


def test_a_check_changes_no_later_run(merchant: Merchant) -> None:
    """What is said to a check counts for that check alone, in check and run alike."""
    file = orders(merchant, "week 1.csv", line("A"))
    said = ("--map", COLUMN, "--map-city", CITY)
    code, told = merchant.summary("check", file, *said)
    assert (code, told["valid"]) == (0, 1)
    for command in (("check",), ()):
        code, told = merchant.summary(*command, file)
        assert (code, told["invalid"]) == (1, 1)


def test_the_command_after_a_check_says_it_all_again(merchant: Merchant) -> None:
    """Typed as it is printed, it sends what the check found to be valid."""
    file = orders(merchant, "it's week 1.csv", line("A"), line("B", mobile="12"))
    said = ["--dates", "day", "--map", COLUMN, "--set", "amount_due=10", "--map-city", CITY]
    code, out, err = merchant.runs("check", file, *said, "--lang", "en")
    assert code == 1, err
    command = printed_command(out, f"python -m importer {shlex.quote(str(file))}")
    assert command == [str(file), *said]
    code, told = merchant.summary(*command)
    assert (told["created"], told["invalid"]) == (1, 1), told


def test_the_report_of_a_check_needs_nothing_said_again(merchant: Merchant) -> None:
    """Mended and run by the printed command, it knows what was said to the check."""
    file = orders(merchant, "week.csv", line("A", mobile="12"))
    said = ("--map", COLUMN, "--map-city", CITY, "--encoding", "utf-8")
    code, out, _ = merchant.runs("check", file, *said, "--lang", "en")
    command = printed_command(out, "python -m importer reports")
    assert (code, len(command)) == (1, 1)
    report = merchant.folder / command[0]
    workbook = load_workbook(report)
    sheet = workbook["To fix"]
    headers = [cell.value for cell in sheet[1]]
    sheet.cell(2, headers.index("customer.mobile") + 1, "0559876543")
    workbook.save(report)
    code, told = merchant.summary(*command)
    assert (code, told["created"]) == (0, 1)


def test_the_report_of_a_check_with_a_profile_is_run_with_it(merchant: Merchant) -> None:
    """The report holds the profile, so its command does not name it; that of the file does."""
    (merchant.folder / "my shop.toml").write_text('name = "mine"\n[columns]\n"Wert" = "amount"\n')
    file = orders(merchant, "week.csv", line("A"), line("B", mobile="12"))
    said = ("--profile", "my shop.toml", "--map-city", CITY)
    _, out, _ = merchant.runs("check", file, *said, "--lang", "en")
    for_report = printed_command(out, "python -m importer reports")
    assert len(for_report) == 1
    for_file = printed_command(out, f"python -m importer {file}")
    assert for_file == [str(file), "--profile", "my shop.toml", "--map-city", CITY]
    code, told = merchant.summary(*for_file)
    assert (code, told["created"]) == (1, 1)


def test_another_profile_goes_before_the_one_in_the_report(merchant: Merchant) -> None:
    """What is said to this run counts."""
    profile = merchant.folder / "my shop.toml"
    profile.write_text('[columns]\n"Wert" = "amount"\n', encoding="utf-8")
    file = orders(merchant, "week.csv", line("A", mobile="12"))
    said = ("--profile", profile, "--map-city", CITY)
    _, told = merchant.summary("check", file, *said)
    profile.write_text('name = "new"\n[columns]\n"Wert" = "no such field"\n', encoding="utf-8")
    code, _, err = merchant.runs("check", told["report"], "--profile", profile, "--lang", "en")
    assert code == 2 and "no such field" in err


def test_the_report_of_a_check_knows_whether_a_part_may_be_collected(merchant: Merchant) -> None:
    """--partial-cod, said to the check, counts for its report, but for what is said anew."""
    head = HEAD.replace("\n", ",amount_due\n")
    file = merchant.folder / "week.csv"
    file.write_text(head + line("A", mobile="12").replace("\n", ",5\n"), encoding="utf-8")
    _, told = merchant.summary("check", file, "--partial-cod")
    mended = load_workbook(str(told["report"]))
    headers = [cell.value for cell in mended["To fix"][1]]
    mended["To fix"].cell(2, headers.index("customer.mobile") + 1, "0559876543")
    mended.save(str(told["report"]))
    code, again = merchant.summary("check", told["report"], "--no-partial-cod")
    assert (code, again["invalid"]) == (1, 1)
    code, again = merchant.summary("check", told["report"])
    assert (code, again["valid"]) == (0, 1)


def test_a_run_remembers_for_the_next_file(merchant: Merchant) -> None:
    """Sent once with --map and --map-city, files with these headers need neither; until they are
    forgotten by a run, and by no check."""
    first = orders(merchant, "week 1.csv", line("A"))
    code, told = merchant.summary(first, "--map", COLUMN, "--map-city", CITY)
    assert (code, told["created"]) == (0, 1)
    second = orders(merchant, "week 2.csv", line("B"))
    code, told = merchant.summary("check", second, "--forget-map")
    assert (code, told["invalid"]) == (1, 1)
    code, told = merchant.summary("check", second)
    assert (code, told["valid"]) == (0, 1)
    code, told = merchant.summary(second)
    assert (code, told["created"]) == (0, 1)
    third = orders(merchant, "week 3.csv", line("C"))
    code, told = merchant.summary(third, "--forget-map")
    assert (code, told["invalid"]) == (1, 1)
    code, told = merchant.summary("check", third, "--map", COLUMN)
    assert (code, told["valid"]) == (0, 1), "cities are not forgotten with the columns"
    code, told = merchant.summary("check", third)
    assert (code, told["invalid"]) == (1, 1)


def test_a_way_to_pay_is_taught_once(merchant: Merchant) -> None:
    """The cure of an unknown word, followed to the letter, settles it for this file, for its report
    and for later ones; what it can mean is one of two."""
    file = merchant.folder / "week 1.csv"
    file.write_text(HEAD + line("A").replace("cod", "bacs") + line("B", mobile="1"), "utf-8")
    code, out, err = merchant.runs(file, "--yes", "--lang", "en")
    assert code == 1, err
    assert '--map-payment "bacs=paid"' in out
    code, told = merchant.summary(file, "--map-payment", "bacs=paid")
    assert (code, told["created"], told["invalid"]) == (1, 1, 1)
    next_week = merchant.folder / "week 2.csv"
    next_week.write_text(HEAD + line("C").replace("cod", "BACS"), "utf-8")
    code, told = merchant.summary(next_week)
    assert (code, told["created"]) == (0, 1)
    code, out, err = merchant.runs(next_week, "--map-payment", "bacs=later", "--lang", "en")
    assert code == 2
    assert "cod, paid" in err


def test_a_rehearsal_is_forgotten(merchant: Merchant) -> None:
    """A run against the embedded sandbox leaves nothing to later runs."""
    file = orders(merchant, "week.csv", line("A"))
    code, told = merchant.summary(file, "--sandbox", "--map", COLUMN, "--map-city", CITY)
    assert (code, told["created"]) == (0, 1)
    code, told = merchant.summary("check", file)
    assert (code, told["invalid"]) == (1, 1)


def test_what_an_older_version_remembered_still_counts(merchant: Merchant) -> None:
    """Its memory.json is heeded by a check, which leaves it, and taken over by the next run."""
    file = orders(merchant, "week.csv", line("A"))
    fingerprint = map_columns(read_workbook(file), MapOptions()).fingerprint
    account = sha256(TOKEN.encode()).hexdigest()[:16]
    columns, cities = (dict([said.split("=")]) for said in (COLUMN, CITY))
    old = merchant.folder / "data" / "oto-importer" / "memory.json"
    old.parent.mkdir(parents=True)
    old.write_text(json.dumps({"columns": {fingerprint: columns}, "cities": {account: cities}}))
    (old.parent / "account-0123456789abcdef.json").write_text("{}")
    for _ in range(2):
        code, told = merchant.summary("check", file)
        assert (code, told["valid"]) == (0, 1)
    assert old.exists()
    code, told = merchant.summary(file)
    assert (code, told["created"]) == (0, 1)
    names = {path.name for path in old.parent.iterdir()}
    assert names == {"ledger.db", "log", "memory.json.taken-over"}
    code, told = merchant.summary("check", orders(merchant, "next.csv", line("B")))
    assert (code, told["valid"]) == (0, 1)


def test_a_check_needs_no_token_to_remember(merchant: Merchant) -> None:
    """The columns that a run settled are known to a check without a token, too."""
    file = orders(merchant, "week.csv", line("A"))
    merchant.summary(file, "--map", COLUMN, "--map-city", CITY)
    del merchant.environment["OTO_REFRESH_TOKEN"]
    code, told = merchant.summary("check", orders(merchant, "next.csv", line("B")))
    assert (code, told["valid"]) == (0, 1)


def test_a_check_works_without_a_usable_ledger(merchant: Merchant) -> None:
    """It says why nothing is remembered and goes on; a run, which sends, does not."""
    file = orders(merchant, "week.csv", line("A"))
    (merchant.folder / "in the way").touch()
    merchant.environment["OTO_LEDGER"] = str(merchant.folder / "in the way" / "ledger.db")
    said = (file, "--map", COLUMN, "--map-city", CITY, "--json", "--lang", "en")
    code, out, err = merchant.runs("check", *said)
    assert (code, json.loads(out)["valid"]) == (0, 1)
    assert "The ledger cannot be written" in err and "Set OTO_LEDGER" in err
    code, out, err = merchant.runs(*said)
    assert code == 3 and "The ledger cannot be written" in err


@pytest.mark.parametrize("command", [["check"], []])
def test_a_command_opens_the_ledger_once(merchant: Merchant, command: list[str]) -> None:
    """Whoever needs it is handed it: a look whether the file is a ledger, one whether it is sound,
    and one connection, no more."""
    file = orders(merchant, "week.csv", line("A"))
    merchant.summary("check", file)
    program = (
        "import sys; opened = []\n"
        "sys.addaudithook(lambda name, args: name == 'sqlite3.connect' and opened.append(args))\n"
        "from importer.cli.app import main\n"
        "try: main(sys.argv[1:])\n"
        "finally: print(len(opened))\n"
    )
    said = [str(file), "--map", COLUMN, "--map-city", CITY]
    done = subprocess.run(
        [sys.executable, "-c", program, *command, *said],
        cwd=merchant.folder,
        env=merchant.environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "3"), done.stderr
