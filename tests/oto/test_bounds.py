"""No answer takes more memory or time than it may."""

import asyncio
import tracemalloc
from collections.abc import Callable
from typing import Any

import pytest

from importer.errors import Unsure
from importer.oto import Oto
from importer.oto.transport import LIST_BYTES, ORDER_BYTES
from tests.faulty_oto import Remote

Body = Callable[..., bytes]


def ending(base_url: str, question: Callable[[Oto], Any], timeout: float = 20) -> Any:
    """The answer or the Unsure that it is."""

    async def main() -> Any:
        async with Oto(base_url, "token", timeout=timeout) as oto:
            try:
                return await question(oto)
            except Unsure as error:
                return error

    return asyncio.run(main())


@pytest.mark.parametrize("encoding", ["gzip", "x-gzip", "gzip, gzip", "br", "none-such"])
def test_a_bomb_is_unsure_and_unpacked_no_further_than_it_may(
    base_url: str, remote: Remote, body: Body, encoding: str
) -> None:
    """Two gigabytes in two megabytes: what is read of them stays within the bound."""
    remote.script([{"fault": "bomb", "megabytes": 2000, "encoding": encoding}])
    tracemalloc.start()
    try:
        error = ending(base_url, lambda oto: oto.create_order(body("A")))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert type(error) is Unsure and error.kind == "UnreadableBody"
    assert peak < 8 * ORDER_BYTES


@pytest.mark.parametrize(
    ("path", "question", "bound"),
    [
        ("createOrder", lambda oto: oto.create_order(b"{}"), ORDER_BYTES),
        ("orderDetails", lambda oto: oto.find_order("A"), ORDER_BYTES),
        ("orderHistory", lambda oto: oto.order_history(["A"]), LIST_BYTES),
    ],
)
def test_an_answer_is_bounded_by_what_it_is_about(
    base_url: str, remote: Remote, path: str, question: Callable[[Oto], Any], bound: int
) -> None:
    """One order takes less than a list of them; a byte more is too much."""
    answer = '{"success": true, "otoId": 7, "id": 7, "orderId": "A", "items": []}'
    for size in (bound, bound + 1):
        remote.script([{"fault": "answer", "path": path, "body": answer.ljust(size)}])
        assert isinstance(ending(base_url, question), Unsure) == (size > bound)


def test_a_packed_answer_is_read(base_url: str, remote: Remote) -> None:
    """Nobody asks OTO to pack its answers; a proxy may do it all the same."""
    remote.script([{"fault": "bomb", "path": "getCities", "megabytes": 1}])
    error = ending(base_url, lambda oto: oto.cities("SA"))
    assert isinstance(error, Unsure) and error.kind == "HTTP 200"  # read whole, and no JSON


def test_a_body_that_drips_is_bounded_by_the_time_of_the_call(
    base_url: str, remote: Remote, body: Body
) -> None:
    """A byte now and then does not make a call longer than it may be."""
    remote.script([{"fault": "drip", "seconds": 0.01}])
    error = ending(base_url, lambda oto: oto.create_order(body("A")), timeout=0.4)
    assert type(error) is Unsure and error.kind == "TimeoutError"


def test_one_reset_ends_all_calls_under_way(base_url: str, remote: Remote, body: Body) -> None:
    """Ten connections that are closed at once: every call is unsure, and the next one is well."""
    waiting = [{"fault": "hang", "seconds": 30, "calls": list(range(1, 10))}]
    remote.script([*waiting, {"fault": "reset", "calls": [10]}])

    async def main() -> Any:
        async with Oto(base_url, "token", timeout=20) as oto:
            calls = (oto.create_order(body(f"A{number}")) for number in range(10))
            ends = await asyncio.gather(*calls, return_exceptions=True)
            return ends, await oto.create_order(body("B"))

    ends, created = asyncio.run(main())
    assert {type(end) for end in ends} == {Unsure}
    assert created.oto_ids
