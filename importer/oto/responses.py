"""What an HTTP answer means: the fields of a good one, or one of the errors of a call.

| answer | means |
|---|---|
| 429, or OTO's code for too many requests | TooManyCalls |
| a JSON object with a code of OTO's (`OTO1029`), HTTP 200 or 4xx | Refused |
| the same, but it carries an otoId or says `success: true` | Unsure |
| the same, of a failure inside OTO (OTO1081, OTO1015, OTO1116) or under way (OTO1211) | Unsure |
| the same in answer to a look-up, of the account or its plan | NotAllowed |
| the same of too many orders at once (OTO1112) | TooManyAsked |
| 403 without a body, or with JSON without a code, in answer to a look-up | NotAllowed |
| any other 3xx, 4xx, 5xx; not a JSON object; `success: false` without a code | Unsure |
| other 2xx | its fields |

So a refusal counts only in OTO's own shape: a gateway's 409 or 425 says nothing of the order. A 401
is the client's business, as the token may have died.

OTO1009 ("something went wrong") counts as refused: it was seen with 400 and 409 only, for requests
that OTO turned down. A failure inside OTO may have come before or after it stored the order.
Source: OTO's list of errors and answers that were seen. The content type says nothing: JSON came as
`text/plain` and `text/html`.
"""

import json
import math
import re
import time
from collections.abc import Mapping
from decimal import Decimal
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple, NoReturn

from importer.errors import NotAllowed, Refused, TooManyAsked, TooManyCalls, Unsure
from importer.i18n import _
from importer.problems.oto_codes import ACCOUNT_PROBLEMS, Effect, effect_of
from importer.text import strip_formatting

Fields = dict[str, Any]

MAX_TEXT = 500  # characters of a text that a person will see
_MAX_WARNINGS = 20
_BUSY_SECONDS = 60.0  # OTO1105 asks to wait a minute
_OTO_CODE = re.compile(r"OTO[0-9]{1,8}")
# Of two values of one of these names in one object, nobody knows which one counts.
_DECISIVE = frozenset({"success", "otoId", "otoIds", "id", "orderId", "otoErrorCode"})

ASK_FIRST = _("It is not known whether OTO obeyed: OTO is asked before anything is sent again.")


class Answer(NamedTuple):
    """An HTTP answer, read to its end; the names of `headers` count in any case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def parse_answer(answer: Answer, *, look_up: bool = False) -> Fields:
    """The fields of a good answer; numbers with a point are exact Decimals.

    `look_up`: the call changes nothing. Raises TooManyCalls, Refused (NotAllowed and TooManyAsked
    for a look-up) or Unsure, as the table above says.
    """
    if answer.status == 429:
        raise TooManyCalls(retry_after(answer))
    fields = _json_object(answer.body)
    code = _oto_code(fields)
    if fields is not None and code:
        _raise_for_code(answer, fields, code, look_up)
    if look_up and answer.status == 403 and (fields is not None or not answer.body.strip()):
        raise NotAllowed("HTTP 403", _message(fields or {}), 403)
    if fields is None or not 200 <= answer.status < 300 or is_false(fields.get("success")):
        unsure(f"HTTP {answer.status}")
    return fields


def _raise_for_code(answer: Answer, fields: Fields, code: str, look_up: bool) -> NoReturn:
    """Raises what OTO's code in an answer means."""
    status, effect = answer.status, effect_of(code)
    taken = is_true(fields.get("success")) or (_has_oto_id(fields) and effect is not Effect.EXISTS)
    if taken or effect is Effect.UNSURE:
        unsure(code)
    if effect is Effect.BUSY:
        pause = retry_after(answer)
        raise TooManyCalls(_BUSY_SECONDS if pause is None else pause)
    if not (200 <= status < 300 or 400 <= status < 500) or status == 408:
        unsure(f"HTTP {status}")
    kind = Refused
    if effect is Effect.TOO_MANY_ASKED:
        kind = TooManyAsked
    elif look_up and effect in ACCOUNT_PROBLEMS:
        kind = NotAllowed
    raise kind(code, _message(fields), status, warnings_of(fields))


def refuses_token(answer: Answer) -> bool:
    """Whether the answer is in the shape of those that OTO gives to a token that is not good."""
    fields = _json_object(answer.body)
    if fields is None or _has_oto_id(fields) or is_true(fields.get("success")):
        return False
    return answer.status in (400, 401, 403)


def unsure(what: str) -> NoReturn:
    """Raises Unsure for an answer that does not tell what became of the call."""
    message = _("OTO's answer does not say what became of the call ({what})", what=what)
    raise Unsure(message, ASK_FIRST, what)


def is_true(value: object) -> bool:
    """Whether OTO says yes."""
    return value is True or value == "true"


def is_false(value: object) -> bool:
    """Whether OTO says no; that it says nothing is not a no."""
    return value is False or value == "false"


def screen_text(value: object, limit: int = MAX_TEXT) -> str:
    """A text of OTO's as a person may see it: without control characters and not endless; empty
    for what is no text."""
    if not isinstance(value, str):
        return ""
    text = strip_formatting(value[: 4 * limit])
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def warnings_of(fields: Fields) -> tuple[str, ...]:
    """What OTO warned of, one text or a list of them."""
    warnings = fields.get("warnings")
    listed = warnings[:_MAX_WARNINGS] if isinstance(warnings, list) else [warnings]
    texts = (each if isinstance(each, str) else str(each) for each in listed if each is not None)
    return tuple(filter(None, map(screen_text, texts)))


def retry_after(answer: Answer) -> float | None:
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
    except (ValueError, OverflowError):
        return None


def _json_object(body: bytes) -> Fields | None:
    try:
        parsed = json.loads(
            body,
            parse_float=Decimal,
            parse_constant=_reject_constant,
            object_pairs_hook=_unambiguous,
        )
    except (ValueError, RecursionError):
        return None
    return parsed if isinstance(parsed, dict) else None


def _reject_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _unambiguous(pairs: list[tuple[str, Any]]) -> Fields:
    fields = dict(pairs)
    if len(fields) < len(pairs) and any(
        name in _DECISIVE and value != fields[name] for name, value in pairs
    ):
        raise ValueError("a decisive name stands twice")
    return fields


def _oto_code(fields: Fields | None) -> str:
    code = (fields or {}).get("otoErrorCode")
    return code if isinstance(code, str) and _OTO_CODE.fullmatch(code) else ""


def _has_oto_id(fields: Fields) -> bool:
    return any(fields.get(name) not in (None, "", 0, []) for name in ("otoId", "otoIds"))


def _message(fields: Fields) -> str:
    """OTO's own words; some bodies have only `errorMsg`, a gateway's a `message`."""
    texts = (screen_text(fields.get(name)) for name in ("otoErrorMessage", "errorMsg", "message"))
    return next(filter(None, texts), "")
