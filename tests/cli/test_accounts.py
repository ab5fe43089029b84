"""Several accounts at one command line: each sends with its own token, and knows only its own."""

import asyncio
import re
import shlex
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from importer import settings
from importer.errors import SetupError
from importer.web import Desk
from tests import faulty_oto as sandbox
from tests.accounts.keyrings import environment_with_keyring
from tests.cli.test_printed_commands import commands_in, pasted
from tests.cli.test_runs import HEAD, ROOT, TOKEN, Merchant, line

OTHER = "the-other-shop-s-token"
REFUSE = {"fault": "refuse", "path": "refreshToken", "code": "OTO1001", "status": 401}


class Agency(Merchant):
    """Somebody who sends for several accounts from one machine."""

    def add(self, name: str, token: str, *said: str) -> tuple[int, str, str]:
        """`accounts add` with the token given by a file."""
        (self.folder / "token.txt").write_text(token)
        with (self.folder / "token.txt").open() as stdin:
            return self.runs("accounts", "add", name, *said, "--lang", "en", stdin=stdin)

    @property
    def ledger(self) -> Path:
        return self.folder / "data" / "oto-importer" / "ledger.db"


def at(folder: Path, base_url: str) -> Agency:
    """An agency whose tokens are encrypted in its ledger, and who has no token without a name."""
    agency = Agency(folder, base_url)
    agency.environment["OTO_KEY"] = Fernet.generate_key().decode()
    del agency.environment["OTO_REFRESH_TOKEN"]
    return agency


@pytest.fixture
def agency(tmp_path: Path) -> Iterator[Agency]:
    """With two accounts, and a file of which one row is wrong."""
    with sandbox.serve() as base_url:
        agency = at(tmp_path, base_url)
        for name, token in (("Noon KSA", TOKEN), ("متجر", OTHER)):
            code, out, err = agency.add(name, token)
            assert (code, err) == (0, ""), out
        del agency.environment["OTO_BASE_URL"]  # an account has its own
        (tmp_path / "week.csv").write_text(HEAD + line("A") + line("B", mobile="12"), "utf-8")
        yield agency


def url_of(agency: Agency) -> str:
    """The address of the host of its accounts."""
    with closing(sqlite3.connect(agency.ledger)) as database:
        return str(database.execute("SELECT base_url FROM accounts LIMIT 1").fetchone()[0])


def test_adding_says_whose_account_it_is_and_where_its_token_is(tmp_path: Path) -> None:
    """The list shows it then, and no file of the ledger holds the token."""
    with sandbox.serve() as base_url:
        agency = at(tmp_path, base_url)
        code, out, _ = agency.add("noon", TOKEN, "--rate", "3")
    assert code == 0
    assert "The account is Sandbox Shop." in out and "ledger, encrypted" in out
    _, listed, _ = agency.runs("accounts", "--lang", "en")
    assert re.search(r"^noon +127\.0\.0\.1:\d+ +3 +ledger, encrypted", listed, re.MULTILINE)
    assert agency.runs("accounts", "list", "--lang", "en")[1] == listed
    beside = list(agency.ledger.parent.glob("ledger.db*"))
    assert beside and all(TOKEN.encode() not in file.read_bytes() for file in beside)


def test_two_accounts_share_neither_orders_nor_memory(agency: Agency) -> None:
    """The same numbers are sent for both, what one taught the other does not know, and each has its
    own history; a token in the environment counts for neither."""
    agency.environment["OTO_REFRESH_TOKEN"] = "a-third-token"
    file = agency.folder / "taught.csv"
    file.write_text(HEAD.replace("amount", "Wert") + line("A"), "utf-8")
    taught = (file, "--account", "noon ksa", "--map", "Wert=amount", "--partial-cod", "--annotate")
    code, told = agency.summary(*taught)
    assert (code, told["created"]) == (0, 1)
    code, told = agency.summary("check", file, "--account", "متجر")
    assert (code, told["invalid"]) == (1, 1), "it does not know the column"
    code, told = agency.summary(file, "--account", "متجر", "--set", "amount=10")
    assert (code, told["created"]) == (0, 1), "its order of that number is another one"
    code, told = agency.summary("check", file, "--account", "Noon KSA")
    assert (code, told["already_created"]) == (0, 1)
    histories = [agency.runs("history", "--account", name)[1] for name in ("Noon KSA", "متجر")]
    ids = [re.findall(r"\d{8}-\d{6}-\w+", out) for out in histories]
    assert [len(each) for each in ids] == [1, 1] and ids[0] != ids[1]
    code, _, err = agency.runs("history", ids[0][0], "--account", "متجر", "--lang", "en")
    assert code == 2 and "There is no run" in err
    assert len(re.findall(r"\d{8}-\d{6}-\w+", agency.runs("history")[1])) == 2


