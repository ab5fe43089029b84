"""The ledger: every order that was ever meant to be sent, and what became of it."""

from importer.ledger.commit_batch import CommitBatch
from importer.ledger.lease import HEARTBEAT_SECONDS, Process
from importer.ledger.ledger import Ledger
from importer.ledger.records import Attempt, Entry, PastRun, Run, State

__all__ = [
    "HEARTBEAT_SECONDS",
    "Attempt",
    "CommitBatch",
    "Entry",
    "Ledger",
    "PastRun",
    "Process",
    "Run",
    "State",
]
