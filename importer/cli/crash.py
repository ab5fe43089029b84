"""A mistake of ours: one line for the user, the places for whoever mends it."""

import sys
import tempfile
import traceback

TEXT = (
    "Something unexpected happened ({kind}). Nothing is lost: run the same command again, "
    "what was sent is known. Details: {path}"
)


def show_bug(error: BaseException) -> None:
    """One line on stderr. The details hold no cell's content: kinds of errors and places only."""
    places = traceback.format_list(traceback.extract_tb(error.__traceback__))
    with tempfile.NamedTemporaryFile(
        "w", prefix="importer-error-", suffix=".txt", delete=False, encoding="utf-8"
    ) as file:
        file.write("\n".join([type(error).__name__, *places]))
    print(TEXT.format(kind=type(error).__name__, path=file.name), file=sys.stderr)
