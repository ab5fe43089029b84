"""Problems in the words of one language, each with its place in the merchant's file."""

from functools import lru_cache

from importer.i18n import Language, Message, _
from importer.problems import CODES, Code, Explained, Problem, Severity, Where, explain

_ANY_TEXT = _("{text}")
_LONGEST = 800  # characters of one message: a cell may hold 32,767
_NO_CURE = Message("")


def code_of(found: Problem) -> Code:
    """The problem's code; one that the table does not know is a problem in its own text."""
    known = CODES.get(found.code)
    return known or Code(found.code, Severity.PROBLEM, _ANY_TEXT, _NO_CURE)


class ProblemFormatter:
    """Explains problems; `where` turns their places into cells and headers."""

    def __init__(self, where: Where, lang: Language) -> None:
        self.where = where
        self.lang = lang

    def explain(self, found: Problem) -> Explained:
        """The problem in words, on one line and without what XML cannot hold."""
        said = explain(found, code_of(found), self.where, self.lang)
        message, cure = one_line(said.message) or found.code, one_line(said.cure)
        return Explained(found, said.severity, said.cell, said.header, message, cure)


@lru_cache(maxsize=1024)  # cures, and many messages, are said again and again
def one_line(text: str) -> str:
    """The text on one line of bounded length, lone surrogates (from OTO's JSON) replaced."""
    line = " ".join(text.encode("utf-8", "replace").decode("utf-8").split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
