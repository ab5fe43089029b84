"""Rows that belong together: the number of each row's group, which pandas calls its code.

Codes count from 0 in the order in which the groups first occur; -1 is a row without a group.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

from importer import catalog

Codes = npt.NDArray[np.intp]
Positions = npt.NDArray[np.intp]
Mask = npt.NDArray[np.bool_]


def order_codes(frame: pd.DataFrame) -> Codes:
    """The order of each row, adjacent or not: rows with one order id are one order, and a row of
    the sheet without an id is an order of its own."""
    if catalog.ORDER_ID.name not in frame:
        return pd.factorize(frame.index)[0]
    return with_lone_rows(pd.factorize(frame[catalog.ORDER_ID.name])[0], frame.index.to_numpy())


def with_lone_rows(codes: Codes, rows: npt.NDArray[np.int64]) -> Codes:
    """The codes, with a group of its own for each row of the sheet that has none.

    A row that was unpacked into items stands several times among `rows`: it is one group.
    """
    lone = codes < 0
    if not lone.any():
        return codes
    codes = codes.copy()
    codes[lone] = codes.max() + 1 + pd.factorize(rows[lone])[0]
    return pd.factorize(codes)[0]


def first_positions(codes: Codes) -> Positions:
    """Where each group has its first row, by its code; rows without a group are left out."""
    first = np.empty(codes.max(initial=-1) + 1, dtype=np.intp)
    backwards = np.flatnonzero(codes >= 0)[::-1]
    first[codes[backwards]] = backwards
    return first


def first_filled(codes: Codes, filled: Mask) -> Positions:
    """For every row the position of the first filled row of its group, its own where none is.

    Every row has to have a group.
    """
    first = np.full(codes.max(initial=-1) + 1, -1, dtype=np.intp)
    backwards = np.flatnonzero(filled)[::-1]
    first[codes[backwards]] = backwards
    return np.where(first[codes] < 0, np.arange(len(codes)), first[codes])


def pair_codes(left: Codes, right: Codes) -> tuple[Codes, list[tuple[int, int]]]:
    """The codes of the pairs of two columns' codes, and what each of the pairs is.

    A row without a left one has no pair; the right one of a pair may be -1.
    """
    codes = np.full(len(left), -1, dtype=np.intp)
    width = right.max(initial=-1) + 2
    known = left >= 0
    codes[known], pairs = pd.factorize(left[known] * width + right[known] + 1)
    return codes, [(pair // width, pair % width - 1) for pair in pairs.tolist()]
