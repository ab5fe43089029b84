"""The codes of the rules that every order must keep: its cells, its amounts, what belongs together
and which order is which."""

from importer.i18n import Message, _, _n
from importer.problems.problem import Code

REQUIRED_MISSING = Code.problem(
    "required_missing",
    _("“{header}” is empty, and every order needs it."),
    _("Fill it in, such as: {example}"),
)

TOTAL_UNKNOWN = Code.problem(
    "total_unknown",
    _("The order's total cannot be worked out: a line of it has neither a price nor a total."),
    _("Export the orders with their prices, or write the order total into a column of its own."),
)

ADDRESS_MISSING = Code.problem(
    "address_missing",
    _("“{header}” is empty, and so is “{other}”: the courier needs one of them."),
    _(
        "Fill it in, such as: {example}. Or write the short national address (such as {short}): "
        "it stands in for city and address."
    ),
)

TEXT_TOO_LONG = Code.problem(
    "text_too_long",
    _n(
        "“{header}” has {length} character; at most {longest} are possible.",
        "“{header}” has {length} characters; at most {longest} are possible.",
        by="length",
    ),
    _("Shorten the text."),
)

NOT_ALLOWED = Code.problem(
    "not_allowed",
    _("“{value}” is not a value that “{header}” can have."),
    _("Write one of these: {choice}"),
)

NUMBER_TOO_SMALL = Code.problem(
    "number_too_small",
    _("“{header}” is {value}; it cannot be less than {limit}."),
    _("Correct the number."),
)

DISCOUNT_NEGATIVE = Code.problem(
    "discount_negative",
    _("“{header}” is {value}; a discount is written without a minus."),
    _("Write {positive}."),
    Message("{positive}"),
)

NUMBER_NOT_ABOVE = Code.problem(
    "number_not_above",
    _("“{header}” is {value}; it must be more than {limit}."),
    _("Correct the number, or leave the cell empty if it does not apply."),
)

NUMBER_TOO_LARGE = Code.problem(
    "number_too_large",
    _("“{header}” is {value}; it cannot be more than {limit}."),
    _("Correct the number; perhaps another column's value slipped in."),
)

COUNTRY_WRONG = Code.problem(
    "country_wrong",
    _("“{value}” is not a country."),
    _("Write the country's name or its two letters, such as SA, AE, KW or EG."),
)

CURRENCY_WRONG = Code.problem(
    "currency_wrong",
    _("“{value}” is not a currency."),
    _("Write the currency's three letters, such as SAR, AED or KWD."),
)

EMAIL_WRONG = Code.problem(
    "email_wrong",
    _("“{value}” is not an e-mail address."),
    _("Correct it (such as noura@example.com), or leave the cell empty."),
)

URL_WRONG = Code.problem(
    "url_wrong",
    _("“{value}” is not a link."),
    _("Copy the whole link, beginning with https://, or leave the cell empty."),
)

PHONE_WRONG = Code.problem(
    "phone_wrong",
    _("“{value}” cannot be a phone number."),
    _("Write it with its country code, such as 966551234567."),
)

WHAT3WORDS_WRONG = Code.problem(
    "what3words_wrong",
    _("“{value}” is not a what3words address."),
    _("Write three words with dots between them, such as filled.count.soap, or leave it empty."),
)

SHORT_ADDRESS_WRONG = Code.problem(
    "short_address_wrong",
    _("“{value}” is not a short national address."),
    _("Write four letters and four digits, such as DMAJ8089, or leave it empty."),
)

ROW_WITHOUT_ORDER = Code.problem(
    "row_without_order",
    _("This row has no order number, so it is unknown which order it belongs to."),
    _("Write the number of its order in “{header}”, or delete the row."),
)

ITEMS_MISSING = Code.problem(
    "items_missing",
    _("The order has no items."),
    _("Fill in “{header}” (and the item's name or SKU), or say in “{other}” what is inside."),
)

