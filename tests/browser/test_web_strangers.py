"""Other pages in the merchant's own browser, and cells that would like to be script: a real browser
keeps them out as the page tells it to."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests import faulty_oto as sandbox
from tests.browser.conftest import OpenPage
from tests.browser.test_web_page import dropped, sent
from tests.cli.test_runs import TOKEN, Merchant, oto
from tests.web.pages import HEAD, line, program

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["oto"]
# All that a page can do to another one; each of them is a call that takes the cookie along, if any.
ATTACK = """async ([origin, id]) => {
  const post = (path, body) => fetch(origin + path, {
    method: 'POST', mode: 'no-cors', credentials: 'include', body }).catch(() => 0);
  const read = (path) => fetch(origin + path, { credentials: 'include' })
    .then(() => 'read', () => '');
  const element = (tag, place) => new Promise((done) => {
    const made = document.createElement(tag);
    made.onload = () => done('loaded');
    made.onerror = () => done('');
    made[tag === 'link' ? 'href' : 'src'] = origin + place;
    if (tag === 'link') made.rel = 'stylesheet';
    document.head.append(made);
  });
  const path = `/uploads/${id}`;
  await post('/uploads', 'evil');
  for (let version = 1; version < 12; version += 1) {
    await post(`${path}/send`, `{"version": ${version}}`);
  }
  await post(`${path}/mends`, '{"cells": [{"row": 2, "column": 4, "text": "Evil"}]}');
  await post('/leave', '{}');
  navigator.sendBeacon(`${origin}/leave`, '{}');
  return (await Promise.all([
    read(`${path}/state`), read(`${path}/rows`), read('/'),
    element('script', `${path}/state`), element('script', '/static/page.js'),
    element('img', path), element('link', '/static/app.css'),
  ])).filter(Boolean);
}"""
SUBMIT = """address => {
  document.body.innerHTML = '<form method=post enctype=text/plain><input name=x></form>';
  document.forms[0].action = address;
  document.forms[0].submit();
}"""
HOSTILE = (
    "<script>window.hit=1</script>",
    "<img src=x onerror=window.hit=1>",
    "'\"><svg onload=window.hit=1>",
    "</script><script>window.hit=1</script>",
    "{{ 7 * 7 }} {text} ${window.hit=1}",
    "javascript:window.hit=1",
)
INLINE = """async () => {
  const script = document.createElement('script');
  script.textContent = 'window.hit = 1';
  document.body.append(script);
  document.body.insertAdjacentHTML('beforeend', '<img src="x" onerror="window.hit=1">');
  await new Promise((done) => document.querySelector('img').addEventListener('error', done));
  return fetch('http://127.0.0.1:1/').then(() => 'sent', () => window.hit);
}"""


@contextmanager
def other_program() -> Iterator[int]:
    """Another program of this machine that serves a page; gives its port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<!doctype html><title>Other</title><link rel=icon href=data:,>")

        def log_message(self, *_arguments: object) -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


@pytest.fixture
def merchant(tmp_path: Path, oto: str) -> Merchant:
    """A merchant with an account."""
    return Merchant(tmp_path, oto)


def state_of(page: "Page") -> dict[str, object]:
    """What her page has of the file."""
    return dict(page.evaluate("fetch(`${location.pathname}/state`).then(answer => answer.json())"))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "evil.localhost"])
def test_another_page_in_her_browser_reaches_nothing(
    merchant: Merchant, oto: str, open_page: OpenPage, host: str
) -> None:
    """A page of another port (to which the browser gives her cookie) or another name posts, reads,
    includes, frames and submits: all is refused, nothing is read, sent, mended or ended."""
    week = merchant.folder / "week.csv"
    week.write_text(HEAD + line("A"), encoding="utf-8")
    with program(merchant, "--lang", "en") as running, other_program() as port:
        page = open_page(running.address)
        dropped(page, week)
        page.wait_for_selector("#next:enabled")
        before = state_of(page)
        other = page.context.new_page()
        ends: list[str | None] = []
        other.on("requestfailed", lambda each: ends.append(each.failure))
        other.goto(f"http://{host}:{port}/")
        upload_id = urlsplit(page.url).path.rpartition("/")[2]
        assert other.evaluate(ATTACK, [running.origin, upload_id]) == []
        other.evaluate(SUBMIT, f"{running.origin}/leave")
        other.wait_for_url(f"{running.origin}/leave")
        assert other.inner_text("body") == "Forbidden"
        # The answers came, and the browser gave them to nobody.
        assert len([end for end in ends if end and "BLOCKED_BY_RESPONSE" in end]) > 15
        assert state_of(page) == before
        assert running.process.poll() is None
        page.close()
    assert sandbox.Remote(oto).orders() == []


def test_a_name_that_was_bent_to_this_machine_gets_nothing(
    merchant: Merchant, open_page: OpenPage
) -> None:
    """A name that leads to 127.0.0.1 (DNS rebinding) is refused even with the key, which stays good
    for her."""
    with program(merchant, "--lang", "en") as running:
        bent = running.address.replace("127.0.0.1", "evil.localhost")
        page = open_page(running.address)
        for address in (bent, bent.partition("?")[0]):
            stranger = page.context.new_page()
            answer = stranger.goto(address)
            assert answer is not None and answer.status == 403
            assert stranger.inner_text("body") == "Forbidden"
        assert page.context.cookies(bent) == []
        page.close()


