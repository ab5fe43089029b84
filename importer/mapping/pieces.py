"""Names and addresses in columns of their own, part by part: joined, and never sent half.

Sheets of no known export; a profile says itself what it joins.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pandas as pd

from importer import catalog
from importer.mapping.cells import is_blank
from importer.mapping.matching import ColumnMatch
from importer.mapping.vocabulary import MatchSource, word_keys
from importer.problems import Problem, layout, problem
from importer.reading import display_text
from importer.text import fold_header, fold_words, words_of

_SETTLED = (MatchSource.MAP, MatchSource.REMEMBERED)
_NAME, _ADDRESS = catalog.CUSTOMER_NAME.name, catalog.ADDRESS.name


def join_pieces(
    matches: Sequence[ColumnMatch], body: pd.DataFrame
) -> tuple[list[ColumnMatch], pd.DataFrame, list[Problem]]:
    """The matches and the rows beneath the header with a first and a last name joined in the column
    of the first, and further lines of an address in that of the first line; notes say so."""
    joined, notes = list(matches), []
    body = body.copy(deep=False)
    for field, columns in _pieces(joined):
        body[columns[0]] = _joined(body, columns, " " if field == _NAME else ", ")
        headers = []
        for position, match in enumerate(joined):
            if match.column in columns:
                headers.append(f"“{match.header}”")
                is_first = match.column == columns[0]
                how = match.how if match.field == field else MatchSource.ALIAS
                joined[position] = replace(
                    match, field=field if is_first else None, how=how, is_input=not is_first
                )
        parts = ", ".join(headers)
        notes.append(problem(layout.PIECES_JOINED, column=field, headers=parts, field=field))
    return joined, body, notes


def is_piece(header: str) -> bool:
    """Whether the header names a part of a name, which is no name."""
    key = _key(header)
    return key in word_keys("first_name") or key in word_keys("last_name")


def _pieces(matches: Sequence[ColumnMatch]) -> Iterator[tuple[str, list[int]]]:
    """A field and the columns of its parts, in the order in which they are read."""
    free = [match for match in matches if match.how not in _SETTLED and _key(match.header)]
    keys = {match.column: _key(match.header) for match in free}
    last = _first_of(keys, "last_name")
    whole = [match for match in matches if match.field == _NAME]
    first = _first_of(keys, "first_name")
    if last is not None and first is None and len(whole) == 1 and whole[0] in free:
        first = whole[0].column  # “Name” beside “Surname”
    others = [match for match in whole if match.column not in (first, last)]
    if first is not None and last is not None and not others:
        yield _NAME, [first, last]
    lines = [column for column, key in keys.items() if key in word_keys("address_line")]
    streets = [match for match in matches if match.field == _ADDRESS and match.how not in _SETTLED]
    if lines and len(streets) == 1:
        further = [column for column in lines if column != streets[0].column]
        if further:
            yield _ADDRESS, [streets[0].column, *further]


def _first_of(keys: dict[int, str], meaning: str) -> int | None:
    known = word_keys(meaning)
    return next((column for column, key in keys.items() if key in known), None)


def _key(header: str) -> str:
    """The header without words that say only whose it is; empty when it is about somebody else."""
    parts = words_of(header)
    if any(part in word_keys("another_person") for part in parts):
        return ""
    whose = word_keys("delivery") | word_keys("customer")
    return fold_header(" ".join(part for part in parts if part not in whose)) or fold_header(header)


def _joined(body: pd.DataFrame, columns: Sequence[int], between: str) -> pd.Series:
    cells = []
    for row in zip(*(body[column].tolist() for column in columns), strict=True):
        filled = [display_text(cell).strip() for cell in row if not is_blank(cell)]
        texts = filled[:1]
        for text in filled[1:]:
            if fold_words(text) not in fold_words(" ".join(texts)):  # a whole name stood there
                texts.append(text)
        cells.append(between.join(texts) or None)
    return pd.Series(cells, index=body.index, dtype=object)
