"""The report's own words, in both languages. Sheet names and machine columns are in neither."""

from importer.i18n import Words
from importer.outcome import Status

STATUS = {
    Status.CREATED: Words("Created", "أُنشئ"),
    Status.ALREADY_CREATED: Words("Already in OTO", "موجود في OTO من قبل"),
    Status.CONFLICT: Words("Conflict", "تعارض"),
    Status.REJECTED: Words("Rejected by OTO", "رفضه OTO"),
    Status.INVALID: Words("To mend", "يحتاج إلى تصحيح"),
    Status.UNCONFIRMED: Words("Unconfirmed", "غير مؤكد"),
    Status.NOT_SENT: Words("Not sent", "لم يُرسل"),
    Status.VALID: Words("Ready to send", "جاهز للإرسال"),
}
MEANING = {
    Status.CREATED: Words("This run created the order.", "أنشأ هذا التشغيل الطلب."),
    Status.ALREADY_CREATED: Words(
        "It was in OTO before, with the same content.", "كان في OTO من قبل بالمحتوى نفسه."
    ),
    Status.CONFLICT: Words(
        "Its number is in OTO with other content; nothing was sent over it.",
        "رقمه موجود في OTO بمحتوى آخر؛ لم يُرسل شيء فوقه.",
    ),
    Status.REJECTED: Words(
        "OTO refused it, with its reason.", "رفضه OTO مع ذكر السبب."
    ),
    Status.INVALID: Words(
        "A check failed; it was not sent.", "لم يجتز الفحص؛ ولم يُرسل."
    ),
    Status.UNCONFIRMED: Words(
        "It may have arrived and OTO could not be asked; a re-run settles it.",
        "ربما وصل ولم يمكن سؤال OTO؛ إعادة التشغيل تحسم الأمر.",
    ),
    Status.NOT_SENT: Words(
        "The run stopped before its turn.", "توقف التشغيل قبل أن يأتي دوره."
    ),
    Status.VALID: Words("It would be sent as it stands.", "يمكن إرساله كما هو."),
}  # fmt: skip

# headlines
STOPPED = Words("The run stopped early: {why}", "توقف التشغيل قبل نهايته: {why}")
NO_ORDERS = Words("{file} holds no orders.", "لا توجد طلبات في {file}.")
ALL_IN = Words(
    "{orders:The one order|All # orders} of {file} {orders:is|are} in OTO.",
    "كل طلبات {file} ({orders}) موجودة في OTO.",
)
SOME_IN = Words(
    "{done} of {orders} orders of {file} {done:is|are} in OTO; {left:# is|# are} not.",
    "{done} من {orders} من طلبات {file} موجودة في OTO؛ و{left} ليست فيه.",
)
ALL_VALID = Words(
    "{orders:The one order|All # orders} of {file} can be sent. Nothing was sent: this was a "
    "check.",
    "يمكن إرسال كل طلبات {file} ({orders}). لم يُرسل شيء: كان هذا فحصاً.",
)
SOME_VALID = Words(
    "{done} of {orders:# order|# orders} of {file} can be sent; {left:# needs|# need} mending. "
    "Nothing was sent.",
    "يمكن إرسال {done} من {orders} من طلبات {file}؛ و{left} تحتاج إلى تصحيح. لم يُرسل شيء.",
)

