"""The page in a real browser when something comes between: the program is killed in mid-run, two
tabs ask for the same, a file leaves something open or cannot be read."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests import faulty_oto as sandbox
from tests.browser.conftest import OpenPage, axe_violations
from tests.browser.test_web_page import dropped, left, seen, wait_until_left
from tests.cli.test_runs import Merchant, oto
from tests.web.pages import HEAD, line, program

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["oto"]
COUNT = 40
EACH = 10  # orders with a mistake of each kind


@pytest.fixture
def merchant(tmp_path: Path, oto: str) -> Merchant:
    """A merchant with an account."""
    return Merchant(tmp_path, oto)


@pytest.fixture
def plain_page(browser: "Browser") -> Iterator["Page"]:
    """A page that may complain: of a program that is not there."""
    with browser.new_context() as context:
        yield context.new_page()


def week(folder: Path) -> Path:
    """Orders that are as they should be."""
    rows = "".join(line(f"A{number}", f"05512345{number:02}") for number in range(COUNT))
    file = folder / "week.csv"
    file.write_text(HEAD + rows, encoding="utf-8")
    return file


def begin(page: "Page") -> None:
    """Sends what is ready; it is seen to go on."""
    page.click('a[href="#send"]')
    page.click("#next:enabled")
    page.click("#ask-yes:enabled")
    page.wait_for_selector("#live:not([hidden])")
    page.locator("#live-text", has_text=re.compile(r"^[1-9]\d* ")).wait_for()


def test_a_program_that_was_killed_in_mid_run_goes_on(
    merchant: Merchant, oto: str, plain_page: "Page"
) -> None:
    """The page says that the program is gone; started again and opened by the new address, it has
    the file, and what was left is sent: every order is in OTO, once."""
    merchant.environment["OTO_RATE"] = "10"
    page = plain_page
    with program(merchant, "--lang", "en") as running:
        page.goto(running.address)
        dropped(page, week(merchant.folder))
        begin(page)
        running.process.kill()
        page.locator("#alert", has_text="trying again").wait_for()
    so_far = len(sandbox.Remote(oto).orders())
    assert 0 < so_far < COUNT
    sandbox.Remote(oto).script([])
    merchant.environment["OTO_RATE"] = "200"
    port = str(urlsplit(running.origin).port)
    with program(merchant, "--lang", "en", "--port", port) as again:
        assert again.origin == running.origin
        page.goto(again.address)
        page.click("#uploads a")
        page.wait_for_selector("#counts:not([hidden])")
        page.click('a[href="#send"]')
        page.locator("#next:enabled", has_text="Send").click()
        page.click("#ask-yes:enabled")
        page.wait_for_selector("#view-results:not([hidden])")
        page.goto("about:blank")
    assert len(sandbox.Remote(oto).orders()) == COUNT
    assert len(sandbox.Remote(oto).payloads()) == COUNT


def test_two_tabs_that_both_ask_send_once(merchant: Merchant, oto: str, plain_page: "Page") -> None:
    """What one tab mends the other one shows; both have the question open: the first sends, the
    second is told, and both end with the same results."""
    file = week(merchant.folder)
    text = file.read_text(encoding="utf-8").replace("0551234500", "12")
    file.write_text(text, encoding="utf-8")
    merchant.environment["OTO_RATE"] = "10"
    page = plain_page
    with program(merchant, "--lang", "en") as running:
        page.goto(running.address)
        dropped(page, file)
        other = page.context.new_page()
        other.goto(page.url)
        wait_until_left(other, 1)
        for each in (page, other):
            each.click('a[href="#mend"]')
            each.wait_for_selector("#cell-0-5.bad")
        page.click("#cell-0-5")
        page.keyboard.type("0551234500")
        page.keyboard.press("Enter")
        for each in (page, other):
            wait_until_left(each, 0)
            each.click('a[href="#send"]')
            each.click("#next:enabled")
            each.wait_for_selector("#ask-yes:enabled")
        page.click("#ask-yes")
        page.wait_for_selector("#live:not([hidden])")
        other.click("#ask-yes")
        other.wait_for_selector("#ask-changed:not([hidden])")
        other.click("#ask-no")
        for each in (page, other):
            each.wait_for_selector("#view-results:not([hidden])")
            assert str(COUNT) in each.inner_text("#results")
            each.goto("about:blank")
    assert len(sandbox.Remote(oto).orders()) == COUNT == len(sandbox.Remote(oto).payloads())
    assert len(sandbox.Remote(oto).calls("createOrder")) == COUNT


def test_by_keys_alone_to_the_last_mistake(
    merchant: Merchant, oto: str, open_page: OpenPage
) -> None:
    """60 mistakes of six kinds in an Arabic week: Alt+↓ goes to the next, Alt+Enter takes what is
    suggested, Ctrl+Enter takes it for all cells that say the same, the rest is typed; then all are
    in OTO, each once."""
    header = ("رقم الطلب,طريقة الدفع,الإجمالي,العملة,اسم العميل,الجوال,الدولة,المدينة,العنوان,"
              "المنتج,الكمية")  # fmt: skip
    columns = ("order", "payment", "amount", "currency", "name", "mobile", "country", "city",
               "address", "item", "quantity")  # fmt: skip
    right = ("", "الدفع عند الاستلام", "120", "SAR", "نورة", "", "السعودية", "الرياض", "شارع 1",
             "عطر", "1")  # fmt: skip
    typed = {"mobile": "0551239900", "name": "سارة", "address": "شارع 2", "quantity": "2",
             "amount": "75", "city": "جدة"}  # fmt: skip
    wrong = {"mobile": "05", "name": "", "address": "", "quantity": "", "amount": "كثير"}
    rows = []
    for number in range(8 * EACH):
        row = dict(zip(columns, right, strict=True))
        row |= {"order": f"أ-{number}", "mobile": f"05512345{number:02}"}
        kind = (*wrong, "city", "", "")[number // EACH]
        row |= {kind: wrong[kind]} if kind in wrong else {}
        row |= {"city": "قوثام" if number % 2 else f"قوثام{number}"} if kind == "city" else {}
        rows.append(",".join(row[name] for name in columns))
    file = merchant.folder / "أسبوع.csv"
    file.write_text("\n".join([header, *rows]), encoding="utf-8")
    with program(merchant, "--lang", "ar") as running:
        page = open_page(running.address)
        dropped(page, file)
        assert left(page) == 6 * EACH
        page.click('a[href="#mend"]')
        page.wait_for_selector("#cell-0-0")
        page.focus("#grid")
        while (before := left(page)) > 0:
            cell = page.locator("#grid .active.bad")
            if not cell.count():  # Enter went down to one already
                page.keyboard.press("Alt+ArrowDown")
            cell.wait_for()
            column = columns[int((cell.get_attribute("id") or "").rpartition("-")[2])]
            suggested = page.locator("#cell-suggestion").is_visible()
            if suggested and page.locator("#cell-same").is_visible():
                page.keyboard.press("Control+Enter")
            elif suggested:
                page.keyboard.press("Alt+Enter")
            else:
                page.keyboard.press("F2")
                page.keyboard.press("Control+A")
                page.keyboard.type(typed[column])
                page.keyboard.press("Enter")
            now = page.locator("#counts > div:nth-child(4) dd")
            now.filter(has_not_text=re.compile(f"^{before}$")).wait_for()
        page.click('a[href="#send"]')
        page.click("#next:enabled")
        page.click("#ask-yes:enabled")
        page.wait_for_selector("#view-results:not([hidden])")
        page.close()
    payloads = sandbox.Remote(oto).payloads()
    assert len(payloads) == len(sandbox.Remote(oto).orders()) == 8 * EACH
    assert {payloads[f"أ-{n}"]["customer"]["city"] for n in range(5 * EACH, 6 * EACH)} != {
        "Riyadhh"
    }
    assert payloads["أ-5"]["customer"]["mobile"] == "966551239900"
    code, told = merchant.summary(file)
    assert (code, told["already_created"]) == (0, 8 * EACH)


@pytest.mark.parametrize("lang", ["en", "ar", "tr"])
def test_what_is_not_the_usual_way_is_for_everybody(
    merchant: Merchant, oto: str, plain_page: "Page", lang: str
) -> None:
    """axe finds nothing where a token is asked for, a file cannot be read or leaves a question
    open, a cell is being typed into, orders are being sent, or a run came to no good end; on a
    screen and a phone, by day and night."""
    merchant.environment["OTO_RATE"] = "2"
    folder = merchant.folder
    (folder / "none.xlsx").write_bytes(b"no workbook")
    (folder / "asks.csv").write_text(
        HEAD.replace("currency,", "") + line("A").replace("SAR,", ""), encoding="utf-8"
    )
    rows = line("B", "12") + "".join(line(f"C{n}") for n in range(10))
    (folder / "week.csv").write_text(HEAD + rows, encoding="utf-8")
    token = merchant.environment.pop("OTO_REFRESH_TOKEN")
    page = plain_page
    with program(merchant, "--lang", lang) as running:
        page.goto(running.address)
        page.fill("#token", token)
        found = seen(page, "a token is asked for")
    merchant.environment["OTO_REFRESH_TOKEN"] = token
    with program(merchant, "--lang", lang) as running:
        page.goto(running.address)
        page.set_input_files("#file", folder / "none.xlsx")
        page.wait_for_selector("#error:not([hidden])")
        found += seen(page, "cannot be read")
        page.goto(running.origin)
        dropped(page, folder / "asks.csv")
        page.wait_for_selector("#questions input")
        found += seen(page, "a question")
        page.goto(running.origin)
        dropped(page, folder / "week.csv")
        page.click('a[href="#mend"]')
        page.dblclick("#cell-0-5")
        page.wait_for_selector("#cell-0-5 input")
        found += [f"typing: {each}" for each in axe_violations(page)]
        page.keyboard.press("Escape")
        begin(page)
        found += [f"sending: {each}" for each in axe_violations(page)]
        sandbox.Remote(oto).script([{"fault": "refuse", "status": 400}])
        page.click("#stop")
        page.wait_for_selector("#view-results:not([hidden])")
        found += seen(page, "stopped")
        page.goto("about:blank")
    assert found == []
