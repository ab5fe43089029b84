"""What the pipeline tells while it works; the console draws it, and prints are nobody else's."""

from typing import Protocol

from importer.i18n import _
from importer.outcome import Outcome

STAGES = {
    "reading": _("Reading {file}"),
    "checking": _("Checking every row"),
    "asking": _("Asking OTO about the account"),
    "reporting": _("Writing the report"),
}
WAITING = {
    "too_many_calls": _("OTO asked for a pause: waiting {seconds} s"),
    "other_run": _(
        "Another run sends to this account: this one follows it (if it broke off, in a minute)"
    ),
    "oto_troubled": _("OTO answers orders with errors: trying the next one in {seconds} s"),
    "oto_unreachable": _("OTO cannot be reached: trying again in {seconds} s"),
}


class ProgressListener(Protocol):
    """Hears what happens; every method returns at once and raises nothing."""

    def stage(self, name: str) -> None:
        """A room begins its work: `reading`, `checking`, `asking`, `sending`, `reporting`."""

    def sending(self, total: int) -> None:
        """`total` orders are about to be sent."""

    def asking(self, total: int) -> None:
        """OTO is about to be asked what became of `total` orders."""

    def settled(self, outcome: Outcome) -> None:
        """One order reached its end, or its answer is there."""

    def waiting(self, seconds: float, why: str) -> None:
        """Nothing moves for `seconds`, because of `why` (a code such as `too_many_calls`)."""


class NullListener:
    """A listener for callers who only want the result."""

    def stage(self, name: str) -> None:
        """Hears nothing."""

    def sending(self, total: int) -> None:
        """Hears nothing."""

    def asking(self, total: int) -> None:
        """Hears nothing."""

    def settled(self, outcome: Outcome) -> None:
        """Hears nothing."""

    def waiting(self, seconds: float, why: str) -> None:
        """Hears nothing."""
