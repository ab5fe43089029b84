"""The report's own words, in both languages. Sheet names and machine columns are in neither."""

from importer.i18n import _, _n
from importer.outcome import Status

STATUS = {
    Status.CREATED: _("Created"),
    Status.ALREADY_CREATED: _("Already in OTO"),
    Status.CONFLICT: _("Conflict"),
    Status.REJECTED: _("Rejected by OTO"),
    Status.INVALID: _("To mend"),
    Status.UNCONFIRMED: _("Unconfirmed"),
    Status.NOT_SENT: _("Not sent"),
    Status.VALID: _("Ready to send"),
}
MEANING = {
    Status.CREATED: _("This run created the order."),
    Status.ALREADY_CREATED: _("It was in OTO before, with the same content."),
    Status.CONFLICT: _("Its number is in OTO with other content; nothing was sent over it."),
    Status.REJECTED: _("OTO refused it, with its reason."),
    Status.INVALID: _("A check failed; it was not sent."),
    Status.UNCONFIRMED: _("It may have arrived and OTO could not be asked; a re-run settles it."),
    Status.NOT_SENT: _("The run stopped before its turn."),
    Status.VALID: _("It would be sent as it stands."),
}  # fmt: skip

# headlines
STOPPED = _("The run stopped early: {why}")
NO_ORDERS = _("{file} holds no orders.")
ALL_IN = _n(
    "The one order of {file} is in OTO.",
    "All {orders} orders of {file} are in OTO.",
    by="orders",
)
SOME_IN = _n(
    "{done} of {orders} orders of {file} is in OTO; {left}.",
    "{done} of {orders} orders of {file} are in OTO; {left}.",
    by="done",
)
NOT_IN = _n("{count} is not", "{count} are not")
ALL_VALID = _n(
    "The one order of {file} can be sent. Nothing was sent: this was a check.",
    "All {orders} orders of {file} can be sent. Nothing was sent: this was a check.",
    by="orders",
)
SOME_VALID = _n(
    "{done} of {orders} order of {file} can be sent; {left}. Nothing was sent.",
    "{done} of {orders} orders of {file} can be sent; {left}. Nothing was sent.",
    by="orders",
)
NOT_VALID = _n("{count} needs mending", "{count} need mending")

# sections and labels
TITLE = _("Orders to OTO: report")
TITLE_CHECK = _("Orders to OTO: check")
ORDERS = _("Orders")
ROWS = _("Rows")
STATUS_LABEL = _("Status")
CODE = _("Code")
MEANS = _("What it means")
TOTAL = _("Total")
ROWS_OF_FILE = _("Rows of the sheet")
IN_ORDERS = _("in orders")
ABOVE_HEADER = _("above the header")
HEADER_ROWS = _("the header")
LEFT_OUT = _("left out (no orders: see the notes)")
FILLED_ROWS = _("filled rows of the sheet")
ALL_ACCOUNTED = _("✓ Nothing is unaccounted for: every order has one status, every row one place.")
UNACCOUNTED = _("✗ The sums do not add up; these rows are in no order: {rows}. Please report this.")
WHAT_TO_DO = _("What to do now")
MONEY = _("Money sent")
MONEY_CHECK = _("Money that would be sent")
CURRENCY = _("Currency")
COD = _("To collect (COD)")
PAID = _("Paid already")
PROBLEMS = _("Problems by cause")
WARNINGS = _("Warnings (the orders were not held back)")
NOTES = _("Notes")
WHAT_IS_WRONG = _("What")
TIMES = _("Times")
HOW_TO_MEND = _("How to mend it")
WHERE = _("Where")
WHOLE_FILE = _("the file")
RUN_FACTS = _("The run")
FILE = _("File")
SHEET = _("Sheet")
TIME = _("Time")
TOOK = _("Took")
SECONDS = _("{seconds} seconds")
ACCOUNT = _("OTO account")
HOST = _("Host")
ENCODING = _("Encoding")
DELIMITER = _("Delimiter")
PREVIOUS = _("Earlier report")
NOT_ASKED = _("not asked")
DELIMITERS = {
    ",": _("comma"),
    ";": _("semicolon"),
    "\t": _("tab"),
    "|": _("bar"),
}
COLUMNS = _("Columns")
COLUMN = _("Column")
HEADER = _("Header")
UNDERSTOOD_AS = _("Understood as")
HOW = _("How")
HOW_KNOWN = {
    "canonical": _("by its name"),
    "label": _("by the template's label"),
    "alias": _("by a common name"),
    "close": _("guessed: please check"),
    "profile": _("by the known export"),
    "map": _("by --map"),
    "remembered": _("as in an earlier run"),
    "ignored": _("ignored"),
}
CONSTANT = _("the same for every order: {value}")
NO_HEADER = _("(no header)")

