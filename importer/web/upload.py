"""One file that was dropped: what was said of it, which cells were mended, what came of it.

It lies in a folder of its own, beside a note of all that was said, so that neither a closed browser
nor a killed program loses anything. What takes time runs in a thread of its own.
"""

import asyncio
import json
import threading
from collections.abc import Callable, Coroutine, Mapping
from contextlib import nullcontext, suppress
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import Any

from importer import log
from importer.catalog import BY_NAME
from importer.endings import dry_run_outcomes
from importer.errors import ImporterError, SetupError, UsageError
from importer.i18n import Language, _
from importer.ledger import Ledger
from importer.oto import Oto
from importer.parsing.same_for_all import no_value, value_for_all
from importer.pipeline import CheckResult
from importer.preferences import Preferences
from importer.preview import Preview
from importer.report import RunReport, WrittenReport, write_annotated, write_report
from importer.report.text import ReportText, report_text
from importer.request import Cell
from importer.run_context import (
    RunContext,
    account_of,
    limits_of,
    oto_of,
    remember,
    with_preferences,
)
from importer.runs import Jobs, questions
from importer.runs.jobs import RUN
from importer.sending.rate_limiter import RateLimiter
from importer.settings import Settings
from importer.tracking import AnswerStore, Refreshed, refresh
from importer.web.answers import Answers
from importer.web.grid import Grid
from importer.web.handed import Handed, handed_of
from importer.web.sending import Listener, Sending

_NOTE, _CSV = "upload.json", "results.csv"
_LOOK_SECONDS = 1.0  # between two looks at a run that the file was handed over to
_QUIET = 1.5  # seconds without a mend, after which the whole file is judged again
BUG = _("Something unexpected happened ({kind}). Nothing is lost: load the page again. {path}")
CHANGED = _("What would be sent is no longer what was shown. Look at it again, then send.")
BUSY = _("This file is being sent already.")


class Busy(ImporterError):  # noqa: N818
    """What was asked for cannot be done just now, or not any more as it was shown."""