GROUP_INCOMPLETE = Code.problem(
    "group_incomplete",
    _("“{header}” is empty although “{other}” is filled in; they are needed together."),
    _("Fill in “{header}” too, or empty “{other}”."),
)

SENDER_INCOMPLETE = Code.problem(
    "sender_incomplete",
    _("The sender is only partly filled in: “{header}” is empty."),
    _("Fill it in, or empty all sender columns and give a pickup location code instead."),
)

PICKUP_AND_SENDER = Code.problem(
    "pickup_and_sender",
    _(
        "The order has both a pickup location code and sender details (“{other}”); OTO takes "
        "only one of them."
    ),
    _("Empty “{header}”, or all the sender columns."),
)

DESTINATION_AND_CUSTOMER = Code.problem(
    "destination_and_customer",
    _("The order goes to one of your own locations and to a customer (“{other}”) at once."),
    _(
        "Empty “{header}” if it goes to the customer; empty the customer columns if it is a "
        "transfer."
    ),
)

PICKUP_NEEDED = Code.problem(
    "pickup_needed",
    _("“{header}” is empty, and it is needed when “{other}” is “{reason}”."),
    _("Write the code of your warehouse or branch as it stands in OTO."),
)

PICKUP_ASKED = Code.warning(
    "pickup_asked",
    _(
        "A shipment is asked for without “{header}”: OTO's guide wants it, and takes the sender "
        "in its place."
    ),
    _(
        "If OTO refuses the order, write the code of your warehouse or branch, and empty the "
        "sender columns."
    ),
)

NATIONAL_ADDRESS_MISSING = Code.warning(
    "national_address_missing",
    _n(
        "{orders} order to Saudi Arabia has no national address. Since 1 January 2026 carriers "
        "refuse parcels without one.",
        "{orders} orders to Saudi Arabia have no national address. Since 1 January 2026 carriers "
        "refuse parcels without one.",
        by="orders",
    ),
    _(
        "Fill in “{header}” (such as {short}), or all of: building number, street, district, "
        "postcode and secondary number."
    ),
)

POSTCODE_ABROAD = Code.warning(
    "postcode_abroad",
    _("The order goes abroad ({country}), and “{header}” is empty; carriers ask for it."),
    _("Ask the customer for the postcode."),
)

HS_CODE_ABROAD = Code.warning(
    "hs_code_abroad",
    _("The order goes abroad ({country}), and the item's “{header}” is empty; customs ask for it."),
    _("Write the item's customs (HS) code."),
)

IDENTITY_ASKED = Code.warning(
    "identity_asked",
    _("The order goes to {country}, where OTO may ask for “{header}”, and it is empty."),
    _("Ask the customer for it, if OTO does."),
)

PAID_BUT_DUE = Code.problem(
    "paid_but_due",
    _("The order is paid, but {value} is to be collected; it must be 0."),
    _("Write 0, or leave the cell empty; or write cod as the payment method if it is not paid."),
    Message("0"),
)

COD_DUE_DIFFERS = Code.problem(
    "cod_due_differs",
    _(
        "The order is paid on delivery: {value} is to be collected, but the order total is "
        "{amount}."
    ),
    _(
        "Make both the same, or leave this cell empty. If a part is paid already and only the "
        "rest is to be collected, run again with --partial-cod."
    ),
    Message("{amount}"),
)

COD_PARTLY_DUE = Code.warning(
    "cod_partly_due",
    _("Only {value} of the order total {amount} is to be collected on delivery."),
    _("It is sent so, as --partial-cod allows. If that is not meant, make both the same."),
)

COD_OF_ZERO = Code.problem(
    "cod_of_zero",
    _("The order is paid on delivery, but its total is 0: there is nothing to collect."),
    _("Write the order total, or paid as the payment method."),
)

