"""What a column's cells had in common that the merchant should know."""

from importer.parsing.columns import ParsedColumn
from importer.problems import Problem, cells, problem
from importer.reading import display_text
from importer.text import strip_formatting


def counted_as_empty(column: ParsedColumn) -> list[Problem]:
    """A note on cells with a dash, `N/A` and the like, that count as empty."""
    empty = (place for place, read in enumerate(column.parsed) if read is None)
    found = [place for place in empty if strip_formatting(display_text(column.distinct[place]))]
    if not found:
        return []
    value = display_text(column.distinct[found[0]])
    count = column.count(found)
    return [problem(cells.COUNTS_AS_EMPTY, column=column.field.name, value=value, count=count)]
