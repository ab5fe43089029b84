"""The codes of problems of a file, its sheets, its header and its columns."""

from importer.i18n import _, _n
from importer.problems.problem import Code

ROW_TOO_LONG = Code.problem(
    "row_too_long",
    _n(
        "The row has {cells} cell where the header has {columns}: its values may have slid into "
        "the wrong columns.",
        "The row has {cells} cells where the header has {columns}: its values may have slid "
        "into the wrong columns.",
        by="cells",
    ),
    _(
        "Look for a text that holds the mark that divides the cells (comma, semicolon or tab) "
        "and put that text in quotation marks, or export the file as .xlsx."
    ),
)

ROW_TORN = Code.problem(
    "row_torn",
    _n(
        "The row breaks off after {cells} of {columns} cell: a line break inside a text, or a "
        "file that was cut off.",
        "The row breaks off after {cells} of {columns} cells: a line break inside a text, or a "
        "file that was cut off.",
        by="columns",
    ),
    _("Put the text with the line break in quotation marks, or export the file again."),
)

QUOTES_BROKEN = Code.problem(
    "quotes_broken",
    _(
        'A text in the row begins with a quotation mark (") but goes on after the closing one: '
        "where the cell ends is not certain."
    ),
    _(
        'Write each quotation mark inside a text twice (""), or remove it, or export the file '
        "as .xlsx."
    ),
)

ENCODING_CHOSEN = Code.note(
    "encoding_chosen",
    _("The text was read as {encoding}: that is how its letters make words."),
    _(
        "If names look wrong, save the file as .xlsx, or run again with the right encoding, "
        "such as --encoding utf-8."
    ),
)

READING = (ROW_TOO_LONG, ROW_TORN, QUOTES_BROKEN, ENCODING_CHOSEN)
