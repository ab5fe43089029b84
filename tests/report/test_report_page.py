"""The page beside the workbook, and the CSV for other programs."""

import base64
import csv
import hashlib
import html
import re
import shlex
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from importer import catalog
from importer.outcome import Outcome, Status
from importer.problems import Problem
from importer.reading import read_workbook
from importer.report import Money, tables, write_report
from importer.report.html import page
from importer.report.results import COLUMNS
from importer.report.tables import MOST_ORDERS
from tests.report.report_runs import HEADERS, mixed, run_of, source, table_of

VOID = {"meta", "input", "link", "br", "img"}


class Outline(HTMLParser):
    """The tags of a page and whether they nest."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes the tag."""
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Closes the tag opened last."""
        assert self.open.pop() == tag


def outline(text: str) -> Outline:
    """The parsed page, all of whose tags are closed."""
    parsed = Outline()
    parsed.feed(text)
    assert parsed.open == []
    return parsed


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_the_page_needs_no_network_and_allows_none(tmp_path: Path, lang: str) -> None:
    """One file: no source, no import, and a policy that forbids all but its own two blocks."""
    text = write_report(mixed(tmp_path, lang=lang), tmp_path / "r").page.read_text("utf-8")
    parsed = outline(text)
    assert not [attrs for _, attrs in parsed.seen if "src" in attrs or "onclick" in attrs]
    assert not re.search(r"@import|url\(|https?://", text)
    (policy,) = [a["content"] for _, a in parsed.seen if "http-equiv" in a]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    assert ("html", {"lang": lang, "dir": "rtl" if lang == "ar" else "ltr"}) in parsed.seen


def test_the_page_tells_what_the_workbook_tells(tmp_path: Path) -> None:
    """The same headline, counts, causes and orders."""
    text = write_report(mixed(tmp_path), tmp_path / "r").page.read_text("utf-8")
    for expected in (
        "2 of 4 orders of orders.xlsx are in OTO; 2 are not.",
        "Nothing is unaccounted for",
        "“cash” does not say for sure",
        "230.50",
        "متجر نورة",
        "540789, 540790",
        "python -m importer ",
    ):
        assert expected in text
    assert text.count("<tr data-status=") == 4


def test_nothing_in_a_file_becomes_markup(tmp_path: Path) -> None:
    """Names, ids and messages are escaped wherever they stand."""
    evil = "<script>alert(1)</script>\"'&"
    run = run_of(
        source(tmp_path, name="a&b.xlsx"), [Outcome(evil, (2, 3, 4, 5, 6), Status.CREATED)]
    )
    run = type(run)(**{**{n: getattr(run, n) for n in run.__dataclass_fields__}, "account": evil})
    text = write_report(run, tmp_path / "r").page.read_text("utf-8")
    assert "<script>alert" not in text
    assert text.count("<script>") == 1
    outline(text)


def test_every_text_of_a_file_is_escaped(tmp_path: Path) -> None:
    """Headers, values, messages, sheet, account, money and what OTO said: all are text."""
    evil = "<q onclick='x()'>\"&amp;</q>"
    header = f"Mobile {evil}"
    headers = {**HEADERS, header: catalog.MOBILE}
    del headers["Mobile"]
    table = table_of(read_workbook(source(tmp_path)), headers)
    table = replace(table, sheet=replace(table.sheet, name=evil), constants={"currency": evil})
    problems = (
        Problem("phone_unreadable", 2, catalog.MOBILE.name, evil),
        Problem("OTO1", facts=(("text", evil),)),
        Problem("cell_hidden", 2, header),
    )
    ends = [Outcome(evil, (2,), Status.INVALID, (evil,), problems)]
    stopped = Problem("out_of_everything", facts=(("text", evil),))
    run = run_of(
        source(tmp_path), ends, table=table, account=evil, host=evil, stopped=stopped,
        money=[Money(evil)], flags=[evil], previous=tmp_path / "<q>.xlsx",
    )  # fmt: skip
    text = write_report(run, tmp_path / "r").page.read_text("utf-8")
    parsed = outline(text)
    assert not [tag for tag, attrs in parsed.seen if tag == "q" or "onclick" in attrs]
    assert html.unescape(text).count(evil) == 14
    assert html.unescape(text).count(shlex.quote(evil)) == 2  # in the commands to run


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_the_policy_allows_the_two_blocks_as_they_stand(tmp_path: Path, lang: str) -> None:
    """The hashes are those of the style and the script in the page; another block is refused."""
    text = write_report(mixed(tmp_path, lang=lang), tmp_path / "r").page.read_text("utf-8")
    for name in ("style", "script"):
        (content,) = re.findall(f"<{name}>(.*?)</{name}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in text


def test_the_templates_hold_no_sentence() -> None:
    """What the page says comes from the report's text, in the run's language."""
    folder = Path(page.__file__).with_name("templates")
    for template in folder.iterdir():
        text = template.read_text("utf-8")
        bare = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", text, flags=re.DOTALL)
        assert not re.search(r"\w", re.sub("<.*?>", "", bare)), template.name


def test_a_large_run_lists_those_with_problems_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page that a browser can still open, and that says what it leaves out."""
    monkeypatch.setattr(tables, "MOST_ORDERS", 3)
    ends = [Outcome(str(n), (n,), Status.CREATED) for n in range(2, 6)]
    run = run_of(source(tmp_path), [*ends, Outcome("bad", (6,), Status.REJECTED)])
    text = write_report(run, tmp_path / "r").page.read_text("utf-8")
    assert re.findall(r'data-status="(\w+)"', text) == ["rejected", "created", "created"]
    assert "lists 3 of 5 orders" in text
    assert MOST_ORDERS == 5_000


