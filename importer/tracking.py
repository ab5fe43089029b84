"""After the fact: what OTO says of the orders of a report now.

The pass is paced and can be interrupted at any moment: every answer is kept at once in the ledger,
and the next pass asks only for the rest.
"""

import asyncio
import hashlib
import json
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from importer.errors import CallError, NotDelivered, Refused, SetupError, Unsure
from importer.i18n import Language, _
from importer.ledger import ANSWER_SECONDS, Ledger
from importer.ledger.database import Row
from importer.oto import OrderStatus, Oto
from importer.outcome import Outcome, Status
from importer.progress import ProgressListener
from importer.reading import read_workbook
from importer.report.tracking_report import (
    DELIVERED,
    Tracking,
    read_results,
    write_tracking_report,
)
from importer.sending.circuit_breaker import CircuitBreaker
from importer.sending.limits import Deadline, Limits
from importer.sending.lookup import ORDERS_A_CALL, BulkCall
from importer.sending.rate_limiter import RateLimiter
from importer.sending.stop_signal import StopSignal
from importer.sending.throttled_client import ThrottledClient

_IN_FLIGHT = 8
_TRIES = 3  # asking is harmless: an order that OTO fails to tell of so often has no answer
NO_ANSWER, UNKNOWN = "noAnswer", "unknown"


