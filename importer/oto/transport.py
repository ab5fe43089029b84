"""HTTP with httpx: a request in, its answer or an error of ours out.

Every call in flight has a client of its own, which holds one connection. One client with a pool of
many works through all its connections at every call, so that its cost grows with the calls in
flight (32 in flight: 4 ms of CPU a call; one client each: 0.8 ms, at any number).
"""

import asyncio
import logging
import ssl
import zlib
from collections.abc import Iterator
from functools import cached_property

import httpx

from importer import __version__
from importer.errors import CallError, NotDelivered, TlsFailed, Unsure
from importer.i18n import _
from importer.oto.responses import ASK_FIRST, Answer, screen_text

# The only errors of httpx that mean that nothing was written.
_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
HEADERS = {
    "Content-Type": "application/json",
    "Accept": "application/json",
    "User-Agent": f"oto-order-importer/{__version__}",
}
ORDER_BYTES = 2 * 2**20  # of an answer about one order
LIST_BYTES = 16 * 2**20  # of an answer about many things
_CONNECT_SECONDS = 5.0  # a host that needs longer is not there
_SINGLE = httpx.Limits(max_connections=1, keepalive_expiry=15.0)
_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS

# httpx logs every address that it calls, and the libraries below it log headers.
for _name in ("httpx", "httpcore"):
    logging.getLogger(_name).setLevel(logging.WARNING)

CHECK_CONNECTION = _("Check the internet connection, then run again: only what is left is sent.")
_CHECK_TLS = _(
    "Check the date and time of this computer, whether a proxy or an antivirus program opens "
    "secure connections, and the address in OTO_BASE_URL. Nothing was sent."
)


class UnreadableBody(Exception):  # noqa: N818
    """The answer's body is larger than it may be, or packed in an unknown way."""


class Transport:
    """As many connections as there are calls at once.

    `timeout` bounds a call from its first byte to the last of its answer, in seconds.
    """

    def __init__(self, timeout: float, *, proxies: bool) -> None:
        """`proxies`: whether the machine's proxy settings are obeyed."""
        self._timeout = timeout
        self._proxies = proxies
        connecting = min(timeout / 3, _CONNECT_SECONDS)
        self._extensions = {"timeout": httpx.Timeout(None, connect=connecting).as_dict()}
        self._idle: list[httpx.AsyncClient] = []

    @cached_property
    def _secure(self) -> ssl.SSLContext:
        """Shared by all connections; made when the first one opens, as that takes 20 ms."""
        return httpx.create_ssl_context()

    async def close(self) -> None:
        """Closes every connection that is not in use."""
        while self._idle:
            await self._idle.pop().aclose()

    async def call(
        self,
        method: str,
        url: httpx.URL,
        headers: dict[str, str],
        body: bytes | None = None,
        *,
        max_bytes: int = ORDER_BYTES,
    ) -> Answer:
        """The answer, read to its end, whatever its status; redirects are not followed.

        Raises NotDelivered when the connection was never opened, Unsure when it failed later or
        the answer, unpacked, has more than `max_bytes`.
        """
        request = httpx.Request(
            method, url, headers=headers, content=body, extensions=self._extensions
        )
        connection = self._idle.pop() if self._idle else self._open()
        try:
            async with asyncio.timeout(self._timeout):
                response = await connection.send(request, stream=True)
                content = await _read(response, max_bytes)
                await response.aclose()
        except _NEVER_SENT as error:
            failed: CallError = _not_delivered(error, url.host)
        except (httpx.HTTPError, UnreadableBody, zlib.error, TimeoutError, OSError) as error:
            failed = _unsure(error)
        except asyncio.CancelledError:  # given up from outside: half a call serves no other one
            await connection.aclose()
            raise
        else:
            self._idle.append(connection)
            return Answer(response.status_code, response.headers, content)
        await connection.aclose()
        raise failed  # outside of the handlers: httpx's error holds the request with its token

    def _open(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(verify=self._secure, limits=_SINGLE, trust_env=self._proxies)


async def _read(response: httpx.Response, max_bytes: int) -> bytes:
    """The body, unpacked no further than `max_bytes`: httpx would unpack a bomb before it can be
    measured."""
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    unpacker = None
    if encoding in ("gzip", "x-gzip", "deflate"):
        unpacker = zlib.decompressobj(_GZIP_OR_ZLIB)
    elif encoding not in ("", "identity"):
        raise UnreadableBody
    assert isinstance(response.stream, httpx.AsyncByteStream)
    content = bytearray()
    async for chunk in response.stream:
        room = max_bytes + 1 - len(content)
        content += chunk[:room] if unpacker is None else unpacker.decompress(chunk, room)
        if len(content) > max_bytes:
            raise UnreadableBody
    return bytes(content)


def _not_delivered(error: Exception, host: str) -> NotDelivered:
    for cause in _causes(error):
        # A connection that is cut while it is being secured is no matter of trust.
        if isinstance(cause, ssl.SSLError) and not isinstance(cause, ssl.SSLEOFError):
            reason = getattr(cause, "verify_message", "") or cause.reason or type(cause).__name__
            message = _("No secure connection to {host} could be opened ({reason})")
            return TlsFailed(message.given(host=host, reason=screen_text(reason)), _CHECK_TLS)
    kind = type(error).__name__
    return NotDelivered(_("OTO was not reached ({kind})", kind=kind), CHECK_CONNECTION)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _unsure(error: Exception) -> Unsure:
    kind = type(error).__name__
    message = _("the connection failed during the call ({kind})", kind=kind)
    return Unsure(message, ASK_FIRST, kind)
