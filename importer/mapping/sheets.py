"""Which sheet of the workbook holds the orders."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from importer.errors import FileUnreadable, Undecided, UsageError
from importer.i18n import _, without_marks
from importer.mapping.header import MOST_ROWS, HeaderRow
from importer.mapping.vocabulary import nearest_names
from importer.reading import Sheet, Workbook
from importer.text import fold_case

_SHOWN = 3  # rows that may be meant as a header
_LONGEST = 60  # characters of a cell


@dataclass(frozen=True)
class Candidate:
    """A sheet with a header; `has_order_id` says that a column of it is the order number."""

    sheet: Sheet
    header_row: HeaderRow
    has_order_id: bool

    @property
    def has_rows(self) -> bool:
        """Whether anything stands beneath the header."""
        return len(self.sheet.frame) > self.header_row.position + 1


def choose_sheet(
    book: Workbook, name: str | None, examine: Callable[[Sheet], Candidate | None]
) -> Candidate:
    """The sheet of that name, or the one that can be meant.

    Raises UsageError for an unknown name and when several could be meant, FileUnreadable when no
    sheet has a header. Hidden sheets are looked at only when named.
    """
    if name is not None:
        sheets = [_sheet_named(book, name)]
    else:
        sheets = [sheet for sheet in book.sheets if not sheet.hidden]
    candidates = [candidate for each in sheets if (candidate := examine(each)) is not None]
    if not candidates:
        raise _no_header(book, sheets)
    # Those with rows and an order number, if any has; of them the fullest, and whatever comes half
    # as near.
    candidates = [candidate for candidate in candidates if candidate.has_rows] or candidates
    candidates = [candidate for candidate in candidates if candidate.has_order_id] or candidates
    best = max(candidate.header_row.score for candidate in candidates)
    candidates = [each for each in candidates if each.header_row.score * 2 >= best]
    if len(candidates) > 1:
        names = [candidate.sheet.name for candidate in candidates]
        raise Undecided(
            _("Several sheets could hold the orders: {names}.", names=listed(names)),
            _(
                'Say which one, for example --sheet "{first}"; run once for each sheet.',
                first=names[0],
            ),
            "sheet",
            dict.fromkeys(names, ""),
        )
    return candidates[0]


def _sheet_named(book: Workbook, name: str) -> Sheet:
    for sheet in book.sheets:
        if fold_case(without_marks(sheet.name)) == fold_case(name):
            return sheet
    names = [sheet.name for sheet in book.sheets]
    near = nearest_names(name, names, least=70)
    if near:
        missing = _(
            "The workbook has no sheet “{name}”. Did you mean “{near}”?", name=name, near=near[0]
        )
    else:
        missing = _("The workbook has no sheet “{name}”.", name=name)
    raise UsageError(missing, _("Its sheets are: {names}.", names=listed(names)))


def _no_header(book: Workbook, examined: Sequence[Sheet]) -> FileUnreadable:
    message = _(
        "No row with column headers was found in {names}. What comes nearest to one:\n{seen}",
        names=listed([sheet.name for sheet in examined]),
        seen="\n".join(_likely_headers(examined)) or "—",
    )
    hidden = [sheet.name for sheet in book.sheets if sheet not in examined]
    if hidden:
        message = _(
            "{found} Hidden sheets were not looked at: {hidden}.",
            found=message,
            hidden=listed(hidden),
        )
    return FileUnreadable(
        message,
        _(
            "One row must name the columns, such as Order number, Customer name, Mobile, City. "
            'Name yours with --map "Header=field", or use the template: python -m importer '
            "template"
        ),
    )


def _likely_headers(sheets: Sequence[Sheet]) -> Iterator[str]:
    """The rows that have the most words, of those that a header is looked for in, each whole."""
    rows = [
        (number, int(row), texts)
        for number, sheet in enumerate(sheets)
        for row, *cells in sheet.frame.iloc[:MOST_ROWS].itertuples(name=None)
        if len(texts := [cell for cell in cells if _has_letters(cell)]) > 1
    ]
    for number, row, texts in sorted(sorted(rows, key=lambda each: -len(each[2]))[:_SHOWN]):
        shown = listed([" ".join(text.split())[:_LONGEST] for text in texts])
        where = f"{sheets[number].name}!{row}" if len(sheets) > 1 else str(row)
        yield f"{where}: {shown}"


def _has_letters(cell: object) -> bool:
    return isinstance(cell, str) and any(map(str.isalpha, cell))


def listed(names: Sequence[str]) -> str:
    """The names in quotation marks; a dash where there are none."""
    return ", ".join(f"“{name}”" for name in names) or "—"
