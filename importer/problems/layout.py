"""The codes of a sheet's layout: its header, its columns, and rows that are no orders."""

from importer.i18n import _, _n
from importer.problems.problem import Code

COLUMN_MISSING = Code.problem(
    "column_missing",
    _("No column holds “{label}” ({field}), and every order needs it."),
    _(
        'Add the column, or say which one it is with --map "Header={field}"; when it is the '
        'same for all orders: --set "{field}={example}".'
    ),
)

COLUMN_MISSING_OWN = Code.problem(
    "column_missing_own",
    _("No column holds “{label}” ({field}), and every order needs its own."),
    _('Add the column, or say which one it is with --map "Header={field}".'),
)

COLUMN_MISSING_NEAR = Code.problem(
    "column_missing_near",
    _("No column holds “{label}” ({field}), and every order needs it. Is it “{near}”?"),
    _('If it is, add --map "{near}={field}"; otherwise add the column.'),
)

COLUMNS_COLLIDE = Code.problem(
    "columns_collide",
    _("Several columns could be “{field}” and do not say the same: {columns}."),
    _('Say which one it is, for example --map "{first}={field}".'),
)

COLUMN_SET_ASIDE = Code.warning(
    "column_set_aside",
    _(
        "{used} was used. Left out, as they say something else though they could mean the same: "
        "{columns}."
    ),
    _("If that is wrong, settle it with --map."),
)

NAME_DOUBTED = Code.problem(
    "name_doubted",
    _(
        "“{header}” seems to hold goods, such as “{value}”, and no other column holds the "
        "customer's name."
    ),
    _(
        'If it is the customer, say so with --map "{header}={field}"; if it is the item, with '
        '--map "{header}=item.name", and add a column with the customer\'s name.'
    ),
)

CODES_ARE_SKUS = Code.note(
    "codes_are_skus",
    _("“{header}” holds codes such as “{value}”: they are sent as the items' SKUs."),
    _('If that is wrong: --map "{header}=-" leaves it out.'),
)

CODES_LEFT_OUT = Code.note(
    "codes_left_out",
    _("“{header}” holds codes such as “{value}”, which are no numbers of OTO: it is left out."),
    _('If they are OTO\'s numbers, say so with --map "{header}={field}".'),
)

PIECES_JOINED = Code.note(
    "pieces_joined",
    _("{headers} were joined and are sent as “{field}”."),
    _("If one of them is no part of it, leave it out with --map."),
)

COLUMN_GUESSED = Code.warning(
    "column_guessed",
    _("“{header}” was taken for “{field}”."),
    _('If that is wrong: --map "{header}=-" leaves it out.'),
)

COLUMNS_IGNORED = Code.note(
    "columns_ignored",
    _("Columns that were not used ({count}): {headers}."),
    _('If one of them is needed: --map "Header=field".'),
)

NO_HEADER_OVER = Code.note(
    "no_header_over",
    _("Columns without a header were left out: {letters}."),
    _(
        "If one of them is needed, write a header over it, or name its letter: --map "
        '"{first}=field".'
    ),
)

PROFILE_USED = Code.note(
    "profile_used",
    _("The file was read as an export of {name}."),
    _("If it is not one, settle columns with --map."),
)

MAP_REMEMBERED = Code.note(
    "map_remembered",
    _("Columns are taken as you settled them before for files with these headers: {headers}."),
    _("--forget-map clears that."),
)

VALUE_REMEMBERED = Code.note(
    "value_remembered",
    _("All orders have “{value}” for “{label}”, as you said before of files with these headers."),
    _("--forget-map clears that."),
)

CONSTANT_USED = Code.note(
    "constant_used",
    _("“{field}” is “{value}” wherever the file says nothing else."),
    _('To change it: --set "{field}=value".'),
)

ROWS_ABOVE = Code.note(
    "rows_above",
    _("The headers were found in row {row_of_header}; what stands above was left out."),
)

SHEETS_NOT_READ = Code.note(
    "sheets_not_read",
    _("The sheet “{used}” was read; not read: {sheets}."),
    _("Another one is read with --sheet NAME."),
)

HEADER_AGAIN = Code.note(
    "header_again", _("Row {row_number} repeats the headers and was left out.")
)

HELP_ROW = Code.note("help_row", _("Row {row_number} explains the columns and was left out."))

TOTAL_ROW = Code.warning(
    "total_row",
    _("Row {row_number} looks like a total and was left out."),
    _("If it is an order, give it an order number."),
)

NOTE_ROW = Code.warning(
    "note_row",
    _("Row {row_number} looks like a note beneath the table and was left out: “{value}”."),
    _("If it is an order, fill in its other cells."),
)

ROWS_OUTSIDE = Code.note(
    "rows_outside",
    _("Rows that hold something only beside the columns of the orders were left out: {rows}."),
)

ROWS_READY = Code.note(
    "rows_ready",
    _("Rows that hold nothing but 0 were left out: {rows}."),
)

HIDDEN_ROWS = Code.warning(
    "hidden_rows",
    _n(
        "{count} hidden row was read like the others: {rows}.",
        "{count} hidden rows were read like the others: {rows}.",
    ),
    _("If they are not to be sent, delete them or copy the visible rows to a new sheet."),
)

STRUCK_ROWS = Code.warning(
    "struck_rows",
    _n(
        "{count} row is struck out in the sheet and was read like the others: {rows}.",
        "{count} rows are struck out in the sheet and were read like the others: {rows}.",
    ),
    _("If they are not to be sent, delete them."),
)

CARRIED_DOWN = Code.note(
    "carried_down",
    _n(
        "{count} row without an order number holds items of the order above.",
        "{count} rows without an order number hold items of the order above.",
    ),
)

ITEM_ASTRAY = Code.problem(
    "item_astray",
    _(
        "Row {row_number} beneath this order holds an item but no order number: it may be this "
        "order's, which would go out without it."
    ),
    _("If it is, write the order number into row {row_number}, too; if not, delete that row."),
)

SUMMARY_ROWS = Code.note(
    "summary_rows",
    _n(
        "{count} row sums up the items of its order and is no item: {rows}.",
        "{count} rows sum up the items of their orders and are no items: {rows}.",
    ),
)

VARIANT_ROWS = Code.note(
    "variant_rows",
    _n(
        "{count} row repeats an item as its variant, without a price, and is no item: {rows}.",
        "{count} rows repeat an item as its variant, without a price, and are no items: {rows}.",
    ),
)

ITEMS_UNREADABLE = Code.problem(
    "items_unreadable",
    _("The items in {cell} are not written as this export writes them: “{value}”."),
    _("Export the file again, or write one row an item with its quantity."),
)

ORDER_DONE = Code.warning(
    "order_done",
    _("The file says that this order is done already (“{header}”: {value}). It is sent again."),
    _("Delete its rows unless it is to be sent once more."),
)

ORDER_CANCELLED = Code.problem(
    "order_cancelled",
    _("The file says that this order is cancelled or not paid yet (“{header}”: {value})."),
    _("If it is to be sent all the same, empty that cell."),
)

ORDER_UNPAID = Code.problem(
    "order_unpaid",
    _("The file says that the money for this order has not come yet (“{header}”: {value})."),
    _("When it has come, correct that cell, or empty it; until then leave the order out."),
)
