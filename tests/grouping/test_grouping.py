"""Which rows belong together, and where a group begins."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from importer import catalog
from importer.grouping import first_filled, first_positions, order_codes, pair_codes
from importer.orders import group_rows

ID = catalog.ORDER_ID.name
CODES = st.lists(st.integers(-1, 4), max_size=12)


def frame(ids: Sequence[object], rows: Sequence[int] | None = None) -> pd.DataFrame:
    return pd.DataFrame({ID: pd.Series(list(ids), dtype=object)}).set_axis(
        list(range(2, len(ids) + 2)) if rows is None else list(rows)
    )


@pytest.mark.parametrize(
    ("ids", "codes"),
    [
        (["A", "B", "A"], [0, 1, 0]),
        (["B", "A", "A", "B"], [0, 1, 1, 0]),
        ([None, "A", None, "A"], [0, 1, 2, 1]),
        (["A", None, None], [0, 1, 2]),
        ([None], [0]),
        ([], []),
    ],
)
def test_rows_with_one_id_are_one_order(ids: list[object], codes: list[int]) -> None:
    """Orders are numbered as they first occur; a row without an id is an order of its own."""
    assert order_codes(frame(ids)).tolist() == codes


def test_a_row_without_an_id_is_one_order_though_it_was_unpacked() -> None:
    """The items of one row of the sheet are not strangers because its order number is missing."""
    unpacked = frame([None, None, "A", None], rows=[2, 2, 3, 4])
    assert order_codes(unpacked).tolist() == [0, 0, 1, 2]


def test_without_the_column_every_row_is_an_order() -> None:
    """A sheet without order numbers has as many orders as rows."""
    rows = pd.DataFrame({"amount": [1, 2, 3]}, index=[2, 2, 3])
    assert order_codes(rows).tolist() == [0, 0, 1]


@given(ids=st.lists(st.sampled_from(["A", "B", None]), max_size=8))
def test_the_groups_that_are_sent_are_the_same(ids: list[str | None]) -> None:
    """The orders that are built and the codes that rules count by are one and the same."""
    sheet = frame(ids)
    groups = group_rows(sheet)
    codes = order_codes(sheet)
    assert [list(group.positions) for group in groups] == [
        np.flatnonzero(codes == code).tolist() for code in range(len(groups))
    ]
    assert [group.order_id for group in groups] == [ids[at] for at in first_positions(codes)]


@given(codes=CODES)
def test_the_first_row_of_every_group(codes: list[int]) -> None:
    """By code, whatever rows without a group stand between."""
    numbered = pd.factorize(np.array([None if code < 0 else code for code in codes], dtype=object))
    first = first_positions(numbered[0])
    assert first.tolist() == [codes.index(code) for code in numbered[1]]


def test_the_first_filled_row_of_a_group() -> None:
    """Every row is told the first row of its group that has something, its own if none has."""
    codes = np.array([0, 1, 0, 1, 2, 0])
    filled = np.array([False, True, True, False, False, True])
    assert first_filled(codes, filled).tolist() == [2, 1, 2, 1, 4, 2]
    assert first_filled(np.array([], dtype=np.intp), np.array([], dtype=bool)).tolist() == []


@given(pairs=st.lists(st.tuples(st.integers(-1, 3), st.integers(-1, 3)), max_size=12))
def test_pairs_of_codes(pairs: list[tuple[int, int]]) -> None:
    """Equal pairs have one code, in the order of their first rows; without a left one, none."""
    left, right = (np.array([pair[side] for pair in pairs], dtype=np.intp) for side in (0, 1))
    codes, distinct = pair_codes(left, right)
    assert [distinct[code] if code >= 0 else None for code in codes.tolist()] == [
        pair if pair[0] >= 0 else None for pair in pairs
    ]
    assert distinct == list(dict.fromkeys(pair for pair in pairs if pair[0] >= 0))
