"""The sandbox with faults that are scripted (see `script`), and a look at what arrived (`Remote`).

    with faulty_oto.serve(script=[{"fault": "lose", "orders": ["A-1"]}]) as base_url:
        ...
        faulty_oto.Remote(base_url).orders()

`python -m tests.faulty_oto --port N --script FILE` serves it as a process of its own.
"""

from tests.faulty_oto.app import serve
from tests.faulty_oto.remote import Remote
from tests.faulty_oto.script import ScriptError

__all__ = ["Remote", "ScriptError", "serve"]
