"""Which sheet of the workbook holds the orders."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from importer.errors import FileUnreadable, UsageError
from importer.i18n import _
from importer.mapping.header import HeaderRow
from importer.mapping.vocabulary import nearest
from importer.reading import Sheet, Workbook


@dataclass(frozen=True)
class Candidate:
    """A sheet with a header; `is_orders` says that the header has an order number."""

    sheet: Sheet
    head: HeaderRow
    is_orders: bool

    @property
    def has_rows(self) -> bool:
        """Whether anything stands beneath the header."""
        return len(self.sheet.frame) > self.head.position + 1


def choose_sheet(
    book: Workbook, named: str | None, look: Callable[[Sheet], Candidate | None]
) -> Candidate:
    """The sheet that is named, or the one that can be meant.

    Raises UsageError for an unknown name and when several could be meant, FileUnreadable when no
    sheet has a header. Hidden sheets are looked at only when named.
    """
    if named is not None:
        sheets = [_named(book, named)]
    else:
        sheets = [sheet for sheet in book.sheets if not sheet.hidden]
    found = [candidate for sheet in sheets if (candidate := look(sheet)) is not None]
    if not found:
        raise _no_header(book, sheets)
    meant = _could_be_meant(found)
    if len(meant) > 1:
        raise _several(meant)
    return meant[0]


def _could_be_meant(found: list[Candidate]) -> list[Candidate]:
    """Those that say an order number, and rows, if any does; of them the fullest, and whatever
    comes half as near."""
    found = [candidate for candidate in found if candidate.has_rows] or found
    found = [candidate for candidate in found if candidate.is_orders] or found
    best = max(candidate.head.score for candidate in found)
    return [candidate for candidate in found if candidate.head.score * 2 >= best]


def _named(book: Workbook, name: str) -> Sheet:
    wanted = name.strip().casefold()
    for sheet in book.sheets:
        if sheet.name.strip().casefold() == wanted:
            return sheet
    names = _listed([sheet.name for sheet in book.sheets])
    near = nearest(name, [sheet.name for sheet in book.sheets], least=70)
    if near:
        missing = _(
            "The workbook has no sheet “{name}”. Did you mean “{near}”?", name=name, near=near[0]
        )
    else:
        missing = _("The workbook has no sheet “{name}”.", name=name)
    raise UsageError(missing, _("Its sheets are: {names}.", names=names))


def _several(meant: Sequence[Candidate]) -> UsageError:
    names = _listed([candidate.sheet.name for candidate in meant])
    first = meant[0].sheet.name
    return UsageError(
        _("Several sheets could hold the orders: {names}.", names=names),
        _('Say which one, for example --sheet "{first}"; run once for each sheet.', first=first),
    )


def _no_header(book: Workbook, sheets: Sequence[Sheet]) -> FileUnreadable:
    names = _listed([sheet.name for sheet in sheets])
    unseen = [sheet.name for sheet in book.sheets if sheet not in sheets]
    seen = _listed(_first_cells(sheets))
    found = _(
        "No row with column headers was found in {names}. First cells: {seen}.",
        names=names,
        seen=seen,
    )
    if unseen:
        found = _(
            "{found} Hidden sheets were not looked at: {hidden}.",
            found=found,
            hidden=_listed(unseen),
        )
    return FileUnreadable(
        found,
        _(
            "One row must name the columns, such as Order number, Customer name, Mobile, City. "
            'Name yours with --map "Header=field", or use the template: python -m importer '
            "template"
        ),
    )


def _first_cells(sheets: Sequence[Sheet]) -> list[str]:
    """The words of the first filled row of the first filled sheet, shortened."""
    for sheet in sheets:
        for cells in sheet.frame.iloc[:1].itertuples(index=False, name=None):
            return [str(cell)[:30] for cell in cells if isinstance(cell, str) and cell.strip()][:8]
    return []


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"“{name}”" for name in names) or "—"
