"""What a file is, whatever its name says."""

from pathlib import Path

import pytest

from importer.errors import FileUnreadable
from importer.reading import number_formats, read_workbook
from tests.reading.handmade import zipped

HTML = "<html><body><table><tr><td>orderId</td></tr></table></body></html>"
EXCEL_2003 = (
    '<?xml version="1.0"?>'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'
    "</Workbook>"
)
MHTML = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
BIFF3 = b"\x09\x02\x06\x00\x00\x00\x10\x00\x00\x00\x0a\x00\x00\x00"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "empty"),
        (b" \r\n", "empty"),
        (HTML.encode(), "web page"),
        (HTML.encode("utf-16"), "web page"),
        (b"\xef\xbb\xbf\r\n<!DOCTYPE html><html>", "web page"),
        (b"<table><tr><td>1</td></tr></table>", "web page"),
        (EXCEL_2003.encode(), "Excel 2003"),
        (b'<?xml version="1.0"?><orders><order id="1"/></orders>', "XML data"),
        (b'{"orders": [{"orderId": "1"}]}', "JSON"),
        (b'[\n  {"orderId": "1"}\n]', "JSON"),
        (b'{"a": 1}\n{"a": 2}\n', "JSON"),
        (b"[[1, 2], [3, 4]]", "JSON"),
        (MHTML.encode(), "saved web page"),
        (b"ID;PWXL;N;E\r\nC;Y1;X1;K1\r\n", "SYLK"),
        (b"ID;PSCALC3\nNN;Nprint\n", "SYLK"),
        (b"BEGIN:VCARD\r\nVERSION:3.0\r\n", "card"),
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "PNG"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "JPEG"),
        (b"GIF89a\x01\0\x01\0\0\0", "GIF"),
        (b"RIFF\x10\0\0\0WEBPVP8 \0", "WebP"),
        (b"\0\0\0\x18ftypheic\0\0", "HEIC"),
        (b"\0\0\0\x18ftypmp42\0\0", "video"),
        (b"\x1f\x8b\x08\0\0\0", "gzip"),
        (b"7z\xbc\xaf\x27\x1c\0\x04", "7-Zip"),
        (b"Rar!\x1a\x07\0", "RAR"),
        (b"{\\rtf1\\ansi Orders}", "RTF"),
        (b"SQLite format 3\0\x10\0", "SQLite"),
        (b"PAR1\x15\0\x15\x10", "Parquet"),
        (b"MZ\x90\0\x03\0\0\0", "program"),
        (BIFF3, "very old Excel"),
        (bytes(range(1, 9)) * 40, "binary"),
        (zipped({"word/document.xml": "<w/>", "[Content_Types].xml": "<t/>"}), "Word"),
        (zipped({"ppt/presentation.xml": "<p/>"}), "PowerPoint"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "OpenDocument text"),
        (zipped({"Index/Document.iwa": "x"}), "Numbers"),
        (zipped({"orders.csv": "a,b\n"}), "zip archive"),
        (zipped({"[Content_Types].xml": "<t/>"}), "damaged"),
        (zipped({"xl/workbook.xml": "<workbook/>"})[:-30], "damaged"),
        (b"PK\x03\x04 cut off", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "damaged"),
    ],
)
def test_what_it_really_is(tmp_path: Path, data: bytes, what: str) -> None:
    """A file that is no table is refused by what it really is, with a cure, in both languages."""
    path = tmp_path / "orders.xls"
    path.write_bytes(data)
    with pytest.raises(FileUnreadable, match=what) as error:
        read_workbook(path)
    assert error.value.message.format("ar") != error.value.message.format("en")
    assert error.value.cure.format("en")
    assert error.value.cure.format("ar")


@pytest.mark.parametrize("start", ["MZ,b", "PAR1;x", "GIF8 x,y", "abcdftyp,x", "PKG,b", "<3,b"])
def test_a_table_that_begins_oddly(tmp_path: Path, start: str) -> None:
    """A table is not taken for something else because of its first letters."""
    path = tmp_path / "orders.csv"
    path.write_text(f"{start}\n1,2\n", encoding="utf-8")
    assert len(read_workbook(path).sheets[0].frame) == 2


def test_no_file(tmp_path: Path) -> None:
    """A file that is not there, and a folder, are refused with their name."""
    with pytest.raises(FileUnreadable, match=r"no file .*orders\.xlsx"):
        read_workbook(tmp_path / "orders.xlsx")
    with pytest.raises(FileUnreadable, match="folder"):
        read_workbook(tmp_path)
    with pytest.raises(FileUnreadable, match="cannot be opened"):
        read_workbook(Path("a\0b.xlsx"))


def test_number_formats_of_a_text(tmp_path: Path) -> None:
    """A text file has no number formats."""
    path = tmp_path / "orders.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    assert number_formats(path, "orders", [1]) == {}
