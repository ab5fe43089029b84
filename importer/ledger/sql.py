"""The SQL files beside this one, read once and when a ledger is opened."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent


@cache
def queries() -> Mapping[str, str]:
    """The statements of queries.sql by name."""
    return dict(_blocks("queries.sql", r"-- name: (\w+)"))


@cache
def versions() -> tuple[tuple[str, ...], ...]:
    """The statements of schema.sql that lead from each version to the next, the first from none."""
    blocks = _blocks("schema.sql", r"-- version (\d+)")
    return tuple(tuple(re.split(r"(?<=;)\n", block)) for _, block in blocks)


def _blocks(file: str, mark: str) -> list[tuple[str, str]]:
    """What each line like `mark` names, and the SQL beneath it without comments."""
    text = (_HERE / file).read_text(encoding="utf-8")
    _, *parts = re.split(rf"^{mark}$", text, flags=re.MULTILINE)
    sql = (re.sub(r"^--.*\n|^\n", "", part, flags=re.MULTILINE).strip() for part in parts[1::2])
    return list(zip(parts[::2], sql, strict=True))
