"""A shop with a mug, and price books over HTTP, for tests."""

from datetime import datetime, timedelta, tzinfo
from typing import Any

from tests.support.callers import MARKETER, OWNER, Caller
from tests.support.clock import SAMPLE_TIME
from tests.support.gateway import Answer, Gateway
from tests.support.on_sale import bring

MUG: dict[str, Any] = {
    "id": "MUG",
    "title": "Mug",
    "category": "mugs",
    "shelf": "ON",
    "skus": [
        {"code": "MUG-S", "currency": "CNY", "list_price_minor": 6_000, "sale_price_minor": 5_000},
        {"code": "MUG-L", "currency": "CNY", "list_price_minor": 9_000, "floor_price_minor": 6_000},
    ],
}


class MovingClock:
    """Shows `time`, which tests put forward."""

    time = SAMPLE_TIME
    fromisoformat = datetime.fromisoformat

    @classmethod
    def now(cls, tz: tzinfo) -> datetime:
        return cls.time.astimezone(tz)


def hour(number: float) -> str:
    """So many hours after the clock's first time, as it goes out."""
    return (SAMPLE_TIME + timedelta(hours=number)).isoformat()


def fill(gateway: Gateway) -> None:
    gateway.call("POST /categories", {"id": "mugs", "name": "Mugs"}, caller=MARKETER)
    bring(gateway, MUG)


def open_book(gateway: Gateway, **other: Any) -> str:
    body = {"name": "Book", "currency": "CNY"} | other
    made = gateway.call("POST /price-books", body, caller=MARKETER)
    assert made.status == 201, made
    return str(made.json["id"])


def body_of(book_id: str, sale_minor: int = 4_500, **other: Any) -> dict[str, Any]:
    """`list_minor` and the like go into the terms."""
    names = ("list_minor", "cost_minor", "market_minor", "floor_minor")
    said = {name: other.pop(name) for name in names if name in other}
    terms = {"list_minor": 6_000, "sale_minor": sale_minor} | said
    return {"book_id": book_id, "currency": "CNY", "terms": terms, "reason": "Sale"} | other


def propose(
    gateway: Gateway, body: Any, sku: str = "MUG-S", caller: Caller = MARKETER, **other: Any
) -> Answer:
    return gateway.call(f"POST /prices/{sku}/changes", body, caller=caller, **other)


def take(gateway: Gateway, made: Answer, step: str, caller: Caller = OWNER) -> Answer:
    """A step of the version that was answered."""
    found = made.json
    path = f"/prices/{found['sku']}/changes/{found['id']}/{step}"
    return gateway.call(f"POST {path}", version=found["version"], caller=caller)
