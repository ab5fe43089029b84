"""The page for a team: who is logged in, and which account's page she reaches.

Every request comes through `Team`, which lets nobody in who is not known but to the log-in; every
account's page is behind one place that asks whether the operator may use the account.
"""

import time
from datetime import datetime
from functools import partial
from urllib.parse import parse_qs

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request, cookie_parser
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from importer import log, operators
from importer.accounts import Account, known_accounts
from importer.errors import ImporterError
from importer.i18n import Language, Localized, Verbatim, _
from importer.ledger import Ledger
from importer.operators import Operator
from importer.operators.audit import LABELS, Action, entries, record
from importer.web.app import static_files
from importer.web.desks import Desks, name_in, path_of
from importer.web.front import Front
from importer.web.guard import HEADERS, is_ours, with_headers
from importer.web.logins import Logins
from importer.web.messages import GONE, NOT_UNDERSTOOD, body_of, told_as_json
from importer.web.pages import Visitor, templates, visitor_of
from importer.web.register import Register
from importer.web.upload import BUG

_MOST_FORM = 8192  # bytes
_LOOK_AGAIN = 2.0  # seconds after which who listens on must still be logged in
_MOST_ENTRIES = 200
# With "no-referrer" a form's post would not say where it comes from.
_HEADERS = {**HEADERS, "Referrer-Policy": "same-origin"}
REFUSED = _(
    "This name and this password do not belong together, or there were too many tries. Look at "
    "both, wait a minute, and try again."
)
NOT_LOGGED_IN = _("You are not logged in any more.")
LOG_IN = _("Log in again in another tab, then try again here.")
UNKNOWN = _("You are logged in as “{name}”, who may not use this page.")
ASK = _("Ask whoever runs this page to add you.")
NOT_YOURS = _("You may not see this.")
NOT_YOURS_CURE = _("Ask whoever runs this page to let you use the account.")
_NOTHING = Verbatim("")