# what to do
DO_NOTHING = _("Nothing is left to do.")
DO_MEND = _n(
    "1. Open the sheet “To fix”: it holds the rows of the order that is not in OTO; the cells "
    "to mend are red.",
    "1. Open the sheet “To fix”: it holds the rows of the {left} orders that are not in OTO; "
    "the cells to mend are red.",
    by="left",
)
DO_SAVE = _("2. Mend them there, save this workbook and close it.")
DO_RUN = _("3. Run this command: only those orders are checked and sent.")
DO_RUN_AGAIN = _(
    "Run this command: it sends what is left and settles what is unconfirmed; nothing is doubled."
)
DO_SEND = _("Run this command to send them:")
DO_SEND_REST = _n(
    "The order that is ready is not in “To fix”: send it from the file itself. Nothing is sent "
    "twice.",
    "The {valid} orders that are ready are not in “To fix”: send them from the file itself. "
    "Nothing is sent twice.",
    by="valid",
)
COMMAND = _("Command")

# To fix and Results
AND_MORE = _n(
    "and {count} more problem of this order",
    "and {count} more problems of this order",
)
AND_OTHERS = _("{message} (And {count} more like it.)")
HELD_WITH = _("Held with row {rows} of your file, which is of the same order: {why}")
SEE_TO_FIX = _("Go to its rows in “To fix”")
COMMENTS_CAPPED = _(
    "Only the first {count} bad cells carry their message as a comment; the column Problem "
    "tells all."
)
ROWS_CAPPED = _(
    "“To fix” holds the first {count} rows only: mend and run them, then run the file again for "
    "the rest."
)

# the page
SEARCH = _("Search the orders")
ALL = _("All")
SHOWN_SOME = _n(
    "The page lists {shown} of {orders} order, those with problems first; the workbook has all.",
    "The page lists {shown} of {orders} orders, those with problems first; the workbook has all.",
    by="orders",
)
MATCHES = _("Orders shown: {count}")
WORKBOOK = _("The workbook of this report")
LINE = {
    "orderId": _("Order"),
    "status": STATUS_LABEL,
    "otoId": _("OTO number"),
    "errorCode": CODE,
    "error": WHAT_IS_WRONG,
    "fix": HOW_TO_MEND,
    "rows": ROWS,
    "attempts": _("Attempts"),
    "sentAt": _("Sent (UTC)"),
}

# the refreshed report
NO_REPORT = _("The file is no report of an earlier run.")
NO_REPORT_CURE = _("Name a workbook from the report folder, one with the sheet “Results”.")
NOWHERE = _("The report could not be written ({why}).")
REFRESHED_FINE = _n(
    "The one created order is on its way: none needs you.",
    "All {orders} created orders are on their way: none needs you.",
    by="orders",
)
REFRESHED_TROUBLE = _n("{count} of {orders} needs you.", "{count} of {orders} need you.")
CREATED_ORDERS = _n("{count} created order", "{count} created orders")
REFRESHED_OF = _("What OTO says of the orders of {report}")
OTO_STATUS = _("Status in OTO")
LOOK_AT = _("Look at these orders in OTO")
