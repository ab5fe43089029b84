"""Whoever has no business with the page reaches nothing of it, at any of its addresses."""

import re
import signal
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from starlette.routing import Mount, Route

from importer import settings
from importer.web import Desk
from importer.web.app import application
from tests.cli.test_runs import Merchant
from tests.web.pages import HEAD, File, Program, line, names_in, program

FOREIGN = {
    "Host": ("evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "127.0.0.2:{port}",
             "0.0.0.0:{port}", "[::1]:{port}", "127.0.0.1.evil.example:{port}", ""),
    "Origin": ("http://evil.example", "http://127.0.0.1", "http://127.0.0.1:1", "null", "",
               "https://127.0.0.1:{port}", "http://localhost:{port}"),
    "Sec-Fetch-Site": ("cross-site", "same-site"),
}  # fmt: skip


def addresses(folder: Path) -> list[tuple[str, str]]:
    """Every address that there is, by its methods."""
    found = []
    for route in application(Desk(settings.load(folder, keyring=False), "en")).routes:
        if isinstance(route, Mount):
            found.append(("GET", f"{route.path}/page.js"))
        elif isinstance(route, Route):
            path = re.sub("{id}", "{path}", route.path).replace("{kind}", "report")
            found += [(method, path) for method in sorted(route.methods or ())]
    return found


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """The page of a merchant who rehearses."""
    with program(Merchant(tmp_path_factory.mktemp("strangers")), "--sandbox") as made:
        yield made


@pytest.fixture(scope="module")
def file(running: Program) -> File:
    """A file of hers."""
    return File.dropped(running.visitor(), "week.csv", HEAD + line("A") + line("B", "12"))


def test_without_the_cookie_every_address_is_closed(
    running: Program, file: File, tmp_path: Path
) -> None:
    """No cookie, a guessed one or that of another port: 403, whether or not there is such a file,
    and what she has is as it was."""
    known = addresses(tmp_path)
    assert len(known) > 20
    before = file.state()
    port = urlsplit(running.origin).port
    for cookie in ("", f"importer-{port}=guess", f"importer-{port}=", "importer-1=x"):
        headers = {"Origin": running.origin, "Cookie": cookie}
        with httpx.Client(base_url=running.origin, headers=headers) as stranger:
            for method, path in known:
                for upload_id in (file.path.rpartition("/")[2], "0123456789abcdef"):
                    answer = stranger.request(method, path.replace("{path}", upload_id))
                    assert answer.status_code == 403, (method, path, cookie)
                    assert "week" not in answer.text and "set-cookie" not in answer.headers
    assert file.state() == before


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in FOREIGN.items() for value in values]
)
def test_with_the_cookie_from_elsewhere_every_address_is_closed(
    running: Program, file: File, tmp_path: Path, name: str, value: str
) -> None:
    """A name that was bent to this machine, a page of another origin, another program's page on
    this machine: 403 at every address, the one with the key too."""
    port = urlsplit(running.origin).port
    headers = {name: value.format(port=port)}
    before = file.state()
    for method, path in [*addresses(tmp_path), ("GET", "/?key=guess")]:
        address = path.replace("/uploads/{path}", file.path)
        assert file.client.request(method, address, headers=headers).status_code == 403, address
    assert file.state() == before


def test_the_page_is_on_loopback_only(running: Program) -> None:
    """It listens on 127.0.0.1 alone: another address, even of this very machine, finds nobody."""
    port = urlsplit(running.origin).port
    assert port is not None
    socket.create_connection(("127.0.0.1", port), timeout=5).close()
    for host in ("127.0.0.2", "::1"):
        with pytest.raises(OSError):
            socket.create_connection((host, port), timeout=5)


def test_cookies_of_other_programs_do_not_shut_her_out(running: Program, file: File) -> None:
    """A browser sends the cookies of every port of 127.0.0.1 along, also those that are not as
    they should be."""
    cookie = "; ".join(f"{name}={value}" for name, value in file.client.cookies.items())
    for other in ('settings={"theme": "dark"}', "user[id]=1", "name=نورة", "alone", 'open="quote'):
        headers = [(b"Cookie", f"{other}; {cookie}".encode())]
        with httpx.Client(base_url=running.origin) as browser:
            assert browser.get(file.path, headers=headers).status_code == 200, other


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_ctrl_c_ends_it_while_a_page_listens(tmp_path: Path, name: str) -> None:
    """An open page does not keep the program: it ends with 0, says so, and nothing answers."""
    with program(Merchant(tmp_path), "--sandbox", "--lang", "en") as running:
        file = File.dropped(running.visitor(), "week.csv", HEAD + line("A"))
        with file.client.stream("GET", f"{file.path}/events") as events:
            assert next(events.iter_lines())
            running.process.send_signal(getattr(signal, name))
            out, err = running.process.communicate(timeout=20)
        assert running.process.returncode == 0
        assert "good order" in err and "Traceback" not in out + err
        with pytest.raises(httpx.ConnectError):
            httpx.get(running.origin)


def test_neither_key_nor_cookie_is_written_down(tmp_path: Path) -> None:
    """What opens the page is in the address on the terminal alone: no file and no log has it."""
    with program(Merchant(tmp_path), "--sandbox", "-v", "-v") as running:
        file = File.dropped(running.visitor(), "week.csv", HEAD + line("A"))
        file.send()
        (secret,) = file.client.cookies.values()
        key = running.address.partition("key=")[2]
        code, said = running.end()
    assert code == 0 and key and key not in said and secret not in said
    assert not names_in(tmp_path, key) and not names_in(tmp_path, secret)
