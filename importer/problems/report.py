"""The codes of what concerns the report itself, and a report that is run again."""

from importer.i18n import Words
from importer.problems.problem import Code, Severity

REPORT_ELSEWHERE = Code(
    "report_elsewhere",
    Severity.WARNING,
    Words(
        "{asked} could not be written ({why}); it is in {file} instead.",
        "تعذرت كتابة {asked} ‏({why})؛ وهو الآن في {file}.",
    ),
    Words(
        "Close the file in Excel, or choose a folder that you may write to with --report-dir.",
        "أغلق الملف في Excel، أو اختر بالخيار ‎--report-dir مجلداً يمكنك الكتابة فيه.",
    ),
)
REPORT_NOWHERE = Code(
    "report_nowhere",
    Severity.WARNING,
    Words(
        "{asked} could not be written, nor anywhere else ({why}).",
        "تعذرت كتابة {asked} في أي مكان ({why}).",
    ),
    Words(
        "Make room on the disk; then `python -m importer history` tells what was sent.",
        "أفسح مكاناً على القرص؛ ثم يبيّن الأمر python -m importer history ما أُرسل.",
    ),
)
RERUN_OF_CHECK = Code(
    "rerun_of_check",
    Severity.WARNING,
    Words(
        "This is the report of a check: it holds the orders to mend. The {valid:# order|# orders} "
        "of {file} that {valid:was|were} ready {valid:is|are} not in it.",
        "هذا تقرير فحص: فيه الطلبات التي تحتاج إلى تصحيح. أما الطلبات الجاهزة في {file} وعددها "
        "{valid} فليست فيه.",
    ),
    Words(
        "Send {file} too; nothing is sent twice.",
        "أرسل {file} أيضاً؛ لا يُرسل شيء مرتين.",
    ),
)
NOT_AS_SAVED = Code(
    "report_memory_lost",
    Severity.WARNING,
    Words(
        "The report no longer holds how the first run read the file; the columns of “To fix” are "
        "read by their headers alone.",
        "لم يعد التقرير يحتفظ بطريقة قراءة الملف في التشغيل الأول؛ تُقرأ أعمدة «To fix» من عناوينها "
        "فقط.",
    ),
    Words(
        "If a column is misread, say what it is with --map.",
        "إذا قُرئ عمود خطأً فبيّنه بالخيار ‎--map.",
    ),
)

CODES = (REPORT_ELSEWHERE, REPORT_NOWHERE, RERUN_OF_CHECK, NOT_AS_SAVED)