def test_the_page_begins_with_the_orders_to_mend(tmp_path: Path) -> None:
    """Then come those that a re-run settles, then those that are done; each kind in file order."""
    kinds = ("created", "not_sent", "invalid", "valid", "unconfirmed", "conflict", "rejected")
    ends = [Outcome(kind, (row,), Status(kind)) for row, kind in enumerate(kinds, 2)]
    text = write_report(run_of(source(tmp_path), ends), tmp_path / "r").page.read_text("utf-8")
    assert re.findall(r'data-status="(\w+)"', text) == [
        "invalid", "conflict", "rejected", "not_sent", "unconfirmed", "created", "valid",
    ]  # fmt: skip


def test_every_place_of_an_order_leads_to_its_line(tmp_path: Path) -> None:
    """From whichever of the order's rows, and to a line that is there."""
    problems = (Problem("phone_unreadable", 4, catalog.MOBILE.name, "1"), Problem("OTO1", 3))
    ends = [Outcome("a", (2,), Status.CREATED), Outcome("b", (3, 4), Status.INVALID, (), problems)]
    text = write_report(run_of(source(tmp_path), ends), tmp_path / "r").page.read_text("utf-8")
    assert re.findall('<a href="#(.*?)">(.*?)</a>', text) == [("row-3", "F4"), ("row-3", "3")]
    assert re.findall('<tr .* id="(.*?)"', text) == ["row-3", "row-2"]


def test_a_place_that_the_page_does_not_list_is_no_link(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A link that leads nowhere is worse than none."""
    monkeypatch.setattr(tables, "MOST_ORDERS", 1)
    bad = [(Problem("phone_unreadable", row, catalog.MOBILE.name, "1"),) for row in (2, 3)]
    ends = [Outcome(str(n), (n + 2,), Status.INVALID, (), each) for n, each in enumerate(bad)]
    text = write_report(run_of(source(tmp_path), ends), tmp_path / "r").page.read_text("utf-8")
    assert re.findall('<a href="#(.*?)">(.*?)</a>', text) == [("row-2", "F2")]
    assert ', <span class="machine">F3</span>' in text


def test_the_csv_has_the_columns_of_results(tmp_path: Path) -> None:
    """A BOM for Excel, one line an order, and the words of the machine."""
    path = write_report(mixed(tmp_path), tmp_path / "r", tmp_path / "out.csv").table
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    assert header == list(COLUMNS)
    assert [row[1] for row in rows] == ["created", "rejected", "invalid", "already_created"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_a_csv_cell_cannot_start_a_formula(tmp_path: Path, start: str) -> None:
    """Excel runs what begins so when it opens a CSV."""
    run = run_of(source(tmp_path), [Outcome(f"{start}cmd", (2,), Status.CREATED)])
    path = write_report(run, tmp_path / "r", tmp_path / "out.csv").table
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file))[1][0] == f"'{start}cmd"
