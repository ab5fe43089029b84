"""The texts of the template that are not a field's own."""

from importer.catalog import Kind, Part
from importer.i18n import Words

ORDERS = Words("Orders", "الطلبات")
GUIDE = Words("Guide", "الدليل")
TITLE = Words("How to fill in your orders", "كيف تملأ جدول الطلبات")

STEPS: tuple[Words, ...] = (
    Words(
        'Write your orders in the sheet "Orders", from row 3 on. Each row is one item.',
        "اكتب طلباتك في ورقة «الطلبات» ابتداءً من الصف 3. كل صف منتج واحد.",
    ),
    Words(
        "An order of several items takes several rows with the same order number;"
        " from its second row on, the columns of the order and the customer may stay empty.",
        "الطلب الذي فيه عدة منتجات يأخذ عدة صفوف تحمل رقم الطلب نفسه؛"
        " ومن الصف الثاني يمكن ترك أعمدة الطلب والعميل فارغة.",
    ),
    Words(
        "Columns marked * must be filled. All others may stay empty, be moved or be deleted."
        " Keep the headers of row 1.",
        "الأعمدة التي عليها * يجب ملؤها. ما عداها يمكن تركه فارغاً أو نقله أو حذفه."
        " لا تغيّر عناوين الصف الأول.",
    ),
    Words(
        "More columns are folded away behind the last one: press the + above the sheet.",
        "هناك أعمدة أخرى مطوية بعد العمود الأخير: اضغط علامة + فوق الجدول لإظهارها.",
    ),
)
COMMANDS: tuple[tuple[Words, str], ...] = (
    (
        Words("Check, without sending anything:", "لفحص الملف دون إرسال شيء:"),
        "python -m importer check orders.xlsx",
    ),
    (
        Words("Rehearse on your own computer:", "للتجربة على جهازك فقط:"),
        "python -m importer orders.xlsx --sandbox",
    ),
    (
        Words("Send the orders to OTO:", "لإرسال الطلبات إلى OTO:"),
        "python -m importer orders.xlsx",
    ),
)
AFTERWARDS = Words(
    "Then open the report in the folder reports: it says what became of every order. Mend the rows"
    ' of its sheet "To fix" and run the same command on the report.',
    "ثم افتح التقرير في المجلد reports: يبيّن ما حدث لكل طلب. أصلح صفوف ورقة «To fix» فيه"
    " وشغّل الأمر نفسه على التقرير.",
)

PARTS = {
    Part.ORDER: Words("Order", "الطلب نفسه"),
    Part.CUSTOMER: Words("Customer", "بيانات العميل"),
    Part.ITEM: Words("Item", "المنتجات"),
    Part.SENDER: Words("Sender", "بيانات المرسل"),
}
SHADES = (
    Words("must be filled", "إلزامي"),
    Words("in some cases", "حسب الحالة"),
    Words("may stay empty", "اختياري"),
)
GUIDE_HEADERS: tuple[Words, ...] = (
    Words("Header in the sheet", "العنوان في الجدول"),
    Words("What it means", "معناه"),
    Words("Must it be filled?", "هل هو إلزامي؟"),
    Words("What you can write", "ما يمكن كتابته"),
    Words("Example: first row", "مثال: الصف الأول"),
    Words("Example: second row", "مثال: الصف الثاني"),
)
EXAMPLE_NOTE = Words(
    "The two columns of examples are one order with two items: its first row and its second.",
    "عمودا المثال طلب واحد فيه منتجان: صفه الأول وصفه الثاني.",
)
FOLDED = Words("The columns that are folded away", "الأعمدة المطوية")
NOT_IN_LIST = Words(
    "This is not in the list and may not be understood. Use it all the same?",
    "هذه القيمة ليست في القائمة وقد لا تُفهم. هل تريد استعمالها؟",
)

KINDS = {
    Kind.TEXT: Words("text", "نص"),
    Kind.CODE: Words("letters and digits", "أحرف وأرقام"),
    Kind.PHONE: Words("0551234567 or +971501234567", "0551234567 أو ‎+971501234567"),
    Kind.MONEY: Words("an amount, such as 120.50", "مبلغ مثل 120.50"),
    Kind.NUMBER: Words("a number, such as 1.5", "رقم مثل 1.5"),
    Kind.WHOLE: Words("a whole number, such as 2", "عدد صحيح مثل 2"),
    Kind.YES_NO: Words("yes or no", "نعم أو لا"),
    Kind.DATE: Words("day/month/year", "يوم/شهر/سنة"),
    Kind.MOMENT: Words("day/month/year hour:minute", "يوم/شهر/سنة ساعة:دقيقة"),
    Kind.TIME: Words("a time, such as 2:30pm", "وقت مثل 2:30pm"),
    Kind.COUNTRY: Words("any country", "أي دولة"),
    Kind.CURRENCY: Words("any currency code", "أي رمز عملة"),
    Kind.PAYMENT: Words("cod or paid", "الدفع عند الاستلام أو مدفوع"),
    Kind.EMAIL: Words("an e-mail address", "عنوان بريد إلكتروني"),
    Kind.URL: Words("a link that begins with https://", "رابط يبدأ بـ https://"),
}
