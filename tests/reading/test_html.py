"""Tables of web pages, as shops save them under the name .xls."""

from pathlib import Path

import pytest

from importer.errors import FileUnreadable
from importer.reading import CellRange, Sheet, read_workbook
from tests.reading.handmade import cells

PAGE = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>
<meta http-equiv="Content-Type" content="text/html; charset={charset}">
<style>td {{ mso-number-format:"\\@"; }}</style></head><body>{body}</body></html>"""
TABLE = """<table border=1><thead><tr><th>رقم الطلب</th><th>اسم العميل</th></tr></thead><tbody>
<tr><td style='mso-number-format:"\\@"'>00123</td><td>نورة &amp; سارة<br>الرياض</td></tr>
<tr><td>1002<td><font color=red> Ali <b>Hassan</b></font>&nbsp;</td></tr></tbody></table>"""


def read(folder: Path, page: str, charset: str = "utf-8", name: str = "orders.xls") -> Sheet:
    path = folder / name
    path.write_bytes(page.encode(charset))
    return read_workbook(path).sheets[0]


@pytest.mark.parametrize("charset", ["utf-8", "windows-1256", "utf-16"])
@pytest.mark.parametrize("name", ["orders.xls", "orders.csv", "orders.html"])
def test_a_table_of_a_page_is_read(tmp_path: Path, charset: str, name: str) -> None:
    """Cells are the texts that a browser shows, in the encoding that the page says."""
    sheet = read(tmp_path, PAGE.format(charset=charset, body=TABLE), charset, name)
    found = {row: [" ".join(str(c).split()) for c in r] for row, r in cells(sheet).items()}
    assert found == {
        1: ["رقم الطلب", "اسم العميل"],
        2: ["00123", "نورة & سارة الرياض"],
        3: ["1002", "Ali Hassan"],
    }


@pytest.mark.parametrize("start", ["", "\ufeff", "\r\n\r\n", "<!-- made by a shop -->\n"])
def test_a_page_without_a_head(tmp_path: Path, start: str) -> None:
    """A bare table is one, too, whatever stands before it."""
    sheet = read(tmp_path, f"{start}<table><tr><td>orderId</td><td>b</td></tr>"
                           "<tr><td>1</td><td>2</td></tr></table>")  # fmt: skip
    assert list(cells(sheet).values()) == [["orderId", "b"], ["1", "2"]]


def test_merged_and_hidden_rows(tmp_path: Path) -> None:
    """A cell over several rows counts for each, as a merged one does, and hidden rows are known."""
    sheet = read(
        tmp_path,
        "<table><tr><td>id</td><td colspan=2>item</td><td>city</td></tr>"
        '<tr><td rowspan="2">7</td><td>a</td><td>1</td><td>x</td></tr>'
        '<tr style="display: none"><td>b</td><td>2</td><td>y</td></tr></table>',
    )
    assert cells(sheet) == {
        1: ["id", "item", None, "city"],
        2: ["7", "a", "1", "x"],
        3: ["7", "b", "2", "y"],
    }
    assert sheet.merged == (CellRange(2, 0, 3, 0),)
    assert sheet.hidden_rows == {3}


def test_each_table_is_a_sheet(tmp_path: Path) -> None:
    """Tables for the layout around them and lists of one column are none."""
    path = tmp_path / "orders.xls"
    inner = "<table><tr><td>orderId</td><td>b</td></tr><tr><td>1</td><td>2</td></tr></table>"
    path.write_text(f"<table><tr><td>menu</td></tr><tr><td>{inner}</td></tr></table>{inner}")
    book = read_workbook(path)
    assert [sheet.name for sheet in book.sheets] == ["orders 2", "orders 3"]
    assert book.format == "html"
    assert book.encoding == "utf-8"


@pytest.mark.parametrize(
    "body",
    [
        "<table>" + "<tr><td colspan=999999>1</td><td>2</td></tr>" * 3 + "</table>",
        "<table>" + "<tr><td rowspan=999999 colspan=16000>1</td></tr>" * 3000 + "</table>",
        "<table><tr><td>" + "x" * 200_000 + "</td><td>1</td></tr><tr><td>1</td></tr></table>",
        "<table>" * 3_000 + "<tr><td>1</td><td>2</td></tr>" * 2,
    ],
)
def test_a_page_made_to_exhaust_a_machine_is_refused(tmp_path: Path, body: str) -> None:
    """Spans, texts and tables have the limits that sheets have."""
    with pytest.raises(FileUnreadable):
        read(tmp_path, body)
