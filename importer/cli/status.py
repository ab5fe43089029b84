"""`importer status REPORT`: what became of the created orders."""

from dataclasses import dataclass
from pathlib import Path

from importer.cli.command import CommonOptions, argument, command
from importer.cli.options import DestinationOptions, PaceOptions, ReportFolderOptions
from importer.i18n import _, _n

_UNANSWERED = _n(
    "OTO gave no answer about {count} order. Run the same command again within the hour: only "
    "that one is asked about.",
    "OTO gave no answer about {count} orders. Run the same command again within the hour: only "
    "those are asked about.",
)


@dataclass(frozen=True, kw_only=True)
class StatusOptions(DestinationOptions, ReportFolderOptions, PaceOptions, CommonOptions):
    """Of which report, and where the refreshed one goes."""

    report: Path = argument("REPORT")


@command(
    StatusOptions,
    {
        "python -m importer status reports/orders-20261123-101500.xlsx": _(
            "delivered, on the way, returned ..."
        ),
    },
)
async def status(options: StatusOptions) -> int:
    """Prints where the refreshed report is and gives 0."""
    from importer.accounts import account_in
    from importer.cli import parts
    from importer.cli.console import Screen
    from importer.reading import read_workbook
    from importer.report import load_rerun
    from importer.run_context import check_owner, limits_of, oto_of
    from importer.sending.rate_limiter import RateLimiter
    from importer.tracking import AnswerStore, refresh

    to = parts.destination(
        options,
        rate=options.rate,
        concurrency=options.concurrency,
        report_dir=options.report_dir,
    )
    with Screen(options.report, options.console_lang) as screen, to as settings:
        if settings.token is None:
            read_workbook(options.report)  # its own error comes first
        parts.need_token(settings)
        with parts.ledger_if_usable(settings, screen) as ledger:
            if ledger is not None:
                account = account_in(ledger, settings)
                check_owner(load_rerun(read_workbook(options.report)), ledger, settings, account)
            async with oto_of(settings) as oto:
                refreshed = await refresh(
                    options.report,
                    oto,
                    RateLimiter(settings.rate),
                    settings.report_dir,
                    options.lang,
                    screen,
                    AnswerStore(ledger, oto.account_key),
                    limits_of(settings),
                )
        screen.statuses(refreshed.statuses)
        if refreshed.unanswered:
            screen.note(_UNANSWERED, count=refreshed.unanswered)
    print(refreshed.report)
    return 0
