"""The ledger: every order that was ever meant to be sent, and what became of it."""

from importer.ledger.commit_batch import CommitBatch
from importer.ledger.lease import HEARTBEAT_SECONDS, Process
from importer.ledger.ledger import ANSWER_SECONDS, Ledger
from importer.ledger.records import Attempt, Entry, PastRun, Run, State
from importer.ledger.writes import Write

__all__ = [
    "ANSWER_SECONDS",
    "HEARTBEAT_SECONDS",
    "Attempt",
    "CommitBatch",
    "Entry",
    "Ledger",
    "PastRun",
    "Process",
    "Run",
    "State",
    "Write",
]
