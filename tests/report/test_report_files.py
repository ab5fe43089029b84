"""Where the copies of a report go, and that none is lost or overwritten."""

from pathlib import Path

import pytest

from importer.problems import CODES
from importer.report import summary, write_report
from importer.report.write import put, write_with_fallback
from tests.report.report_runs import mixed


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of this test's own, where a report may have to go."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    return tmp_path


def hello(path: Path, _final: Path) -> None:
    """Writes a file."""
    path.write_text("hello")


def test_an_existing_report_is_never_overwritten(tmp_path: Path) -> None:
    """A second report of the same second gets a name of its own, and so does its page."""
    run = mixed(tmp_path)
    first, second = (write_report(run, tmp_path / "r") for _ in range(2))
    assert second.report.name == first.report.name.replace(".xlsx", "-2.xlsx")
    assert second.page.name == first.page.name.replace(".html", "-2.html")
    assert first.report.read_bytes() and first.problems == second.problems == ()


def test_a_name_taken_while_writing_is_left_alone(tmp_path: Path) -> None:
    """Two runs that end at once do not write over each other."""
    asked = []

    def slow(path: Path, final: Path) -> None:
        asked.append(final.name)
        path.write_text("mine")
        if len(asked) == 1:
            final.write_text("theirs")

    written = put(tmp_path / "a.xlsx", slow)
    assert (written.name, written.read_text()) == ("a-2.xlsx", "mine")
    assert (tmp_path / "a.xlsx").read_text() == "theirs"
    assert asked == ["a.xlsx", "a-2.xlsx"]


def test_nothing_is_left_behind_by_a_failed_write(tmp_path: Path) -> None:
    """A half-written file never has a report's name, and goes away."""

    def fails(path: Path, _final: Path) -> None:
        path.write_text("half")
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        put(tmp_path / "r" / "a.xlsx", fails)
    assert list((tmp_path / "r").iterdir()) == []


def test_a_folder_that_cannot_be_written_is_replaced(tmp_path: Path) -> None:
    """The report is written elsewhere, the reader is told where, and the JSON names it."""
    (tmp_path / "blocked").write_text("a file where the folder should be")
    run = mixed(tmp_path)
    written = write_report(run, tmp_path / "blocked")
    assert written.report.is_file() and written.page.parent == written.report.parent
    assert str(written.report).startswith(str(tmp_path / "data"))
    (told,) = written.problems
    assert told.code == "report_elsewhere" and told.code in CODES
    assert dict(told.facts)["file"] == str(written.report)
    assert summary(run, written.report)["report"] == str(written.report)


def test_when_no_place_can_be_written_the_run_still_ends(tmp_path: Path) -> None:
    """Even then there is a summary, with no report in it."""

    def fails(_path: Path, _final: Path) -> None:
        raise OSError(28, "No space left on device")

    written, problems = write_with_fallback(tmp_path / "a.xlsx", fails)
    assert written is None
    assert [found.code for found in problems] == ["report_nowhere"]
    assert summary(mixed(tmp_path), None)["report"] is None


def test_a_csv_that_was_asked_for_is_replaced(tmp_path: Path) -> None:
    """A scheduled job finds its file under one name."""
    target = tmp_path / "results.csv"
    put(target, hello, keep=False)
    assert put(target, hello, keep=False) == target
    assert [path.name for path in tmp_path.iterdir()] == ["results.csv"]


def test_a_long_file_name_still_makes_a_report(tmp_path: Path) -> None:
    """File systems bound names at 255 bytes, and an Arabic letter is two of them."""
    run = mixed(tmp_path)
    long = type(run)(
        **{name: getattr(run, name) for name in run.__dataclass_fields__}
        | {"file": tmp_path / ("ط" * 120 + ".xlsx")}
    )
    assert write_report(long, tmp_path / "r").report.parent == tmp_path / "r"
