"""No sheet makes the room raise anything but its own errors."""

import contextlib
import random
from datetime import datetime, time

import pytest

from importer.errors import ImporterError
from importer.problems import CODES, explain
from importer.reading import ErrorCell, FormattedNumber, UncachedFormula
from tests.mapping.exported_headers import ROWS
from tests.mapping.mapping_books import HEADER, table

HEADERS = [*HEADER, *(header for row in ROWS.values() for header in row)]
CELLS = [
    None, "", " ", "Total", "الإجمالي", 1, 2.5, True, datetime(2026, 1, 1), time(3), *HEADER,
    ErrorCell("#N/A"), UncachedFormula("A1"), FormattedNumber(1, "001"), float("nan"),
    "note of words", '="5"',
    '"x"', "'12", r"\N", "(SKU: a)b(Qty: 1)", "name:a|quantity:1", "[[1,2,3]]", 10**20,
]  # fmt: skip


@pytest.mark.parametrize("seed", range(120))
def test_any_sheet_is_read_or_refused(seed: int) -> None:
    """Cells of every kind under any headers: a table whose problems are said, or our error."""
    chance = random.Random(seed)
    width = chance.randint(1, 12)
    rows = [[chance.choice(CELLS) for _ in range(width)] for _ in range(chance.randint(1, 8))]
    header = chance.choice([*ROWS.values(), chance.sample(HEADERS, width)])
    rows.insert(chance.randint(0, 2), list(header))
    with contextlib.suppress(ImporterError):
        mapped = table(rows, text=chance.random() < 0.5)
        assert all(explain(one, CODES[one.code], mapped, "ar").message for one in mapped.problems)
