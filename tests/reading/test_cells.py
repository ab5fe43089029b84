"""Cells by their kinds, and how they are shown to the merchant."""

import pickle
from datetime import date, datetime, time, timedelta

import pytest

from importer.reading import (
    ErrorCell,
    FormattedNumber,
    UncachedFormula,
    column_letter,
    display_text,
)
from importer.reading.cells import column_number
from importer.reading.number_format import padded, padding


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        ("", ""),
        (" 00123 ", " 00123 "),
        ("1e5", "1e5"),
        (True, "TRUE"),
        (False, "FALSE"),
        (1001.0, "1001"),
        (-5.0, "-5"),
        (7, "7"),
        (300.41, "300.41"),
        (0.1 + 0.2, "0.3"),
        (966512345678.0, "966512345678"),
        (123456789012345.0, "123456789012345"),
        (1234567890123456789.0, "1.23456789012346E+18"),
        (float("inf"), "inf"),
        (FormattedNumber(123, "00123"), "00123"),
        (ErrorCell("#N/A"), "#N/A"),
        (UncachedFormula("A1*2"), "=A1*2"),
        (datetime(2022, 12, 31, 15, 45), "2022-12-31 15:45"),
        (datetime(2022, 12, 31, 15, 45, 9), "2022-12-31 15:45:09"),
        (date(2022, 12, 31), "2022-12-31"),
        (time(9, 5), "09:05"),
        (timedelta(hours=36, minutes=5), "36:05:00"),
    ],
)
def test_shown(cell: object, text: str) -> None:
    """A message shows each kind of cell as the merchant sees it in her sheet."""
    assert display_text(cell) == text


@pytest.mark.parametrize(
    ("index", "letters"),
    [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (702, "AAA"), (16383, "XFD")],
)
def test_column_letters(index: int, letters: str) -> None:
    """Column numbers and letters are Excel's, both ways."""
    assert column_letter(index) == letters
    assert column_number(letters) == index


@pytest.mark.parametrize(
    ("code", "value", "text"),
    [
        ("00000", 123.0, "00123"),
        ("00000", 0.0, "00000"),
        ("00000", 1234567.0, "1234567"),
        ("0000000000", 501234567.0, "0501234567"),
        ("000-000", 12.0, "000-012"),
        ("000-000", 1234567.0, "1234-567"),
        ('"ORD-"0000', 7.0, "ORD-0007"),
        (r"\A\-000", 7.0, "A-007"),
        ('"+966"000000000', 501234567.0, "+966501234567"),
        ("[$-2000401]0000", 7.0, "0007"),
        ("[Red]000;-000", 7.0, "007"),
        ("000;-000", -7.0, None),
        ("00000", 1.5, None),
        ('"#"0', 7.0, "#7"),
        ('"INV-"#', 1001.0, "INV-1001"),
        ('"INV-"##', 7.0, "INV-7"),
        ('"+966"0', 501234567.0, "+966501234567"),
        ("#000", 7.0, "007"),
        ('0" pcs"', 7.0, "7 pcs"),
        ('##"-"##', 7.0, None),
        (r"###\-###", 123456.0, "123-456"),
        (r"###\-###", 1234567.0, "1234-567"),
        (r"###\-###", 12.0, None),  # shown without the first part
        ('"ORD-"General', 1001.0, "ORD-1001"),
        ('"ORD-"@', 1001.0, "ORD-1001"),
        ('"#"General', 7.0, "#7"),
        ("0#", 7.0, None),
        ("- 0", 7.0, None),
        ("0", 7.0, None),
        ("0.00", 7.0, None),
        ("#,##0", 7.0, None),
        ("#,000", 7.0, None),
        ("00%", 7.0, None),
        ("000E+00", 7.0, None),
        ("dd/mm/yyyy", 7.0, None),
        ("hh:mm:00", 7.0, None),
        ("[<100]000;0", 7.0, None),
        ("General", 7.0, None),
        ("@", 7.0, None),
        ('"unclosed000', 7.0, None),
    ],
)
def test_padding_formats(code: str, value: float, text: str | None) -> None:
    """Formats of zeros or words show their text; all others leave the number a number."""
    assert padded(value, code) == text


def test_padding_of_a_plain_format() -> None:
    """A format without two zeros is no padding."""
    assert padding("0") is None


def test_a_padded_number_is_a_number() -> None:
    """A padded number counts as the number and keeps its text, also when it is copied."""
    cell = FormattedNumber(123, "00123")
    copied = pickle.loads(pickle.dumps(cell))
    assert (cell == 123.0, copied.display_text, copied + 1) == (True, "00123", 124.0)
