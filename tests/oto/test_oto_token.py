"""The access token: shared, renewed in time, once at a time, and never told."""

import asyncio
import logging
import shutil
import ssl
import subprocess
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from importer.errors import (
    ImporterError,
    NotDelivered,
    SetupError,
    TlsFailed,
    TooManyCalls,
    Unsure,
)
from importer.i18n import without_marks
from importer.oto import Created, Oto
from tests import faulty_oto as sandbox

Body = Callable[..., bytes]
REFRESH = "refresh-secret-123"


class Clock:
    """A clock that stands until it is told."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


async def create(oto: Oto, body: Body, count: int, name: str = "A") -> list[Any]:
    calls = (oto.create_order(body(f"{name}{number}")) for number in range(count))
    return await asyncio.gather(*calls, return_exceptions=True)


def test_all_calls_share_one_token(base_url: str, remote: sandbox.Remote, body: Body) -> None:
    """Twenty calls at once fetch one token."""

    async def main() -> None:
        async with Oto(base_url, REFRESH, timeout=5) as oto:
            ends = await create(oto, body, 20)
            assert all(isinstance(end, Created) for end in ends)

    asyncio.run(main())
    assert len(remote.calls("refreshToken")) == 1


@pytest.mark.parametrize(
    ("script", "fresh", "due"),
    [([], 3530, 3545), ([{"fault": "tokens", "live": 40}], 35.5, 36.5)],
    ids=["an hour", "40 seconds"],
)
def test_a_token_is_renewed_before_it_dies(
    base_url: str,
    remote: sandbox.Remote,
    body: Body,
    script: list[dict[str, object]],
    fresh: float,
    due: float,
) -> None:
    """Fresh for most of its life, renewed in its last minute, or tenth where it lives no minute: no
    call sees a 401, and none costs a renewal of its own."""
    remote.script(script)
    clock = Clock()

    async def main() -> None:
        async with Oto(base_url, REFRESH, timeout=5, clock=clock) as oto:
            for at, name in ((0, "A"), (fresh, "B"), (due, "C")):
                clock.now = 1000.0 + at
                await create(oto, body, 3, name)

    asyncio.run(main())
    assert len(remote.calls("refreshToken")) == 2
    assert {call["status"] for call in remote.calls("createOrder")} == {200}


def test_a_dead_token_is_renewed_once_and_the_calls_repeated(
    base_url: str, remote: sandbox.Remote, body: Body
) -> None:
    """A 401 means that the call was not obeyed: one renewal, and every call lands once."""

    async def main() -> None:
        async with Oto(base_url, REFRESH, timeout=5) as oto:
            await create(oto, body, 1, "first")
            remote.script([{"fault": "expire", "times": 1}])
            ends = await create(oto, body, 12)
            assert all(isinstance(end, Created) for end in ends)

    asyncio.run(main())
    assert len(remote.calls("refreshToken")) == 2
    assert len(remote.orders()) == 13


def test_a_call_with_a_dead_token_asks_before_it_is_made_again(
    base_url: str, remote: sandbox.Remote, body: Body
) -> None:
    """`again` is awaited between the two calls, and not for a call that met no 401."""
    posted: list[int] = []

    async def again() -> None:
        posted.append(len(remote.calls("createOrder")))

    async def main() -> None:
        async with Oto(base_url, REFRESH, timeout=5) as oto:
            await oto.create_order(body("A"), again)
            remote.script([{"fault": "expire", "times": 1}])
            await oto.create_order(body("B"), again)

    asyncio.run(main())
    assert posted == [2]
    assert len(remote.orders()) == 2


def test_tokens_that_die_after_ten_calls_lose_no_order(
    base_url: str, remote: sandbox.Remote, body: Body
) -> None:
    """With few calls at once the deaths are not even seen outside."""
    remote.script([{"fault": "tokens", "uses": 10}])

    async def main() -> None:
        async with Oto(base_url, REFRESH, timeout=5) as oto:
            for turn in range(12):
                ends = await create(oto, body, 4, f"{turn}-")
                assert all(isinstance(end, Created) for end in ends)

    asyncio.run(main())
    assert len(remote.orders()) == 48


def test_a_token_that_is_dead_at_birth_means_not_delivered(
    base_url: str, remote: sandbox.Remote, body: Body
) -> None:
    """Two 401s in a row: nothing was obeyed, so the call may be made again, and is not refused."""
    remote.script([{"fault": "expire"}])

    async def main() -> None:
        async with Oto(base_url, REFRESH, timeout=5) as oto:
            await oto.create_order(body("A"))

    with pytest.raises(NotDelivered):
        asyncio.run(main())
    assert len(remote.calls("createOrder")) == 2


@pytest.mark.parametrize(
    "rule",
    [
        {"code": "OTO1084", "status": 401},
        {"code": "OTO1083", "status": 400},
        {"code": "OTO1088", "status": 403},
        {"code": "OTO1084", "status": 200},
    ],
)
def test_a_refused_refresh_token_is_a_set_up_error_for_all(
    base_url: str, remote: sandbox.Remote, body: Body, rule: dict[str, Any]
) -> None:
    """Everybody hears it, OTO is asked once, and the cure says where a token is found."""
    remote.script([{"fault": "refuse", "path": "refreshToken", **rule}])

    async def main() -> list[Any]:
        async with Oto(base_url, REFRESH, timeout=5) as oto:
            return await create(oto, body, 8) + await create(oto, body, 2)

    ends = asyncio.run(main())
    assert all(type(end) is SetupError for end in ends)
    assert "OTO dashboard" in ends[0].cure.format("en")
    assert "لوحة OTO" in without_marks(ends[0].cure.format("ar"))
    assert len(remote.calls("refreshToken")) == 1
    assert not remote.calls("createOrder")


@pytest.mark.parametrize(
    "rule",
    [
        {"fault": "html"},
        {"fault": "html", "status": 403},
        {"fault": "lose"},
        {"fault": "break"},
        {"fault": "answer", "body": {}},
        {"fault": "answer", "status": 400, "body": {"message": "bad gateway"}},
        {"fault": "answer", "status": 401, "body": {"message": "Jwt is expired", "code": 401}},
        {"fault": "answer", "status": 403, "body": ""},
        {"fault": "refuse", "code": "OTO1081", "status": 200},
        *(
            {"fault": "answer", "body": {"success": True, "access_token": token}}
            for token in ("", "a b", "a\r\nX: y", "é", None, 5, "x" * 20_000)
        ),
    ],
)
def test_a_token_that_is_not_to_be_had_now_is_not_delivered(
    base_url: str, remote: sandbox.Remote, body: Body, rule: dict[str, Any]
) -> None:
    """The order itself never left, whatever became of the renewal; the next call tries again."""
    remote.script([{"path": "refreshToken", "times": 1, **rule}])

    async def main() -> list[Any]:
        async with Oto(base_url, REFRESH, timeout=5) as oto:
            return await create(oto, body, 5) + await create(oto, body, 1, "B")

    *failed, created = asyncio.run(main())
    assert all(type(end) is NotDelivered for end in failed)
    assert isinstance(created, Created)
    assert len(remote.orders()) == 1


def test_a_refusal_without_a_code_counts_when_it_stays(
    base_url: str, remote: sandbox.Remote, body: Body
) -> None:
    """Three in a row are a no; a good answer between them begins the count anew, and a gateway's
    page never is one."""
    no = {"fault": "answer", "path": "refreshToken", "status": 401, "body": {"message": "no"}}
    page = {"fault": "html", "path": "refreshToken", "status": 403}

    async def main() -> list[Any]:
        clock, ends = Clock(), []
        async with Oto(base_url, REFRESH, timeout=5, clock=clock) as oto:
            for rules in ([no], [no], [], [no], [no], [page], *[[page]] * 4, [no], [no], [no], []):
                remote.script(rules)
                clock.now += 3600
                ends += await create(oto, body, 1, f"{clock.now}-")
        return ends

    kinds = [type(end) for end in asyncio.run(main())]
    assert kinds[:3] == [NotDelivered, NotDelivered, Created]
    assert kinds[3:12] == [NotDelivered] * 9
    assert kinds[12:] == [SetupError, SetupError]


@pytest.mark.parametrize("life", ["30", "1", "0.01"])
def test_a_token_that_lives_for_less_than_a_minute_is_renewed_when_a_tenth_is_left(
    base_url: str, remote: sandbox.Remote, body: Body, life: str
) -> None:
    """It serves every call until then: no call renews it for itself."""
    clock = Clock()
    answer = {"success": True, "access_token": "sandbox-access-1", "expires_in": life}

    async def main() -> None:
        async with Oto(base_url, REFRESH, timeout=5, clock=clock) as oto:
            await oto.ensure_token()
            remote.script([{"fault": "answer", "path": "refreshToken", "body": answer}])
            clock.now += 7200
            await create(oto, body, 3, "A")
            clock.now += float(life) * 0.89
            await create(oto, body, 3, "B")
            assert len(remote.calls("refreshToken")) == 2
            clock.now += float(life) * 0.02
            await create(oto, body, 3, "C")

    asyncio.run(main())
    assert len(remote.calls("refreshToken")) == 3
    assert len(remote.orders()) == 9


def test_a_gateways_401_leaves_the_order_in_question_and_the_token_dead(
    base_url: str, remote: sandbox.Remote, body: Body
) -> None:
    """Nobody knows what became of the order; the question about it goes with a new token."""

    async def main() -> None:
        async with Oto(base_url, REFRESH, timeout=5) as oto:
            remote.script([{"fault": "html", "status": 401, "after": True}])
            with pytest.raises(Unsure):
                await oto.create_order(body("A"))
            assert await oto.find_order("A") is not None

    asyncio.run(main())
    assert len(remote.calls("createOrder")) == 1
    assert len(remote.calls("refreshToken")) == 2


def test_too_many_renewals_hold_the_calls(
    base_url: str, remote: sandbox.Remote, body: Body
) -> None:
    """A 429 on the renewal is a 429 for the call that needed it."""
    remote.script([{"fault": "busy", "path": "refreshToken", "retry_after": 3}])

    async def main() -> None:
        async with Oto(base_url, REFRESH, timeout=5) as oto:
            await oto.create_order(body("A"))

    with pytest.raises(TooManyCalls) as caught:
        asyncio.run(main())
    assert caught.value.retry_after == 3.0


def test_a_caller_that_gives_up_does_not_take_the_token_from_the_others(
    base_url: str, remote: sandbox.Remote, body: Body
) -> None:
    """The renewal goes on although the call that began it was cancelled."""
    remote.script([{"fault": "hang", "path": "refreshToken", "seconds": 0.2}])

    async def main() -> None:
        async with Oto(base_url, REFRESH, timeout=5) as oto:
            first = asyncio.create_task(oto.create_order(body("A")))
            second = asyncio.create_task(oto.create_order(body("B")))
            await asyncio.sleep(0.05)
            first.cancel()
            assert (await second).oto_ids

    asyncio.run(main())
    assert [order["orderId"] for order in remote.orders()] == ["B"]
    assert len(remote.calls("refreshToken")) == 1


LIVES = [
    "soon",
    "",
    None,
    0,
    -5,
    "3600.5",
    3600,
    "1e999",
    "nan",
    "-inf",
    10**30,
    "9" * 400,
    True,
    [],
]


@pytest.mark.parametrize("life", LIVES, ids=range(len(LIVES)))
def test_an_odd_life_of_a_token_is_no_reason_to_fail(
    base_url: str, remote: sandbox.Remote, body: Body, life: Any
) -> None:
    """`expires_in` is a string at OTO; whatever it is, the token is used."""
    told = {"success": True, "access_token": "none-of-the-sandbox", "expires_in": life}
    remote.script([{"fault": "answer", "path": "refreshToken", "times": 1, "body": told}])

    async def main() -> None:
        async with Oto(base_url, REFRESH, timeout=5) as oto:
            assert (await oto.create_order(body("A"))).oto_ids

    asyncio.run(main())


def test_secrets_are_in_no_error_log_or_repr(
    base_url: str, remote: sandbox.Remote, body: Body, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither token is told by a failure, by what led to it, by the logs or by the client."""
    caplog.set_level(logging.DEBUG)
    rules = [{"fault": "lose", "calls": [1]}, {"fault": "html", "calls": [2]}]
    remote.script([*rules, {"fault": "refuse", "path": "refreshToken", "from": 2}])
    told: list[str] = []

    async def main() -> None:
        async with Oto(base_url, REFRESH, timeout=5) as oto:
            for _ in range(2):
                told.append(repr(await create(oto, body, 1)))
            remote.script(
                [{"fault": "expire"}, {"fault": "refuse", "path": "refreshToken", "text": "no"}]
            )
            try:
                await oto.create_order(body("A"))
            except ImporterError as error:
                told.extend(traceback.format_exception(error))
                assert error.__cause__ is None
                assert error.__context__ is None or isinstance(error.__context__, ImporterError)
            told.append(repr(oto) + repr(oto._token) + repr(oto._transport))

    asyncio.run(main())
    everything = "".join(told) + caplog.text
    assert "SetupError" in everything
    assert REFRESH not in everything
    assert "sandbox-access" not in everything
    assert "httpx" not in caplog.text


