"""Where the header is: the row that names the most things we know, wherever it stands."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from importer.mapping.vocabulary import exact, without_unit
from importer.reading import Sheet
from importer.text import fold_header

_DEPTH = 50  # filled rows that are looked through
_LONGEST = 80  # characters of a header; what is longer is a note
_ENOUGH = 2  # known headers that make a row a header row

# Groups over a header that speak of somebody who is not the one who receives the order.
_OTHERS = frozenset(
    map(
        fold_header,
        ("billing", "bill to", "invoice", "buyer", "sender", "shipper", "from", "fatura",
         "gönderici", "gönderen", "فاتورة", "الفاتورة", "بيانات الفاتورة", "المرسل", "الراسل",
         "بيانات المرسل", "المشتري"),
    )
)  # fmt: skip

# Words of a group that say only that data stand beneath.
_DATA = frozenset(
    map(
        fold_header,
        ("details", "detail", "information", "info", "data", "بيانات", "معلومات", "تفاصيل",
         "bilgileri", "bilgisi", "bilgiler", "detayları"),
    )
)  # fmt: skip

Known = Callable[[str], str | None]


@dataclass(frozen=True)
class HeaderCell:
    """The header of one column: `text` as the merchant reads it; `names` are what may be looked
    up, best first: with the group above it, then alone."""

    index: int
    text: str
    names: tuple[str, ...]

    @property
    def key(self) -> str:
        """The header as a key."""
        return fold_header(self.text)


@dataclass(frozen=True)
class HeaderRow:
    """A sheet's header: its sheet rows, where its last row stands in the frame, its headings, how
    many different things it names that are known, how many of its headings name one that another
    names, too, and all columns of the sheet."""

    rows: tuple[int, ...]
    position: int
    headings: tuple[HeaderCell, ...]
    score: int
    clashes: int
    columns: tuple[int, ...]

    @property
    def keys(self) -> frozenset[str]:
        """The keys of all headers."""
        return frozenset(heading.key for heading in self.headings)


def vocabulary(extra: frozenset[str]) -> Known:
    """Says what a header names: a field, or one of the extra keys itself, or nothing."""

    def known(text: str) -> str | None:
        found = exact(text)
        if found:
            return found[0].name
        return next((key for key in (fold_header(text), without_unit(text)) if key in extra), None)

    return known


def find_header(sheet: Sheet, known: Known) -> HeaderRow | None:
    """The header that names most among the first filled rows, of equals the one with the fewest
    clashes, of these the first; None without any."""
    best: HeaderRow | None = None
    for head in _candidates(sheet, known):
        if best is None or (head.score, -head.clashes) > (best.score, -best.clashes):
            best = head
    return best if best is not None and _is_enough(best) else None


def _is_enough(head: HeaderRow) -> bool:
    """One known word is enough among several headers: the rest is listed as not understood."""
    return head.score >= _ENOUGH or (head.score == 1 and len(head.headings) >= 3)


def _candidates(sheet: Sheet, known: Known) -> Iterator[HeaderRow]:
    top = sheet.frame.iloc[:_DEPTH]
    columns = [int(column) for column in top.columns]
    rows = [_texts(columns, cells) for cells in top.itertuples(index=False, name=None)]
    numbers = [int(row) for row in top.index]
    filled = top.notna().sum(axis=1).tolist()
    for position, texts in enumerate(rows):
        if not texts:
            continue
        yield _head((numbers[position],), position, _plain(texts), known, columns)
        above = position - 1
        # A row of groups holds words and nothing else, and stands directly above.
        is_beneath = position and numbers[above] == numbers[position] - 1
        if is_beneath and 0 < len(rows[above]) == filled[above]:
            both = _grouped(columns, rows[above], texts, known)
            if _names_two(both, texts, known):
                yield _head((numbers[above], numbers[position]), position, both, known, columns)


def _texts(columns: Sequence[int], cells: Sequence[object]) -> dict[int, str]:
    """The row's texts by column; none for a row of data, in which a long text or number stands."""
    return {
        column: " ".join(cell.split())
        for column, cell in zip(columns, cells, strict=True)
        if isinstance(cell, str) and 0 < len(cell.strip()) <= _LONGEST and fold_header(cell)
    }


def _plain(texts: dict[int, str]) -> tuple[HeaderCell, ...]:
    return tuple(HeaderCell(column, text, (text,)) for column, text in texts.items())


def _grouped(
    columns: Sequence[int], groups: dict[int, str], texts: dict[int, str], known: Known
) -> tuple[HeaderCell, ...]:
    """Headings under groups; a group reaches up to the next one, but not over a gap."""
    headings = []
    group = ""
    for column in columns:
        own = groups.get(column)
        if own is not None:
            group = own
        text = texts.get(column)
        if text is None:
            group = own or ""
            if own:
                headings.append(HeaderCell(column, own, (own,)))
            continue
        headings.append(_under(column, group, text, known))
    return tuple(headings)


def _names_two(headings: Sequence[HeaderCell], texts: Collection[int], known: Known) -> bool:
    """Whether the lower row is a header itself, and no order beneath one."""
    named = (any(map(known, heading.names)) for heading in headings if heading.index in texts)
    return sum(named) >= _ENOUGH


def _under(column: int, group: str, text: str, known: Known) -> HeaderCell:
    both = f"{group} {text}"
    if not group or fold_header(group) == fold_header(text):
        return HeaderCell(column, text, (text,))
    of_whom = _of_whom(group)
    if {fold_header(group), fold_header(of_whom)} & _OTHERS:
        return HeaderCell(column, both, (both,))
    # As one says it: Customer Name; اسم العميل, where الاسم stands under بيانات العميل.
    ways = (both, f"{of_whom} {text}", f"{text.removeprefix('ال')} {of_whom}")
    both = next(filter(known, ways), both)
    return HeaderCell(column, both if known(both) or not known(text) else text, (both, text))


def _of_whom(group: str) -> str:
    """What the group is about: Customer in Customer details, العميل in بيانات العميل."""
    words = [word for word in group.split() if fold_header(word) not in _DATA]
    return " ".join(words) or group


def _head(
    rows: tuple[int, ...],
    position: int,
    headings: tuple[HeaderCell, ...],
    known: Known,
    columns: Sequence[int],
) -> HeaderRow:
    named = [next(filter(None, map(known, heading.names)), None) for heading in headings]
    found = [name for name in named if name is not None]
    score = len(set(found))
    return HeaderRow(rows, position, headings, score, len(found) - score, tuple(columns))
