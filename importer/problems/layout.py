"""The codes of a sheet's layout: its header, its columns, and rows that are no orders."""

from importer.i18n import Words
from importer.problems.problem import Code, Severity

COLUMN_MISSING = Code(
    "column_missing",
    Severity.PROBLEM,
    Words(
        "No column holds “{label_en}” ({field}), and every order needs it.",
        "لا يوجد عمود لـ«{label_ar}» ({field}) وهو مطلوب لكل طلب.",
    ),
    Words(
        'Add the column, or say which one it is with --map "Header={field}"; when it is the same '
        'for all orders: --set "{field}={example}".',
        'أضف العمود، أو حدده بـ ‎--map "Header={field}"؛ وإذا كانت القيمة واحدة لكل الطلبات: '
        '‎--set "{field}={example}".',
    ),
)
COLUMN_MISSING_NEAR = Code(
    "column_missing_near",
    Severity.PROBLEM,
    Words(
        "No column holds “{label_en}” ({field}), and every order needs it. Is it “{near}”?",
        "لا يوجد عمود لـ«{label_ar}» ({field}) وهو مطلوب لكل طلب. هل هو «{near}»؟",
    ),
    Words(
        'If it is, add --map "{near}={field}"; otherwise add the column.',
        'إن كان كذلك أضف ‎--map "{near}={field}"؛ وإلا فأضف العمود.',
    ),
)
COLUMNS_COLLIDE = Code(
    "columns_collide",
    Severity.PROBLEM,
    Words(
        "Several columns could be “{field}” and do not say the same: {columns}.",
        "أكثر من عمود قد يكون «{field}» وقيمها مختلفة: {columns}.",
    ),
    Words(
        'Say which one it is, for example --map "{first}={field}".',
        'حدد المقصود، مثلاً ‎--map "{first}={field}".',
    ),
)
COLUMN_SET_ASIDE = Code(
    "column_set_aside",
    Severity.WARNING,
    Words(
        "{used} was used; {columns} could mean the same, says something else, and was left out.",
        "استُخدم {used}؛ أما {columns} فقد يعني الشيء نفسه وقيمه مختلفة، ولم يُستخدم.",
    ),
    Words("If that is wrong, settle it with --map.", "إن كان ذلك خطأ فحدد العمود بـ ‎--map."),
)
COLUMN_GUESSED = Code(
    "column_guessed",
    Severity.WARNING,
    Words("“{header}” was taken for “{field}”.", "اعتُبر العمود «{header}» أنه «{field}»."),
    Words(
        'If that is wrong: --map "{header}=-" leaves it out.',
        'إن كان ذلك خطأ: ‎--map "{header}=-" يتجاهله.',
    ),
)
COLUMNS_IGNORED = Code(
    "columns_ignored",
    Severity.NOTE,
    Words(
        "Columns that were not used ({count}): {headers}.", "أعمدة لم تُستخدم ({count}): {headers}."
    ),
    Words(
        'If one of them is needed: --map "Header=field".',
        'إن كان أحدها مطلوباً: ‎--map "Header=field".',
    ),
)
NO_HEADER_OVER = Code(
    "no_header_over",
    Severity.NOTE,
    Words(
        "Columns without a header were left out: {letters}.",
        "أعمدة بلا عنوان لم تُستخدم: {letters}.",
    ),
    Words(
        "If one of them is needed, write a header over it, or name its letter: "
        '--map "{first}=field".',
        'إن كان أحدها مطلوباً فاكتب له عنواناً، أو استخدم حرفه: ‎--map "{first}=field".',
    ),
)
PROFILE_USED = Code(
    "profile_used",
    Severity.NOTE,
    Words("The file was read as an export of {name}.", "قُرئ الملف على أنه تصدير من {name}."),
    Words("If it is not one, settle columns with --map.", "إن لم يكن كذلك فحدد الأعمدة بـ ‎--map."),
)
MAP_REMEMBERED = Code(
    "map_remembered",
    Severity.NOTE,
    Words(
        "Columns are taken as you settled them before for files with these headers: {headers}.",
        "استُخدمت الأعمدة كما حددتها سابقاً لملفات بهذه العناوين: {headers}.",
    ),
    Words("--forget-map clears that.", "الخيار ‎--forget-map يمحو ذلك."),
)
CONSTANT_USED = Code(
    "constant_used",
    Severity.NOTE,
    Words(
        "“{field}” is “{value}” wherever the file says nothing else.",
        "«{field}» هو «{value}» حيث لا يذكر الملف غير ذلك.",
    ),
    Words('To change it: --set "{field}=value".', 'لتغييره: ‎--set "{field}=value".'),
)
ROWS_ABOVE = Code(
    "rows_above",
    Severity.NOTE,
    Words(
        "The headers were found in row {row_of_header}; what stands above was left out.",
        "وُجدت العناوين في الصف {row_of_header}؛ وما فوقه لم يُستخدم.",
    ),
    Words("", ""),
)
SHEETS_NOT_READ = Code(
    "sheets_not_read",
    Severity.NOTE,
    Words(
        "The sheet “{used}” was read; not read: {sheets}.",
        "قُرئت الورقة «{used}»؛ ولم تُقرأ: {sheets}.",
    ),
    Words("Another one is read with --sheet NAME.", "لقراءة ورقة أخرى: ‎--sheet NAME."),
)
HEADER_AGAIN = Code(
    "header_again",
    Severity.NOTE,
    Words(
        "Row {row_number} repeats the headers and was left out.",
        "الصف {row_number} يكرر العناوين ولم يُستخدم.",
    ),
    Words("", ""),
)
HELP_ROW = Code(
    "help_row",
    Severity.NOTE,
    Words(
        "Row {row_number} explains the columns and was left out.",
        "الصف {row_number} يشرح الأعمدة ولم يُستخدم.",
    ),
    Words("", ""),
)
TOTAL_ROW = Code(
    "total_row",
    Severity.WARNING,
    Words(
        "Row {row_number} looks like a total and was left out.",
        "الصف {row_number} يبدو مجموعاً ولم يُستخدم.",
    ),
    Words("If it is an order, give it an order number.", "إن كان طلباً فاكتب له رقم طلب."),
)
NOTE_ROW = Code(
    "note_row",
    Severity.WARNING,
    Words(
        "Row {row_number} looks like a note beneath the table and was left out: “{value}”.",
        "الصف {row_number} يبدو ملاحظة أسفل الجدول ولم يُستخدم: «{value}».",
    ),
    Words("If it is an order, fill in its other cells.", "إن كان طلباً فاملأ بقية خاناته."),
)
ROWS_OUTSIDE = Code(
    "rows_outside",
    Severity.NOTE,
    Words(
        "Rows that hold something only beside the columns of the orders were left out: {rows}.",
        "صفوف لا تحتوي شيئاً في أعمدة الطلبات لم تُستخدم: {rows}.",
    ),
    Words("", ""),
)
HIDDEN_ROWS = Code(
    "hidden_rows",
    Severity.WARNING,
    Words(
        "{count:# hidden row was|# hidden rows were} read like the others: {rows}.",
        "قُرئت {count} من الصفوف المخفية كغيرها: {rows}.",
    ),
    Words(
        "If they are not to be sent, delete them or copy the visible rows to a new sheet.",
        "إن كان يجب ألا تُرسل فاحذفها أو انسخ الصفوف الظاهرة إلى ورقة جديدة.",
    ),
)
CARRIED_DOWN = Code(
    "carried_down",
    Severity.NOTE,
    Words(
        "{count:# row|# rows} without an order number {count:holds|hold} items of the order above.",
        "{count} من الصفوف بلا رقم طلب تخص الطلب الذي فوقها.",
    ),
    Words("", ""),
)
ITEM_ASTRAY = Code(
    "item_astray",
    Severity.PROBLEM,
    Words(
        "Row {row_number} beneath this order holds an item but no order number: it may be this "
        "order's, which would go out without it.",
        "في الصف {row_number} تحت هذا الطلب منتج بلا رقم طلب: قد يكون من هذا الطلب، فيخرج ناقصاً.",
    ),
    Words(
        "If it is, write the order number into row {row_number}, too; if not, delete that row.",
        "إن كان منه فاكتب رقم الطلب في الصف {row_number} أيضاً؛ وإلا فاحذف ذلك الصف.",
    ),
)
SUMMARY_ROWS = Code(
    "summary_rows",
    Severity.NOTE,
    Words(
        "{count:# row sums|# rows sum} up the items of their orders and {count:is|are} no items: "
        "{rows}.",
        "{count} من الصفوف تجمع منتجات طلباتها وليست منتجات: {rows}.",
    ),
    Words("", ""),
)
ITEMS_UNREADABLE = Code(
    "items_unreadable",
    Severity.PROBLEM,
    Words(
        "The items in {cell} are not written as this export writes them: “{value}”.",
        "المنتجات في الخانة {cell} ليست مكتوبة كما يكتبها هذا التصدير: «{value}».",
    ),
    Words(
        "Export the file again, or write one row an item with its quantity.",
        "صدّر الملف من جديد، أو اكتب صفاً لكل منتج مع كميته.",
    ),
)
ORDER_CANCELLED = Code(
    "order_cancelled",
    Severity.PROBLEM,
    Words(
        "The file says that this order is cancelled or not paid yet (“{header}”: {value}).",
        "يذكر الملف أن هذا الطلب ملغى أو لم يُدفع بعد («{header}»: {value}).",
    ),
    Words(
        "If it is to be sent all the same, empty that cell.",
        "إن كان يجب إرساله مع ذلك فأفرغ تلك الخانة.",
    ),
)
CODES: tuple[Code, ...] = (
    COLUMN_MISSING, COLUMN_MISSING_NEAR, COLUMNS_COLLIDE, COLUMN_SET_ASIDE, COLUMN_GUESSED,
    COLUMNS_IGNORED, NO_HEADER_OVER, PROFILE_USED, MAP_REMEMBERED, CONSTANT_USED, ROWS_ABOVE,
    SHEETS_NOT_READ, HEADER_AGAIN, HELP_ROW, TOTAL_ROW, NOTE_ROW, ROWS_OUTSIDE, HIDDEN_ROWS,
    CARRIED_DOWN, ITEM_ASTRAY, SUMMARY_ROWS, ITEMS_UNREADABLE, ORDER_CANCELLED,
)  # fmt: skip
