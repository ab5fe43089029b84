"""Sending: where client, pace, retry and ledger meet, so that nothing is doubled or lost.

`passage` has the states of an order on one page; `run` lets the orders stream through it.
"""

from importer.sending.limits import Limits
from importer.sending.sender import Sent, send

__all__ = ["Limits", "Sent", "send"]
