"""HTML made of escaped parts: nothing that a cell holds can become markup."""

import html
from collections.abc import Iterable
from typing import NamedTuple


class Markup(NamedTuple):
    """Text that is HTML already; any other text is escaped on its way in."""

    html: str


Part = Markup | str | int | None


def escaped(part: Part) -> str:
    """The part as HTML."""
    if isinstance(part, Markup):
        return part.html
    return "" if part is None else html.escape(str(part), quote=True)


def tag(name: str, *parts: Part, **attributes: str | int | bool | None) -> Markup:
    """An element; `class_` is the attribute class, `data_x` is data-x, False or None leaves out."""
    written = "".join(_attribute(key, value) for key, value in attributes.items())
    return Markup(f"<{name}{written}>{''.join(map(escaped, parts))}</{name}>")


def joined(parts: Iterable[Markup]) -> Markup:
    """The parts one after another."""
    return Markup("\n".join(part.html for part in parts))


def _attribute(key: str, value: str | int | bool | None) -> str:
    name = key.rstrip("_").replace("_", "-")
    if value is None or value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{html.escape(str(value), quote=True)}"'