TOO_MANY_DECIMALS = Code.problem(
    "too_many_decimals",
    _n(
        "{value} has {places} decimal; {currency} has {possible}.",
        "{value} has {places} decimals; {currency} has {possible}.",
        by="places",
    ),
    _("Round the amount (in Excel the cell may hold more decimals than it shows)."),
)

ITEM_DECIMALS = Code.warning(
    "item_decimals",
    _n(
        "{value} has {places} decimal; {currency} has {possible}.",
        "{value} has {places} decimals; {currency} has {possible}.",
        by="places",
    ),
    _("It is sent as it stands; round it if you can."),
)

AMOUNT_ABSURD = Code.problem(
    "amount_absurd",
    _("{value} cannot be an amount of money of an order."),
    _("Correct it; perhaps a phone number or a barcode stands in the wrong column."),
)

AMOUNT_VERY_LARGE = Code.warning(
    "amount_very_large",
    _("{value} is a very large amount."),
    _("Make sure that no decimal point is missing."),
)

AMOUNT_FAR_ABOVE = Code.warning(
    "amount_far_above",
    _(
        "The order total {value} is far above the rest of the file (the next one is {next}, the "
        "middle one {middle})."
    ),
    _("Make sure that no decimal point is missing."),
)

LINE_TOTAL_DIFFERS = Code.warning(
    "line_total_differs",
    _("The line total is {value}, but {price} × {quantity} = {product}."),
    _("Correct the price, the quantity or the line total."),
)

ORDER_TOTAL_DIFFERS = Code.warning(
    "order_total_differs",
    _("The order total is {value}, but {sum} = {result}."),
    _("Compare subtotal, shipping, fee and discount with the order total (taxes may explain it)."),
)

TOTAL_OF_ONE_LINE = Code.problem(
    "total_of_one_line",
    _(
        "The order total is {value}, and each of the order's {count} lines comes to that much "
        "alone: the column “{header}” seems to hold totals of lines."
    ),
    _(
        "Write the total of the whole order into each of its rows; if {value} is right, write "
        "the order's discount, too."
    ),
)

ORDER_ROWS_DISAGREE = Code.problem(
    "order_rows_disagree",
    _("Rows of order {order} disagree: “{header}” is “{value}” here and “{first}” in row {row}."),
    _("Make the rows the same; if they are two orders, give one of them another number."),
    Message("{first}"),
)

ORDER_IDS_ALIKE = Code.warning(
    "order_ids_alike",
    _(
        "Order number “{value}” differs from “{other}” (row {row}) only in capitals, spaces or "
        "kind of digits."
    ),
    _("If it is one order, write the number the same way in all its rows."),
)

ROW_REPEATED = Code.warning(
    "row_repeated",
    _(
        "Row {row} has the same item of order {value} already, with other orders between them: "
        "it is sent twice."
    ),
    _("Delete this row if the order was pasted twice."),
)

ITEM_LISTED_TWICE = Code.warning(
    "item_listed_twice",
    _(
        "Row {row} has the same item with a price, and here it costs nothing: is it one piece that "
        "the shop listed twice?"
    ),
    _("If so, delete this row; if it is a gift, there is nothing to do."),
)

ORDER_LOOKS_DOUBLE = Code.warning(
    "order_looks_double",
    _(
        "Order {value} has the same customer, items and total as order {other} (row {row}): is "
        "it entered twice?"
    ),
    _("Delete one of them if it is the same order."),
)

SLOT_IN_PAST = Code.warning(
    "slot_in_past",
    _("The delivery date {value} is past."),
    _("Write a day to come, or leave it empty."),
)

SLOT_ENDS_FIRST = Code.warning(
    "slot_ends_first",
    _("The delivery time ends ({value}) before it begins ({start})."),
    _("Correct one of the two times."),
)

ORDER_DATE_AHEAD = Code.warning(
    "order_date_ahead",
    _("The order date {value} is in the future."),
    _("Correct the date; perhaps day and month are swapped."),
)
