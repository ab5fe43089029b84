"""From the checks that fail to the problems that a merchant reads."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Generic, TypeVar

import numpy as np
import pandera.pandas as pa
from pandera.errors import SchemaError, SchemaErrors

from importer import catalog
from importer.checks.cells import CellRule, cell_rules
from importer.checks.order_frame import CodedFrame, Positions
from importer.checks.rule import Params, Rule
from importer.i18n import Localized
from importer.problems import Problem
from importer.problems.problem import Fact

F = TypeVar("F", bound=CodedFrame)


@dataclass(frozen=True, slots=True)
class Failure(Generic[F]):
    """A rule, and the positions in the frame at which it fails."""

    rule: Rule[F] | CellRule
    frame: F
    at: Positions

    def problems(self) -> Iterator[Problem]:
        """One problem for each position, in their order."""
        code, field = self.rule.code.name, self.rule.field
        column = field.name
        rows = self.frame.rows_of(field)[self.at].tolist()
        texts = self.frame.texts(field, self.at)
        facts = _facts(self.rule.params(self.frame, field, self.at), len(self.at))
        for row, text, known in zip(rows, texts, facts, strict=True):
            yield Problem(code, row, column, text, known)


def find_failures(
    schema: pa.DataFrameSchema, frame: F, rules: Sequence[Rule[F]]
) -> Iterator[Failure[F]]:
    """What of the frame does not pass the schema, whose checks across columns are the `rules`."""
    try:
        schema.validate(frame.to_pandas(schema.columns), lazy=True, inplace=True)
    except SchemaErrors as errors:
        for error in errors.schema_errors:
            yield _failure(error, frame, rules)


def _failure(error: SchemaError, frame: F, rules: Sequence[Rule[F]]) -> Failure[F]:
    if error.check_output is None:  # a check that could not run is a mistake of ours
        raise error
    fails = ~np.asarray(error.check_output, dtype=bool)
    if error.column_name is None:
        return Failure(rules[error.check_index], frame, np.flatnonzero(fails))
    rule = cell_rules(catalog.BY_NAME[error.column_name])[error.check_index]
    if rule.exempt is not None:
        fails &= ~rule.exempt(frame)
    return Failure(rule, frame, np.flatnonzero(fails))


def _facts(params: Params, count: int) -> Iterator[tuple[tuple[str, Fact], ...]]:
    """The params of each failing row as the facts of its problem."""
    constant = {name: value for name, value in params.items() if isinstance(value, str)}
    if len(constant) == len(params):
        return repeat(tuple(constant.items()), count)
    columns = [
        repeat(values, count) if isinstance(values, str) else map(_fact, values)
        for values in params.values()
    ]
    return (tuple(zip(params, facts, strict=True)) for facts in zip(*columns, strict=True))


def _fact(value: object) -> Fact:
    return value if isinstance(value, Localized) else str(value)
