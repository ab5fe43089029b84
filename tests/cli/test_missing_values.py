"""A column that is missing though it may be the same for all orders: asked for once, then known."""

import shlex
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests import faulty_oto as sandbox
from tests.cli.test_question import on_a_terminal
from tests.cli.test_runs import Merchant, oto, results

__all__ = ["oto"]

HEAD = "orderId,payment_method,amount,customer.name,customer.mobile,"
HEAD += "customer.city,customer.address,item.sku,item.quantity\n"
PHONES = ("+966551234567", "+966551234568", "+966551234569")


def week(folder: Path, *numbers: str, name: str = "week.csv", first: int = 1) -> Path:
    """Her file without currency and country, one order a phone number."""
    rows = [
        f"{first + n},cod,10,Noura,{number},Riyadh,Street {n},sku,1\n"
        for n, number in enumerate(numbers)
    ]
    file = folder / name
    file.write_text(HEAD + "".join(rows), encoding="utf-8")
    return file


def test_what_is_the_same_for_all_is_asked_for_once(tmp_path: Path, oto: str) -> None:
    """What her other columns speak for is offered, sent as agreed, and known next week."""
    week(tmp_path, *PHONES, name="first.csv")
    more = {"file": "first.csv", "base_url": oto}
    code, shown = on_a_terminal(tmp_path, "y\ny\ny", question="[y/N", **more)
    assert code == 0, shown
    assert "No column holds “Country”. Is it SA for all 3 orders?" in shown
    assert "No column holds “Currency”. Is it SAR for all 3 orders?" in shown
    sent = sandbox.Remote(oto).payloads().values()
    said = [(order["currency"], order["customer"]["country"]) for order in sent]
    assert said == 3 * [("SAR", "SA")]
    week(tmp_path, "0551234567", name="second.csv", first=4)
    more["file"] = "second.csv"
    code, shown = on_a_terminal(tmp_path, "y", question="[y/N", **more)
    assert (code, shown.count("[y/N")) == (0, 1), shown
    assert sandbox.Remote(oto).payloads()["4"]["currency"] == "SAR"


def test_another_value_may_be_typed_and_is_read_like_a_cell(tmp_path: Path, oto: str) -> None:
    """Without evidence nothing is offered; what cannot be read is asked for again; the currency
    follows the country that was said."""
    week(tmp_path, "0551234567", name="first.csv")
    answers = "Atlantis\nالسعودية\ny\nn"
    code, shown = on_a_terminal(tmp_path, answers, question="] ", file="first.csv", base_url=oto)
    assert "Which is it for the order, such as SA?" in shown
    assert "“Atlantis” is no value of “Country”" in shown
    assert "Is it SAR for the order?" in shown
    assert "1 order will be sent" in shown
    assert code == 1  # the last answer was a no


def test_an_empty_answer_sends_nothing_and_is_not_remembered(tmp_path: Path, oto: str) -> None:
    """They differ: the columns are missing as before, and the question comes again."""
    week(tmp_path, *PHONES, name="first.csv")
    for _ in range(2):
        code, shown = on_a_terminal(tmp_path, "\n", question="[y/N", file="first.csv", base_url=oto)
        assert (code, shown.count("[y/N")) == (1, 2), shown
    assert sandbox.Remote(oto).orders() == []


def test_what_was_said_counts_for_files_with_these_headers_alone(tmp_path: Path, oto: str) -> None:
    """A file with other columns, or one that has the column, is not touched by it."""
    merchant = Merchant(tmp_path, oto)
    said = ("--set", "currency=SAR", "--set", "customer.country=SA")
    assert merchant.runs(week(tmp_path, PHONES[0]), *said)[0] == 0
    other = week(tmp_path, PHONES[1], name="other.csv", first=2)
    other.write_text(other.read_text().replace("item.sku", "item.name"), encoding="utf-8")
    code, told = merchant.summary(other)
    assert (code, told["invalid"]) == (1, 1)
    code, told = merchant.summary(week(tmp_path, PHONES[1], first=2), "--forget-map")
    assert (code, told["invalid"]) == (1, 1)


