"""`importer sandbox`: the pretend OTO on this machine."""

from dataclasses import dataclass

import click

from importer.cli.command import CommonOptions, command, option
from importer.errors import UsageError
from importer.i18n import Verbatim, _


@dataclass(frozen=True, kw_only=True)
class SandboxOptions(CommonOptions):
    """Where it listens; port 0 is a free one."""

    port: int = option(
        "--port",
        metavar="N",
        default=0,
        type=click.IntRange(0, 65535),
        help=_("The port (default: a free one)."),
    )


@command(
    SandboxOptions,
    _("Serve the built-in OTO sandbox until stopped; prints its base URL first."),
    {"python -m importer sandbox --port 8080": _("then set OTO_BASE_URL to what it prints")},
)
def sandbox(options: SandboxOptions) -> int:
    """Gives 0 when it was stopped."""
    from importer.sandbox import serve, serve_until_stopped

    try:
        serve_until_stopped(serve(options.port))
    except OSError as error:
        raise UsageError(Verbatim(str(error))) from error
    return 0
