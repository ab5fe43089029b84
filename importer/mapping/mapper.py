"""The whole of this room: a book becomes a table."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

import pandas as pd

from importer import catalog
from importer.catalog import BY_NAME, Kind
from importer.errors import FileUnreadable, UsageError
from importer.i18n import _
from importer.mapping.cancelled import problems_of_status
from importer.mapping.cells import unwrap_columns
from importer.mapping.columns import assemble, item_columns, with_constants
from importer.mapping.conflicts import resolve_conflicts
from importer.mapping.evidence import names_currency, settle_by_cells
from importer.mapping.header import find_header, vocabulary_with
from importer.mapping.items import (
    blank_summary_items,
    blank_variant_items,
    explode_items,
    fill_down_order_id,
    orphan_rows,
)
from importer.mapping.language import sheet_language
from importer.mapping.matching import ColumnMatch, match_columns
from importer.mapping.notes import mapping_notes, missing_columns
from importer.mapping.pieces import join_pieces
from importer.mapping.profile import Profile, builtin_profiles, recognise
from importer.mapping.row_filter import order_rows
from importer.mapping.sheets import Candidate, choose_sheet, listed
from importer.mapping.table import IGNORE, MapOptions, MappedColumn, MappedTable
from importer.mapping.vocabulary import MatchSource, resolve_field, unit_of_header
from importer.problems import Problem, layout, problem
from importer.reading import Sheet, Workbook, without_annotations
from importer.text import fold_header

_WRAPPED_BY_HAND = (Kind.CODE, Kind.PHONE)
_OF_AN_ORDER = frozenset(
    field.name
    for field in (
        catalog.ORDER_ID, catalog.CUSTOMER_NAME, catalog.MOBILE,
        catalog.DESTINATION_LOCATION_CODE,
    )
)  # fmt: skip


_MONEY = frozenset(field.name for field in catalog.FIELDS if field.kind is Kind.MONEY)


def map_columns(book: Workbook, options: MapOptions) -> MappedTable:
    """The orders of the book under their fields' names.

    Raises UsageError for a sheet, header or field that does not exist, a profile of another file
    and when several sheets could be meant, FileUnreadable when no header is found.
    """
    options = options.without_marks()
    book = replace(book, sheets=tuple(map(without_annotations, book.sheets)))
    said = _constants(options)
    candidate = _choose_sheet(book, options)
    header_row = candidate.header_row
    profile = options.profile or recognise(header_row.keys)
    constants = {**profile.constants, **said} if profile is not None else said

    fingerprint = header_row.fingerprint
    remembered = options.remembered(fingerprint) if options.remembered else {}
    matches = match_columns(header_row, options.maps, remembered, profile)
    body = candidate.sheet.frame.iloc[header_row.position + 1 :]
    joined: list[Problem] = []
    if profile is None:
        matches, body, joined = join_pieces(matches, body)
    fields = _fields(matches)
    rows, row_notes = order_rows(body, fields, header_row.cells)
    matches, doubts = settle_by_cells(matches, rows)
    matches, conflicts = resolve_conflicts(matches, rows)
    if fields != (fields := _fields(matches)):
        rows, row_notes = order_rows(body, fields, header_row.cells)
    _check_orders(candidate, {*fields.values(), *constants}, matches)
    frame, row_problems = _frame(rows, matches, profile, is_text=book.encoding is not None)
    frame = _with_currency(frame, matches)
    absent = {field.name for field in catalog.SAME_FOR_ALL} - {*frame.columns}
    known = options.remembered_values(fingerprint) if options.remembered_values else {}
    known = {name: known[name] for name in known if name in absent - {*constants}}
    constants = {**constants, **known}
    frame = with_constants(frame, constants)

    unused = {
        match.header: rows[match.column] for match in matches if match.how is MatchSource.IGNORED
    }
    return MappedTable(
        book=book,
        sheet=candidate.sheet,
        header_rows=header_row.rows,
        columns=tuple(
            MappedColumn(match.column, match.header, match.field, match.how, match.priority)
            for match in matches
        ),
        frame=frame,
        constants=constants,
        profile=profile,
        lang=sheet_language(matches, rows),
        problems=(
            *missing_columns(set(frame.columns), unused, profile),
            *conflicts,
            *joined,
            *doubts,
            *row_problems,
            *row_notes,
            *mapping_notes(book, candidate, matches, rows, profile),
            *(
                problem(layout.VALUE_REMEMBERED, label=BY_NAME[name].label, value=value)
                for name, value in known.items()
            ),
        ),
        fingerprint=fingerprint,
        learned={
            match.header: match.field or IGNORE for match in matches if match.how is MatchSource.MAP
        },
        learned_values={name: said[name] for name in said if name in absent},
    )


def _fields(matches: Iterable[ColumnMatch]) -> dict[int, str]:
    return {match.column: match.field for match in matches if match.field}


def _check_orders(
    candidate: Candidate, known: Collection[str], matches: Sequence[ColumnMatch]
) -> None:
    """Raises FileUnreadable for a table that names neither order, customer nor phone."""
    if not _OF_AN_ORDER.isdisjoint(known) or any(match.is_input for match in matches):
        return
    raise FileUnreadable(
        _(
            "This is no list of orders: “{sheet}” has no column for the order number, the "
            "customer's name or the mobile. The headers in row {row} are: {headers}.",
            sheet=candidate.sheet.name,
            row=candidate.header_row.rows[-1],
            headers=listed([match.header for match in matches]),
        ),
        _(
            'If it is one, say which column is which with --map "Header=orderId"; if the orders '
            "are elsewhere, use that file, or --sheet."
        ),
    )


def _with_currency(frame: pd.DataFrame, matches: Sequence[ColumnMatch]) -> pd.DataFrame:
    """The frame with an empty column of currencies where none is, and one may stand beside the
    amounts or at their header."""
    name = catalog.CURRENCY.name
    money = {match.field: match for match in matches if match.field in _MONEY}
    if name in frame or not any(
        unit_of_header(match.header, BY_NAME[field]) or names_currency(frame[field])
        for field, match in money.items()
        if field is not None and field in frame
    ):
        return frame
    return frame.assign(**{name: pd.Series([None] * len(frame), index=frame.index, dtype=object)})


def _constants(options: MapOptions) -> dict[str, str]:
    constants = {}
    for name, value in options.constants.items():
        field = resolve_field(name)
        if field is None:
            raise UsageError(_("--set needs a field, not “{name}”.", name=name))
        constants[field.name] = value
    return constants


def _choose_sheet(book: Workbook, options: MapOptions) -> Candidate:
    own_profile = options.profile
    profiles = (*builtin_profiles(), *([own_profile] if own_profile else []))
    keys = frozenset(map(fold_header, options.maps))
    vocabulary = vocabulary_with(keys.union(*(profile.headers() for profile in profiles)))

    def examine(sheet: Sheet) -> Candidate | None:
        header_row = find_header(sheet, vocabulary)
        if header_row is None:
            return None
        profile = own_profile or recognise(header_row.keys)
        matches = match_columns(header_row, {}, {}, profile)
        has_order_id = any(match.field == catalog.ORDER_ID.name for match in matches)
        return Candidate(sheet, header_row, has_order_id)

    candidate = choose_sheet(book, options.sheet, examine)
    header_row = candidate.header_row
    if own_profile is not None and not own_profile.headers() & header_row.keys:
        texts = ", ".join(f"“{cell.text}”" for cell in header_row.cells[:8])
        raise UsageError(
            _(
                "The profile “{profile}” names none of this file's headers.",
                profile=own_profile.name,
            ),
            _("The file's headers are: {texts}.", texts=texts),
        )
    return candidate


def _frame(
    rows: pd.DataFrame, matches: Sequence[ColumnMatch], profile: Profile | None, *, is_text: bool
) -> tuple[pd.DataFrame, list[Problem]]:
    """The rows under their fields' names, one row an item, and the problems of rows."""
    problems = problems_of_status(rows, matches, profile)
    used = [match for match in matches if match.field or match.is_input]
    rows = rows[[match.column for match in used]]
    if is_text:
        kinds = {match.column: BY_NAME[match.field].kind for match in used if match.field}
        rows = unwrap_columns(rows, [c for c, kind in kinds.items() if kind in _WRAPPED_BY_HAND])
    if profile is not None and profile.empty:
        rows = rows.mask(rows.isin(profile.empty), None)
    frame = assemble(rows, used, profile)
    if profile is None:
        return frame, [*problems, *orphan_rows(frame)]
    packed, parser = item_columns(rows, used, profile)
    unreadable: Iterable[Problem] = ()
    if packed:
        frame, unreadable = explode_items(frame, rows[packed], parser)
    if profile.carry_down:
        frame, orphans = fill_down_order_id(frame)
    else:
        orphans = orphan_rows(frame)
    if profile.summary_rows:
        frame, notes = blank_summary_items(frame)
        problems += notes
    if profile.variant_rows:
        frame, notes = blank_variant_items(frame)
        problems += notes
    return frame, [*problems, *unreadable, *orphans]
