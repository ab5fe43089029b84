"""The page of her own machine as its merchant uses it, in a real browser."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import faulty_oto as sandbox
from tests.browser.conftest import OpenPage, axe_violations
from tests.cli.test_runs import Merchant, oto
from tests.web.pages import HEAD, Program, line, program

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["oto"]
HEADERS = ("رقم الطلب", "طريقة الدفع", "الإجمالي", "العملة", "اسم العميل", "الجوال", "الدولة",
           "المدينة", "العنوان", "المنتج", "الكمية")  # fmt: skip
MOBILE, CITY, QUANTITY = 5, 7, 10
PARTS = 20  # orders with a mistake of each kind
SCREEN, PHONE = 1280, 390
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
CLIPBOARD = ["clipboard-read", "clipboard-write"]


@pytest.fixture
def merchant(tmp_path: Path, oto: str) -> Iterator[Merchant]:
    """A merchant with an account."""
    return Merchant(tmp_path, oto)


def messy_week(folder: Path) -> Path:
    """An Arabic week of 80 orders: 20 with a phone that is too short, 20 to a city that OTO does
    not have, 20 without a quantity, and 20 as they should be."""
    rows = []
    for number in range(4 * PARTS):
        part = number // PARTS
        rows.append(
            (
                f"أ-{number}", "الدفع عند الاستلام", "١٢٠", "ريال سعودي", "نورة القحطاني",
                f"05{number:02}" if part == 0 else f"05512345{number:02}", "السعودية",
                "قوثام" if part == 1 else "الرياض", f"شارع {number}", "عطر",
                "" if part == 2 else "١",
            )
        )  # fmt: skip
    file = folder / "أسبوع.csv"
    file.write_text("\n".join(",".join(row) for row in (HEADERS, *rows)), encoding="utf-8")
    return file


def dropped(page: "Page", file: Path) -> None:
    """The file is handed over and understood."""
    page.set_input_files("#file", file)
    page.wait_for_url("**/uploads/*")
    page.wait_for_selector("#counts:not([hidden])")


def sent(page: "Page") -> None:
    """What is ready is sent, by the question."""
    page.click('a[href="#send"]')
    page.click("#next:enabled")
    page.click("#ask-yes:enabled")
    page.wait_for_selector("#view-results:not([hidden])")


def left(page: "Page") -> int:
    """How many orders are to be mended, as the page says it."""
    return int(page.inner_text("#counts > div:nth-child(4) dd"))


def go(page: "Page", *, down: int, on: int) -> None:
    """To another cell of the grid, by the keys: so many rows down and columns on."""
    for key, times in (("ArrowDown", down), ("Tab", on)):
        for _ in range(times):
            page.keyboard.press(key)


def wait_until_left(page: "Page", count: int) -> None:
    """Waits until so many orders are to be mended."""
    number = page.locator("#counts > div:nth-child(4) dd", has_text=re.compile(f"^{count}$"))
    number.wait_for()


def test_a_messy_week_is_mended_in_the_grid_to_the_last_order(
    merchant: Merchant, oto: str, open_page: OpenPage
) -> None:
    """In Arabic: a block of phones is pasted, one city is mended for all that say it, quantities
    are typed one below the other; then all 80 orders are in OTO, each once, as they were mended."""
    week = messy_week(merchant.folder)
    with program(merchant, "--lang", "ar") as running:
        page = open_page(running.address, permissions=CLIPBOARD)
        assert page.get_attribute("html", "dir") == "rtl"
        dropped(page, week)
        assert left(page) == 3 * PARTS
        page.click('a[href="#mend"]')
        phones = "\n".join(f"05512399{number:02}" for number in range(PARTS))
        page.evaluate("text => navigator.clipboard.writeText(text)", phones)
        page.click(f"#cell-0-{MOBILE}")
        page.keyboard.press("Control+V")
        page.wait_for_selector(f"#cell-0-{MOBILE}.mended")
        go(page, down=PARTS, on=CITY - MOBILE)
        assert page.get_attribute("#grid", "aria-activedescendant") == f"cell-{PARTS}-{CITY}"
        page.fill("#cell-text", "Riyadh")
        page.click("#cell-same")
        wait_until_left(page, PARTS)
        page.focus("#grid")
        go(page, down=PARTS, on=QUANTITY - CITY)
        for _ in range(PARTS):
            page.keyboard.type("2")
            page.keyboard.press("Enter")
        wait_until_left(page, 0)
        sent(page)
        assert "80" in page.inner_text("#view-results")
        assert axe_violations(page) == []
        page.close()
    payloads = sandbox.Remote(oto).payloads()
    assert len(payloads) == len(sandbox.Remote(oto).orders()) == 4 * PARTS
    assert payloads["أ-7"]["customer"]["mobile"] == "966551239907"
    assert payloads["أ-27"]["customer"]["city"] == "Riyadh"
    assert payloads["أ-47"]["items"][0]["quantity"] == 2
    code, told = merchant.summary(week)
    assert (code, told["already_created"]) == (0, 4 * PARTS)


def test_the_keys_are_those_of_a_sheet(merchant: Merchant, open_page: OpenPage) -> None:
    """Typing edits, Escape leaves the cell as it was, Enter keeps and goes down, Tab to the side,
    Ctrl+Z takes back what was kept."""
    week = merchant.folder / "week.csv"
    week.write_text(HEAD + line("A", "12") + line("B", "13"), encoding="utf-8")
    with program(merchant, "--lang", "en") as running:
        page = open_page(running.address)
        dropped(page, week)
        page.click('a[href="#mend"]')
        page.click(f"#cell-0-{MOBILE}")
        page.keyboard.type("0550")
        page.keyboard.press("Escape")
        assert page.inner_text(f"#cell-0-{MOBILE}") == "12"
        page.keyboard.type("0551234568")
        page.keyboard.press("Enter")
        page.wait_for_selector(f"#cell-0-{MOBILE}.mended")
        assert page.get_attribute("#grid", "aria-activedescendant") == f"cell-1-{MOBILE}"
        page.keyboard.press("Tab")
        assert page.get_attribute("#grid", "aria-activedescendant") == f"cell-1-{MOBILE + 1}"
        page.keyboard.press("Control+Z")
        page.wait_for_selector(f"#cell-0-{MOBILE}.bad")
        assert page.inner_text(f"#cell-0-{MOBILE}").endswith("12")
        page.close()


def test_a_reload_and_a_second_tab_change_nothing(
    merchant: Merchant, oto: str, open_page: OpenPage
) -> None:
    """In mid-run both show the same run, and neither sends anything again."""
    merchant.environment["OTO_RATE"] = "10"
    week = merchant.folder / "week.csv"
    rows = "".join(line(f"A{number}", f"05512345{number:02}") for number in range(40))
    week.write_text(HEAD + rows, encoding="utf-8")
    with program(merchant, "--lang", "en") as running:
        page = open_page(running.address)
        dropped(page, week)
        page.click('a[href="#file"]')  # wherever she agrees, she sees it go
        page.click("#next:enabled")
        page.click("#ask-yes:enabled")
        page.wait_for_selector("#live:not([hidden])")
        assert page.is_visible("#live-bar")
        page.reload()
        page.wait_for_selector("#live:not([hidden])")
        other = page.context.new_page()
        other.goto(page.url)
        other.wait_for_selector("#live:not([hidden])")
        for each in (page, other):
            each.wait_for_selector("#view-results:not([hidden])")
            assert "40" in each.inner_text("#view-results")
            each.close()
    assert len(sandbox.Remote(oto).orders()) == 40


@pytest.fixture(scope="module", params=["en", "ar", "tr"])
def rehearsal(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Program]:
    """The page of somebody who rehearses, in one of the languages."""
    merchant = Merchant(tmp_path_factory.mktemp(request.param))
    messy_week(merchant.folder)
    with program(merchant, "--sandbox", "--lang", request.param) as running:
        yield running


def test_every_view_is_for_everybody(rehearsal: Program, open_page: OpenPage) -> None:
    """axe finds nothing on any view, wide and narrow, light and dark, and nothing is wider than a
    phone."""
    page = open_page(rehearsal.address, viewport={"width": SCREEN, "height": 900})
    folder = Path(f"/proc/{rehearsal.process.pid}/cwd").resolve()
    found = seen(page, "home")
    dropped(page, next(folder.glob("*.csv")))
    for view in ("file", "mend", "send"):
        page.click(f'a[href="#{view}"]')
        if view == "mend":
            page.click(f"#cell-0-{MOBILE}")
        found += seen(page, view)
    page.click("#next:enabled")
    found += seen(page, "the question")
    page.click("#ask-yes:enabled")
    page.wait_for_selector("#view-results:not([hidden])")
    found += seen(page, "results")
    page.goto(rehearsal.origin)
    found += seen(page, "home with a past")
    assert found == []


def seen(page: "Page", view: str) -> list[str]:
    """What is wrong with what is shown: on a screen, on a phone in the dark."""
    found = []
    for width, scheme in ((SCREEN, "light"), (PHONE, "dark")):
        page.set_viewport_size({"width": width, "height": 844})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found += [f"{view} {width} {scheme}: {each}" for each in axe_violations(page)]
        if page.evaluate(SIDEWAYS):
            found.append(f"{view} {width}: wider than the screen")
    page.set_viewport_size({"width": SCREEN, "height": 900})
    return found
