"""The fields of the order that say how it travels: where from, how, when, and who pays."""

from decimal import Decimal
from functools import partial

from importer.catalog.field import Field, Kind, Need, Part
from importer.i18n import _

_order = partial(Field, Part.ORDER)


_ZERO = Decimal(0)

PICKUP_LOCATION_CODE = _order(
    "pickupLocationCode",
    Kind.CODE,
    _("Pickup location code"),
    _("The code of your warehouse or branch in OTO. Needed to create a shipment."),
    "RUH-01",
    need=Need.SOMETIMES,
    guide=True,
)
DESTINATION_LOCATION_CODE = _order(
    "destinationLocationCode",
    Kind.CODE,
    _("Destination location code"),
    _("For transfers between your own locations: where it goes, in place of a customer."),
    "",
    need=Need.SOMETIMES,
)
CREATE_SHIPMENT = _order(
    "createShipment",
    Kind.YES_NO,
    _("Create shipment"),
    _("yes books a shipment at once, which costs money; no or empty only creates the order."),
    "no",
    guide=True,
)
SERVICE_TYPE = _order(
    "serviceType",
    Kind.TEXT,
    _("Service type"),
    _(
        "pickupFromStore when the customer collects the order, returnFromCustomer for a return; "
        "otherwise leave it empty."
    ),
    "",
    guide=True,
    allowed=("pickupFromStore", "returnFromCustomer"),
)
FOR_REVERSE_SHIPMENT = _order(
    "forReverseShipment",
    Kind.YES_NO,
    _("Return shipment"),
    _("yes for a return that had no outward shipment."),
    "no",
    guide=True,
)
DELIVERY_OPTION_ID = _order(
    "deliveryOptionId",
    Kind.CODE,
    _("Delivery option number"),
    _("The number in OTO of a delivery option that you activated."),
    "",
    guide=True,
)
SHIPPING_NOTES = _order(
    "shippingNotes",
    Kind.TEXT,
    _("Note for the courier"),
    _("What the courier should know."),
    "الاتصال قبل الوصول",
    guide=True,
    longest=1000,
)
DELIVERY_SLOT_DATE = _order(
    "deliverySlotDate",
    Kind.DATE,
    _("Delivery date"),
    _("The day that the customer prefers."),
    "",
    guide=True,
)
DELIVERY_SLOT_FROM = _order(
    "deliverySlotFrom",
    Kind.TIME,
    _("Delivery from"),
    _("The earliest time, such as 2:30pm."),
    "2:30pm",
    guide=True,
)
DELIVERY_SLOT_TO = _order(
    "deliverySlotTo",
    Kind.TIME,
    _("Delivery until"),
    _("The latest time, such as 5pm."),
    "5pm",
    guide=True,
)
WHO_PAYS = _order(
    "whoPays",
    Kind.TEXT,
    _("Who pays delivery"),
    _("For marketplaces: who pays the delivery fee."),
    "",
    guide=True,
    allowed=("marketplacePaysDeliveryFee", "sellerPaysDeliveryFee"),
)
SHIPPING_METHOD = _order(
    "shippingMethod",
    Kind.TEXT,
    _("Shipping method"),
    _("How fast it goes, such as standard or express."),
    "standard",
)
PICKING_TYPE = _order(
    "pickingType",
    Kind.TEXT,
    _("Hand-over to the carrier"),
    _("PICKUP_BY_DC: the carrier collects it; BRANCH_DROP_OFF: you bring it to a branch."),
    "",
    allowed=("PICKUP_BY_DC", "BRANCH_DROP_OFF"),
)
ORDER_PRIORITY = _order(
    "orderPriority", Kind.TEXT, _("Priority"), _("How urgent the order is."), ""
)

DELIVERY_FIELDS = (
    PICKUP_LOCATION_CODE, DESTINATION_LOCATION_CODE, CREATE_SHIPMENT, SERVICE_TYPE,
    FOR_REVERSE_SHIPMENT, DELIVERY_OPTION_ID, SHIPPING_NOTES, DELIVERY_SLOT_DATE,
    DELIVERY_SLOT_FROM, DELIVERY_SLOT_TO, WHO_PAYS, SHIPPING_METHOD, PICKING_TYPE,
    ORDER_PRIORITY,
)  # fmt: skip
