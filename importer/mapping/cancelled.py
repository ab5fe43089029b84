"""Orders that the sheet itself calls cancelled: held, so that no parcel goes out for them."""

from collections.abc import Mapping, Sequence

import pandas as pd

from importer.mapping.cells import is_blank
from importer.mapping.matching import ColumnMatch
from importer.mapping.profile import ANY, Profile
from importer.mapping.vocabulary import MatchSource, word_keys
from importer.problems import Problem, layout, problem
from importer.reading import display_text
from importer.text import fold_header


def cancelled_orders(
    rows: pd.DataFrame, matches: Sequence[ColumnMatch], profile: Profile | None
) -> list[Problem]:
    """A problem for each row that says so; a column that is used as a field says nothing here,
    nor does one that the merchant had left out."""
    words_of_header: Mapping[str, frozenset[str]] = profile.cancelled if profile else {}
    if not words_of_header:
        words_of_header = dict.fromkeys(word_keys("order_status"), word_keys("cancelled"))
    problems = []
    for match in matches:
        words = words_of_header.get(match.key)
        if not words or not (match.is_input or match.how is MatchSource.IGNORED):
            continue
        for row, cell in zip(rows.index.tolist(), rows[match.column].tolist(), strict=True):
            if is_blank(cell):
                continue
            text = display_text(cell)
            if ANY in words or fold_header(text) in words:
                problems.append(problem(layout.ORDER_CANCELLED, row, match.header, text[:60]))
    return problems
