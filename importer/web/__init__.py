"""The page on the merchant's own machine: drop a file, see, mend, send, watch.

The same pipeline, sender, ledger and report as the command line's, through the same listener.
"""

from importer.web.desk import Desk
from importer.web.server import serve

__all__ = ["Desk", "serve"]
