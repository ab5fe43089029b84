"""The whole of this room: a book becomes a table."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from importer import catalog
from importer.catalog import BY_NAME, Kind
from importer.errors import UsageError
from importer.i18n import Lang, Words
from importer.mapping.builtin_profiles import recognise, shipped_profiles
from importer.mapping.cancelled import cancelled_orders
from importer.mapping.cell_marks import without_marks
from importer.mapping.columns import by_profile, plain_columns, with_constants
from importer.mapping.conflicts import settle
from importer.mapping.explode_items import unpacked
from importer.mapping.header import Head, find_head, vocabulary
from importer.mapping.header_names import normalise
from importer.mapping.matching import Claim, claims_of, items_header
from importer.mapping.missing import missing_columns
from importer.mapping.notes import constant_notes, notes_of
from importer.mapping.orphan_rows import astray, carried_down
from importer.mapping.profile import Profile, read_profile
from importer.mapping.row_filter import Reader, rows_left_out
from importer.mapping.sheets import Candidate, choose_sheet
from importer.mapping.summary_rows import without_summaries
from importer.mapping.table import IGNORE, Column, MapOptions, Table
from importer.mapping.vocabulary import How, field_meant
from importer.problems import Problem
from importer.reading import Book, Sheet

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
    def head(self) -> Head:
        return self.candidate.head


def map_book(book: Book, options: MapOptions) -> Table:
    """The orders of the book under their fields' names.

    Raises UsageError for a sheet, header, field or profile that does not exist and when several
    sheets could be meant, FileUnreadable when no header is found.
    """
    given = {_meant(name): value for name, value in options.constants.items()}
    choice = _choose(book, options)
    sheet, head = choice.candidate.sheet, choice.head
    beneath = sheet.frame.iloc[head.position + 1 :]
    claims = claims_of(head, options.maps, choice.remembered, choice.profile)
    claims, doubts = settle(claims, beneath)
    data, row_notes = _orders_only(beneath, claims, head, choice.profile)
    frame, found = _frame(book, data, claims, choice.profile)
    constants = {**(choice.profile.constants if choice.profile else {}), **given}
    frame = with_constants(frame, constants)
    free = [claim.heading.text for claim in claims if claim.how is How.IGNORED]
    missing = missing_columns(set(frame.columns), free, choice.profile)
    notes = notes_of(book, choice.candidate, claims, data, choice.profile)
    _remember(options, choice, claims)
    return Table(
        book=book,
        sheet=sheet,
        header_rows=head.rows,
        columns=tuple(_column(claim, choice.profile) for claim in claims),
        frame=frame,
        constants=constants,
        profile=choice.profile,
        lang=_language(claims),
        problems=(*missing, *doubts, *found, *row_notes, *notes, *constant_notes(choice.profile)),
    )


def _meant(name: str) -> str:
    field = field_meant(name)
    if field is None:
        raise UsageError(
            Words(f"--set needs a field, not “{name}”.", f"‎--set يحتاج حقلاً، لا «{name}».")
        )
    return field.name


def _choose(book: Book, options: MapOptions) -> _Choice:
    own = read_profile(options.profile) if options.profile else None
    profiles = (*shipped_profiles(), *([own] if own else []))
    said = frozenset(normalise(name) for name in options.maps)
    known = vocabulary(said.union(*(profile.headers() for profile in profiles)))

    def look(sheet: Sheet) -> Candidate | None:
        head = find_head(sheet, known)
        return Candidate(sheet, head, _has_order_id(head, own)) if head else None

    candidate = choose_sheet(book, options.sheet, look)
    profile = own or recognise(candidate.head.keys)
    if own is not None and not own.headers() & candidate.head.keys:
        raise _not_of_this_file(own, candidate.head)
    fingerprint = _fingerprint(candidate.head)
    kept = options.memory.columns(fingerprint) if options.memory else {}
    return _Choice(candidate, profile, kept, fingerprint)


def _has_order_id(head: Head, own: Profile | None) -> bool:
    claims = claims_of(head, {}, {}, own or recognise(head.keys))
    return any(claim.field == catalog.ORDER_ID.name for claim in claims)


def _not_of_this_file(profile: Profile, head: Head) -> UsageError:
    texts = ", ".join(f"“{heading.text}”" for heading in head.headings[:8])
    return UsageError(
        Words(
            f"The profile “{profile.name}” names none of this file's headers.",
            f"ملف التعريف «{profile.name}» لا يذكر أياً من عناوين هذا الملف.",
        ),
        Words(f"The file's headers are: {texts}.", f"عناوين الملف: {texts}."),
    )


def _orders_only(
    beneath: pd.DataFrame, claims: Sequence[Claim], head: Head, profile: Profile | None
) -> tuple[pd.DataFrame, list[Problem]]:
    columns = (_column(claim, profile) for claim in claims)
    used = {column.index: column.field for column in columns if column.field}
    reader = Reader(
        data=beneath,
        named=used,
        headers={h.index: frozenset(map(normalise, (h.text, *h.names))) for h in head.headings},
        raw_headers={h.index: h.names[-1] for h in head.headings},
    )
    out, notes = rows_left_out(reader)
    return (beneath[~out] if out.any() else beneath), notes


def _frame(
    book: Book, data: pd.DataFrame, claims: Sequence[Claim], profile: Profile | None
) -> tuple[pd.DataFrame, list[Problem]]:
    found = cancelled_orders(data, claims, profile)
    used = [claim for claim in claims if claim.field or claim.is_piece]
    data = data[[claim.heading.index for claim in used]]
    if book.delimiter is not None:
        numbers = {c.heading.index for c in used if c.field and BY_NAME[c.field].kind in _NUMBERS}
        data = without_marks(data, numbers)
    if profile is not None and profile.empty:
        data = data.mask(data.isin(profile.empty), None)
    frame = plain_columns(data, used)
    if profile is None:
        return frame, [*found, *astray(frame)]
    frame = by_profile(frame, data, used, profile)
    frame, unreadable = unpacked(frame, data, used, profile)
    if profile.carry_down:
        frame, carried = carried_down(frame)
    else:
        carried = astray(frame)
    if profile.summary_rows:
        frame, summed = without_summaries(frame)
        found += summed
    return frame, [*found, *unreadable, *carried]


def _column(claim: Claim, profile: Profile | None) -> Column:
    field = claim.field
    if field is None and profile and items_header(claim.heading.key, profile) and claim.is_piece:
        field = catalog.ITEM_NAME.name
    return Column(claim.heading.index, claim.heading.text, field, claim.how, claim.place)


def _language(claims: Sequence[Claim]) -> Lang:
    used = [claim.heading.text for claim in claims if claim.field]
    arabic = sum(bool(_ARABIC.search(text)) for text in used)
    return "ar" if arabic * 2 > len(used) else "en"


def _fingerprint(head: Head) -> str:
    """The same for files with the same headers in any order."""
    return hashlib.sha256("\n".join(sorted(head.keys)).encode()).hexdigest()[:32]


def _remember(options: MapOptions, choice: _Choice, claims: Sequence[Claim]) -> None:
    if options.memory is None or not options.maps:
        return
    told = {c.heading.text: c.field or IGNORE for c in claims if c.how is How.MAP}
    options.memory.remember_columns(choice.fingerprint, told)
