"""What commands take and print: pasted arguments, printed commands, the token, history, doctor."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from importer import settings
from importer.cli.command import CommonOptions, command, parameters
from importer.i18n import without_marks
from tests import faulty_oto as sandbox
from tests.cli.test_remembering import printed_command
from tests.cli.test_runs import EXAMPLE, HEAD, TOKEN, Merchant, line, results

KEYRING = """
from pathlib import Path
from keyring.backend import KeyringBackend

class Keyring(KeyringBackend):
    priority = 1
    file = Path(__file__).with_name("kept.txt")

    def get_password(self, service, username):
        return self.file.read_text() if self.file.exists() else None

    def set_password(self, service, username, password):
        self.file.write_text(password)

    def delete_password(self, service, username):
        self.file.unlink()
"""


@pytest.fixture
def merchant(tmp_path: Path) -> Iterator[Merchant]:
    """A merchant with a sheet of one good and one bad order."""
    with sandbox.serve() as base_url:
        (tmp_path / "week.csv").write_text(HEAD + line("A") + line("B", mobile="12"), "utf-8")
        yield Merchant(tmp_path, base_url)


@pytest.fixture
def keeper(tmp_path: Path) -> Merchant:
    """A merchant without a token whose machine has a keyring."""
    (tmp_path / "own_keyring.py").write_text(KEYRING)
    merchant = Merchant(tmp_path)
    merchant.environment["PYTHON_KEYRING_BACKEND"] = "own_keyring.Keyring"
    merchant.environment["PYTHONPATH"] += f":{tmp_path}"
    return merchant


def test_arguments_that_were_copied_from_an_arabic_report_are_understood(
    merchant: Merchant,
) -> None:
    """Marks of direction around a command's words, and a byte order mark, mean nothing."""
    code, summary = merchant.summary(
        "\u2066check\u2069",
        "\u2068week.csv\u2069",
        "\u200f--set\u200f",
        "\ufeffamount_due=10\u202c",
    )
    assert (code, summary["valid"], summary["invalid"]) == (1, 1, 1)


def test_a_file_that_is_called_with_a_mark_is_that_file(merchant: Merchant) -> None:
    """A name on the disk counts as it stands."""
    name = "week\u200f.csv"
    (merchant.folder / "week.csv").rename(merchant.folder / name)
    _, summary = merchant.summary("check", name)
    assert (summary["file"], summary["orders"]) == (name, 2)


def test_a_joiner_in_a_value_stays(merchant: Merchant) -> None:
    """U+200C is a letter of Persian, seen or not: the column is found by it alone."""
    header = "نام\u200cمشتری"
    file = merchant.folder / "week.csv"
    file.write_text(file.read_text("utf-8").replace("customer.name", header), "utf-8")
    _, summary = merchant.summary("check", file, "--map", f"{header}=customer.name")
    assert summary["valid"] == 1


def test_a_check_without_a_valid_order_is_a_check(merchant: Merchant) -> None:
    """The summary counts 0 valid orders, and the screen says that nothing was sent."""
    (merchant.folder / "week.csv").write_text(HEAD + line("B", mobile="12"), "utf-8")
    code, out, err = merchant.runs("check", "week.csv", "--json")
    assert code == 1
    assert re.search(r'"valid": 0\b', out)
    assert "Nothing was sent" in err


def test_the_report_of_a_run_remembers_its_profile(merchant: Merchant) -> None:
    """Typed as it is printed, in whatever folder, the command reads the report with the profile of
    the first run, though its file is gone."""
    (merchant.folder / "my shop.toml").write_text('name = "mine"\n[columns]\n"Wert" = "amount"\n')
    file = merchant.folder / "week.csv"
    file.write_text(file.read_text("utf-8").replace("amount", "Wert"), "utf-8")
    code, out, _err = merchant.runs(file, "--profile", "my shop.toml")
    assert code == 1
    arguments = printed_command(out, "python -m importer reports")
    assert len(arguments) == 1
    (merchant.folder / "my shop.toml").unlink()
    for _again in range(2):
        code, summary = merchant.summary(*arguments)
        assert (code, summary["orders"], summary["invalid"]) == (1, 1, 1)
        arguments = [str(summary["report"])]


