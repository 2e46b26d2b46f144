"""A storefront's session through the deployed API: quote, order, pay, ship, receive; and cancel."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from infra.local import payments
from infra.local.api import Api
from infra.local.callers import Callers
from infra.local.cloud import CloudError
from infra.local.stack import Stack
from promenade.kit.imports import JSON_LINES
from tests.support.deployed import empty_tables
from tests.support.on_sale import lines_of

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


@pytest.fixture(scope="module")
def session(stack: Stack, api: Api, owner: str, callers: Callers) -> Session:
    """Of a shop that has nothing else."""
    empty_tables(stack)
    opened = Session(api, owner, callers.shopper("ada"))
    opened.shop("POST /categories", {"id": "session", "name": "Session"})
    lines, headers = lines_of(PRODUCT), {"Content-Type": JSON_LINES}
    brought = api.call("POST /product-imports", lines, token=owner, headers=headers)
    assert brought.status == 200, brought.raw
    received = {"kind": "receive", "count": 10, "reason": "Opening stock"}
    opened.shop(f"POST /stock/{SKU}/movements", received)
    return opened


def opened(session: Session, order: Any) -> str:
    """Where it is paid."""
    return str(session.buy(f"POST /shop-orders/{order['number']}/payments")["url"])


def test_a_session_from_the_quote_to_the_doorstep(session: Session) -> None:
    order = session.order()
    assert (order["payable_minor"], session.counts()) == (10_000, (10, 2))
    assert payments.pay(opened(session, order), times=5)["answers"] == [200] * 5
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


Ask = Callable[[Callable[[], Any]], Any]


def test_money_that_came_late_or_twice_is_at_the_gateway_again(
    session: Session, stack: Stack, eventually: Ask
) -> None:
    order = session.order()
    url = opened(session, order)
    payments.pay(url)
    payments.behave(stack.cloud, failing_count=1)
    twice = payments.pay(url)
    late = session.order()
    late_url = opened(session, late)
    session.buy(f"POST /shop-orders/{late['number']}/cancel")
    too_late = payments.pay(late_url, times=3)
    assert (twice["answers"], too_late["answers"]) == ([200], [200] * 3)
    owed = {twice["transaction"], too_late["transaction"]}

    def returned() -> list[Any] | None:
        found = payments.kept(stack.cloud)["refunds"].values()
        found = [each for each in found if each["order"] in (order["number"], late["number"])]
        return found if len(found) >= len(owed) else None

    refunds = eventually(returned)
    assert {each["transaction"] for each in refunds} == owed
    assert [each["amount_minor"] for each in refunds] == [10_000, 10_000]
    assert (session.stage(order), session.stage(late)) == ("paid", "cancelled")


def test_a_payment_is_opened_once_its_gateway_answers_again(
    session: Session, api: Api, stack: Stack, callers: Callers
) -> None:
    order = session.order()
    with pytest.raises(CloudError, match="Nobody wants to pay"):
        payments.pay_order(stack.cloud, order["number"], times=1, after_s=0)
    payments.behave(stack.cloud, failing_count=2)
    route, token = f"POST /shop-orders/{order['number']}/payments", callers.shopper("ada")
    assert [api.call(route, token=token).status for _ in range(2)] == [503, 200]
    payments.pay_order(stack.cloud, order["number"], times=1, after_s=0)
    assert session.stage(order) == "paid"
