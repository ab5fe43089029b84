"""After the fact: what OTO says of the orders of a report now.

The pass is paced and can be interrupted at any moment: every answer is kept at once in a small
file beside the new report, and the next pass asks only for the rest.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

from importer.errors import NotDelivered, Refused, TooManyCalls, Unsure
from importer.i18n import Language
from importer.oto import Oto
from importer.outcome import Outcome, Status
from importer.progress import ProgressListener
from importer.reading import read_workbook
from importer.report.tracking_report import Tracking, read_results, write_tracking_report
from importer.sending.rate_limiter import RateLimiter

_KEPT = timedelta(hours=1)  # an interrupted pass's answers are taken up again for so long
_IN_FLIGHT = 8
_TRIES = 3  # asking is harmless: it may be done again after any failure
NO_ANSWER, UNKNOWN = "noAnswer", "unknown"


async def refresh(
    report: Path,
    oto: Oto,
    pace: RateLimiter,
    folder: Path,
    lang: Language,
    listener: ProgressListener,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Path:
    """Asks OTO for every created order of `report` and writes the refreshed report.

    Raises FileUnreadable and UsageError when it is no report, SetupError when OTO lets nobody in
    or nothing can be written; what was answered until then is kept for the next pass.
    """
    past = read_results(read_workbook(report))
    wanted = list(dict.fromkeys(past.in_oto))
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / f"{report.stem}.status.jsonl"
    answers = {name: one for name, one in _kept(kept, now()) if name in set(wanted)}
    left = [name for name in wanted if name not in answers]
    listener.sending(len(left))
    with kept.open("a", encoding="utf-8") as out:

        def keep(order_id: str, answer: Tracking) -> None:
            answers[order_id] = answer
            out.write(json.dumps({"orderId": order_id, **asdict(answer)}) + "\n")
            out.flush()
            listener.settled(Outcome(order_id, (), Status.ALREADY_CREATED))

        await _ask_all(left, _Asker(oto, pace, now), keep)
    ordered = {name: answers[name] for name in wanted}
    written = write_tracking_report(past, ordered, folder, lang, now())
    kept.unlink(missing_ok=True)
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
                self._pace.hold(pause.retry_after)  # no failure: OTO will answer later
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
        return Tracking(
            status, tracking, awb, carrier, f"{self._now().astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
        )


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


def _kept(path: Path, now: datetime) -> Iterator[tuple[str, Tracking]]:
    """The answers of an interrupted pass that are still fresh; a torn last line is skipped."""
    if not path.is_file():
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        with suppress(ValueError, TypeError, KeyError):
            told: Mapping[str, str] = json.loads(line)
            answer = Tracking(**{key: str(told[key]) for key in Tracking.__slots__})
            if now - datetime.fromisoformat(answer.at) < _KEPT and answer.status != NO_ANSWER:
                yield told["orderId"], answer
