"""Flags, environment and `.env` become one frozen object."""

from pathlib import Path
from typing import Any

import pytest

from importer import settings
from importer.errors import SetupError, UsageError


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (settings.TOKEN, settings.BASE_URL, settings.LEDGER, settings.RATE,
                 settings.CONCURRENCY, settings.REPORT_DIR, settings.LANG):  # fmt: skip
        monkeypatch.delenv(name, raising=False)


def load(folder: Path, **flags: Any) -> settings.Settings:
    return settings.load(folder, keyring=False, **flags)


def test_a_flag_wins_over_the_environment_and_that_over_dotenv(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The nearest word counts: flag, then environment, then .env, then the default."""
    (tmp_path / ".env").write_text("OTO_RATE=2\nOTO_CONCURRENCY=3\nOTO_REPORT_DIR=from-dotenv\n")
    monkeypatch.setenv("OTO_RATE", "7")
    got = load(tmp_path, concurrency=4)
    assert (got.rate, got.concurrency, got.report_dir) == (7.0, 4, Path("from-dotenv"))
    assert got.base_url == settings.PRODUCTION


def test_the_token_is_never_in_the_repr(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever prints the settings does not print the password."""
    monkeypatch.setenv(settings.TOKEN, "very-secret")
    got = load(tmp_path)
    assert got.needed_token() == "very-secret"
    assert "very-secret" not in repr(got)
    assert "very-secret" not in got.token_hash


@pytest.mark.parametrize(
    "url",
    ["http://api.tryoto.com/rest/v2", "ftp://127.0.0.1", "https://user:pw@api.tryoto.com",
     "https://api.tryoto.com/?token=1", "api.tryoto.com", "http://127.0.0.1.example.com"],
)  # fmt: skip
def test_an_address_that_would_leak_is_refused(tmp_path: Path, url: str) -> None:
    """Plain http goes to this machine only, and an address carries no secrets."""
    with pytest.raises(UsageError):
        load(tmp_path, base_url=url)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8080/rest/v2", "http://localhost:9", "http://[::1]:9", "https://x.y"]
)
def test_https_and_loopback_are_accepted(tmp_path: Path, url: str) -> None:
    """A sandbox on this machine may speak plain http."""
    assert load(tmp_path, base_url=url + "/").base_url == url


@pytest.mark.parametrize("rate", ["0", "-1", "nan", "many", "inf", "100000"])
def test_a_rate_that_cannot_be_is_a_usage_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rate: str
) -> None:
    """A rate is a positive number with a limit."""
    monkeypatch.setenv(settings.RATE, rate)
    with pytest.raises(UsageError, match="OTO_RATE"):
        load(tmp_path)


def test_without_a_token_the_cure_names_the_dashboard_and_the_sandbox(tmp_path: Path) -> None:
    """She learns where the token is found and how to rehearse without it."""
    with pytest.raises(SetupError) as caught:
        load(tmp_path).needed_token()
    assert "dashboard" in caught.value.cure.format("en")
    assert "--sandbox" in caught.value.cure.format("ar")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        (".env", "OTO_REFRESH_TOKEN=secret\r\nOTO_RATE=2\r\n".encode("utf-16")),
        (".env", b"\xef\xbb\xbfOTO_REFRESH_TOKEN=secret\nOTO_RATE=2\n"),
        (".env", "# رمز الربط\nOTO_REFRESH_TOKEN=secret\nOTO_RATE=2\n".encode("cp1256")),
        (".env.txt", b"OTO_REFRESH_TOKEN=secret\nOTO_RATE=2\n"),
    ],
    ids=["PowerShell", "mark", "old comment", "ending"],
)
def test_dotenv_is_read_as_programs_write_it(tmp_path: Path, name: str, data: bytes) -> None:
    """PowerShell's encoding, a byte order mark, comments of an old editor, an ending that is not
    shown."""
    (tmp_path / name).write_bytes(data)
    settings = load(tmp_path)
    assert (settings.token, settings.rate) == ("secret", 2)


def test_a_setting_whose_letters_are_lost_is_not_taken(tmp_path: Path) -> None:
    """A token with bytes of another encoding in it would be refused without a reason."""
    (tmp_path / ".env").write_bytes("OTO_REFRESH_TOKEN=رمز\n".encode("cp1256"))
    with pytest.raises(UsageError, match="cannot be read as text"):
        load(tmp_path)