def test_a_value_for_an_existing_column_is_not_remembered(tmp_path: Path, oto: str) -> None:
    """--set for empty cells of a column that is there counts for that run only."""
    merchant = Merchant(tmp_path, oto)
    head = HEAD.replace("amount,", "amount,currency,customer.country,")
    file = tmp_path / "week.csv"
    file.write_text(f"{head}1,cod,10,,SA,Noura,{PHONES[0]},Riyadh,Street,sku,1\n")
    assert merchant.runs(file, "--set", "currency=SAR")[0] == 0
    file.write_text(f"{head}2,cod,10,,SA,Noura,{PHONES[0]},Riyadh,Street,sku,1\n")
    code, told = merchant.summary(file)
    assert (code, told["invalid"]) == (1, 1)


@pytest.mark.parametrize("command", [["check"], []])
def test_without_a_terminal_one_command_settles_it(
    tmp_path: Path, oto: str, command: list[str]
) -> None:
    """It stands on the screen and, once, above the rows of “To fix”; it runs as printed."""
    folder = tmp_path / "طلبات الأسبوع 1"
    folder.mkdir()
    merchant = Merchant(folder, oto)
    week(folder, *PHONES)
    code, out, _ = merchant.runs(*command, "week.csv", "--lang", "en")
    assert code == 1
    (report,) = (folder / "reports").glob("*.xlsx")
    rows = list(load_workbook(report)["To fix"].iter_rows(values_only=True))
    above = [str(row[0]) for row in rows[: rows.index(next(r for r in rows if r[0] == "Problem"))]]
    printed = [line.strip() for line in above if line.startswith("python")]
    assert len(printed) == 1 and printed[0] in out
    assert sum("--set" in str(cell) for row in rows for cell in row) == 1
    assert {row[0] for row in rows[len(above) + 1 :]} == {"Held by what stands above the headers."}
    done = subprocess.run(printed[0], shell=True, cwd=folder, env=merchant.environment)
    assert done.returncode == 0
    assert {sent["currency"] for sent in sandbox.Remote(oto).payloads().values()} == {"SAR"}


def test_a_report_with_lines_above_its_headers_is_run_and_asked_about(
    tmp_path: Path, oto: str
) -> None:
    """The next run takes its rows, and `status` its copy, from below those lines."""
    merchant = Merchant(tmp_path, oto)
    code, told = merchant.summary(week(tmp_path, *PHONES, "12"))
    report = Path(str(told["report"]))
    said = ("--set", "currency=SAR", "--set", "customer.country=SA")
    code, told = merchant.summary(report, *said)
    assert (code, told["created"], told["invalid"], told["rows"]) == (1, 3, 1, 4)
    assert [row["rows"] for row in results(told["report"])] == ["2", "3", "4", "5"]
    merchant.runs("status", report)
    copy = max((tmp_path / "reports").glob("*.xlsx"), key=lambda path: path.stat().st_mtime_ns)
    head, *rows = load_workbook(copy)["To fix"].iter_rows(values_only=True)
    assert head[:2] == ("Problem", "Row") and len(rows) == 4


def test_a_printed_command_keeps_how_the_file_was_read(tmp_path: Path, oto: str) -> None:
    """The options of the run stand in the command that says what is the same for all orders."""
    merchant = Merchant(tmp_path, oto)
    file = week(tmp_path, *PHONES)
    file.write_text(file.read_text().replace("amount", "Wert"), encoding="utf-8")
    _, out, _ = merchant.runs("week.csv", "--map", "Wert=amount", "--lang", "en")
    (command,) = [line for line in out.splitlines() if line.startswith("  python")]
    assert shlex.split(command)[3:] == [
        "week.csv", "--map", "Wert=amount",
        "--set", "customer.country=SA", "--set", "currency=SAR",
    ]  # fmt: skip
