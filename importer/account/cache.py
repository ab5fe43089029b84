"""OTO's answers kept for an hour, so that checking a file again costs no calls."""

import hashlib
import json
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

_KEPT = 3600.0  # seconds


class AccountCache:
    """The answers of one account, in one JSON file of `folder`.

    A file that is missing, damaged or not writable is no obstacle: then nothing is kept. `clock`
    gives seconds since 1970.
    """

    def __init__(self, folder: Path, account: str, clock: Callable[[], float]) -> None:
        name = hashlib.sha256(account.encode()).hexdigest()[:16]
        self._path = folder / f"account-{name}.json"
        self._clock = clock
        self._kept = self._read()

    def get(self, name: str) -> Any:
        """The answer of that name, None when there is none younger than an hour."""
        entry: Any = self._kept.get(name)
        with suppress(TypeError, KeyError, ValueError):
            age = self._clock() - float(entry["at"])
            return entry["answer"] if 0 <= age < _KEPT else None
        return None

    def put(self, name: str, answer: Any) -> None:
        """Keep an answer; `save` writes it."""
        self._kept[name] = {"at": self._clock(), "answer": answer}

    def save(self) -> None:
        """Write the answers, whole or not at all, and clear away those that are stale."""
        beside = self._path.with_suffix(f".{os.getpid()}.tmp")
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(json.dumps(self._kept, ensure_ascii=False), encoding="utf-8")
            beside.replace(self._path)
            self._sweep()

    def _sweep(self) -> None:
        for path in self._path.parent.glob("account-*"):
            if path != self._path and self._clock() - path.stat().st_mtime > _KEPT:
                path.unlink()

    def _read(self) -> dict[str, Any]:
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return kept if isinstance(kept, dict) else {}
