"""A week as people live it: some orders are mended in the report, and the file is run again."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests import faulty_oto as sandbox
from tests.cli.test_runs import HEAD, Merchant, line, oto, results

__all__ = ["oto"]
GOOD = [line(f"A-{number}", mobile=f"055123456{number}") for number in range(3)]
BAD = [
    line("B-1", mobile="12"),
    line("B-2").replace("Noura", "????"),
    line("B-3").replace("cod", "bacs"),
    line("B-4").replace("Street 1", ""),
]
MENDED = {"B-1": ("F", "0557654321"), "B-2": ("E", "Sara"), "B-3": ("B", "cod"),
          "B-4": ("I", "Street 4")}  # fmt: skip


@pytest.fixture
def merchant(tmp_path: Path, oto: str) -> Merchant:
    made = Merchant(tmp_path, oto)
    (tmp_path / "week.csv").write_text(HEAD + "".join([*GOOD, *BAD]), encoding="utf-8")
    return made


def mend(report: object, only: Callable[[str], bool] = lambda order: True) -> str:
    """Types the right value into the red cell of each order of “To fix”."""
    book = load_workbook(str(report))
    sheet = book["To fix"]
    head = next(row for row in sheet.iter_rows() if "orderId" in [cell.value for cell in row])
    columns = {cell.value: cell.column for cell in head}
    names = dict(zip("ABCDEFGHI", HEAD.split(","), strict=False))
    for row in sheet.iter_rows(min_row=head[0].row + 1):
        order = row[columns["orderId"] - 1].value
        if order in MENDED and only(order):
            letter, value = MENDED[order]
            row[columns[names[letter]] - 1].value = value
    book.save(str(report))
    return str(report)


def test_an_order_that_was_mended_in_the_report_is_in_oto_for_the_file_too(
    merchant: Merchant, oto: str
) -> None:
    """The original file, run again, says of every order that it is in OTO, and sends nothing."""
    file = merchant.folder / "week.csv"
    code, first = merchant.summary(file)
    assert (code, first["created"], first["invalid"]) == (1, 3, 4)
    code, second = merchant.summary(mend(first["report"]))
    assert (code, second["created"]) == (0, 4)
    posted = len(sandbox.Remote(oto).orders())
    for command in ((file,), ("check", file)):
        code, again = merchant.summary(*command)
        assert (code, again["already_created"], again["invalid"]) == (0, 7, 0)
        assert [row["status"] for row in results(again["report"])] == ["already_created"] * 7
        to_fix = load_workbook(str(again["report"]))["To fix"]
        assert not [row for row in to_fix.iter_rows(values_only=True) if "B-1" in row]
    assert len(sandbox.Remote(oto).orders()) == posted
    code, out, err = merchant.runs(file, "--yes", "--lang", "en")
    assert code == 0, err
    assert "All 7 orders of week.csv are in OTO." in out
    assert "mend" not in out.replace("mended in a report", "")
    assert "7 of 7 are in OTO already" in err


def test_it_stays_so_through_several_reports(merchant: Merchant) -> None:
    """Half are mended in the first report and the rest in the report of that."""
    file = merchant.folder / "week.csv"
    _, first = merchant.summary(file)
    code, second = merchant.summary(mend(first["report"], lambda order: order < "B-3"))
    assert (code, second["created"], second["invalid"]) == (1, 2, 2)
    code, again = merchant.summary(file)
    assert (code, again["already_created"], again["invalid"]) == (1, 5, 2)
    code, third = merchant.summary(mend(second["report"]))
    assert (code, third["created"]) == (0, 2)
    code, again = merchant.summary(file)
    assert (code, again["already_created"]) == (0, 7)


def test_what_is_changed_after_it_was_sent_is_a_conflict(merchant: Merchant) -> None:
    """A report that is edited once more and run again does not say that its orders are the same."""
    file = merchant.folder / "week.csv"
    _, first = merchant.summary(file)
    merchant.summary(mend(first["report"]))
    MENDED["B-2"], before = ("E", "Somebody Else"), MENDED["B-2"]
    try:
        code, again = merchant.summary(mend(first["report"]))
    finally:
        MENDED["B-2"] = before
    assert (code, again["already_created"], again["conflict"]) == (1, 3, 1)


def test_a_row_that_is_changed_in_the_file_is_judged_by_itself(merchant: Merchant) -> None:
    """Only the rows as they first stood are the order that was mended; others are not."""
    file = merchant.folder / "week.csv"
    _, first = merchant.summary(file)
    merchant.summary(mend(first["report"]))
    text = file.read_text(encoding="utf-8").replace("B-1,cod,10", "B-1,cod,99")
    file.write_text(text, encoding="utf-8")
    code, again = merchant.summary(file)
    assert (code, again["already_created"], again["conflict"]) == (1, 6, 1)


def test_a_check_after_a_run_counts_what_is_in_oto(merchant: Merchant) -> None:
    """Its counts, its headline and its screen say the same."""
    file = merchant.folder / "week.csv"
    merchant.summary(file)
    with file.open("a", encoding="utf-8") as more:
        more.write(line("C-1", mobile="0551112222"))
    code, told = merchant.summary("check", file)
    assert (code, told["valid"], told["already_created"], told["invalid"]) == (1, 1, 3, 4)
    _, out, err = merchant.runs("check", file, "--lang", "en")
    assert "1 of 8 orders of week.csv can be sent; 4 need mending." in out
    assert "3 are in OTO already." in out
    assert "3 of 8 are in OTO already" in err


def test_a_report_that_is_run_adds_up_the_whole_file(merchant: Merchant) -> None:
    """Its headline counts all orders of the file, and rows are numbered as in the file."""
    file = merchant.folder / "week.csv"
    _, first = merchant.summary(file)
    code, out, err = merchant.runs(
        mend(first["report"], lambda order: order < "B-3"), "--yes", "--lang", "en"
    )
    assert code == 1, err
    assert "Of all 7 orders of week.csv, 5 are in OTO now." in out
    (report,) = [path for path in (merchant.folder / "reports").glob("*.xlsx")
                 if str(path) != first["report"]]  # fmt: skip
    rows = {row["orderId"]: row["rows"] for row in results(report)}
    assert rows == {"B-1": "5", "B-2": "6", "B-3": "7", "B-4": "8"}
    to_fix = list(load_workbook(report)["To fix"].iter_rows(min_row=2, values_only=True))
    assert [row[1] for row in to_fix] == [7, 8]
    code, out, err = merchant.runs(mend(report), "--yes", "--lang", "en")
    assert code == 0, err
    assert "Of all 7 orders of week.csv, 7 are in OTO now." in out


def test_the_history_of_a_file_is_its_whole_story(merchant: Merchant) -> None:
    """Over the runs of the file and of its reports: what is in OTO, what is left, and where."""
    file = merchant.folder / "week.csv"
    code, out, _ = merchant.runs("history", file, "--lang", "en")
    assert code == 0
    assert "0 of 7 orders of week.csv are in OTO." in out
    _, first = merchant.summary(file)
    merchant.summary(mend(first["report"], lambda order: order < "B-3"))
    code, out, err = merchant.runs("history", file, "--lang", "en")
    assert code == 0, err
    assert "5 of 7 orders of week.csv are in OTO." in out
    assert "2 orders are not in OTO:" in out
    assert "B-3  invalid  rows 7" in out and "B-4  invalid  rows 8" in out
    assert len([line for line in out.splitlines() if "csv" in line or "xlsx" in line]) == 3


def test_the_history_of_a_file_is_told_how_the_file_is_read(merchant: Merchant) -> None:
    """With the options of its run it knows the same orders, and so does the report of that run."""
    file = merchant.folder / "week.csv"
    text = file.read_text(encoding="utf-8").replace("orderId,", "No,").replace("amount,", "Wert,")
    file.write_text(text, encoding="utf-8")
    profile = merchant.folder / "my.toml"
    profile.write_text('[columns]\n"Wert" = "amount"\n', encoding="utf-8")
    said = ("--map", "No=orderId", "--profile", profile, "--decimal", "point")
    _, sent = merchant.summary(file, *said)
    code, out, err = merchant.runs("history", file, *said, "--forget-map", "--lang", "en")
    assert code == 0, err
    assert f"{sent['created']} of 7 orders of week.csv are in OTO." in out
    _, listed, _ = merchant.runs("history", "--lang", "en")
    (run_id,) = re.findall(r"\d{8}-\d{6}-\w+", listed)
    code, path, err = merchant.runs("history", run_id, "--report", "--file", file, *said)
    assert code == 0, err
    rebuilt = results(merchant.folder / path.strip())
    assert rebuilt == results(sent["report"])
    code, again = merchant.summary(merchant.folder / path.strip())
    assert (code, again["orders"]) == (1, again["invalid"])


def test_a_program_gets_an_error_as_json(merchant: Merchant) -> None:
    """With --json there is one JSON document on stdout on exits 2 and 3, too."""
    for arguments, exit_code in (
        (("no such.csv",), 2),
        (("week.csv", "--no-such-option"), 2),
        (("week.csv", "--set", "no=1"), 2),
    ):
        code, out, _ = merchant.runs(*arguments, "--json")
        assert code == exit_code
        assert set(json.loads(out)["error"]) == {"code", "message", "cure"}
    del merchant.environment["OTO_REFRESH_TOKEN"]
    code, out, _ = merchant.runs("week.csv", "--json")
    assert code == 3
    assert json.loads(out)["error"]["code"] == "setup"


NUMBERS = {"Noura": "N-1", "Sara": "N-2", "Huda": "N-3"}


@pytest.fixture
def unnumbered(merchant: Merchant) -> Path:
    """A file of which some rows have no number: one order of one row, one of two."""
    rows = [
        GOOD[0],
        line("").replace("Noura", "Sara"),
        line("").replace("Noura", "Huda"),
        line("").replace("Noura", "Huda").replace("sku", "sku-2"),
    ]
    file = merchant.folder / "numbers.csv"
    file.write_text(HEAD + "".join(rows), encoding="utf-8")
    return file


def number(report: object) -> str:
    """Gives each row of “To fix” the number of its customer."""
    book = load_workbook(str(report))
    sheet = book["To fix"]
    columns = {cell.value: cell.column - 1 for cell in sheet[1]}
    for row in sheet.iter_rows(min_row=2):
        row[columns["orderId"]].value = NUMBERS[row[columns["customer.name"]].value]
    book.save(str(report))
    return str(report)


def test_an_order_that_got_its_number_in_a_report_is_in_oto_for_the_file_too(
    merchant: Merchant, unnumbered: Path, oto: str
) -> None:
    """Each of its rows is told as sent, by run, check and history, and nothing goes twice."""
    code, first = merchant.summary(unnumbered)
    assert (code, first["created"], first["invalid"]) == (1, 1, 3)
    code, second = merchant.summary(number(first["report"]))
    assert (code, second["created"]) == (0, 2)
    for command in ((unnumbered,), ("check", unnumbered)):
        code, again = merchant.summary(*command)
        assert (code, again["already_created"], again["invalid"]) == (0, 4, 0)
    assert [row["orderId"] for row in results(again["report"])] == ["A-0", "N-2", "N-3", "N-3"]
    _, out, _ = merchant.runs("history", unnumbered, "--lang", "en")
    assert "4 of 4 orders" in out
    assert len(sandbox.Remote(oto).orders()) == 3


def test_the_same_rows_in_another_file_may_be_another_order(
    merchant: Merchant, unnumbered: Path
) -> None:
    """They are not told as sent; she is told of the order that says the same, and decides."""
    _, first = merchant.summary(unnumbered)
    merchant.summary(number(first["report"]))
    unnumbered.write_text(unnumbered.read_text("utf-8") + GOOD[1], encoding="utf-8")
    code, again = merchant.summary(unnumbered)
    assert (code, again["created"], again["already_created"], again["invalid"]) == (1, 1, 1, 3)
    told = {row["rows"]: str(row["error"]) for row in results(again["report"])}
    assert "was sent on" in told["3"] and "“N-2”" in told["3"]
    assert "“N-3”" not in told["4"] + told["5"]  # neither row alone says what that order said


def test_two_rows_without_a_number_are_two_orders(merchant: Merchant) -> None:
    """Of two that say the same only the one that was sent is told as sent."""
    file = merchant.folder / "twins.csv"
    twin = line("").replace("Noura", "Sara")
    file.write_text(HEAD + twin + twin, encoding="utf-8")
    _, first = merchant.summary(file)
    book = load_workbook(str(first["report"]))
    sheet = book["To fix"]
    column = next(cell.column for cell in sheet[1] if cell.value == "orderId")
    sheet.cell(3, column).value = "T-2"
    book.save(str(first["report"]))
    code, second = merchant.summary(first["report"])
    assert (code, second["created"], second["invalid"]) == (1, 1, 1)
    _, again = merchant.summary(file)
    rows = {row["rows"]: row["status"] for row in results(again["report"])}
    assert rows == {"2": "invalid", "3": "already_created"}


def test_a_cause_is_of_an_order_that_is_left(merchant: Merchant) -> None:
    """What was mended in a report is no cause of the file's next run or check."""
    file = merchant.folder / "week.csv"
    _, first = merchant.summary(file)
    merchant.summary(mend(first["report"], lambda order: order < "B-3"))
    for command in ((file, "--yes"), ("check", file)):
        _, out, _ = merchant.runs(*command, "--lang", "en")
        causes = out.partition("Most frequent causes:")[2].partition("Report:")[0]
        assert "bacs" in causes and "“12”" not in causes, out
    merchant.summary(mend(first["report"], lambda order: order > "B-2"))
    code, out, _ = merchant.runs(file, "--yes", "--lang", "en")
    assert code == 0 and "All 7 orders of week.csv are in OTO." in out
    assert "causes" not in out


def test_the_screen_before_the_question_counts_what_will_be_sent(merchant: Merchant) -> None:
    """Its warnings count neither what is in OTO nor what is held; with nothing to send there are
    none. An order that is in OTO with other content is held there, as it is at the end."""
    file = merchant.folder / "week.csv"
    _, _, err = merchant.runs(file, "--yes", "--lang", "en")
    assert "3 orders will be sent" in err
    assert "3 orders to Saudi Arabia have no national address" in err
    _, _, err = merchant.runs(file, "--yes", "--lang", "en")
    assert "0 orders will be sent" in err and "Saudi Arabia" not in err
    text = file.read_text(encoding="utf-8").replace("A-0,cod,10", "A-0,cod,99")
    file.write_text(text + line("C-1", mobile="0551112222"), encoding="utf-8")
    for command in (("check", file), (file, "--yes")):
        _, out, err = merchant.runs(*command, "--lang", "en")
        assert "1 order" in err.splitlines()[0]
        assert "1 order to Saudi Arabia has no national address" in err
        assert "2 of 8 are in OTO already" in err
        assert "5 orders are held back until mended" in err
        assert re.search(r"\b1 +conflict\b", out) and re.search(r"\b4 +invalid\b", out)
