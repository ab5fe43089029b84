"""What an HTTP answer means: the fields of a good one, or one of the errors of a call.

| answer | means |
|---|---|
| 429 | TooManyCalls |
| 401, 403 | Refused, whatever the body: the token or the account may not do this |
| 5xx, 408, 3xx, or a body that is not a JSON object | Unsure |
| OTO1081 (system error), OTO1015 (database error) | Unsure |
| other 4xx, or 200 with `success: false` | Refused, with OTO's code or `HTTP 409` |
| other 2xx | its fields |

OTO1009 ("something went wrong") counts as refused: it was seen with 400 and 409 only, for requests
that OTO turned down. OTO1081 and OTO1015 tell of a failure inside OTO, before or after it stored
the order. Source: OTO's list of errors and answers that were seen.
"""

import json
import math
import time
from decimal import Decimal
from email.utils import parsedate_to_datetime
from typing import Any, NoReturn

import httpx

from importer.errors import Refused, TooManyCalls, Unsure
from importer.i18n import _
from importer.problems.oto_codes import Effect, effect_of

Fields = dict[str, Any]

ASK_FIRST = _("It is not known whether OTO obeyed: OTO is asked before anything is sent again.")


def parse_answer(answer: httpx.Response) -> Fields:
    """The fields of a good answer; numbers with a point are exact Decimals.

    Raises TooManyCalls, Refused or Unsure, as the table above says.
    """
    status = answer.status_code
    if status == 429:
        raise TooManyCalls(retry_after(answer))
    fields = _fields(answer.content)
    if status in (401, 403):
        raise Refused(*_reason(fields or {}, status), status)
    if fields is None or not (200 <= status < 300 or 400 <= status < 500) or status == 408:
        unsure(f"HTTP {status}")
    code, text = _reason(fields, status)
    if effect_of(code) is Effect.UNSURE:
        unsure(code)
    if status >= 400 or fields.get("success") in (False, "false"):
        raise Refused(code, text, status)
    return fields


def unsure(what: str) -> NoReturn:
    """Raises Unsure for an answer that does not tell what became of the call."""
    raise Unsure(
        _("OTO's answer does not say what became of the call ({what})", what=what),
        ASK_FIRST,
    )


def retry_after(answer: httpx.Response) -> float | None:
    """The pause that OTO asks for, in seconds; None when it does not say.

    A date is compared with the answer's own date: this machine's clock may be wrong.
    """
    header = answer.headers.get("retry-after", "").strip()
    try:
        seconds = float(header)
    except ValueError:
        until, now = _timestamp(header), _timestamp(answer.headers.get("date", ""))
        if until is None:
            return None
        seconds = until - (time.time() if now is None else now)
    return max(seconds, 0.0) if math.isfinite(seconds) else None


def _timestamp(date: str) -> float | None:
    try:
        return parsedate_to_datetime(date).timestamp()
    except ValueError:
        return None


def _fields(body: bytes) -> Fields | None:
    try:
        parsed = json.loads(body, parse_float=Decimal, parse_constant=_reject_constant)
    except (ValueError, RecursionError):
        return None
    return parsed if isinstance(parsed, dict) else None


def _reject_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _reason(fields: Fields, status: int) -> tuple[str, str]:
    """OTO's code and its own words; some bodies have only `errorMsg`, a gateway's a `message`."""
    code = fields.get("otoErrorCode")
    texts = (fields.get(name) for name in ("otoErrorMessage", "errorMsg", "message"))
    text = next((value for value in texts if isinstance(value, str) and value), "")
    return (code if isinstance(code, str) and code else f"HTTP {status}"), text
