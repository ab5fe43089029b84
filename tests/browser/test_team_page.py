"""The page of a team as an operator uses it, in a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import faulty_oto as sandbox
from tests.browser.conftest import OpenPage
from tests.browser.test_web_page import SCREEN, dropped, seen, sent
from tests.cli.test_runs import oto
from tests.web.pages import HEAD, at_work, line, program
from tests.web.teams import LISTEN, PASSWORD, Team

__all__ = ["oto"]


@pytest.fixture
def team(tmp_path: Path, oto: str) -> Iterator[Team]:
    return Team(tmp_path, oto)


def test_an_operator_logs_in_and_sends(team: Team, oto: str, open_page: OpenPage) -> None:
    """In Arabic: name and password lead to the choice of an account, and its orders arrive; then
    she looks at who did what, and logs out. axe finds nothing on the way, light and dark, wide and
    narrow."""
    week = team.folder / "week.csv"
    week.write_text(HEAD + line("A") + line("B", "0551234568"), encoding="utf-8")
    with program(team, *LISTEN[:2], "--lang", "ar") as running, at_work(team):
        page = open_page(running.address, viewport={"width": SCREEN, "height": 900})
        assert page.get_attribute("html", "dir") == "rtl" and page.url.endswith("/login")
        found = seen(page, "log-in")
        page.fill("#name", "sara")
        page.fill("#password", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_selector(".files")
        found += seen(page, "accounts")
        page.click('a[href="/accounts/two/"]')
        assert "two" in page.inner_text(".top")
        found += seen(page, "home")
        dropped(page, week)
        sent(page)
        assert "/accounts/two/uploads/" in page.url
        found += seen(page, "results")
        page.click('a[href="/audit"]')
        assert "week.csv" in page.inner_text("table")
        found += seen(page, "audit")
        page.click(".team button")
        page.wait_for_url("**/login")
        page.close()
    assert found == []
    assert sorted(sandbox.Remote(oto).payloads()) == ["A", "B"]
