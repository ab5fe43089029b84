"""Row numbers as people read them: `2-4, 9`."""

from collections.abc import Iterable, Iterator


def rows_text(rows: Iterable[int]) -> str:
    """The rows as ranges, ascending: (2, 3, 4, 9) is `2-4, 9`."""
    return ", ".join(
        str(first) if first == last else f"{first}-{last}" for first, last in _ranges(rows)
    )


def rows_of(text: str) -> tuple[int, ...]:
    """The rows that `rows_text` wrote; raises ValueError for any other text."""
    rows: list[int] = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        first, _, last = part.partition("-")
        rows.extend(range(int(first), int(last or first) + 1))
    return tuple(rows)


def _ranges(rows: Iterable[int]) -> Iterator[tuple[int, int]]:
    first = last = None
    for row in sorted(set(rows)):
        if last is not None and row == last + 1:
            last = row
            continue
        if first is not None and last is not None:
            yield first, last
        first = last = row
    if first is not None and last is not None:
        yield first, last