def test_the_printed_command_of_a_report_names_the_account(agency: Agency) -> None:
    """Pasted as it is printed, after a check, a run and a rebuilt report, it works on that account;
    without its name there would be no token."""
    code, out, err = agency.runs("check", "week.csv", "--account", "Noon KSA", "--lang", "en")
    assert code == 1, err
    of_report, of_file = commands_in(out)
    for command in (of_report, of_file):
        assert command.endswith("--account 'Noon KSA'")
    done = pasted(agency, of_file)
    assert "1  created" in done.stdout, done.stdout + done.stderr
    (again,) = commands_in(done.stdout)
    assert "1  invalid" in pasted(agency, again).stdout
    assert "--account NAME" in agency.runs("week.csv", "--yes", "--lang", "en")[2]
    (run,) = re.findall(r"\d{8}-\d{6}-\w+(?= .* week.csv)", agency.runs("history")[1])
    said = ("history", run, "--report", "--file", "week.csv", "--account", "Noon KSA")
    code, out, err = agency.runs(*said)
    assert code == 0, err
    page = (agency.folder / out.strip()).with_suffix(".html").read_text("utf-8")
    assert "Noon KSA" in page


def test_the_environment_may_name_the_account(agency: Agency) -> None:
    """OTO_ACCOUNT counts where no flag does; a rehearsal needs no account."""
    agency.environment["OTO_ACCOUNT"] = "متجر"
    code, out, err = agency.runs("week.csv", "--yes", "--lang", "en")
    assert code == 1 and "1  created" in out, err
    (command,) = commands_in(out)
    assert shlex.split(command)[-2:] == ["--account", "متجر"]
    assert agency.runs("history", "--account", "noon ksa", "--lang", "en")[1] == "No runs yet.\n"
    code, out, err = agency.runs("check", "week.csv", "--sandbox", "--lang", "en")
    assert code == 1 and "--account" not in out, err


@pytest.mark.parametrize(
    ("said", "message"),
    [
        (["--account", "Noon KSA", "--sandbox"], "--sandbox and --account exclude each other"),
        (["--account", "Noon KSA", "--staging"], "is not of OTO's staging host"),
        (["--account", "noonksa"], "Did you mean “Noon KSA”?"),
        (["--account", "zzz"], "Known are: Noon KSA, متجر."),
        (["--account", ""], "This cannot be the name of an account."),
    ],
)
def test_what_cannot_be_meant_is_a_usage_error(
    agency: Agency, said: list[str], message: str
) -> None:
    """Nothing is sent, to no account; an empty name is not the account without a name."""
    code, _, err = agency.runs("week.csv", "--yes", *said, "--lang", "en")
    assert code == 2
    assert message in err


def test_a_copied_row_sends_nothing(agency: Agency) -> None:
    """One account's token under the name of another is not used."""
    with closing(sqlite3.connect(agency.ledger)) as database, database:
        database.execute(
            "UPDATE accounts SET token = (SELECT token FROM accounts WHERE name = 'متجر')"
        )
    code, _, err = agency.runs("week.csv", "--yes", "--account", "Noon KSA", "--lang", "en")
    assert code == 3
    assert "belongs to another account or host" in err
    code, out, _ = agency.runs("doctor", "--account", "Noon KSA", "--lang", "en")
    assert code == 3
    assert "belongs to another account or host" in out and "ok  ledger" in out


