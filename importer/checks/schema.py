"""The judge: what must hold of every order and of every row, as two schemas of pandera.

The columns and their checks come from the catalogue (`cells`); the checks across columns are the
rules of the modules joined here. Each check has the name of the code that is told where it fails.
RowFrame and OrderFrame give the frames to validate; `failures` makes problems of what fails.
"""

from datetime import datetime
from operator import attrgetter
from typing import Any

import pandera.pandas as pa

from importer import catalog
from importer.catalog import Field, Part
from importer.checks import (
    consistency,
    cross_field,
    dates,
    duplicates,
    international,
    money,
    required,
    totals,
)
from importer.checks.cells import cell_rules
from importer.checks.failures import Failure, find_failures
from importer.checks.national_address import warn_of_missing_addresses
from importer.checks.order_frame import OrderFrame, RowFrame
from importer.checks.rule import Rule
from importer.parsing import ParsedTable
from importer.problems import Problem

# What is wrong with one row is listed in this order.
ORDER_RULES: tuple[Rule[OrderFrame], ...] = (
    *duplicates.ORDER_RULES,
    *cross_field.ORDER_RULES,
    *dates.ORDER_RULES,
    *international.ORDER_RULES,
    *money.ORDER_RULES,
    *required.ORDER_RULES,
    *totals.ORDER_RULES,
)
ROW_RULES: tuple[Rule[RowFrame], ...] = (
    *consistency.ROW_RULES,
    *duplicates.ROW_RULES,
    *international.ROW_RULES,
    *money.ROW_RULES,
    *required.ROW_RULES,
    *totals.ROW_RULES,
)


def _column(field: Field) -> pa.Column:
    """A category column, whose distinct values are judged once each (`cells`).

    A sheet may lack it and a cell may be empty: the rules say where that is a problem. It has no
    dtype, since pandera makes a column's categories anew to compare them with one.
    """
    checks = [rule.check for rule in cell_rules(field)]
    return pa.Column(checks=checks, nullable=True, required=False, title=field.label.text)


ORDERS = pa.DataFrameSchema(
    {
        field.name: _column(field)
        for field in catalog.of_part(Part.ORDER, Part.CUSTOMER, Part.SENDER)
    },
    checks=[rule.check for rule in ORDER_RULES],
    name="orders",
)
ITEMS = pa.DataFrameSchema(
    {field.name: _column(field) for field in catalog.of_part(Part.ITEM)},
    checks=[rule.check for rule in ROW_RULES],
    name="items",
)
_FIELD_RANK = {name: rank for rank, name in enumerate(catalog.BY_NAME, 1)}


def validate(
    table: ParsedTable, now: datetime, *, partial_cod: bool = False
) -> tuple[Problem, ...]:
    """Every problem and warning of the table: of the file as a whole, then in the order of rows.

    `now` is the merchant's local time; with `partial_cod` an order paid on delivery may be due in
    part. What is wrong with an order as a whole is told once, at its first row, or where the cell
    that it is about stands.
    """
    rows = RowFrame(table, now, partial_cod=partial_cod)
    failures: list[Failure[OrderFrame] | Failure[RowFrame]] = [
        *find_failures(ORDERS, rows.orders, ORDER_RULES),
        *find_failures(ITEMS, rows, ROW_RULES),
    ]
    failures.sort(key=_rank)
    problems = (problem for failure in failures for problem in failure.problems())
    of_file = warn_of_missing_addresses(rows.orders)
    return (*of_file, *sorted(problems, key=attrgetter("row")))


def _rank(failure: Failure[Any]) -> int:
    """The rules across columns first, then the cells as the catalogue lists them."""
    return 0 if isinstance(failure.rule, Rule) else _FIELD_RANK[failure.rule.field.name]
