"""Her own file back, with OTO's number, the status and the reason beside her rows."""

import csv
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from openpyxl import load_workbook

from importer.reading import read_workbook
from tests.cli.test_runs import HEAD, Merchant, line, oto, results

__all__ = ["oto"]
ADDED = ["OTO number", "OTO status", "OTO reason"]


@pytest.fixture
def merchant(tmp_path: Path, oto: str) -> Merchant:
    return Merchant(tmp_path, oto)


def workbook(path: Path) -> Path:
    """Two sheets, a chart, formulas with results, formats, and two orders of which one is bad."""
    rows = [text.strip().split(",") for text in (HEAD, line("A"), line("B", mobile="12"))]
    with xlsxwriter.Workbook(path) as book:
        other = book.add_worksheet("Notes")
        other.write("A1", "mine")
        sheet = book.add_worksheet("Orders")
        red = book.add_format({"bg_color": "#FF0000"})
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        for number in (1, 2):
            sheet.write_formula(number, 2, "=5+5", red, 10)
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Orders!$C$2:$C$3"})
        sheet.insert_chart("A9", chart)
    return path


def copies(merchant: Merchant) -> list[Path]:
    return sorted((merchant.folder / "reports").glob("*-annotated.*"))


def test_a_workbook_comes_back_with_three_columns_and_all_that_it_had(merchant: Merchant) -> None:
    """Formulas, results, formats, charts and other sheets are there; a run of the copy is a run of
    the file, and its copy has the columns once."""
    file = workbook(merchant.folder / "week.xlsx")
    code, told = merchant.summary(file, "--annotate")
    assert (code, told["created"], told["invalid"]) == (1, 1, 1)
    (copy,) = copies(merchant)
    sheet = load_workbook(copy)["Orders"]
    rows = list(sheet.iter_rows(max_row=3, values_only=True))
    number = next(row["otoId"] for row in results(told["report"]) if row["orderId"] == "A")
    assert list(rows[0][-3:]) == ADDED
    assert rows[1][-3:] == (number, "Created", None)
    assert rows[2][-2] == "To mend" and "12" in str(rows[2][-1])
    assert rows[1][2] == "=5+5"
    assert sheet["C2"].fill.fgColor.rgb == "FFFF0000"
    assert load_workbook(copy, data_only=True)["Orders"]["C2"].value == 10
    assert load_workbook(copy)["Notes"]["A1"].value == "mine"
    with zipfile.ZipFile(file) as before, zipfile.ZipFile(copy) as after:
        assert after.namelist() == before.namelist()
        changed = [name for name in before.namelist() if before.read(name) != after.read(name)]
    assert changed == ["xl/worksheets/sheet2.xml"]
    again = merchant.folder / "again.xlsx"
    again.write_bytes(copy.read_bytes())
    code, told = merchant.summary(again, "--annotate")
    assert (code, told["already_created"], told["created"]) == (1, 1, 0)
    assert "OTO number" not in (merchant.runs("check", again, "--lang", "en")[1])
    newest = next(path for path in copies(merchant) if path.name.startswith("again"))
    header = next(load_workbook(newest)["Orders"].iter_rows(max_row=1, values_only=True))
    assert [cell for cell in header if cell in ADDED] == ADDED
    assert load_workbook(newest)["Orders"]["M2"].value == "Already in OTO"


@pytest.mark.parametrize(
    ("delimiter", "codec", "start"),
    [(",", "utf-8", ""), (";", "utf-8-sig", ""), ("\t", "cp1256", ""), (";", "utf-8", "sep=;\n")],
)
def test_a_text_file_comes_back_as_it_is_written(
    merchant: Merchant, delimiter: str, codec: str, start: str
) -> None:
    """In its own encoding, divided as it was; a reason is one line and no formula."""
    file = merchant.folder / "week.csv"
    rows = [HEAD, line("A").replace("Noura", "نورة القحطاني"), line("B", mobile="12")]
    text = start + "".join(rows).replace(",", delimiter)
    file.write_bytes(text.encode(codec))
    code, told = merchant.summary(file, "--annotate", "--encoding", codec, "--lang", "en")
    assert (code, told["created"]) == (1, 1)
    (copy,) = copies(merchant)
    found = copy.read_bytes().decode(codec)
    assert found.startswith(start)
    records = list(csv.reader(found[len(start) :].splitlines(), delimiter=delimiter))
    assert records[0][-3:] == ADDED
    assert records[1][4] == "نورة القحطاني"
    assert records[1][-2] == "Created" and records[2][-2] == "To mend"
    book = read_workbook(copy, encoding=codec)
    assert book.sheets[0].frame.shape[1] == len(HEAD.split(",")) + 3


def test_it_is_asked_for_once(merchant: Merchant) -> None:
    """The next runs write the copy, too, until it is no longer wanted."""
    for number, (more, count) in enumerate(
        [(("--annotate",), 1), ((), 2), (("--no-annotate",), 2), ((), 2)]
    ):
        file = merchant.folder / f"week {number}.csv"
        file.write_text(HEAD + line(f"A-{number}"), encoding="utf-8")
        code, _ = merchant.summary(file, *more)
        assert code == 0
        assert len(copies(merchant)) == count


def test_a_file_that_cannot_be_added_to_is_named(merchant: Merchant) -> None:
    """A web page saved as .xls gets no copy; the run goes on, and says so."""
    cells = ["".join(f"<td>{cell}</td>" for cell in row.strip().split(","))
             for row in (HEAD, line("A"))]  # fmt: skip
    file = merchant.folder / "week.xls"
    file.write_text(f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>")
    code, out, _ = merchant.runs(file, "--annotate", "--yes", "--lang", "en")
    assert code == 0
    assert "No copy of week.xls" in out
    assert not copies(merchant)
