"""What each column says it is, before two that say the same are told apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from importer.catalog import BY_NAME, Part
from importer.errors import UsageError
from importer.i18n import _
from importer.mapping.header import HeaderCell, HeaderRow
from importer.mapping.profile import Profile
from importer.mapping.vocabulary import (
    NOTHING,
    MatchSource,
    exact,
    field_meant,
    fuzzy_match,
    nearest_names,
)
from importer.reading import column_letter
from importer.text import fold_header

# Headers that say that they are about the delivery are preferred to those that do not.
_DELIVERY = tuple(
    map(
        fold_header,
        ("shipping", "ship to", "delivery", "recipient", "receiver", "consignee", "destination",
         "teslimat", "sevk", "alıcı", "المستلم", "مستلم", "الشحن", "التوصيل"),
    )
)  # fmt: skip
_STRENGTH = (
    MatchSource.MAP,
    MatchSource.REMEMBERED,
    MatchSource.CANONICAL,
    MatchSource.PROFILE,
    MatchSource.LABEL,
    MatchSource.ALIAS,
    MatchSource.CLOSE,
)


@dataclass(frozen=True)
class ColumnMatch:
    """A column and the field that it says it holds (None: none). `place` is its turn among its
    profile's columns, or 1 for a header that counts only without the group above it.
    `is_piece`: the profile uses it, but not as the field's own column."""

    heading: HeaderCell
    field: str | None
    how: MatchSource
    place: int = 0
    is_piece: bool = False

    @property
    def rank(self) -> tuple[float, int]:
        """The lower, the stronger."""
        strength: float = _STRENGTH.index(self.how)
        if self.how in (MatchSource.LABEL, MatchSource.ALIAS) and _is_delivery(self):
            strength = _STRENGTH.index(MatchSource.LABEL) - 0.5
        return strength, self.place


def _is_delivery(claim: ColumnMatch) -> bool:
    of_customer = claim.field is not None and BY_NAME[claim.field].part is Part.CUSTOMER
    return of_customer and any(word in claim.heading.key for word in _DELIVERY)


def match_columns(
    head: HeaderRow,
    maps: Mapping[str, str],
    remembered: Mapping[str, str],
    profile: Profile | None,
) -> list[ColumnMatch]:
    """One claim a heading. Raises UsageError for a `maps` header that the sheet does not have."""
    settled = _settled(head, maps, MatchSource.MAP)
    kept = {**_settled(head, remembered, MatchSource.REMEMBERED, must_exist=False), **settled}
    matches = [kept.get(heading.index) or _by_name(heading, profile) for heading in head.headings]
    headed = {heading.index for heading in head.headings}
    # Columns without a header, asked for by their letter.
    matches += [claim for index, claim in kept.items() if index not in headed]
    return matches if profile else _with_close(matches)


def _settled(
    head: HeaderRow, maps: Mapping[str, str], how: MatchSource, *, must_exist: bool = True
) -> dict[int, ColumnMatch]:
    found = {}
    for name, field_name in maps.items():
        headings = _headings_named(head, name)
        if not headings and must_exist:
            raise _unknown_header(head, name)
        if not must_exist and not _is_field(field_name):
            continue
        field = field_meant(field_name)
        for heading in headings:
            found[heading.index] = ColumnMatch(heading, field.name if field else None, how)
    return found


def _is_field(name: str) -> bool:
    """Whether a remembered name still means something to this version."""
    return name in BY_NAME or fold_header(name) in NOTHING


def _headings_named(head: HeaderRow, name: str) -> list[HeaderCell]:
    """By header; else by column letter, also of a column that has no header."""
    key = fold_header(name)
    found = [h for h in head.headings if key and key in map(fold_header, (h.text, *h.names))]
    letters = {column_letter(column): column for column in head.columns}
    column = letters.get(name.strip().upper())
    if found or column is None:
        return found
    headed = [heading for heading in head.headings if heading.index == column]
    return headed or [HeaderCell(column, column_letter(column), (column_letter(column),))]


def _unknown_header(head: HeaderRow, name: str) -> UsageError:
    texts = [heading.text for heading in head.headings]
    near = ", ".join(f"“{text}”" for text in nearest_names(name, texts) or texts[:8])
    return UsageError(
        _("No column has the header “{name}”.", name=name),
        _("The nearest headers are: {near}.", near=near),
    )


def _by_name(heading: HeaderCell, profile: Profile | None) -> ColumnMatch:
    outright = exact(heading.text)
    if outright and outright[1] is MatchSource.CANONICAL:
        return ColumnMatch(heading, outright[0].name, MatchSource.CANONICAL)
    if profile is not None and (claim := _by_profile(heading, profile)) is not None:
        return claim
    for place, name in enumerate(heading.names):
        if found := exact(name):
            return ColumnMatch(heading, found[0].name, found[1], place)
    return ColumnMatch(heading, None, MatchSource.IGNORED)


def _by_profile(heading: HeaderCell, profile: Profile) -> ColumnMatch | None:
    key = heading.key
    if key in profile.columns:
        place = list(profile.columns).index(key)
        return ColumnMatch(heading, profile.columns[key], MatchSource.PROFILE, place)
    for place, (name, header) in enumerate(_pieces(profile), start=len(profile.columns)):
        if key == header:
            return ColumnMatch(heading, name, MatchSource.PROFILE, place, is_piece=True)
    if profile.items_header(key) is not None or key in profile.cancelled:
        return ColumnMatch(heading, None, MatchSource.PROFILE, is_piece=True)
    return ColumnMatch(heading, None, MatchSource.IGNORED) if key in profile.ignore else None


def _pieces(profile: Profile) -> list[tuple[str, str]]:
    """(field, header) of all columns that are chosen between, joined or fallen back on.

    Of those to choose between the last stands first: what nobody knows is its cell.
    """
    chosen = profile.first_known.items()
    return [
        *(pair for name, keys in chosen for pair in product([name], reversed(keys))),
        *(pair for join in profile.join for pair in product([join.field], join.headers)),
        *((name, header) for header, name in profile.fallback.items()),
        *(pair for join in profile.join_fallback for pair in product([join.field], join.headers)),
    ]


def _with_close(matches: Sequence[ColumnMatch]) -> list[ColumnMatch]:
    """Guesses for headers that named nothing, for fields that nobody named, one header a field."""
    taken = {claim.field for claim in matches}
    guesses: dict[int, str] = {}
    for claim in matches:
        if (
            claim.how is MatchSource.IGNORED
            and (near := fuzzy_match(claim.heading.names[0])) is not None
        ):
            guesses[claim.heading.index] = near.name
    counted = list(guesses.values())
    return [
        ColumnMatch(claim.heading, guess, MatchSource.CLOSE)
        if (guess := guesses.get(claim.heading.index))
        and guess not in taken
        and counted.count(guess) == 1
        else claim
        for claim in matches
    ]
