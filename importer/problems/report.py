"""The codes of what concerns the report itself, and a report that is run again."""

from importer.i18n import _, _n
from importer.problems.problem import Code

REPORT_ELSEWHERE = Code.warning(
    "report_elsewhere",
    _("{asked} could not be written ({why}); it is in {file} instead."),
    _("Close the file in Excel, or choose a folder that you may write to with --report-dir."),
)

REPORT_NOWHERE = Code.warning(
    "report_nowhere",
    _("{asked} could not be written, nor anywhere else ({why})."),
    _("Make room on the disk; then `python -m importer history` tells what was sent."),
)

RERUN_OF_CHECK = Code.warning(
    "rerun_of_check",
    _n(
        "This is the report of a check: it holds the orders to mend. The {valid} order of "
        "{file} that was ready is not in it.",
        "This is the report of a check: it holds the orders to mend. The {valid} orders of "
        "{file} that were ready are not in it.",
        by="valid",
    ),
    _("Send {file} too; nothing is sent twice."),
)

NOT_AS_SAVED = Code.warning(
    "report_memory_lost",
    _(
        "The report no longer holds how the first run read the file; the columns of “To fix” "
        "are read by their headers alone."
    ),
    _("If a column is misread, say what it is with --map."),
)

NOT_ANNOTATED = Code.warning(
    "not_annotated",
    _("No copy of {file} with OTO's numbers could be made: its format cannot be added to."),
    _("Save it as .xlsx or as CSV and run that."),
)

CHANGED_SINCE = Code.warning(
    "changed_since_read",
    _("No copy of {file} with OTO's numbers was made: the file was changed after it was read."),
    _("Run it again: what is in OTO is not sent again, and the copy is made."),
)
