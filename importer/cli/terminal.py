"""The one way to a terminal: whatever a cell, a file's name or OTO says, it obeys nothing of it."""

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType
from rich.measure import Measurement
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from importer.i18n import program
from importer.text import printable

_OPTION = r'--[a-z][a-z-]*(?: "[^"]*"| [^\s,.;:)]\S*)'

_PIPE_WIDTH, _ANY_WIDTH = 250, 100_000


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


def terminal_or_pipe() -> Terminal:
    """A terminal's own width; a pipe or a file gets whole lines."""
    return Terminal(width=None if sys.stdout.isatty() else _PIPE_WIDTH)


def print_rows(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table, or where the terminal is too narrow for it a paragraph for each row: a number is
    never cut."""
    terminal = terminal_or_pipe()
    table = Table(*heads, box=None, padding=(0, 2, 0, 0))
    for cells in rows:
        table.add_row(*map(Text, cells))
    whole = terminal.options.update(max_width=_ANY_WIDTH)
    if Measurement.get(terminal, whole, table).maximum <= terminal.width:
        terminal.print(table)
        return
    for first, *others in rows:
        terminal.print(Text(first, style="bold"))
        for head, cell in zip(heads[1:], others, strict=True):
            terminal.print(Text(f"  {head}: {cell}", no_wrap=True))


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
