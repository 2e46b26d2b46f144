"""A storefront's session through the deployed API: quote, order, pay, ship, receive; and cancel."""

import time
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from infra.local.api import Api
from infra.local.callers import Callers
from infra.local.stack import Stack
from promenade.kit.signatures import Signatures

SKU = "SESSION-MUG"
PRODUCT = {
    "id": "SESSION",
    "title": "Session mug",
    "category": "session",
    "shelf": "ON",
    "skus": [{"code": SKU, "currency": "CNY", "list_price_minor": 5_000}],
}
CART = {"currency": "CNY", "lines": [{"sku": SKU, "qty": 2}]}


class Session:
    """What one shopper, and the shop, call one after the other."""

    def __init__(self, api: Api, owner: str, shopper: str) -> None:
        self._api, self._owner, self._shopper = api, owner, shopper

    def shop(self, route: str, body: Any = None) -> Any:
        return self._call(route, body, self._owner)

    def buy(self, route: str, body: Any = None) -> Any:
        return self._call(route, body, self._shopper)

    def order(self) -> Any:
        quote = self.buy("POST /quotes", CART)
        return self.buy("POST /shop-orders", CART | {"quote_hash": quote["hash"]})

    def stage(self, order: Any) -> str:
        return str(self.buy(f"GET /shop-orders/{order['number']}")["stage"])

    def counts(self) -> tuple[int, int]:
        level = self.shop(f"GET /stock/{SKU}")
        return level["on_hand_count"], level["reserved_count"]

    def _call(self, route: str, body: Any, token: str) -> Any:
        headers = {"Idempotency-Key": f"session-{time.time_ns()}"}
        answer = self._api.call(route, body, token=token, headers=headers)
        assert answer.status in (200, 201), f"{route} answers {answer.status}: {answer.raw!r}"
        return answer.body


@pytest.fixture
def session(api: Api, owner: str, callers: Callers) -> Session:
    opened = Session(api, owner, callers.shopper("ada"))
    opened.shop("POST /categories", {"id": "session", "name": "Session"})
    opened.shop("POST /products", PRODUCT)
    received = {"kind": "receive", "count": 10, "reason": "Opening stock"}
    opened.shop(f"POST /stock/{SKU}/movements", received)
    return opened


def pay(api: Api, stack: Stack, order: Any) -> None:
    """As the payment gateway does."""
    secret_id = stack.outputs["Identity.PaymentSecret"]
    found = stack.client("secretsmanager").get_secret_value(SecretId=secret_id)
    secret = found["SecretString"].encode()
    told = {"order": order["number"], "transaction": "T-1", "method": "wechat-pay"}
    told |= {"amount_minor": order["payable_minor"], "currency": order["currency"]}
    raw = msgspec.json.encode(told | {"paid_at": order["placed_at"]})
    signed = Signatures(lambda: secret).sign(raw, datetime.now(UTC))
    assert api.call("POST /payments", raw, headers=signed).body["is_late"] is False


def test_a_session_from_the_quote_to_the_doorstep(session: Session, api: Api, stack: Stack) -> None:
    order = session.order()
    assert (order["payable_minor"], session.counts()) == (10_000, (10, 2))
    pay(api, stack, order)
    pay(api, stack, order)
    assert (session.stage(order), session.counts()) == ("paid", (8, 0))
    parcel = {"carrier": "SF", "tracking": "SF1365482719034"}
    session.shop(f"POST /shop-orders/{order['number']}/parcels", parcel)
    assert session.stage(order) == "shipped"
    session.buy(f"POST /shop-orders/{order['number']}/receive")
    assert session.stage(order) == "received"
    given_up = session.order()
    assert session.counts() == (8, 2)
    session.buy(f"POST /shop-orders/{given_up['number']}/cancel")
    assert (session.stage(given_up), session.counts()) == ("cancelled", (8, 0))
