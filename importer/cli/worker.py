"""`importer worker`: carries submitted runs out."""

import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass

import click

from importer import settings as settings_module
from importer.cli.command import CommonOptions, command, flag, option
from importer.cli.options import HostOptions, number_option
from importer.errors import SetupError, UsageError, reason_of
from importer.i18n import Message, _

NOT_INSTALLED = _("A worker needs a part of this program that is not installed: {name}.")
INSTALL = _("In the program's folder: python -m pip install '.[server]'")
TAKES = _("This worker takes submitted runs until you press Ctrl+C here.")
LEAVES = _("Ending: what is being sent ends in good order, and another worker goes on with it.")
HEALTH_AT = _("How this worker is: {address}/healthz and {address}/metrics")
NO_ADDRESS = _("--health takes a port, or an address and a port such as 127.0.0.1:9100")
TAKEN = _("--health {given} cannot be used: {reason}.")
OTHER_PORT = _("Another program may use it: choose another port.")
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
    health: str | None = option(
        "--health",
        metavar="[HOST:]PORT",
        help=_("Say at this address how the worker is: /healthz, and /metrics for Prometheus."),
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
    from importer.accounts import any_opens
    from importer.cli.parts import confirm_host
    from importer.ledger import Ledger
    from importer.runs.talk import OWNED
    from importer.signals import wait_for_signal

    if not 1 <= options.slots <= _MOST_SLOTS:
        raise UsageError(_("--slots takes a number from 1 to {most}", most=_MOST_SLOTS))
    try:
        from importer.runs import health
        from importer.runs.pulse import Pulse
        from importer.runs.worker import serve
    except ModuleNotFoundError as error:
        raise SetupError(NOT_INSTALLED.given(name=error.name), INSTALL) from error
    base_url = settings_module.STAGING if options.staging else None
    settings = settings_module.load(base_url=base_url)
    confirm_host(settings, options.allow_host)
    with Ledger.open(settings.ledger) as ledger:
        any_opens(ledger, settings.ledger)  # without the right key every run would end at once
    allowed_host = options.allow_host or (settings.host if settings.token else None)
    leaving, pulse = threading.Event(), Pulse(options.slots)
    if OWNED in os.environ:
        threading.Thread(target=_leave_with_owner, args=(leaving,), daemon=True).start()

    def say(text: Message, **values: object) -> None:
        # With -v and OTO_LOG=json a program reads stderr.
        if not (options.once or (options.verbosity and settings_module.log_is_json())):
            click.echo(text.format(options.console_lang, **values), err=True)

    def serve_then_leave() -> None:
        try:
            serve(
                settings,
                pulse,
                leaving,
                once=options.once,
                allowed_host=allowed_host,
                verbosity=options.verbosity,
            )
        finally:
            leaving.set()

    with ExitStack() as open_things:
        if options.health is not None:
            host, port = _address(options.health)
            try:
                serving_health = health.serve(host, port, settings.ledger, pulse)
                say(HEALTH_AT, address=open_things.enter_context(serving_health))
            except OSError as error:
                problem = TAKEN.given(given=options.health, reason=reason_of(error))
                raise UsageError(problem, OTHER_PORT) from error
        say(TAKES)
        pool = open_things.enter_context(ThreadPoolExecutor(1))
        serving = pool.submit(serve_then_leave)
        wait_for_signal(leaving)
        if not serving.done():
            say(LEAVES)
        serving.result()
    return 0


def _address(text: str) -> tuple[str, int]:
    """The host and the port; a port alone is this machine's own."""
    host, _colon, port = text.rpartition(":")
    if not (port.isascii() and port.isdigit() and int(port) < 65_536):
        raise UsageError(NO_ADDRESS)
    return host.strip("[]") or "127.0.0.1", int(port)


def _leave_with_owner(leaving: threading.Event) -> None:
    while os.read(sys.stdin.fileno(), 1):
        pass
    leaving.set()
