"""Why a file cannot be read, in the merchant's words: what it really is, and the cure."""

from collections.abc import Iterator
from contextlib import contextmanager

from python_calamine import PasswordError

from importer.errors import FileUnreadable, ImporterError
from importer.i18n import Message, _

SAVE_AS_XLSX = _(
    "Open it in Excel, choose Save As, pick “Excel Workbook (.xlsx)” and use the new file."
)
EXPORT_TABLE = _("Export the orders again as Excel (.xlsx) or CSV.")
AGAIN = _(
    "Download or export the file again; if it opens in Excel, save it there as a new .xlsx file."
)
DAMAGED = _("The file is damaged or was cut off on its way: it cannot be read to its end.")


def unreadable(what: Message, cure: Message = SAVE_AS_XLSX) -> FileUnreadable:
    """The refusal of a file because of `what`."""
    return FileUnreadable(what, cure)


def other_format(what: Message, cure: Message = EXPORT_TABLE) -> FileUnreadable:
    """The refusal of a file whose bytes are something other than a table."""
    return FileUnreadable(
        _(
            "This file is really {what}, whatever its name says: it cannot be read as a table.",
            what=what,
        ),
        cure,
    )


def damaged() -> FileUnreadable:
    """The refusal of a file that breaks off or contradicts itself."""
    return FileUnreadable(DAMAGED, AGAIN)


def empty() -> FileUnreadable:
    """The refusal of a file without a byte of content."""
    return FileUnreadable(
        _("The file is empty: nothing is in it."),
        AGAIN,
    )


def encrypted() -> FileUnreadable:
    """The refusal of a workbook behind a password."""
    return FileUnreadable(
        _("The workbook is protected with a password."),
        _(
            "Open it in Excel with its password, then File → Info → Protect Workbook → Encrypt "
            "with Password, empty the password, and save."
        ),
    )


def too_large(why: Message) -> FileUnreadable:
    """The refusal of a file beyond one of the limits."""
    return FileUnreadable(
        _("The file is too large to be a list of orders: {why}.", why=why),
        _(
            "Copy just the table of orders into a new workbook and use that; split it if it is "
            "really that long."
        ),
    )


def too_many_cells(sheet: str, cell: str) -> FileUnreadable:
    """The refusal of a sheet whose used area is absurd because of what stands in `cell`."""
    return FileUnreadable(
        _(
            "Sheet “{sheet}” is used as far as cell {cell}: that is more cells than can be read.",
            sheet=sheet,
            cell=cell,
        ),
        _(
            "Look at cell {cell} (Ctrl+End): delete the rows and columns beyond your table and "
            "save, or copy just the table into a new workbook.",
            cell=cell,
        ),
    )


def cell_too_long(where: str) -> FileUnreadable:
    """The refusal of a file with a cell longer than any spreadsheet program allows."""
    return FileUnreadable(
        _("A cell ({where}) holds far more text than a spreadsheet cell can hold.", where=where),
        EXPORT_TABLE,
    )


@contextmanager
def translate_errors() -> Iterator[None]:
    """Whatever the parsers raise for a mangled file becomes FileUnreadable."""
    try:
        yield
    except (ImporterError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except PasswordError as error:
        raise encrypted() from error
    except MemoryError as error:
        raise too_large(_("the memory cannot hold it")) from error
    except BaseException as error:  # the engine's own panic is no Exception
        raise damaged() from error
