"""Texts in the encodings that merchants' programs write."""

import re
import unicodedata
from pathlib import Path

import pytest

from importer.errors import FileUnreadable, UsageError
from importer.parsing.texts import parse_text
from importer.reading import read_workbook
from importer.reading.encoding import detect_encoding

ARABIC = "رقم الطلب,اسم العميل,المدينة\n1001,محمد العتيبي,الرياض\n1002,سارة القحطاني,جدة\n"
TURKISH = "Sipariş No,Alıcı,İl\n1,Ayşe Yılmaz,İstanbul\n2,Şükrü Çağlar,Muğla\n"
FRENCH = "nom,ville\nHélène,Orléans\nFrançois,Nîmes\n"
GERMAN = "Name,Ort\nMüller,Köln\nWeiß,Lüneburg\nJäger,Düsseldorf\n"
ICELANDIC = "nafn\nÞórður\nGuðrún\nÁsdís\nþetta\n"
MIXED = "اسم العميل,nom\nمحمد,Hélène\nفاطمة,André\n"
CURRENCY = "order,amount,city\n1,25 ر.س,الرياض\n"


@pytest.mark.parametrize(
    ("text", "codec", "label"),
    [
        (ARABIC, "utf-8", "utf-8"),
        (ARABIC, "utf-8-sig", "utf-8"),
        (ARABIC, "utf-16", "utf-16"),
        (ARABIC, "utf-16-le", "utf-16-le"),
        (ARABIC, "utf-16-be", "utf-16-be"),
        (ARABIC, "utf-32", "utf-32"),
        (ARABIC, "cp1256", "windows-1256"),
        (ARABIC, "iso8859_6", "iso-8859-6"),
        (MIXED, "cp1256", "windows-1256"),
        (CURRENCY, "cp1256", "windows-1256"),
        ("name\nمحمد\n", "cp1256", "windows-1256"),
        (TURKISH, "utf-8", "utf-8"),
        (TURKISH, "cp1254", "windows-1254"),
        (TURKISH, "iso8859_9", "windows-1254"),
        (TURKISH.upper(), "cp1254", "windows-1254"),
        ("name\nÇelik\nGüneş\n", "cp1254", "windows-1254"),
        ("name\nOrçun Öz\n", "cp1254", "windows-1252"),  # the same letters in both
        (FRENCH, "cp1252", "windows-1252"),
        (FRENCH, "cp1256", "windows-1252"),
        (GERMAN, "cp1252", "windows-1252"),
        ("a\nx – y\nit’s 5 €\n", "cp1252", "windows-1252"),
        ("a,b\n1,2\n", "ascii", "utf-8"),
        ("a\nNike™ Göteborg\n", "cp1252", "windows-1252"),
        (ARABIC, "cp720", "cp720"),
        (TURKISH, "cp857", "cp857"),
        (TURKISH.upper(), "cp857", "cp857"),
        ("name\nGöksel Çağlar\nŞükrü\n", "cp857", "cp857"),
        ("name\nGöztepe\nGül Öz\n", "cp857", "cp850"),  # the same letters in both
        (FRENCH, "cp850", "cp850"),
        (GERMAN, "cp850", "cp850"),
    ],
)
def test_chosen_by_evidence(text: str, codec: str, label: str) -> None:
    """Where the letters make words in one reading alone, that encoding is chosen."""
    data = text.encode(codec)
    chosen = detect_encoding(data, None)
    assert chosen.label == label
    assert data.decode(chosen.codec) == text


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("name\nمن\n", "cp1256"),
        ("name\nم\n", "cp1256"),
        ("name\nã\n", "cp1252"),
        (ICELANDIC, "cp1252"),
        ("name\nГалина\nСергей\n", "cp1251"),
        ("name\nشركة\n", "cp720"),
    ],
)
def test_asked_when_evidence_does_not_decide(text: str, codec: str) -> None:
    """Where several readings stay possible the option is asked for, with a sample of each."""
    with pytest.raises(UsageError, match=r"windows-1256: ") as error:
        detect_encoding(text.encode(codec), None)
    assert "--encoding" in error.value.cure.format("en")
    assert "--encoding" in error.value.cure.format("ar")


def test_the_option_wins(tmp_path: Path) -> None:
    """What the merchant names with the option is used, whatever the evidence says."""
    path = tmp_path / "orders.csv"
    path.write_bytes(ICELANDIC.encode("cp1252"))
    book = read_workbook(path, encoding="Windows-1252")
    assert book.encoding == "windows-1252"
    assert book.sheets[0].frame.loc[2, 0] == "Þórður"


def test_the_option_keeps_the_mark_out_of_the_header(tmp_path: Path) -> None:
    """A byte order mark is no part of the first header, also when utf-8 is asked for by name."""
    path = tmp_path / "orders.csv"
    path.write_bytes("orderId,b\n1,2\n".encode("utf-8-sig"))
    assert read_workbook(path, encoding="utf-8").sheets[0].frame.loc[1, 0] == "orderId"


def test_shaped_letters_of_dos(tmp_path: Path) -> None:
    """Arabic of cp864 has a letter for each place in a word, and is known by what it spells."""
    shapes: dict[str, str] = {}
    for code in range(128, 256):
        shape = bytes([code]).decode("cp864", "ignore")
        shapes.setdefault(unicodedata.normalize("NFKC", shape), shape)
    path = tmp_path / "orders.csv"
    path.write_bytes("".join(shapes.get(char, char) for char in ARABIC).encode("cp864"))
    book = read_workbook(path)
    assert book.encoding == "cp864"
    cell = parse_text(book.sheets[0].frame.loc[2, 1])
    assert cell == "محمد العتيبي"


@pytest.mark.parametrize("name", ["klingon", "", "hex", "\0"])
def test_an_option_that_is_no_encoding(name: str) -> None:
    """A name that is no encoding is a usage error that names the usual ones."""
    with pytest.raises(UsageError) as error:
        detect_encoding(b"a,b\n", name)
    assert "windows-1256" in error.value.cure.format("en")


def test_an_option_that_cannot_be() -> None:
    """An encoding that the bytes are not is refused by the line where they are not."""
    with pytest.raises(FileUnreadable, match="Line 2"):
        detect_encoding(b"a,b\n\xc7,2\n", "utf-8")


def test_damaged_utf8_is_not_taken_for_something_else() -> None:
    """A UTF-8 file with a broken byte is refused by its line, not read in another encoding."""
    data = (ARABIC * 5).encode() + b"7,\xd8\n"
    with pytest.raises(FileUnreadable, match="Line 16 "):
        detect_encoding(data, None)


def test_the_choice_is_told(tmp_path: Path) -> None:
    """A reading by evidence stands in the notes; UTF-8 needs no note."""
    path = tmp_path / "orders.csv"
    path.write_bytes(ARABIC.encode("cp1256"))
    (note,) = read_workbook(path).problems
    assert (note.code, dict(note.facts)) == ("encoding_chosen", {"encoding": "windows-1256"})
    path.write_bytes(ARABIC.encode())
    assert read_workbook(path).problems == ()


def test_every_label_can_be_given_as_the_option() -> None:
    """The names in the question are names that the option understands."""
    with pytest.raises(UsageError) as error:
        detect_encoding("name\nم\n".encode("cp1256"), None)
    labels = re.findall(r"^(\S+): ", error.value.message.format("en"), re.MULTILINE)
    assert len(labels) == 5
    for label in labels:
        assert detect_encoding(b"a", label).label == label
