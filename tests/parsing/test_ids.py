"""Ids that another program changed, as their whole column shows."""

import pytest

from importer import catalog
from importer.parsing import ReadOptions, parse_table
from tests.parsing.test_typed_table import column, found, table

CASES = [
    (["1001.0", "1002.0"], ["1001", "1002"], {"ids_without_point"}),
    (["1001.0", None, "1002.00"], ["1001", None, "1002"], {"ids_without_point"}),
    (["007.0"], ["007"], {"ids_without_point"}),
    (["1.0", "1.5"], ["1.0", "1.5"], set()),  # versions
    (["1.0", "A-2"], ["1.0", "A-2"], set()),
    (["1001", "1002.0"], ["1001", "1002.0"], set()),
    (["576461413038785000", "576461413038792000"], [None, None], {"id_damaged"}),
    (["576461413038785000", "A-1", "1234567890123450"], [None, "A-1", None], {"id_damaged"}),
    (["576461413038785000", "576461413038785123"],
     ["576461413038785000", "576461413038785123"], set()),
    (["576461413038785000", "A-1"], ["576461413038785000", "A-1"], set()),  # one alone may be so
]  # fmt: skip


@pytest.mark.parametrize(("cells", "ids", "codes"), CASES)
def test_ids_are_read_as_their_column_shows(
    cells: list[str | None], ids: list[str | None], codes: set[str]
) -> None:
    """`.0` goes where every id has it; several long ones that end in zeros are cut."""
    for field in (catalog.ORDER_ID, catalog.SKU):
        typed = parse_table(table({field: cells}), ReadOptions())
        assert column(typed, field) == ids
        assert {code for code, _ in found(typed)} == codes
