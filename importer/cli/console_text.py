"""What the console says, in both languages."""

from importer.i18n import Words

STAGES = {
    "reading": Words("Reading {file}", "قراءة {file}"),
    "checking": Words("Checking every row", "فحص كل الصفوف"),
    "asking": Words("Asking OTO about the account", "سؤال OTO عن الحساب"),
    "reporting": Words("Writing the report", "كتابة التقرير"),
}
SENDING = Words("Sending orders", "إرسال الطلبات")
WAITING = {
    "too_many_calls": Words(
        "OTO asked for a pause: waiting {seconds} s",
        "طلب OTO التمهل: انتظار {seconds} ثانية",
    ),
    "other_run": Words(
        "Another run sends to this account: both share the rate",
        "تشغيل آخر يرسل إلى هذا الحساب: يتقاسمان السرعة",
    ),
    "oto_unreachable": Words(
        "OTO cannot be reached: trying again in {seconds} s",
        "تعذر الوصول إلى OTO: محاولة أخرى بعد {seconds} ثانية",
    ),
}
STATUSES = {
    "created": Words("created now", "أُنشئ الآن"),
    "already_created": Words("already in OTO", "موجود مسبقاً في OTO"),
    "conflict": Words("in OTO with other content", "موجود في OTO بمحتوى مختلف"),
    "rejected": Words("refused by OTO", "رفضه OTO"),
    "invalid": Words("to be mended", "يحتاج إلى تصحيح"),
    "unconfirmed": Words("not known yet", "غير مؤكد بعد"),
    "not_sent": Words("not sent", "لم يُرسل"),
    "valid": Words("would be sent", "جاهز للإرسال"),
}
WILL_SEND = Words(
    "{count:# order|# orders} will be sent to {host}{account}",
    "سيُرسل {count} من الطلبات إلى {host}{account}",
)
WOULD_SEND = Words(
    "{count:# order|# orders} would be sent to {host}{account}",
    "سيُرسل عند التشغيل {count} من الطلبات إلى {host}{account}",
)
ACCOUNT = Words(", account {name}", "، الحساب {name}")
ALREADY = Words(
    "{count} of {orders} {count:is|are} in OTO already (the latest was sent on {day}) and "
    "{count:is|are} not sent again",
    "{count} من {orders} موجودة في OTO (آخرها أُرسل في {day}) ولن تُرسل مرة أخرى",
)
HELD = Words(
    "{count:# order is|# orders are} held back until mended (see the report)",
    "{count} من الطلبات موقوفة حتى تُصحَّح (انظر التقرير)",
)
MONEY = Words(
    "{currency}: to collect {cod}, paid {paid}", "{currency}: للتحصيل {cod}، مدفوع {paid}"
)
SHIPMENTS = Words(
    "{count:# shipment|# shipments} will be booked, which costs money",
    "ستُحجز {count} من الشحنات وتُحسب تكلفتها",
)
CREDIT = Words("credit left: {credit}", "الرصيد المتبقي: {credit}")
ASK = Words("Send them now?", "هل تُرسل الآن؟")
CAUSES = Words("Most frequent causes:", "أكثر الأسباب تكراراً:")
REPORT = Words("Report: {path}", "التقرير: {path}")
WARNINGS = Words(
    "{count:# warning, which is|# warnings, which are} listed in the report",
    "{count} من التنبيهات، وهي في التقرير",
)
INTERRUPTED = Words(
    "Stopping: the calls in flight are landing (press again to end at once)",
    "إيقاف: بانتظار الطلبات الجاري إرسالها (اضغط مرة أخرى للإنهاء فوراً)",
)
