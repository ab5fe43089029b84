"""Where pandera judges: the catalogue's schemas over cells, the named rules over rows and orders.

A rule is handed to pandera as a column of yes and no, and each distinct cell only once: checks of
single elements, of object columns and of whole frames are many times slower, and a frame-wide
check that fails is reported once a column. The rows come from each failed check's own output, so
that pandera need not list the cells (`n_failure_cases`).
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import repeat

import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaError, SchemaErrors

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
from importer.checks.cells import CellRule, cell_rules
from importer.checks.order_frame import (
    CodedFrame,
    Mask,
    OrderFrame,
    Positions,
    RowFrame,
    display_text,
)
from importer.checks.rule import G, Rule
from importer.i18n import Localized
from importer.problems import Problem
from importer.problems.problem import Fact

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


@cache
def cell_schema(field: Field) -> pa.SeriesSchema:
    """What the catalogue says of the field's values, one at a time."""
    checks = [rule.check for rule in cell_rules(field)]
    return pa.SeriesSchema(checks=checks, nullable=True, name=field.name)


@cache
def rule_schema() -> pa.SeriesSchema:
    """What a rule says, row by row: true where it holds."""
    return pa.SeriesSchema(checks=pa.Check.eq(True, ignore_na=False, n_failure_cases=1))


def judge_cells(rows: RowFrame) -> Iterator[Problem]:
    """The problems of cells by themselves; an order's own cell counts on its first row."""
    for field in catalog.FIELDS:
        if not len(rows.uniques(field)):
            continue
        values = pd.Series(rows.uniques(field), dtype=object, name=field.name)
        by_name = {rule.code.name: rule for rule in cell_rules(field)}
        for name, broken in _failures(cell_schema(field).validate, values):
            yield from _of_cells(rows, field, by_name[name], broken)


def _of_cells(rows: RowFrame, field: Field, rule: CellRule, broken: Mask) -> Iterator[Problem]:
    frame: CodedFrame = rows if field.part is Part.ITEM else rows.orders
    told = [
        (display_text(value), tuple(rule.params(value).items())) if bad else ("", ())
        for value, bad in zip(rows.uniques(field), broken, strict=True)
    ]
    codes = frame.codes(field)
    at = np.flatnonzero(np.append(broken, False)[codes] & ~rule.exempt(frame))
    name, column = rule.code.name, field.name
    for row, code in zip(frame.rows_of(field)[at].tolist(), codes[at].tolist(), strict=True):
        yield Problem(name, row, column, *told[code])


def judge_rules(rules: Sequence[Rule[G]], frame: G) -> Iterator[Problem]:
    """The problems by the rules across cells."""
    for rule in rules:
        if rule.applies_to_empty or frame.has(rule.field):
            verdict = pd.Series(rule.passes(frame, rule.field))
            for _, broken in _failures(rule_schema().validate, verdict):
                yield from _of_rule(rule, frame, np.flatnonzero(broken))


def _of_rule(rule: Rule[G], frame: G, at: Positions) -> Iterator[Problem]:
    code, column = rule.code.name, rule.field.name
    rows, texts = frame.rows_of(rule.field)[at].tolist(), frame.texts(rule.field, at)
    for row, text, facts in zip(rows, texts, _facts(rule, frame, at), strict=True):
        yield Problem(code, row, column, text, facts)


def _facts(rule: Rule[G], frame: G, at: Positions) -> Iterator[tuple[tuple[str, Fact], ...]]:
    """The facts of each broken row, as a problem holds them."""
    facts = rule.params(frame, rule.field, at)
    columns = [
        repeat(told, len(at)) if isinstance(told, str) else map(_fact, told)
        for told in facts.values()
    ]
    if not columns:
        return repeat((), len(at))
    return (tuple(zip(facts, told, strict=True)) for told in zip(*columns, strict=True))


def _fact(told: object) -> Fact:
    return told if isinstance(told, Localized) else str(told)


def _failures(validate: Callable[..., object], data: object) -> Iterator[tuple[str, Mask]]:
    """The name of each check that fails, and where."""
    try:
        validate(data, lazy=True)
    except SchemaErrors as errors:
        for error in errors.schema_errors:
            yield _name(error), ~np.asarray(error.check_output, dtype=bool)


def _name(error: SchemaError) -> str:
    if error.check_output is None:  # a check that could not run is a mistake of ours
        raise error
    return str(error.check.name)
