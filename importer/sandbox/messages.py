"""What goes back over the wire, in OTO's own shapes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

JSON = b"application/json;charset=UTF-8"


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer; `code` is the OTO error code in its body, for the log of calls."""

    status: int
    body: bytes
    content_type: bytes = JSON
    headers: tuple[tuple[bytes, bytes], ...] = ()
    code: str = ""


class Disconnect:
    """In place of an answer: the connection is closed and nothing is said."""

    status = None
    code = ""


DISCONNECT = Disconnect()


def good(fields: Mapping[str, Any]) -> Answer:
    """HTTP 200 with these fields."""
    return Answer(200, orjson.dumps(fields))


def refusal(code: str, text: str, status: int = 400, **more: Any) -> Answer:
    """OTO's way to say no."""
    body = {"success": False, "otoErrorCode": code, "otoErrorMessage": text, **more}
    return Answer(status, orjson.dumps(body), code=code)


def order_exists(order_id: str) -> Answer:
    """The body that was seen for an orderId that exists."""
    text = "Order Id is already exist"
    more = {"orderId": order_id, "errorCode": 14, "errorMsg": "This order exists."}
    return refusal("OTO1063", text, 400, **more)


def expired() -> Answer:
    """The 401 of a token that died: a body without `success` and without a code."""
    return Answer(401, b'{"message": "Jwt is expired", "code": 401}')
