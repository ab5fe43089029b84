"""The one question, asked on a real terminal before orders go where they cost money."""

import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from importer.cli.console import understood
from tests import faulty_oto as sandbox
from tests.cli.test_runs import TOKEN, Merchant, oto

__all__ = ["oto"]

ROOT = Path(__file__).parents[2]
SHEET = (
    "orderId,payment_method,amount,currency,customer.name,customer.mobile,customer.country,"
    "customer.city,customer.address,item.sku,item.quantity\n"
    "A,cod,10,SAR,Noura,0551234567,SA,Riyadh,Street 1,sku,1\n"
    "B,paid,20.5,SAR,Sara,0551234568,SA,Jeddah,Street 2,sku,1\n"
)


ALLOWED = ["--allow-host", "oto.invalid"]
NOWHERE = "https://oto.invalid/rest/v2"  # a host that cannot exist (RFC 2606)
# The sandbox on this machine counts as a place where orders cost money.
LIVE = """
from importer import settings
settings.Settings.live = property(lambda self: True)
from importer.cli.app import main
main()
"""


def on_a_terminal(  # noqa: PLR0913 (each is one thing that a person does)
    folder: Path,
    answer: str,
    *more: str,
    question: str = "[y/N]",
    allowed: bool = True,
    ahead: str = "",
    file: str = "week.csv",
    meanwhile: Callable[[Path], object] = lambda file: None,
    base_url: str = NOWHERE,
) -> tuple[int, str]:
    """Runs the importer on a terminal of its own and gives the `answer`s, a line each, whenever
    `question` is shown; gives the exit code and what was shown.

    `ahead` is typed before anything is shown; `meanwhile` is what happens to the file while the
    question stands.
    """
    (folder / "week.csv").write_text(SHEET, encoding="utf-8")
    home = {"HOME": str(folder), "XDG_DATA_HOME": str(folder / "data"), "PYTHONPATH": str(ROOT)}
    oto = {"OTO_BASE_URL": base_url, "OTO_REFRESH_TOKEN": "secret-token"}
    answers = iter(answer.split("\n"))
    program = ["-m", "importer"] if base_url == NOWHERE else ["-c", LIVE]
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, *program, *filter(None, [file]), *more, *(ALLOWED if allowed else [])],
        cwd=folder,
        env={**os.environ, **home, **oto, "TERM": "xterm", "LC_ALL": "C.UTF-8", "COLUMNS": "200"},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    os.write(ours, ahead.encode())
    shown = ""
    while True:
        try:
            chunk = os.read(ours, 4096).decode("utf-8", "replace")
        except OSError:
            break
        shown += chunk
        if question in chunk:
            meanwhile(folder / "week.csv")
            os.write(ours, next(answers, "n").encode() + b"\n")
    os.close(ours)
    return process.wait(timeout=60), shown


@pytest.mark.parametrize("answer", ["n", "", "later\nhm\nno"])
def test_anything_but_yes_sends_nothing_and_says_so(
    tmp_path: Path,
    answer: str,
    oto: str,
) -> None:
    """The screen names orders, money and host; a no leaves every order `not_sent`, exit 1."""
    code, shown = on_a_terminal(tmp_path, answer, base_url=oto)
    assert code == 1
    assert shown.count("Please answer yes") == answer.count("\n")
    assert "2 orders" in shown
    assert "2 orders to Saudi Arabia have no national address" in shown.partition("[y/N]")[0]
    assert "127.0.0.1" in shown
    assert "10.00" in shown
    assert "20.50" in shown
    assert "secret-token" not in shown
    (report,) = (tmp_path / "reports").glob("*.xlsx")
    rows = list(load_workbook(report)["Results"].iter_rows(min_row=2, values_only=True))
    assert [row[1] for row in rows] == ["not_sent", "not_sent"]


def test_without_arguments_the_newest_order_file_is_offered(tmp_path: Path, oto: str) -> None:
    """A yes runs it, with its own question; a no shows the help and reads nothing."""
    (tmp_path / "older.xlsx").write_bytes(b"")
    os.utime(tmp_path / "older.xlsx", (0, 0))
    (tmp_path / "~$week.xlsx").write_bytes(b"")
    code, shown = on_a_terminal(tmp_path, "y\nn", file="", allowed=False, base_url=oto)
    assert (code, shown.count("[y/N]")) == (1, 2)
    assert "Run week.csv, changed 20" in shown
    assert "Send them now?" in shown
    code, shown = on_a_terminal(tmp_path, "n", file="", allowed=False, base_url=oto)
    assert code == 2
    assert "Usage:" in shown and "Reading" not in shown
    assert sandbox.Remote(oto).orders() == []


