"""Scripted faults: a JSON list of rules, each of which says when it applies and what it does.

When (all that are given must hold; none given: always):

| key | applies to |
|---|---|
| `path` | calls of this path (`createOrder` when left out, `*` for every path) |
| `calls` | these calls of the path, counted from 1 |
| `from`, `to` | calls of the path from this one, up to this one |
| `every` | every nth call of the path |
| `orders` | calls about these orderIds |
| `chance`, `seed` | this share of the calls; the same seed, orderId and try always fall the same |
| `times` | at most so often in all |
| `after_seconds`, `until_seconds` | calls in this window of time since the script was set |

What (`fault`): see `FAULTS`. Every fault may wait `seconds` before it answers; those marked
*either* come before the call is obeyed, or after it with `"after": true` (the order is created, and
the caller does not hear of it).
"""

import time
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from hashlib import blake2b
from typing import Any

FAULTS = {
    "refuse": "either: OTO's refusal: `code`, `text`, `status` (400; 200 is OTO's habit too), "
    "`warnings`",
    "busy": '429; `retry_after` seconds, as an HTTP date with `"date": true`, or no header',
    "lose": "the call is obeyed, then the connection closes without an answer",
    "cut": "the connection closes before the call is obeyed",
    "hang": "either: nothing but `seconds` of waiting",
    "break": "either: `status` (500) with OTO1081 in the body",
    "html": "either: a gateway's HTML page with `status` (502)",
    "bare": "the call is obeyed, the answer has no otoId",
    "split": "the order is created in `pieces` (2) with that many otoIds, and `warnings`",
    "warn": "the order is created, with `warnings` in the answer",
    "answer": "either: `status` (200) and `body`, any JSON, or a text that is sent as it is; its "
    "`content_type`",
    "reshape": "the call is obeyed; the names in `body` are replaced in the answer, or left out "
    "where the new name is null; its `content_type`",
    "bomb": "either: a small body that unpacks to `megabytes` (64), packed as `encoding` says",
    "drip": "either: the body comes byte by byte, one every `seconds`, and never ends",
    "reset": "every connection with a call under way is closed; none of these calls is answered",
    "expire": "every access token dies now, so the call is answered with 401",
    "tokens": "access tokens live for `uses` calls and `live` seconds (3600)",
    "limit": "more than `per_second` calls in a second are answered with 429, `retry_after`",
    "account": "accountInfo's fields are overlaid with `body`",
    "history": "orderHistory takes `limit` orders at once, and answers no more than `answered`",
    "lag": "look-ups see an order not before `looks` of them missed it and it is `seconds` old",
    "upsert": "createOrder changes an order of another channel (with `own`: any) that exists",
}
STANDING = frozenset(
    {"tokens", "account", "history", "lag", "upsert"}
)  # facts of the account: they hold from the first call
AFTER = frozenset({"lose", "bare", "split", "warn", "reshape"})
_RENAMED = {"from": "first", "to": "last"}  # keys of the script that Python keeps for itself


class ScriptError(ValueError):
    """The script holds a rule that cannot be."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the script; the module's tables say what each key means."""

    fault: str
    path: str = "createOrder"
    calls: Sequence[int] = ()
    first: int = 1
    last: int | None = None
    every: int = 1
    orders: Sequence[str] = ()
    chance: float = 1.0
    seed: int = 0
    times: int | None = None
    after_seconds: float = 0.0
    until_seconds: float | None = None
    after: bool = False
    seconds: float = 0.0
    status: int | None = None
    code: str = "OTO1009"
    text: str = "Something went wrong"
    retry_after: float | None = None
    date: bool = False
    pieces: int = 2
    warnings: Sequence[str] = ()
    body: Any = None
    uses: int | None = None
    live: float = 3600.0
    per_second: int = 10
    content_type: str = ""
    megabytes: int = 64
    encoding: str = "gzip"
    limit: int = 100
    answered: int | None = None
    looks: int = 0
    own: bool = False

    def applies_to(self, path: str, number: int, order_id: str | None, age: float) -> bool:
        """Whether the rule is about the call, made so many seconds after the script was set;
        `chance` and `times` aside."""
        return (
            self.after_seconds <= age
            and (self.until_seconds is None or age < self.until_seconds)
            and self.path in (path, "*")
            and (not self.calls or number in self.calls)
            and self.first <= number
            and (self.last is None or number <= self.last)
            and number % self.every == 0
            and (not self.orders or order_id in self.orders)
        )


@dataclass(slots=True)
class Script:
    """The rules, and what they remember of the calls so far."""

    rules: tuple[Rule, ...] = ()
    _calls: Counter[str] = field(default_factory=Counter)
    _draws: Counter[str] = field(default_factory=Counter)
    _matches: Counter[int] = field(default_factory=Counter)
    _recent: deque[float] = field(default_factory=deque)
    _set_at: float = field(default_factory=time.monotonic)

    def match(self, path: str, order_id: str | None) -> Rule | None:
        """The first rule that applies to this call, which is counted."""
        self._calls[path] += 1
        number, age = self._calls[path], time.monotonic() - self._set_at
        for index, rule in enumerate(self.rules):
            if rule.fault in STANDING or not rule.applies_to(path, number, order_id, age):
                continue
            if rule.times is not None and self._matches[index] >= rule.times:
                continue
            if not self._is_drawn(rule, path, order_id, number):
                continue
            if rule.fault == "limit" and not self._over_limit(rule.per_second):
                continue
            self._matches[index] += 1
            return rule
        return None

    def standing(self, fault: str) -> Rule | None:
        """The last rule of this kind, which holds from the first call on."""
        return next((rule for rule in reversed(self.rules) if rule.fault == fault), None)

    def _is_drawn(self, rule: Rule, path: str, order_id: str | None, number: int) -> bool:
        if rule.chance >= 1.0:
            return True
        lot = f"{rule.fault}:{path}:{order_id or number}"
        self._draws[lot] += 1
        drawn = blake2b(f"{rule.seed}:{lot}:{self._draws[lot]}".encode(), digest_size=4)
        return int.from_bytes(drawn.digest(), "big") < rule.chance * 2**32

    def _over_limit(self, per_second: int) -> bool:
        now = time.monotonic()
        while self._recent and self._recent[0] <= now - 1.0:
            self._recent.popleft()
        if len(self._recent) >= per_second:
            return True
        self._recent.append(now)
        return False


_KEYS = {each.name for each in fields(Rule)} - set(_RENAMED.values()) | set(_RENAMED)


def read_script(rules: Any) -> Script:
    """The script of a parsed JSON list; raises ScriptError when a rule cannot be."""
    if not isinstance(rules, list):
        raise ScriptError("a script is a JSON list of rules")
    return Script(tuple(_rule(given) for given in rules))


def _rule(given: Any) -> Rule:
    if not isinstance(given, dict) or given.get("fault") not in FAULTS:
        raise ScriptError(f"a rule needs a fault, one of {', '.join(FAULTS)}: {given!r}")
    unknown = set(given) - _KEYS
    if unknown:
        raise ScriptError(f"a rule has no {', '.join(sorted(unknown))}: {given!r}")
    rule = Rule(**{_RENAMED.get(str(key), str(key)): value for key, value in given.items()})
    try:
        rule.applies_to(rule.path, 1, "", 0.0)
    except (TypeError, ZeroDivisionError) as error:
        raise ScriptError(f"a rule cannot be read ({error}): {given!r}") from error
    return rule
