"""The codes of problems of a file, its sheets, its header and its columns."""

from importer.i18n import Words
from importer.problems.problem import Code, Severity

ROW_TOO_LONG = Code(
    "row_too_long",
    Severity.PROBLEM,
    Words(
        "The row has {cells:# cell|# cells} where the header has {columns}: its values may have "
        "slid into the wrong columns.",
        "في الصف {cells} خانة بينما في صف العناوين {columns}: قد تكون قيمه انزاحت إلى أعمدة أخرى.",
    ),
    Words(
        "Look for a text that holds the mark that divides the cells (comma, semicolon or tab) and "
        "put that text in quotation marks, or export the file as .xlsx.",
        "ابحث عن نص فيه العلامة التي تفصل الخانات (فاصلة أو فاصلة منقوطة أو علامة جدولة) وضعه بين "
        "علامتي اقتباس، أو صدّر الملف بصيغة ‎.xlsx.",
    ),
)
ROW_TORN = Code(
    "row_torn",
    Severity.PROBLEM,
    Words(
        "The row breaks off after {cells} of {columns:# cell|# cells}: a line break inside a text, "
        "or a file that was cut off.",
        "ينقطع الصف بعد {cells} من {columns} خانة: فاصل أسطر داخل نص، أو ملف لم يكتمل.",
    ),
    Words(
        "Put the text with the line break in quotation marks, or export the file again.",
        "ضع النص الذي فيه فاصل الأسطر بين علامتي اقتباس، أو صدّر الملف من جديد.",
    ),
)
QUOTES_BROKEN = Code(
    "quotes_broken",
    Severity.PROBLEM,
    Words(
        'A text in the row begins with a quotation mark (") but goes on after the closing one: '
        "where the cell ends is not certain.",
        'في الصف نص يبدأ بعلامة اقتباس (") ويستمر بعد علامة الإغلاق: لا يُعرف أين تنتهي الخانة.',
    ),
    Words(
        'Write each quotation mark inside a text twice (""), or remove it, or export the file as '
        ".xlsx.",
        'اكتب كل علامة اقتباس داخل النص مرتين ("")، أو احذفها، أو صدّر الملف بصيغة ‎.xlsx.',
    ),
)
ENCODING_CHOSEN = Code(
    "encoding_chosen",
    Severity.NOTE,
    Words(
        "The text was read as {encoding}: that is how its letters make words.",
        "قُرئ النص بالترميز {encoding}: به تُكوّن حروفه كلمات.",
    ),
    Words(
        "If names look wrong, save the file as .xlsx, or run again with the right encoding, such "
        "as --encoding utf-8.",
        "إن ظهرت الأسماء خاطئة فاحفظ الملف بصيغة ‎.xlsx أو أعد التشغيل مع الترميز الصحيح، مثل "
        "‎--encoding utf-8.",
    ),
)

READING = (ROW_TOO_LONG, ROW_TORN, QUOTES_BROKEN, ENCODING_CHOSEN)
CODES: tuple[Code, ...] = (*READING,)
