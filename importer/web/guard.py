"""Who may talk to the page: one browser that was shown the key, and no other page in it."""

import hmac
import secrets
from collections.abc import Collection, Mapping
from typing import Protocol
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from importer.i18n import Language, _

_HOSTS = ("127.0.0.1", "localhost")
_DAY = 24 * 3600
_SAFE = frozenset({"GET", "HEAD"})
# Of a page's own requests, and of an address that somebody opens.
_OWN_SITES = frozenset({"same-origin", "none"})
_POLICY = "; ".join(
    f"{name} {source}"
    for name, source in {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "connect-src": "'self'",
        "img-src": "'self' data:",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }.items()
)
HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
USED = _(
    "This address was used already, or is not the one that the terminal shows. Close this page, "
    "end the program there (Ctrl+C) and start it again: it shows a new address."
)


def is_ours(
    method: str, headers: Headers, origins: Collection[str], *, may_be_opened: bool = False
) -> bool:
    """Whether a request is for one of the origins, and of no page but theirs; with `may_be_opened`
    a link of another page may be followed to it."""
    host = headers.get("host", "")
    own = next((each for each in origins if each.partition("://")[2] == host), None)
    if own is None:
        return False
    origin = headers.get("origin")
    if origin is None:
        if method not in _SAFE:
            return False
    elif origin != own:
        return False
    if may_be_opened and method in _SAFE and _is_opened(headers):
        return True
    return headers.get("sec-fetch-site", "none") in _OWN_SITES


def _is_opened(headers: Headers) -> bool:
    """Whether the browser shows what comes as a page of its own."""
    opened = (headers.get("sec-fetch-mode"), headers.get("sec-fetch-dest"))
    return opened == ("navigate", "document")


def with_headers(send: Send, headers: Mapping[str, str]) -> Send:
    """Sends what is to be sent, with those of the headers that it does not have."""

    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            sent = MutableHeaders(scope=message)
            for name, value in headers.items():
                sent.setdefault(name, value)
        await send(message)

    return send_with_headers


class HasLanguage(Protocol):
    """Whoever knows the language of the page."""

    lang: Language


class Guard:
    """The application behind it is reached by whoever has the cookie, from this very address.

    `key` is good for one visit, which gets the cookie; whoever comes with it later has another's.
    The host that a browser names must be this machine (else a name that was bent to 127.0.0.1 could
    read the page), and a request of another page in the same browser is refused.
    """

    def __init__(self, app: ASGIApp, port: int, words: HasLanguage) -> None:
        self.key = secrets.token_urlsafe(32)
        self._app, self._words = app, words
        self._origins = frozenset(f"http://{host}:{port}" for host in _HOSTS)
        self._cookie, self._secret = f"importer-{port}", secrets.token_urlsafe(32)
        self._is_used = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers as ASGI has it."""
        if scope["type"] == "http":
            await self._answer(scope)(scope, receive, with_headers(send, HEADERS))

    def _answer(self, scope: Scope) -> ASGIApp:
        headers = Headers(scope=scope)
        if not is_ours(scope["method"], headers, self._origins):
            return PlainTextResponse("Forbidden", 403)
        given = parse_qs(scope["query_string"].decode("latin-1")).get("key")
        if given and scope["path"] == "/" and scope["method"] == "GET":
            return self._admit(given[0], headers)
        if not self._has_cookie(headers):
            return PlainTextResponse(USED.format(self._words.lang), 403)
        return self._app

    def _admit(self, given: str, headers: Headers) -> ASGIApp:
        is_right = hmac.compare_digest(given.encode(), self.key.encode())
        if is_right and not self._is_used:
            self._is_used = True
        elif not self._has_cookie(headers):
            return PlainTextResponse(USED.format(self._words.lang), 403)
        answer = RedirectResponse("/", 303)
        answer.set_cookie(
            self._cookie, self._secret, max_age=_DAY, path="/", httponly=True, samesite="strict"
        )
        return answer

    def _has_cookie(self, headers: Headers) -> bool:
        # Not http.cookies, which reads none when another program of this machine set an odd one.
        given = cookie_parser(headers.get("cookie", "")).get(self._cookie, "")
        return hmac.compare_digest(given.encode(), self._secret.encode())
