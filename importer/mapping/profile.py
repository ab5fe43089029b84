"""A known export: which header is which field, and what else must be known to read it.

docs/profiles.md explains the file for merchants; `profiles/` holds those of known shops.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from importer.errors import UsageError, reason_of
from importer.i18n import Message, _, without_marks
from importer.mapping.items import PARSERS
from importer.mapping.vocabulary import resolve_field
from importer.text import fold_header

ANY = "*"  # in [cancelled]: whatever the cell holds; after a header of [items]: any number
_LISTS = ("recognise", "ignore", "empty", "per_line")
_TABLES = (
    "columns", "join", "fallback", "join_fallback", "first_known", "values", "constants", "items",
    "cancelled",
)  # fmt: skip
_MOST_BYTES = 2**18  # of a profile; those of known shops need a hundredth
_FLAGS = ("carry_down", "sum_items", "summary_rows", "variant_rows")
ENTRIES: Mapping[str, type] = {
    "name": str,
    **dict.fromkeys(_LISTS, list),
    **dict.fromkeys(_TABLES, dict),
    **dict.fromkeys(_FLAGS, bool),
}
_TYPE_NAMES = {
    str: _("a text in quotes"),
    list: _("a list"),
    dict: _("a table"),
    bool: _("true or false"),
}


@dataclass(frozen=True)
class Join:
    """Columns whose cells make up one field, with what stands between them."""

    field: str
    headers: tuple[str, ...]
    between: str


@dataclass(frozen=True)
class Profile:
    """How one export is read. Headers are keys (`fold_header`), fields are canonical names.

    `columns` are in order of preference where several mean one field. `fallback` and
    `join_fallback` serve rows in which the field is empty, for an address only when all of it is.
    `first_known` fields take the first column whose cell is in the value table, else the last one
    that holds something. `per_line` order fields hold a share per row; the order's value is their
    sum. `sum_items`: the export has no order total, lines and shipping add up to it. `carry_down`:
    a row without order id belongs to the order above it. `summary_rows`: an order of several items
    has a row of its own that sums them up and names none. `variant_rows`: a product with variants
    has a second row, of the variant, without a price. `items` headers hold all items of an order in
    one cell, by the parser's name. `cancelled` headers and the cells (keys, or `*`) that say that
    an order is cancelled. `empty` are texts that mean an empty cell. `entries` are what
    `profile_of` made it of.
    """

    name: str
    recognise: tuple[frozenset[str], ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    join: tuple[Join, ...] = ()
    fallback: Mapping[str, str] = field(default_factory=dict)
    join_fallback: tuple[Join, ...] = ()
    first_known: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    items: Mapping[str, str] = field(default_factory=dict)
    cancelled: Mapping[str, frozenset[str]] = field(default_factory=dict)
    ignore: frozenset[str] = frozenset()
    empty: frozenset[str] = frozenset()
    per_line: frozenset[str] = frozenset()
    carry_down: bool = False
    sum_items: bool = False
    summary_rows: bool = False
    variant_rows: bool = False
    entries: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    def headers(self) -> frozenset[str]:
        """Every header that the profile makes use of."""
        joined = (key for join in (*self.join, *self.join_fallback) for key in join.headers)
        known = (key for keys in self.first_known.values() for key in keys)
        return frozenset({*self.columns, *self.fallback, *joined, *known, *self.items})

    def inputs(self) -> list[tuple[str, str]]:
        """(field, header) of all columns that are chosen between, joined or fallen back on.

        Of those to choose between the last stands first: what nobody knows is its cell.
        """
        chosen = self.first_known.items()
        return [
            *((name, key) for name, keys in chosen for key in reversed(keys)),
            *((join.field, key) for join in self.join for key in join.headers),
            *((name, key) for key, name in self.fallback.items()),
            *((join.field, key) for join in self.join_fallback for key in join.headers),
        ]

    def items_header(self, key: str) -> str | None:
        """The header of item cells that a column of this key has, None when it holds no items."""
        for header in self.items:
            stem = header.removesuffix(ANY)
            if key == header or (
                header.endswith(ANY) and re.fullmatch(rf"{re.escape(stem)}\d+", key)
            ):
                return header
        return None


@cache
def builtin_profiles() -> tuple[Profile, ...]:
    """Our own profiles, in the order of their file names."""
    folder = Path(__file__).with_name("profiles")
    return tuple(read_profile(path) for path in sorted(folder.glob("*.toml")))


def recognise(keys: frozenset[str]) -> Profile | None:
    """The export whose headers stand here; of several the one that more headers speak for."""
    recognised = [
        (len(headers), profile)
        for profile in builtin_profiles()
        for headers in profile.recognise
        if headers <= keys
    ]
    return max(recognised, key=lambda each: each[0], default=(0, None))[1]


class _ProfileError(Exception):
    """What is wrong with an entry."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message


