"""The refreshed report, over real HTTP to the sandbox."""

import asyncio
import hashlib
import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from importer.errors import SetupError, UsageError
from importer.ledger import Ledger, failpoints
from importer.oto import Oto
from importer.outcome import Outcome, Status
from importer.problems import Problem
from importer.progress import NullListener
from importer.reading import read_workbook
from importer.report import load_rerun, write_report
from importer.report.tracking_report import MORE_COLUMNS, Tracking
from importer.sending import Limits
from importer.sending.rate_limiter import RateLimiter
from importer.tracking import AnswerStore, refresh
from tests import faulty_oto as sandbox
from tests.cli.test_runs import EXAMPLE, Merchant
from tests.report.report_runs import run_of, source

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
QUICK = Limits(first_wait_seconds=0.001, max_wait_seconds=0.002)
IDS = ("1001", "1002", "1003")
ALONE = {"fault": "answer", "path": "orderHistory", "status": 403, "body": ""}


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
            with a_ledger(report, later) as ledger:
                store = AnswerStore(ledger, oto.account_key, lambda: later)
                parts = (oto, RateLimiter(1000), folder, lang, NullListener(), store)
                return (await refresh(report, *parts, QUICK)).report

    return asyncio.run(go())


def a_ledger(report: Path, now: datetime = NOW) -> Ledger:
    """The ledger of whoever has the report."""
    return Ledger.open(report.parents[1] / "ledger.db", clock=now.timestamp)


def kept_rows(report: Path) -> list[tuple[str, str, str]]:
    """What the ledger holds of passes that have not ended: orderId, status and link."""
    with closing(sqlite3.connect(report.parents[1] / "ledger.db")) as database:
        return database.execute("SELECT order_id, status, tracking_url FROM tracking").fetchall()


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
    assert len(sandbox.Remote(base_url).calls("orderHistory")) == 1
    assert sandbox.Remote(base_url).calls("orderStatus") == []


def test_an_order_that_needs_somebody_stands_out(base_url: str, tmp_path: Path) -> None:
    """What fell into missingData or was cancelled is counted first and coloured."""
    moves = {"1002": "missingData", "1003": "canceled"}
    path = refreshed(base_url, report_of(tmp_path), moves=moves)
    assert rows(path, "Summary")[0][0] == "2 of 3 created orders need you."
    sheet = openpyxl.load_workbook(path)["Results"]
    colours = [sheet.cell(row, 10).fill.fgColor.rgb for row in (2, 3, 4)]
    assert colours[0] != colours[1] == colours[2]


@pytest.mark.parametrize(
    ("lang", "meaning"),
    [
        ("en", "Details are missing: complete the order in OTO"),
        ("ar", "بيانات ناقصة"),
        ("tr", "eksik"),
    ],
)
def test_a_status_is_told_in_words(base_url: str, tmp_path: Path, lang: str, meaning: str) -> None:
    """The summary says what each of OTO's statuses means, in the language of the report."""
    path = refreshed(base_url, report_of(tmp_path), moves={"1002": "missingData"}, lang=lang)
    lines = [line for line in rows(path, "Summary") if "missingData" in map(str, line)]
    assert len(lines) == 1 and meaning.casefold() in str(lines[0][2]).casefold()


def test_links_are_text(base_url: str, tmp_path: Path) -> None:
    """Nothing that came over the network is live in the workbook."""
    path = refreshed(base_url, report_of(tmp_path), moves={"1001": "shipmentCreated"})
    sheet = openpyxl.load_workbook(path)["Results"]
    assert not [c for row in sheet.iter_rows() for c in row if c.hyperlink or c.data_type == "f"]


def interrupted(base_url: str, report: Path) -> list[tuple[str, str, str]]:
    """A pass that ends at the first answer it is told of; what it leaves in the ledger."""

    class Closing(NullListener):
        def settled(self, outcome: Outcome) -> None:
            raise SetupError("the door is shut")

    async def go() -> None:
        with a_ledger(report) as ledger:
            async with Oto(base_url, "token") as oto:
                for order_id in IDS:
                    await oto.create_order(order(order_id))
                    sandbox.Remote(base_url).move(order_id, "delivered")
                pace, store = RateLimiter(1000), AnswerStore(ledger, oto.account_key, lambda: NOW)
                await refresh(report, oto, pace, report.parent, "en", Closing(), store, QUICK)

    with pytest.raises(SetupError):
        asyncio.run(go())
    return kept_rows(report)