def test_hidden_rows_are_told_before_the_question(tmp_path: Path, oto: str) -> None:
    """They are sent like the others, so whoever filtered them away is to know."""
    workbook = Workbook()
    for line in SHEET.splitlines():
        workbook.active.append(line.split(","))
    workbook.active.row_dimensions[3].hidden = True
    workbook.save(tmp_path / "week.xlsx")
    code, shown = on_a_terminal(tmp_path, "n", file="week.xlsx", base_url=oto)
    assert code == 1
    assert "1 hidden row was read like the others: 3" in shown.partition("[y/N]")[0]


def test_what_was_typed_before_the_question_is_no_answer(tmp_path: Path, oto: str) -> None:
    """A yes and Enter of a moment ago send nothing; the answer that is given then counts."""
    code, shown = on_a_terminal(tmp_path, "n", ahead="y\ny\n", base_url=oto)
    assert code == 1, shown
    assert sandbox.Remote(oto).orders() == []


def test_the_question_is_asked_and_answered_in_the_language_of_the_screen(
    tmp_path: Path,
    oto: str,
) -> None:
    """A Turkish yes sends the orders."""
    more = ("--lang", "tr")
    code, shown = on_a_terminal(tmp_path, "Evet", *more, question="[e/H]", base_url=oto)
    assert "[e/H]" in shown
    assert code == 0
    assert len(sandbox.Remote(oto).orders()) == 2


def test_what_stands_in_the_way_is_said_in_place_of_the_question(tmp_path: Path) -> None:
    """A host that cannot be reached: the reason, its cure as the one step, and exit 3."""
    code, shown = on_a_terminal(tmp_path, "y")
    assert code == 3
    assert "[y/N]" not in shown
    assert "OTO could not be reached" in shown
    assert "Look at the internet connection" in shown


@pytest.mark.parametrize("command", [("week.csv",), ("check", "week.csv")])
@pytest.mark.parametrize("code_of_oto", ["OTO1080", "OTO1088"])
def test_an_account_that_may_send_nothing_is_no_matter_of_the_orders(
    tmp_path: Path, command: tuple[str, ...], code_of_oto: str, oto: str
) -> None:
    """Run and check end with 3, as for a refused token, and a program is told why."""
    refusal = {"fault": "refuse", "status": 400, "code": code_of_oto}
    sandbox.Remote(oto).script(
        [{**refusal, "path": path} for path in ("accountInfo", "createOrder")]
    )
    (tmp_path / "week.csv").write_text(SHEET, encoding="utf-8")
    code, told = Merchant(tmp_path, oto).summary(*command)
    assert code == 3, told
    assert dict(told["error"])["code"] == "account_forbidden"  # type: ignore[call-overload]


def test_a_check_of_good_orders_without_credit_has_no_error(tmp_path: Path, oto: str) -> None:
    """What is used up is said in the report; every order is valid, so a program hears of none."""
    sandbox.Remote(oto).script([{"fault": "account", "body": {"remainingCredit": 0}}])
    header, *rows = SHEET.splitlines()
    head = f"{header},createShipment,pickupLocationCode"
    shipped = "\n".join([head, *(f"{row},yes,RUH-01" for row in rows)])
    (tmp_path / "week.csv").write_text(shipped, encoding="utf-8")
    merchant = Merchant(tmp_path, oto)
    code, told = merchant.summary("check", "week.csv")
    assert (code, told["valid"]) == (0, 2) and "error" not in told
    _, out, _ = merchant.runs("check", "week.csv", "--lang", "en")
    assert "credit" in out


def test_a_check_against_a_host_that_is_not_there_is_a_matter_of_the_set_up(tmp_path: Path) -> None:
    """Nothing could be sent just now: exit 3, as of a run, and a program is told why."""
    (tmp_path / "week.csv").write_text(SHEET, encoding="utf-8")
    code, told = Merchant(tmp_path, "http://127.0.0.1:9/rest/v2").summary("check", "week.csv")
    assert (code, told["valid"]) == (3, 2)
    assert dict(told["error"])["code"] == "oto_unreachable"  # type: ignore[call-overload]


@pytest.mark.parametrize("command", [("week.csv",), ("check", "week.csv")])
def test_a_refused_token_is_told_at_once(
    tmp_path: Path, command: tuple[str, ...], oto: str
) -> None:
    """Run and check end with 3, and the one step is to copy the token again."""
    sandbox.Remote(oto).script([{"fault": "refuse", "path": "refreshToken", "status": 401}])
    merchant = Merchant(tmp_path, oto)
    (tmp_path / "week.csv").write_text(SHEET, encoding="utf-8")
    code, out, err = merchant.runs(*command, "--lang", "en")
    assert code == 3
    assert "OTO refused the token" in out + err
    assert "Copy the refresh token again" in out


