"""Watched folders: what is taken, that it is taken once, and where it is after a kill."""

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from importer.ledger import Ledger, failpoints
from importer.runs import Job, JobOptions, Jobs, State, folders
from importer.runs.stillness import Stillness
from tests.cli.test_runs import HEAD, ROOT, line
from tests.faulty_oto import Remote
from tests.runs.conftest import MakeFleet
from tests.runs.fleet import LIVE, Fleet, orders, until

REPORT = {
    "report": ("week-20261129-090000.xlsx", b"report"),
    "page": ("week-20261129-090000.html", b"page"),
}
REPORT_NAMES = sorted(name for name, _content in REPORT.values())


class Share:
    """A watched folder, and a worker's look into it whose clock goes on with every look."""

    def __init__(self, ledger: Ledger, path: Path) -> None:
        self.ledger, self.path, self.now = ledger, path, 0.0
        self.jobs, self.stillness = Jobs(ledger), Stillness(lambda: self.now)
        path.mkdir()
        folders.add(ledger, path, JobOptions(lang="en"), account_name="")
        self.jobs.join("worker", "host", 1)

    def drop(self, name: str = "week.csv", content: bytes = b"orders") -> None:
        (self.path / name).write_bytes(content)

    def look(self, seconds: float = 6.0) -> int:
        waiting = folders.look_into_all(self.ledger, self.stillness)
        self.now += seconds
        return waiting

    def take(self) -> None:
        """What a worker does within some seconds."""
        self.look()
        self.look()

    def end(self, exit_code: int = 0, files: dict[str, tuple[str, bytes]] | None = None) -> None:
        """Every job that waits is carried out, and ends so."""
        for job_id, _account, _when in self.jobs.waiting():
            assert self.jobs.start(job_id, "worker")
            assert self.jobs.end(
                job_id, "worker", exit_code, {}, REPORT if files is None else files
            )

    def lies(self, under: str = "") -> list[str]:
        """The files there."""
        return sorted(each.name for each in (self.path / under).iterdir() if each.is_file())

    def newest(self) -> list[Job]:
        return self.jobs.newest()


@pytest.fixture
def share(place: str, tmp_path: Path) -> Iterator[Share]:
    with Ledger.open(place) as ledger:
        yield Share(ledger, tmp_path / "orders")


@pytest.fixture
def local_share(tmp_path: Path) -> Iterator[Share]:
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        yield Share(ledger, tmp_path / "orders")


def test_a_dropped_file_comes_back_with_its_report(share: Share) -> None:
    """It is submitted once, stays in progress while its run goes on, and lies in `done` then."""
    share.drop()
    share.take()
    (job,) = share.newest()
    assert (job.file_name, job.state, share.lies()) == ("week.csv", State.WAITING, [])
    assert share.lies("in-progress") == [f"{job.job_id}-week.csv"]
    assert share.look() == 1
    share.end()
    assert share.look() == 0
    assert share.lies("done") == [*REPORT_NAMES, "week.csv"]
    assert (share.path / "done" / "week.csv").read_bytes() == b"orders"
    assert (share.lies("in-progress"), len(share.newest())) == ([], 1)
    assert folders.known_folders(share.ledger)[0].looked_at is not None


@pytest.mark.parametrize("exit_code", [1, 3, 130])
def test_what_is_not_wholly_in_oto_is_to_fix(local_share: Share, exit_code: int) -> None:
    """Whatever is not done lies in `to-fix`, with its report."""
    local_share.drop()
    local_share.take()
    local_share.end(exit_code)
    local_share.look()
    assert local_share.lies("to-fix") == [*REPORT_NAMES, "week.csv"]
    assert local_share.lies("done") == []


def test_a_file_without_a_report_has_a_text_beside_it(local_share: Share) -> None:
    """A run that was ended before it began says so where the file lies."""
    local_share.drop()
    local_share.take()
    (job,) = local_share.newest()
    local_share.jobs.stop(job.job_id, "noura")
    local_share.look()
    assert local_share.lies("to-fix") == ["week.csv", "week.csv.txt"]
    assert job.job_id in (local_share.path / "to-fix" / "week.csv.txt").read_text("utf-8-sig")


def test_a_file_that_grows_is_left_until_it_is_whole(local_share: Share) -> None:
    """As long as it changes within five seconds nobody takes it."""
    content = b""
    for _second in range(12):
        content += b"row\n"
        local_share.drop(content=content)
        assert local_share.look(1) == 1
    for _second in range(5):
        assert local_share.lies() == ["week.csv"]
        local_share.look(1)
    (job,) = local_share.newest()
    assert local_share.jobs.file(job.job_id, "file") == ("week.csv", content)


