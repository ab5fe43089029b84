"""Reports made to exhaust a machine: small files whose memory claims more than a sheet can hold."""

import base64
import json
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterable
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from importer.reading import read_workbook
from importer.report import load_rerun, write_report
from importer.report.rerun import STATE_KEY, EmbeddedState, from_chunks
from importer.report.tracking_report import read_results, write_tracking_report
from importer.row_ranges import MAX_ROWS
from tests.report.report_runs import mixed

resource = pytest.importorskip("resource")

LIMIT = 3 * 2**30  # bytes of address space; a run of a small file stays far below
STATE = {
    "file": "a.xlsx", "report": "r.xlsx", "lang": "en", "maps": {}, "constants": {},
    "options": {}, "cities": {}, "order_header": "رقم الطلب", "order_ids": {}, "valid": 0,
}  # fmt: skip


def packed(text: str | bytes) -> list[str]:
    """The chunks of a text that is no state."""
    data = text.encode() if isinstance(text, str) else text
    coded = base64.b64encode(zlib.compress(data, 1)).decode()
    return [coded[start : start + 30_000] for start in range(0, len(coded), 30_000)]


def state(**changed: object) -> list[str]:
    """The chunks of a state with other facts."""
    return packed(json.dumps({**STATE, **changed}))


def with_valid(number: str) -> list[str]:
    """The chunks of a state that counts so many valid orders."""
    return packed(json.dumps(STATE).replace('"valid": 0', f'"valid": {number}'))


