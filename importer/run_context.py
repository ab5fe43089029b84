"""One run of one file: the parts handed in, the pipeline run, its report made of what happened.

Knows no terminal: a page or a worker may run a file as the command line does.
"""

import asyncio
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial

from importer import garbage
from importer.catalog import BY_NAME
from importer.endings import mark_unsent, outcomes, recorded_outcomes
from importer.errors import CallError, SetupError, Superseded, UsageError
from importer.i18n import Language, _
from importer.ledger import Ledger, Run
from importer.mapping import MappedTable
from importer.orders import OrderRows
from importer.oto import Oto
from importer.outcome import IN_OTO, Outcome, Status
from importer.parsing.same_for_all import missing_values
from importer.pipeline import (
    CheckResult,
    SendDependencies,
    check,
    send_orders,
)
from importer.preferences import Preferences
from importer.preview import Preview, money_of, shipments_of, warnings_of
from importer.problems import Problem, problem
from importer.problems.sending import INTERRUPTED, LEDGER_FAILED, NO_CREDIT, SUPERSEDED
from importer.progress import ProgressListener
from importer.reading import check_unchanged
from importer.report import DONE, Rerun, RunReport, in_place
from importer.request import ImportRequest
from importer.sending import Limits, SendResult, can_look_up, start_run
from importer.sending.rate_limiter import RateLimiter
from importer.settings import Settings

_TRIAL_SECONDS = 10.0  # for one call: somebody waits


def limits_of(settings: Settings) -> Limits:
    """The bounds of a run that the settings ask for."""
    return Limits(
        concurrency=settings.concurrency,
        call_seconds=settings.call_seconds,
        order_seconds=settings.order_seconds,
        patience_seconds=settings.patience_seconds,
    )


def oto_of(settings: Settings) -> Oto:
    """OTO as the settings say. Raises SetupError without a token."""
    return Oto(settings.base_url, settings.needed_token(), timeout=settings.call_seconds)


async def account_of(oto: Oto | None, ledger: Ledger | None, settings: Settings) -> str:
    """The account's one name in the ledger, whatever token opened it; empty without a token.

    What the token itself says names the account; where it says nothing, accountInfo does.
    """
    if settings.token is None or ledger is None:
        return settings.token_hash if settings.token else ""
    key: str | None = None
    if oto is not None:
        with suppress(CallError, SetupError):  # the check or the sending meets that again
            key = await oto.account_claim() or (await oto.account_info()).key
    aliases = [key, settings.token_hash] if key else [settings.token_hash]
    return ledger.account_for(settings.destination, aliases)


async def name_of_account(settings: Settings) -> str:
    """What OTO calls the account of the settings' token (empty: nothing), which is tried so. Raises
    SetupError when OTO refuses it, CallError when OTO does not answer."""
    seconds = min(settings.call_seconds, _TRIAL_SECONDS)
    async with Oto(settings.base_url, settings.needed_token(), timeout=seconds) as oto:
        return (await oto.account_info()).name or ""


def with_preferences(
    request: ImportRequest, preferences: Preferences, account: str, *, columns: bool = True
) -> ImportRequest:
    """The request with what was settled once where it says nothing itself; columns, and values in
    place of missing ones, with `columns` alone."""
    mapping = request.mapping
    if columns:
        mapping = replace(
            mapping,
            remembered=partial(preferences.columns, account),
            remembered_values=partial(preferences.values, account),
        )
    return replace(
        request,
        mapping=mapping,
        cities={**preferences.city_choices(account), **request.cities},
        payments={**preferences.payment_choices(account), **request.payments},
        partial_cod_before=preferences.partial_cod(account),
    )


def remember(
    preferences: Preferences,
    account: str,
    table: MappedTable,
    cities: Mapping[str, str],
    payments: Mapping[str, str],
) -> None:
    """Keeps what was settled of the file for the account's next ones: columns and values in place
    of missing ones, cities and ways to pay."""
    preferences.remember_columns(account, table.fingerprint, table.learned)
    preferences.remember_values(account, table.fingerprint, table.learned_values)
    preferences.remember_cities(account, cities)
    preferences.remember_payments(account, payments)


