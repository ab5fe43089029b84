"""The codes of problems of an order on its way, and of why sending stopped."""

from importer.i18n import Words
from importer.problems.problem import Code, Severity

_AGAIN = Words(
    "Run the file again: only what is left is sent.",
    "شغّل الملف مرة أخرى: لن يُرسل إلا ما بقي.",
)

# --- the order's id is in OTO with other content

DIFFERS_IN_OTO = Code(
    "differs_in_oto",
    Severity.PROBLEM,
    Words(
        "This order number is already in OTO (otoId {oto_id}) with other content. {header}: "
        "{theirs} in OTO, {value} in your file.",
        "رقم الطلب هذا موجود في OTO (‏otoId {oto_id}) بمحتوى مختلف. {header}: "
        "{theirs} في OTO و{value} في ملفك.",
    ),
    Words(
        "If it is another order, give it another order number. If it is the same one, change it "
        "in OTO's dashboard, or make the file say what OTO has.",
        "إن كان طلباً آخر فأعطه رقماً آخر. وإن كان الطلب نفسه فعدّله في لوحة OTO، "
        "أو اجعل الملف مطابقاً لما في OTO.",
    ),
)
CHANGED_SINCE_SENT = Code(
    "changed_since_sent",
    Severity.PROBLEM,
    Words(
        "This order was sent on {sent} (otoId {oto_id}), and its rows were changed since then.",
        "أُرسل هذا الطلب في {sent} (‏otoId {oto_id}) وتغيّرت صفوفه بعد ذلك.",
    ),
    Words(
        "To change an order that is in OTO, use OTO's dashboard. To send a new order, give it a "
        "new order number.",
        "لتعديل طلب موجود في OTO استخدم لوحة OTO. ولإرسال طلب جديد أعطه رقماً جديداً.",
    ),
)

# --- it may be in OTO

UNCONFIRMED = Code(
    "unconfirmed",
    Severity.PROBLEM,
    Words(
        "OTO did not answer clearly, and could not be asked whether it has this order.",
        "لم يرد OTO رداً واضحاً ولم يمكن سؤاله هل وصله هذا الطلب.",
    ),
    Words(
        "Run the file again: OTO is asked first, so the order cannot be sent twice. Do not enter "
        "it by hand before that.",
        "شغّل الملف مرة أخرى: سيُسأل OTO أولاً فلا يُرسل الطلب مرتين. لا تُدخله يدوياً قبل ذلك.",
    ),
)
EXISTS_UNSEEN = Code(
    "exists_unseen",
    Severity.PROBLEM,
    Words(
        "OTO says that this order number exists, but does not show the order when asked for it.",
        "يقول OTO إن رقم الطلب هذا موجود، لكنه لا يعرض الطلب عند السؤال عنه.",
    ),
    Words(
        "Look for the order number in OTO's dashboard. If it is there, nothing is left to do; if "
        "not, run the file again or give the order another number.",
        "ابحث عن رقم الطلب في لوحة OTO. إن وجدته فلا يلزم شيء، وإلا فشغّل الملف مرة أخرى "
        "أو أعط الطلب رقماً آخر.",
    ),
)
IN_OTHER_RUN = Code(
    "in_other_run",
    Severity.PROBLEM,
    Words(
        "Another run is sending this order just now.",
        "يرسل تشغيلٌ آخر هذا الطلب الآن.",
    ),
    Words(
        "Wait until the other run has ended, then run the file again to see what became of it.",
        "انتظر حتى ينتهي التشغيل الآخر ثم شغّل الملف مرة أخرى لترى ما صار إليه.",
    ),
)

# --- it is not in OTO

NOT_DELIVERED = Code(
    "not_delivered",
    Severity.PROBLEM,
    Words(
        "OTO could not be reached for this order; it was not sent.",
        "تعذر الوصول إلى OTO لهذا الطلب فلم يُرسل.",
    ),
    _AGAIN,
)
OUT_OF_TIME = Code(
    "out_of_time",
    Severity.PROBLEM,
    Words(
        "The time for this order was up before OTO took it; it is not in OTO.",
        "انتهى الوقت المخصص لهذا الطلب قبل أن يقبله OTO، وهو ليس في OTO.",
    ),
    _AGAIN,
)

# --- why sending stopped: said of the run, and of each order that was left

