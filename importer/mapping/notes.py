"""What was understood, left out and guessed: nothing of a file is passed over in silence."""

from collections.abc import Sequence

import pandas as pd

from importer.catalog import BY_NAME
from importer.mapping.blank import is_blank
from importer.mapping.matching import ColumnMatch
from importer.mapping.profile import Profile
from importer.mapping.row_filter import ranges
from importer.mapping.sheets import Candidate
from importer.mapping.vocabulary import MatchSource
from importer.problems import Problem, layout, problem
from importer.reading import Workbook, column_letter


def notes_of(
    book: Workbook,
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


def _of_sheets(book: Workbook, candidate: Candidate) -> list[Problem]:
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
