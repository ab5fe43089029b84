"""The importer from within, for what no command line measures alone."""

import asyncio
import json
import sys
import time
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from importer.cli.console import Screen
from importer.cli.options import DestinationOptions, ReadingOptions
from importer.cli.parts import destination, import_request
from importer.ledger import Ledger
from importer.oto import Oto
from importer.pipeline import dry_run_outcomes
from importer.preferences import Preferences
from importer.progress import NullListener
from importer.report import RunReport
from importer.request import ImportRequest
from importer.run_context import RunContext
from importer.settings import Settings

Watch = AbstractContextManager[object]


def _request(file: Path, settings: Settings, ledger: Ledger | None) -> ImportRequest:
    return import_request(file, ReadingOptions(), settings.account, Preferences(ledger))


async def checked_run(file: Path) -> RunReport:
    """The run of a `check --offline` of the file, ready to be reported."""
    with destination(DestinationOptions()) as settings:
        request = _request(file, settings, None)
        context = RunContext(request, settings, None, None, NullListener())
        checked = await context.check()
        return context.report(checked, dry_run_outcomes(checked))


async def answered(file: Path, settings: Settings, sending: Watch | None = None) -> float:
    """Sends the file, watched by `sending`; the moment (seconds since 1970) at which a merchant
    would have said yes."""
    screen = Screen(file, "en")
    with Ledger.open(settings.ledger) as ledger:
        async with Oto(settings.base_url, settings.needed_token()) as oto:
            request = _request(file, settings, ledger)
            context = RunContext(request, settings, oto, ledger, screen)
            checked = await context.check()
            context.preview(checked)
            moment = time.time()
            with sending or nullcontext():
                await context.send(checked, asyncio.Event())
    return moment


if __name__ == "__main__":
    with destination(DestinationOptions()) as own:
        print(json.dumps(asyncio.run(answered(Path(sys.argv[1]), own))))
