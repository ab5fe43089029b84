"""The one way to a terminal: whatever a cell, a file's name or OTO says, it obeys nothing of it."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.text import Text

from importer.i18n import program
from importer.text import printable

_OPTION = r'--[a-z][a-z-]*(?: "[^"]*"| [^\s,.;:)]\S*)'


class Terminal(Console):
    """A console of whole lines whose texts are free of what a terminal obeys.

    On a terminal a `Text` is wrapped between words, never within a command or an option that may be
    copied; one with `no_wrap` (a path) stays whole.
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__(highlight=False, soft_wrap=True, **settings)

    def print(self, *objects: Any, **settings: Any) -> None:
        """As `Console.print`."""
        super().print(*map(self._wrapped, objects), **settings)

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterable[Segment]:
        """As `Console.render`; its own control codes stand in segments of their own."""
        for segment in super().render(renderable, options):
            if segment.control is None:
                segment = Segment(printable(segment.text), segment.style)
            yield segment

    def _wrapped(self, text: Any) -> Any:
        if not (self.is_terminal and isinstance(text, Text)) or text.no_wrap:
            return text
        indent = " " * (len(text.plain) - len(text.plain.lstrip(" ")))
        lines = text.divide(_line_ends(text.plain, self.width, len(indent)))
        for line in lines[:-1]:
            line.rstrip()
        return Text(f"\n{indent}").join(lines)


def _line_ends(text: str, width: int, indent: int) -> Iterator[int]:
    """Where the text's lines end, so that each is as wide as the terminal at the most, unless one
    word, option or command is wider; all but the first are indented."""
    kept = re.compile(rf"(?:{re.escape(program())}[^”`]*|{_OPTION}|\S)+\s*")
    column = indent
    for piece in kept.finditer(text):
        if column > indent and column + cell_len(piece[0].rstrip()) > width:
            yield piece.start()
            column = indent
        column += cell_len(piece[0])
