"""How much of a file is read: enough for any shop, too little for a file made to exhaust a machine.

Rows and columns are Excel's own (1,048,576 by 16,384). The rest bounds memory: a table of 100,000
rows by 40 columns holds 4 million cells and unpacks to some 200 MB.
"""

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
