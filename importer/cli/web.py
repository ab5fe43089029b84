"""`importer web`: the page on this machine, or that of a team."""

import ipaddress
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from importer.cli.command import CommonOptions, command, flag, option
from importer.cli.options import DestinationOptions, PaceOptions, ReportFolderOptions, number_option
from importer.errors import SetupError, UsageError
from importer.hosts import is_loopback
from importer.i18n import _

if TYPE_CHECKING:
    from importer.ledger import Ledger
    from importer.settings import Settings

OPEN = _("Open this address in the browser of this machine; it is good for one visit:")
UNTIL = _("The page is there until you press Ctrl+C here.")
CLOSING = _("Ending: what is being sent ends in good order.")
LISTENING = _("The page of the team listens on {listen}; people reach it at this address:")


def _host_and_port(text: str) -> tuple[str, int]:
    try:
        parts = urlsplit(f"//{text}")
        host, port = parts.hostname, parts.port
    except ValueError:
        host = port = None
    if host is None or port is None or parts.netloc != text or "@" in text:
        raise UsageError(
            _("--listen takes HOST:PORT, such as 127.0.0.1:8300, not “{text}”", text=text)
        )
    return host, port


def _origin(text: str) -> str:
    """Scheme and host of the URL, as browsers write them."""
    try:
        parts = urlsplit(text.strip().lower().rstrip("/"))
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host = ""
    is_plain = bool(host) and parts.geturl() == f"{parts.scheme}://{parts.netloc}"
    if not is_plain or "@" in parts.netloc or not host.isascii():
        raise UsageError(
            _("--public-url takes an address such as https://orders.example.com, without a path.")
        )
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(host)):
        raise UsageError(
            _("--public-url must begin with https://: passwords go over it."),
            _("Let a proxy in front of the page speak https; docs/operations.md shows how."),
        )
    named = f"[{host}]" if ":" in host else host
    usual = {"https": 443, "http": 80}[parts.scheme]
    return f"{parts.scheme}://{named}" + (f":{port}" if port not in (None, usual) else "")


def _address(text: str) -> str:
    try:
        return str(ipaddress.ip_address(text.strip()))
    except ValueError:
        raise UsageError(
            _("--trusted-proxy takes an IP address, such as 127.0.0.1, not “{text}”", text=text)
        ) from None


@dataclass(frozen=True, kw_only=True)
class WebOptions(DestinationOptions, PaceOptions, ReportFolderOptions, CommonOptions):
    """Where the page is, who may use it, and where its orders go."""

    port: int | None = number_option(
        "--port", int, help=_("The page's port (default: one that is free).")
    )
    no_browser: bool = flag("--no-browser", help=_("Print the address and open nothing."))
    listen: tuple[str, int] | None = option(
        "--listen",
        metavar="HOST:PORT",
        type=_host_and_port,
        help=_("Serve a team that logs in, behind a proxy that speaks https (docs/operations.md)."),
    )
    public_url: str | None = option(
        "--public-url",
        metavar="URL",
        type=_origin,
        help=_("With --listen: the https address at which people reach the page."),
    )
    trusted_proxy: str | None = option(
        "--trusted-proxy",
        metavar="ADDRESS",
        type=_address,
        help=_("With --listen: the IP address of the proxy, whose word on who asks counts."),
    )
    trusted_header: str | None = option(
        "--trusted-header",
        metavar="HEADER",
        help=_("With --trusted-proxy: the header in which it names the operator."),
    )


@command(
    WebOptions,
    {
        "python -m importer web": _("drop the file, see, mend, send, watch"),
        "python -m importer web --sandbox": _("rehearse: nothing leaves this machine"),
        "python -m importer web --listen 127.0.0.1:8300 --public-url https://orders.example.com": _(
            "for a team"
        ),
    },
)
def web(options: WebOptions) -> int:
    """Serves the page until interrupted; prints its address first. Gives 0."""
    from importer.cli import parts

    _check_team_options(options)
    to = parts.destination(
        options,
        rate=options.rate,
        concurrency=options.concurrency,
        report_dir=options.report_dir,
    )
    with to as settings:
        if options.listen is None:
            _serve_one_person(options, settings)
        else:
            _serve_team(options, settings, *options.listen)
    return 0


