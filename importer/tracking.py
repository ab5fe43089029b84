"""After the fact: what OTO says of the orders of a report now.

The pass is paced and can be interrupted at any moment: every answer is kept at once in the ledger,
and the next pass asks only for the rest.
"""

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from importer.errors import NotDelivered, Refused, SetupError, TooManyCalls, Unsure
from importer.i18n import Language
from importer.ledger import ANSWER_SECONDS, Ledger
from importer.ledger.database import Row
from importer.oto import Oto
from importer.outcome import Outcome, Status
from importer.progress import ProgressListener
from importer.reading import read_workbook
from importer.report.tracking_report import Tracking, read_results, write_tracking_report
from importer.sending.rate_limiter import RateLimiter

_IN_FLIGHT = 8
_TRIES = 3  # asking is harmless: it may be done again after any failure
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
                now=now,
                since=now - ANSWER_SECONDS,
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


async def refresh(
    report: Path,
    oto: Oto,
    pace: RateLimiter,
    folder: Path,
    lang: Language | None,
    listener: ProgressListener,
    store: AnswerStore,
) -> Path:
    """Asks OTO for every created order of `report` and writes the refreshed report, in `lang` or
    else the language of the report.

    Raises FileUnreadable and UsageError when it is no report, SetupError when OTO lets nobody in
    or nothing can be written; what was answered until then is kept in `store` for the next pass.
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
    listener.sending(len(left))

    def keep(order_id: str, answer: Tracking) -> None:
        answers[order_id] = answer
        store.record(key, {order_id: answer})
        listener.settled(Outcome(order_id, (), Status.ALREADY_CREATED))

    await _ask_all(left, _Asker(oto, pace, store.now), keep)
    ordered = {name: answers[name] for name in wanted}
    written = write_tracking_report(past, ordered, folder, lang or past.lang, store.now())
    store.clear(key)
    return written


class _Asker:
    def __init__(self, oto: Oto, pace: RateLimiter, now: Callable[[], datetime]) -> None:
        self._oto, self._pace, self._now = oto, pace, now

    async def ask(self, order_id: str) -> Tracking:
        """OTO's answer; after `_TRIES` failures that there was none."""
        failures = 0
        while failures < _TRIES:
            await self._pace.acquire()
            try:
                found = await self._oto.order_status(order_id)
            except TooManyCalls as pause:
                self._pace.pause(pause.retry_after)  # no failure: OTO will answer later
            except (NotDelivered, Unsure):
                failures += 1
            except Refused as refused:
                return self._answer(f"{UNKNOWN} ({refused.code})")
            else:
                self._pace.success()
                links = (found.tracking_url, found.label_url, found.delivery_company)
                return self._answer(found.status or UNKNOWN, *links)
        return self._answer(NO_ANSWER)

    def _answer(self, status: str, *links: str) -> Tracking:
        tracking, awb, carrier = links or ("", "", "")
        return Tracking(status, tracking, awb, carrier, _text_of(self._now()))


async def _ask_all(
    order_ids: list[str], asker: _Asker, keep: Callable[[str, Tracking], None]
) -> None:
    waiting = iter(order_ids)

    async def work() -> None:
        for order_id in waiting:
            keep(order_id, await asker.ask(order_id))

    async with _together() as tasks:
        tasks.extend(asyncio.create_task(work()) for _ in range(min(_IN_FLIGHT, len(order_ids))))
        await asyncio.gather(*tasks)


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