def test_a_printed_file_is_never_taken_for_an_option(merchant: Merchant) -> None:
    """The command for a file whose name begins with a dash runs as it is printed."""
    (merchant.folder / "week.csv").rename(merchant.folder / "-week 48.csv")
    _, out, _ = merchant.runs("check", "./-week 48.csv")
    arguments = printed_command(out, f"python -m importer {shlex.quote('./-week 48.csv')}")
    _, summary = merchant.summary(*arguments)
    assert summary["created"] == 1


def test_a_report_of_a_report_is_called_after_the_first_file(merchant: Merchant) -> None:
    """Two re-runs later the report still has one stamp behind the file's name."""
    _, summary = merchant.summary("week.csv")
    for _again in range(2):
        _, summary = merchant.summary(summary["report"])
        assert re.fullmatch(r"week-\d{8}-\d{6}(-\d)?\.xlsx", Path(str(summary["report"])).name)
        assert [row["orderId"] for row in results(summary["report"])] == ["B"]


@pytest.mark.parametrize("arguments", [["nofile.csv"], ["status", "nofile.xlsx"]])
def test_a_file_that_is_not_there_is_told_of_before_the_token(
    tmp_path: Path, arguments: list[str]
) -> None:
    """It is a usage error, with or without a token."""
    code, _, err = Merchant(tmp_path).runs(*arguments)
    assert code == 2
    assert f"There is no file {arguments[-1]}" in err


@pytest.mark.parametrize(
    ("written", "there", "named"),
    [
        ("ordres.xlsx", ["orders.xlsx", "notes.md"], "orders.xlsx"),
        ("orders", ["orders.xlsx"], "orders.xlsx"),
        ("week.csv", ["WEEK.XLSX"], "WEEK.XLSX"),
        ("week.xlsx", ["week.xlsx.xlsx"], "week.xlsx.xlsx"),
        ("طلبات.xlsx", ["طلبيات.xlsx"], "طلبيات.xlsx"),
        ("orders.xlsx", ["customers.xlsx.docx", "~$orders.xlsx"], None),
    ],
)
def test_a_file_of_nearly_that_name_is_named(
    tmp_path: Path, written: str, there: list[str], named: str | None
) -> None:
    """A slip of the pen, a forgotten ending, another ending; never what holds no orders."""
    for name in there:
        (tmp_path / name).write_bytes(b"")
    code, _, err = Merchant(tmp_path).runs(written, "--lang", "en")
    assert code == 2
    assert (f"Did you mean {named}?" if named else "Look at the name and the folder.") in err


def test_a_slip_in_a_command_is_no_file(tmp_path: Path) -> None:
    """The nearest command is named, unless there is a file of that name."""
    code, _, err = Merchant(tmp_path).runs("statsu", "week.csv")
    assert code == 2
    assert "There is no command “statsu”. Did you mean “status”?" in err
    (tmp_path / "statsu").write_text(HEAD + line("A"), "utf-8")
    code, _, err = Merchant(tmp_path).runs("statsu", "--sandbox")
    assert code == 0, err


def test_history_names_rows_as_ranges(merchant: Merchant) -> None:
    """An order of four rows reads 2-4, 6."""
    rows = line("A") * 3 + line("B") + line("A")
    (merchant.folder / "week.csv").write_text(HEAD + rows, "utf-8")
    code, _summary = merchant.summary("week.csv")
    assert code == 0
    _, out, _ = merchant.runs("history")
    (run_id,) = re.findall(r"\d{8}-\d{6}-\w+", out)
    _, out, _ = merchant.runs("history", run_id)
    assert "2-4, 6" in out


def test_history_says_the_whole_command_that_is_meant(tmp_path: Path) -> None:
    """--report without a run is answered by a command that can be typed."""
    code, _, err = Merchant(tmp_path).runs("history", "--report")
    assert code == 2
    assert "python -m importer history RUN --report" in err


def test_the_doctor_counts_one_run_as_one(merchant: Merchant) -> None:
    """A count reads as people write it."""
    merchant.summary(EXAMPLE)
    _, out, _ = merchant.runs("doctor")
    assert re.search(r"ledger\.db, 1 run$", out, re.MULTILINE)


