"""Compiles the translations while the package is built, for a plain install and an editable one."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileTranslations(BuildHookInterface[Any]):
    """Puts an `importer.mo` beside every `importer.po`."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before the files are gathered."""
        for path in Path(self.root, "importer", "locale").glob("*/LC_MESSAGES/*.po"):
            with path.open("rb") as sentences, path.with_suffix(".mo").open("wb") as compiled:
                write_mo(compiled, read_po(sentences))