def test_the_doctor_examines_an_account_or_counts_all(agency: Agency) -> None:
    """Of one it says whose it is; without a name, how many there are and whether they open."""
    code, out, _ = agency.runs("doctor", "--account", "متجر", "--lang", "en")
    assert code == 0 and "account: Sandbox Shop" in out, out
    agency.environment["OTO_BASE_URL"] = "http://127.0.0.1:9/rest/v2"
    assert "accounts: 2 have names" in agency.runs("doctor", "--lang", "en")[1]
    agency.environment["OTO_KEY"] = Fernet.generate_key().decode()
    assert "!!  accounts: The token of" in agency.runs("doctor", "--lang", "en")[1]


def test_keys_are_made_and_changed_at_the_command_line(agency: Agency) -> None:
    """A new key stands alone on stdout; after a rotation it is enough."""
    code, key, err = agency.runs("accounts", "new-key", "--lang", "en")
    assert code == 0 and Fernet(key.strip()) and "away from the ledger" in err
    agency.environment["OTO_KEY"] = f"{key.strip()},{agency.environment['OTO_KEY']}"
    code, out, err = agency.runs("accounts", "rotate", "--lang", "en")
    assert code == 0 and "2 tokens are encrypted with the first key" in out, err
    agency.environment["OTO_KEY"] = key.strip()
    code, told = agency.summary("week.csv", "--account", "متجر")
    assert (code, told["created"]) == (1, 1)


def test_adding_again_replaces_the_token_and_keeps_the_history(agency: Agency) -> None:
    """A token that was copied anew opens the same account: nothing is sent twice."""
    agency.summary("week.csv", "--account", "متجر")
    agency.environment["OTO_BASE_URL"] = url_of(agency)
    code, out, err = agency.add("متجر", f"{OTHER}#copied again")
    assert code == 0 and "its token is replaced" in out, err
    assert "week.csv" in agency.runs("history", "--account", "متجر")[1]
    _, told = agency.summary("week.csv", "--account", "متجر")
    assert (told["already_created"], told["created"]) == (1, 0)


def test_a_token_that_oto_refuses_replaces_none(tmp_path: Path) -> None:
    """Nor does one that cannot be tried, or stands in the command: the account stays as it was."""
    with sandbox.serve() as base_url:
        agency = at(tmp_path, base_url)
        assert agency.add("noon", OTHER)[0] == 0
    listed = agency.runs("accounts")[1]
    with sandbox.serve(script=[REFUSE]) as base_url:
        agency.environment["OTO_BASE_URL"] = base_url
        code, _, err = agency.add("noon", TOKEN)
        assert code == 3 and "OTO refused the refresh token" in err
    agency.environment["OTO_BASE_URL"] = "http://127.0.0.1:9/rest/v2"
    code, _, err = agency.add("noon", TOKEN)
    assert code == 3 and "could not be tried" in err
    code, _, err = agency.runs("accounts", "add", "noon", TOKEN)
    assert code == 2 and "does not belong into a command" in err
    assert agency.runs("accounts")[1] == listed


def test_a_removed_account_leaves_its_history(agency: Agency) -> None:
    """Its token is gone; a name that nobody has is told with the nearest one."""
    agency.summary("week.csv", "--account", "متجر")
    code, out, _ = agency.runs("accounts", "remove", "متجر", "--lang", "en")
    assert code == 0 and "stays in the history" in out
    assert "week.csv" in agency.runs("history")[1]
    code, _, err = agency.runs("accounts", "remove", "non ksa", "--lang", "en")
    assert code == 2 and "Did you mean “Noon KSA”?" in err
    with closing(sqlite3.connect(agency.ledger)) as database:
        assert database.execute("SELECT name FROM accounts").fetchall() == [("Noon KSA",)]


