"""Each way that a call can fail, and what it means for whoever made it."""

import asyncio
import gc
import socket
import sys
import time
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from importer.errors import CallError, NotDelivered, Refused, TooManyCalls, Unsure
from importer.oto import Oto
from tests import faulty_oto as sandbox

Body = Callable[..., bytes]


def failure(
    base_url: str, question: Callable[[Oto], Awaitable[Any]], timeout: float = 5
) -> CallError:
    async def main() -> None:
        async with Oto(base_url, "token", timeout=timeout) as oto:
            await question(oto)

    with pytest.raises(CallError) as caught:
        asyncio.run(main())
    assert caught.value.message.format("ar"), "every error speaks Arabic, too"
    return caught.value


UNSURE = {
    "the answer is lost after the order was created": {"fault": "lose"},
    "the connection is cut before": {"fault": "cut"},
    "500 before": {"fault": "break"},
    "500 after": {"fault": "break", "after": True},
    "a gateway's 502 in HTML": {"fault": "html"},
    "a gateway's 504 in HTML": {"fault": "html", "status": 504},
    "HTML with HTTP 200": {"fault": "html", "status": 200, "after": True},
    "HTML with HTTP 404": {"fault": "html", "status": 404},
    "one empty otoId of two": {"fault": "answer", "body": {"success": True, "otoIds": [7, ""]}},
    "an empty body": {"fault": "answer", "body": ""},
    "a body that is no object": {"fault": "answer", "body": [1]},
    "a JSON null": {"fault": "answer", "body": None},
    "half a JSON": {"fault": "answer", "body": '{"success": tr'},
    "a redirect": {"fault": "answer", "status": 307, "body": {}},
    "408": {"fault": "answer", "status": 408, "body": {"message": "timeout"}},
    "system error with HTTP 400": {"fault": "refuse", "code": "OTO1081"},
    "database error with HTTP 200": {"fault": "refuse", "code": "OTO1015", "status": 200},
    "being processed": {"fault": "refuse", "code": "OTO1211", "status": 409},
    "the carrier did not answer": {"fault": "refuse", "code": "OTO1116"},
    "403 in HTML": {"fault": "html", "status": 403},
    "403 without a body": {"fault": "answer", "status": 403, "body": ""},
    "401 in HTML": {"fault": "html", "status": 401},
    "only errorMsg": {
        "fault": "answer",
        "status": 400,
        "body": {"success": False, "errorMsg": "no"},
    },
    "a gateway's words": {"fault": "answer", "status": 413, "body": {"message": "too large"}},
    "a refusal with an otoId": {
        "fault": "answer",
        "status": 400,
        "body": {"success": False, "otoErrorCode": "OTO1029", "otoId": 7},
    },
    "no answer in time, order created": {"fault": "hang", "seconds": 3, "after": True},
    "no answer in time": {"fault": "hang", "seconds": 3},
}


@pytest.mark.parametrize("rule", UNSURE.values(), ids=UNSURE)
def test_what_may_have_arrived_is_unsure(
    base_url: str, remote: sandbox.Remote, body: Body, rule: dict[str, Any]
) -> None:
    """Whenever OTO may have obeyed and did not say so, the end is Unsure, never Refused."""
    remote.script([rule])
    timeout = 0.6 if "seconds" in rule else 5
    error = failure(base_url, lambda oto: oto.create_order(body("A")), timeout)
    assert type(error) is Unsure


REFUSED = {
    "OTO's refusal": (
        {"fault": "refuse", "code": "OTO1029", "text": "Recipient name is missing"},
        ("OTO1029", "Recipient name is missing", 400),
    ),
    "with HTTP 200": (
        {"fault": "refuse", "code": "OTO1070", "text": "no such place", "status": 200},
        ("OTO1070", "no such place", 200),
    ),
    "something went wrong": (
        {"fault": "refuse", "code": "OTO1009", "text": "Something went wrong", "status": 409},
        ("OTO1009", "Something went wrong", 409),
    ),
    "403 of OTO": (
        {"fault": "refuse", "status": 403, "code": "OTO1088", "text": "not allowed"},
        ("OTO1088", "not allowed", 403),
    ),
}


@pytest.mark.parametrize(("rule", "end"), REFUSED.values(), ids=REFUSED)
def test_a_refusal_carries_its_code_and_words(
    base_url: str,
    remote: sandbox.Remote,
    body: Body,
    rule: dict[str, Any],
    end: tuple[str, str, int],
) -> None:
    """Judged by the body and not only by the status, with the code that the body has."""
    remote.script([rule])
    error = failure(base_url, lambda oto: oto.create_order(body("A")))
    assert isinstance(error, Refused)
    assert (error.code, error.text, error.http_status) == end


def test_an_order_that_exists_is_refused_with_its_code(base_url: str, body: Body) -> None:
    """OTO1063 comes through as it is; what it means for the order is the sender's business."""

    async def twice(oto: Oto) -> None:
        await oto.create_order(body("A"))
        await oto.create_order(body("A"))

    error = failure(base_url, twice)
    assert isinstance(error, Refused)
    assert (error.code, error.text) == ("OTO1063", "Order Id is already exist")


@pytest.mark.parametrize(
    ("rule", "pause"),
    [
        ({"retry_after": 7}, 7.0),
        ({"retry_after": 0}, 0.0),
        ({"retry_after": 0.5}, 0.5),
        ({"retry_after": -4}, 0.0),
        ({"retry_after": -40, "date": True}, 0.0),
        ({}, None),
    ],
)
def test_too_many_calls_tell_the_pause(
    base_url: str, remote: sandbox.Remote, body: Body, rule: dict[str, Any], pause: float | None
) -> None:
    """Seconds, a moment that has passed, or no word at all."""
    remote.script([{"fault": "busy", **rule}])
    error = failure(base_url, lambda oto: oto.create_order(body("A")))
    assert isinstance(error, TooManyCalls)
    assert error.retry_after == pause
    assert not remote.orders()


