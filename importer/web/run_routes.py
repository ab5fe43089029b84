"""The addresses of submitted runs: those of the desk's account, and no others."""

import mimetypes
from collections.abc import Callable
from typing import Any, TypeAlias
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from importer.i18n import _
from importer.ledger import Ledger
from importer.operators.audit import Action
from importer.runs import Job, Jobs, State
from importer.runs.jobs import PAGE
from importer.runs.questions import NO, SEND, YES, answered
from importer.runs.words import user
from importer.web.asked import key_of
from importer.web.desk import Desk
from importer.web.handed import KINDS
from importer.web.messages import REPORT_POLICY, json_of
from importer.web.pages import Pages, visitor_of
from importer.web.run_views import detailed, listed
from importer.web.upload import Busy

_MOST = 50
HAS_ENDED = _("This run has ended already.")
ASKS_OTHER = _("The run does not ask this any more. Look at what it asks now.")
Noted: TypeAlias = Callable[[Request, Action, str], None]
_Answer: TypeAlias = Callable[[Request, Ledger, Job, dict[str, Any]], Response]


def by_whom(request: Request) -> str:
    """Who asks, by name."""
    visitor = visitor_of(request.scope)
    return visitor.operator.name if visitor is not None else user()


def subject_of(name: str, run: str) -> str:
    """A run of a file as the audit has it."""
    return f"{name} ({run})"


def stop_run(desk: Desk, run: str, by: str, note: Callable[[], None]) -> None:
    """Ends the run in good order, after `note`. Raises Busy when it has ended."""
    with Ledger.open(desk.settings.ledger) as ledger:
        _stop(ledger, _job_of(ledger, desk, run), by, note)


def run_routes(desk: Desk, pages: Pages, noted: Noted) -> list[Route]:  # noqa: C901 (addresses)
    """Lists, shows, answers and stops the runs of the desk's account; `noted` writes down who did
    what, before it is done."""

    def of_run(answer: _Answer) -> Callable[[Request], Any]:
        def found(request: Request, said: dict[str, Any]) -> Response:
            with Ledger.open(desk.settings.ledger) as ledger:
                return answer(request, ledger, _job_of(ledger, desk, _id(request)), said)

        async def respond(request: Request) -> Response:
            said = await json_of(request) if request.method == "POST" else {}
            return await run_in_threadpool(found, request, said)

        return respond

    def all_runs() -> dict[str, Any]:
        with Ledger.open(desk.settings.ledger) as ledger:
            jobs = Jobs(ledger)
            own = jobs.newest_of(desk.settings.account_name, _MOST)
            told = listed(jobs, own, desk.lang)
            return {**told, "may_start": bool(told["note"]) and desk.worker is not None}

    async def page_of_all(request: Request) -> Response:
        return HTMLResponse(pages.runs(visitor_of(request.scope)))

    async def state_of_all(_request: Request) -> Response:
        return JSONResponse(await run_in_threadpool(all_runs))

    async def start_worker(_request: Request) -> Response:
        await run_in_threadpool(desk.start_worker)
        return Response(status_code=202)

    def page(request: Request, _ledger: Ledger, job: Job, _said: dict[str, Any]) -> Response:
        return HTMLResponse(pages.run(job.job_id, job.file_name, visitor_of(request.scope)))

    def state(_request: Request, ledger: Ledger, job: Job, _said: dict[str, Any]) -> Response:
        return JSONResponse(detailed(ledger, job, desk.lang))

    def answers(request: Request, ledger: Ledger, job: Job, said: dict[str, Any]) -> Response:
        def note(action: Action) -> None:
            noted(request, action, subject_of(job.file_name, job.job_id))

        _go_on(Jobs(ledger), job, said, note)
        desk.start_worker()
        return Response(status_code=202)

    def stop(request: Request, ledger: Ledger, job: Job, _said: dict[str, Any]) -> Response:
        subject = subject_of(job.file_name, job.job_id)
        _stop(ledger, job, by_whom(request), lambda: noted(request, Action.STOPPED, subject))
        return Response(status_code=202)

    def download(request: Request, ledger: Ledger, job: Job, _said: dict[str, Any]) -> Response:
        kind = request.path_params["kind"]
        kept = Jobs(ledger).file(job.job_id, kind) if kind in KINDS else None
        if kept is None:
            raise HTTPException(404)
        name, content = kept
        shown = "inline" if kind == PAGE else "attachment"
        headers = {"Content-Disposition": f"{shown}; filename*=utf-8''{quote(name)}"}
        if kind == PAGE:
            headers["Content-Security-Policy"] = REPORT_POLICY
        media = mimetypes.guess_type(name)[0] or "application/octet-stream"
        return Response(content, headers=headers, media_type=media)

    one = "/runs/{id}"
    return [
        Route("/runs", page_of_all),
        Route("/runs/state", state_of_all),
        Route("/runs/worker", start_worker, methods=["POST"]),
        Route(one, of_run(page)),
        Route(f"{one}/state", of_run(state)),
        Route(f"{one}/answers", of_run(answers), methods=["POST"]),
        Route(f"{one}/stop", of_run(stop), methods=["POST"]),
        Route(f"{one}/files/{{kind}}", of_run(download)),
    ]


def _id(request: Request) -> str:
    return str(request.path_params["id"])


def _job_of(ledger: Ledger, desk: Desk, run: str) -> Job:
    """The account's run of exactly that id. Raises HTTPException where there is none."""
    job = Jobs(ledger).find(run)
    if job is None or job.job_id != run or job.account_name != desk.settings.account_name:
        raise HTTPException(404)
    return job


def _stop(ledger: Ledger, job: Job, by: str, note: Callable[[], None]) -> None:
    if job.state is State.ENDED:
        raise Busy(HAS_ENDED)
    note()
    if Jobs(ledger).stop(job.job_id, by or "?") is None:
        raise Busy(HAS_ENDED)


def _go_on(jobs: Jobs, job: Job, said: dict[str, Any], note: Callable[[Action], None]) -> None:
    """Answers what was shown, or ends the run after a no. Raises Busy when it asks something else
    by now, and UsageError for what is no answer."""
    asked = jobs.questions(job.job_id)
    if job.state is not State.ASKING or said.get("asked") != key_of(asked):
        raise Busy(ASKS_OTHER)
    answers = said.get("answers")
    if not isinstance(answers, dict):
        raise HTTPException(400)
    pairs = [(str(name), str(value)) for name, value in answers.items()]
    if any(not name and value != NO for name, value in pairs):
        raise HTTPException(400)
    options = answered(jobs.options(job.job_id), asked, pairs)
    if options is None:
        note(Action.STOPPED)
        done = jobs.decline(job.job_id)
    else:
        note(Action.APPROVED if (SEND, YES) in pairs else Action.ANSWERED)
        done = jobs.answer(job.job_id, options)
    if not done:
        raise Busy(ASKS_OTHER)
