"""The sandbox's own calls, outside OTO's paths: script faults, read back what arrived.

| call | does |
|---|---|
| `GET /sandbox/orders` | every order: `orderId`, `otoIds`, `at`, `status`, and its raw `body` |
| `GET /sandbox/calls` | every call: `at`, `path`, `orderId`, `status`, `code`, `fault`, `body` |
| `POST /sandbox/script` | replaces the script of faults by the JSON list in the body |
| `POST /sandbox/status` | `{"orderId": ..., "status": ...}`: the courier moved the order |
| `POST /sandbox/reset` | forgets everything |
"""

import orjson

from importer.sandbox.faults import ScriptError, read_script
from importer.sandbox.messages import Answer, good, refusal
from importer.sandbox.store import Store


def answer(store: Store, method: str, path: str, body: bytes) -> Answer:
    """The answer to a call of the sandbox's own."""
    match method, path:
        case "GET", "/sandbox/orders":
            return Answer(200, b"[" + b",".join(map(orjson.dumps, store.all_orders())) + b"]")
        case "GET", "/sandbox/calls":
            return Answer(200, b"[" + b",".join(store.log) + b"]")
        case "POST", "/sandbox/script":
            return _script(store, body)
        case "POST", "/sandbox/status":
            return _move(store, body)
    return Answer(404, b'{"message": "Not found", "code": 404}')


def _script(store: Store, body: bytes) -> Answer:
    try:
        store.script = read_script(orjson.loads(body))
    except (orjson.JSONDecodeError, ScriptError, TypeError) as error:
        return refusal("SCRIPT", str(error))
    return good({"success": True})


def _move(store: Store, body: bytes) -> Answer:
    told = orjson.loads(body)
    for account in store.accounts.values():
        if told["orderId"] in account.orders:
            account.orders[told["orderId"]].status = told["status"]
            return good({"success": True})
    return refusal("OTO1002", "The order id does not exist", 404)