def test_an_interrupted_pass_goes_on_where_it_was(base_url: str, tmp_path: Path) -> None:
    """What was answered is kept at once; the next pass asks for the rest and clears up."""
    report = report_of(tmp_path)
    known = {order_id for order_id, _, _ in interrupted(base_url, report)}
    sandbox.Remote(base_url).reset()
    later = NOW + timedelta(minutes=59)
    path = refreshed(base_url, report, now=later)
    asked = {call["orderId"] for call in sandbox.Remote(base_url).calls("orderStatus")}
    assert known and asked == set(IDS) - known
    times = {line[0]: line[13] for line in rows(path, "Results")[1:4]}
    assert {name for name, at in times.items() if at == "2026-11-24T08:00:00Z"} == known
    assert kept_rows(report) == []


def test_stale_answers_are_asked_again_and_gone(base_url: str, tmp_path: Path) -> None:
    """After an hour an interrupted pass counts no more: whatever opens the ledger deletes it."""
    report = report_of(tmp_path)
    assert interrupted(base_url, report)
    a_ledger(report, NOW + timedelta(minutes=61)).close()
    assert kept_rows(report) == []
    path = refreshed(base_url, report, create=False, now=NOW + timedelta(minutes=61))
    assert {line[13] for line in rows(path, "Results")[1:4]} == {"2026-11-24T09:01:00Z"}


def test_answers_belong_to_one_account_and_report(base_url: str, tmp_path: Path) -> None:
    """Neither another account nor another report takes them up."""
    report = report_of(tmp_path)
    interrupted(base_url, report)
    with a_ledger(report) as ledger:
        mine = AnswerStore(ledger, f"{base_url} another", lambda: NOW)
        assert mine.answers(hashlib.sha256(report.read_bytes()).hexdigest()) == {}
        mine.record("other", {"1001": Tracking("new", at="2026-11-24T08:00:00Z")})
        assert set(mine.answers("other")) == {"1001"}
        mine.clear("other")
        assert mine.answers("other") == {}
    assert kept_rows(report)


def test_links_are_gone_from_the_ledger_with_the_pass(base_url: str, tmp_path: Path) -> None:
    """A carrier's link may lead to a person: of an ended pass no byte of it is left."""
    report = report_of(tmp_path)
    kept = interrupted(base_url, report)
    links = [link.encode() for _, _, link in kept]
    ledger = report.parents[1] / "ledger.db"
    assert links and all(link and link in ledger.read_bytes() for link in links)
    refreshed(base_url, report, create=False)
    left = b"".join(path.read_bytes() for path in tmp_path.glob("ledger*"))
    assert not any(link in left for link in links)


def test_a_killed_pass_goes_on_where_it_was(base_url: str, tmp_path: Path) -> None:
    """After kill -9 in the middle, the next pass asks for the answers that were not kept."""
    merchant = Merchant(tmp_path, base_url)
    _, summary = merchant.summary(EXAMPLE)
    remote = sandbox.Remote(base_url)
    remote.script([ALONE])
    merchant.environment[failpoints.STOP_AT] = "committed#5"
    code, out, _ = merchant.runs("status", summary["report"])
    assert (code, out) == (137, "")
    del merchant.environment[failpoints.STOP_AT]
    before = len(remote.calls("orderStatus"))
    code, out, err = merchant.runs("status", summary["report"])
    assert code == 0, err
    assert len(remote.calls("orderStatus")) - before == 25 - 5
    header, *lines = rows(tmp_path / out.strip(), "Results")
    assert {line[header.index("otoStatus")] for line in lines} == {"new"} and len(lines) == 25


def test_what_an_older_version_kept_is_taken_up_once(base_url: str, tmp_path: Path) -> None:
    """Its file beside the report counts as far as it is fresh and whole, and is gone then."""
    report = report_of(tmp_path)
    answer = {"status": "delivered", "tracking_url": "", "awb_url": "", "carrier": ""}
    kept = report.parent / f"{report.stem}.status.jsonl"
    fresh = {"orderId": "1001", **answer, "at": "2026-11-24T07:30:00Z"}
    stale = {"orderId": "1002", **answer, "at": "2026-11-23T07:30:00Z"}
    kept.write_text(f"{json.dumps(stale)}\n{json.dumps(fresh)}\n" + '{"orderId": "10')
    path = refreshed(base_url, report, script=[ALONE])
    asked = {call["orderId"] for call in sandbox.Remote(base_url).calls("orderStatus")}
    assert asked == {"1002", "1003"}
    assert [line[9] for line in rows(path, "Results")[1:]] == ["delivered", "new", "new", None]
    assert not kept.exists()


def test_a_pass_that_breaks_keeps_its_answers(base_url: str, tmp_path: Path) -> None:
    """Refused at the door half-way, it has lost nothing."""
    report = report_of(tmp_path)
    kept = interrupted(base_url, report)
    assert {order_id for order_id, _, _ in kept} <= set(IDS)
    assert len(kept) >= 1
    assert sorted(path.suffix for path in report.parent.iterdir()) == [".html", ".xlsx"]


