"""The refreshed report, over real HTTP to the sandbox."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from importer.errors import SetupError, UsageError
from importer.oto import Oto
from importer.outcome import Outcome, Status
from importer.problems import Problem
from importer.progress import NullListener
from importer.reading import read_workbook
from importer.report import load_rerun, write_report
from importer.report.tracking_report import MORE_COLUMNS
from importer.sending.rate_limiter import RateLimiter
from importer.tracking import refresh
from tests import faulty_oto as sandbox
from tests.report.report_runs import run_of, source

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
IDS = ("1001", "1002", "1003")


def report_of(folder: Path) -> Path:
    """A report of three created orders and one to mend."""
    bad = (Problem("payment_unknown", 6, None, "cash"),)
    ends = [
        Outcome("1001", (2,), Status.CREATED, ("11",), (), 1, NOW),
        Outcome("1002", (3, 4), Status.ALREADY_CREATED, ("12",)),
        Outcome("1003", (5,), Status.CREATED, ("13",), (), 1, NOW),
        Outcome("1004", (6,), Status.INVALID, problems=bad),
    ]
    return write_report(run_of(source(folder), ends), folder / "reports").report


def order(order_id: str) -> bytes:
    """A body that the sandbox takes."""
    customer = {"name": "Sara", "mobile": "966500000001", "address": "King Fahd Road"}
    body = {
        "orderId": order_id, "payment_method": "paid", "amount": 1, "amount_due": 0,
        "currency": "SAR", "items": [{"sku": "A", "quantity": 1}],
        "customer": {**customer, "city": "Riyadh", "country": "SA"},
    }  # fmt: skip
    return json.dumps(body).encode()


def refreshed(base_url: str, report: Path, *, create: bool = True, **options: object) -> Path:
    """One pass, after the orders were created."""
    later = options.get("now", NOW)

    async def go() -> Path:
        async with Oto(base_url, "token") as oto:
            for order_id in IDS if create else ():
                await oto.create_order(order(order_id))
            for order_id, status in dict(options.get("moves", {})).items():
                sandbox.Remote(base_url).move(order_id, status)
            sandbox.Remote(base_url).script(list(options.get("script", [])))
            folder, lang = report.parent, options.get("lang", "en")
            return await refresh(
                report, oto, RateLimiter(1000), folder, lang, NullListener(), lambda: later
            )

    return asyncio.run(go())


@pytest.fixture
def base_url() -> object:
    """A fresh sandbox."""
    with sandbox.serve() as url:
        yield url


def rows(path: Path, name: str) -> list[list[object]]:
    """The values of a sheet."""
    return [[c.value for c in row] for row in openpyxl.load_workbook(path)[name].iter_rows()]


def test_the_refreshed_report_tells_where_every_created_order_is(
    base_url: str, tmp_path: Path
) -> None:
    """Status, links and carrier stand behind the columns of the contract; others are not asked."""
    report = report_of(tmp_path)
    before = rows(report, "Results")
    moves = {"1001": "delivered", "1002": "missingData"}
    header, *lines = rows(refreshed(base_url, report, moves=moves), "Results")
    assert header == [*before[0], *MORE_COLUMNS]
    assert [line[:9] for line in lines] == before[1:]
    assert [line[9] for line in lines] == ["delivered", "missingData", "new", None]
    assert lines[0][10].startswith("https://track.example.com/")
    assert lines[0][12:] == ["Sandbox Express", "2026-11-24T08:00:00Z"]
    asked = [call["orderId"] for call in sandbox.Remote(base_url).calls("orderStatus")]
    assert sorted(asked) == sorted(IDS)


def test_an_order_that_needs_somebody_stands_out(base_url: str, tmp_path: Path) -> None:
    """What fell into missingData or was cancelled is counted first and coloured."""
    moves = {"1002": "missingData", "1003": "canceled"}
    path = refreshed(base_url, report_of(tmp_path), moves=moves)
    assert rows(path, "Summary")[0][0] == "2 of 3 created orders need you."
    sheet = openpyxl.load_workbook(path)["Results"]
    colours = [sheet.cell(row, 10).fill.fgColor.rgb for row in (2, 3, 4)]
    assert colours[0] != colours[1] == colours[2]


def test_links_are_text(base_url: str, tmp_path: Path) -> None:
    """Nothing that came over the network is live in the workbook."""
    path = refreshed(base_url, report_of(tmp_path), moves={"1001": "shipmentCreated"})
    sheet = openpyxl.load_workbook(path)["Results"]
    assert not [c for row in sheet.iter_rows() for c in row if c.hyperlink or c.data_type == "f"]


def test_an_interrupted_pass_goes_on_where_it_was(base_url: str, tmp_path: Path) -> None:
    """What was answered is kept at once; the next pass asks for the rest and clears up."""
    report = report_of(tmp_path)
    answer = {"status": "delivered", "tracking_url": "", "awb_url": "", "carrier": ""}
    kept = report.parent / f"{report.stem}.status.jsonl"
    fresh = {"orderId": "1001", **answer, "at": "2026-11-24T07:30:00Z"}
    stale = {"orderId": "1002", **answer, "at": "2026-11-23T07:30:00Z"}
    kept.write_text(f"{json.dumps(stale)}\n{json.dumps(fresh)}\n" + '{"orderId": "10')
    path = refreshed(base_url, report)
    asked = {call["orderId"] for call in sandbox.Remote(base_url).calls("orderStatus")}
    assert asked == {"1002", "1003"}
    assert [line[9] for line in rows(path, "Results")[1:]] == ["delivered", "new", "new", None]
    assert not kept.exists()


def test_a_pass_that_breaks_keeps_its_answers(base_url: str, tmp_path: Path) -> None:
    """Refused at the door half-way, it has lost nothing."""
    report = report_of(tmp_path)

    async def go() -> None:
        async with Oto(base_url, "token") as oto:
            for order_id in IDS:
                await oto.create_order(order(order_id))

            class Closing(NullListener):
                def settled(self, outcome: Outcome) -> None:
                    raise SetupError("the door is shut")

            await refresh(
                report, oto, RateLimiter(1000), report.parent, "en", Closing(), lambda: NOW
            )

    with pytest.raises(SetupError):
        asyncio.run(go())
    kept = report.parent / f"{report.stem}.status.jsonl"
    assert {json.loads(line)["orderId"] for line in kept.read_text().splitlines()} <= set(IDS)
    assert len(kept.read_text().splitlines()) >= 1
    assert sorted(path.suffix for path in report.parent.iterdir()) == [".html", ".jsonl", ".xlsx"]


def test_passing_failures_are_asked_again(base_url: str, tmp_path: Path) -> None:
    """A 429 and a broken connection cost time, not an answer."""
    script = [
        {"fault": "busy", "path": "orderStatus", "calls": [1], "retry_after": 0},
        {"fault": "cut", "path": "orderStatus", "calls": [3]},
    ]
    path = refreshed(base_url, report_of(tmp_path), script=script)
    assert [line[9] for line in rows(path, "Results")[1:4]] == ["new"] * 3


def test_an_order_that_oto_does_not_know_is_told(base_url: str, tmp_path: Path) -> None:
    """It was created and is gone: that is trouble, with OTO's code."""
    path = refreshed(base_url, report_of(tmp_path), create=False)
    assert {line[9] for line in rows(path, "Results")[1:4]} == {"unknown (OTO1002)"}
    assert rows(path, "Summary")[0][0] == "3 of 3 created orders need you."