def test_a_pause_may_be_told_as_a_date(base_url: str, remote: sandbox.Remote, body: Body) -> None:
    """An HTTP date is turned into seconds from now; it has whole seconds only."""
    remote.script([{"fault": "busy", "retry_after": 90, "date": True}])
    error = failure(base_url, lambda oto: oto.create_order(body("A")))
    assert isinstance(error, TooManyCalls)
    assert error.retry_after is not None
    assert 85 <= error.retry_after <= 90


def test_a_host_that_is_not_there_was_not_reached(body: Body) -> None:
    """Where nobody listens nothing was delivered, and it may be sent again."""
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    url = f"http://127.0.0.1:{port}/rest/v2"
    assert type(failure(url, lambda oto: oto.create_order(body("A")))) is NotDelivered


@pytest.mark.skipif(sys.platform != "linux", reason="other systems answer for a full queue")
def test_a_connection_that_never_opens_was_not_reached(body: Body) -> None:
    """A timeout before the connection stands means that nothing was written."""
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        waiting = [socket.socket() for _ in range(4)]
        for each in waiting:
            each.setblocking(False)
            each.connect_ex(full.getsockname())
        url = f"http://127.0.0.1:{full.getsockname()[1]}/rest/v2"
        error = failure(url, lambda oto: oto.create_order(body("A")), timeout=0.3)
        for each in waiting:
            each.close()
    assert type(error) is NotDelivered


RAW = {
    "half a status line": b"HTTP/1.1 20",
    "no HTTP at all": b"SSH-2.0-OpenSSH_9.6\r\n\r\n",
    "less than was promised": b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{",
    "a broken chunk": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    "broken gzip": b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\nxx",
    "silence": b"",
}
TOKEN = b'{"success": true, "access_token": "t", "expires_in": "3600"}'


async def _head(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    size = next(
        (line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length")), b":0"
    )
    await reader.readexactly(int(size.split(b":")[1]))
    return head


def _http(payload: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(payload), payload)


@pytest.mark.parametrize("told", RAW.values(), ids=RAW)
def test_bytes_that_are_no_answer_are_unsure(
    raw_server: Callable[..., Any], body: Body, told: bytes
) -> None:
    """Whatever comes back after the order was written, it may have arrived."""

    async def answering(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := await _head(reader):
            if b"refreshToken" not in head:
                writer.write(told)
                return
            writer.write(_http(TOKEN))

    async def main() -> None:
        async with raw_server(answering) as url, Oto(url, "token", timeout=5) as oto:
            await oto.create_order(body("A"))

    with pytest.raises(Unsure):
        asyncio.run(main())


def test_an_answer_that_drips_is_given_up_in_time(
    raw_server: Callable[..., Any], body: Body
) -> None:
    """The bound is on the whole call: a byte now and then does not make it longer."""

    async def answering(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := await _head(reader):
            if b"refreshToken" in head:
                writer.write(_http(TOKEN))
                continue
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n")
            while not writer.is_closing():
                writer.write(b" ")
                await writer.drain()
                await asyncio.sleep(0.02)

    async def main() -> float:
        async with raw_server(answering) as url, Oto(url, "token", timeout=0.4) as oto:
            started = time.monotonic()
            with pytest.raises(Unsure):
                await oto.create_order(body("A"))
            return time.monotonic() - started

    assert asyncio.run(main()) < 5


def test_the_client_is_well_after_a_failure(
    base_url: str, remote: sandbox.Remote, body: Body
) -> None:
    """A call that was cut, given up or cancelled leaves nothing behind that harms the next one."""

    async def main() -> None:
        async with Oto(base_url, "token", timeout=0.8) as oto:
            for rule in ({"fault": "lose"}, {"fault": "hang", "seconds": 3}):
                remote.script([{**rule, "orders": ["A"]}])
                with pytest.raises(Unsure):
                    await oto.create_order(body("A"))
            call = asyncio.create_task(oto.create_order(body("A")))
            await asyncio.sleep(0.05)
            call.cancel()
            with pytest.raises(asyncio.CancelledError):
                await call
            assert (await oto.create_order(body("B"))).oto_ids

    asyncio.run(main())
    gc.collect()  # a connection that was left open would be told as a warning, and so as an error


def test_an_answer_about_another_order_is_unsure(base_url: str, remote: sandbox.Remote) -> None:
    """An order is never taken for created because of what OTO said about another one."""
    told = {"success": True, "id": 9, "orderId": "B"}
    remote.script([{"fault": "answer", "path": "orderDetails", "body": told}])
    assert type(failure(base_url, lambda oto: oto.find_order("A"))) is Unsure


@pytest.mark.parametrize(
    ("path", "question"),
    [
        ("getPickupLocationList", lambda oto: oto.pickup_locations()),
        ("getDeliveryOptions", lambda oto: oto.delivery_options()),
        ("getBrandList", lambda oto: oto.brands()),
        ("getCities", lambda oto: oto.cities("SA")),
    ],
)
def test_a_list_of_an_unknown_shape_is_unsure(
    base_url: str, remote: sandbox.Remote, path: str, question: Callable[[Oto], Any]
) -> None:
    """A list that cannot be read is not an empty list: nothing is called unknown because of it."""
    remote.script([{"fault": "answer", "path": path, "body": {"success": True, "odd": "shape"}}])
    assert type(failure(base_url, question)) is Unsure