class AnswerStore:
    """OTO's answers about the orders of reports, in the table `tracking` of `ledger`, until the
    pass ends or an hour is over; `account` is whose orders they are.

    A ledger that is missing, or fails, is no obstacle: then a pass begins anew. A report is known
    by the hash of its file.
    """

    def __init__(
        self,
        ledger: Ledger | None,
        account: str,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._ledger, self._account, self.now = ledger, account, now

    def answers(self, report: str) -> dict[str, Tracking]:
        """The answers of a pass over the report that was cut off, by orderId."""
        if self._ledger is None:
            return {}
        with suppress(SetupError):
            now = self.now().timestamp()
            rows = self._ledger.database.execute(
                "tracking_answers",
                account_key=self._account,
                report=report,
                since=now - ANSWER_SECONDS,
                until=now,
            )
            return {row["order_id"]: _answer_of(row) for row in rows}
        return {}

    def record(self, report: str, answers: Mapping[str, Tracking]) -> None:
        """Keep the answers by orderId; that there was none is not kept."""
        if self._ledger is None:
            return
        with suppress(SetupError, UnicodeEncodeError), self._ledger.transaction():
            for order_id, answer in answers.items():
                if answer.status != NO_ANSWER:
                    self._ledger.database.execute(
                        "record_tracking",
                        account_key=self._account,
                        report=report,
                        order_id=order_id,
                        status=answer.status,
                        tracking_url=answer.tracking_url,
                        awb_url=answer.awb_url,
                        carrier=answer.carrier,
                        answered_at=datetime.fromisoformat(answer.at).timestamp(),
                    )

    def clear(self, report: str) -> None:
        """Delete the answers of the report: its pass has ended."""
        if self._ledger is not None:
            with suppress(SetupError):
                self._ledger.database.execute(
                    "delete_tracking", account_key=self._account, report=report
                )

    def take_over_file(self, path: Path, report: str) -> None:
        """Moves what an older version kept beside the new report into the ledger."""
        if self._ledger is None or not path.is_file():
            return
        since = self.now() - timedelta(seconds=ANSWER_SECONDS)
        with suppress(OSError):
            self.record(report, {**_answers_in(path, since), **self.answers(report)})
            path.unlink()


def _answer_of(row: Row) -> Tracking:
    at = datetime.fromtimestamp(row["answered_at"], UTC)
    return Tracking(
        row["status"], row["tracking_url"], row["awb_url"], row["carrier"], _text_of(at)
    )


def _answers_in(path: Path, since: datetime) -> dict[str, Tracking]:
    """The answers in a file of an older version, one a line; a torn last line is skipped."""
    answers = {}
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        with suppress(ValueError, TypeError, KeyError):
            values = json.loads(line)
            answer = Tracking(**{name: str(values[name]) for name in Tracking.__slots__})
            if datetime.fromisoformat(answer.at) > since:
                answers[str(values["orderId"])] = answer
    return answers


def _text_of(moment: datetime) -> str:
    """The time as it stands in a report."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


@dataclass(frozen=True, slots=True)
class Refreshed:
    """The refreshed report; how many orders are in which of OTO's statuses. `unanswered` orders
    have no answer, as OTO did not give any more."""

    report: Path
    statuses: Counter[str]

    @property
    def unanswered(self) -> int:
        """How many orders OTO did not answer about."""
        return self.statuses[NO_ANSWER]


async def refresh(  # noqa: PLR0913 (every part is handed in)
    report: Path,
    oto: Oto,
    pace: RateLimiter,
    folder: Path,
    lang: Language | None,
    listener: ProgressListener,
    store: AnswerStore,
    limits: Limits,
) -> Refreshed:
    """Asks OTO for every created order of `report` and writes the refreshed report, in `lang` or
    else the language of the report.

    An outage is waited out as long as `limits` say. Raises FileUnreadable and UsageError when it is
    no report, SetupError when OTO lets nobody in, never answered, or nothing can be written; what
    was answered until then is kept in `store` for the next pass.
    """
    past = read_results(read_workbook(report))
    wanted = list(dict.fromkeys(past.in_oto))
    folder.mkdir(parents=True, exist_ok=True)
    with report.open("rb") as file:
        key = hashlib.file_digest(file, "sha256").hexdigest()
    store.take_over_file(folder / f"{report.stem}.status.jsonl", key)
    known = store.answers(key)
    answers = {name: known[name] for name in wanted if name in known}
    left = [name for name in wanted if name not in answers]
    listener.asking(len(left))

    def keep(more: Mapping[str, Tracking]) -> None:
        answers.update(more)
        store.record(key, more)
        for order_id in more:
            listener.settled(Outcome(order_id, (), Status.ALREADY_CREATED))

    limits = replace(limits, tries=_TRIES)
    stop_signal = StopSignal(limits.drain_seconds)
    breaker = CircuitBreaker(stop_signal, limits)
    client = ThrottledClient(oto, pace, limits, stop_signal, breaker, listener)
    await _Asker(client, limits, store.now).ask_all(left, keep)
    if left and not breaker.reached:
        raise SetupError(_NEVER_ANSWERED, _ASK_AGAIN)
    ordered = {name: answers[name] for name in wanted}
    written = write_tracking_report(past, ordered, folder, lang or past.lang, store.now())
    refreshed = Refreshed(written, Counter(answer.status for answer in ordered.values()))
    if not refreshed.unanswered:
        store.clear(key)
    return refreshed


class _Asker:
    """Asks for many orders a call, and for those alone of which that does not tell enough."""

    def __init__(
        self, client: ThrottledClient, limits: Limits, now: Callable[[], datetime]
    ) -> None:
        self._client, self._limits, self._now = client, limits, now
        self._bulk = BulkCall()

    async def ask_all(
        self, order_ids: Sequence[str], keep: Callable[[Mapping[str, Tracking]], None]
    ) -> None:
        """Gives each order's answer to `keep`, or that there was none."""
        for start in range(0, len(order_ids), ORDERS_A_CALL):
            part = order_ids[start : start + ORDERS_A_CALL]
            answers = await self._ask_many(part)
            if answers:
                keep(answers)
            rest = iter([order_id for order_id in part if order_id not in answers])

            async def work(rest: Iterator[str] = rest) -> None:
                for order_id in rest:
                    keep({order_id: await self._ask(order_id)})

            async with _together() as tasks:
                tasks.extend(asyncio.create_task(work()) for _ in range(_IN_FLIGHT))
                await asyncio.gather(*tasks)

    async def _ask_many(self, order_ids: Sequence[str]) -> dict[str, Tracking]:
        """The answers of one call, as far as they are whole."""
        deadline = self._deadline()

        async def call(part: Sequence[str]) -> dict[str, OrderStatus]:
            ask = partial(self._client.order_statuses, part, deadline)
            return await self._client.retry(ask, deadline, NotDelivered, Unsure)

        try:
            found = await self._bulk.ask(order_ids, call) or {}
        except CallError:
            return {}
        return {name: self._answer(each) for name, each in found.items() if _is_whole(each)}

    async def _ask(self, order_id: str) -> Tracking:
        deadline = self._deadline()
        ask = partial(self._client.order_status, order_id, deadline)
        try:
            return self._answer(await self._client.retry(ask, deadline, NotDelivered, Unsure))
        except Refused as refused:
            return Tracking(f"{UNKNOWN} ({refused.code})", at=_text_of(self._now()))
        except CallError:
            return Tracking(NO_ANSWER, at=_text_of(self._now()))

    def _answer(self, found: OrderStatus) -> Tracking:
        links = (found.tracking_url, found.label_url, found.delivery_company)
        return Tracking(found.status or UNKNOWN, *links, _text_of(self._now()))

    def _deadline(self) -> Deadline:
        return Deadline(asyncio.get_running_loop().time() + self._limits.order_seconds)


def _is_whole(found: OrderStatus) -> bool:
    """Whether nothing is missing: orderHistory may leave out where a shipment can be tracked."""
    shipped = bool(found.label_url or found.shipment_id) and found.status != DELIVERED
    return bool(found.status) and not (shipped and not found.tracking_url)


@asynccontextmanager
async def _together() -> AsyncIterator[list[asyncio.Task[None]]]:
    """Tasks of which none outlives the others' failure."""
    tasks: list[asyncio.Task[None]] = []
    try:
        yield tasks
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


_NEVER_ANSWERED = _("OTO could not be reached, so that nothing is known of the orders now.")
_ASK_AGAIN = _("Check the internet connection, then run the same command again.")