def test_an_order_without_an_answer_says_so(base_url: str, tmp_path: Path) -> None:
    """After three failures the pass goes on, and nothing is claimed."""
    script = [{"fault": "break", "path": "orderStatus", "orders": ["1002"]}]
    path = refreshed(base_url, report_of(tmp_path), script=script)
    assert [line[9] for line in rows(path, "Results")[1:4]] == ["new", "noAnswer", "new"]


def test_the_refreshed_report_can_be_refreshed_and_run(base_url: str, tmp_path: Path) -> None:
    """What is left to do goes along with its mapping, and new answers replace the old ones."""
    first = refreshed(base_url, report_of(tmp_path))
    again = refreshed(base_url, first, create=False, now=NOW + timedelta(hours=2), lang="ar")
    header, *lines = rows(again, "Results")
    assert len(header) == 14
    assert [line[13] for line in lines[:3]] == ["2026-11-24T10:00:00Z"] * 3
    left = load_rerun(read_workbook(again))
    assert left.maps["Payment"] == "payment_method"
    assert rows(again, "To fix") == rows(report_of(tmp_path / "other"), "To fix")
    assert openpyxl.load_workbook(again)["Results"].sheet_view.rightToLeft


def test_a_report_cut_down_to_its_results_is_refreshed(base_url: str, tmp_path: Path) -> None:
    """The other sheets may be gone: the Results are all that is needed."""
    report = report_of(tmp_path)
    workbook = openpyxl.load_workbook(report)
    del workbook["Summary"], workbook["To fix"]
    workbook.save(report)
    path = refreshed(base_url, report)
    assert openpyxl.load_workbook(path).sheetnames == ["Summary", "Results", "To fix"]
    assert [line[9] for line in rows(path, "Results")[1:4]] == ["new"] * 3


def test_another_file_is_refused(base_url: str, tmp_path: Path) -> None:
    """A file that is no report is a usage error, not a pass over nothing."""
    with pytest.raises(UsageError):
        refreshed(base_url, source(tmp_path), create=False)
