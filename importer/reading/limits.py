"""How much of a file is read: enough for any shop, too little for a file made to exhaust a machine.

Rows and columns are Excel's own (1,048,576 by 16,384). The rest bounds memory: a table of 100,000
rows by 40 columns holds 4 million cells and unpacks to some 200 MB.
"""

from importer.reading import errors
from importer.reading.cells import column_letter

MAX_FILE_BYTES = 512 * 2**20
MAX_UNPACKED_BYTES = 2 * 2**30
MAX_PART_BYTES = 3 * 2**29
MAX_PARTS = 20_000
MAX_ROWS = 1_048_576
MAX_COLUMNS = 16_384
MAX_CELLS = 20_000_000
# Excel holds 32,767 characters in a cell; text exports may hold somewhat more.
MAX_CELL_CHARACTERS = 131_072
# The text of all cells of a sheet together, however often one shared text is repeated.
MAX_TEXT_BYTES = 8 * 2**30


def allows(rows: int, columns: int) -> bool:
    """Whether a sheet of so many rows and columns is read."""
    return rows <= MAX_ROWS and columns <= MAX_COLUMNS and rows * columns <= MAX_CELLS


def check_area(sheet: str, rows: int, columns: int) -> None:
    """Raise FileUnreadable when the area from A1 to a sheet's last cell is more than is read."""
    if not allows(rows, columns):
        raise errors.too_many_cells(sheet, f"{column_letter(max(0, columns - 1))}{rows}")
