"""Orders that the sheet itself calls cancelled: held, so that no parcel goes out for them. Those
that it calls delivered or returned are warned about."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

import pandas as pd

from importer.mapping.cells import is_blank
from importer.mapping.matching import ColumnMatch
from importer.mapping.profile import ANY, Profile
from importer.mapping.vocabulary import MatchSource, word_keys
from importer.problems import Code, Problem, layout, problem
from importer.reading import display_text
from importer.text import fold_header, fold_words


def cancelled_orders(
    rows: pd.DataFrame, matches: Sequence[ColumnMatch], profile: Profile | None
) -> list[Problem]:
    """A problem for each row that says so; a column that is used as a field says nothing here,
    nor does one that the merchant had left out."""
    words_of_header: Mapping[str, frozenset[str]] = profile.cancelled if profile else {}
    problems = []
    for match in matches:
        words = words_of_header.get(match.key)
        is_status = not words_of_header and match.key in word_keys("order_status")
        if not (words or is_status) or not (match.is_input or match.how is MatchSource.IGNORED):
            continue
        for row, cell in zip(rows.index.tolist(), rows[match.column].tolist(), strict=True):
            if is_blank(cell):
                continue
            text = display_text(cell)
            if words is None:
                code = _meaning(text)
            else:
                is_cancelled = ANY in words or fold_header(text) in words
                code = layout.ORDER_CANCELLED if is_cancelled else None
            if code is not None:
                problems.append(problem(code, row, match.header, text[:60]))
    return problems


@lru_cache(maxsize=1024)
def _meaning(status: str) -> Code | None:
    """What the words of a status say; nothing where they say that it is not so, or not yet."""
    said = f" {fold_words(status)} "
    if any(f" {word} " in said for word in word_keys("not_so", fold_words)):
        return None
    if any(f" {word} " in said for word in word_keys("cancelled", fold_words)):
        return layout.ORDER_CANCELLED
    done = any(f" {word} " in said for word in word_keys("done", fold_words))
    return layout.ORDER_DONE if done else None
