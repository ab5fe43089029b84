"""The one way to a terminal: whatever a cell, a file's name or OTO says, it obeys nothing of it."""

from collections.abc import Iterable
from typing import Any

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from importer.text import printable


class Terminal(Console):
    """A console of whole lines whose texts are free of what a terminal obeys."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(highlight=False, soft_wrap=True, **settings)

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterable[Segment]:
        """As `Console.render`; its own control codes stand in segments of their own."""
        for segment in super().render(renderable, options):
            if segment.control is None:
                segment = Segment(printable(segment.text), segment.style)
            yield segment
