"""How much of a file is read: enough for any shop, too little for a file made to exhaust a machine.

Rows and columns are Excel's own (1,048,576 by 16,384). The rest bounds memory: a table of 100,000
rows by 40 columns holds 4 million cells, of half a million texts, and unpacks to some 200 MB, ten
to thirty times its file.
"""

from importer.i18n import _
from importer.reading import errors
from importer.reading.cells import column_letter

MAX_FILE_BYTES = 512 * 2**20
MAX_UNPACKED_BYTES = 2 * 2**30
MAX_PART_BYTES = 3 * 2**28
# A part that unpacks to more than so much, and to so many times its packed size, is no table.
USUAL_PART_BYTES = 2**26
MAX_RATIO = 250
# A part that is held as a tree in memory: the list of sheets, the styles.
MAX_TREE_BYTES = 2**25
MAX_DEPTH = 1_000  # of elements within elements
MAX_PARTS = 20_000
MAX_SHEETS = 1_000
MAX_ROWS = 1_048_576
MAX_COLUMNS = 16_384
MAX_CELLS = 20_000_000
# Excel holds 32,767 characters in a cell; text exports may hold somewhat more.
MAX_CELL_CHARACTERS = 131_072
MAX_SHARED_TEXTS = 5_000_000
# The text of all cells together, however often one shared text is repeated.
MAX_TEXT_BYTES = 2**29


def allows(rows: int, columns: int) -> bool:
    """Whether a sheet of so many rows and columns is read."""
    return rows <= MAX_ROWS and columns <= MAX_COLUMNS and rows * columns <= MAX_CELLS


def check_sheets(count: int) -> None:
    """Raise FileUnreadable for more sheets than are read."""
    if count > MAX_SHEETS:
        raise errors.too_large(_("more than {count:,} sheets", count=MAX_SHEETS))


def check_text(characters: int) -> None:
    """Raise FileUnreadable for more text than all cells of a file may hold."""
    if characters > MAX_TEXT_BYTES:
        raise errors.too_large(_("more than {size:,} MB of text", size=MAX_TEXT_BYTES // 2**20))


def check_area(sheet: str, rows: int, columns: int) -> None:
    """Raise FileUnreadable when the area from A1 to a sheet's last cell is more than is read."""
    if not allows(rows, columns):
        raise errors.too_many_cells(sheet, f"{column_letter(max(0, columns - 1))}{rows}")
