"""A pretend OTO: a real HTTP server on loopback that answers as OTO's API is known to answer.

It is a second witness beside the importer, so it imports nothing of it and keeps little tables of
its own. Faults can be scripted (`faults`), and what arrived can be read back (`Remote`):

    with sandbox.serve(script=[{"fault": "lose", "orders": ["A-1"]}]) as base_url:
        ...
        sandbox.Remote(base_url).orders()
"""

from importer.sandbox.faults import ScriptError
from importer.sandbox.remote import Remote
from importer.sandbox.server import main, serve

__all__ = ["Remote", "ScriptError", "main", "serve"]