def test_what_is_known_is_said_before_the_question(tmp_path: Path, oto: str) -> None:
    """Warnings by kind, the first two of each, and the report of the check that lists all: it is
    there while the question stands, and the run's own report takes its place."""
    rows = [
        f"D-{number},cod,10,SAR,Noura,0551234567,SA,Riyadh,Street 1,sku,1\n" for number in range(4)
    ]
    (tmp_path / "twice.csv").write_text(SHEET.splitlines()[0] + "\n" + "".join(rows))
    while_asked: list[str] = []

    def look(file: Path) -> None:
        while_asked.extend(path.name for path in (file.parent / "reports").glob("*.xlsx"))

    code, shown = on_a_terminal(tmp_path, "n", file="twice.csv", meanwhile=look, base_url=oto)
    before = shown.partition("[y/N]")[0]
    assert code == 1
    assert "3 × " in before
    assert before.count("is it entered twice?") == 2
    assert while_asked and while_asked[0] in before
    assert [path.name for path in (tmp_path / "reports").glob("*.xlsx")] == while_asked


@pytest.mark.parametrize(
    "answer", ["y", "Yes", " YES ", "e", "EVET", "ن", "نعم", "نَعَم", "\u200fنعم"]
)
def test_a_yes_in_any_language_is_a_yes(answer: str) -> None:
    """Whatever language the screen speaks, hers is understood."""
    assert understood(answer) is True


@pytest.mark.parametrize("answer", ["", " ", "n", "no", "h", "Hayır", "HAYIR", "ل", "لا"])
def test_a_no_in_any_language_is_a_no(answer: str) -> None:
    """And so is an empty answer."""
    assert understood(answer) is False


@pytest.mark.parametrize("answer", ["later", "yn", "1", "نن", "okay?"])
def test_anything_else_is_asked_again(answer: str) -> None:
    """Neither a yes nor a no is a guess."""
    assert understood(answer) is None


def test_yes_as_a_flag_asks_nothing(tmp_path: Path) -> None:
    """With --yes the run goes on at once; the host does not exist, so it ends with 3."""
    code, shown = on_a_terminal(tmp_path, "n", "--yes")
    assert code == 3
    assert "[y/N]" not in shown


@pytest.mark.parametrize(
    ("meanwhile", "said"),
    [
        (lambda file: file.write_text(SHEET.replace("20.5", "2050")), "was changed"),
        (Path.unlink, "is gone"),
    ],
    ids=["changed", "gone"],
)
def test_a_file_that_is_another_by_now_sends_nothing(
    tmp_path: Path,
    meanwhile: Callable[[Path], object],
    said: str,
    oto: str,
) -> None:
    """What was changed or removed while the question stood is named; nothing of it is sent."""
    code, shown = on_a_terminal(tmp_path, "y", meanwhile=meanwhile, base_url=oto)
    assert code == 2
    assert f"week.csv {said}" in shown and "Nothing was sent" in shown


def test_a_host_that_is_not_otos_is_asked_about_first(tmp_path: Path) -> None:
    """Before anything goes there the host is named; a no ends the run with 3 and no report."""
    code, shown = on_a_terminal(tmp_path, "n", allowed=False)
    assert code == 3 and "oto.invalid is not OTO's" in shown and "--allow-host oto.invalid" in shown
    assert not (tmp_path / "reports").exists()
    code, shown = on_a_terminal(tmp_path, "y", "--sheet", "no such", allowed=False)
    assert code == 2 and "oto.invalid is not OTO's" in shown


@pytest.mark.parametrize("command", [["week.csv", "--yes"], ["check", "week.csv"], ["doctor"]])
def test_nobody_there_to_be_asked_means_no(tmp_path: Path, command: list[str]) -> None:
    """A scheduled job says --allow-host; without it the token goes nowhere, whatever the command,
    and a .env beside the file cannot lead a token of elsewhere to its host at all."""
    (tmp_path / "week.csv").write_text(SHEET, encoding="utf-8")
    merchant = Merchant(tmp_path)
    merchant.environment |= {"OTO_REFRESH_TOKEN": TOKEN, "OTO_BASE_URL": "https://oto.invalid/v2"}
    code, out, err = merchant.runs(*command)
    assert code == 3 and "oto.invalid" in err and not out
    del merchant.environment["OTO_BASE_URL"]
    (tmp_path / ".env").write_text("OTO_BASE_URL=http://127.0.0.1:9/rest/v2\n")
    code, out, err = merchant.runs(*command)
    assert code == 2 and ".env sets OTO_BASE_URL" in err and not out
    (tmp_path / ".env").write_text(
        f"OTO_BASE_URL=https://oto.invalid/v2\nOTO_REFRESH_TOKEN={TOKEN}"
    )
    del merchant.environment["OTO_REFRESH_TOKEN"]
    assert merchant.runs(*command)[0] == 3
    (tmp_path / ".env").write_text("OTO_BASE_URL=https://oto.invalid/v2\n")
    assert Merchant(tmp_path).runs("week.csv", "--sandbox")[0] == 0
