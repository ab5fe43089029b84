"""What a column's cells had in common that the merchant should know."""

from collections.abc import Hashable

from importer.problems import Problem, cells, problem
from importer.sheet import shown
from importer.values.columns import Column


def counted_as_empty(column: Column) -> list[Problem]:
    """A note on cells with a dash, `N/A` and the like, that count as empty."""
    found: list[Hashable] = [
        key
        for key, cell in column.cells.items()
        if isinstance(cell, str) and column.parsed[key] is None and cell.strip()
    ]
    if not found:
        return []
    value = shown(column.cells[found[0]])
    count = sum(1 for _ in column.places(found))
    return [problem(cells.COUNTS_AS_EMPTY, column=column.field.name, value=value, count=count)]
