"""Row numbers as people read them: `2-4, 9`."""

import re
from collections.abc import Iterable, Iterator, Sequence

MAX_ROWS = 1_048_576  # of a sheet of Excel; no row has a higher number
_RANGE = re.compile(r"\s*(\d{1,7})(?:-(\d{1,7}))?\s*", re.ASCII)


def format_rows(rows: Iterable[int]) -> str:
    """The rows as ranges, ascending, each once: (9, 2, 3, 4) is `2-4, 9`."""
    numbers = sorted(set(rows))
    if not numbers or numbers[-1] - numbers[0] == len(numbers) - 1:  # of most orders
        return _range(numbers[0], numbers[-1]) if numbers else ""
    return ", ".join(_range(first, last) for first, last in _ranges(numbers))


def parse_rows(text: str) -> tuple[int, ...]:
    """The rows of a text such as `2-4, 9` or `2,3,4,9`; none of an empty one.

    Raises ValueError for any other text, and before more rows are made of it than a sheet has.
    """
    rows: list[int] = []
    for part in text.split(",") if text else ():
        match = _RANGE.fullmatch(part)
        if match is None:
            raise ValueError(f"not a range of rows: {part[:40]!r}")
        first, last = int(match[1]), int(match[2] or match[1])
        if not (0 < first <= last <= MAX_ROWS and len(rows) + last - first < MAX_ROWS):
            raise ValueError(f"not rows of a sheet: {part[:40]!r}")
        rows.extend(range(first, last + 1))
    return tuple(rows)


def _range(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}-{last}"


def _ranges(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    first = last = numbers[0]
    for row in numbers[1:]:
        if row > last + 1:
            yield first, last
            first = row
        last = row
    yield first, last