def check_owner(
    rerun: Rerun | None, ledger: Ledger | None, settings: Settings, account: str
) -> None:
    """Raises UsageError for a report of another account than the one that the ledger calls so."""
    if rerun is None or ledger is None or not rerun.account_key or not account:
        return
    owner = ledger.known_account(settings.destination, rerun.account_key)
    if owner in ("", account):
        return
    message = _("This report is of another OTO account than the one that is used now.")
    if not rerun.account_name:
        raise UsageError(message, _("Use the token of the account that the report is of."))
    raise UsageError(
        _("This report is of the account “{name}”, not of the one that is used now.").given(
            name=rerun.account_name
        ),
        _("Add to the command: {option}", option=f'--account "{rerun.account_name}"'),
    )


@dataclass(slots=True)
class RunContext:
    """A run in progress: what is read, where it goes, and who hears of it.

    Without `oto` nothing is asked or sent; without a `ledger` it can check, and knows nothing of
    earlier runs. `flags` are the options that every later command about this run needs, too, beside
    the account's name, and `file_flags` those that a run of the file itself needs beside them.
    """

    request: ImportRequest
    settings: Settings
    oto: Oto | None
    ledger: Ledger | None
    listener: ProgressListener
    account: str = ""  # its name in the ledger
    flags: Sequence[str] = ()
    file_flags: Sequence[str] = ()
    started: datetime = field(default_factory=lambda: datetime.now(UTC))
    may_look: bool = True
    _clock: float = field(default_factory=time.monotonic)

    async def check(self) -> CheckResult:
        """Reads and judges the file; its problems hold those of the ledger's opening, too. Raises
        UsageError for a report of another account."""
        checked = await check(self.request, self.oto, self.ledger, self.listener)
        key = checked.facts.key
        if key and self.ledger is not None:
            aliases = list(dict.fromkeys([key, self.account]))
            self.account = self.ledger.account_for(self.settings.destination, aliases)
        check_owner(checked.rerun, self.ledger, self.settings, self.account)
        at_opening = self.ledger.problems if self.ledger else ()
        return replace(checked, problems=(*checked.problems, *at_opening))

    def recorded(self, checked: CheckResult) -> dict[int, Outcome]:
        """What the ledger says of those of the orders that OTO has or may have, by first row."""
        if self.ledger is None or not self.account:
            return {}
        groups = [order.group for order in checked.orders]
        return recorded_outcomes(checked, groups, self.ledger, *self._ledger_key)

    async def try_look_up(self, checked: CheckResult) -> None:
        """Finds out whether OTO lets the account look orders up, for the preview and the sending;
        without it an order that another channel made could be overwritten."""
        assert self.oto is not None
        if checked.sendable:
            self.may_look = await can_look_up(self.oto, str(checked.sendable[0].order_id))

    def preview(self, checked: CheckResult, recorded: Mapping[int, Outcome]) -> Preview:
        """What is about to happen, by what is `recorded` of earlier runs."""
        done = [end for end in recorded.values() if end.status in IN_OTO]
        settled = {row for row, end in recorded.items() if end.status is not Status.UNCONFIRMED}
        fresh = [group for group in checked.sendable if group.rows[0] not in settled]
        return Preview(
            orders=len(checked.orders),
            held=len(checked.orders) - len(done) - len(fresh),
            already=len(done),
            already_since=max((end.sent_at for end in done if end.sent_at), default=None),
            money=money_of(checked.frame, fresh),
            shipments=shipments_of(checked.frame, fresh),
            account=checked.facts.name or "",
            host=self.settings.host,
            credit=checked.facts.credit,
            may_look=self.may_look,
            warnings=warnings_of(checked.problems, fresh),
            blocked=self._blocked(checked, fresh),
        )

    def _blocked(self, checked: CheckResult, fresh: Sequence[OrderRows]) -> Problem | None:
        """Why nothing could be sent just now: what the account says, or no credit for shipments."""
        credit = checked.facts.credit
        if credit is not None and credit <= 0 and shipments_of(checked.frame, fresh):
            return problem(NO_CREDIT)
        return checked.facts.blocked

    async def send(self, checked: CheckResult, stop: asyncio.Event) -> SendResult:
        """Sends what nothing holds back, when it is the account's turn; `stop` ends it in good
        order.

        Raises FileUnreadable when the file changed since it was checked: nothing is sent then.
        Raises Superseded when another run took over; that one's report says what became of all.
        """
        assert self.oto is not None and self.ledger is not None
        settings, book = self.settings, checked.table.book
        check_unchanged(book)
        count = len(checked.sendable)
        run = await start_run(
            self.ledger,
            *self._ledger_key,
            book.path.name,
            book.sha256,
            count,
            listener=self.listener,
            stop=stop,
        )
        if run is None:
            sent = mark_unsent(checked, problem(INTERRUPTED), self.recorded(checked), reached=True)
            return replace(sent, interrupted=True)
        parts = SendDependencies(
            oto=self.oto,
            rate_limiter=RateLimiter(settings.rate),
            ledger=self.ledger,
            run=run,
            limits=limits_of(settings),
            may_look=self.may_look,
        )
        garbage.collect_in_small_steps()
        sent = await send_orders(checked, parts, self.listener, stop)
        if sent.superseded or self._was_taken_over(run, sent):
            raise Superseded(SUPERSEDED.message, SUPERSEDED.cure)
        return sent

    def _was_taken_over(self, run: Run, sent: SendResult) -> bool:
        """Whether another run closed one that lost the ledger: it could not hear of that."""
        if sent.stopped is None or sent.stopped.code != LEDGER_FAILED.name:
            return False
        with suppress(SetupError), Ledger.open(self.settings.ledger) as ledger:
            past = ledger.run(run.run_id)
            if past is not None and past.ended is not None:
                return past.ending in ("crashed", "superseded")
        return False

    def report_of_run(
        self,
        checked: CheckResult,
        sent: SendResult,
        recorded: Mapping[int, Outcome],
        lang: Language | None = None,
    ) -> RunReport:
        """The run as it ended: what became of the orders that nothing held back, and of the others
        what is `recorded` of earlier runs or was found in OTO."""
        ends = outcomes(checked, sent.outcomes, {**recorded, **sent.found})
        return self.report(checked, ends, sent, lang)

    def report(
        self,
        checked: CheckResult,
        outcomes: list[Outcome],
        sent: SendResult | None = None,
        lang: Language | None = None,
        blocked: Problem | None = None,
    ) -> RunReport:
        """The run as it ended, in `lang` or else the language of the sheet; without `sent` it was
        a check, and `blocked` is why nothing could be sent now."""
        counted = {end.rows[0] for end in outcomes if end.status in COUNTED}
        groups = [order.group for order in checked.orders if order.group.rows[0] in counted]
        done = {end.rows[0] for end in outcomes if end.status in DONE}
        left = [order.group for order in checked.orders if order.group.rows[0] not in done]
        return RunReport(
            file=self.request.file,
            table=checked.table,
            outcomes=[in_place(end, checked.table) for end in outcomes],
            started=self.started,
            seconds=time.monotonic() - self._clock,
            problems=checked.problems,
            stopped=sent.stopped if sent else blocked,
            money=money_of(checked.frame, groups),
            check_only=sent is None,
            lang=lang or checked.lang,
            host=self.settings.host if self.oto else "",
            account=checked.facts.name or "",
            account_key=self.account,
            account_name=self.settings.account_name,
            options=checked.request.options,
            cities=checked.request.cities,
            payments=checked.request.payments,
            flags=(*self.settings.account_flags, *self.flags),
            file_flags=self.file_flags,
            sources=checked.sources(left),
            same_for_all={
                name: value or BY_NAME[name].example
                for name, value in missing_values(checked.table, checked.frame).items()
            },
            source_rows=checked.rerun.rows if checked.rerun else {},
            week=checked.rerun.week if checked.rerun else None,
            first_file=checked.rerun.file if checked.rerun else "",
            previous=self.request.file if checked.rerun else None,
        )

    @property
    def _ledger_key(self) -> tuple[str, str]:
        return self.settings.destination, self.account


# A run tells what it created; a check, what would be created.
COUNTED = frozenset({Status.CREATED, Status.VALID})
