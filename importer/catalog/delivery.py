"""The fields of the order that say how it travels: where from, how, when, and who pays."""

from decimal import Decimal

from importer.catalog.field import Field, Kind, Need, Part
from importer.i18n import Words

_ZERO = Decimal(0)

PICKUP_LOCATION_CODE = Field(
    part=Part.ORDER,
    key="pickupLocationCode",
    kind=Kind.CODE,
    need=Need.SOMETIMES,
    guide=True,
    label=Words("Pickup location code", "رمز موقع الاستلام"),
    help=Words(
        "The code of your warehouse or branch in OTO. Needed to create a shipment.",
        "رمز مستودعك أو فرعك في OTO. مطلوب عند إنشاء شحنة.",
    ),
    example="RUH-01",
    aliases=(
        "Pickup location", "Pickup code", "Warehouse", "Warehouse code", "Branch code",
        "موقع الاستلام", "رمز المستودع", "المستودع", "رمز الفرع", "Depo Kodu",
    ),
)  # fmt: skip
DESTINATION_LOCATION_CODE = Field(
    part=Part.ORDER,
    key="destinationLocationCode",
    kind=Kind.CODE,
    need=Need.SOMETIMES,
    label=Words("Destination location code", "رمز موقع الوجهة"),
    help=Words(
        "For transfers between your own locations: where it goes, in place of a customer.",
        "للنقل بين مواقعك: رمز موقع الوصول بدلاً من بيانات العميل.",
    ),
    example="",
    aliases=("Destination code", "Destination location", "موقع الوجهة", "Varış Depo Kodu"),
)
CREATE_SHIPMENT = Field(
    part=Part.ORDER,
    key="createShipment",
    kind=Kind.YES_NO,
    guide=True,
    label=Words("Create shipment", "إنشاء شحنة"),
    help=Words(
        "yes books a shipment at once, which costs money; no or empty only creates the order.",
        "نعم: تُحجز شحنة فوراً وتُخصم تكلفتها؛ لا أو فارغ: يُنشأ الطلب فقط.",
    ),
    example="no",
    aliases=("Book shipment", "Ship now", "أنشئ شحنة", "Gönderi Oluştur"),
)
SERVICE_TYPE = Field(
    part=Part.ORDER,
    key="serviceType",
    kind=Kind.TEXT,
    guide=True,
    allowed=("pickupFromStore", "returnFromCustomer"),
    label=Words("Service type", "نوع الخدمة"),
    help=Words(
        "pickupFromStore when the customer collects the order, returnFromCustomer for a return;"
        " otherwise leave it empty.",
        "pickupFromStore إذا كان العميل يستلم من المتجر، وreturnFromCustomer للإرجاع؛"
        " وإلا فاتركه فارغاً.",
    ),
    example="",
    aliases=("Service", "الخدمة", "Hizmet Tipi"),
)
FOR_REVERSE_SHIPMENT = Field(
    part=Part.ORDER,
    key="forReverseShipment",
    kind=Kind.YES_NO,
    guide=True,
    label=Words("Return shipment", "شحنة إرجاع"),
    help=Words(
        "yes for a return that had no outward shipment.", "نعم لشحنة إرجاع لم تسبقها شحنة توصيل."
    ),
    example="no",
    aliases=("Reverse shipment", "Is return", "شحنة عكسية", "مرتجع", "İade Gönderisi"),
)
DELIVERY_OPTION_ID = Field(
    part=Part.ORDER,
    key="deliveryOptionId",
    kind=Kind.CODE,
    guide=True,
    label=Words("Delivery option number", "رقم خيار التوصيل"),
    help=Words(
        "The number in OTO of a delivery option that you activated.",
        "رقم خيار التوصيل المفعّل لديك في OTO.",
    ),
    example="",
    aliases=("Delivery option", "خيار التوصيل", "Teslimat Seçeneği"),
)
SHIPPING_NOTES = Field(
    part=Part.ORDER,
    key="shippingNotes",
    kind=Kind.TEXT,
    guide=True,
    longest=1000,
    label=Words("Note for the courier", "ملاحظات للمندوب"),
    help=Words("What the courier should know.", "ما ينبغي أن يعرفه المندوب."),
    example="الاتصال قبل الوصول",
    aliases=(
        "Notes", "Note", "Remarks", "Delivery notes", "Customer note", "ملاحظات", "ملاحظة",
        "ملاحظات الشحن", "ملاحظات العميل", "Müşteri Notu", "Not", "Note from customer",
        "ملاحظات التوصيل",
    ),
)  # fmt: skip
DELIVERY_SLOT_DATE = Field(
    part=Part.ORDER,
    key="deliverySlotDate",
    kind=Kind.DATE,
    guide=True,
    label=Words("Delivery date", "تاريخ التوصيل"),
    help=Words("The day that the customer prefers.", "اليوم الذي يفضله العميل."),
    example="",
    aliases=("Preferred delivery date", "يوم التوصيل", "Teslimat Günü"),
)
DELIVERY_SLOT_FROM = Field(
    part=Part.ORDER,
    key="deliverySlotFrom",
    kind=Kind.TIME,
    guide=True,
    label=Words("Delivery from", "التوصيل من الساعة"),
    help=Words("The earliest time, such as 2:30pm.", "أبكر وقت، مثل 2:30pm."),
    example="2:30pm",
    aliases=("Slot from", "من الساعة", "Teslimat Saati Başlangıç"),
)
DELIVERY_SLOT_TO = Field(
    part=Part.ORDER,
    key="deliverySlotTo",
    kind=Kind.TIME,
    guide=True,
    label=Words("Delivery until", "التوصيل حتى الساعة"),
    help=Words("The latest time, such as 5pm.", "آخر وقت، مثل 5pm."),
    example="5pm",
    aliases=("Slot to", "حتى الساعة", "إلى الساعة", "Teslimat Saati Bitiş"),
)
WHO_PAYS = Field(
    part=Part.ORDER,
    key="whoPays",
    kind=Kind.TEXT,
    guide=True,
    allowed=("marketplacePaysDeliveryFee", "sellerPaysDeliveryFee"),
    label=Words("Who pays delivery", "من يدفع التوصيل"),
    help=Words(
        "For marketplaces: who pays the delivery fee.",
        "للأسواق الإلكترونية: من يدفع رسوم التوصيل، السوق أم البائع.",
    ),
    example="",
    aliases=("Delivery fee payer", "دافع رسوم التوصيل"),
)
SHIPPING_METHOD = Field(
    part=Part.ORDER,
    key="shippingMethod",
    kind=Kind.TEXT,
    label=Words("Shipping method", "طريقة الشحن"),
    help=Words(
        "How fast it goes, such as standard or express.", "سرعة الشحن، مثل standard أو express."
    ),
    example="standard",
    aliases=("Delivery method", "طريقة التوصيل", "Kargo Yöntemi"),
)
PICKING_TYPE = Field(
    part=Part.ORDER,
    key="pickingType",
    kind=Kind.TEXT,
    allowed=("PICKUP_BY_DC", "BRANCH_DROP_OFF"),
    label=Words("Hand-over to the carrier", "طريقة التسليم لشركة الشحن"),
    help=Words(
        "PICKUP_BY_DC: the carrier collects it; BRANCH_DROP_OFF: you bring it to a branch.",
        "PICKUP_BY_DC: شركة الشحن تستلم منك؛ BRANCH_DROP_OFF: تسلّمه أنت إلى فرعها.",
    ),
    example="",
    aliases=("نوع الاستلام",),
)
ORDER_PRIORITY = Field(
    part=Part.ORDER,
    key="orderPriority",
    kind=Kind.TEXT,
    label=Words("Priority", "الأولوية"),
    help=Words("How urgent the order is.", "مدى استعجال الطلب."),
    example="",
    aliases=("أولوية الطلب", "Öncelik"),
)

DELIVERY_FIELDS = (
    PICKUP_LOCATION_CODE, DESTINATION_LOCATION_CODE, CREATE_SHIPMENT, SERVICE_TYPE,
    FOR_REVERSE_SHIPMENT, DELIVERY_OPTION_ID, SHIPPING_NOTES, DELIVERY_SLOT_DATE,
    DELIVERY_SLOT_FROM, DELIVERY_SLOT_TO, WHO_PAYS, SHIPPING_METHOD, PICKING_TYPE,
    ORDER_PRIORITY,
)  # fmt: skip