# sections and labels
TITLE = Words("Orders to OTO: report", "الطلبات إلى OTO: تقرير")
TITLE_CHECK = Words("Orders to OTO: check", "الطلبات إلى OTO: فحص")
ORDERS = Words("Orders", "الطلبات")
ROWS = Words("Rows", "الصفوف")
STATUS_LABEL = Words("Status", "الحالة")
CODE = Words("Code", "الرمز")
MEANS = Words("What it means", "معناها")
TOTAL = Words("Total", "المجموع")
ROWS_OF_FILE = Words("Rows of the sheet", "صفوف الورقة")
IN_ORDERS = Words("in orders", "في الطلبات")
ABOVE_HEADER = Words("above the header", "فوق صف العناوين")
HEADER_ROWS = Words("the header", "صف العناوين")
LEFT_OUT = Words("left out (no orders: see the notes)", "متروكة (ليست طلبات: انظر الملاحظات)")
FILLED_ROWS = Words("filled rows of the sheet", "الصفوف المملوءة في الورقة")
ALL_ACCOUNTED = Words(
    "✓ Nothing is unaccounted for: every order has one status, every row one place.",
    "✓ لا شيء مفقود: لكل طلب حالة واحدة ولكل صف مكان واحد.",
)
UNACCOUNTED = Words(
    "✗ The sums do not add up; these rows are in no order: {rows}. Please report this.",
    "✗ المجاميع غير متطابقة؛ هذه الصفوف ليست في أي طلب: {rows}. نرجو إبلاغنا.",
)
WHAT_TO_DO = Words("What to do now", "ما العمل الآن")
MONEY = Words("Money sent", "المبالغ المرسلة")
MONEY_CHECK = Words("Money that would be sent", "المبالغ التي سترسل")
CURRENCY = Words("Currency", "العملة")
COD = Words("To collect (COD)", "للتحصيل عند الاستلام")
PAID = Words("Paid already", "مدفوع مسبقاً")
PROBLEMS = Words("Problems by cause", "الأخطاء حسب السبب")
WARNINGS = Words("Warnings (the orders were not held back)", "تنبيهات (لم توقف الطلبات)")
NOTES = Words("Notes", "ملاحظات")
WHAT_IS_WRONG = Words("What", "الوصف")
TIMES = Words("Times", "مرات")
HOW_TO_MEND = Words("How to mend it", "طريقة التصحيح")
WHERE = Words("Where", "الموضع")
WHOLE_FILE = Words("the file", "الملف")
RUN_FACTS = Words("The run", "التشغيل")
FILE = Words("File", "الملف")
SHEET = Words("Sheet", "الورقة")
TIME = Words("Time", "الوقت")
TOOK = Words("Took", "المدة")
SECONDS = Words("{seconds} seconds", "{seconds} ثانية")
ACCOUNT = Words("OTO account", "حساب OTO")
HOST = Words("Host", "الخادم")
ENCODING = Words("Encoding", "الترميز")
DELIMITER = Words("Delimiter", "الفاصل")
PREVIOUS = Words("Earlier report", "التقرير السابق")
NOT_ASKED = Words("not asked", "لم يُسأل")
DELIMITERS = {
    ",": Words("comma", "فاصلة"),
    ";": Words("semicolon", "فاصلة منقوطة"),
    "\t": Words("tab", "علامة جدولة"),
    "|": Words("bar", "خط عمودي"),
}
COLUMNS = Words("Columns", "الأعمدة")
COLUMN = Words("Column", "العمود")
HEADER = Words("Header", "العنوان")
UNDERSTOOD_AS = Words("Understood as", "فُهم على أنه")
HOW = Words("How", "كيف")
HOW_KNOWN = {
    "canonical": Words("by its name", "باسمه"),
    "label": Words("by the template's label", "بعنوان القالب"),
    "alias": Words("by a common name", "باسم شائع"),
    "close": Words("guessed: please check", "تخمين: يرجى التحقق"),
    "profile": Words("by the known export", "بحسب ملف التصدير المعروف"),
    "map": Words("by --map", "بالخيار ‎--map"),
    "remembered": Words("as in an earlier run", "كما في تشغيل سابق"),
    "ignored": Words("ignored", "أُهمل"),
}
CONSTANT = Words("the same for every order: {value}", "قيمة واحدة لكل الطلبات: {value}")
NO_HEADER = Words("(no header)", "(بلا عنوان)")

