"""What was guessed, left out and missed: nothing of a file is passed over in silence."""

from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from importer import catalog
from importer.catalog import BY_NAME, FIELDS, Field, Need, Part
from importer.mapping.cells import blank_mask
from importer.mapping.evidence import suits
from importer.mapping.matching import ColumnMatch
from importer.mapping.pieces import is_piece
from importer.mapping.profile import Profile
from importer.mapping.sheets import Candidate, listed
from importer.mapping.vocabulary import MatchSource, names_of
from importer.problems import Code, Problem, layout, problem
from importer.reading import Workbook, column_letter
from importer.row_ranges import format_rows
from importer.text import fold_header, nearest

_NEAR = 72.0  # of 100: what is less like the field's name is no help


def mapping_notes(
    book: Workbook,
    candidate: Candidate,
    matches: Sequence[ColumnMatch],
    rows: pd.DataFrame,
    profile: Profile | None,
) -> list[Problem]:
    """Notes and warnings of the sheet, its header and its columns; `rows` are those of orders."""
    used = [problem(layout.PROFILE_USED, name=profile.name)] if profile else []
    constants = profile.constants if profile else {}
    return [
        *used,
        *_of_sheets(book, candidate),
        *_of_columns(matches),
        *_of_columns_without_header(matches, rows),
        *_of_rows(layout.HIDDEN_ROWS, candidate.sheet.hidden_rows, rows),
        *_of_rows(layout.STRUCK_ROWS, candidate.sheet.struck_rows, rows),
        *(
            problem(layout.CONSTANT_USED, column=field, value=value, field=field)
            for field, value in constants.items()
        ),
    ]


def _of_sheets(book: Workbook, candidate: Candidate) -> list[Problem]:
    notes = []
    sheet, header_row = candidate.sheet, candidate.header_row
    others = [other.name for other in book.sheets if other is not sheet and not other.frame.empty]
    if others:
        notes.append(problem(layout.SHEETS_NOT_READ, used=sheet.name, sheets=listed(others)))
    if header_row.position >= len(header_row.rows):
        notes.append(problem(layout.ROWS_ABOVE, row_of_header=header_row.rows[0]))
    return notes


def _of_columns(matches: Sequence[ColumnMatch]) -> list[Problem]:
    notes = [
        problem(layout.COLUMN_GUESSED, column=match.field, field=match.field)
        for match in matches
        if match.how is MatchSource.CLOSE and match.field in BY_NAME
    ]
    remembered = [match.header for match in matches if match.how is MatchSource.REMEMBERED]
    if remembered:
        notes.append(problem(layout.MAP_REMEMBERED, headers=listed(remembered)))
    unused = [match.header for match in matches if match.field is None and not match.is_input]
    if unused:
        notes.append(problem(layout.COLUMNS_IGNORED, headers=listed(unused), count=len(unused)))
    return notes


def _of_columns_without_header(matches: Sequence[ColumnMatch], rows: pd.DataFrame) -> list[Problem]:
    headed = {match.column for match in matches}
    letters = [
        column_letter(int(column))
        for column in rows.columns
        if int(column) not in headed and not blank_mask(rows[column]).all()
    ]
    if not letters:
        return []
    return [problem(layout.NO_HEADER_OVER, letters=", ".join(letters), first=letters[0])]


def _of_rows(code: Code, marked: Collection[int], rows: pd.DataFrame) -> list[Problem]:
    """A warning of the rows of orders that the sheet marks so."""
    found = sorted(rows.index.intersection(list(marked)).tolist())
    return [problem(code, rows=format_rows(found), count=len(found))] if found else []


def missing_columns(
    present: Collection[str], unused: Mapping[str, pd.Series], profile: Profile | None
) -> list[Problem]:
    """One problem for each field that every order needs and no column holds, with the nearest
    header that is not used and whose cells could be its values; `unused` are columns by header."""
    problems = []
    for field in FIELDS:
        if _is_missing(field, present, profile):
            whole = [
                header
                for header, cells in unused.items()
                if not is_piece(header) and suits(field, cells)
            ]
            near = _nearest_header(field, whole)
            of_all = field in catalog.SAME_FOR_ALL
            without = layout.COLUMN_MISSING if of_all else layout.COLUMN_MISSING_OWN
            code = layout.COLUMN_MISSING_NEAR if near else without
            problems.append(
                problem(
                    code,
                    column=field.name,
                    field=field.name,
                    label=field.label,
                    near=near,
                    example=field.example,
                )
            )
    return problems


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


def _nearest_header(field: Field, headers: Sequence[str]) -> str:
    keys = {header: fold_header(header) for header in headers}
    scores = [
        (score, header)
        for name in names_of(field)
        for header, score in nearest(fold_header(name), keys, least=_NEAR).items()
    ]
    return max(scores, default=(0.0, ""))[1]
