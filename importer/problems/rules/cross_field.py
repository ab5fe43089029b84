"""The codes of problems of what belongs together in an order, and of what does not."""

from importer.i18n import Words
from importer.problems.problem import Code, Severity

ROW_WITHOUT_ORDER = Code(
    "row_without_order",
    Severity.PROBLEM,
    Words(
        "This row has no order number, so it is unknown which order it belongs to.",
        "هذا الصف بلا رقم طلب، فلا يُعرف لأي طلب ينتمي.",
    ),
    Words(
        "Write the number of its order in “{header}”, or delete the row.",
        "اكتب رقم طلبه في «{header}» أو احذف الصف.",
    ),
)
ITEMS_MISSING = Code(
    "items_missing",
    Severity.PROBLEM,
    Words("The order has no items.", "الطلب بلا منتجات."),
    Words(
        "Fill in “{header}” (and the item's name or SKU), or say in “{other}” what is inside.",
        "املأ «{header}» (واسم المنتج أو رمزه)، أو صف المحتوى في «{other}».",
    ),
)
GROUP_INCOMPLETE = Code(
    "group_incomplete",
    Severity.PROBLEM,
    Words(
        "“{header}” is empty although “{other}” is filled in; they are needed together.",
        "«{header}» فارغ مع أن «{other}» مملوء؛ وهما مطلوبان معاً.",
    ),
    Words(
        "Fill in “{header}” too, or empty “{other}”.",
        "املأ «{header}» أيضاً أو أفرغ «{other}».",
    ),
)
SENDER_INCOMPLETE = Code(
    "sender_incomplete",
    Severity.PROBLEM,
    Words(
        "The sender is only partly filled in: “{header}” is empty.",
        "بيانات المرسل ناقصة: «{header}» فارغ.",
    ),
    Words(
        "Fill it in, or empty all sender columns and give a pickup location code instead.",
        "املأ الخانة، أو أفرغ كل أعمدة المرسل واكتب رمز موقع الاستلام بدلاً منها.",
    ),
)
PICKUP_AND_SENDER = Code(
    "pickup_and_sender",
    Severity.PROBLEM,
    Words(
        "The order has both a pickup location code and sender details (“{other}”); "
        "OTO takes only one of them.",
        "في الطلب رمز موقع استلام وبيانات مرسل («{other}») معاً؛ وOTO تقبل أحدهما فقط.",
    ),
    Words("Empty “{header}”, or all the sender columns.", "أفرغ «{header}» أو جميع أعمدة المرسل."),
)
DESTINATION_AND_CUSTOMER = Code(
    "destination_and_customer",
    Severity.PROBLEM,
    Words(
        "The order goes to one of your own locations and to a customer (“{other}”) at once.",
        "الطلب موجّه إلى أحد مواقعك وإلى عميل («{other}») في الوقت نفسه.",
    ),
    Words(
        "Empty “{header}” if it goes to the customer; empty the customer columns if it is a "
        "transfer.",
        "أفرغ «{header}» إذا كان للعميل؛ وأفرغ أعمدة العميل إذا كان نقلاً بين مواقعك.",
    ),
)
PICKUP_NEEDED = Code(
    "pickup_needed",
    Severity.PROBLEM,
    Words(
        "“{header}” is empty, and it is needed when “{other}” is “{reason_en}”.",
        "«{header}» فارغ، وهو مطلوب عندما تكون قيمة «{other}» هي «{reason_ar}».",
    ),
    Words(
        "Write the code of your warehouse or branch as it stands in OTO.",
        "اكتب رمز المستودع أو الفرع كما هو في OTO.",
    ),
)
POSTCODE_ABROAD = Code(
    "postcode_abroad",
    Severity.WARNING,
    Words(
        "The order goes abroad ({country}), and “{header}” is empty; carriers ask for it.",
        "الطلب دولي ({country}) و«{header}» فارغ؛ وشركات الشحن تطلبه.",
    ),
    Words("Ask the customer for the postcode.", "اطلب الرمز البريدي من العميل."),
)
HS_CODE_ABROAD = Code(
    "hs_code_abroad",
    Severity.WARNING,
    Words(
        "The order goes abroad ({country}), and the item's “{header}” is empty; customs ask for "
        "it.",
        "الطلب دولي ({country}) و«{header}» للمنتج فارغ؛ والجمارك تطلبه.",
    ),
    Words("Write the item's customs (HS) code.", "اكتب الرمز الجمركي (HS) للمنتج."),
)
IDENTITY_ASKED = Code(
    "identity_asked",
    Severity.WARNING,
    Words(
        "The order goes to {country}, where OTO may ask for “{header}”, and it is empty.",
        "الطلب إلى {country}، وقد تطلب OTO هناك «{header}»، وهو فارغ.",
    ),
    Words("Ask the customer for it, if OTO does.", "اطلبه من العميل إذا طلبته OTO."),
)

TOGETHER_CODES = (
    ROW_WITHOUT_ORDER,
    ITEMS_MISSING,
    GROUP_INCOMPLETE,
    SENDER_INCOMPLETE,
    PICKUP_AND_SENDER,
    DESTINATION_AND_CUSTOMER,
    PICKUP_NEEDED,
    POSTCODE_ABROAD,
    HS_CODE_ABROAD,
    IDENTITY_ASKED,
)
