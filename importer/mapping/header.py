"""Where the header is: the row that names the most things we know, wherever it stands."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from importer.mapping.vocabulary import exact_match, without_unit, word_keys
from importer.reading import Sheet
from importer.text import ARABIC_ARTICLE, fold_header

MOST_ROWS = 50  # filled rows that are looked through
_LONGEST = 80  # characters of a header; what is longer is a note
_ENOUGH = 2  # known headers that make a row a header row

Vocabulary = Callable[[str], str | None]
Texts = Mapping[int, str]  # column → text, of the cells of a row that could be headers


@dataclass(frozen=True)
class HeaderCell:
    """The header of one column: `text` as the merchant reads it; `names` are what may be looked
    up, best first: with the group above it, then alone."""

    column: int
    text: str
    names: tuple[str, ...]

    @property
    def key(self) -> str:
        """The header as a key."""
        return fold_header(self.text)


@dataclass(frozen=True)
class HeaderRow:
    """A sheet's header: its sheet rows, where its last row stands in the frame, its cells, how
    many different things it names that are known, how many of its cells name one that another
    names, too, and all columns of the sheet."""

    rows: tuple[int, ...]
    position: int
    cells: tuple[HeaderCell, ...]
    score: int
    clashes: int
    columns: tuple[int, ...]

    @property
    def keys(self) -> frozenset[str]:
        """The keys of all headers."""
        return frozenset(cell.key for cell in self.cells)

    @property
    def fingerprint(self) -> str:
        """The same for files with the same headers in any order."""
        return hashlib.sha256("\n".join(sorted(self.keys)).encode()).hexdigest()[:32]


def vocabulary_with(extra_keys: frozenset[str]) -> Vocabulary:
    """Tells what a header names: a field, or one of the extra keys itself, or nothing."""

    def name_of(header: str) -> str | None:
        if (match := exact_match(header)) is not None:
            return match[0].name
        keys = (fold_header(header), without_unit(header))
        return next((key for key in keys if key in extra_keys), None)

    return name_of


def find_header(sheet: Sheet, vocabulary: Vocabulary) -> HeaderRow | None:
    """The header that names most among the first filled rows, of equals the one with the fewest
    clashes, of these the first; None without any."""
    rows = _candidates(sheet, vocabulary)
    best = max(rows, key=lambda row: (row.score, -row.clashes), default=None)
    if best is None:
        return None
    # One known header is enough among several: the rest is listed as not understood.
    enough = best.score >= _ENOUGH or (best.score == 1 and len(best.cells) >= 3)
    return best if enough else None


def _candidates(sheet: Sheet, vocabulary: Vocabulary) -> Iterator[HeaderRow]:
    top = sheet.frame.iloc[:MOST_ROWS]
    columns = tuple(map(int, top.columns))
    rows = [int(row) for row in top.index]
    filled = top.notna().sum(axis=1).tolist()
    texts = [_header_texts(columns, row) for row in top.itertuples(index=False, name=None)]
    for position, own in enumerate(texts):
        if not own:
            continue
        cells = [HeaderCell(column, text, (text,)) for column, text in own.items()]
        yield _header_row(rows[position : position + 1], position, cells, columns, vocabulary)
        above = position - 1
        # A row of groups holds words and nothing else, and stands directly above.
        is_beneath = position and rows[above] == rows[position] - 1
        if is_beneath and 0 < len(texts[above]) == filled[above]:
            cells = _under_groups(columns, texts[above], own, vocabulary)
            # The lower row has to be a header itself, and no order beneath one.
            named = [c for c in cells if c.column in own and any(map(vocabulary, c.names))]
            if len(named) >= _ENOUGH:
                both = rows[above : position + 1]
                yield _header_row(both, position, cells, columns, vocabulary)


def _header_texts(columns: Sequence[int], row: Sequence[object]) -> Texts:
    """The row's texts by column; none for a row of labels that each have their value beside them
    (`Phone:`, `0551234567`)."""
    texts = {
        column: " ".join(cell.split())
        for column, cell in zip(columns, row, strict=True)
        if isinstance(cell, str) and 0 < len(cell.strip()) <= _LONGEST and fold_header(cell)
    }
    filled = sum(cell is not None for cell in row)
    labels = sum(text.endswith((":", "：")) for text in texts.values())
    return {} if 0 < labels < filled <= 2 * labels + 1 else texts


def _header_row(
    rows: Sequence[int],
    position: int,
    cells: Sequence[HeaderCell],
    columns: tuple[int, ...],
    vocabulary: Vocabulary,
) -> HeaderRow:
    named = [next(filter(None, map(vocabulary, cell.names)), None) for cell in cells]
    known = [name for name in named if name is not None]
    score = len(set(known))
    return HeaderRow(tuple(rows), position, tuple(cells), score, len(known) - score, columns)


def _under_groups(
    columns: Sequence[int], groups: Texts, texts: Texts, vocabulary: Vocabulary
) -> list[HeaderCell]:
    """Headers under groups; a group reaches up to the next one, but not over a gap."""
    cells = []
    group = ""
    for column in columns:
        own_group = groups.get(column)
        if own_group is not None:
            group = own_group
        text = texts.get(column)
        if text is not None:
            cells.append(_under_group(column, group, text, vocabulary))
            continue
        group = own_group or ""
        if own_group:
            cells.append(HeaderCell(column, own_group, (own_group,)))
    return cells


def _under_group(column: int, group: str, text: str, vocabulary: Vocabulary) -> HeaderCell:
    if not group or fold_header(group) == fold_header(text):
        return HeaderCell(column, text, (text,))
    both = f"{group} {text}"
    # What the group is about: Customer in Customer details.
    subject = " ".join(w for w in group.split() if fold_header(w) not in word_keys("data")) or group
    if not word_keys("another_person").isdisjoint((fold_header(group), fold_header(subject))):
        return HeaderCell(column, both, (both,))
    # As one says it: Customer Name; in Arabic the name of the customer, without its own article.
    ways = (both, f"{subject} {text}", f"{text.removeprefix(ARABIC_ARTICLE)} {subject}")
    both = next(filter(vocabulary, ways), both)
    shown = both if vocabulary(both) or not vocabulary(text) else text
    return HeaderCell(column, shown, (both, text))
