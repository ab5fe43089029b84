"""The addresses of the page: what a browser may ask, and what it is answered."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from functools import partial
from importlib.resources import files
from urllib.parse import unquote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    HTMLResponse,
    JSONResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from importer import log
from importer.errors import ImporterError
from importer.i18n import Localized, _
from importer.operators.audit import Action
from importer.reading import MAX_FILE_BYTES
from importer.runs.jobs import new_id
from importer.web import views
from importer.web.desk import Desk
from importer.web.messages import (
    GONE,
    NOT_UNDERSTOOD,
    REPORT_POLICY,
    TOO_LARGE,
    body_of,
    json_of,
    told_as_json,
)
from importer.web.pages import Pages, visitor_of
from importer.web.run_routes import by_whom, run_routes, stop_run, subject_of
from importer.web.upload import BUG, Busy, Upload

_TICK = 0.2  # seconds between two looks for news
_ALIVE = 15.0  # seconds after which a silent connection says that it lives
_MOST_ROWS = 500
NOT_READ_YET = _("The file is still being read.")
Answer = Callable[[Request, Upload], Awaitable[Response]]
Record = Callable[[Scope, Action, str], None]


def application(desk: Desk, record: Record | None = None) -> Starlette:  # noqa: C901 (addresses)
    """The page of that desk: one person's or, with `record`, a team's, which is told what is done
    with which file, has no token or end of its own, and sends nothing itself: what it is to send is
    handed over, so that it goes on whatever becomes of the page."""
    of_team = record is not None
    pages = Pages(desk, of_team=of_team)

    def written_down(request: Request, action: Action, subject: str) -> None:
        if record is not None:
            record(request.scope, action, subject)

    def noted(request: Request, action: Action, upload: Upload) -> None:
        written_down(request, action, f"{upload.name} ({upload.id})")

    def of_upload(answer: Answer) -> Callable[[Request], Awaitable[Response]]:
        async def respond(request: Request) -> Response:
            upload = await run_in_threadpool(desk.upload, request.path_params["id"])
            if upload is None:
                return _error(desk, GONE, 404)
            return await answer(request, upload)

        return respond

    async def home(request: Request) -> Response:
        return HTMLResponse(await run_in_threadpool(pages.home, visitor_of(request.scope)))

    async def page(request: Request, upload: Upload) -> Response:
        return HTMLResponse(pages.upload(upload, visitor_of(request.scope)))

    async def add(request: Request) -> Response:
        name = unquote(request.headers.get("x-file-name", ""), errors="replace")
        data = await body_of(request, MAX_FILE_BYTES)
        upload = await run_in_threadpool(desk.add, name, data)
        await run_in_threadpool(noted, request, Action.ADDED, upload)
        return JSONResponse({"id": upload.id}, 201)

    async def remove(request: Request, upload: Upload) -> Response:
        await run_in_threadpool(desk.remove, upload)
        await run_in_threadpool(noted, request, Action.CLOSED, upload)
        return Response(status_code=204)

    async def state(_request: Request, upload: Upload) -> Response:
        return JSONResponse(await run_in_threadpool(views.state, upload))

    async def events(_request: Request, upload: Upload) -> Response:
        return StreamingResponse(_events(upload), media_type="text/event-stream")

    async def answers(request: Request, upload: Upload) -> Response:
        said = await json_of(request)
        try:
            await run_in_threadpool(upload.answer, said)
        except (TypeError, ValueError):  # not what our page says
            raise HTTPException(400) from None
        await run_in_threadpool(noted, request, Action.ANSWERED, upload)
        return Response(status_code=202)

    async def rows(request: Request, upload: Upload) -> Response:
        if upload.grid is None:
            raise Busy(NOT_READ_YET)
        query = request.query_params
        start, count = _whole(query.get("start", "0")), _whole(query.get("count", "100"))
        only = query.get("only") == "mend"
        return JSONResponse(
            await run_in_threadpool(views.rows, upload.grid, start, min(count, _MOST_ROWS), only)
        )

    async def mends(request: Request, upload: Upload) -> Response:
        if upload.grid is None:
            raise Busy(NOT_READ_YET)
        said = await json_of(request)
        try:
            judged = await run_in_threadpool(views.mend, upload, said)
        except (KeyError, TypeError, ValueError):  # not what our page says
            raise HTTPException(400) from None
        await run_in_threadpool(noted, request, Action.MENDED, upload)
        return JSONResponse(judged)

    async def undo(request: Request, upload: Upload) -> Response:
        if upload.grid is None:
            raise Busy(NOT_READ_YET)
        judged = await run_in_threadpool(views.undo, upload)
        await run_in_threadpool(noted, request, Action.MENDED, upload)
        return JSONResponse(judged)

    async def send(request: Request, upload: Upload) -> Response:
        version = (await json_of(request)).get("version")
        note = partial(noted, request, Action.SENT, upload)
        await run_in_threadpool(upload.send, _whole(str(version)), note)
        return Response(status_code=202)

    async def hand_over(request: Request, upload: Upload) -> Response:
        if not desk.hands_over:
            raise HTTPException(404)
        version, run = (await json_of(request)).get("version"), new_id()
        note = partial(written_down, request, Action.SUBMITTED, subject_of(upload.name, run))
        by = by_whom(request)
        await run_in_threadpool(upload.hand_over, _whole(str(version)), run, by, note)
        await run_in_threadpool(desk.start_worker)
        return JSONResponse({"run": run}, 202)

    async def stop(request: Request, upload: Upload) -> Response:
        if upload.run:
            subject = subject_of(upload.name, upload.run)
            note = partial(written_down, request, Action.STOPPED, subject)
            with suppress(Busy):  # it has just ended
                await run_in_threadpool(stop_run, desk, upload.run, by_whom(request), note)
            return Response(status_code=202)
        is_sending = upload.is_sending
        upload.stop()
        if is_sending:
            await run_in_threadpool(noted, request, Action.STOPPED, upload)
        return Response(status_code=202)

    async def tracking(_request: Request, upload: Upload) -> Response:
        if upload.written is None:
            return _error(desk, GONE, 404)
        upload.track()
        return Response(status_code=202)

    async def download(request: Request, upload: Upload) -> Response:
        kind = request.path_params["kind"]
        file = await run_in_threadpool(views.file_of, upload, kind)
        if file is None:
            return _error(desk, GONE, 404)
        shown = "inline" if kind == "page" else "attachment"
        headers = {}
        if kind == "page":
            headers["Content-Security-Policy"] = REPORT_POLICY
        return FileResponse(
            file, filename=file.name, content_disposition_type=shown, headers=headers
        )

    async def login(request: Request) -> Response:
        token = str((await json_of(request)).get("token", ""))
        return JSONResponse({"account": await desk.login(token)})

    async def leave(_request: Request) -> Response:
        desk.leave()
        return Response(status_code=202)

    async def failed(_request: Request, error: Exception) -> Response:
        assert isinstance(error, ImporterError)
        return _error(desk, error.message, 409 if isinstance(error, Busy) else 400, error.cure)

    async def refused(_request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        message = {404: GONE, 413: TOO_LARGE}.get(error.status_code, NOT_UNDERSTOOD)
        return _error(desk, message, error.status_code)

    async def unexpected(_request: Request, error: Exception) -> Response:
        path = log.record_crash(error)
        return _error(desk, BUG.given(kind=type(error).__name__, path=path or "—"), 500)

    one = "/uploads/{id}"
    of_one_person = [
        Route("/login", login, methods=["POST"]),
        Route("/leave", leave, methods=["POST"]),
        static_files(),
    ]
    return Starlette(
        routes=[
            Route("/", home),
            Route("/uploads", add, methods=["POST"]),
            Route(one, of_upload(page)),
            Route(one, of_upload(remove), methods=["DELETE"]),
            Route(f"{one}/state", of_upload(state)),
            Route(f"{one}/events", of_upload(events)),
            Route(f"{one}/answers", of_upload(answers), methods=["POST"]),
            Route(f"{one}/rows", of_upload(rows)),
            Route(f"{one}/mends", of_upload(mends), methods=["POST"]),
            Route(f"{one}/undo", of_upload(undo), methods=["POST"]),
            Route(f"{one}/send", of_upload(hand_over if of_team else send), methods=["POST"]),
            Route(f"{one}/hand-over", of_upload(hand_over), methods=["POST"]),
            Route(f"{one}/stop", of_upload(stop), methods=["POST"]),
            Route(f"{one}/tracking", of_upload(tracking), methods=["POST"]),
            Route(f"{one}/files/{{kind}}", of_upload(download)),
            *run_routes(desk, pages, written_down),
            *(() if of_team else of_one_person),
        ],
        exception_handlers={ImporterError: failed, HTTPException: refused, Exception: unexpected},
    )


def static_files() -> Mount:
    """The scripts and the style of the pages."""
    return Mount("/static", StaticFiles(directory=str(files("importer.web") / "static")))


async def _events(upload: Upload) -> AsyncIterator[str]:
    told, silent = "", 0.0
    while True:
        news = json.dumps(views.news(upload), ensure_ascii=False)
        if news != told or silent >= _ALIVE:
            yield f"data: {news}\n\n"
            told, silent = news, 0.0
        await asyncio.sleep(_TICK)
        silent += _TICK


def _whole(text: str) -> int:
    if not text.isdecimal() or len(text) > 9:
        raise HTTPException(400)
    return int(text)


def _error(desk: Desk, message: Localized, status: int, cure: Localized | None = None) -> Response:
    return told_as_json(desk.lang, message, status, cure)
