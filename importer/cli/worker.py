"""`importer worker`: carries submitted runs out."""

import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import click

from importer import settings as settings_module
from importer.cli.command import CommonOptions, command, flag
from importer.cli.options import HostOptions, number_option
from importer.errors import SetupError, UsageError
from importer.i18n import _

NOT_INSTALLED = _("A worker needs a part of this program that is not installed: {name}.")
INSTALL = _("In the program's folder: python -m pip install '.[server]'")
TAKES = _("This worker takes submitted runs until you press Ctrl+C here.")
LEAVES = _("Ending: what is being sent ends in good order, and another worker goes on with it.")
_MOST_SLOTS = 64


@dataclass(frozen=True, kw_only=True)
class WorkerOptions(HostOptions, CommonOptions):
    """How much it takes, and until when."""

    slots: int = number_option(
        "--slots",
        int,
        default=4,
        help=_("Runs side by side, each of another account (default: 4)."),
    )
    once: bool = flag("--once", help=_("End when no run waits or goes on any more."))


@command(
    WorkerOptions,
    {
        "python -m importer worker": _("take runs until stopped"),
        "python -m importer worker --once": _("carry out what is there, then end"),
    },
)
def worker(options: WorkerOptions) -> int:
    """Takes runs until it is stopped, or with --once until none is left; gives 0."""
    from importer.cli.parts import confirm_host
    from importer.runs.talk import OWNED
    from importer.signals import wait_for_signal

    if not 1 <= options.slots <= _MOST_SLOTS:
        raise UsageError(_("--slots takes a number from 1 to {most}", most=_MOST_SLOTS))
    try:
        from importer.runs.worker import serve
    except ModuleNotFoundError as error:
        raise SetupError(NOT_INSTALLED.given(name=error.name), INSTALL) from error
    base_url = settings_module.STAGING if options.staging else None
    settings = settings_module.load(base_url=base_url)
    confirm_host(settings, options.allow_host)
    allowed_host = options.allow_host or (settings.host if settings.token else None)
    leaving = threading.Event()
    if OWNED in os.environ:
        threading.Thread(target=_leave_with_owner, args=(leaving,), daemon=True).start()

    def serve_then_leave() -> None:
        try:
            serve(settings, options.slots, leaving, once=options.once, allowed_host=allowed_host)
        finally:
            leaving.set()

    if not options.once:
        click.echo(TAKES.format(options.console_lang), err=True)
    with ThreadPoolExecutor(1) as pool:
        serving = pool.submit(serve_then_leave)
        wait_for_signal(leaving)
        if not serving.done() and not options.once:
            click.echo(LEAVES.format(options.console_lang), err=True)
        serving.result()
    return 0


def _leave_with_owner(leaving: threading.Event) -> None:
    while os.read(sys.stdin.fileno(), 1):
        pass
    leaving.set()