def test_what_is_no_file_of_orders_is_left(local_share: Share) -> None:
    """Locks of Excel, hidden files, downloads under way, other endings, folders and links stay, and
    so does what was put into `in-progress` by hand."""
    names = ["~$week.xlsx", ".week.xlsx", "week.xlsx.part", "week.tmp", "week.crdownload", "a.pdf"]
    for name in names:
        local_share.drop(name)
    outside = local_share.path.parent / "secret.csv"
    outside.write_text("secret")
    (local_share.path / "link.csv").symlink_to(outside)
    (local_share.path / "folder.csv").mkdir()
    local_share.take()
    (local_share.path / "in-progress" / "by-hand.csv").write_text("x")
    taken = f"20261129-090000-{'a' * 16}-link.csv"
    (local_share.path / "in-progress" / taken).symlink_to(outside)
    local_share.take()
    assert local_share.newest() == []
    assert local_share.lies() == sorted([*names, "link.csv"])


def test_a_folder_that_leads_elsewhere_is_not_used(local_share: Share) -> None:
    """A link in the place of `done` would carry reports out of the folder."""
    elsewhere = local_share.path.parent / "elsewhere"
    elsewhere.mkdir()
    (local_share.path / "done").symlink_to(elsewhere)
    local_share.drop()
    local_share.take()
    assert (local_share.lies(), local_share.newest()) == (["week.csv"], [])
    assert folders.known_folders(local_share.ledger)[0].looked_at is None


def test_the_same_content_again_is_told(share: Share) -> None:
    """Once it is in OTO, or on the way, it is not submitted again, and a text beside it names the
    run; another content of the same name is."""
    share.drop()
    share.take()
    (job,) = share.newest()
    share.drop("copy.csv")
    share.take()
    share.end()
    share.look()
    share.drop("again.csv")
    share.take()
    assert len(share.newest()) == 1
    for name in ("copy.csv", "again.csv"):
        assert name in share.lies("done")
        assert job.job_id in (share.path / "done" / f"{name}.txt").read_text("utf-8-sig")
    share.drop(content=b"next week's")
    share.take()
    assert len(share.newest()) == 2


def test_what_failed_is_taken_again(local_share: Share) -> None:
    """The same file is tried again when the reason is mended: only what is left is sent."""
    for exit_code in (3, 0):
        local_share.drop()
        local_share.take()
        local_share.end(exit_code)
        local_share.look()
    assert "week.csv" in local_share.lies("to-fix")
    assert "week.csv" in local_share.lies("done")
    assert len(local_share.newest()) == 2


