"""The codes of problems of what belongs together in an order, and of what does not."""

from importer.i18n import _
from importer.problems.problem import Code, Severity

ROW_WITHOUT_ORDER = Code(
    "row_without_order",
    Severity.PROBLEM,
    _("This row has no order number, so it is unknown which order it belongs to."),
    _("Write the number of its order in “{header}”, or delete the row."),
)
ITEMS_MISSING = Code(
    "items_missing",
    Severity.PROBLEM,
    _("The order has no items."),
    _("Fill in “{header}” (and the item's name or SKU), or say in “{other}” what is inside."),
)
GROUP_INCOMPLETE = Code(
    "group_incomplete",
    Severity.PROBLEM,
    _("“{header}” is empty although “{other}” is filled in; they are needed together."),
    _("Fill in “{header}” too, or empty “{other}”."),
)
SENDER_INCOMPLETE = Code(
    "sender_incomplete",
    Severity.PROBLEM,
    _("The sender is only partly filled in: “{header}” is empty."),
    _("Fill it in, or empty all sender columns and give a pickup location code instead."),
)
PICKUP_AND_SENDER = Code(
    "pickup_and_sender",
    Severity.PROBLEM,
    _(
        "The order has both a pickup location code and sender details (“{other}”); OTO takes "
        "only one of them."
    ),
    _("Empty “{header}”, or all the sender columns."),
)
DESTINATION_AND_CUSTOMER = Code(
    "destination_and_customer",
    Severity.PROBLEM,
    _("The order goes to one of your own locations and to a customer (“{other}”) at once."),
    _(
        "Empty “{header}” if it goes to the customer; empty the customer columns if it is a "
        "transfer."
    ),
)
PICKUP_NEEDED = Code(
    "pickup_needed",
    Severity.PROBLEM,
    _("“{header}” is empty, and it is needed when “{other}” is “{reason}”."),
    _("Write the code of your warehouse or branch as it stands in OTO."),
)
POSTCODE_ABROAD = Code(
    "postcode_abroad",
    Severity.WARNING,
    _("The order goes abroad ({country}), and “{header}” is empty; carriers ask for it."),
    _("Ask the customer for the postcode."),
)
HS_CODE_ABROAD = Code(
    "hs_code_abroad",
    Severity.WARNING,
    _("The order goes abroad ({country}), and the item's “{header}” is empty; customs ask for it."),
    _("Write the item's customs (HS) code."),
)
IDENTITY_ASKED = Code(
    "identity_asked",
    Severity.WARNING,
    _("The order goes to {country}, where OTO may ask for “{header}”, and it is empty."),
    _("Ask the customer for it, if OTO does."),
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
