"""What became of an order and of a run: the value that sender, report and console share."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from importer.problems.problem import Problem


class Status(StrEnum):
    """The one end state of an order; the machine columns carry these words in every language."""

    CREATED = "created"
    ALREADY_CREATED = "already_created"
    CONFLICT = "conflict"
    REJECTED = "rejected"
    INVALID = "invalid"
    UNCONFIRMED = "unconfirmed"
    NOT_SENT = "not_sent"
    VALID = "valid"  # only after `check`: it would be sent


IN_OTO = frozenset({Status.CREATED, Status.ALREADY_CREATED})


@dataclass(frozen=True, slots=True)
class Outcome:
    """The end of one order.

    `rows` are rows of the source sheet. `problems` say why it is not in OTO (the first one is the
    reason in "Results") and hold the warnings and notes of an order that is. `oto_ids` has several
    entries for an order that OTO split. `sent_at` is the UTC time of the last attempt.
    """

    order_id: str
    rows: tuple[int, ...]
    status: Status
    oto_ids: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    attempts: int = 0
    sent_at: datetime | None = None
