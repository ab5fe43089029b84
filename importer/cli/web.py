"""`importer web`: the page on this machine."""

import threading
from dataclasses import dataclass

import click

from importer.cli.command import CommonOptions, command, flag
from importer.cli.options import DestinationOptions, PaceOptions, ReportFolderOptions, number_option
from importer.errors import UsageError
from importer.i18n import _

OPEN = _("Open this address in the browser of this machine; it is good for one visit:")
UNTIL = _("The page is there until you press Ctrl+C here.")
CLOSING = _("Ending: what is being sent ends in good order.")


@dataclass(frozen=True, kw_only=True)
class WebOptions(DestinationOptions, PaceOptions, ReportFolderOptions, CommonOptions):
    """Where the page is, and where its orders go."""

    port: int | None = number_option(
        "--port", int, help=_("The page's port (default: one that is free).")
    )
    no_browser: bool = flag("--no-browser", help=_("Print the address and open nothing."))


@command(
    WebOptions,
    {
        "python -m importer web": _("drop the file, see, mend, send, watch"),
        "python -m importer web --sandbox": _("rehearse: nothing leaves this machine"),
    },
)
def web(options: WebOptions) -> int:
    """Serves the page until interrupted; prints its address first. Gives 0."""
    from importer.cli import parts
    from importer.signals import wait_for_signal
    from importer.web import Desk, serve

    lang = options.console_lang
    to = parts.destination(
        options,
        rate=options.rate,
        concurrency=options.concurrency,
        report_dir=options.report_dir,
    )
    with to as settings:
        desk = Desk(settings, lang, rehearsal=options.sandbox, allowed_host=options.allow_host)
        try:
            with serve(desk, options.port or 0) as address:
                click.echo(address)
                click.echo(OPEN.format(lang), err=True)
                click.echo(UNTIL.format(lang), err=True)
                if not options.no_browser:
                    _open(address)
                wait_for_signal(desk.is_leaving)
                click.echo(CLOSING.format(lang), err=True)
                desk.close()
        except OSError as error:
            raise UsageError(
                _("The page cannot be served on port {port}.", port=options.port or 0),
                _("Another program may use it: choose another with --port N."),
            ) from error
    return 0


def _open(address: str) -> None:
    """Opens the browser; the page does not wait for it."""
    import webbrowser

    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
