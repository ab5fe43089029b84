"""The first rows of the orders: what is wrong with an order is told there, once."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from importer import catalog


def first_rows(frame: pd.DataFrame) -> npt.NDArray[np.intp]:
    """The position of each order's first row; a row without an order id is an order of its own."""
    if catalog.ORDER_ID.name not in frame:
        return np.arange(len(frame))
    ids = frame[catalog.ORDER_ID.name]
    return np.flatnonzero((~ids.duplicated() | ids.isna()).to_numpy())
