"""What operators did: written once, and never changed."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from importer.i18n import _
from importer.ledger import Ledger

_ANY_NUMBER = 2**31 - 1


class Action(StrEnum):
    """What operators do, as the audit has it."""

    ADDED = "added"
    MENDED = "mended"
    ANSWERED = "answered"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    SENT = "sent"
    STOPPED = "stopped"
    CLOSED = "closed"
    LOGGED_IN = "logged_in"
    LOGGED_OUT = "logged_out"
    OPERATOR_KEPT = "operator_kept"
    OPERATOR_REMOVED = "operator_removed"


LABELS = {
    Action.ADDED: _("handed a file over"),
    Action.MENDED: _("mended"),
    Action.ANSWERED: _("answered"),
    Action.SUBMITTED: _("submitted"),
    Action.APPROVED: _("approved"),
    Action.SENT: _("sent"),
    Action.STOPPED: _("stopped"),
    Action.CLOSED: _("closed the file"),
    Action.LOGGED_IN: _("logged in"),
    Action.LOGGED_OUT: _("logged out"),
    Action.OPERATOR_KEPT: _("added or changed an operator"),
    Action.OPERATOR_REMOVED: _("removed an operator"),
}


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who did what; `operator` is empty when it was done at the command line."""

    at: datetime
    operator: str
    action: Action
    account_name: str
    subject: str


def record(
    ledger: Ledger, operator: str, action: Action, account_name: str = "", subject: str = ""
) -> None:
    """Notes that the operator of that name (empty: somebody at the command line) did it; `subject`
    is the name of a file and the id of an upload or a run, and holds no customer's data."""
    ledger.database.execute(
        "record_audit",
        entry=secrets.token_hex(8),
        operator=operator,
        action=action,
        account_name=account_name,
        subject=subject,
    )


def entries(ledger: Ledger, limit: int = _ANY_NUMBER) -> list[AuditEntry]:
    """What was done, the newest first."""
    return [
        AuditEntry(
            datetime.fromtimestamp(row["at"], UTC),
            row["operator"],
            Action(row["action"]),
            row["account_name"],
            row["subject"],
        )
        for row in ledger.database.execute("audit", limit=limit)
    ]
