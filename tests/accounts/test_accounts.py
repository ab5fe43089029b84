"""Accounts that have a name: whose token is kept where, and who cannot have it."""

import os
import sqlite3
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import keyring
import pytest
from cryptography.fernet import Fernet
from keyring.backends import null

from importer import accounts
from importer.accounts import tokens
from importer.errors import SetupError, UsageError
from importer.ledger import Ledger
from importer.settings import STAGING, Settings, load

ROOT = Path(__file__).parents[2]
TOKEN, OTHER = "a-token-nobody-may-see", "the-other-token"
NEW, OLD = Fernet.generate_key().decode(), Fernet.generate_key().decode()


@pytest.fixture(autouse=True)
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No settings but those of the test, its ledger in a folder of its own, and no keyring."""
    for name in [name for name in os.environ if name.startswith("OTO_")]:
        monkeypatch.delenv(name)
    (tmp_path / "data").mkdir()
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    monkeypatch.setenv("OTO_LEDGER", str(tmp_path / "data" / "ledger.db"))
    before = keyring.get_keyring()
    keyring.set_keyring(null.Keyring())
    yield
    keyring.set_keyring(before)


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    with Ledger.open(os.environ["OTO_LEDGER"]) as ledger:
        yield ledger


def settings(token: str = TOKEN, **changes: object) -> Settings:
    return replace(load(keyring=False), token=token, **changes)  # type: ignore[arg-type]


def token_of(ledger: Ledger, name: str) -> str:
    return accounts.token_of(accounts.find(ledger, name), os.environ["OTO_LEDGER"])


def keep_two(ledger: Ledger) -> None:
    """Two accounts, encrypted with the key that is set."""
    accounts.keep(ledger, settings(TOKEN), "one", None)
    accounts.keep(ledger, settings(OTHER), "two", 3.0)


def test_a_token_is_nowhere_in_the_files_of_the_ledger(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stands there opens with the key alone; nor does an account show it."""
    monkeypatch.setenv("OTO_KEY", NEW)
    keep_two(ledger)
    assert token_of(ledger, "one") == TOKEN and token_of(ledger, "two") == OTHER
    files = [file.read_bytes() for file in (tmp_path / "data").iterdir()]
    assert len(files) > 1, "the log of the database is looked through, too"
    assert all(token.encode() not in data for data in files for token in (TOKEN, OTHER, NEW))
    shown = repr(accounts.known_accounts(ledger))
    assert TOKEN not in shown and accounts.known_accounts(ledger)[0].secret not in shown


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE accounts SET token = (SELECT token FROM accounts WHERE name = 'two') "
        "WHERE name = 'one'",
        "UPDATE accounts SET base_url = 'https://evil.example/rest/v2' WHERE name = 'one'",
        "UPDATE accounts SET name = 'three' WHERE name = 'two'; "
        "UPDATE accounts SET name = 'two' WHERE name = 'one'; "
        "UPDATE accounts SET name = 'one' WHERE name = 'three'",
    ],
    ids=["a copied token", "another host", "names exchanged"],
)
def test_a_token_opens_for_its_own_name_and_host_alone(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    """Whoever can write the ledger, and has no key, sends no token to where it does not belong."""
    monkeypatch.setenv("OTO_KEY", NEW)
    keep_two(ledger)
    with sqlite3.connect(ledger.location) as database:
        database.executescript(change)
    database.close()
    with pytest.raises(SetupError, match="belongs to another account or host") as refused:
        token_of(ledger, "one")
    assert 'accounts add "one"' in str(refused.value.cure)


def test_keys_are_changed_by_one_command(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the new key before the old one all tokens open; after the rotation the new one is
    enough, and the old one opens nothing."""
    monkeypatch.setenv("OTO_KEY", OLD)
    keep_two(ledger)
    monkeypatch.setenv("OTO_KEY", f"{NEW}, {OLD}")
    assert token_of(ledger, "one") == TOKEN
    assert accounts.rotate(ledger, ledger.location) == 2
    monkeypatch.setenv("OTO_KEY", NEW)
    assert token_of(ledger, "one") == TOKEN and token_of(ledger, "two") == OTHER
    monkeypatch.setenv("OTO_KEY", OLD)
    with pytest.raises(SetupError, match="does not open"):
        token_of(ledger, "one")


def test_a_rotation_that_fails_changes_nothing(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A token that no key opens is named, and the others stay as they were."""
    monkeypatch.setenv("OTO_KEY", OLD)
    keep_two(ledger)
    ledger.database.execute("keep_account_token", name="two", token="damaged")
    before = accounts.known_accounts(ledger)
    monkeypatch.setenv("OTO_KEY", f"{NEW},{OLD}")
    with pytest.raises(SetupError, match="“two” does not open"):
        accounts.rotate(ledger, ledger.location)
    assert accounts.known_accounts(ledger) == before


@pytest.mark.parametrize(
    ("key", "message"),
    [
        (None, "is encrypted, and there is no key"),
        (NEW, "does not open"),
        ("no-key-at-all", "holds something that is no key"),
        ("مفتاح", "holds something that is no key"),
    ],
    ids=["no key", "another key", "no key of any kind", "no key in Arabic"],
)
def test_without_the_right_key_a_token_does_not_open(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, key: str | None, message: str
) -> None:
    """What is wrong is said with a cure; neither the token nor the key is repeated."""
    monkeypatch.setenv("OTO_KEY", OLD)
    keep_two(ledger)
    if key is None:
        monkeypatch.delenv("OTO_KEY")
    else:
        monkeypatch.setenv("OTO_KEY", key)
    with pytest.raises(SetupError, match=message) as refused:
        token_of(ledger, "one")
    said = f"{refused.value} {refused.value.cure}"
    assert "OTO_KEY" in said or "new-key" in said
    assert TOKEN not in said and (key is None or key not in said)


@pytest.mark.parametrize("damage", ["x", "ü", "gAAAAA", "gAAAAABo" + "A" * 200])
def test_a_damaged_token_is_told(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    """It is a matter of set-up, whatever stands there."""
    monkeypatch.setenv("OTO_KEY", NEW)
    keep_two(ledger)
    ledger.database.execute("keep_account_token", name="one", token=damage)
    with pytest.raises(SetupError, match="does not open"):
        token_of(ledger, "one")


def key_file(folder: Path, monkeypatch: pytest.MonkeyPatch, mode: int = 0o600) -> Path:
    """A file of the two keys, the newest first."""
    file = folder / "keys.txt"
    file.write_text(f"{NEW}\n{OLD}\n")
    file.chmod(mode)
    monkeypatch.setenv("OTO_KEY_FILE", str(file))
    return file


def test_keys_may_stand_in_a_file(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One a line: the first encrypts, all open; OTO_KEY goes before the file."""
    monkeypatch.setenv("OTO_KEY", OLD)
    accounts.keep(ledger, settings(), "one", None)
    monkeypatch.delenv("OTO_KEY")
    key_file(tmp_path, monkeypatch)
    assert token_of(ledger, "one") == TOKEN
    accounts.keep(ledger, settings(OTHER), "two", None)
    monkeypatch.setenv("OTO_KEY", NEW)
    assert token_of(ledger, "two") == OTHER


@pytest.mark.skipif(os.name != "posix", reason="others are told apart by rights of their own")
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_file_of_keys_that_others_read_is_refused(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: int
) -> None:
    """The cure is the command that closes it."""
    file = key_file(tmp_path, monkeypatch, mode)
    with pytest.raises(SetupError, match="Others can read") as refused:
        accounts.keep(ledger, settings(), "one", None)
    assert f"chmod 600 {file}" in str(refused.value.cure)
    assert accounts.known_accounts(ledger) == []


@pytest.mark.parametrize("place", ["file", "link", "env"])
def test_keys_do_not_lie_beside_the_data(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """Neither as a file of their own, nor through a link, nor in a `.env` of that folder."""
    data = tmp_path / "data"
    file = key_file(data, monkeypatch)
    if place == "link":
        (tmp_path / "elsewhere.txt").symlink_to(file)
        monkeypatch.setenv("OTO_KEY_FILE", str(tmp_path / "elsewhere.txt"))
    elif place == "env":
        monkeypatch.delenv("OTO_KEY_FILE")
        (data / ".env").write_text(f"OTO_KEY={NEW}\n")
        (data / ".env").chmod(0o600)
        monkeypatch.chdir(data)
    with pytest.raises(SetupError, match="lies beside the ledger"):
        accounts.keep(ledger, settings(), "one", None)


def test_a_file_of_keys_that_is_not_there_is_told(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It does not count as having no key, by which a token would go elsewhere."""
    monkeypatch.setenv("OTO_KEY_FILE", "nowhere.txt")
    with pytest.raises(SetupError, match="cannot be read: no such file"):
        accounts.keep(ledger, settings(), "one", None)


def test_where_a_token_can_be_kept_nowhere_both_ways_are_told(ledger: Ledger) -> None:
    """Without keyring and key nothing is kept, in the clear least of all."""
    with pytest.raises(SetupError, match="The token is not kept") as refused:
        accounts.keep(ledger, settings(), "one", None)
    assert "keyring" in str(refused.value.cure) and "new-key" in str(refused.value.cure)
    assert accounts.known_accounts(ledger) == []


def test_a_ledger_of_several_machines_needs_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """The keyring of one of them would be of no use to the others."""
    server = "postgresql://ledger.example/oto"
    with pytest.raises(SetupError, match="Several machines") as refused:
        tokens.keep("one", STAGING, TOKEN, server)
    assert "accounts new-key" in str(refused.value.cure)
    monkeypatch.setenv("OTO_KEY", NEW)
    secret = tokens.keep("one", STAGING, TOKEN, server)
    assert tokens.token_of("one", STAGING, secret, server) == TOKEN


def test_a_missing_package_is_named_with_its_command() -> None:
    """Who did not install what servers need is told how, and sees no traceback."""
    code = (
        "import sys; sys.modules['cryptography'] = None\n"
        "from importer.cli.app import main\nmain(['accounts', 'new-key'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (3, "")
    assert 'python -m pip install ".[server]"' in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize("name", ["noon-ksa", "متجر الرياض", "Şube 2", "a", "x.y_z", "و" * 60])
def test_names_of_every_script_are_names(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Composed or not, whatever its capitals and the spaces around, it is the same name."""
    monkeypatch.setenv("OTO_KEY", NEW)
    assert accounts.keep(ledger, settings(), name, None) is False
    again = f" {unicodedata.normalize('NFD', name).upper()} "
    assert accounts.keep(ledger, settings(OTHER), again, None) is True
    assert [each.name for each in accounts.known_accounts(ledger)] == [name]
    assert token_of(ledger, name) == OTHER


@pytest.mark.parametrize(
    "name",
    ["", " ", "-x", "--yes", "a/b", 'a"b', "a\nb", "a\u202eb", "a\u200fb", "x" * 61, "\u0300"],
)
def test_what_is_no_name_is_refused_and_not_repeated(ledger: Ledger, name: str) -> None:
    """Control and direction marks, what a shell reads, and a token pasted by mistake."""
    with pytest.raises(UsageError) as refused:
        accounts.keep(ledger, settings(), name, None)
    assert str(refused.value) == "This cannot be the name of an account."


def test_an_account_brings_its_host_and_its_rate(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rate that is said, by flag or environment, goes before it; a new token keeps it."""
    monkeypatch.setenv("OTO_KEY", NEW)
    accounts.keep(ledger, settings(base_url=STAGING), "one", 3.0)
    accounts.keep(ledger, settings(OTHER, base_url=STAGING), "one", None)
    found = accounts.settings_of(load(keyring=False), "ONE")
    assert (found.base_url, found.rate, found.token) == (STAGING, 3.0, OTHER)
    assert found.account_flags == ("--account", "one")
    flag = accounts.settings_of(load(keyring=False, rate=7), "one", rate=7)
    monkeypatch.setenv("OTO_RATE", "9")
    assert (flag.rate, accounts.settings_of(load(keyring=False), "one").rate) == (7.0, 9.0)
