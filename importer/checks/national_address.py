"""The National Address, without which Saudi carriers take no parcel since 1 January 2026
(Transport General Authority)."""

from collections.abc import Iterator

import numpy as np

from importer import catalog
from importer.catalog.iso import SAUDI_ARABIA
from importer.checks.order_frame import Mask, OrderFrame
from importer.problems import Problem, problem, rules
from importer.row_ranges import format_rows

_WHOLE = (
    catalog.BUILDING_NO, catalog.STREET, catalog.DISTRICT, catalog.POSTCODE,
    catalog.SECONDARY_ADDRESS_NUMBER,
)  # fmt: skip


def has_national_address(orders: OrderFrame) -> Mask:
    """Where the short code is given, or all parts of the address that it stands for."""
    whole = np.all([orders.filled(part) for part in _WHOLE], axis=0)
    return np.asarray(orders.filled(catalog.SHORT_ADDRESS_CODE) | whole)


def warn_of_missing_addresses(orders: OrderFrame) -> Iterator[Problem]:
    """One warning for the whole file: OTO takes such orders, so none is held back."""
    missing = orders.isin(catalog.COUNTRY, SAUDI_ARABIA) & ~has_national_address(orders)
    if missing.any():
        short = catalog.SHORT_ADDRESS_CODE
        yield problem(
            rules.NATIONAL_ADDRESS_MISSING,
            column=short.name,
            orders=int(missing.sum()),
            short=short.example,
            rows=format_rows(orders.index[missing].tolist()),
        )
