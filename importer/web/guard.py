"""Who may talk to the page: one browser that was shown the key, and no other page in it."""

import hmac
import secrets
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
        self._app, self._port, self._words = app, port, words
        self._cookie, self._secret = f"importer-{port}", secrets.token_urlsafe(32)
        self._is_used = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers as ASGI has it."""
        if scope["type"] != "http":
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._answer(scope)(scope, receive, with_headers)

    def _answer(self, scope: Scope) -> ASGIApp:
        headers = Headers(scope=scope)
        if not self._is_ours(scope["method"], headers):
            return PlainTextResponse("Forbidden", 403)
        given = parse_qs(scope["query_string"].decode("latin-1")).get("key")
        if given and scope["path"] == "/" and scope["method"] == "GET":
            return self._admit(given[0], headers)
        if not self._has_cookie(headers):
            return PlainTextResponse(USED.format(self._words.lang), 403)
        return self._app

    def _is_ours(self, method: str, headers: Headers) -> bool:
        if headers.get("host", "") not in {f"{host}:{self._port}" for host in _HOSTS}:
            return False
        origin = headers.get("origin")
        if origin is None:
            if method not in _SAFE:
                return False
        elif origin != f"http://{headers['host']}":
            return False
        return headers.get("sec-fetch-site", "none") in _OWN_SITES

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
