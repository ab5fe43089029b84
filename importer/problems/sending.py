"""The codes of problems of an order on its way, and of why sending stopped."""

from importer.i18n import Message, _, _n
from importer.problems.problem import Code

_AGAIN = _("Run the file again: only what is left is sent.")

# --- the order's id is in OTO with other content
DIFFERS_IN_OTO = Code.problem(
    "differs_in_oto",
    _(
        "This order number is already in OTO (otoId {oto_id}) with other content. {header}: "
        "{theirs} in OTO, {value} in your file."
    ),
    _(
        "If it is another order, give it another order number. If it is the same one, change it "
        "in OTO's dashboard, or make the file say what OTO has."
    ),
)

CHANGED_SINCE_SENT = Code.problem(
    "changed_since_sent",
    _("This order was sent on {sent} (otoId {oto_id}), and its rows were changed since then."),
    _(
        "To change an order that is in OTO, use OTO's dashboard. To send a new order, give it a "
        "new order number."
    ),
)

MENDED_SINCE = Code.note(
    "mended_since",
    _("The order is in OTO since {sent}: its rows were mended in a report, and sent from there."),
)

MAYBE_SENT = Code.problem(
    "maybe_sent",
    _(
        "An order that says the same was sent on {sent} under the number “{number}”, which it was "
        "given in a report."
    ),
    _("If this is that order, take its row out: OTO has it. If it is another one, number it."),
)

OVERWRITTEN = Code.problem(
    "overwritten",
    _(
        "OTO changed an order that existed under this number (otoId {oto_id}) instead of creating "
        "this one."
    ),
    _(
        "Look at that order in OTO's dashboard now: if it is another one, set it right there. Then "
        "give this order a number of its own."
    ),
)

# --- it may be in OTO
UNCONFIRMED = Code.problem(
    "unconfirmed",
    _("OTO did not answer clearly, and could not be asked whether it has this order."),
    _(
        "Run the file again: OTO is asked first, so the order cannot be sent twice. Do not "
        "enter it by hand before that."
    ),
)

EXISTS_UNSEEN = Code.problem(
    "exists_unseen",
    _("OTO says that this order number exists, but does not show the order when asked for it."),
    _(
        "Look for the order number in OTO's dashboard. If it is there, nothing is left to do; "
        "if not, run the file again or give the order another number."
    ),
)

# --- it is not in OTO
NOT_DELIVERED = Code.problem(
    "not_delivered", _("OTO could not be reached for this order; it was not sent."), _AGAIN
)

ODD_ANSWER = Code.problem(
    "odd_answer",
    _(
        "OTO answered this order with an error each time ({kind}), and does not have it; the other "
        "orders went on."
    ),
    _("Look at what is special in this order, or ask OTO's support; then run the file again."),
)

OUT_OF_TIME = Code.problem(
    "out_of_time", _("The time for this order was up before OTO took it; it is not in OTO."), _AGAIN
)

# --- why sending stopped: said of the run, and of each order that was left
NOT_AGREED = Code.problem(
    "not_agreed",
    _("You answered no, so nothing was sent."),
    _("Run the file again and answer yes when it is right."),
)

INTERRUPTED = Code.problem("interrupted", _("Sending was interrupted."), _AGAIN)

TOKEN_REFUSED = Code.problem(
    "token_refused",
    _("OTO refused the token."),
    _(
        "Copy the refresh token again from OTO's dashboard (Settings, API integration) and run "
        "the file again: only what is left is sent."
    ),
)

ACCOUNT_FORBIDDEN = Code.problem(
    "account_forbidden",
    _("OTO does not let this account send orders ({oto_code}: {text})."),
    _("Ask OTO's support to open the API for the account, then run the file again."),
)

NO_CREDIT = Code.problem(
    "no_credit",
    _("The account's credit with OTO is used up."),
    _("Top up the credit in OTO's dashboard, then run the file again: only what is left is sent."),
)

NOT_IN_PLAN = Code.problem(
    "not_in_plan",
    _("The plan of your OTO account does not include this ({oto_code}: {text})."),
    _("Upgrade the plan in OTO's dashboard, then run the file again: only what is left is sent."),
)

