"""A flash sale over HTTP, in a shop that sells mugs, from its draft to its orders."""

import json
from contextlib import nullcontext
from datetime import datetime
from typing import Any

from tests.support import functions
from tests.support.callers import MARKETER, OWNER, Caller, shopper
from tests.support.clock import standing
from tests.support.gateway import Answer, Gateway
from tests.support.relaying import relayed
from tests.support.selling import open_shop

TERMS: dict[str, Any] = {
    "name": "整点秒杀",
    "sku": "MUG-S",
    "currency": "CNY",
    "price_minor": 990,
    "unit_count": 6,
    "start": "2026-01-01",
    "end": "2099-01-01",
    "per_user": 2,
    "zone": "Asia/Shanghai",
}
"""As staff send it."""

FOLLOWERS = {"FlashUnitsClaimed": "order_claims", "OrderLapsed": "flash_sale_returns"}


class FlashShop:
    """Ten small mugs of which six are on sale."""

    def __init__(self, gateway: Gateway, **terms: Any) -> None:
        self.gateway = gateway
        open_shop(gateway)
        made = gateway.call("POST /flash-sales", TERMS | terms, caller=MARKETER)
        assert made.status == 201, made.text
        self.id, self.version = made.json["id"], 1

    def step(self, name: str, body: Any = None, caller: Caller = MARKETER) -> Answer:
        path = f"POST /flash-sales/{self.id}/{name}"
        answer = self.gateway.call(path, body, caller=caller, version=self.version)
        if answer.status == 200:
            self.version = answer.json["version"]
        return answer

    def schedule(self) -> Answer:
        self.step("submit")
        self.step("approve", caller=OWNER)
        return self.step("schedule")

    def token(self, buyer: str) -> str:
        answer = self.gateway.call(f"POST /flash-sales/{self.id}/tokens", caller=shopper(buyer))
        assert answer.status == 200, answer.text
        return str(answer.json["token"])

    def claim(self, buyer: str, token: str, qty: int = 1) -> Answer:
        body = {"token": token, "qty": qty}
        path = f"POST /flash-sales/{self.id}/orders"
        return self.gateway.call(path, body, caller=shopper(buyer))

    def buy(self, buyer: str, qty: int = 1) -> str:
        """The number of the order, which is there."""
        answer = self.claim(buyer, self.token(buyer), qty)
        assert answer.status == 200, answer.text
        self.follow()
        return str(answer.json["order"])

    def follow(self) -> None:
        """All that the streams ever told goes its way to the orders and back to the sale, again."""
        for fact, function in FOLLOWERS.items():
            failed = functions.invoke(function, queued(self.told(fact)))
            assert failed == {"batchItemFailures": []}

    def told(self, fact: str) -> list[Any]:
        """As the bus would bring it."""
        return [each for each in relayed().events if each["detail-type"] == fact]

    def tend(self, at: datetime | None = None) -> None:
        with standing(at) if at else nullcontext():
            functions.invoke("flash_sale_tend", {"id": "minute"})

    def available(self, sku: str = "MUG-S") -> int:
        found = self.gateway.call(f"GET /stock/{sku}", caller=OWNER)
        return int(found.json["available_count"])


def queued(events: list[Any]) -> dict[str, Any]:
    """As Lambda is handed them."""
    records = [
        {"messageId": f"{number}", "body": json.dumps(each)} for number, each in enumerate(events)
    ]
    return {"Records": records}
