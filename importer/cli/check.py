"""`importer check FILE`: everything up to sending."""

from dataclasses import dataclass

from importer.cli.command import command, flag
from importer.cli.options import FileOptions
from importer.errors import SetupError
from importer.i18n import _


@dataclass(frozen=True, kw_only=True)
class CheckOptions(FileOptions):
    """How FILE is read and judged."""

    offline: bool = flag("--offline", help=_("Leave the OTO account out of the checks."))


@command(
    CheckOptions,
    {
        "python -m importer check orders.xlsx": _("look first, send later"),
        "python -m importer check orders.xlsx --offline": _("without asking OTO anything"),
    },
)
async def check(options: CheckOptions) -> int:
    """Gives 0 when every order is valid, or in OTO already."""
    from contextlib import nullcontext

    from importer.cli import parts
    from importer.cli.console import can_ask
    from importer.endings import dry_run_outcomes
    from importer.preferences import Preferences
    from importer.problems.sending import SET_UP
    from importer.report import DONE
    from importer.run_context import oto_of

    screen = parts.screen_of(options)
    with screen, parts.destination(options, report_dir=options.report_dir) as settings:
        online = settings.token is not None and not options.offline
        with parts.ledger_if_usable(settings, screen) as ledger:
            preferences = Preferences(ledger, settings.data_dir)
            async with oto_of(settings) if online else nullcontext() as oto:
                context = await parts.context_of(
                    options, settings, oto, ledger, screen, preferences
                )
                checked, options = await parts.checked(
                    context, options, screen, ask_values=can_ask()
                )
            screen.problems(ledger.problems if ledger else (), checked.table)
            recorded = context.recorded(checked)
            preview = context.preview(checked, recorded)
            screen.preview(preview, will=False)
            screen.warnings(preview, checked.table)
            annotate = parts.wants_annotated(options, context.account, preferences)
        ends = dry_run_outcomes(checked, recorded)
        report = context.report(checked, ends, lang=options.lang, blocked=preview.blocked)
        parts.finish(report, options, settings, screen, annotate=annotate)
    if preview.blocked is not None and preview.blocked.code in SET_UP:
        return SetupError.exit_code
    return 0 if all(end.status in DONE for end in ends) else 1
