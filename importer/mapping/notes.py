"""What was understood, left out and guessed: nothing of a file is passed over in silence."""

from collections.abc import Collection, Sequence

import pandas as pd

from importer import catalog
from importer.catalog import BY_NAME, FIELDS, Field, Need, Part
from importer.mapping.cells import is_blank
from importer.mapping.matching import ColumnMatch
from importer.mapping.profile import Profile
from importer.mapping.row_filter import ranges
from importer.mapping.sheets import Candidate
from importer.mapping.vocabulary import MatchSource
from importer.problems import Problem, layout, problem
from importer.reading import Book, column_letter
from importer.text import fold_header, nearest

_NEAR = 72.0  # of 100: what is less like the field's name is no help


def notes_of(
    book: Book,
    candidate: Candidate,
    matches: Sequence[ColumnMatch],
    data: pd.DataFrame,
    profile: Profile | None,
) -> list[Problem]:
    """Notes and warnings of the sheet, its header and its columns; `data` are the order rows."""
    notes = [problem(layout.PROFILE_USED, name=profile.name)] if profile else []
    return [
        *notes,
        *_of_sheets(book, candidate),
        *_of_columns(matches),
        *_without_header(matches, data),
        *_of_hidden_rows(candidate, data),
    ]


def constant_notes(profile: Profile | None) -> list[Problem]:
    """What the profile says of every order, for the file does not."""
    constants = profile.constants if profile else {}
    return [
        problem(layout.CONSTANT_USED, column=name, value=value, field=name)
        for name, value in constants.items()
    ]


def _of_sheets(book: Book, candidate: Candidate) -> list[Problem]:
    notes = []
    sheet, head = candidate.sheet, candidate.head
    others = [s.name for s in book.sheets if s is not sheet and not s.frame.empty]
    if others:
        names = ", ".join(f"“{name}”" for name in others)
        notes.append(problem(layout.SHEETS_NOT_READ, used=sheet.name, sheets=names))
    if head.position >= len(head.rows):
        notes.append(problem(layout.ROWS_ABOVE, row_of_header=head.rows[0]))
    return notes


def _of_columns(matches: Sequence[ColumnMatch]) -> list[Problem]:
    notes = [
        problem(layout.COLUMN_GUESSED, column=claim.field, field=claim.field)
        for claim in matches
        if claim.how is MatchSource.CLOSE and claim.field in BY_NAME
    ]
    kept = [claim.heading.text for claim in matches if claim.how is MatchSource.REMEMBERED]
    if kept:
        notes.append(problem(layout.MAP_REMEMBERED, headers=_listed(kept)))
    free = [c.heading.text for c in matches if c.field is None and not c.is_piece]
    if free:
        notes.append(problem(layout.COLUMNS_IGNORED, headers=_listed(free), count=len(free)))
    return notes


def _without_header(matches: Sequence[ColumnMatch], data: pd.DataFrame) -> list[Problem]:
    headed = {claim.heading.index for claim in matches}
    letters = [
        column_letter(int(column))
        for column in data.columns
        if int(column) not in headed and not is_blank(data[column]).all()
    ]
    if not letters:
        return []
    return [problem(layout.NO_HEADER_OVER, letters=", ".join(letters), first=letters[0])]


def _of_hidden_rows(candidate: Candidate, data: pd.DataFrame) -> list[Problem]:
    hidden = sorted(candidate.sheet.hidden_rows.intersection(data.index.tolist()))
    if not hidden:
        return []
    return [problem(layout.HIDDEN_ROWS, rows=ranges(hidden), count=len(hidden))]


def _listed(headers: Sequence[str]) -> str:
    return ", ".join(f"“{header}”" for header in headers)


def missing_columns(
    present: Collection[str], free_headers: Sequence[str], profile: Profile | None
) -> list[Problem]:
    """One problem a missing field, with the nearest header that nobody claimed."""
    return [
        _missing(field, free_headers) for field in FIELDS if _is_missing(field, present, profile)
    ]


def _is_missing(field: Field, present: Collection[str], profile: Profile | None) -> bool:
    if field.name in present or field is catalog.AMOUNT_DUE:  # worked out from method and total
        return False
    if field is catalog.AMOUNT and profile is not None and profile.sum_items:
        return False
    if field.part is Part.CUSTOMER and catalog.DESTINATION_LOCATION_CODE.name in present:
        return False
    if field in (catalog.CITY, catalog.ADDRESS):
        return catalog.SHORT_ADDRESS_CODE.name not in present
    if field is catalog.QUANTITY:
        return catalog.ITEM_DESCRIPTION.name not in present
    return field.need is Need.ALWAYS


def _missing(field: Field, free_headers: Sequence[str]) -> Problem:
    near = _nearest(field, free_headers)
    return problem(
        layout.COLUMN_MISSING if not near else layout.COLUMN_MISSING_NEAR,
        column=field.name,
        field=field.name,
        label=field.label,
        near=near,
        example=field.example,
    )


def _nearest(field: Field, free_headers: Sequence[str]) -> str:
    names = [
        fold_header(name) for name in (field.name, *field.label.translations(), *field.aliases)
    ]
    keys = {header: fold_header(header) for header in free_headers}
    scores = [
        (score, header)
        for name in names
        for header, score in nearest(name, keys, least=_NEAR).items()
    ]
    return max(scores, default=(0.0, ""))[1]