def test_a_token_is_tried_kept_and_forgotten(keeper: Merchant) -> None:
    """Login says whose token it is; the doctor finds it then, and after logout names the cure."""
    with sandbox.serve() as base_url:
        keeper.environment["OTO_BASE_URL"] = base_url
        code, out, err = logs_in(keeper, f"\u200f{TOKEN} \n")
        assert (code, err) == (0, "")
        assert "The account is Sandbox Shop." in out and "keyring" in out
        assert (keeper.folder / "kept.txt").read_text() == TOKEN
        code, out, _ = keeper.runs("doctor")
        assert code == 0, out
        code, out, _ = keeper.runs("logout")
        assert (code, out) == (0, "The token is forgotten.\n")
        code, out, _ = keeper.runs("logout")
        assert (code, out) == (0, "No token was kept.\n")
        code, out, _ = keeper.runs("doctor")
        assert code == 3
        assert "python -m importer login" in out


REFUSES_THE_TOKEN = {
    "fault": "refuse", "path": "refreshToken", "code": "OTO1001", "status": 401,
}  # fmt: skip


def logs_in(merchant: Merchant, token: str) -> tuple[int, str, str]:
    """What login says to a token that is given by a file."""
    (merchant.folder / "token.txt").write_text(token)
    with (merchant.folder / "token.txt").open() as stdin:
        return merchant.runs("login", "--lang", "en", stdin=stdin)


def test_a_token_in_the_command_is_refused_and_not_repeated(keeper: Merchant) -> None:
    """It is nowhere on the screen."""
    code, out, err = keeper.runs("login", TOKEN)  # `runs` looks for it on the screen
    assert (code, out) == (2, "")
    assert "does not belong into a command" in err


@pytest.mark.parametrize("setting", ['OTO_REFRESH_TOKEN="{}"', "export OTO_REFRESH_TOKEN={}"])
def test_a_whole_line_of_settings_may_be_pasted(keeper: Merchant, setting: str) -> None:
    """The setting's name and its quotes are no part of the token."""
    keeper.environment["OTO_BASE_URL"] = "http://127.0.0.1:9/rest/v2"
    assert logs_in(keeper, setting.format(TOKEN))[0] == 0
    assert (keeper.folder / "kept.txt").read_text() == TOKEN


def test_a_token_that_oto_refuses_is_not_kept(keeper: Merchant) -> None:
    """It is a matter of set-up, and neither keyring nor file has it."""
    with sandbox.serve(script=[REFUSES_THE_TOKEN]) as base_url:
        keeper.environment["OTO_BASE_URL"] = base_url
        code, _, err = logs_in(keeper, TOKEN)
    assert code == 3
    assert "OTO refused the refresh token" in err
    assert not (keeper.folder / "kept.txt").exists() and not (keeper.folder / ".env").exists()


def test_a_token_that_cannot_be_tried_is_kept_and_that_is_said(keeper: Merchant) -> None:
    """Without a connection she need not type it again; the doctor tries it later."""
    keeper.environment["OTO_BASE_URL"] = "http://127.0.0.1:9/rest/v2"
    code, out, _ = logs_in(keeper, TOKEN)
    assert code == 0
    assert "127.0.0.1:9 does not answer" in out and "doctor" in out
    assert (keeper.folder / "kept.txt").read_text() == TOKEN


