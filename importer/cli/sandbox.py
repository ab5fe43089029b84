"""`importer sandbox`: the pretend OTO on this machine."""

from dataclasses import dataclass

from importer.cli.command import CommonOptions, command
from importer.cli.options import number_option
from importer.errors import UsageError
from importer.i18n import Verbatim, _


@dataclass(frozen=True, kw_only=True)
class SandboxOptions(CommonOptions):
    """Where it listens; port 0 is a free one."""

    port: int = number_option("--port", int, default=0, help=_("The port (default: a free one)."))


@command(
    SandboxOptions,
    {"python -m importer sandbox --port 8080": _("then set OTO_BASE_URL to what it prints")},
)
def sandbox(options: SandboxOptions) -> int:
    """Gives 0 when it was stopped."""
    from importer.sandbox import serve, serve_until_stopped

    try:
        serve_until_stopped(serve(options.port))
    except OverflowError:
        raise UsageError(
            _("There is no port {port}: ports go from 0 to 65535.", port=options.port)
        ) from None
    except OSError as error:
        raise UsageError(Verbatim(str(error))) from error
    return 0
