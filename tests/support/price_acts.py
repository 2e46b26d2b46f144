"""What is asked of prices off the path of their samples."""

import msgspec

from infra.local import samples
from promenade.kit.ids import keyed_id
from tests.support import callers, functions
from tests.support.gateway import Gateway

OPEN_BOOK = "base/http/price_books.open_book"
SUBMIT_PRICE = "base/http/price_control.submit_change"
PRICE_FOLD = "base/sqs/price_fold"
PROPOSE = "base/http/price_changes.propose_change"
MOVE = {"currency": "CNY", "by": {"kind": "percent", "add_bp": -100}, "reason": "Because"}


def ask_what_was_offered(gateway: Gateway) -> object:
    return gateway.call("GET /prices/MUG/baseline", query={"rule": "eu30"})


def cancel_a_folded_order(_: Gateway) -> object:
    """What was paid in it goes."""
    event = msgspec.json.decode((samples.EVENTS / f"{PRICE_FOLD}.json").read_bytes())
    (record,) = event["Records"]
    told = msgspec.json.decode(record["body"])
    told["detail"]["data"] |= {"version": 2, "state": "cancelled"}
    record["body"] = msgspec.json.encode(told).decode()
    return functions.invoke("price_fold", event)


BOOK = samples.read(samples.EVENTS / f"{OPEN_BOOK}.json").response.body["id"]


def move_a_price_that_is_compared(gateway: Gateway) -> object:
    chosen = {"kind": "skus", "skus": ["MUG-CELADON-S"]}
    later = "2026-02-01T00:00:00Z"
    body = MOVE | {"book_id": BOOK, "selection": chosen, "start": later}
    return gateway.call("POST /price-adjustments", body)


def repeat_late(gateway: Gateway) -> object:
    chosen = {"kind": "skus", "skus": ["MUG-CELADON-S"]}
    body = MOVE | {"book_id": BOOK, "selection": chosen, "start": "2026-01-01T00:00:00Z"}
    return gateway.call("POST /price-adjustments", body)


def go_on_with_a_category(gateway: Gateway) -> object:
    chosen = {"kind": "category", "category": "tableware", "cursor": "A" * 32}
    body = MOVE | {"book_id": "any", "selection": chosen}
    return gateway.call("POST /price-adjustments", body)


def propose_below_cost(gateway: Gateway) -> object:
    terms = {"list_minor": 8900, "sale_minor": 7500, "cost_minor": 7600, "market_minor": 8900}
    body = {"book_id": BOOK, "currency": "CNY", "terms": terms, "reason": "Because"}
    route = "POST /prices/MUG-CELADON-S/changes"
    return gateway.call(route, body, key="below-cost", caller=callers.MARKETER)


def approve_below_cost(gateway: Gateway) -> object:
    change_id = keyed_id("price_change", "staff:maria", "below-cost")
    return gateway.call(f"POST /prices/MUG-CELADON-S/changes/{change_id}/approve", version=1)