def _serve_one_person(options: WebOptions, settings: "Settings") -> None:
    from importer.ledger.database import is_shared
    from importer.signals import wait_for_signal
    from importer.web import Desk, OwnWorker, can_work, serve

    lang = options.console_lang
    hands_over = not options.sandbox and can_work()
    is_alone = hands_over and not is_shared(settings.ledger)
    desk = Desk(
        settings,
        lang,
        rehearsal=options.sandbox,
        allowed_host=options.allow_host,
        hands_over=hands_over,
        worker=OwnWorker(settings, options.allow_host) if is_alone else None,
    )
    with _told_when_taken(options.port or 0), serve(desk, options.port or 0) as address:
        click.echo(address)
        click.echo(OPEN.format(lang), err=True)
        click.echo(UNTIL.format(lang), err=True)
        if not options.no_browser:
            _open(address)
        wait_for_signal(desk.is_leaving)
        click.echo(CLOSING.format(lang), err=True)
        desk.close()


def _serve_team(options: WebOptions, settings: "Settings", host: str, port: int) -> None:
    from importer.signals import wait_for_signal
    from importer.web import Desks, Front, Register, serve_team

    lang = options.console_lang
    register = Register(settings.ledger)
    register.ask_now(_must_have_operators)
    desks = Desks(
        settings,
        lang,
        register,
        rate=options.rate,
        allowed_host=options.allow_host,
    )
    front = Front(
        options.public_url or "", options.trusted_proxy or "", options.trusted_header or ""
    )
    with _told_when_taken(port), serve_team(desks, register, front, host, port) as (address, own):
        click.echo(address)
        click.echo(LISTENING.format(lang, listen=own), err=True)
        click.echo(UNTIL.format(lang), err=True)
        wait_for_signal(threading.Event())
        click.echo(CLOSING.format(lang), err=True)
        desks.close()
    register.close()


def _check_team_options(options: WebOptions) -> None:
    """Raises UsageError for options that do not go together."""
    if options.listen is None:
        of_team = {
            "--public-url": options.public_url,
            "--trusted-proxy": options.trusted_proxy,
            "--trusted-header": options.trusted_header,
        }
        alone = next((name for name, given in of_team.items() if given), None)
        if alone is not None:
            raise UsageError(_("{option} goes with --listen alone.", option=alone))
        return
    for name, given in (("--port", options.port is not None), ("--sandbox", options.sandbox)):
        if given:
            raise UsageError(_("--listen and {option} exclude each other", option=name))
    if options.trusted_header and not options.trusted_proxy:
        raise UsageError(
            _("--trusted-header needs --trusted-proxy: else anybody could write the header."),
            _("Add --trusted-proxy with the IP address that the proxy calls from."),
        )
    if options.public_url is None and not is_loopback(options.listen[0]):
        raise UsageError(
            _("Under which address do people reach the page?"),
            _("Add --public-url https://orders.example.com, that of the proxy before it."),
        )


def _must_have_operators(ledger: "Ledger") -> None:
    from importer.operators import NONE_YET, NONE_YET_CURE, known_operators

    if not known_operators(ledger):
        raise SetupError(NONE_YET, NONE_YET_CURE)


@contextmanager
def _told_when_taken(port: int) -> Iterator[None]:
    """Raises UsageError where the page cannot listen."""
    try:
        yield
    except OSError as error:
        raise UsageError(
            _("The page cannot be served on port {port}.", port=port),
            _("Another program may use it: choose another with --port N."),
        ) from error


def _open(address: str) -> None:
    """Opens the browser; the page does not wait for it."""
    import webbrowser

    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