# Made when they are needed: some are large until they are packed.
HOSTILE: dict[str, Callable[[], list[str]]] = {
    "one huge range": lambda: state(order_ids={"1-30000000000": "x"}),
    "many whole sheets": lambda: state(order_ids={f"1-{MAX_ROWS - n}": "x" for n in range(1_000)}),
    "one whole sheet too many": lambda: state(order_ids={"1-1048576": "x", "7": "y"}),
    "rows that no sheet has": lambda: state(order_ids={"1048577": "x"}),
    "rows that are none": lambda: state(order_ids={"two": "x"}),
    "ten million orders": lambda: packed('{"order_ids": {%s"8":""}}' % ('"7":"",' * 10_000_000)),
    "ten million values": lambda: packed(f'{{"maps": [{"0," * 10_000_000}0]}}'),
    "a deep list": lambda: packed("[" * 1_000_000),
    "a deep table": lambda: packed('{"maps":' * 1_000_000),
    "a deep value": lambda: packed(f'{{"maps": {"[" * 100_000}{"]" * 100_000}}}'),
    "a long text": lambda: state(constants={"currency": "x" * 30_000_000}),
    "a wide text": lambda: packed(
        json.dumps({**STATE, "file": "😀" * 5_000_000}, ensure_ascii=False)
    ),
    "zeros": lambda: packed(bytes(200_000_000)),
    "a long number": lambda: with_valid("1" * 1_000_000),
    "a long fraction": lambda: with_valid("0." + "1" * 1_000_000),
    "too many valid orders": lambda: with_valid(str(10**12)),
    "fewer than none": lambda: with_valid("-1"),
    "no number": lambda: with_valid("NaN"),
    "a truth": lambda: with_valid("true"),
    "a long profile": lambda: state(profile={"name": "x" * 2_000_000}),
    "a profile that is none": lambda: state(profile=["name"]),
    "another fact": lambda: state(another={}),
    "what is not packed": lambda: ["A" * 30_000] * 5_000,
}


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A report as it was written."""
    return write_report(mixed(tmp_path), tmp_path / "r").report


def with_memory(report: Path, rows: Iterable[tuple[object, object]], name: str) -> Path:
    """A copy of the report that carries these numbers and chunks."""
    workbook = openpyxl.load_workbook(report)
    sheet = workbook["Summary"]
    hidden = [row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == STATE_KEY]
    sheet.delete_rows(hidden[0], len(hidden))
    for n, cells in enumerate(rows, hidden[0]):
        for column, cell in enumerate((STATE_KEY, *cells), 1):
            sheet.cell(n, column).value = cell
    path = report.with_name(name)
    workbook.save(path)
    return path


def bounded(*command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """The command in a process that cannot take much memory."""
    return subprocess.run(
        [sys.executable, *command],
        capture_output=True,
        text=True,
        env={"HOME": str(folder), "XDG_DATA_HOME": str(folder), "PATH": "/usr/bin:/bin"},
        cwd=folder,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (LIMIT, LIMIT)),
    )


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_memory_is_no_memory(name: str) -> None:
    """Whatever it claims, it is taken for damaged."""
    assert from_chunks(HOSTILE[name]()) is None


@pytest.mark.parametrize(
    "profile",
    [{"columns": 1}, {"colums": {}}, {"name": None}, {"items": {"A": ["x"]}}, {"ignore": [[]]},
     {"columns": {"A": "no field"}}, {"recognise": [[["x"]]]}, {"constants": {"amount": {}}}],
    ids=str,
)  # fmt: skip
def test_a_profile_that_cannot_be_used_is_no_memory(
    report: Path, profile: dict[str, object]
) -> None:
    """What stands in a report was written by anyone; the columns are read by their headers."""
    path = with_memory(report, enumerate(state(profile=profile)), "edited.xlsx")
    again = load_rerun(read_workbook(path))
    assert again is not None and again.profile is None
    assert [each.code for each in again.problems] == ["report_memory_lost"]


def test_a_memory_of_a_full_sheet_is_believed() -> None:
    """The bounds are above what a sheet of a million rows needs."""
    orders = {f"{row}-{row + 1}": f"ORDER-2026-{row:07}" for row in range(1, MAX_ROWS, 2)}
    full = EmbeddedState("a.xlsx", "r.xlsx", "en", order_header="Order", order_ids=orders)
    assert from_chunks(packed(json.dumps(asdict(full)))) == full


def test_hostile_reports_run_within_bounds(report: Path, tmp_path: Path) -> None:
    """Read as files, by a process of its own that may not take 3 GB, each says that it is lost."""
    paths = [
        with_memory(report, enumerate(chunks), f"{n}.xlsx")
        for n, chunks in enumerate(make() for make in HOSTILE.values())
        if len(chunks) < 1_000
    ]
    numbers = ("1" * 4_000, "9" * 32_000, "²", "٣", "-1", "1.5", "")
    chunk = state()[0]
    paths += [
        with_memory(report, [(number, chunk)], f"number-{n}.xlsx")
        for n, number in enumerate(numbers)
    ]
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from importer.reading import read_workbook\n"
        "from importer.report import load_rerun\n"
        "for path in sys.argv[1:]:\n"
        "    print(*(p.code for p in load_rerun(read_workbook(Path(path))).problems))\n"
    )
    done = bounded("-c", code, *map(str, paths), folder=tmp_path)
    assert done.returncode == 0, done.stderr[-2_000:]
    assert done.stdout.split() == ["report_memory_lost"] * len(paths)


def test_a_check_of_a_hostile_report_ends_with_a_report(report: Path, tmp_path: Path) -> None:
    """The command reads the columns by their headers, says so, and checks what is there."""
    path = with_memory(report, enumerate(HOSTILE["one huge range"]()), "hostile.xlsx")
    assert path.stat().st_size < 20_000
    done = bounded(
        "-m", "importer", "check", str(path), "--offline", "--json", "--report-dir", "out",
        folder=tmp_path,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr[-2_000:]
    written = json.loads(done.stdout)
    assert written["orders"] == 2
    summary = openpyxl.load_workbook(tmp_path / written["report"])["Summary"]
    assert "report_memory_lost" in {cell.value for row in summary.iter_rows() for cell in row}


def test_a_refreshed_report_takes_over_no_markup_and_no_endless_number(
    report: Path, tmp_path: Path
) -> None:
    """What a report holds where a number or a text of ours should be is written as a text."""
    path = with_memory(report, [("0", "<r><t>x</t></r>")], "markup.xlsx")
    past = read_results(read_workbook(path))
    results = [{**row, "attempts": float("inf")} for row in past.results]
    past = replace(past, results=tuple(results))
    now = datetime(2026, 11, 24, tzinfo=UTC)
    book = openpyxl.load_workbook(write_tracking_report(past, {}, tmp_path / "new", "en", now))
    assert [cell.value for cell in book["Results"]["H"]] == ["attempts", *["inf"] * 4]
    texts = [cell.value for row in book["Summary"].iter_rows() for cell in row]
    assert "<r><t>x</t></r>" in texts