def test_login_says_that_another_token_goes_before(keeper: Merchant) -> None:
    """A token in `.env` is used whatever the keyring holds, and she is told."""
    keeper.environment["OTO_BASE_URL"] = "http://127.0.0.1:9/rest/v2"
    (keeper.folder / ".env").write_text("OTO_REFRESH_TOKEN=another\n")
    code, _, err = logs_in(keeper, TOKEN)
    assert code == 0
    assert "OTO_REFRESH_TOKEN is set" in err
    assert keeper.runs("logout")[0] == 0
    assert "another" in (keeper.folder / ".env").read_text()  # what she wrote herself stays


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_without_a_keyring_the_token_is_kept_in_the_env_file(tmp_path: Path, encoding: str) -> None:
    """In place of an older one, beside what else stands there, readable by its owner alone; logout
    takes it out again."""
    merchant = Merchant(tmp_path)
    file = tmp_path / ".env"
    file.write_text("# ملاحظة\nOTO_RATE=9\nOTO_REFRESH_TOKEN=old\n", encoding=encoding)
    with sandbox.serve() as base_url:
        merchant.environment["OTO_BASE_URL"] = base_url
        code, out, err = logs_in(merchant, "it's a \\token")
        assert (code, err) == (0, "")
        assert str(file) in out and "Whoever can read that file can use it" in out
        assert "old" not in file.read_text() and "OTO_RATE=9" in file.read_text("utf-8")
        assert file.stat().st_mode & 0o077 == 0
        assert settings.load(tmp_path, keyring=False).token == "it's a \\token"
        assert merchant.runs("doctor")[0] == 0
        assert merchant.runs("logout")[1] == "The token is forgotten.\n"
    assert file.read_text("utf-8") == "# ملاحظة\nOTO_RATE=9\n"
    code, _, err = merchant.runs("login")
    assert code == 2
    assert "No token was given" in err


@dataclass(frozen=True, kw_only=True)
class NoOptions(CommonOptions):
    """Only what every command understands."""


@pytest.mark.parametrize(
    ("arguments", "lang", "verbosity"),
    [("x", None, 0), ("-v x", None, 1), ("x -vv", None, 2), ("-v x -v --lang tr", "tr", 2),
     ("--lang ar x", "ar", 0), ("--lang ar x --lang tr", "tr", 0)],
)  # fmt: skip
def test_language_and_verbosity_may_stand_before_a_command_and_behind(
    arguments: str, lang: str | None, verbosity: int
) -> None:
    """Both places count; the language that stands nearer wins."""
    received = []

    def logout(options: NoOptions) -> int:
        received.append(options)
        return 0

    x = command(NoOptions)(logout)
    group = click.Group(params=list(parameters(CommonOptions)), commands={"x": x})
    done = CliRunner().invoke(group, arguments.split(), standalone_mode=False, obj="ar")
    assert done.exception is None
    assert received == [NoOptions(lang=lang, verbosity=verbosity, console_lang="ar")]


def test_a_status_pass_ends_with_what_it_found(merchant: Merchant) -> None:
    """How many orders need somebody, how many are in which status; stdout has only the path."""
    (merchant.folder / "week.csv").write_text(HEAD + line("A") + line("B"), "utf-8")
    _, told = merchant.summary("week.csv")
    code, out, err = merchant.runs("status", told["report"], "--lang", "en")
    assert code == 0
    assert (merchant.folder / out.strip()).is_file()
    assert "None of the 2 created orders needs you." in err
    assert re.search(r"\n +2  \w+ – \w", err)


def test_a_status_pass_over_nothing_says_so(merchant: Merchant) -> None:
    """A report without an order in OTO has nobody on the way."""
    (merchant.folder / "week.csv").write_text(HEAD + line("A", mobile="12"), "utf-8")
    _, told = merchant.summary("week.csv")
    code, _, err = merchant.runs("status", told["report"], "--lang", "en")
    assert code == 0
    assert "No order of this report is in OTO." in err


@pytest.mark.parametrize(
    ("lang", "more"),
    [
        ("en", "and 2 more causes, which are listed in the report"),
        ("ar", "وسببان آخران تجدهما في التقرير"),
        ("tr", "ve raporda 2 neden daha var"),
    ],
)
def test_the_screen_says_how_many_causes_it_leaves_out(
    merchant: Merchant, lang: str, more: str
) -> None:
    """Three causes are shown; whoever mends only those would be surprised."""
    mistakes = {
        "Noura": "",
        "0551234567": "12",
        "SAR": "XYZ",
        "cod,10": "cod,ten",
        "sku,1": "sku,x",
    }
    rows = [
        line(f"A-{number}").replace(right, wrong)
        for number, (right, wrong) in enumerate(mistakes.items())
    ]
    (merchant.folder / "week.csv").write_text(HEAD + "".join(rows), "utf-8")
    _, out, _ = merchant.runs("check", "week.csv", "--lang", lang)
    assert more in without_marks(out)
