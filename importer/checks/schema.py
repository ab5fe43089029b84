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
from importer.checks.order_frame import Grid, Mask, Orders, Places, in_words
from importer.checks.rule import G, Rule
from importer.i18n import Localized
from importer.problems import Problem
from importer.problems.problem import Fact

# What is wrong with one row is listed in this order.
ORDER_RULES: tuple[Rule[Orders], ...] = (
    *duplicates.ORDER_RULES,
    *cross_field.ORDER_RULES,
    *dates.ORDER_RULES,
    *international.ORDER_RULES,
    *money.ORDER_RULES,
    *required.ORDER_RULES,
    *totals.ORDER_RULES,
)
ROW_RULES: tuple[Rule[Grid], ...] = (
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


def judge_cells(sheet: Grid) -> Iterator[Problem]:
    """The problems of cells by themselves; an order's own cell counts on its first row."""
    for field in catalog.FIELDS:
        if not len(sheet.distinct(field)):
            continue
        values = pd.Series(sheet.distinct(field), dtype=object, name=field.name)
        by_name = {rule.code.name: rule for rule in cell_rules(field)}
        for name, broken in _failures(cell_schema(field).validate, values):
            yield from _of_cells(sheet, field, by_name[name], broken)


def _of_cells(sheet: Grid, field: Field, rule: CellRule, broken: Mask) -> Iterator[Problem]:
    grid = sheet if field.part is Part.ITEM else sheet.orders
    told = [
        (in_words(value), tuple(rule.facts(value).items())) if bad else ("", ())
        for value, bad in zip(sheet.distinct(field), broken, strict=True)
    ]
    places = grid.places(field)
    at = np.flatnonzero(np.append(broken, False)[places] & ~rule.exempt(grid))
    code, column = rule.code.name, field.name
    rows = grid.rows_of(field)[at].tolist()
    for row, place in zip(rows, places[at].tolist(), strict=True):
        yield Problem(code, row, column, *told[place])


def judge_rules(rules: Sequence[Rule[G]], grid: G) -> Iterator[Problem]:
    """The problems by the rules across cells."""
    for rule in rules:
        if rule.of_gaps or grid.has(rule.field):
            verdict = pd.Series(rule.holds(grid, rule.field))
            for _, broken in _failures(rule_schema().validate, verdict):
                yield from _of_rule(rule, grid, np.flatnonzero(broken))


def _of_rule(rule: Rule[G], grid: G, at: Places) -> Iterator[Problem]:
    code, column = rule.code.name, rule.field.name
    rows, texts = grid.rows_of(rule.field)[at].tolist(), grid.texts(rule.field, at)
    for row, text, facts in zip(rows, texts, _facts(rule, grid, at), strict=True):
        yield Problem(code, row, column, text, facts)


def _facts(rule: Rule[G], grid: G, at: Places) -> Iterator[tuple[tuple[str, Fact], ...]]:
    """The facts of each broken row, as a problem holds them."""
    facts = rule.facts(grid, rule.field, at)
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
