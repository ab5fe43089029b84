"""Orders that the sheet itself calls cancelled, or whose money it waits for: held, so that no
parcel goes out for them. Those that it calls delivered or returned are warned about."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

import pandas as pd

from importer import catalog
from importer.mapping.cells import is_blank
from importer.mapping.matching import ColumnMatch
from importer.mapping.profile import ANY, Profile
from importer.mapping.vocabulary import MatchSource, word_keys
from importer.problems import Code, Problem, layout, problem
from importer.reading import display_text
from importer.text import fold_header, fold_words


def problems_of_status(
    rows: pd.DataFrame, matches: Sequence[ColumnMatch], profile: Profile | None
) -> list[Problem]:
    """A problem for each row that says so; a column that is used as a field says nothing here, nor
    does one that the merchant had left out."""
    return [*_cancelled(rows, matches, profile), *_unpaid(rows, matches)]


def _cancelled(
    rows: pd.DataFrame, matches: Sequence[ColumnMatch], profile: Profile | None
) -> Iterator[Problem]:
    for match in matches:
        known = profile.cancelled.get(match.key, frozenset()) if profile else frozenset()
        is_status = known or match.key in word_keys("order_status")
        if not is_status or not (match.is_input or match.how is MatchSource.IGNORED):
            continue
        for row, text in _texts(rows, match):
            is_cancelled = ANY in known or fold_header(text) in known
            code = layout.ORDER_CANCELLED if is_cancelled else _meaning(text)
            if code is not None:
                yield problem(code, row, match.header, text[:60])


def _unpaid(rows: pd.DataFrame, matches: Sequence[ColumnMatch]) -> Iterator[Problem]:
    """A bank transfer that is waited for is not paid."""
    keys = word_keys("order_status") | word_keys("payment_status")
    statuses = [match for match in matches if match.key in keys]
    transfers: set[int] = set()
    for match in matches if statuses else ():
        if match.field == catalog.PAYMENT_METHOD.name:
            words = word_keys("transfer", fold_words)
            transfers.update(row for row, text in _texts(rows, match) if _says(text, words))
    for match in statuses if transfers else ():
        for row, text in _texts(rows, match):
            if row in transfers and _says(text, word_keys("waiting", fold_words)):
                yield problem(layout.ORDER_UNPAID, row, match.header, text[:60])


def _texts(rows: pd.DataFrame, match: ColumnMatch) -> Iterator[tuple[int, str]]:
    """The rows whose cell of the column is filled, with its text."""
    for row, cell in zip(rows.index.tolist(), rows[match.column].tolist(), strict=True):
        if not is_blank(cell):
            yield row, display_text(cell)


@lru_cache(maxsize=1024)
def _says(text: str, words: frozenset[str]) -> bool:
    said = f" {fold_words(text)} "
    return any(f" {word} " in said for word in words)


def _meaning(status: str) -> Code | None:
    """What the words of a status say; nothing where they say that it is not so, or not yet."""
    if _says(status, word_keys("not_so", fold_words)):
        return None
    if _says(status, word_keys("cancelled", fold_words)):
        return layout.ORDER_CANCELLED
    return layout.ORDER_DONE if _says(status, word_keys("done", fold_words)) else None
