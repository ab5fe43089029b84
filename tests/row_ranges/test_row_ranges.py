"""Row numbers as texts, written and read in one place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importer.row_ranges import MAX_ROWS, format_rows, parse_rows


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ((), ""),
        ((2,), "2"),
        ((2, 3), "2-3"),
        ((2, 4), "2, 4"),
        ((9, 3, 2, 4), "2-4, 9"),
        ((2, 2, 3, 3), "2-3"),
        ((2, 3, 5, 7, 8, 9), "2-3, 5, 7-9"),
        ((1, MAX_ROWS), "1, 1048576"),
        (range(1, MAX_ROWS + 1), "1-1048576"),
    ],
)
def test_neighbours_are_a_range_whatever_order_they_come_in(
    rows: tuple[int, ...], text: str
) -> None:
    """Rows are written as the contract has it, each once, and read back as they are."""
    assert format_rows(rows) == text
    assert parse_rows(text) == tuple(sorted(set(rows)))


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("2,3,4", (2, 3, 4)),  # as ledgers held them once
        (" 2-3 ,9 ", (2, 3, 9)),
        ("9, 2-3", (9, 2, 3)),
        ("007", (7,)),
    ],
)
def test_other_ways_of_writing_are_read_too(text: str, rows: tuple[int, ...]) -> None:
    """Ledgers of earlier versions and hands write them somewhat otherwise."""
    assert parse_rows(text) == rows


@pytest.mark.parametrize(
    "text",
    [
        " ",
        ",",
        "2,",
        "x",
        "2-",
        "-2",
        "2-3-4",
        "1.5",
        "3-2",
        "0",
        "0-3",
        "²",
        "٢",
        "1048577",
        "1-1048577",
        "1-30000000000",
        "1" * 1_000_000,
        "1-1048576, 1",
        ", ".join(["1-1048576"] * 1_000),
    ],
)
def test_what_no_sheet_holds_is_refused(text: str) -> None:
    """A number that no row has, or more rows than a sheet has, is not expanded first."""
    with pytest.raises(ValueError, match=r"^not "):
        parse_rows(text)


@given(st.frozensets(st.integers(1, 200)))
def test_rows_read_back_as_they_were_written(rows: frozenset[int]) -> None:
    """`2-4, 9` says exactly the rows that it was made of."""
    assert set(parse_rows(format_rows(rows))) == rows
