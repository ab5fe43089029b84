"""The fields of the order that say how it travels: where from, how, when, and who pays."""

from decimal import Decimal

from importer.catalog.field import Field, Kind, Need, Part
from importer.i18n import _

_ZERO = Decimal(0)

PICKUP_LOCATION_CODE = Field(
    part=Part.ORDER,
    key="pickupLocationCode",
    kind=Kind.CODE,
    need=Need.SOMETIMES,
    guide=True,
    label=_("Pickup location code"),
    help=_("The code of your warehouse or branch in OTO. Needed to create a shipment."),
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
    label=_("Destination location code"),
    help=_("For transfers between your own locations: where it goes, in place of a customer."),
    example="",
    aliases=("Destination code", "Destination location", "موقع الوجهة", "Varış Depo Kodu"),
)
CREATE_SHIPMENT = Field(
    part=Part.ORDER,
    key="createShipment",
    kind=Kind.YES_NO,
    guide=True,
    label=_("Create shipment"),
    help=_("yes books a shipment at once, which costs money; no or empty only creates the order."),
    example="no",
    aliases=("Book shipment", "Ship now", "أنشئ شحنة", "Gönderi Oluştur"),
)
SERVICE_TYPE = Field(
    part=Part.ORDER,
    key="serviceType",
    kind=Kind.TEXT,
    guide=True,
    allowed=("pickupFromStore", "returnFromCustomer"),
    label=_("Service type"),
    help=_(
        "pickupFromStore when the customer collects the order, returnFromCustomer for a return; "
        "otherwise leave it empty."
    ),
    example="",
    aliases=("Service", "الخدمة", "Hizmet Tipi"),
)
FOR_REVERSE_SHIPMENT = Field(
    part=Part.ORDER,
    key="forReverseShipment",
    kind=Kind.YES_NO,
    guide=True,
    label=_("Return shipment"),
    help=_("yes for a return that had no outward shipment."),
    example="no",
    aliases=("Reverse shipment", "Is return", "شحنة عكسية", "مرتجع", "İade Gönderisi"),
)
DELIVERY_OPTION_ID = Field(
    part=Part.ORDER,
    key="deliveryOptionId",
    kind=Kind.CODE,
    guide=True,
    label=_("Delivery option number"),
    help=_("The number in OTO of a delivery option that you activated."),
    example="",
    aliases=("Delivery option", "خيار التوصيل", "Teslimat Seçeneği"),
)
SHIPPING_NOTES = Field(
    part=Part.ORDER,
    key="shippingNotes",
    kind=Kind.TEXT,
    guide=True,
    longest=1000,
    label=_("Note for the courier"),
    help=_("What the courier should know."),
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
    label=_("Delivery date"),
    help=_("The day that the customer prefers."),
    example="",
    aliases=("Preferred delivery date", "يوم التوصيل", "Teslimat Günü"),
)
DELIVERY_SLOT_FROM = Field(
    part=Part.ORDER,
    key="deliverySlotFrom",
    kind=Kind.TIME,
    guide=True,
    label=_("Delivery from"),
    help=_("The earliest time, such as 2:30pm."),
    example="2:30pm",
    aliases=("Slot from", "من الساعة", "Teslimat Saati Başlangıç"),
)
DELIVERY_SLOT_TO = Field(
    part=Part.ORDER,
    key="deliverySlotTo",
    kind=Kind.TIME,
    guide=True,
    label=_("Delivery until"),
    help=_("The latest time, such as 5pm."),
    example="5pm",
    aliases=("Slot to", "حتى الساعة", "إلى الساعة", "Teslimat Saati Bitiş"),
)
WHO_PAYS = Field(
    part=Part.ORDER,
    key="whoPays",
    kind=Kind.TEXT,
    guide=True,
    allowed=("marketplacePaysDeliveryFee", "sellerPaysDeliveryFee"),
    label=_("Who pays delivery"),
    help=_("For marketplaces: who pays the delivery fee."),
    example="",
    aliases=("Delivery fee payer", "دافع رسوم التوصيل"),
)
SHIPPING_METHOD = Field(
    part=Part.ORDER,
    key="shippingMethod",
    kind=Kind.TEXT,
    label=_("Shipping method"),
    help=_("How fast it goes, such as standard or express."),
    example="standard",
    aliases=("Delivery method", "طريقة التوصيل", "Kargo Yöntemi"),
)
PICKING_TYPE = Field(
    part=Part.ORDER,
    key="pickingType",
    kind=Kind.TEXT,
    allowed=("PICKUP_BY_DC", "BRANCH_DROP_OFF"),
    label=_("Hand-over to the carrier"),
    help=_("PICKUP_BY_DC: the carrier collects it; BRANCH_DROP_OFF: you bring it to a branch."),
    example="",
    aliases=("نوع الاستلام",),
)
ORDER_PRIORITY = Field(
    part=Part.ORDER,
    key="orderPriority",
    kind=Kind.TEXT,
    label=_("Priority"),
    help=_("How urgent the order is."),
    example="",
    aliases=("أولوية الطلب", "Öncelik"),
)

DELIVERY_FIELDS = (
    PICKUP_LOCATION_CODE, DESTINATION_LOCATION_CODE, CREATE_SHIPMENT, SERVICE_TYPE,
    FOR_REVERSE_SHIPMENT, DELIVERY_OPTION_ID, SHIPPING_NOTES, DELIVERY_SLOT_DATE,
    DELIVERY_SLOT_FROM, DELIVERY_SLOT_TO, WHO_PAYS, SHIPPING_METHOD, PICKING_TYPE,
    ORDER_PRIORITY,
)  # fmt: skip
