"""What a merchant settled once and should not be asked again, in one small JSON file.

It holds headers, field names and city names, and no customer data. It is a convenience: a file
that cannot be read is set aside, one that cannot be written is left, and neither ends a run.
"""

import contextlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_NAME = "memory.json"


class Memory:
    """The choices kept in `folder`: columns by the fingerprint of a file's headers, and cities by
    account."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / _NAME

    def columns(self, fingerprint: str) -> dict[str, str]:
        """What was chosen for files with these headers: header key → field."""
        return self._read("columns", fingerprint)

    def remember_columns(self, fingerprint: str, choices: Mapping[str, str]) -> None:
        """Add the choices to those for files with these headers."""
        self._add("columns", fingerprint, choices)

    def forget_columns(self) -> None:
        """Clear what was chosen for columns, of all files."""
        self._write({**self._load(), "columns": {}})

    def city_choices(self, account: str) -> dict[str, str]:
        """The cities that were settled for the account: as written → OTO's name."""
        return self._read("cities", account)

    def remember_cities(self, account: str, choices: Mapping[str, str]) -> None:
        """Add the choices to the account's cities."""
        self._add("cities", account, choices)

    def _read(self, shelf: str, key: str) -> dict[str, str]:
        kept = self._load()[shelf].get(key)
        if not isinstance(kept, dict):
            return {}
        return {name: choice for name, choice in kept.items() if isinstance(choice, str)}

    def _add(self, shelf: str, key: str, choices: Mapping[str, str]) -> None:
        if not choices:
            return
        kept = self._load()
        kept[shelf][key] = {**self._read(shelf, key), **choices}
        self._write(kept)

    def _load(self) -> dict[str, dict[str, Any]]:
        kept: object = None
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
        except OSError:
            kept = {}
        except ValueError:
            pass
        if not isinstance(kept, dict):
            self._set_aside()
            kept = {}
        shelves = ((name, kept.get(name)) for name in ("columns", "cities"))
        return {name: shelf if isinstance(shelf, dict) else {} for name, shelf in shelves}

    def _set_aside(self) -> None:
        with contextlib.suppress(OSError):
            self._path.replace(self._path.with_suffix(".damaged.json"))

    def _write(self, kept: Mapping[str, object]) -> None:
        """To a file of this process's own and renamed, so that a reader never meets half a file."""
        fresh = self._path.with_suffix(f".{os.getpid()}.tmp")
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_text(json.dumps(kept, ensure_ascii=False, indent=1), encoding="utf-8")
            fresh.replace(self._path)
