"""The answers that a scripted fault puts in the place of OTO's own."""

import time
from email.utils import formatdate

import orjson

from importer.sandbox.faults import Rule
from importer.sandbox.messages import Answer, good, refusal
from importer.sandbox.store import Call, Store

PAGE = b"<html><head><title>Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>"


def fault_response(store: Store, call: Call, rule: Rule, done: Answer | None) -> Answer:
    """The answer in place of `done`, which is OTO's own (None: the call was not obeyed)."""
    match rule.fault:
        case "refuse":
            return refusal(rule.code, rule.text, rule.status or 400)
        case "busy" | "limit":
            return _busy(rule)
        case "break":
            return refusal("OTO1081", "A system error occurred", rule.status or 500)
        case "html":
            return Answer(rule.status or 502, PAGE, b"text/html")
        case "answer":
            text = isinstance(rule.body, str)
            return Answer(
                rule.status or 200, rule.body.encode() if text else orjson.dumps(rule.body)
            )
    assert done is not None  # what is left are the faults of AFTER
    return _created(store, call, rule, done)


def _busy(rule: Rule) -> Answer:
    headers: tuple[tuple[bytes, bytes], ...] = ()
    if rule.retry_after is not None:
        told = f"{rule.retry_after:g}"
        if rule.date:
            told = formatdate(time.time() + rule.retry_after, usegmt=True)
        headers = ((b"retry-after", told.encode()),)
    return Answer(429, b'{"message": "Too many requests", "code": 429}', headers=headers)


def _created(store: Store, call: Call, rule: Rule, done: Answer) -> Answer:
    """The answer of an order that was created, told in another way; a refusal stays one."""
    fields = orjson.loads(done.body)
    if "otoId" not in fields:
        return done
    if rule.fault == "bare":
        return good({"success": True})
    if rule.fault == "split":
        order = store.with_oto_id(call.json["orderId"], fields["otoId"])
        store.number(order, rule.pieces)
        fields = {"success": True, "otoIds": order.oto_ids}
    if rule.warnings:
        fields["warnings"] = list(rule.warnings)
    return good(fields)