USER_FORBIDDEN = Code.problem(
    "user_forbidden",
    _("The user of this token may not send orders ({oto_code}: {text})."),
    _(
        "Use the token of a user who may create orders, or have this user allowed to in OTO's "
        "dashboard; then run the file again."
    ),
)

SHIPMENT_NUMBERS_USED_UP = Code.problem(
    "shipment_numbers_used_up",
    _("The delivery company's shipment numbers for today are used up ({oto_code}: {text})."),
    _(
        "Run the file again tomorrow, or ask the delivery company for more numbers: only what is "
        "left is sent."
    ),
)

OVERWRITES = Code.problem(
    "oto_overwrites",
    _("OTO changed order {order_id}, which existed. OTO says: {text}"),
    _(
        "Look at order {order_id} in OTO's dashboard before anything else is sent, and ask OTO's "
        "support why an order number that exists is changed. Then run the file again."
    ),
)

LOOKING_FORBIDDEN = Code.problem(
    "looking_forbidden",
    _(
        "OTO no longer lets this account look orders up ({oto_code}: {text}), so "
        "an order that exists could be overwritten."
    ),
    _("Ask OTO's support to open the look-up of orders, then run the file again."),
)

SAME_REFUSAL = Code.problem(
    "same_refusal",
    _n(
        "OTO refused the first {count} order for one reason ({oto_code}: {text}).",
        "OTO refused the first {count} orders for one reason ({oto_code}: {text}).",
    ),
    _("Mend that in all orders: those that were not sent yet have it, too."),
)

OTO_UNREACHABLE = Code.problem(
    "oto_unreachable",
    _n(
        "OTO could not be reached, and {count} try was in vain.",
        "OTO could not be reached, and {count} tries were in vain.",
    ),
    _(
        "Look at the internet connection, wait a few minutes and run the file again: only what "
        "is left is sent."
    ),
)

OTO_TROUBLED = Code.problem(
    "oto_troubled",
    _("OTO answered one order after another with an error ({kind})."),
    _("Wait a while and run the file again: only what is left is sent. If it stays, ask OTO."),
)

TLS_FAILED = Code.problem("tls_failed", Message("{why}"), Message("{cure}"))

# Nothing can be sent before the token, the account or the connection is set right.
SET_UP = frozenset(
    code.name
    for code in (
        TOKEN_REFUSED,
        ACCOUNT_FORBIDDEN,
        USER_FORBIDDEN,
        NOT_IN_PLAN,
        OTO_UNREACHABLE,
        TLS_FAILED,
    )
)

OTO_BUSY = Code.problem(
    "oto_busy",
    _("OTO keeps asking for a pause (too many calls)."),
    _("Wait a while, then run the file again with a lower --rate: only what is left is sent."),
)

LEDGER_FAILED = Code.problem("ledger_failed", Message("{why}"), Message("{cure}"))

SUPERSEDED = Code.problem(
    "superseded",
    _(
        "This run was silent for so long that another run of the account took over: the computer "
        "slept, or lost its connection."
    ),
    _(
        "Its report says what became of the orders. Run the file again when it has ended: nothing "
        "is sent twice."
    ),
)

# --- nothing holds the order back
OTO_WARNING = Code.warning(
    "oto_warning",
    _("OTO took the order and warned: {text}"),
    _("Look at the order in OTO's dashboard."),
)

NOT_COMPARED = Code.note(
    "not_compared",
    _("OTO has this order, and does not show {what}: that could not be compared."),
    _("Look at the order in OTO's dashboard if you changed your file since it was sent."),
)

ORDER_SPLIT = Code.note(
    "order_split",
    _n(
        "OTO made one part of this order: {oto_ids}.",
        "OTO split this order into {count}: {oto_ids}.",
    ),
    _("Nothing to do."),
)

LEDGER_SET_ASIDE = Code.warning(
    "ledger_set_aside",
    _(
        "The ledger {ledger}, which remembers what was sent, was damaged; it was kept as {aside} "
        "and a new one was begun."
    ),
    _(
        "Nothing is sent twice: OTO is asked about every order number before it is sent. "
        "Keep the old file until you have seen this run's report."
    ),
)
