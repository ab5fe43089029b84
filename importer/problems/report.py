"""The codes of what concerns the report itself, and a report that is run again."""

from importer.i18n import _, _n
from importer.problems.problem import Code, Severity

REPORT_ELSEWHERE = Code(
    "report_elsewhere",
    Severity.WARNING,
    _("{asked} could not be written ({why}); it is in {file} instead."),
    _("Close the file in Excel, or choose a folder that you may write to with --report-dir."),
)
REPORT_NOWHERE = Code(
    "report_nowhere",
    Severity.WARNING,
    _("{asked} could not be written, nor anywhere else ({why})."),
    _("Make room on the disk; then `python -m importer history` tells what was sent."),
)
RERUN_OF_CHECK = Code(
    "rerun_of_check",
    Severity.WARNING,
    _n(
        "This is the report of a check: it holds the orders to mend. The {valid} order of "
        "{file} that was ready is not in it.",
        "This is the report of a check: it holds the orders to mend. The {valid} orders of "
        "{file} that were ready are not in it.",
        by="valid",
    ),
    _("Send {file} too; nothing is sent twice."),
)
NOT_AS_SAVED = Code(
    "report_memory_lost",
    Severity.WARNING,
    _(
        "The report no longer holds how the first run read the file; the columns of “To fix” "
        "are read by their headers alone."
    ),
    _("If a column is misread, say what it is with --map."),
)

CODES = (REPORT_ELSEWHERE, REPORT_NOWHERE, RERUN_OF_CHECK, NOT_AS_SAVED)
