"""The importer from within, for what no command line measures alone."""

import json
import sys
import time
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from importer.cli.request import destination, job_of

from importer.cli.console import Screen
from importer.ledger import Ledger
from importer.oto import Oto
from importer.pipeline import ImportRequest, dry_run_outcomes
from importer.preferences import Preferences
from importer.report import RunReport
from importer.run_context import RunContext
from importer.settings import Settings

Watch = AbstractContextManager[object]
_NOTHING_ELSE = {"sandbox": False, "staging": False}


def _job(file: Path, settings: Settings, ledger: Ledger | None) -> ImportRequest:
    return job_of({"file": file}, settings, Preferences(ledger))


async def checked_run(file: Path) -> RunReport:
    """The run of a `check --offline` of the file, ready to be reported."""
    with destination(_NOTHING_ELSE) as settings:
        session = RunContext(_job(file, settings, None), settings, Screen(file, "en"), None, None)
        checked = await session.check()
        return session.run(checked, dry_run_outcomes(checked))


async def answered(file: Path, settings: Settings, sending: Watch | None = None) -> float:
    """Sends the file, watched by `sending`; the moment (seconds since 1970) at which a merchant
    would have said yes."""
    screen = Screen(file, "en")
    with Ledger.open(settings.ledger) as ledger:
        async with Oto(settings.base_url, settings.needed_token()) as oto:
            session = RunContext(_job(file, settings, ledger), settings, screen, oto, ledger)
            checked = await session.check()
            session.preview(checked)
            moment = time.time()
            with sending or nullcontext():
                await session.send(checked)
    return moment


if __name__ == "__main__":
    import asyncio

    with destination(_NOTHING_ELSE) as found:
        print(json.dumps(asyncio.run(answered(Path(sys.argv[1]), found))))