class Upload:
    """A file in its folder. `version` grows with every change that a page has to show.

    `checked`, `preview` and `grid` are of the latest judgement; `error` is why there is none.
    `sending` is the run that goes on or was the latest, `written` its report, and `failure` why it
    did not come to one. `run` is the id of the run that the file was handed over to (empty: none
    since it was sent here), and `handed` how far that is.
    """

    def __init__(self, folder: Path, settings: Callable[[], Settings], lang: Language) -> None:
        note = json.loads((folder / _NOTE).read_text(encoding="utf-8"))
        self.folder, self.id, self.lang = folder, folder.name, lang
        self.name: str = note["name"]
        self.answers = Answers(**note["answers"])
        # What was typed, a step each that can be undone.
        self.steps: list[dict[Cell, str]] = [
            {(str(s), int(r), int(c)): str(text) for s, r, c, text in step}
            for step in note["mends"]
        ]
        self.version = 1
        self.stage: str | None = None
        self.error: ImporterError | None = None
        self.failure: ImporterError | None = None
        self.checked: CheckResult | None = None
        self.preview: Preview | None = None
        self.grid: Grid | None = None
        self.text: ReportText | None = None  # of the judgement
        self.sending: Sending | None = None
        self.written: WrittenReport | None = None
        self.ended: RunReport | None = None
        self.tracked: Refreshed | None = None
        self.run: str = note.get("run", "")
        self.handed: Handed | None = None
        self._settings = settings
        self._work = threading.Lock()  # one judgement or run at a time
        self._state = threading.Lock()
        self._timer: threading.Timer | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop: asyncio.Event | None = None
        self._threads: list[threading.Thread] = []
        self._closing = threading.Event()
        if self.run:
            self._start(self._follow)

    @classmethod
    def create(
        cls,
        folder: Path,
        name: str,
        data: bytes,
        settings: Callable[[], Settings],
        lang: Language,
    ) -> "Upload":
        """Keeps the file in the new folder."""
        folder.mkdir(mode=0o700, parents=True)
        (folder / "file").mkdir()
        (folder / "file" / name).write_bytes(data)
        note = {"name": name, "answers": asdict(Answers()), "mends": []}
        (folder / _NOTE).write_text(json.dumps(note), encoding="utf-8")
        return cls(folder, settings, lang)

    @property
    def file(self) -> Path:
        """The file itself."""
        return self.folder / "file" / self.name

    @property
    def mends(self) -> dict[Cell, str]:
        """What stands in place of cells of the file."""
        mends: dict[Cell, str] = {}
        for step in self.steps:
            mends.update(step)
        return mends

    @property
    def changed(self) -> float:
        """When anything was last said of it, in seconds since 1970."""
        return (self.folder / _NOTE).stat().st_mtime

    @property
    def has_token(self) -> bool:
        """Whether there is an account to send to."""
        return self._settings().token is not None

    @property
    def is_pending(self) -> bool:
        """Whether the file is about to be judged: what is shown of it as a whole is of before."""
        return self._timer is not None and self._timer.is_alive()

    @property
    def is_sending_here(self) -> bool:
        """Whether a run of it goes on in this program."""
        return self.sending is not None and not self.sending.ended

    @property
    def is_sending(self) -> bool:
        """Whether a run of it goes on, here or where it was handed over to."""
        is_handed = bool(self.run) and (self.handed is None or not self.handed.is_over)
        return is_handed or self.is_sending_here

    # --- what is said of it

    def answer(self, said: Mapping[str, Any]) -> None:
        """Takes answers to questions, and which column is which; the file is judged anew. Raises
        UsageError for a value of all orders that cannot be read."""
        answers = asdict(self.answers)
        for name, text in dict(said.get("constants") or {}).items():
            if name in BY_NAME and value_for_all(BY_NAME[name], str(text)) is None:
                raise UsageError(no_value(BY_NAME[name], str(text)))
        for name, value in said.items():
            if isinstance(answers.get(name), dict) and isinstance(value, dict):
                answers[name].update({str(key): str(text) for key, text in value.items()})
            elif name in answers and not isinstance(answers[name], dict):
                answers[name] = None if value is None else str(value)
        self.answers = Answers(**answers)
        self._save()
        self.judge_soon(0)

    def mend(self, cells: Mapping[tuple[int, int], str]) -> list[int]:
        """Writes texts into cells, by row and column of the sheet, as one step that can be undone;
        gives the rows that were judged again. Raises Busy while the file is being sent."""
        assert self.grid is not None
        sheet = self.grid.sheet
        with self._state:
            self._check_idle()
            self.steps.append({(sheet, *place): text for place, text in cells.items()})
            return self._judge_rows({row for row, _column in cells})

    def undo(self) -> list[int]:
        """Takes the latest step back; gives the rows that were judged again. Raises Busy as `mend`
        does."""
        with self._state:
            self._check_idle()
            if not self.steps:
                return []
            return self._judge_rows({row for _sheet, row, _column in self.steps.pop()})

    def _check_idle(self) -> None:
        if self.is_sending:
            raise Busy(BUSY)

    def _judge_rows(self, rows: set[int]) -> list[int]:
        assert self.grid is not None
        self._save()
        judged = self.grid.judge(rows, self.mends)
        self.touch()
        self.judge_soon(_QUIET)
        return judged

    def _save(self) -> None:
        steps = [[[*cell, text] for cell, text in step.items()] for step in self.steps]
        said = asdict(self.answers)
        note = {"name": self.name, "answers": said, "mends": steps, "run": self.run}
        temporary = self.folder / f"{_NOTE}.new"
        temporary.write_text(json.dumps(note), encoding="utf-8")
        temporary.replace(self.folder / _NOTE)

    def touch(self) -> None:
        """There is something new to show."""
        self.version += 1

    # --- judging and sending, in threads of their own

    def judge_soon(self, seconds: float) -> None:
        """Judges the whole file when nothing was said of it for so long."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer = threading.Timer(seconds, self._judge)
        self._timer.daemon = True
        self._timer.start()

    def _judge(self) -> None:
        with self._work:
            if self.is_sending_here:
                return
            mends = self.mends
            self.error = self._carry_out(self._check)
            self._rest()
        if mends != self.mends:  # somebody mended on meanwhile
            self.judge_soon(0)

    def send(self, version: int, note: Callable[[], None] = lambda: None) -> None:
        """Sends what was shown at that version, after `note`. Raises Busy when something else would
        be sent, and what `note` does: then nothing is."""
        with self._state:
            shown = self._shown_at(version)
            note()
            self.sending, self.failure = Sending(shown.to_send), None
            if self.run:
                self.run, self.handed = "", None
                self._save()
            self.touch()
        self._start(partial(self._run, shown))

    def hand_over(
        self, version: int, run: str, by: str, note: Callable[[], None] = lambda: None
    ) -> None:
        """Hands what was shown at that version over as a run of that id, for workers to send.
        Raises as `send` does, and SetupError when the ledger fails."""
        with self._state:
            shown = self._shown_at(version)
            assert self.checked is not None
            options = self.answers.job_options(self.checked, shown, self.mends)
            options = replace(options, lang=self.lang, submitted_by=by)
            settings = self._settings()
            note()
            before, self.run, self.handed = self.run, run, None
            self._save()
            try:
                with Ledger.open(settings.ledger) as ledger:
                    Jobs(ledger).submit(
                        self.name,
                        self.file.read_bytes(),
                        options,
                        account_name=settings.account_name,
                        kind=RUN,
                        job_id=run,
                    )
            except SetupError:
                self.run = before
                self._save()
                raise
            self.sending = self.failure = self.written = self.ended = self.tracked = None
            self.touch()
        self._start(self._follow)

    def _shown_at(self, version: int) -> Preview:
        """What was shown at that version; it still is. Raises Busy when it is not."""
        self._check_idle()
        if version != self.version or self.preview is None or self.stage or self.is_pending:
            raise Busy(CHANGED)
        return self.preview

    def _follow(self) -> None:
        """Looks how far the run is that the file was handed over to, until it has ended."""
        run, is_first = self.run, True
        while self.run == run and not self._closing.is_set():
            with suppress(SetupError), Ledger.open(self._settings().ledger) as ledger:
                handed, before = handed_of(ledger, run), self.handed
                if handed is None:  # the program was killed before it was handed over
                    self.run = ""
                else:
                    self.handed = handed
                if before is None or handed is None or before.job.state != handed.job.state:
                    self.touch()
                if handed is None or handed.is_over:
                    if not is_first:
                        self.judge_soon(0)
                    return
                is_first = False
            self._closing.wait(_LOOK_SECONDS)

    def track(self) -> None:
        """Asks OTO what became of the orders of the latest report."""
        self._start(self._ask)

    def stop(self) -> None:
        """Ends a run of this program in good order."""
        if self.sending is not None and not self.sending.ended:
            self.sending.is_stopping = True
            self.touch()
            if self._loop is not None and self._stop is not None:
                with suppress(RuntimeError):  # it has just ended
                    self._loop.call_soon_threadsafe(self._stop.set)

    def close(self) -> None:
        """Ends whatever goes on here, and waits until it is written."""
        self._closing.set()
        if self._timer is not None:
            self._timer.cancel()
        self.stop()
        for thread in self._threads:
            thread.join()

    def _start(self, job: Callable[[], None]) -> None:
        self._threads = [each for each in self._threads if each.is_alive()]
        thread = threading.Thread(target=job, name=f"upload-{self.id}")
        self._threads.append(thread)
        thread.start()

    def _carry_out(self, job: Callable[[], Coroutine[None, None, None]]) -> ImporterError | None:
        """Runs the coroutine; gives what it raised. Whoever keeps that calls `_rest` then."""
        self.stage = "reading"
        self.touch()
        try:
            asyncio.run(job())
        except ImporterError as error:
            return error
        except Exception as error:
            path = log.record_crash(error)
            return ImporterError(BUG.given(kind=type(error).__name__, path=path or "—"))
        return None

    def _rest(self) -> None:
        """Nothing goes on any more: what came of it is there to be shown, and may be sent only as
        it is shown now."""
        self.touch()
        self.stage = None

    def _run(self, shown: Preview) -> None:
        with self._work:
            self.failure = self._carry_out(partial(self._send, shown))
            if self.sending is not None:
                self.sending.ended = True
            self._rest()
        self._judge()

    def _ask(self) -> None:
        with self._work:
            self.failure = self._carry_out(self._track)
            self._rest()

    async def _check(self) -> None:
        settings = self._settings()
        with Ledger.open(settings.ledger) as ledger:
            async with oto_of(settings) if settings.token else nullcontext() as oto:
                context, _preferences = await self._context(settings, ledger, oto)
                checked = await context.check()
                if oto is not None:
                    await context.try_look_up(checked)
                self._show(context, checked)

    async def _context(
        self, settings: Settings, ledger: Ledger, oto: Oto | None
    ) -> tuple[RunContext, Preferences]:
        account = await account_of(oto, ledger, settings)
        preferences = Preferences(ledger, settings.data_dir)
        request = self.answers.request(self.file, self.mends)
        request = with_preferences(request, preferences, account)
        return RunContext(request, settings, oto, ledger, Listener(self), account), preferences

    def _show(self, context: RunContext, checked: CheckResult) -> None:
        recorded = context.recorded(checked)
        preview = context.preview(checked, recorded)
        ends = dry_run_outcomes(checked, recorded)
        report = context.report(checked, ends, lang=self.lang, blocked=preview.blocked)
        grid, text = Grid(checked, report), report_text(report)
        with self._state:  # what was typed while the file was judged stands in the new grid, too
            mends, judged = self.mends, context.request.mends
            typed = {cell for cell in {**mends, **judged} if mends.get(cell) != judged.get(cell)}
            if typed:
                grid.judge({row for _sheet, row, _column in typed}, mends)
            self.checked, self.preview, self.text, self.grid = checked, preview, text, grid

    async def _send(self, shown: Preview) -> None:
        settings = self._settings()
        with Ledger.open(settings.ledger) as ledger:
            async with oto_of(settings) as oto:
                context, preferences = await self._context(settings, ledger, oto)
                checked = await context.check()
                await context.try_look_up(checked)
                recorded = context.recorded(checked)
                preview = context.preview(checked, recorded)
                if questions.what_goes_out(preview) != questions.what_goes_out(shown):
                    self._show(context, checked)
                    raise Busy(CHANGED)
                said = self.answers
                remember(preferences, context.account, checked.table, said.cities, said.payments)
                self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
                if self.sending is not None and self.sending.is_stopping:
                    self._stop.set()
                sent = await context.send(checked, self._stop)
                self.stage = "reporting"
                report = context.report_of_run(checked, sent, recorded, self.lang)
        written = write_report(report, settings.report_dir, self.folder / _CSV)
        written = write_annotated(report, written)
        self.ended, self.written, self.tracked = report, written, None

    async def _track(self) -> None:
        assert self.written is not None and self.written.report is not None
        settings = self._settings()
        with Ledger.open(settings.ledger) as ledger:
            async with oto_of(settings) as oto:
                self.tracked = await refresh(
                    self.written.report,
                    oto,
                    RateLimiter(settings.rate),
                    settings.report_dir,
                    self.lang,
                    Listener(self),
                    AnswerStore(ledger, oto.account_key),
                    limits_of(settings),
                )
