"""What goes over the wire: a request as it came, and the response to it in OTO's own shapes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

JSON = b"application/json;charset=UTF-8"
HTML = b"text/html;charset=UTF-8"  # OTO's orderStatus and orderHistory call their JSON so


@dataclass(slots=True)
class Request:
    """One HTTP request.

    `path` is without OTO's `/rest/v2/`; what is asked beside OTO's paths begins with a slash.
    `json` is the parsed body, None when there is none or it cannot be read.
    """

    method: str
    path: str
    query: dict[str, str]
    token: str
    body: bytes
    json: Any

    @property
    def order_id(self) -> str | None:
        """The orderId that the request is about."""
        order_id = self.json.get("orderId") if isinstance(self.json, dict) else None
        return order_id if isinstance(order_id, str) else self.query.get("orderId")


@dataclass(frozen=True, slots=True)
class Response:
    """An HTTP response; `code` is the OTO error code in its body, empty when there is none."""

    status: int
    body: bytes
    content_type: bytes = JSON
    headers: tuple[tuple[bytes, bytes], ...] = ()
    code: str = ""


class Disconnect:
    """In place of a response: the connection is closed and nothing is said."""

    status = None
    code = ""


DISCONNECT = Disconnect()
NOT_FOUND = Response(404, b'{"message": "Not found", "code": 404}')
# The 401 of a token that died: a body without `success` and without a code.
TOKEN_EXPIRED = Response(401, b'{"message": "Jwt is expired", "code": 401}')


def ok(fields: Mapping[str, Any]) -> Response:
    """HTTP 200 with these fields."""
    return Response(200, orjson.dumps(fields))


def error(code: str, text: str, status: int = 400, **more: Any) -> Response:
    """OTO's way to say no."""
    body = {"success": False, "otoErrorCode": code, "otoErrorMessage": text, **more}
    return Response(status, orjson.dumps(body), code=code)


def order_exists(order_id: str) -> Response:
    """The body that was seen for an orderId that exists."""
    text = "Order Id is already exist"
    more = {"orderId": order_id, "errorCode": 14, "errorMsg": "This order exists."}
    return error("OTO1063", text, 400, **more)
