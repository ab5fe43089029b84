"""A real browser for the tests of pages: the Chromium of the machine.

Where there is none the tests are skipped, unless IMPORTER_NEEDS_BROWSER is set.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, NoReturn, Protocol

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


class OpenPage(Protocol):
    """Opens a page by itself, in a context with these options of Playwright's."""

    def __call__(self, url: str, *, script: str = "", **options: Any) -> "Page": ...


# Not of the session: Playwright's event loop runs in this thread for as long as the browser is
# open, and no test elsewhere could run its own.
@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """One browser for all tests of a module."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _do_without("Playwright is not installed, so no page was tried in a browser.")
    chromium = next(filter(None, map(shutil.which, _CHROMIUM)), None)
    if chromium is None:
        _do_without("This machine has no Chromium, so no page was tried in a browser.")
    # Chromium refuses to run its sandbox as root.
    as_root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=as_root)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: "Browser") -> Iterator[OpenPage]:
    """Opens pages; what one of them complains of (its script, its policy) fails the test."""
    complaints: list[str] = []
    with ExitStack() as contexts:

        def opened(url: str, *, script: str = "", **options: Any) -> "Page":
            context = browser.new_context(**options)
            contexts.callback(context.close)
            context.add_init_script(script)
            page = context.new_page()
            page.on("console", lambda message: complaints.append(message.text))
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.goto(url)
            return page

        yield opened
    assert complaints == []


def axe_violations(page: "Page") -> list[str]:
    """What axe-core finds wrong with the page as it is shown now: the rule, and where."""
    from axe_playwright_python.sync_playwright import Axe

    return [
        f"{violation['id']}: {node['html']} {node['failureSummary']}"
        for violation in Axe().run(page).response["violations"]
        for node in violation["nodes"]
    ]


def _do_without(why: str) -> NoReturn:
    if os.environ.get("IMPORTER_NEEDS_BROWSER"):
        pytest.fail(why)
    pytest.skip(why)
