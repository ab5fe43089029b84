"""Plain texts by the hundred: whether all of them would stand as they are, asked of all at once.

The plain way is `registry.cell_parser`, of every cell by itself.
"""

import re
from collections.abc import Callable, Sequence

from importer.catalog import Field, Kind
from importer.parsing.damaged_text import may_be_damaged
from importer.parsing.parser import DASHES, may_be_nothing
from importer.text import are_stripped

_SHORTENED = re.compile(r"\.[0-9]+E[0-9]")  # as Java shortens numbers
# What an id may be wrapped in, and the mark of Excel's shortened numbers.
_WRAPPING = "'\"’=+"


def all_plain(field: Field) -> Callable[[Sequence[str]], bool] | None:
    """Whether all of some texts stand as they are; None for fields whose cells are looked at."""
    if field.allowed or field.pattern:
        return None
    return {Kind.TEXT: _plain_prose, Kind.CODE: _plain_codes}.get(field.kind)


def _plain_prose(texts: Sequence[str]) -> bool:
    joined = "\n".join(texts)
    return (
        are_stripped(texts)
        and DASHES.isdisjoint(texts)
        and not may_be_damaged(joined)
        and not may_be_nothing(joined)
    )


def _plain_codes(texts: Sequence[str]) -> bool:
    joined = "".join(texts)
    wrapped = any(mark in joined for mark in _WRAPPING)
    shortened = _SHORTENED.search(joined) is not None
    return joined.isascii() and not (wrapped or shortened) and _plain_prose(texts)
