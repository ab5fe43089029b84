"""`importer FILE`: checks, asks, sends, reports."""

from dataclasses import dataclass

from importer.cli.command import CommonOptions, command, flag
from importer.cli.options import FileOptions, PaceOptions
from importer.errors import SetupError
from importer.i18n import _

_INTERRUPTED = 130


@dataclass(frozen=True, kw_only=True)
class RunOptions(FileOptions, PaceOptions, CommonOptions):
    """How FILE is read and sent."""

    yes: bool = flag("--yes", help=_("Do not ask before sending."))


@command(
    RunOptions,
    {
        "python -m importer orders.xlsx": _("send the week's orders"),
        "python -m importer orders.xlsx --sandbox": _("rehearse: nothing leaves this machine"),
        "python -m importer reports/orders-20261123-101500.xlsx": _(
            "send what was mended in a report"
        ),
        'python -m importer orders.csv --map "Total=amount"': _("say what a column is"),
        "python -m importer orders.csv --dates day": _("03/04/2026 is the 3rd of April"),
    },
)
async def run(options: RunOptions) -> int:
    """Gives 0 when every order of the file is in OTO."""
    import asyncio

    from importer.account.cache import remove_old_files
    from importer.cli import parts
    from importer.cli.console import can_ask
    from importer.endings import mark_unsent
    from importer.ledger import Ledger
    from importer.outcome import IN_OTO
    from importer.preferences import Preferences
    from importer.reading import read_workbook
    from importer.run_context import oto_of
    from importer.signals import orderly_stop, until_written

    to = parts.destination(
        options,
        rate=options.rate,
        concurrency=options.concurrency,
        report_dir=options.report_dir,
    )
    screen = parts.screen_of(options)
    with screen, to as settings:
        if settings.token is None:
            read_workbook(options.file, encoding=options.encoding)  # its own error comes first
        parts.need_token(settings)
        with Ledger.open(settings.ledger) as ledger:
            preferences = Preferences(ledger, settings.data_dir)
            preferences.take_over_file()
            remove_old_files(settings.data_dir)
            async with oto_of(settings) as oto:
                context = await parts.context_of(
                    options, settings, oto, ledger, screen, preferences
                )
                asking = can_ask() and not options.yes
                checked, options = await parts.checked(context, options, screen, ask_values=asking)
                screen.problems(ledger.problems, checked.table)
                parts.remember(options, context.account, preferences, checked.table)
                await context.try_look_up(checked)
                recorded = context.recorded(checked)
                preview = context.preview(checked, recorded)
                screen.preview(preview, will=preview.blocked is None)
                asking = asking and settings.live and preview.to_send > 0
                early = parts.early_report(context, checked, preview, recorded) if asking else None
                screen.warnings(preview, checked.table, early)
                why = parts.why_not(preview, screen) if asking else None
                with until_written():
                    if why is None:
                        stop = asyncio.Event()
                        with orderly_stop(stop, screen.stopping):
                            sent = await context.send(checked, stop)
                    else:
                        reached = preview.blocked is None
                        sent = mark_unsent(checked, why, recorded, reached=reached)
                    report = context.report_of_run(checked, sent, recorded, options.lang)
                    annotate = parts.wants_annotated(options, context.account, preferences)
                    parts.finish(
                        report, options, settings, screen, annotate=annotate, instead_of=early
                    )
    if sent.interrupted:
        return _INTERRUPTED
    if sent.never_set_up:
        return SetupError.exit_code
    return 0 if all(end.status in IN_OTO for end in report.outcomes) else 1
