"""Sending: where client, rate, retry and ledger meet, so that nothing is doubled or lost.

`delivery` has the states of an order on one page; `sender` lets the orders stream through it.
"""

from importer.sending.delivery_state import recorded_outcome
from importer.sending.limits import Limits
from importer.sending.lookup import can_look_up
from importer.sending.sender import SendResult, send, start_run

__all__ = ["Limits", "SendResult", "can_look_up", "recorded_outcome", "send", "start_run"]
