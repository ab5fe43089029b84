"""The page on the merchant's own machine: drop a file, see, mend, send, watch.

The same pipeline, sender, ledger and report as the command line's, through the same listener.
"""

from importer.web.desk import Desk
from importer.web.desks import Desks
from importer.web.front import Front
from importer.web.own_worker import OwnWorker, can_work
from importer.web.register import Register
from importer.web.server import serve, serve_team

__all__ = ["Desk", "Desks", "Front", "OwnWorker", "Register", "can_work", "serve", "serve_team"]