def test_a_stolen_address_opens_nothing(merchant: Merchant, open_page: OpenPage) -> None:
    """Opened once more in another browser it says in her language that it was used; without the key
    there is nothing either; she herself can open it again."""
    with program(merchant, "--lang", "ar") as running:
        page = open_page(running.address)
        browser = page.context.browser
        assert browser is not None
        with browser.new_context() as thief:
            for address in (running.address, running.origin):
                stolen = thief.new_page()
                answer = stolen.goto(address)
                assert answer is not None and answer.status == 403
                assert "استُعمل" in stolen.inner_text("body") and "Ctrl+C" in stolen.content()
                assert thief.cookies() == []
        (cookie,) = page.context.cookies()
        assert cookie["httpOnly"] and cookie["sameSite"] == "Strict"
        assert page.evaluate("document.cookie") == ""
        page.goto(running.address)
        assert page.url == f"{running.origin}/" and page.locator("#drop").is_visible()
        page.close()


def hostile_week(folder: Path) -> tuple[Path, list[str]]:
    """A week whose header, cells, order numbers and name all would like to be script; one order
    cannot be sent. Gives the numbers of its orders, too."""
    cells = ['"' + text.replace('"', '""') + '"' for text in HOSTILE]
    header = HEAD.replace("\n", f",{cells[1]}\n")
    rows = [line(f"A{n}", name=text).replace("\n", f",{text}\n") for n, text in enumerate(cells)]
    rows += [line(cells[1]).replace("\n", ",x\n"), line("B", cells[0]).replace("\n", ",x\n"),
             line("C").replace("Riyadh", cells[1]).replace("\n", ",x\n"),
             line("D").replace("cod", cells[2]).replace("\n", ",x\n")]  # fmt: skip
    file = folder / "<img src=x onerror=hit=1>.csv"
    file.write_text(header + "".join(rows), encoding="utf-8")
    return file, rows


def test_hostile_cells_are_texts_on_every_view(
    merchant: Merchant, oto: str, open_page: OpenPage
) -> None:
    """Script in the file's name, its header, its cells and order numbers is shown as it is, and
    runs on no view: the understood file, the grid, the causes, the question, the results, home, the
    report's own page. No address that the browser asked for has a cell, a phone, or the token."""
    file, rows = hostile_week(merchant.folder)
    asked: list[str] = []
    with program(merchant, "--lang", "en") as running:
        page = open_page("about:blank")
        page.context.on("request", lambda request: asked.append(request.url))
        page.goto(running.address)
        dropped(page, file)
        assert "onerror" in page.inner_text("h1")
        assert HOSTILE[1] in page.inner_text("#view-file")
        page.click('a[href="#mend"]')
        page.uncheck("#only")
        page.wait_for_selector(f"#cell-{len(rows) - 1}-0")
        shown = page.locator("#grid").text_content() or ""
        for text in HOSTILE:
            assert text in shown
        page.click("#cell-0-4")
        page.fill("#cell-text", HOSTILE[3])
        page.click("#cell-save")
        page.wait_for_selector("#cell-0-4.mended")
        sent(page)
        assert HOSTILE[1] in page.inner_text("#results")
        with page.context.expect_page() as opened:
            page.click("#results a[target=_blank]")
        report = opened.value
        report.wait_for_load_state()
        assert HOSTILE[1] in report.inner_text("body")
        reach = "origin => fetch(origin).then(() => 'read', () => origin && self.hit)"
        assert report.evaluate(reach, running.origin) is None
        page.goto(running.origin)
        assert "onerror" in page.inner_text("#uploads")
        for each in (page, report):
            assert each.evaluate("window.hit") is None
            assert each.locator("img, svg[onload], [onerror], [onload]").count() == 0
        page.close()
    assert sandbox.Remote(oto).payloads()["A0"]["customer"]["name"] == HOSTILE[3]
    ours = [each for each in asked if each.startswith(running.origin)]
    assert len(ours) > 20 and ours[0] == running.address
    key = running.address.partition("?")[2]
    assert not any(key in each for each in ours[1:])
    assert not any(text in each for text in (TOKEN, "hit", "55123", "Noura") for each in ours)


def test_the_policy_holds_even_if_a_script_got_in(merchant: Merchant, open_page: OpenPage) -> None:
    """An inline script, a handler in an attribute and a call to elsewhere are stopped by the
    browser on every view."""
    with program(merchant, "--lang", "en") as running:
        context = open_page(running.address).context
        page = context.new_page()
        stopped: list[str] = []
        page.on("console", lambda message: stopped.append(message.text))
        page.goto(running.origin)
        assert page.evaluate(INLINE) is None
        assert page.evaluate("window.hit") is None
        assert len([text for text in stopped if "Content Security Policy" in text]) >= 3
