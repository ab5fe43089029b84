"""Who gets in: one browser that was shown the address, and nobody else."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.cli.test_runs import Merchant
from tests.web.pages import HEAD, File, Program, line, program


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """The page of a merchant who rehearses."""
    merchant = Merchant(tmp_path_factory.mktemp("guard"))
    with program(merchant, "--sandbox", "--lang", "en") as made:
        yield made


@pytest.fixture(scope="module")
def visitor(running: Program) -> httpx.Client:
    """The one who came first."""
    return running.visitor()


def test_the_address_is_good_for_one_visit(running: Program, visitor: httpx.Client) -> None:
    """Whoever comes with it later, or without the cookie, or with a wrong key, is refused."""
    assert visitor.get("/").status_code == 200
    for address in (running.address, running.origin, f"{running.origin}/?key=guess"):
        answer = httpx.get(address)
        assert answer.status_code == 403 and "set-cookie" not in answer.headers
    assert visitor.get(running.address).status_code == 303  # she reloads it herself


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(tmp_path: Path) -> None:
    """HttpOnly and SameSite=Strict; each start has a key and a cookie of its own."""
    cookies = set()
    for _ in range(2):
        with program(Merchant(tmp_path), "--sandbox") as made:
            answer = httpx.get(made.address)
            cookie = answer.headers["set-cookie"].lower()
            assert "httponly" in cookie and "samesite=strict" in cookie
            assert "key" not in answer.headers["location"]
            cookies.add((made.address.partition("key=")[2], cookie.partition(";")[0]))
    assert len({key for key, _ in cookies}) == len({value for _, value in cookies}) == 2


@pytest.mark.parametrize(
    ("headers", "method"),
    [({"Host": "evil.example"}, "GET"),
     ({"Host": "evil.example:80"}, "POST"),
     ({"Origin": "http://evil.example"}, "POST"),
     ({"Origin": "null"}, "POST"),
     ({"Origin": "http://127.0.0.1:1"}, "POST"),
     ({"Sec-Fetch-Site": "cross-site"}, "GET"),
     ({"Sec-Fetch-Site": "same-site"}, "POST")],
)  # fmt: skip
def test_other_names_and_other_pages_are_refused(
    visitor: httpx.Client, headers: dict[str, str], method: str
) -> None:
    """A name that was bent to this machine, and a page of another origin in the same browser, reach
    nothing, though the cookie came along."""
    assert visitor.request(method, "/uploads", headers=headers).status_code == 403


def test_a_post_that_does_not_say_where_it_comes_from_is_refused(
    running: Program, visitor: httpx.Client
) -> None:
    """Every browser says it; whoever is silent is none."""
    with httpx.Client(base_url=running.origin, cookies=visitor.cookies) as silent:
        assert silent.post("/uploads", content=b"x").status_code == 403


def test_no_script_of_elsewhere_could_run(visitor: httpx.Client) -> None:
    """The policy is strict on every answer, and no page has script or style within it."""
    file = File.dropped(visitor, "week.csv", HEAD + line("A", name="<img src=x onerror=alert(1)>"))
    for address in ("/", file.path, f"{file.path}/state", "/static/page.js", "/nowhere"):
        answer = visitor.get(address)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy
        assert answer.headers["cache-control"] == "no-store"
    html = visitor.get(file.path).text
    assert "<script>" not in html and "style=" not in html and "onerror" not in html
    assert [row["cells"][4] for row in file.rows()] == ["<img src=x onerror=alert(1)>"]


def test_what_is_no_answer_of_ours_is_refused_in_words(visitor: httpx.Client) -> None:
    """Unknown addresses, odd bodies and odd numbers: a status and a sentence, no trace."""
    for method, address, content in (
        ("GET", "/uploads/../../etc/passwd", b""),
        ("GET", "/uploads/0123456789abcdef", b""),
        ("GET", "/static/../app.py", b""),
        ("POST", "/login", b"[1"),
        ("POST", "/login", b"[]"),
        ("DELETE", "/", b""),
    ):
        answer = visitor.request(method, address, content=content)
        assert answer.status_code in (400, 404, 405), address
        assert "Traceback" not in answer.text
    file = File.dropped(visitor, "week.csv", HEAD + line("A"))
    assert visitor.get(f"{file.path}/rows", params={"start": "-1"}).status_code == 400
    assert visitor.post(f"{file.path}/mends", json={"cells": [{"row": "x"}]}).status_code == 400
    assert visitor.get(f"{file.path}/files/report").status_code == 404
