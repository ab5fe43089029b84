"""How this program was started: every command that it prints is one that works here."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

_SCRIPT = "oto-importer"
_PYTHONS = ("python", "python3")


def words_of_program() -> list[str]:
    """The words that start this program again: the short ones where the shell finds them."""
    script = Path(sys.argv[0])
    if script.stem == _SCRIPT:
        return [_SCRIPT if _found(_SCRIPT) == script.absolute() else str(script.absolute())]
    here = Path(sys.executable).absolute()
    python = next((name for name in _PYTHONS if _found(name) == here), str(here))
    return [python, "-m", "importer"]


def quoted(words: list[str]) -> str:
    """The words as this system's shell takes them."""
    return subprocess.list2cmdline(words) if os.name == "nt" else shlex.join(words)


def _found(name: str) -> Path | None:
    found = shutil.which(name)
    return Path(found).absolute() if found else None
