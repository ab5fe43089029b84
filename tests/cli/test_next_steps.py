"""What to do now: one thing, one command, and no red cell is named where there is none."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests import faulty_oto as sandbox
from tests.cli.test_printed_commands import commands_in
from tests.cli.test_question import on_a_terminal
from tests.cli.test_runs import HEAD, Merchant, line, oto, results
from tests.cli.test_week import mend

__all__ = ["oto"]
GOOD = line("A-1") + line("A-2", mobile="0551234568")
BAD = line("B-1", mobile="12")
RED = "the cells to mend are red"


@pytest.fixture
def merchant(tmp_path: Path, oto: str) -> Merchant:
    return Merchant(tmp_path, oto)


def week(merchant: Merchant, text: str, name: str = "week.csv") -> None:
    (merchant.folder / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("command", [(), ("check",)])
def test_after_a_stop_the_file_itself_is_run_again(
    merchant: Merchant, oto: str, command: tuple[str, ...]
) -> None:
    """The cure says so, and the one command below it does so, with the options of the file."""
    week(merchant, HEAD + GOOD)
    sandbox.Remote(oto).script([{"fault": "refuse", "path": "refreshToken", "status": 401}])
    _, out, _ = merchant.runs(*command, "week.csv", "--dates", "day", "--lang", "en")
    assert "Copy the refresh token again" in out
    (again,) = commands_in(out)
    assert "week.csv --dates day" in again


def test_after_a_no_there_is_one_command(tmp_path: Path, oto: str) -> None:
    """The file is run again and answered; there is nothing to mend in a report."""
    _, shown = on_a_terminal(tmp_path, "n", base_url=oto)
    assert "Run the file again and answer yes" in shown
    commands = [line for line in shown.splitlines() if "importer" in line and ".csv" in line]
    assert len(commands) == 1 and "To fix" not in shown


def test_orders_to_mend_are_told_beside_a_stop(merchant: Merchant, oto: str) -> None:
    """First what stopped the run, with the file's command, then the red cells and the report's."""
    week(merchant, HEAD + GOOD + BAD)
    sandbox.Remote(oto).script([{"fault": "refuse", "path": "refreshToken", "status": 401}])
    _, out, _ = merchant.runs("week.csv", "--yes", "--lang", "en")
    assert RED in out
    of_file, of_report = commands_in(out)
    assert "week.csv" in of_file and ".xlsx" in of_report


def test_a_wrong_value_of_all_orders_is_no_red_cell(merchant: Merchant) -> None:
    """It stands in the command, which is printed to be corrected."""
    week(merchant, (HEAD + GOOD).replace("customer.country,", "").replace("SA,", ""))
    _, out, _ = merchant.runs("week.csv", "--set", "customer.country=Atlantis", "--lang", "en")
    assert RED not in out and "To fix" not in out
    assert "Write the right value into this command" in out
    (command,) = commands_in(out)
    assert command.count("--set customer.country=Atlantis") == 1


def test_a_missing_column_is_no_red_cell(merchant: Merchant) -> None:
    """What to do stands above the headers of “To fix”; the column can be added there."""
    text = (HEAD + GOOD).replace("customer.mobile,", "")
    week(merchant, text.replace("0551234567,", "").replace("0551234568,", ""))
    _, out, _ = merchant.runs("week.csv", "--lang", "en")
    assert RED not in out and "and says what to do" in out


def test_a_refused_field_without_a_column_is_no_red_cell(merchant: Merchant, oto: str) -> None:
    """The column that the text asks for is added to “To fix”, and the report is run."""
    week(merchant, HEAD + line("A-1"))
    sandbox.Remote(oto).script([{"fault": "refuse", "path": "createOrder", "code": "OTO1070",
                                 "times": 1}])  # fmt: skip
    _, out, _ = merchant.runs("week.csv", "--yes", "--lang", "en")
    assert RED not in out and "Add a column “Pickup location code”" in out, out
    (report,) = (merchant.folder / "reports").glob("*.xlsx")
    assert "Add a column" in str(results(report)[0]["fix"])
    book = load_workbook(report)
    sheet = book["To fix"]
    last = sheet.max_column + 1
    sheet.cell(1, last, "Pickup location code")
    sheet.cell(2, last, "RUH-01")
    book.save(report)
    code, told = merchant.summary(report)
    assert (code, told["created"]) == (0, 1), results(told["report"])
    assert sandbox.Remote(oto).payloads()["A-1"]["pickupLocationCode"] == "RUH-01"


def test_the_report_of_a_check_says_what_it_leaves_out(merchant: Merchant) -> None:
    """The orders that were ready are not in it: how many of the file are left, and where."""
    week(merchant, HEAD + GOOD + BAD)
    _, checked = merchant.summary("check", "week.csv")
    _, out, _ = merchant.runs(mend(checked["report"]), "--yes", "--lang", "en")
    assert "Of all 3 orders of week.csv, 1 is in OTO now." in out
    assert "2 orders of week.csv are neither in OTO nor in this report" in out
    assert "Nothing is left" not in out