def test_without_a_key_the_keyring_has_the_token(tmp_path: Path) -> None:
    """Bound to its host there, too; removed with the account. The token without a name is not
    touched."""
    with sandbox.serve() as base_url:
        agency = at(tmp_path, base_url)
        del agency.environment["OTO_KEY"]
        agency.environment |= environment_with_keyring(tmp_path, str(ROOT))
        code, out, _ = agency.add("noon", OTHER)
        assert code == 0 and "this machine's keyring" in out
        (tmp_path / "week.csv").write_text(HEAD + line("A"), "utf-8")
        code, told = agency.summary("week.csv", "--account", "noon")
        assert (code, told["created"]) == (0, 1)
    with closing(sqlite3.connect(agency.ledger)) as database, database:
        database.execute("UPDATE accounts SET base_url = 'https://127.0.0.1:9/rest/v2'")
    code, _, err = agency.runs("week.csv", "--yes", "--account", "noon", "--lang", "en")
    assert code == 3 and "belongs to another account or host" in err
    assert agency.runs("accounts", "remove", "noon")[0] == 0
    assert (tmp_path / "kept.json").read_text() == "{}"


def test_without_keyring_and_key_nothing_is_kept(tmp_path: Path) -> None:
    """The cure says both ways; no file holds the token."""
    with sandbox.serve() as base_url:
        agency = at(tmp_path, base_url)
        del agency.environment["OTO_KEY"]
        code, _, err = agency.add("noon", TOKEN)
    assert code == 3 and "keyring" in err and "accounts new-key" in err
    (tmp_path / "token.txt").unlink()
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert files and all(TOKEN.encode() not in file.read_bytes() for file in files)


def test_a_page_shows_the_files_of_its_account_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was dropped on one account's page is sent by no other, and a token that is given there
    does not become that of all."""
    monkeypatch.setenv("OTO_LEDGER", str(tmp_path / "ledger.db"))
    bare = replace(settings.load(tmp_path, keyring=False), token=None, data_dir=tmp_path)
    named = replace(bare, account_name="noon")
    desks = [Desk(each, "en") for each in (bare, named, replace(bare, account_name="متجر"))]
    try:
        upload = desks[1].add("week.csv", (HEAD + line("A")).encode())
        assert [each.id for each in desks[1].uploads()] == [upload.id]
        assert desks[0].uploads() == [] == desks[2].uploads()
        with pytest.raises(SetupError, match="“noon”"):
            asyncio.run(desks[1].login(TOKEN))
    finally:
        for desk in desks:
            desk.close()
    assert sha256(b"noon").hexdigest()[:16] in str(upload.folder)


def test_a_report_is_sent_for_its_own_account_alone(agency: Agency) -> None:
    """Its orders would be another merchant's: under another account it is refused, and so is asking
    what became of them; the command says whose it is."""
    code, told = agency.summary("week.csv", "--account", "Noon KSA", "--yes")
    assert code == 1
    for words in ((told["report"], "--yes"), ("check", told["report"]), ("status", told["report"])):
        code, out, err = agency.runs(*words, "--account", "متجر", "--lang", "en")
        assert code == 2 and '--account "Noon KSA"' in err, out + err
    code, _out, _err = agency.runs("check", told["report"], "--account", "Noon KSA")
    assert code == 1


def test_a_name_keeps_its_account(agency: Agency) -> None:
    """A token of another account, pasted by mistake, does not take its place: from then on its
    orders would go to another merchant."""
    agency.environment["OTO_BASE_URL"] = url_of(agency)
    code, out, err = agency.add("Noon KSA", "a-third-shop-s-token")
    assert code == 2 and "another OTO account" in err and 'accounts remove "Noon KSA"' in err, out
    code, told = agency.summary("week.csv", "--account", "Noon KSA", "--yes")
    assert told["created"] == 1


def test_a_command_without_an_account_names_those_that_there_are(agency: Agency) -> None:
    """Where each account has its token, and none is left for a command that names none."""
    code, _out, err = agency.runs("week.csv", "--yes", "--lang", "en")
    assert code == 3 and "--account NAME" in err and "Noon KSA" in err
    assert agency.runs("doctor")[0] in (0, 3)


def test_a_worker_without_the_right_key_does_not_start(agency: Agency) -> None:
    """It would end every run at once as not set up."""
    agency.environment["OTO_KEY"] = Fernet.generate_key().decode()
    code, _out, err = agency.runs("worker", "--once", "--lang", "en")
    assert code == 3 and "does not open" in err
