"""A mistake of ours: one sentence for the user, the code places for whoever mends it."""

import sys
import tempfile

from importer import log
from importer.i18n import SOURCE, Language, _

TEXT = _(
    "Something unexpected happened ({kind}). Nothing is lost: run the same command again, "
    "what was sent is known. Details: {path}"
)


def show_bug(error: BaseException, lang: Language = SOURCE) -> None:
    """One sentence on stderr that names the log, or a file of its own where there is no log."""
    path: object = log.record_crash(error)
    if path is None:
        with tempfile.NamedTemporaryFile(
            "w", prefix="importer-error-", suffix=".txt", delete=False, encoding="utf-8"
        ) as file:
            file.write(log.describe(error))
        path = file.name
    print(TEXT.format(lang, kind=type(error).__name__, path=path), file=sys.stderr)
