"""The whole of this room: a book becomes a table."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from importer import catalog
from importer.catalog import BY_NAME, Kind
from importer.errors import UsageError
from importer.i18n import Language, _
from importer.mapping.builtin_profiles import builtin_profiles, recognise
from importer.mapping.cancelled import cancelled_orders
from importer.mapping.cell_marks import without_marks
from importer.mapping.columns import by_profile, plain_columns, with_constants
from importer.mapping.conflicts import resolve_conflicts
from importer.mapping.explode_items import explode_items
from importer.mapping.header import HeaderRow, find_header, vocabulary
from importer.mapping.header_names import normalise
from importer.mapping.matching import ColumnMatch, items_header, match_columns
from importer.mapping.missing import missing_columns
from importer.mapping.notes import constant_notes, notes_of
from importer.mapping.orphan_rows import fill_down_order_id, orphan_rows
from importer.mapping.profile import Profile, read_profile
from importer.mapping.row_filter import Reader, non_order_rows
from importer.mapping.sheets import Candidate, choose_sheet
from importer.mapping.summary_rows import without_summaries
from importer.mapping.table import IGNORE, MapOptions, MappedColumn, MappedTable
from importer.mapping.vocabulary import MatchSource, field_meant
from importer.problems import Problem
from importer.reading import Sheet, Workbook

_NUMBERS = (Kind.CODE, Kind.PHONE)
_ARABIC = re.compile("[\u0600-\u06ff]")


@dataclass(frozen=True)
class _Choice:
    """What is settled before the columns are looked at."""

    candidate: Candidate
    profile: Profile | None
    remembered: Mapping[str, str]
    fingerprint: str

    @property
    def head(self) -> HeaderRow:
        return self.candidate.head


def map_columns(book: Workbook, options: MapOptions) -> MappedTable:
    """The orders of the book under their fields' names.

    Raises UsageError for a sheet, header, field or profile that does not exist and when several
    sheets could be meant, FileUnreadable when no header is found.
    """
    given = {_meant(name): value for name, value in options.constants.items()}
    choice = _choose(book, options)
    sheet, head = choice.candidate.sheet, choice.head
    beneath = sheet.frame.iloc[head.position + 1 :]
    matches = match_columns(head, options.maps, choice.remembered, choice.profile)
    matches, doubts = resolve_conflicts(matches, beneath)
    data, row_notes = _orders_only(beneath, matches, head, choice.profile)
    frame, found = _frame(book, data, matches, choice.profile)
    constants = {**(choice.profile.constants if choice.profile else {}), **given}
    frame = with_constants(frame, constants)
    free = [claim.heading.text for claim in matches if claim.how is MatchSource.IGNORED]
    missing = missing_columns(set(frame.columns), free, choice.profile)
    notes = notes_of(book, choice.candidate, matches, data, choice.profile)
    _remember(options, choice, matches)
    return MappedTable(
        book=book,
        sheet=sheet,
        header_rows=head.rows,
        columns=tuple(_column(claim, choice.profile) for claim in matches),
        frame=frame,
        constants=constants,
        profile=choice.profile,
        lang=_language(matches),
        problems=(*missing, *doubts, *found, *row_notes, *notes, *constant_notes(choice.profile)),
    )


def _meant(name: str) -> str:
    field = field_meant(name)
    if field is None:
        raise UsageError(_("--set needs a field, not “{name}”.", name=name))
    return field.name


def _choose(book: Workbook, options: MapOptions) -> _Choice:
    own = read_profile(options.profile) if options.profile else None
    profiles = (*builtin_profiles(), *([own] if own else []))
    said = frozenset(normalise(name) for name in options.maps)
    known = vocabulary(said.union(*(profile.headers() for profile in profiles)))

    def look(sheet: Sheet) -> Candidate | None:
        head = find_header(sheet, known)
        return Candidate(sheet, head, _has_order_id(head, own)) if head else None

    candidate = choose_sheet(book, options.sheet, look)
    profile = own or recognise(candidate.head.keys)
    if own is not None and not own.headers() & candidate.head.keys:
        raise _not_of_this_file(own, candidate.head)
    fingerprint = _fingerprint(candidate.head)
    kept = options.memory.columns(fingerprint) if options.memory else {}
    return _Choice(candidate, profile, kept, fingerprint)


def _has_order_id(head: HeaderRow, own: Profile | None) -> bool:
    matches = match_columns(head, {}, {}, own or recognise(head.keys))
    return any(claim.field == catalog.ORDER_ID.name for claim in matches)


def _not_of_this_file(profile: Profile, head: HeaderRow) -> UsageError:
    texts = ", ".join(f"“{heading.text}”" for heading in head.headings[:8])
    return UsageError(
        _("The profile “{profile}” names none of this file's headers.", profile=profile.name),
        _("The file's headers are: {texts}.", texts=texts),
    )


def _orders_only(
    beneath: pd.DataFrame, matches: Sequence[ColumnMatch], head: HeaderRow, profile: Profile | None
) -> tuple[pd.DataFrame, list[Problem]]:
    columns = (_column(claim, profile) for claim in matches)
    used = {column.index: column.field for column in columns if column.field}
    reader = Reader(
        data=beneath,
        named=used,
        headers={h.index: frozenset(map(normalise, (h.text, *h.names))) for h in head.headings},
        raw_headers={h.index: h.names[-1] for h in head.headings},
    )
    out, notes = non_order_rows(reader)
    return (beneath[~out] if out.any() else beneath), notes


def _frame(
    book: Workbook, data: pd.DataFrame, matches: Sequence[ColumnMatch], profile: Profile | None
) -> tuple[pd.DataFrame, list[Problem]]:
    found = cancelled_orders(data, matches, profile)
    used = [claim for claim in matches if claim.field or claim.is_piece]
    data = data[[claim.heading.index for claim in used]]
    if book.delimiter is not None:
        numbers = {c.heading.index for c in used if c.field and BY_NAME[c.field].kind in _NUMBERS}
        data = without_marks(data, numbers)
    if profile is not None and profile.empty:
        data = data.mask(data.isin(profile.empty), None)
    frame = plain_columns(data, used)
    if profile is None:
        return frame, [*found, *orphan_rows(frame)]
    frame = by_profile(frame, data, used, profile)
    frame, unreadable = explode_items(frame, data, used, profile)
    if profile.carry_down:
        frame, carried = fill_down_order_id(frame)
    else:
        carried = orphan_rows(frame)
    if profile.summary_rows:
        frame, summed = without_summaries(frame)
        found += summed
    return frame, [*found, *unreadable, *carried]


def _column(claim: ColumnMatch, profile: Profile | None) -> MappedColumn:
    field = claim.field
    if field is None and profile and items_header(claim.heading.key, profile) and claim.is_piece:
        field = catalog.ITEM_NAME.name
    return MappedColumn(claim.heading.index, claim.heading.text, field, claim.how, claim.place)


def _language(matches: Sequence[ColumnMatch]) -> Language:
    used = [claim.heading.text for claim in matches if claim.field]
    arabic = sum(bool(_ARABIC.search(text)) for text in used)
    return "ar" if arabic * 2 > len(used) else "en"


def _fingerprint(head: HeaderRow) -> str:
    """The same for files with the same headers in any order."""
    return hashlib.sha256("\n".join(sorted(head.keys)).encode()).hexdigest()[:32]


def _remember(options: MapOptions, choice: _Choice, matches: Sequence[ColumnMatch]) -> None:
    if options.memory is None or not options.maps:
        return
    told = {c.heading.text: c.field or IGNORE for c in matches if c.how is MatchSource.MAP}
    options.memory.remember_columns(choice.fingerprint, told)
