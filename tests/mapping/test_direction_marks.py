"""What was copied from an Arabic report, invisible marks of direction and all, is understood."""

from pathlib import Path

import pytest

from importer.errors import UsageError
from importer.mapping import MapOptions, map_columns, read_profile
from tests.mapping.mapping_books import (
    HEADER,
    book,
    column,
    fields_by_header,
    messages,
    order,
    sheet,
    table,
)

# As a report isolates Latin text, as older programs embed it, and as single marks.
MARKS = [("\u2066", "\u2069"), ("\u2068", "\u2069"), ("\u202a", "\u202c"), ("\u200e", "\u200e"),
         ("\u200f", ""), ("\u061c", "\u200f")]  # fmt: skip
ROWS = [[*HEADER, "Branch manager"], [*order(1), "x"]]

marked = pytest.mark.parametrize(("before", "after"), MARKS)


@marked
@pytest.mark.parametrize(
    ("header", "field"),
    [("Branch manager", "ref1"), ("L", "ref1"), ("l", "Reference 1"), ("Branch manager", "مرجع 1")],
)
def test_map_is_understood(before: str, after: str, header: str, field: str) -> None:
    """The header, the column's letter, the field's name and its label."""
    maps = {f"{before}{header}{after}": f"{before}{field}{after}"}
    mapped = table(ROWS, MapOptions(maps=maps))
    assert column(mapped, "ref1") == ["x"]
    assert mapped.learned == {"Branch manager": "ref1"}


@marked
def test_a_column_without_a_header_is_found_by_its_letter(before: str, after: str) -> None:
    """Which is then its header, without marks."""
    rows = [[*HEADER, None], [*order(1), "x"]]
    mapped = table(rows, MapOptions(maps={f"{before}L{after}": "ref1"}))
    assert fields_by_header(mapped)["L"] == "ref1"


@marked
def test_a_column_can_be_left_out(before: str, after: str) -> None:
    """A dash between marks is a dash."""
    mapped = table(ROWS, MapOptions(maps={"City": f"{before}-{after}"}))
    assert "customer.city" not in mapped.frame


@marked
def test_set_is_understood(before: str, after: str) -> None:
    """The field, and the value without the marks."""
    constants = {f"{before}customer.state{after}": f"{before}RD{after}"}
    mapped = table(ROWS, MapOptions(constants=constants))
    assert column(mapped, "customer.state") == ["RD"]
    assert dict(mapped.constants) == {"customer.state": "RD"}


@marked
@pytest.mark.parametrize("name", ["December", "الطلبات", "\u200fالطلبات"])
def test_a_sheet_is_found(before: str, after: str, name: str) -> None:
    """Whether the marks stand in the option, in the workbook or in both."""
    two = book(sheet([HEADER, order(1)], "November"), sheet([HEADER, order(2)], name))
    wanted = f"{before}{name.removeprefix(chr(0x200F))}{after}"
    assert column(map_columns(two, MapOptions(sheet=wanted)), "orderId") == [2]


@marked
def test_what_is_not_known_is_named_without_marks(before: str, after: str) -> None:
    """The message is clean text again."""
    with pytest.raises(UsageError) as raised:
        table(ROWS, MapOptions(maps={f"{before}Nothing{after}": "ref1"}))
    assert str(raised.value) == "No column has the header “Nothing”."


@marked
def test_a_profile_is_understood(before: str, after: str, tmp_path: Path) -> None:
    """Headers, fields, values, items and whole lines, copied into the file of a profile."""
    profile = tmp_path / "mine.toml"
    lines = [
        'carry_down = true', '[columns]', '"Ref" = "orderId"', '"Total" = "amount"',
        '[constants]', 'currency = "SAR"', '[items]', '"Goods" = "code_and_name"',
        '[values.payment_method]', '"to the driver" = "cod"', '[cancelled]', '"State" = ["*"]',
    ]  # fmt: skip
    text = "\n".join(f"{before}{line}{after}" for line in lines)
    profile.write_text(text.replace('"', f'"{before}', 1), encoding="utf-8")
    assert read_profile(profile).items == {"goods": "code_and_name"}
    rows = [["Ref", "Total", "Goods", "State"], ["1", 5, "[A] Oud", None], ["2", 6, "Musk", "x"]]
    mapped = table(rows, MapOptions(profile=read_profile(profile)))
    assert column(mapped, "item.sku") == ["A", None]
    assert column(mapped, "currency") == ["SAR", "SAR"]
    assert len(messages(mapped, "order_cancelled")) == 1