@pytest.mark.parametrize("links", [True, False])
def test_a_name_that_is_taken_gets_a_number(
    local_share: Share, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    """Nothing in `done` is overwritten, on shares without links as well."""
    if not links:

        def refuse(*_paths: object) -> None:
            raise OSError(errno.EOPNOTSUPP, "no links here")

        monkeypatch.setattr(os, "link", refuse)
    for week in (b"one", b"two", b"three"):
        local_share.drop(content=week)
        local_share.take()
        local_share.end(files={"report": ("report.xlsx", week)})
        local_share.look()
    done = local_share.path / "done"
    names = [
        "report-2.xlsx",
        "report-3.xlsx",
        "report.xlsx",
        "week-2.csv",
        "week-3.csv",
        "week.csv",
    ]
    assert local_share.lies("done") == names
    for stem, ending in (("report", "xlsx"), ("week", "csv")):
        contents = [(done / f"{stem}{n}.{ending}").read_bytes() for n in ("", "-2", "-3")]
        assert contents == [b"one", b"two", b"three"]


def test_one_broken_file_holds_no_other_back(local_share: Share) -> None:
    """A file that cannot be moved stays where it is, and the next one is taken."""
    local_share.drop("a" * 250 + ".csv")  # in progress its name would be too long
    local_share.drop("next.csv", b"next")
    local_share.take()
    assert [job.file_name for job in local_share.newest()] == ["next.csv"]
    assert local_share.lies() == ["a" * 250 + ".csv"]


def looker(place: str, looks: int, stop_at: str = "") -> "subprocess.Popen[bytes]":
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    if stop_at:
        environment[failpoints.STOP_AT] = stop_at
    words = [sys.executable, "-m", "tests.runs.folder_looker", place, str(looks)]
    return subprocess.Popen(words, env=environment, cwd=ROOT)


@pytest.mark.parametrize("stop_at", ["taken", "commit", "committed"])
def test_a_worker_killed_over_taking_a_file_loses_nothing(
    share: Share, place: str, stop_at: str
) -> None:
    """Wherever kill -9 meets it, the file lies in `in-progress`, and the next worker submits it
    once."""
    share.drop()
    assert looker(place, 3, stop_at).wait(60) == 137
    assert [name[33:] for name in share.lies("in-progress")] == ["week.csv"]
    share.take()
    (job,) = share.newest()
    assert share.lies("in-progress") == [f"{job.job_id}-week.csv"]


@pytest.mark.parametrize(
    "stop_at", [f"{point}#{n}" for n in (1, 2, 3) for point in ("linked", "moved")]
)
def test_a_worker_killed_over_bringing_it_back_loses_nothing(
    local_share: Share, tmp_path: Path, stop_at: str
) -> None:
    """Wherever kill -9 meets it, the next worker comes to the same: report, page and file once."""
    local_share.drop()
    local_share.take()
    local_share.end()
    assert looker(str(tmp_path / "ledger.db"), 1, stop_at).wait(60) == 137
    assert "week.csv" in [
        *local_share.lies("done"),
        *(n[33:] for n in local_share.lies("in-progress")),
    ]
    local_share.take()
    shown = [name for name in local_share.lies("done") if not name.startswith(".")]
    assert (shown, local_share.lies("in-progress")) == ([*REPORT_NAMES, "week.csv"], [])


def test_two_workers_on_one_share_take_each_file_once(share: Share, place: str) -> None:
    """Each of many files is submitted once and comes back once, whoever looks when."""
    for n in range(30):
        share.drop(f"{n}.csv", b"%d" % n)
    lookers = [looker(place, 4) for _worker in range(2)]
    assert [process.wait(60) for process in lookers] == [0, 0]
    assert sorted(job.file_name for job in share.newest()) == sorted(f"{n}.csv" for n in range(30))
    for job_id, _account, _when in share.jobs.waiting():
        share.jobs.start(job_id, "worker")
        share.jobs.end(job_id, "worker", 0, {}, {"report": (f"{job_id}.xlsx", b"r")})
    lookers = [looker(place, 2) for _worker in range(2)]
    assert [process.wait(60) for process in lookers] == [0, 0]
    shown = [name for name in share.lies("done") if not name.startswith(".")]
    names = [f"{n}.csv" for n in range(30)] + [f"{job.job_id}.xlsx" for job in share.newest()]
    assert shown == sorted(names)


def test_a_mended_report_that_is_dropped_again_is_a_re_run(fleet: Fleet, oto: str) -> None:
    """What is to be mended comes back with its report; mended and dropped, only that is sent."""
    path = fleet.folder / "orders"
    path.mkdir()
    code, out, err = fleet.runs("schedule", "folder", path)
    assert (code, err) == (0, "")
    assert str(path) in out
    file = path / "week.csv"
    file.write_text(HEAD + line("A") + line("B", mobile="12") + line("C"), encoding="utf-8")
    fleet.carry_out()
    to_fix = path / "to-fix"
    (report,) = to_fix.glob("week-*.xlsx")
    assert sorted(each.suffix for each in to_fix.iterdir()) == [".csv", ".html", ".xlsx"]
    workbook = load_workbook(report)
    sheet = workbook["To fix"]
    headers = [cell.value for cell in sheet[1]]
    sheet.cell(2, headers.index("customer.mobile") + 1, "0559876543")
    workbook.save(path / report.name)
    fleet.carry_out()
    assert report.name in [each.name for each in (path / "done").iterdir()]
    assert sorted(order["orderId"] for order in Remote(oto).orders()) == ["A", "B", "C"]
    assert str(path) in fleet.runs("schedule", "list")[1]
    assert fleet.runs("schedule", "remove", path)[0] == 0
    assert "no folder is watched" in fleet.runs("schedule")[1]


def test_a_folder_that_asks_waits_for_a_yes(fleet_of: MakeFleet, oto: str) -> None:
    """With --ask nothing is sent before it is agreed to, and the file stays in progress."""
    fleet = fleet_of(begins=(LIVE,))
    path = fleet.folder / "orders"
    path.mkdir()
    assert fleet.runs("schedule", "folder", path, "--ask")[0] == 0
    orders(path, 2)
    fleet.worker()
    until(lambda: "waiting for an answer" in fleet.runs("runs")[1])
    assert Remote(oto).calls("createOrder") == []
    (file,) = (path / "in-progress").iterdir()
    job_id = file.name.removesuffix("-week.csv")
    assert fleet.runs("runs", job_id, "--answer", "yes")[0] == 0
    until(lambda: (path / "done" / "week.csv").exists())
    assert len(Remote(oto).calls("createOrder")) == 2