def test_a_pass_needs_no_ledger(base_url: str, tmp_path: Path) -> None:
    """Where none can be used, that is said, and nothing is kept: the report is refreshed."""
    merchant = Merchant(tmp_path, base_url)
    _, summary = merchant.summary(EXAMPLE)
    (tmp_path / "in the way").touch()
    merchant.environment["OTO_LEDGER"] = str(tmp_path / "in the way" / "ledger.db")
    code, out, err = merchant.runs("status", summary["report"])
    assert code == 0 and "The ledger cannot be written" in err
    header, *lines = rows(tmp_path / out.strip(), "Results")
    assert {line[header.index("otoStatus")] for line in lines} == {"new"}


def test_passing_failures_are_asked_again(base_url: str, tmp_path: Path) -> None:
    """A 429 and a broken connection cost time, not an answer."""
    script = [
        ALONE,
        {"fault": "busy", "path": "orderStatus", "calls": [1], "retry_after": 0},
        {"fault": "cut", "path": "orderStatus", "calls": [3]},
    ]
    path = refreshed(base_url, report_of(tmp_path), script=script)
    assert [line[9] for line in rows(path, "Results")[1:4]] == ["new"] * 3


def test_a_tracking_link_that_the_bulk_call_leaves_out_is_asked_for(
    base_url: str, tmp_path: Path
) -> None:
    """Of an order on its way; those without a shipment, and delivered ones, cost no call."""
    moves = {"1001": "shipmentCreated", "1002": "delivered"}
    items = [
        {"orderId": name, "otoId": "7", "status": moves.get(name, "new"), "printAwbUrl": label}
        for name, label in zip(IDS, ("https://label", "https://label", ""), strict=True)
    ]
    body = json.dumps({"items": items})
    script = [{"fault": "answer", "path": "orderHistory", "status": 200, "body": body}]
    path = refreshed(base_url, report_of(tmp_path), moves=moves, script=script)
    links = [line[10] for line in rows(path, "Results")[1:4]]
    assert links[0].startswith("https://track.example.com/") and links[1:] == [None, None]
    asked = [call["orderId"] for call in sandbox.Remote(base_url).calls("orderStatus")]
    assert asked == ["1001"]


def test_an_answer_that_is_cut_short_is_asked_for_again(base_url: str, tmp_path: Path) -> None:
    """What OTO leaves out of a long answer is no order that it does not know."""
    script = [{"fault": "history", "answered": 2}]
    path = refreshed(base_url, report_of(tmp_path), script=script)
    assert [line[9] for line in rows(path, "Results")[1:4]] == ["new"] * 3
    assert sandbox.Remote(base_url).calls("orderStatus") == []


def test_an_outage_ends_the_pass_in_good_order(base_url: str, tmp_path: Path) -> None:
    """OTO that is gone is waited for, no longer than the patience: then the rest is told as not
    answered, and what was answered is kept for the next pass."""
    merchant = Merchant(tmp_path, base_url)
    _, summary = merchant.summary(EXAMPLE)
    remote = sandbox.Remote(base_url)
    remote.script([ALONE, {"fault": "cut", "path": "orderStatus", "from": 12}])
    merchant.environment |= {"OTO_PATIENCE": "1", "OTO_CALL_SECONDS": "1"}
    code, out, err = merchant.runs("status", summary["report"])
    assert code == 0 and "OTO gave no answer about" in err
    header, *lines = rows(tmp_path / out.strip(), "Results")
    told = [line[header.index("otoStatus")] for line in lines]
    assert set(told) == {"new", "noAnswer"}
    remote.script([ALONE])
    before = len(remote.calls("orderStatus"))
    assert merchant.runs("status", summary["report"])[0] == 0
    assert len(remote.calls("orderStatus")) - before == told.count("noAnswer")


def test_an_order_that_oto_does_not_know_is_told(base_url: str, tmp_path: Path) -> None:
    """It was created and is gone: that is trouble, with OTO's code."""
    path = refreshed(base_url, report_of(tmp_path), create=False)
    assert {line[9] for line in rows(path, "Results")[1:4]} == {"unknown (OTO1002)"}
    assert rows(path, "Summary")[0][0] == "3 of 3 created orders need you."


def test_an_order_without_an_answer_says_so(base_url: str, tmp_path: Path) -> None:
    """After three failures the pass goes on, and nothing is claimed."""
    script = [ALONE, {"fault": "break", "path": "orderStatus", "orders": ["1002"]}]
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
