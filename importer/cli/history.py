"""What was sent, when, from which file: told from the ledger alone."""

import sys
from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from importer.cli.rebuild import write_again
from importer.cli.request import lang_of
from importer.errors import UsageError
from importer.i18n import Language, _
from importer.ledger import Ledger, PastRun
from importer.settings import load

_PIPE_WIDTH = 250
NO_RUNS = _("No runs yet.")
NO_SUCH_RUN = _("There is no run {run}.")
LIST_THEM = _("“python -m importer history” lists the runs.")
WHICH_RUN = _("Say which run: history RUN --report")
HEADS = (
    _("run"),
    _("when"),
    _("file"),
    _("where"),
    _("orders"),
    _("ended"),
    _("what became of them"),
)


def show(given: Mapping[str, Any]) -> int:
    """Lists the runs, or the orders of one, or writes the report of one; 0 when it was found."""
    settings = load({"report_dir": given.get("report_dir")}, keyring=False)
    lang = lang_of(given)
    with Ledger.open(settings.ledger) as ledger:
        if not given.get("run_id"):
            if given.get("report"):
                raise UsageError(WHICH_RUN, LIST_THEM)
            _list_runs(ledger, lang)
            return 0
        past = ledger.run(given["run_id"])
        if past is None:
            raise UsageError(NO_SUCH_RUN.given(run=given["run_id"]), LIST_THEM)
        if given.get("report"):
            _console().print(Text(str(write_again(ledger, past, settings, given, lang).report)))
            return 0
        _list_orders(ledger, past)
    return 0


def _list_runs(ledger: Ledger, lang: Language) -> None:
    runs = ledger.runs()
    if not runs:
        _console().print(NO_RUNS.format(lang))
        return
    grid = Grid(*(head.format(lang) for head in HEADS), box=None, padding=(0, 2, 0, 0))
    for past in runs:
        run = past.run
        counts = ", ".join(f"{count} {status}" for status, count in past.counts.items())
        when = run.started.astimezone().strftime("%Y-%m-%d %H:%M")
        cells = (run.run_id, when, run.file_name, run.destination, str(run.orders), past.ending)
        grid.add_row(*(Text(cell) for cell in (*cells, counts)))
    _console().print(grid)


def _list_orders(ledger: Ledger, past: PastRun) -> None:
    grid = Grid("orderId", "status", "otoId", "rows", "attempts", "sentAt", box=None)
    for end in ledger.run_orders(past.run.run_id):
        sent = "" if end.sent_at is None else end.sent_at.isoformat(timespec="seconds")
        rows = ", ".join(map(str, end.rows))
        cells = (end.order_id, end.status.value, ", ".join(end.oto_ids), rows, str(end.attempts))
        grid.add_row(*(Text(cell) for cell in (*cells, sent)))
    _console().print(grid)


def _console() -> Console:
    """A terminal's own width; a pipe or a file gets whole lines."""
    width = None if sys.stdout.isatty() else _PIPE_WIDTH
    return Console(highlight=False, soft_wrap=True, width=width)
