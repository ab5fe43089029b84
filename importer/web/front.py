"""Under which address people reach a team's page, and what the proxy before it says of them."""

import ipaddress
from contextlib import suppress
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.types import Scope


@dataclass(frozen=True, slots=True)
class Front:
    """`origin` is scheme and host, as browsers name them; from the address `proxy` (empty: none)
    X-Forwarded-For is believed, and the `header` (empty: none) that says which operator asks."""

    origin: str
    proxy: str = ""
    header: str = ""

    @property
    def is_secure(self) -> bool:
        """Whether people come by https; else they are on this machine."""
        return self.origin.startswith("https://")

    @property
    def cookie(self) -> str:
        """The name of the cookie: one that browsers bind to this very host, where they can."""
        if self.is_secure:
            return "__Host-importer"
        return f"importer-team-{self.origin.rpartition(':')[2]}"

    def operator_named(self, scope: Scope) -> str | None:
        """Whom the proxy names; None when nobody who is believed names one. One that is named
        twice is none: the second name may be the browser's."""
        if not self.header or not self._is_by_proxy(scope):
            return None
        named = Headers(scope=scope).getlist(self.header)
        if not named:
            return None
        return named[0].encode("latin-1").decode("utf-8", "replace") if len(named) == 1 else ""

    def address_of(self, scope: Scope) -> str:
        """Where the request comes from, as far as it can be known."""
        peer = _plain(scope["client"][0])
        if not self._is_by_proxy(scope):
            return peer
        forwarded = ",".join(Headers(scope=scope).getlist("x-forwarded-for"))
        last = forwarded.rpartition(",")[
            2
        ].strip()  # the proxy's own word; the browser's are before
        with suppress(ValueError):
            return _plain(last)
        return peer

    def _is_by_proxy(self, scope: Scope) -> bool:
        return bool(self.proxy) and _plain(scope["client"][0]) == _plain(self.proxy)


def _plain(address: str) -> str:
    """The address, written in one way; `::ffff:10.0.0.1` is 10.0.0.1."""
    parsed = ipaddress.ip_address(address)
    mapped = getattr(parsed, "ipv4_mapped", None)
    return str(mapped or parsed)
