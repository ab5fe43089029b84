"""What each column says it is, before two that say the same are told apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from importer.catalog import BY_NAME, ITEM_NAME, Part
from importer.errors import UsageError
from importer.i18n import _
from importer.mapping.header import HeaderCell, HeaderRow
from importer.mapping.profile import Profile
from importer.mapping.vocabulary import (
    MatchSource,
    exact_match,
    fuzzy_match,
    is_no_field,
    nearest_names,
    resolve_field,
    word_keys,
)
from importer.reading import column_letter
from importer.text import fold_header

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
    """A column and the field that it says it holds (None: none). `priority` is its place among its
    profile's columns, or 1 for a header that counts only without the group above it.
    `is_input`: the profile uses it, but not as the field's own column."""

    header_cell: HeaderCell
    field: str | None
    how: MatchSource
    priority: int = 0
    is_input: bool = False

    @property
    def column(self) -> int:
        """The column's number (0-based)."""
        return self.header_cell.column

    @property
    def header(self) -> str:
        """The header as the merchant reads it."""
        return self.header_cell.text

    @property
    def key(self) -> str:
        """The header as a key."""
        return self.header_cell.key

    @property
    def rank(self) -> tuple[float, int]:
        """The lower, the stronger. A header of the customer that says that it is about the
        delivery is preferred to one that does not."""
        strength: float = _STRENGTH.index(self.how)
        if self.how in (MatchSource.LABEL, MatchSource.ALIAS) and self.field is not None:
            is_customer = BY_NAME[self.field].part is Part.CUSTOMER
            if is_customer and any(word in self.key for word in word_keys("delivery")):
                strength = _STRENGTH.index(MatchSource.LABEL) - 0.5
        return strength, self.priority


def match_columns(
    header_row: HeaderRow,
    maps: Mapping[str, str],
    remembered: Mapping[str, str],
    profile: Profile | None,
) -> list[ColumnMatch]:
    """One match a header, and one for each column without a header that `maps` names by letter.

    Raises UsageError for a header or field of `maps` that does not exist.
    """
    asked = _matches_of_map(header_row, maps)
    settled = {**_matches_of_memory(header_row, remembered), **asked}
    matches = [
        settled.get(cell.column) or _match_by_name(cell, profile) for cell in header_row.cells
    ]
    headed = {cell.column for cell in header_row.cells}
    matches += [match for column, match in settled.items() if column not in headed]
    return matches if profile else _with_fuzzy_matches(matches)


def _matches_of_map(header_row: HeaderRow, maps: Mapping[str, str]) -> dict[int, ColumnMatch]:
    matches: dict[int, ColumnMatch] = {}
    for name, field_name in maps.items():
        cells = _cells_named(header_row, name)
        if not cells:
            texts = [cell.text for cell in header_row.cells]
            near = ", ".join(f"“{text}”" for text in nearest_names(name, texts) or texts[:8])
            raise UsageError(
                _("No column has the header “{name}”.", name=name),
                _("The nearest headers are: {near}.", near=near),
            )
        known = resolve_field(field_name)
        field = known.name if known else None
        matches |= {cell.column: ColumnMatch(cell, field, MatchSource.MAP) for cell in cells}
    return matches


def _matches_of_memory(
    header_row: HeaderRow, remembered: Mapping[str, str]
) -> dict[int, ColumnMatch]:
    """A field that this version does not know any more is passed over."""
    return {
        cell.column: ColumnMatch(
            cell, None if is_no_field(field) else field, MatchSource.REMEMBERED
        )
        for header, field in remembered.items()
        if field in BY_NAME or is_no_field(field)
        for cell in _cells_named(header_row, header)
    }


def _cells_named(header_row: HeaderRow, name: str) -> list[HeaderCell]:
    """By header; else by column letter, also of a column that has no header."""
    key = fold_header(name)
    cells = [
        cell
        for cell in header_row.cells
        if key and key in map(fold_header, (cell.text, *cell.names))
    ]
    letter = name.strip().upper()
    column = next((c for c in header_row.columns if column_letter(c) == letter), None)
    if cells or column is None:
        return cells
    headed = [cell for cell in header_row.cells if cell.column == column]
    return headed or [HeaderCell(column, letter, (letter,))]


def _match_by_name(cell: HeaderCell, profile: Profile | None) -> ColumnMatch:
    exact = exact_match(cell.text)
    if exact and exact[1] is MatchSource.CANONICAL:
        return ColumnMatch(cell, exact[0].name, MatchSource.CANONICAL)
    if profile is not None and (match := _match_by_profile(cell, profile)) is not None:
        return match
    for priority, name in enumerate(cell.names):
        if exact := exact_match(name):
            return ColumnMatch(cell, exact[0].name, exact[1], priority)
    return ColumnMatch(cell, None, MatchSource.IGNORED)


def _match_by_profile(cell: HeaderCell, profile: Profile) -> ColumnMatch | None:
    key = cell.key
    if key in profile.columns:
        priority = list(profile.columns).index(key)
        return ColumnMatch(cell, profile.columns[key], MatchSource.PROFILE, priority)
    for priority, (field, header) in enumerate(profile.inputs(), start=len(profile.columns)):
        if key == header:
            return ColumnMatch(cell, field, MatchSource.PROFILE, priority, is_input=True)
    if profile.items_header(key) is not None:
        return ColumnMatch(cell, ITEM_NAME.name, MatchSource.PROFILE, is_input=True)
    if key in profile.cancelled:
        return ColumnMatch(cell, None, MatchSource.PROFILE, is_input=True)
    return ColumnMatch(cell, None, MatchSource.IGNORED) if key in profile.ignore else None


def _with_fuzzy_matches(matches: Sequence[ColumnMatch]) -> list[ColumnMatch]:
    """Guesses for headers that named nothing, for fields that nobody named, one header a field."""
    matched = {match.field for match in matches}
    guesses = {
        match.column: guess.name
        for match in matches
        if match.how is MatchSource.IGNORED
        and (guess := fuzzy_match(match.header_cell.names[0])) is not None
    }
    fields = list(guesses.values())
    lone = {
        column: field
        for column, field in guesses.items()
        if field not in matched and fields.count(field) == 1
    }
    return [
        ColumnMatch(match.header_cell, lone[match.column], MatchSource.CLOSE)
        if match.column in lone
        else match
        for match in matches
    ]
