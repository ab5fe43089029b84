"""The texts of the template that are not a field's own."""

from importer.catalog import Kind, Part
from importer.i18n import Message, _

ORDERS = _("Orders")
GUIDE = _("Guide")
TITLE = _("How to fill in your orders")

STEPS: tuple[Message, ...] = (
    _('Write your orders in the sheet "Orders", from row 3 on. Each row is one item.'),
    _(
        "An order of several items takes several rows with the same order number; from its "
        "second row on, the columns of the order and the customer may stay empty."
    ),
    _(
        "Columns marked * must be filled. All others may stay empty, be moved or be deleted. "
        "Keep the headers of row 1."
    ),
    _("More columns are folded away behind the last one: press the + above the sheet."),
)
COMMANDS: tuple[tuple[Message, str], ...] = (
    (
        _("Check, without sending anything:"),
        "python -m importer check orders.xlsx",
    ),
    (
        _("Rehearse on your own computer:"),
        "python -m importer orders.xlsx --sandbox",
    ),
    (
        _("Send the orders to OTO:"),
        "python -m importer orders.xlsx",
    ),
)
AFTERWARDS = _(
    "Then open the report in the folder reports: it says what became of every order. Mend the "
    'rows of its sheet "To fix" and run the same command on the report.'
)

PARTS = {
    Part.ORDER: _("Order"),
    Part.CUSTOMER: _("Customer"),
    Part.ITEM: _("Item"),
    Part.SENDER: _("Sender"),
}
SHADES = (
    _("must be filled"),
    _("in some cases"),
    _("may stay empty"),
)
GUIDE_HEADERS: tuple[Message, ...] = (
    _("Header in the sheet"),
    _("What it means"),
    _("Must it be filled?"),
    _("What you can write"),
    _("Example: first row"),
    _("Example: second row"),
)
EXAMPLE_NOTE = _(
    "The two columns of examples are one order with two items: its first row and its second."
)
FOLDED = _("The columns that are folded away")
NOT_IN_LIST = _("This is not in the list and may not be understood. Use it all the same?")

KINDS = {
    Kind.TEXT: _("text"),
    Kind.CODE: _("letters and digits"),
    Kind.PHONE: _("0551234567 or +971501234567"),
    Kind.MONEY: _("an amount, such as 120.50"),
    Kind.NUMBER: _("a number, such as 1.5"),
    Kind.WHOLE: _("a whole number, such as 2"),
    Kind.YES_NO: _("yes or no"),
    Kind.DATE: _("day/month/year"),
    Kind.MOMENT: _("day/month/year hour:minute"),
    Kind.TIME: _("a time, such as 2:30pm"),
    Kind.COUNTRY: _("any country"),
    Kind.CURRENCY: _("any currency code"),
    Kind.PAYMENT: _("cod or paid"),
    Kind.EMAIL: _("an e-mail address"),
    Kind.URL: _("a link that begins with https://"),
}