def read_profile(path: Path) -> Profile:
    """The profile in a TOML file; raises UsageError that says what is wrong with it."""
    try:
        with path.open("rb") as file:
            toml = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise UsageError(
            _("The profile {path} cannot be opened: {reason}.", path=path, reason=reason_of(error))
        ) from error
    if len(toml) > _MOST_BYTES:
        raise _unusable(path, _("it is longer than {size} KB", size=_MOST_BYTES // 2**10))
    try:
        # Names that were copied from a report bring marks of direction along.
        entries = tomllib.loads(without_marks(toml.decode("utf-8-sig")))
    except (ValueError, RecursionError) as error:
        what = _("it is not valid TOML: {error}", error=error)
        raise _unusable(path, what) from error
    return profile_of(entries, path)


def profile_of(entries: Mapping[str, Any], path: Path) -> Profile:
    """The profile of the entries that stand in `path`, a profile or a report that remembers one:
    they may be anything. Raises UsageError that says what is wrong with them."""
    try:
        return _profile_of({"name": path.stem, **entries})
    except UsageError as error:
        raise UsageError(
            _("{path}: {message}", path=path, message=error.message), error.cure
        ) from error
    except _ProfileError as error:
        raise _unusable(path, error.message) from error


def _unusable(path: Path, what: Message) -> UsageError:
    return UsageError(
        _("{path}: this profile cannot be used: {what}.", path=path, what=what),
        _("docs/profiles.md shows how a profile is written."),
    )


def _profile_of(toml: Mapping[str, Any]) -> Profile:
    for key, value in toml.items():
        if key not in ENTRIES:
            known = ", ".join(sorted(ENTRIES))
            raise _ProfileError(
                _("it has an unknown entry “{key}”; known are {known}", key=key, known=known)
            )
        if not isinstance(value, ENTRIES[key]):
            kind = _TYPE_NAMES[ENTRIES[key]]
            raise _ProfileError(_("“{key}” must be {kind}", key=key, kind=kind))
    table = {name: toml.get(name, {}) for name in _TABLES}
    lists = {name: toml.get(name, []) for name in _LISTS}
    return Profile(
        name=toml["name"],
        recognise=tuple(frozenset(_keys(each, "recognise")) for each in lists["recognise"]),
        columns=_fields_of_headers(table["columns"], "columns"),
        join=_joins(table["join"], "join"),
        fallback=_fields_of_headers(table["fallback"], "fallback"),
        join_fallback=_joins(table["join_fallback"], "join_fallback"),
        first_known={
            _field(name): _keys(headers, "first_known")
            for name, headers in table["first_known"].items()
        },
        values={
            _field(name): _values(cells, f"values.{name}")
            for name, cells in table["values"].items()
        },
        constants={
            _field(name): _text(value, "constants") for name, value in table["constants"].items()
        },
        items=_item_parsers(table["items"]),
        cancelled={
            fold_header(header): frozenset(
                cell if cell == ANY else fold_header(cell) for cell in _texts(cells, "cancelled")
            )
            for header, cells in table["cancelled"].items()
        },
        ignore=frozenset(_keys(lists["ignore"], "ignore")),
        empty=frozenset(_texts(lists["empty"], "empty")),
        per_line=frozenset(map(_field, _texts(lists["per_line"], "per_line"))),
        **{name: toml.get(name, False) for name in _FLAGS},
        entries=toml,
    )


def _fields_of_headers(table: Mapping[str, Any], entry: str) -> dict[str, str]:
    return {fold_header(header): _field(_text(name, entry)) for header, name in table.items()}


def _joins(table: Mapping[str, Any], entry: str) -> tuple[Join, ...]:
    """`field = [headers]`, or `field = {columns = [headers], between = ", "}`."""
    joins = []
    for name, value in table.items():
        spec = value if isinstance(value, dict) else {"columns": value}
        keys = _keys(spec.get("columns"), f"{entry}.{name}")
        between = _text(spec.get("between", " "), f"{entry}.{name}")
        joins.append(Join(_field(name), keys, between))
    return tuple(joins)


def _values(table: object, entry: str) -> dict[str, str]:
    if not isinstance(table, dict):
        raise _ProfileError(_("“{entry}” must be a table", entry=entry))
    return {fold_header(cell): _text(value, entry) for cell, value in table.items()}


def _item_parsers(table: Mapping[str, Any]) -> dict[str, str]:
    for parser in table.values():
        if _text(parser, "items") not in PARSERS:
            raise _ProfileError(
                _(
                    "there is no way “{parser}” to read items; known are {known}",
                    parser=parser,
                    known=", ".join(PARSERS),
                )
            )
    return {
        fold_header(header) + (ANY if header.endswith(ANY) else ""): parser
        for header, parser in table.items()
    }


def _field(name: str) -> str:
    known = resolve_field(name)
    if known is None:
        raise UsageError(_("To leave a column out, list it under ignore."))
    return known.name


def _keys(headers: object, entry: str) -> tuple[str, ...]:
    return tuple(map(fold_header, _texts(headers, entry)))


def _texts(value: object, entry: str) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise _ProfileError(_("“{entry}” must be a list of texts in quotes", entry=entry))
    return value


def _text(value: object, entry: str) -> str:
    """A number may stand without quotes."""
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return str(value)
    raise _ProfileError(_("“{entry}” must hold texts in quotes", entry=entry))
