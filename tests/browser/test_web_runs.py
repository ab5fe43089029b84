"""Submitted runs as their merchant follows them, in a real browser."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import OpenPage
from tests.browser.test_web_page import SCREEN, dropped, seen
from tests.browser.test_web_running import plain_page
from tests.faulty_oto import Remote, serve
from tests.runs.fleet import LEASE, LIVE, Fleet, orders
from tests.web.pages import HEAD, line, program

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["plain_page"]
DATED = HEAD.replace("\n", ",orderDate\n")


@pytest.fixture
def oto() -> Iterator[str]:
    with serve() as base_url:
        yield base_url


@pytest.fixture
def fleet(tmp_path: Path, oto: str) -> Iterator[Fleet]:
    made = Fleet(tmp_path, oto, begins=(LEASE, LIVE))
    yield made
    made.close()


def has_focus(page: "Page", id_: str) -> bool:
    return bool(page.evaluate("document.activeElement.id") == id_)


def test_a_run_is_answered_approved_and_seen_to_its_end(
    fleet: Fleet, oto: str, open_page: OpenPage
) -> None:
    """In Arabic, by keys: a file with a date in two readings is handed over at the command line;
    she lets the page send it, chooses the reading, agrees to what is shown, sees it end and finds
    the report. axe finds nothing on the way, light and dark, wide and narrow."""
    file = fleet.folder / "أسبوع.csv"
    row = "A,cod,10,SAR,Noura,0551234567,SA,Riyadh,Street 1,sku,1,03/04/2026\n"
    file.write_text(DATED + row, encoding="utf-8")
    run = fleet.submit(file)
    with program(fleet, "--lang", "ar") as running:
        page = open_page(running.address, viewport={"width": SCREEN, "height": 900})
        page.click(".to-runs")
        page.wait_for_selector("#note:not([hidden])")
        found = seen(page, "waiting")
        page.focus("#start")
        page.keyboard.press("Enter")
        page.focus(f"#run-{run}")
        page.locator(".runs .tag.care").wait_for()
        assert has_focus(page, f"run-{run}")  # though the line was drawn anew
        found += seen(page, "the list")
        page.keyboard.press("Enter")
        page.wait_for_selector("#questions:not([hidden])")
        assert page.get_attribute("html", "dir") == "rtl"
        found += seen(page, "a question")
        page.focus("#answer-dates-0")
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
        page.locator("#asked .lines").wait_for()
        assert has_focus(page, "title-questions")
        assert "10.00" in page.inner_text("#asked") and Remote(oto).calls("createOrder") == []
        found += seen(page, "whether to send")
        page.focus("#answer")
        page.keyboard.press("Enter")
        page.locator("#state", has_text="اكتمل").wait_for()
        assert page.locator("#files a").count() == 2
        found += seen(page, "ended")
        page.close()
    assert found == []
    assert list(Remote(oto).payloads()) == ["A"]


def test_what_is_handed_over_is_followed_and_stopped(
    fleet: Fleet, oto: str, open_page: OpenPage
) -> None:
    """She drops a file and hands it over in the question; the sending view follows it, the run's
    own page stops it after she confirms, and the file's page shows how it ended."""
    fleet.environment["OTO_RATE"] = "5"
    with program(fleet, "--lang", "en") as running:
        page = open_page(running.address, viewport={"width": SCREEN, "height": 900})
        dropped(page, orders(fleet.folder, 60))
        page.click('a[href="#send"]')
        page.click("#next:enabled")
        found = seen(page, "the question")
        page.click("#ask-hand-over:enabled")
        page.wait_for_selector("#live:not([hidden])")
        page.locator("#live-text", has_text="of 60").wait_for()
        found += seen(page, "followed")
        page.click("#live-run a")
        page.locator("#state", has_text="of 60").wait_for()
        found += seen(page, "under way")
        page.click("#stop")
        assert has_focus(page, "sure-no")
        page.click("#sure-yes")
        page.locator("#state", has_text="stopped").wait_for()
        page.wait_for_selector("#downloads:not([hidden])")
        found += seen(page, "stopped")
        page.go_back()
        page.wait_for_selector("#view-results:not([hidden])")
        found += seen(page, "its results")
        page.close()
    assert found == []
    assert 0 < len(Remote(oto).orders()) < 60


def test_another_answer_than_the_likely_one_is_typed(
    fleet: Fleet, oto: str, plain_page: "Page"
) -> None:
    """What no column holds is a field with what is likely in it; what cannot be read is refused in
    words, and she stays where she was."""
    file = fleet.folder / "week.csv"
    file.write_text(HEAD.replace("currency,", "") + line("A").replace("SAR,", ""), encoding="utf-8")
    run = fleet.submit(file)
    with program(fleet, "--lang", "en") as running:
        page = plain_page
        page.goto(running.address)
        page.goto(f"{running.origin}/runs")
        page.click("#start")
        page.goto(f"{running.origin}/runs/{run}")
        page.wait_for_selector("#answer-currency")
        page.fill("#answer-currency", "a lot")
        page.click("#answer")
        page.locator("#alert", has_text="a lot").wait_for()
        page.fill("#answer-currency", "SAR")
        page.click("#answer")
        page.locator("#asked .lines").wait_for()
        page.click("#decline")
        page.click("#sure-yes")
        page.wait_for_selector("#questions[hidden]", state="attached")
    assert Remote(oto).calls("createOrder") == []
