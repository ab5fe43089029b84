"""What a column's cells had in common that the merchant should know."""

from importer.problems import Problem, cells, problem
from importer.sheet import shown
from importer.values.clean import clean
from importer.values.columns import Column


def counted_as_empty(column: Column) -> list[Problem]:
    """A note on cells with a dash, `N/A` and the like, that count as empty."""
    empty = (key for key, read in column.parsed.items() if read is None)
    found = [key for key in empty if clean(shown(column.cell(key)))]
    if not found:
        return []
    value = shown(column.cell(found[0]))
    count = sum(1 for _ in column.places(found))
    return [problem(cells.COUNTS_AS_EMPTY, column=column.field.name, value=value, count=count)]
