"""What a report remembers for its re-run, in hidden rows under the Summary.

Cells survive what custom parts of a workbook do not: both Excel and LibreOffice write them back.
Base64 keeps a spreadsheet's corrections (quotes, spaces, dates) away from the text.
"""

import base64
import binascii
import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field

KEY = "importer:run"
_CHUNK = 30_000  # characters a cell; Excel holds 32,767
_MOST = 64 * 1024 * 1024  # bytes that a memo may unfold to


@dataclass(frozen=True, slots=True)
class EmbeddedState:
    """How the first run read the file.

    `maps` and `constants` as in the table; `options` and `cities` as in the run; `order_ids` the
    rows ("2-4, 9") whose own cell under `order_header` was empty, and the order they belong to;
    `valid` the orders of a check that are ready, and so not in the report.
    """

    file: str
    report: str
    lang: str
    maps: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)
    cities: Mapping[str, str] = field(default_factory=dict)
    order_header: str = ""
    order_ids: Mapping[str, str] = field(default_factory=dict)
    valid: int = 0


def to_chunks(memo: EmbeddedState) -> list[str]:
    """The memo as texts that fit into cells."""
    packed = zlib.compress(json.dumps(asdict(memo)).encode(), 9)
    text = base64.b64encode(packed).decode("ascii")
    return [text[start : start + _CHUNK] for start in range(0, len(text), _CHUNK)]


def from_chunks(chunks: Iterable[str]) -> EmbeddedState | None:
    """The memo that `to_chunks` wrote, or None when it is gone or damaged."""
    try:
        packed = base64.b64decode("".join("".join(chunk.split()) for chunk in chunks))
        told = json.loads(zlib.decompressobj().decompress(packed, _MOST))
        return EmbeddedState(**told) if _sound(told) else None
    except (binascii.Error, zlib.error, ValueError, TypeError):
        return None


def _sound(told: object) -> bool:
    """A memo may have been edited by anyone: texts only, and texts by name."""
    if not isinstance(told, dict):
        return False
    texts = ("file", "report", "lang", "order_header")
    tables = ("maps", "constants", "options", "cities", "order_ids")
    return (
        all(isinstance(told.get(name), str) for name in texts)
        and all(_is_text_table(told.get(name)) for name in tables)
        and isinstance(told.get("valid"), int)
    )


def _is_text_table(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(cell, str) for cell in value.values())
