"""The schemas as somebody who knows pandera meets them."""

from decimal import Decimal

import numpy as np
import pandera.pandas as pa
import pytest
from pandera.errors import SchemaError, SchemaErrors

from importer import catalog
from importer.checks.cells import cell_rules
from importer.checks.failures import find_failures
from importer.checks.order_frame import CodedFrame, Mask, OrderFrame, RowFrame
from importer.checks.rule import Rule
from importer.checks.schema import ITEMS, ORDER_RULES, ORDERS, ROW_RULES
from importer.problems import CODES, codes_of, rules
from tests.checks.judging import NOW, Row, judged, order, paid, sheet


def orders_of(*rows: Row) -> OrderFrame:
    """The rows by order, as the rules see them."""
    return RowFrame(sheet(*rows), NOW).orders


def failing_rows(schema: pa.DataFrameSchema, frame: CodedFrame) -> dict[str, list[int]]:
    """The sheet rows that fail, by the name of the check."""
    with pytest.raises(SchemaErrors) as caught:
        schema.validate(frame.to_pandas(schema.columns), lazy=True)
    return {
        error.check.name: frame.index[~np.asarray(error.check_output)].tolist()
        for error in caught.value.schema_errors
    }


def test_a_frame_is_validated_lazily_and_each_failure_has_a_name() -> None:
    """All that is wrong is found in one go: checks of a column and checks across columns, each by
    its code's name and with the rows that fail."""
    orders = orders_of(
        paid("a", customer__email="nobody"),
        paid("b", customer__email="nobody", amount_due=Decimal(5)),
        paid("c", customer__email="noura@example.com"),
    )
    assert failing_rows(ORDERS, orders) == {"email_wrong": [2, 3], "paid_but_due": [3]}


def test_items_have_a_schema_of_their_own() -> None:
    """Rows are judged by the schema of items, also where they are rows of the same order."""
    rows = RowFrame(sheet(order("a"), order("a", item__quantity=Decimal(0))), NOW)
    assert failing_rows(ITEMS, rows) == {"number_not_above": [3]}


def test_a_frame_that_passes_comes_back_as_it_was() -> None:
    """The schemas only judge: no value and no column is changed."""
    frame = orders_of(order("a"), order("b")).to_pandas(ORDERS.columns)
    assert ORDERS.validate(frame, lazy=True).equals(frame)


def test_every_field_is_a_column_of_one_schema() -> None:
    """The schemas are made of the catalogue: each of its fields is judged, and judged once."""
    assert sorted([*ORDERS.columns, *ITEMS.columns]) == sorted(catalog.BY_NAME)


@pytest.mark.parametrize("schema", [ORDERS, ITEMS], ids=lambda schema: str(schema.name))
def test_every_check_is_named_as_a_code(schema: pa.DataFrameSchema) -> None:
    """What fails in pandera can be looked up in the list of codes."""
    of_columns = [check for column in schema.columns.values() for check in column.checks]
    assert {check.name for check in (*schema.checks, *of_columns)} <= set(CODES)


def test_the_checks_across_columns_are_the_rules() -> None:
    """Each rule of the tables is a check, in the tables' order, under its code and field."""
    for schema, table in ((ORDERS, ORDER_RULES), (ITEMS, ROW_RULES)):
        expected = [(rule.code.name, rule.field.name) for rule in table]
        assert [(check.name, check.title) for check in schema.checks] == expected


def test_every_code_of_a_rule_is_found_by_a_check() -> None:
    """No code of the orders' rules is left that nothing can find."""
    across = {rule.code.name for rule in (*ORDER_RULES, *ROW_RULES)}
    of_cells = {rule.code.name for field in catalog.FIELDS for rule in cell_rules(field)}
    of_file = {rules.NATIONAL_ADDRESS_MISSING.name}
    every = {code.name for code in codes_of(rules)}
    assert across | of_cells | of_file == every


def test_pandera_lists_no_failing_cells() -> None:
    """A check that fails in many rows is one line of pandera's report, not one a row and column:
    to list them would take seconds. The rows are in the check's output."""
    orders = orders_of(
        *(paid(str(n), customer__email="nobody", amount_due=Decimal(5)) for n in range(300))
    )
    with pytest.raises(SchemaErrors) as caught:
        ORDERS.validate(orders.to_pandas(ORDERS.columns), lazy=True)
    assert sorted(caught.value.failure_cases["check"]) == ["email_wrong", "paid_but_due"]


def test_a_value_is_judged_once_and_told_wherever_it_stands() -> None:
    """The distinct values are judged, and every row with a wrong one has its problem; empty cells
    have none."""
    emails = ["nobody", None, "noura@example.com", "nobody", "nowhere"]
    found = judged(*(order(str(n), customer__email=email) for n, email in enumerate(emails)))
    expected = [(2, "nobody"), (5, "nobody"), (6, "nowhere")]
    assert [(each.row, each.value) for each in found] == expected


def test_a_check_that_cannot_run_is_no_problem_of_the_sheet() -> None:
    """A mistake in a rule stops the check with its own error; it does not pass for a failure."""

    def broken(_orders: OrderFrame, _field: catalog.Field) -> Mask:
        raise ZeroDivisionError

    rule = Rule(rules.COD_OF_ZERO, catalog.AMOUNT, broken)
    schema = pa.DataFrameSchema(checks=[rule.check])
    with pytest.raises(SchemaError, match="ZeroDivisionError"):
        list(find_failures(schema, orders_of(order()), [rule]))