class Team:
    """The page over these desks, for the operators whom the register knows, behind that front."""

    def __init__(self, desks: Desks, register: Register, front: Front) -> None:
        self._desks, self._register, self._front = desks, register, front
        self._lang: Language = desks.lang
        self._logins = Logins(desks.settings.ledger)
        self._templates = templates(desks.lang, rehearsal=False, of_team=True)
        self.app = Starlette(
            routes=[
                Route("/", self._home),
                Route("/login", self._login_page),
                Route("/login", self._login, methods=["POST"]),
                Route("/logout", self._logout, methods=["POST"]),
                Route("/audit", self._audit),
                Mount("/accounts/{account}", self._account),
                static_files(),
            ],
            exception_handlers={
                ImporterError: self._failed,
                HTTPException: self._refused,
                Exception: self._unexpected,
            },
        )
        self.app.router.redirect_slashes = False  # which would name another scheme than the proxy's

    def close(self) -> None:
        """Lets the ledger go."""
        self._logins.close()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers as ASGI has it."""
        if scope["type"] != "http":
            return
        send = with_headers(send, _HEADERS)
        try:
            answer = await self._admitted(scope)
        except ImporterError as error:
            answer = self._told(scope, error.message, 503, error.cure)
        if answer is None:
            answer, send = self.app, self._while_known(scope, send)
        await answer(scope, receive, send)

    # --- who asks

    async def _admitted(self, scope: Scope) -> ASGIApp | None:
        """None when the request may go on; else the answer to it."""
        headers = Headers(scope=scope)
        if not is_ours(scope["method"], headers, [self._front.origin], may_be_opened=True):
            return self._told(scope, NOT_UNDERSTOOD, 403)
        scope["visitor"] = None
        path = scope["path"]
        if path.startswith("/static/"):
            return None
        operator, known = await self._register.ask(partial(self._looked_up, scope))
        if operator is not None:
            served = self._desks.names(known)
            may = tuple(name for name in served if operators.may_use(operator, name))
            by_proxy = self._front.operator_named(scope) is not None
            scope["visitor"], scope["known"] = Visitor(operator, may, by_proxy), known
            return None
        named = self._front.operator_named(scope)
        if named is not None:
            return self._told(scope, UNKNOWN.given(name=named), 403, ASK)
        if path == "/login":
            return None
        if _is_opened(scope):
            return RedirectResponse("/login", 303)
        return self._told(scope, NOT_LOGGED_IN, 401, LOG_IN)

    def _looked_up(self, scope: Scope, ledger: Ledger) -> tuple[Operator | None, list[Account]]:
        return self._operator(scope, ledger), known_accounts(ledger)

    def _operator(self, scope: Scope, ledger: Ledger) -> Operator | None:
        """Who asks: whom the proxy names, else whose session it is."""
        named = self._front.operator_named(scope)
        if named is not None:
            return operators.find(ledger, named)
        key = self._key(scope)
        return operators.session_operator(ledger, key) if key else None

    def _key(self, scope: Scope) -> str:
        return cookie_parser(Headers(scope=scope).get("cookie", "")).get(self._front.cookie, "")

    def _while_known(self, scope: Scope, send: Send) -> Send:
        """Sends on and on only while the operator is logged in, and may what she may."""
        visitor, looked = visitor_of(scope), time.monotonic()
        over = False

        async def send_while_known(message: Message) -> None:
            nonlocal looked, over
            if over:
                return
            goes_on = message["type"] == "http.response.body" and message.get("more_body")
            if visitor and goes_on and time.monotonic() - looked > _LOOK_AGAIN:
                looked = time.monotonic()
                operator = await self._register.ask(partial(self._operator, scope))
                if operator is None or operator.accounts != visitor.operator.accounts:
                    over, message = True, {"type": "http.response.body", "body": b""}
            await send(message)

        return send_while_known

    # --- the page beside the accounts

    async def _login_page(self, request: Request) -> Response:
        if visitor_of(request.scope) is not None:
            return RedirectResponse("/", 303)
        return self._page("login", refused="", name="")

    async def _login(self, request: Request) -> Response:
        form = parse_qs(
            (await body_of(request, _MOST_FORM)).decode("utf-8", "replace"), keep_blank_values=True
        )
        name, password = (form.get(field, [""])[0] for field in ("name", "password"))
        address = self._front.address_of(request.scope)
        begun = await self._logins.begin(name, password, address, self._key(request.scope))
        if not isinstance(begun, str):
            told = self._page(
                "login", 429 if begun else 401, refused=REFUSED.format(self._lang), name=name
            )
            if begun:
                told.headers["Retry-After"] = str(round(begun) + 1)
            return told
        answer = RedirectResponse("/", 303)
        self._set_cookie(answer, begun, round(operators.MOST_SECONDS))
        return answer

    async def _logout(self, request: Request) -> Response:
        visitor, key = visitor_of(request.scope), self._key(request.scope)
        assert visitor is not None

        def end(ledger: Ledger) -> None:
            operators.end_session(ledger, key)
            record(ledger, visitor.operator.name, Action.LOGGED_OUT)

        await self._register.ask(end)
        answer = RedirectResponse("/login", 303)
        self._set_cookie(answer, "", 0)
        return answer

    def _set_cookie(self, answer: Response, value: str, seconds: int) -> None:
        answer.set_cookie(
            self._front.cookie,
            value,
            max_age=seconds,
            path="/",
            secure=self._front.is_secure,
            httponly=True,
            samesite="strict",
        )

    async def _home(self, request: Request) -> Response:
        visitor = visitor_of(request.scope)
        assert visitor is not None
        if len(visitor.accounts) == 1:
            return RedirectResponse(f"{path_of(visitor.accounts[0])}/", 303)
        listed = [{"name": name, "path": path_of(name)} for name in visitor.accounts]
        return self._page("accounts", visitor=visitor, accounts=listed)

    async def _audit(self, request: Request) -> Response:
        visitor = visitor_of(request.scope)
        if visitor is None or not visitor.operator.is_admin:
            return self._told(request.scope, NOT_YOURS, 403)
        done = await self._register.ask(partial(entries, limit=_MOST_ENTRIES))
        listed = [
            {
                "when": _when(each.at),
                "operator": each.operator,
                "what": LABELS[each.action].format(self._lang),
                "account": each.account_name,
                "subject": each.subject,
            }
            for each in done
        ]
        return self._page("audit", visitor=visitor, entries=listed)

    # --- the accounts

    async def _account(self, scope: Scope, receive: Receive, send: Send) -> None:
        visitor, name = visitor_of(scope), name_in(scope["path_params"]["account"])
        if visitor is None or name not in visitor.accounts:
            answer: ASGIApp = self._told(scope, NOT_YOURS, 403, NOT_YOURS_CURE)
        else:
            known: list[Account] = scope["known"]
            answer = await run_in_threadpool(self._desks.app_of, name, known)
        await answer(scope, receive, send)

    # --- what goes wrong

    async def _failed(self, request: Request, error: Exception) -> Response:
        assert isinstance(error, ImporterError)
        return self._told(request.scope, error.message, 503, error.cure)

    async def _refused(self, request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        message = GONE if error.status_code == 404 else NOT_UNDERSTOOD
        return self._told(request.scope, message, error.status_code)

    async def _unexpected(self, request: Request, error: Exception) -> Response:
        path = log.record_crash(error)
        message = BUG.given(kind=type(error).__name__, path=path or "—")
        return self._told(request.scope, message, 500)

    def _told(
        self, scope: Scope, message: Localized, status: int, cure: Localized = _NOTHING
    ) -> Response:
        """Why there is nothing else, for eyes or for the scripts of a page."""
        lang = self._lang
        if not _is_opened(scope):
            return told_as_json(lang, message, status, cure)
        return self._page(
            "refusal",
            status,
            visitor=scope.get("visitor"),
            message=message.format(lang),
            cure=cure.format(lang),
        )

    def _page(self, template: str, status: int = 200, /, **facts: object) -> Response:
        html = self._templates.get_template(f"{template}.html.j2").render(**facts)
        return HTMLResponse(html, status)


def _is_opened(scope: Scope) -> bool:
    """Whether somebody opens an address, to look at what comes."""
    wanted = Headers(scope=scope).get("accept", "")
    return scope["method"] in ("GET", "HEAD") and "text/html" in wanted


def _when(at: datetime) -> str:
    return at.astimezone().strftime("%Y-%m-%d %H:%M:%S")
