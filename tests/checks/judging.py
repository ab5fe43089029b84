"""Small typed sheets for the tests of the judge."""

import zlib
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

import numpy as np
import pandas as pd

from importer import catalog
from importer.checks import validate
from importer.parsing import ParsedTable
from importer.problems import Problem, Severity, severity

NOW = datetime(2026, 3, 10, 12, 0)
Row = dict[str, object]
Said = set[tuple[str, int | None, str | None]]
GOOD: Row = {
    "orderId": "1001",
    "payment_method": "cod",
    "amount": Decimal("120.50"),
    "amount_due": Decimal("120.50"),
    "currency": "SAR",
    "customer.name": "نورة",
    "customer.mobile": "966551234567",
    "customer.country": "SA",
    "customer.city": "Riyadh",
    "customer.address": "شارع العليا",
    "item.quantity": Decimal(1),
}


def order(order_id: str = "1001", **changes: object) -> Row:
    """A good order of its own customer, with changes; `customer__city` is `customer.city`."""
    mobile = f"9665{zlib.crc32(order_id.encode()) % 10**8:08d}"
    named = {name.replace("__", "."): value for name, value in changes.items()}
    return {**GOOD, "orderId": order_id, "customer.mobile": mobile, **named}


def paid(order_id: str = "1001", **changes: object) -> Row:
    """A good order that is paid."""
    return order(order_id, **{"payment_method": "paid", "amount_due": Decimal(0), **changes})


def sheet(
    *rows: Row,
    index: list[int] | None = None,
    unparsed: Mapping[str, frozenset[int]] | None = None,
    source_rows: Mapping[str, list[int]] | None = None,
) -> ParsedTable:
    """A typed sheet whose data begin in row 2; a column is there when any row has it."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    cells = {name: pd.Series([row.get(name) for row in rows], dtype=object) for name in names}
    frame = pd.DataFrame(cells, dtype=object)
    frame.index = pd.Index(index or range(2, 2 + len(rows)))
    assert set(names) <= set(catalog.BY_NAME)
    other = {name: np.array(stands) for name, stands in (source_rows or {}).items()}
    return ParsedTable(frame=frame, problems=(), unparsed=unparsed or {}, source_rows=other)


def judged(*rows: Row, **rest: object) -> list[Problem]:
    """Everything the judge says of the rows; not what it says once of the whole file."""
    found = validate(sheet(*rows, **rest), NOW)  # type: ignore[arg-type]
    return [each for each in found if each.row is not None]


def said(*rows: Row, **rest: object) -> Said:
    """Code, row and column of everything the judge says."""
    return {(found.code, found.row, found.column) for found in judged(*rows, **rest)}


def held(found: list[Problem]) -> list[Problem]:
    """Those that hold an order back."""
    return [each for each in found if severity(each) is Severity.PROBLEM]


def facts(found: Problem) -> dict[str, str]:
    """The problem's facts by name."""
    return dict(found.facts)
