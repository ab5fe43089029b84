"""Row numbers as people read them: `2-4, 9`."""

from collections.abc import Iterable, Iterator, Sequence


def rows_text(rows: Iterable[int]) -> str:
    """The rows as ranges, ascending: (2, 3, 4, 9) is `2-4, 9`."""
    numbers = sorted(set(rows))
    if not numbers or numbers[-1] - numbers[0] == len(numbers) - 1:  # of most orders
        return _range(numbers[0], numbers[-1]) if numbers else ""
    return ", ".join(_range(first, last) for first, last in _ranges(numbers))


def rows_of(text: str) -> tuple[int, ...]:
    """The rows that `rows_text` wrote; raises ValueError for any other text."""
    rows: list[int] = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        first, _, last = part.partition("-")
        rows.extend(range(int(first), int(last or first) + 1))
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
