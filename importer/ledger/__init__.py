"""The ledger: every order that was ever meant to be sent, and what became of it."""

from importer.ledger.group import Group
from importer.ledger.ledger import Ledger
from importer.ledger.owners import BEAT_SECONDS, Process
from importer.ledger.records import Attempt, Entry, PastRun, Run, State

__all__ = [
    "BEAT_SECONDS",
    "Attempt",
    "Entry",
    "Group",
    "Ledger",
    "PastRun",
    "Process",
    "Run",
    "State",
]
