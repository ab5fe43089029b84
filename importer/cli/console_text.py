"""What the console says, in both languages."""

from importer.i18n import _, _n

STAGES = {
    "reading": _("Reading {file}"),
    "checking": _("Checking every row"),
    "asking": _("Asking OTO about the account"),
    "reporting": _("Writing the report"),
}
SENDING = _("Sending orders")
WAITING = {
    "too_many_calls": _("OTO asked for a pause: waiting {seconds} s"),
    "other_run": _("Another run sends to this account: both share the rate"),
    "oto_unreachable": _("OTO cannot be reached: trying again in {seconds} s"),
}
STATUSES = {
    "created": _("created now"),
    "already_created": _("already in OTO"),
    "conflict": _("in OTO with other content"),
    "rejected": _("refused by OTO"),
    "invalid": _("to be mended"),
    "unconfirmed": _("not known yet"),
    "not_sent": _("not sent"),
    "valid": _("would be sent"),
}
WILL_SEND = _n(
    "{count} order will be sent to {host}{account}",
    "{count} orders will be sent to {host}{account}",
)
WOULD_SEND = _n(
    "{count} order would be sent to {host}{account}",
    "{count} orders would be sent to {host}{account}",
)
ACCOUNT = _(", account {name}")
ALREADY = _n(
    "{count} of {orders} is in OTO already (the latest was sent on {day}) and is not sent again",
    "{count} of {orders} are in OTO already (the latest was sent on {day}) and are not sent again",
)
HELD = _n(
    "{count} order is held back until mended (see the report)",
    "{count} orders are held back until mended (see the report)",
)
MONEY = _("{currency}: to collect {cod}, paid {paid}")
SHIPMENTS = _n(
    "{count} shipment will be booked, which costs money",
    "{count} shipments will be booked, which costs money",
)
CREDIT = _("credit left: {credit}")
ASK = _("Send them now?")
CAUSES = _("Most frequent causes:")
REPORT = _("Report: {path}")
WARNINGS = _n(
    "{count} warning, which is listed in the report",
    "{count} warnings, which are listed in the report",
)
INTERRUPTED = _("Stopping: the calls in flight are landing (press again to end at once)")
