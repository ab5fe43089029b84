"""A pretend OTO: a real HTTP server on loopback that answers as OTO's API is known to answer.

It is a second witness beside the importer, so it imports nothing of it and keeps little tables of
its own.

    with sandbox.serve() as base_url:
        ...

A subclass of `App` with a `respond` of its own, served by `serve_app`, answers otherwise.
"""

from importer.sandbox.app import App
from importer.sandbox.server import serve, serve_app, serve_until_stopped

__all__ = ["App", "serve", "serve_app", "serve_until_stopped"]
