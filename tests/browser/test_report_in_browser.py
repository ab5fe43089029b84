"""The report's page as somebody sees and uses it: a file of a run, opened in a real browser."""

import itertools
import os
import re
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from importer.i18n import without_marks
from importer.outcome import Outcome, Status
from importer.problems import Problem
from importer.report import write_report
from tests.browser.conftest import OpenPage, axe_violations
from tests.report.report_runs import run_of, source

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]
MISTAKES = ROOT / "templates" / "example-with-mistakes.xlsx"
A4_WIDTH = 1047  # of the printed part of a landscape page, in pixels: 297 mm less two margins
SCREEN, PHONE = 1280, 390
SCHEMES = ("light", "dark")
NO_CLIPBOARD = "delete Navigator.prototype.clipboard"

# Whether the text of each element stands on one line.
UNBROKEN = """elements => elements.map(element => {
  const range = document.createRange();
  range.selectNodeContents(element);
  const tops = Array.from(range.getClientRects(), box => Math.round(box.top / 8));
  return new Set(tops).size <= 1 ? '' : element.textContent;
}).filter(Boolean)"""
IN_SIGHT = """element => {
  const { top, bottom } = element.getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight;
}"""
STYLE = "(element, name) => getComputedStyle(element)[name]"


@pytest.fixture(scope="module")
def page_of_run(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """The page of a whole run of the example with mistakes, by its language."""

    @cache
    def page_in(lang: str) -> str:
        folder = tmp_path_factory.mktemp(lang)
        command = [sys.executable, "-m", "importer", str(MISTAKES), "--sandbox", "--yes"]
        subprocess.run(
            [*command, "--lang", lang, "--report-dir", str(folder)],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), "XDG_DATA_HOME": str(folder / "data")},
            capture_output=True,
            check=False,  # some orders are not sent, which is what its exit code says
        )
        (page,) = folder.glob("*.html")
        return page.as_uri()

    return page_in


