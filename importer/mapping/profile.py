"""A known export: which header is which field, and what else must be known to read it.

docs/profiles.md explains the file for merchants; `profiles/` holds those of known shops.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from importer.errors import UsageError
from importer.i18n import Message, _
from importer.mapping.items import PARSERS
from importer.mapping.vocabulary import field_meant
from importer.text import fold_header

ANY = "*"  # in [cancelled]: whatever the cell holds
_LISTS = {"recognise", "ignore", "empty", "per_line"}
_TABLES = {
    "columns", "join", "fallback", "join_fallback", "first_known", "values", "constants", "items",
    "cancelled",
}  # fmt: skip
_FLAGS = {"carry_down", "sum_items", "summary_rows"}
_KEYS = {"name", *_LISTS, *_TABLES, *_FLAGS}
_KINDS: dict[type, tuple[Message, set[str]]] = {
    str: (_("a text in quotes"), {"name"}),
    list: (_("a list"), _LISTS),
    dict: (_("a table"), _TABLES),
    bool: (_("true or false"), _FLAGS),
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
    has a row of its own that sums them up and names none. `items` headers hold all items of an
    order in one cell, by the parser's name. `cancelled` headers and the cells (keys, or `*`) that
    say that an order is cancelled. `empty` are texts that mean an empty cell.
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

    def headers(self) -> frozenset[str]:
        """Every header that the profile makes use of."""
        joined = (key for join in (*self.join, *self.join_fallback) for key in join.headers)
        known = (key for keys in self.first_known.values() for key in keys)
        return frozenset({*self.columns, *self.fallback, *joined, *known, *self.items})

    def fields(self) -> frozenset[str]:
        """Every field that the profile may give a column."""
        joins = (join.field for join in (*self.join, *self.join_fallback))
        return frozenset(
            {*self.columns.values(), *self.fallback.values(), *joins, *self.first_known}
        )

    def items_header(self, key: str) -> str | None:
        """The header of item cells that a column of this key has, None when it holds no items."""
        for header in self.items:
            stem = header.removesuffix(ANY)
            if key == header or (
                header.endswith(ANY) and re.fullmatch(rf"{re.escape(stem)}\d+", key)
            ):
                return header
        return None


def read_profile(path: Path) -> Profile:
    """The profile in a TOML file; raises UsageError that says what is wrong with it."""
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UsageError(
            _("The profile {path} cannot be opened: {reason}.", path=path, reason=error.strerror)
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _wrong(path, _("it is not valid TOML: {error}", error=error)) from error
    return parse_profile(written, path)


@cache
def builtin_profiles() -> tuple[Profile, ...]:
    """Our own profiles, in the order of their file names."""
    folder = Path(str(files("importer.mapping") / "profiles"))
    return tuple(read_profile(path) for path in sorted(folder.glob("*.toml")))


def recognise(keys: frozenset[str]) -> Profile | None:
    """The export whose headers stand here; of several the one that more headers speak for."""
    best: tuple[int, Profile] | None = None
    for profile in builtin_profiles():
        for wanted in profile.recognise:
            if wanted <= keys and (best is None or len(wanted) > best[0]):
                best = (len(wanted), profile)
    return best[1] if best else None


def parse_profile(written: Mapping[str, Any], path: Path) -> Profile:
    """The profile from its parsed TOML; `path` is for messages."""
    _check_shape(written, path)
    try:
        return _built(written, path)
    except UsageError as error:
        if str(error).startswith(str(path)):
            raise
        raise UsageError(
            _("{path}: {message}", path=path, message=error.message), error.cure
        ) from error


def _check_shape(written: Mapping[str, Any], path: Path) -> None:
    for key, value in written.items():
        if key not in _KEYS:
            known = ", ".join(sorted(_KEYS))
            raise _wrong(
                path, _("it has an unknown entry “{key}”; known are {known}", key=key, known=known)
            )
        wanted = next(kind for kind, (_name, keys) in _KINDS.items() if key in keys)
        if not isinstance(value, wanted):
            raise _wrong(path, _("“{key}” must be {kind}", key=key, kind=_KINDS[wanted][0]))


def _built(written: Mapping[str, Any], path: Path) -> Profile:
    table = {name: written.get(name, {}) for name in _TABLES}
    return Profile(
        name=written.get("name", path.stem),
        recognise=tuple(
            frozenset(fold_header(header) for header in _texts(headers, "recognise", path))
            for headers in written.get("recognise", [])
        ),
        columns=_columns(table["columns"], "columns", path),
        join=_joins(table["join"], "join", path),
        fallback=_columns(table["fallback"], "fallback", path),
        join_fallback=_joins(table["join_fallback"], "join_fallback", path),
        first_known={
            _field(name): tuple(map(fold_header, _texts(headers, "first_known", path)))
            for name, headers in table["first_known"].items()
        },
        values={
            _field(name): {
                fold_header(cell): str(_plain(value, f"values.{name}", path))
                for cell, value in _table(cells, f"values.{name}", path).items()
            }
            for name, cells in table["values"].items()
        },
        constants={
            _field(name): str(_plain(value, "constants", path))
            for name, value in table["constants"].items()
        },
        items=_items(table["items"], path),
        cancelled={
            fold_header(header): frozenset(
                cell if cell == ANY else fold_header(cell)
                for cell in _texts(cells, "cancelled", path)
            )
            for header, cells in table["cancelled"].items()
        },
        ignore=frozenset(map(fold_header, _texts(written.get("ignore", []), "ignore", path))),
        empty=frozenset(_texts(written.get("empty", []), "empty", path)),
        per_line=frozenset(
            _field(name) for name in _texts(written.get("per_line", []), "per_line", path)
        ),
        carry_down=written.get("carry_down", False),
        sum_items=written.get("sum_items", False),
        summary_rows=written.get("summary_rows", False),
    )


def _columns(table: Mapping[str, Any], where: str, path: Path) -> dict[str, str]:
    return {
        fold_header(header): _field(str(_plain(name, where, path)))
        for header, name in table.items()
    }


def _joins(table: Mapping[str, Any], where: str, path: Path) -> tuple[Join, ...]:
    """`field = [headers]`, or `field = {columns = [headers], between = ", "}`."""
    joins = []
    for name, entry in table.items():
        spec = entry if isinstance(entry, dict) else {"columns": entry}
        headers = _texts(spec.get("columns"), f"{where}.{name}", path)
        between = _plain(spec.get("between", " "), f"{where}.{name}", path)
        joins.append(Join(_field(name), tuple(map(fold_header, headers)), str(between)))
    return tuple(joins)


def _items(table: Mapping[str, Any], path: Path) -> dict[str, str]:
    for parser in table.values():
        if parser not in PARSERS:
            known = ", ".join(PARSERS)
            raise _wrong(
                path,
                _(
                    "there is no way “{parser}” to read items; known are {known}",
                    parser=parser,
                    known=known,
                ),
            )
    # A star at the end stands for any number: line_item_1, line_item_2 ...
    return {
        fold_header(h) + (ANY if h.endswith(ANY) else ""): parser for h, parser in table.items()
    }


def _field(name: str) -> str:
    meant = field_meant(name)
    if meant is None:
        raise UsageError(_("To leave a column out, list it under ignore."))
    return meant.name


def _texts(value: object, where: str, path: Path) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise _wrong(path, _("“{entry}” must be a list of texts in quotes", entry=where))
    return value


def _table(value: object, where: str, path: Path) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise _wrong(path, _("“{entry}” must be a table", entry=where))
    return value


def _plain(value: object, where: str, path: Path) -> object:
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return value
    raise _wrong(path, _("“{entry}” must hold texts in quotes", entry=where))


def _wrong(path: Path, what: Message) -> UsageError:
    return UsageError(
        _("{path}: this profile cannot be used: {what}.", path=path, what=what),
        _("docs/profiles.md shows how a profile is written."),
    )  # fmt: skip
