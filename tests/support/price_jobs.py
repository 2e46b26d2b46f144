"""Jobs that move prices, asked for over HTTP and run as their queue does, for tests."""

from typing import Any

import msgspec

from tests.support import functions
from tests.support.callers import MARKETER, OWNER, Caller
from tests.support.gateway import Answer, Gateway
from tests.support.relaying import relayed

ROUTE = "/price-adjustment-jobs"
_DUE = {"PriceJobRequested", "PriceJobAdvanced", "PriceJobApproved"}


def body_of(book_id: str, **other: Any) -> dict[str, Any]:
    body = {"book_id": book_id, "currency": "CNY", "selection": {"kind": "all"}}
    return body | {"by": {"kind": "percent", "add_bp": -1_000}, "reason": "Spring"} | other


def ask(gateway: Gateway, book_id: str, **other: Any) -> Answer:
    options: dict[str, Any] = {"caller": MARKETER}
    options |= {name: other.pop(name) for name in ("key", "caller", "headers") if name in other}
    return gateway.call(f"POST {ROUTE}", body_of(book_id, **other), **options)


def ask_by_file(gateway: Gateway, book_id: str, content: str, **other: Any) -> Answer:
    query = {"book_id": book_id, "currency": "CNY", "reason": "Spring"} | other
    csv = {"content-type": "text/csv"}
    route = f"POST {ROUTE.replace('jobs', 'job-files')}"
    return gateway.call(route, content.encode(), query=query, headers=csv, caller=MARKETER)


def get(gateway: Gateway, asked: Answer) -> Any:
    return gateway.call(f"GET {ROUTE}/{asked.json['id']}").json


def take(gateway: Gateway, asked: Answer, step: str, caller: Caller = OWNER) -> Answer:
    """A step of the version that is there."""
    found = get(gateway, asked)
    path = f"POST {ROUTE}/{found['id']}/{step}"
    return gateway.call(path, version=found["version"], caller=caller)


def due() -> list[dict[str, Any]]:
    """What the queue gets for every page that was asked for."""
    told = [each for each in relayed().events if each["detail-type"] in _DUE]
    return [
        {"messageId": f"m-{index}", "body": msgspec.json.encode(event).decode()}
        for index, event in enumerate(told)
    ]


def run() -> list[dict[str, Any]]:
    """All messages, page by page, each of them twice."""
    seen: list[dict[str, Any]] = []
    while len(messages := due()) > len(seen):
        seen = messages
        for _ in range(2):
            event = {"Records": messages}
            assert functions.invoke("price_job_pages", event) == {"batchItemFailures": []}
    return seen


def counts(tally: dict[str, Any]) -> dict[str, int]:
    return {name: tally[name] for name in tally if name.endswith("_count") and tally[name]}


def sale_minor(gateway: Gateway, sku: str) -> list[int]:
    found = gateway.call(f"GET /prices/{sku}").json["entries"]
    return [each["terms"]["sale_minor"] for each in found]
