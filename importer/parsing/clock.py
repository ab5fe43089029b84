"""Times of day in a column: `2:30` means the night only where hours are counted to 24."""

from functools import partial

from importer.parsing.columns import ParsedColumn
from importer.parsing.times import counts_to_24, time_of_day
from importer.problems import cells


def settle(column: ParsedColumn) -> None:
    """Reads unclear times anew in a column that has a time such as 14:30."""
    unclear = column.unparsed(cells.TIME_UNCLEAR)
    if unclear and any(counts_to_24(cell) for cell in column.distinct):
        column.read_again(unclear, partial(time_of_day, to_24=True))