@pytest.fixture(scope="module")
def page_of_all(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of a run in which a thousand orders were created, and one ended in each other way;
    their numbers are long."""
    folder = tmp_path_factory.mktemp("all")
    ends = [*Status, *[Status.CREATED] * 1000]
    outcomes = [
        Outcome(f"ORDER-2026-11-{row:09}-RIYADH", (row,), status, ("540789",),
                (Problem("OTO1029", row, facts=(("text", f"No name in ORDER-2026-{row}"),)),))
        for row, status in enumerate(ends, 2)
    ]  # fmt: skip
    page = write_report(run_of(source(folder), outcomes), folder).page
    assert page is not None
    return page.as_uri()


def view(width: int, scheme: str = "light") -> dict[str, object]:
    return {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}


def contrast(one: str, other: str) -> float:
    """The contrast of two colours of CSS, as WCAG reckons it."""
    lighter, darker = sorted(map(luminance, (one, other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    red, green, blue = (int(part) / 255 for part in re.findall(r"\d+", colour)[:3])
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (red, green, blue)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def shown_rows(page: "Page") -> list[str]:
    """The statuses of the orders that are to be seen."""
    rows = page.locator("#orders tbody tr:visible")
    return rows.evaluate_all("rows => rows.map(row => row.dataset.status)")


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [SCREEN, PHONE])
@pytest.mark.parametrize("lang", ["en", "ar", "tr"])
def test_axe_finds_nothing_wrong(
    page_of_run: Callable[[str], str], open_page: OpenPage, lang: str, width: int, scheme: str
) -> None:
    """Everybody can read the page, in each language, on a screen and a phone, by day and night."""
    page = open_page(page_of_run(lang), **view(width, scheme))
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_status_can_be_read_and_told_apart(
    page_of_all: str, open_page: OpenPage, scheme: str
) -> None:
    """Texts have the contrast that axe asks for; the bar's stretches stand out from the page and
    from each other, that of one order in a thousand too."""
    page = open_page(page_of_all, **view(PHONE, scheme))
    page.locator("#orders tbody tr").nth(20).evaluate_all(
        "rows => document.querySelectorAll(`#${rows[0].id} ~ tr`).forEach(row => row.remove())"
    )  # axe need not look at a thousand that are alike
    assert axe_violations(page) == []
    paper = page.locator("body").evaluate(STYLE, "backgroundColor")
    stretches = page.locator(".bar rect").all()
    assert len(stretches) == len(Status)
    for stretch in stretches:
        assert contrast(stretch.evaluate(STYLE, "fill"), paper) >= 3
        assert stretch.evaluate(STYLE, "stroke") == paper
        gap = stretch.evaluate(STYLE, "strokeWidth")
        assert gap == "2px" and stretch.evaluate("rect => rect.getBoundingClientRect().width") > 4


@pytest.mark.parametrize("width", [SCREEN, PHONE])
def test_numbers_and_codes_are_never_broken(
    page_of_run: Callable[[str], str], page_of_all: str, open_page: OpenPage, width: int
) -> None:
    """An order number, an OTO number, a code and a cell each stand on one line, and so do numbers,
    dates and options within sentences."""
    for url in (page_of_run("ar"), page_of_all):
        page = open_page(url, **view(width))
        assert page.locator(".whole", has_text=re.compile("--map-city|ORDER-2026")).count() > 0
        assert page.locator("#orders td.short, .machine, .whole").evaluate_all(UNBROKEN) == []


@pytest.mark.parametrize("width", [SCREEN, PHONE])
def test_a_place_leads_to_its_order(
    page_of_run: Callable[[str], str], open_page: OpenPage, width: int
) -> None:
    """Its row is brought into sight and marked, also when a filter had hidden it."""
    page = open_page(page_of_run("en"), **view(width))
    page.locator("#search").fill("no order has this")
    assert shown_rows(page) == []
    link = page.locator("a[href^='#row-']").last
    link.click()
    row = page.locator(link.get_attribute("href") or "")
    assert row.evaluate(IN_SIGHT)
    assert row.evaluate(STYLE, "outlineWidth") == "3px"
    assert page.locator("#search").input_value() == ""
    assert axe_violations(page) == []


def test_search_and_status_filter_the_orders(
    page_of_run: Callable[[str], str], open_page: OpenPage
) -> None:
    """Each by itself and both together; how many are left is said. What is to mend is first."""
    page = open_page(page_of_run("en"), **view(SCREEN))
    everything = shown_rows(page)
    assert [status for status, _ in itertools.groupby(everything)] == ["invalid", "created"]
    page.locator("#status").select_option("created")
    assert shown_rows(page) == ["created"] * everything.count("created")
    page.locator("#status").select_option("")
    page.locator("#search").fill("city_unknown ATLANTIS")
    assert shown_rows(page) == ["invalid"]
    assert page.locator("#shown").inner_text() == "Orders shown: 1"
    page.locator("#status").select_option("created")
    assert shown_rows(page) == []


@pytest.mark.parametrize("script", ["", NO_CLIPBOARD], ids=["clipboard", "no clipboard"])
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_a_command_is_copied_as_it_is_typed(
    page_of_run: Callable[[str], str], open_page: OpenPage, lang: str, script: str
) -> None:
    """What is pasted is the command without direction marks, wherever the browser keeps its
    clipboard from pages of a disk; that it was copied is announced."""
    page = open_page(page_of_run(lang), script=script, **view(SCREEN))
    search = page.locator("#search")
    search.fill("what was copied before")
    search.press("Control+A")
    search.press("Control+X")
    page.locator(".command button").click()
    page.locator(".command [role=status]:not(:empty)").wait_for()
    search.press("Control+V")
    pasted = search.input_value()
    assert pasted == page.locator("code").text_content() == without_marks(pasted)
    assert "-m importer " in pasted and pasted.endswith(" --sandbox")


def test_there_is_no_button_where_it_could_not_work(
    page_of_run: Callable[[str], str], open_page: OpenPage
) -> None:
    """Neither without JavaScript nor on paper."""
    page = open_page(page_of_run("en"), java_script_enabled=False)
    assert page.locator("code:visible").count() == 1
    assert page.locator("button:visible").count() == 0
    page = open_page(page_of_run("en"))
    assert page.locator("button:visible").count() == 1
    page.emulate_media(media="print")
    assert page.locator("button:visible").count() == 0


def test_paper_keeps_all_columns_and_is_white(
    page_of_run: Callable[[str], str], page_of_all: str, open_page: OpenPage
) -> None:
    """The orders' table fits on A4, and a dark screen prints no dark pages."""
    for url in (page_of_run("en"), page_of_run("ar"), page_of_all):
        page = open_page(url, **view(A4_WIDTH, "dark"))
        page.emulate_media(media="print")
        headings = page.locator("#orders th:visible")
        assert headings.count() == 9
        boxes = [heading.bounding_box() for heading in headings.all()]
        assert all(box and box["x"] >= 0 and box["x"] + box["width"] <= A4_WIDTH for box in boxes)
        assert page.locator("body").evaluate(STYLE, "backgroundColor") == "rgb(255, 255, 255)"