def test_a_token_goes_to_no_other_host(
    base_url: str, remote: sandbox.Remote, raw_server: Callable[..., Any], body: Body
) -> None:
    """A redirect is not followed: whoever answers it cannot send the tokens elsewhere."""

    async def answering(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        head = f"HTTP/1.1 307 Moved\r\nLocation: {base_url}/refreshToken\r\n"
        writer.write(head.encode() + b"Content-Length: 0\r\n\r\n")

    async def main() -> None:
        async with raw_server(answering) as url, Oto(url, REFRESH, timeout=5) as oto:
            await oto.create_order(body("A"))

    with pytest.raises(NotDelivered):
        asyncio.run(main())
    assert not remote.calls()


def test_a_host_that_cannot_prove_itself_gets_no_token(
    base_url: str, remote: sandbox.Remote, body: Body
) -> None:
    """Without a good TLS handshake nothing is sent at all."""

    async def main() -> None:
        async with Oto(base_url.replace("http:", "https:"), REFRESH, timeout=5) as oto:
            await oto.create_order(body("A"))

    with pytest.raises(TlsFailed, match="No secure connection"):
        asyncio.run(main())
    assert not remote.calls()


@pytest.mark.skipif(shutil.which("openssl") is None, reason="makes the certificate")
def test_a_certificate_that_nobody_knows_is_told_as_that(tmp_path: Path) -> None:
    """The cure is a person's: clock, proxy, antivirus, address; nothing was sent."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
         "-nodes", "-subj", "/CN=localhost", "-keyout", str(key), "-out", str(certificate)],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    heard: list[bytes] = []

    async def answering(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append(await reader.read())
        writer.close()

    async def main() -> None:
        server = await asyncio.start_server(answering, "127.0.0.1", 0, ssl=context)
        url = f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/rest/v2"
        async with server, Oto(url, REFRESH, timeout=5) as oto:
            await oto.ensure_token()

    with pytest.raises(TlsFailed, match="self-signed certificate") as caught:
        asyncio.run(main())
    assert "date and time" in str(caught.value.cure)
    assert not any(heard)


def test_plain_http_never_goes_through_a_proxy(
    base_url: str, body: Body, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sandbox on this machine is called directly, whatever proxy the machine has."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")

    async def main() -> Created:
        async with Oto(base_url, REFRESH, timeout=5) as oto:
            return await oto.create_order(body("A"))

    assert asyncio.run(main()).oto_ids