NOT_AGREED = Code(
    "not_agreed",
    Severity.PROBLEM,
    Words("You answered no, so nothing was sent.", "أجبت بلا، فلم يُرسل شيء."),
    Words(
        "Run the file again and answer yes when it is right.",
        "شغّل الملف مرة أخرى وأجب بنعم حين يكون كل شيء صحيحاً.",
    ),
)
INTERRUPTED = Code(
    "interrupted",
    Severity.PROBLEM,
    Words("Sending was interrupted.", "أُوقف الإرسال."),
    _AGAIN,
)
TOKEN_REFUSED = Code(
    "token_refused",
    Severity.PROBLEM,
    Words("Sending stopped: OTO refused the token.", "توقف الإرسال: رفض OTO رمز الربط."),
    Words(
        "Copy the refresh token again from OTO's dashboard (Settings, API integration) and run "
        "the file again: only what is left is sent.",
        "انسخ رمز الربط من لوحة OTO من جديد (الإعدادات، API integration) وشغّل الملف مرة أخرى: "
        "لن يُرسل إلا ما بقي.",
    ),
)
ACCOUNT_FORBIDDEN = Code(
    "account_forbidden",
    Severity.PROBLEM,
    Words(
        "Sending stopped: OTO does not let this account send orders ({oto_code}: {text}).",
        "توقف الإرسال: لا يسمح OTO لهذا الحساب بإرسال الطلبات ({oto_code}: {text}).",
    ),
    Words(
        "Ask OTO's support to open the API for the account, then run the file again.",
        "اطلب من دعم OTO فتح الربط البرمجي للحساب ثم شغّل الملف مرة أخرى.",
    ),
)
NO_CREDIT = Code(
    "no_credit",
    Severity.PROBLEM,
    Words(
        "Sending stopped: the account's credit with OTO is used up.",
        "توقف الإرسال: نفد رصيد الحساب في OTO.",
    ),
    Words(
        "Top up the credit in OTO's dashboard, then run the file again: only what is left is sent.",
        "اشحن الرصيد في لوحة OTO ثم شغّل الملف مرة أخرى: لن يُرسل إلا ما بقي.",
    ),
)
SAME_REFUSAL = Code(
    "same_refusal",
    Severity.PROBLEM,
    Words(
        "Sending stopped: OTO refused the first {count:# order|# orders} for one reason "
        "({oto_code}: {text}).",
        "توقف الإرسال: رفض OTO أول {count} طلباً لسبب واحد ({oto_code}: {text}).",
    ),
    Words(
        "Mend that in all orders, then run the file again: only what is left is sent.",
        "أصلح ذلك في كل الطلبات ثم شغّل الملف مرة أخرى: لن يُرسل إلا ما بقي.",
    ),
)
OTO_UNREACHABLE = Code(
    "oto_unreachable",
    Severity.PROBLEM,
    Words(
        "Sending stopped: {count} calls to OTO in a row failed on the way.",
        "توقف الإرسال: تعثرت {count} محاولات متتالية للاتصال بـ OTO.",
    ),
    Words(
        "Look at the internet connection, wait a few minutes and run the file again: only what is "
        "left is sent.",
        "تحقق من الاتصال بالإنترنت وانتظر بضع دقائق ثم شغّل الملف مرة أخرى: لن يُرسل إلا ما بقي.",
    ),
)
OTO_BUSY = Code(
    "oto_busy",
    Severity.PROBLEM,
    Words(
        "Sending stopped: OTO keeps asking for a pause (too many calls).",
        "توقف الإرسال: يواصل OTO طلب التمهل (محاولات كثيرة).",
    ),
    Words(
        "Wait a while, then run the file again with a lower --rate: only what is left is sent.",
        "انتظر قليلاً ثم شغّل الملف مرة أخرى مع ‎--rate أقل: لن يُرسل إلا ما بقي.",
    ),
)
LEDGER_FAILED = Code(
    "ledger_failed",
    Severity.PROBLEM,
    Words("Sending stopped. {why_en}", "توقف الإرسال. {why_ar}"),
    Words("{cure_en}", "{cure_ar}"),
)

# --- nothing holds the order back

OTO_WARNING = Code(
    "oto_warning",
    Severity.WARNING,
    Words("OTO took the order and warned: {text}", "قبل OTO الطلب مع تنبيه: {text}"),
    Words("Look at the order in OTO's dashboard.", "راجع الطلب في لوحة OTO."),
)
ORDER_SPLIT = Code(
    "order_split",
    Severity.NOTE,
    Words(
        "OTO split this order into {count}: {oto_ids}.",
        "جزّأ OTO هذا الطلب إلى {count}: {oto_ids}.",
    ),
    Words("Nothing to do.", "لا يلزم أي إجراء."),
)
OTHER_RUN = Code(
    "other_run",
    Severity.NOTE,
    Words(
        "Another run was sending to the same account at the same time; the rate was shared.",
        "كان تشغيل آخر يرسل إلى الحساب نفسه في الوقت نفسه، فتقاسما سرعة الإرسال.",
    ),
    Words("Nothing to do.", "لا يلزم أي إجراء."),
)
LEDGER_SET_ASIDE = Code(
    "ledger_set_aside",
    Severity.WARNING,
    Words(
        "The ledger {ledger}, which remembers what was sent, was damaged or not a ledger; it was "
        "kept as {aside} and a new one was begun.",
        "كان السجل {ledger} الذي يحفظ ما أُرسل تالفاً أو ليس سجلاً، فحُفظ باسم {aside} وبدأ سجل جديد.",
    ),
    Words(
        "Nothing is sent twice: OTO refuses an order number that it has, and is then asked. Keep "
        "the old file until you have seen this run's report.",
        "لن يُرسل شيء مرتين: يرفض OTO رقم طلب موجوداً عنده ثم يُسأل عنه. احتفظ بالملف القديم "
        "حتى ترى تقرير هذا التشغيل.",
    ),
)

CODES: tuple[Code, ...] = (
    DIFFERS_IN_OTO,
    CHANGED_SINCE_SENT,
    UNCONFIRMED,
    EXISTS_UNSEEN,
    IN_OTHER_RUN,
    NOT_DELIVERED,
    OUT_OF_TIME,
    NOT_AGREED,
    INTERRUPTED,
    TOKEN_REFUSED,
    ACCOUNT_FORBIDDEN,
    NO_CREDIT,
    SAME_REFUSAL,
    OTO_UNREACHABLE,
    OTO_BUSY,
    LEDGER_FAILED,
    OTO_WARNING,
    ORDER_SPLIT,
    OTHER_RUN,
    LEDGER_SET_ASIDE,
)
