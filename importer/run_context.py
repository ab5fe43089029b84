"""One run of one file: the parts are built, the pipeline runs, the report is written."""

import asyncio
import hashlib
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from importer import garbage
from importer.cli.console import Screen
from importer.ledger import Entry, Ledger, State
from importer.oto import Oto
from importer.outcome import Outcome, Status
from importer.pipeline import CheckResult, ImportRequest, SendDependencies, check, send_orders
from importer.preview import Preview, money_of, shipments_of, warnings_of
from importer.reading import check_unchanged
from importer.report import RunReport
from importer.sending import Limits, Sent
from importer.sending.rate_limiter import RateLimiter
from importer.settings import Settings
from importer.signals import orderly_stop


@dataclass(slots=True)
class RunContext:
    """A run in progress: where it goes, how it reads, and on which screen it shows.

    Without a `ledger` it can check, and knows nothing of earlier runs.
    """

    job: ImportRequest
    settings: Settings
    screen: Screen
    oto: Oto | None
    ledger: Ledger | None
    started: datetime = field(default_factory=lambda: datetime.now(UTC))
    command: str = "python -m importer {report}"
    arguments: Sequence[str] = ()
    _clock: float = field(default_factory=time.monotonic)

    async def check(self) -> CheckResult:
        """Reads and judges the file, and from then on speaks the sheet's language; the first thing
        it says is what was found at the opening of the ledger."""
        checked = await check(self.job, self.oto, self.ledger, self.screen)
        first_run = checked.rerun.lang if checked.rerun else None
        self.screen.speak(first_run or checked.table.lang)
        at_opening = self.ledger.problems if self.ledger else ()
        self.screen.found(at_opening, checked.table)
        return replace(checked, problems=(*checked.problems, *at_opening))

    def preview(self, checked: CheckResult) -> Preview:
        """What is about to happen."""
        ids = [str(group.order_id) for group in checked.sendable]
        known: Mapping[str, Entry] = {}
        if self.ledger is not None and self.settings.token:
            known = self.ledger.entries(*self._ledger_key, ids)
        done = {name: entry for name, entry in known.items() if entry.state is State.CREATED}
        fresh = [group for group in checked.sendable if group.order_id not in done]
        return Preview(
            orders=len(checked.orders),
            held=len(checked.orders) - len(checked.sendable),
            already=len(done),
            already_since=max((entry.sent_at for entry in done.values()), default=None),
            money=money_of(checked.frame, fresh),
            shipments=shipments_of(checked.frame, fresh),
            account=checked.facts.name or "",
            host=self.settings.host,
            credit=checked.facts.credit,
            warnings=warnings_of(checked.problems),
        )

    async def send(self, checked: CheckResult) -> Sent:
        """Sends what nothing holds back; Ctrl-C stops it in good order.

        Raises FileUnreadable when the file changed since it was checked: nothing is sent then.
        """
        assert self.oto is not None and self.ledger is not None
        settings, stop, book = self.settings, asyncio.Event(), checked.table.book
        check_unchanged(book)
        count = len(checked.sendable)
        parts = SendDependencies(
            oto=self.oto,
            pace=RateLimiter(settings.rate),
            ledger=self.ledger,
            run=self.ledger.start_run(*self._ledger_key, book.path.name, book.sha256, count),
            limits=Limits(
                concurrency=settings.concurrency,
                call_seconds=settings.call_seconds,
                order_seconds=settings.order_seconds,
            ),
        )
        garbage.collect_in_small_steps()
        with orderly_stop(stop, self.screen.stopping):
            return await send_orders(checked, parts, self.screen, stop)

    def run(self, checked: CheckResult, ends: list[Outcome], sent: Sent | None = None) -> RunReport:
        """The run as it ended, for the report."""
        counted = {end.rows[0] for end in ends if end.status in COUNTED}
        groups = [order.group for order in checked.orders if order.group.rows[0] in counted]
        return RunReport(
            file=self.job.file,
            table=checked.table,
            outcomes=ends,
            started=self.started,
            seconds=time.monotonic() - self._clock,
            problems=(*checked.problems, *(sent.notes if sent else ())),
            stopped=sent.stopped if sent else None,
            money=money_of(checked.frame, groups),
            check_only=any(end.status is Status.VALID for end in ends),
            lang=self.screen.lang,
            host=self.settings.host if self.oto else "",
            account=checked.facts.name or "",
            options=checked.job.options,
            cities=checked.job.cities,
            command=self.command,
            arguments=self.arguments,
            previous=self.job.file if checked.rerun else None,
        )

    @property
    def _ledger_key(self) -> tuple[str, str]:
        return destination_of(self.settings), self.settings.account


# A run tells what it created; a check, what would be created.
COUNTED = frozenset({Status.CREATED, Status.VALID})


def destination_of(settings: Settings) -> str:
    """The ledger's name for where orders go: host and path, however the address was written."""
    parts = urlsplit(settings.base_url.lower())
    return f"{parts.netloc}{parts.path.rstrip('/')}"


def hash_of(file: Path) -> str:
    """The SHA-256 of the file's bytes, in hex: which file a run had."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
