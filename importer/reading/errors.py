"""Why a file cannot be read, in the merchant's words: what it really is, and the cure."""

from importer.errors import FileUnreadable
from importer.i18n import Words

SAVE_AS_XLSX = Words(
    "Open it in Excel, choose Save As, pick “Excel Workbook (.xlsx)” and use the new file.",
    "افتح الملف في Excel واختر «حفظ باسم» ثم «مصنف Excel (.xlsx)» واستخدم الملف الجديد.",
)
EXPORT_TABLE = Words(
    "Export the orders again as Excel (.xlsx) or CSV.",
    "صدّر الطلبات من جديد بصيغة Excel (.xlsx) أو CSV.",
)
AGAIN = Words(
    "Download or export the file again; if it opens in Excel, save it there as a new .xlsx file.",
    "نزّل الملف أو صدّره من جديد؛ وإن كان يُفتح في Excel فاحفظه هناك كملف ‎.xlsx جديد.",
)
DAMAGED = Words(
    "The file is damaged or was cut off on its way: it cannot be read to its end.",
    "الملف تالف أو انقطع أثناء نقله: لا يمكن قراءته حتى نهايته.",
)


def unreadable(what: Words, cure: Words = SAVE_AS_XLSX) -> FileUnreadable:
    """The refusal of a file because of `what`."""
    return FileUnreadable(what, cure)


def other_format(en: str, ar: str, cure: Words = EXPORT_TABLE) -> FileUnreadable:
    """The refusal of a file whose bytes are something other than a table."""
    return FileUnreadable(
        Words(
            f"This file is really {en}, whatever its name says: it cannot be read as a table.",
            f"هذا الملف في حقيقته {ar} مهما كان اسمه: لا يمكن قراءته كجدول.",
        ),
        cure,
    )


def damaged() -> FileUnreadable:
    """The refusal of a file that breaks off or contradicts itself."""
    return FileUnreadable(DAMAGED, AGAIN)


def empty() -> FileUnreadable:
    """The refusal of a file without a byte of content."""
    return FileUnreadable(
        Words("The file is empty: nothing is in it.", "الملف فارغ: لا شيء فيه."),
        AGAIN,
    )


def encrypted() -> FileUnreadable:
    """The refusal of a workbook behind a password."""
    return FileUnreadable(
        Words("The workbook is protected with a password.", "المصنف محمي بكلمة مرور."),
        Words(
            "Open it in Excel with its password, then File → Info → Protect Workbook → Encrypt "
            "with Password, empty the password, and save.",
            "افتحه في Excel بكلمة مروره، ثم ملف ← معلومات ← حماية المصنف ← التشفير بكلمة مرور، "
            "وامسح كلمة المرور ثم احفظ.",
        ),
    )


def too_large(en: str, ar: str) -> FileUnreadable:
    """The refusal of a file beyond one of the limits."""
    return FileUnreadable(
        Words(
            f"The file is too large to be a list of orders: {en}.",
            f"الملف أكبر من أن يكون قائمة طلبات: {ar}.",
        ),
        Words(
            "Copy just the table of orders into a new workbook and use that; "
            "split it if it is really that long.",
            "انسخ جدول الطلبات وحده إلى مصنف جديد واستخدمه؛ وقسّمه إن كان بهذا الطول فعلًا.",
        ),
    )


def too_many_cells(sheet: str, cell: str) -> FileUnreadable:
    """The refusal of a sheet whose used area is absurd because of what stands in `cell`."""
    return FileUnreadable(
        Words(
            f"Sheet “{sheet}” is used as far as cell {cell}: that is more cells than can be read.",
            f"الورقة «{sheet}» مستخدمة حتى الخلية {cell}، وهذا أكثر من أن يُقرأ.",
        ),
        Words(
            f"Look at cell {cell} (Ctrl+End): delete the rows and columns beyond your table and "
            "save, or copy just the table into a new workbook.",
            f"انظر إلى الخلية {cell} ‏(Ctrl+End): احذف الصفوف والأعمدة الزائدة عن جدولك ثم احفظ، "
            "أو انسخ الجدول وحده إلى مصنف جديد.",
        ),
    )


def cell_too_long(where: str) -> FileUnreadable:
    """The refusal of a file with a cell longer than any spreadsheet program allows."""
    return FileUnreadable(
        Words(
            f"A cell ({where}) holds far more text than a spreadsheet cell can hold.",
            f"في الملف خلية ({where}) فيها نص أطول بكثير مما تتسع له خلية في جدول.",
        ),
        EXPORT_TABLE,
    )