# what to do
DO_NOTHING = Words("Nothing is left to do.", "لم يبق شيء.")
DO_MEND = Words(
    "1. Open the sheet “To fix”: it holds the rows of the {left:order that is|# orders that are} "
    "not in OTO; the cells to mend are red.",
    "1. افتح ورقة «To fix»: فيها صفوف الطلبات التي ليست في OTO وعددها {left}؛ والخانات التي تحتاج "
    "إلى تصحيح حمراء.",
)
DO_SAVE = Words(
    "2. Mend them there, save this workbook and close it.",
    "2. صحّحها هناك ثم احفظ هذا الملف وأغلقه.",
)
DO_RUN = Words(
    "3. Run this command: only those orders are checked and sent.",
    "3. شغّل هذا الأمر: تُفحص وتُرسل هذه الطلبات فقط.",
)
DO_RUN_AGAIN = Words(
    "Run this command: it sends what is left and settles what is unconfirmed; nothing is doubled.",
    "شغّل هذا الأمر: يرسل ما بقي ويحسم غير المؤكد، ولا يتكرر أي طلب.",
)
DO_SEND = Words("Run this command to send them:", "شغّل هذا الأمر لإرسالها:")
DO_SEND_REST = Words(
    "The {valid:order that is ready is|# orders that are ready are} not in “To fix”: send "
    "{valid:it|them} from the file itself. Nothing is sent twice.",
    "الطلبات الجاهزة ({valid}) ليست في «To fix»: أرسلها من الملف نفسه. لا يُرسل شيء مرتين.",
)
COMMAND = Words("Command", "الأمر")

# To fix and Results
AND_MORE = Words(
    "and {count:# more problem|# more problems} of this order", "و{count} أخطاء أخرى في هذا الطلب"
)
AND_OTHERS = Words("{message} (And {count} more like it.)", "{message} (وأمثال ذلك: {count}.)")
HELD_WITH = Words(
    "Held with row {rows} of your file, which is of the same order: {why}",
    "موقوف مع الصف {rows} من ملفك لأنه من الطلب نفسه: {why}",
)
SEE_TO_FIX = Words("Go to its rows in “To fix”", "اذهب إلى صفوفه في «To fix»")
COMMENTS_CAPPED = Words(
    "Only the first {count} bad cells carry their message as a comment; the column Problem tells "
    "all.",
    "أول {count} خانة فقط تحمل تعليقاً؛ وعمود Problem يذكر كل الأخطاء.",
)
ROWS_CAPPED = Words(
    "“To fix” holds the first {count} rows only: mend and run them, then run the file again for "
    "the rest.",
    "ورقة «To fix» تتسع لأول {count} صف فقط: صحّحها وشغّلها ثم أعد تشغيل الملف للباقي.",
)

# the page
SEARCH = Words("Search the orders", "ابحث في الطلبات")
ALL = Words("All", "الكل")
SHOWN_SOME = Words(
    "The page lists {shown} of {orders:# order|# orders}, those with problems first; the workbook "
    "has all.",
    "تعرض الصفحة {shown} من {orders} طلباً، والتي بها أخطاء أولاً؛ وملف Excel فيه الكل.",
)
MATCHES = Words("Orders shown: {count}", "عدد الطلبات المعروضة: {count}")
WORKBOOK = Words("The workbook of this report", "ملف Excel لهذا التقرير")
LINE = {
    "orderId": Words("Order", "الطلب"),
    "status": STATUS_LABEL,
    "otoId": Words("OTO number", "رقم OTO"),
    "errorCode": CODE,
    "error": WHAT_IS_WRONG,
    "fix": HOW_TO_MEND,
    "rows": ROWS,
    "attempts": Words("Attempts", "المحاولات"),
    "sentAt": Words("Sent (UTC)", "أُرسل (UTC)"),
}

# the refreshed report
NO_REPORT = Words("The file is no report of an earlier run.", "الملف ليس تقرير تشغيل سابق.")
NO_REPORT_CURE = Words(
    "Name a workbook from the report folder, one with the sheet “Results”.",
    "اذكر ملفاً من مجلد التقارير فيه ورقة «Results».",
)
NOWHERE = Words("The report could not be written ({why}).", "تعذرت كتابة التقرير ({why}).")
REFRESHED_FINE = Words(
    "{orders:The one created order is on its way|All # created orders are on their way}: none "
    "needs you.",
    "كل الطلبات المنشأة ({orders}) تسير كما يجب: لا يحتاج أي منها إلى تدخلك.",
)
REFRESHED_TROUBLE = Words(
    "{count} of {orders:# created order|# created orders} {count:needs|need} you.",
    "{count} من {orders} من الطلبات المنشأة تحتاج إلى تدخلك.",
)
REFRESHED_OF = Words("What OTO says of the orders of {report}", "ما يقوله OTO عن طلبات {report}")
OTO_STATUS = Words("Status in OTO", "الحالة في OTO")
LOOK_AT = Words("Look at these orders in OTO", "راجع هذه الطلبات في OTO")
