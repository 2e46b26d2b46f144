"""What promotions have cost, over HTTP; and what quotes make of it."""

from datetime import timedelta
from typing import Any

import pytest

from promenade.base.promotion.holds import DynamoPromotionHolds
from promenade.contracts.promotions import Use
from promenade.kit.clock import system_clock
from promenade.kit.values import replace
from tests.support import functions, promoting
from tests.support.callers import ANALYST, MARKETER, SHOPPER
from tests.support.clock import standing
from tests.support.gateway import Gateway
from tests.support.on_sale import bring
from tests.support.promoted import Orders
from tests.support.relaying import relayed
from tests.support.stamps import stamp

BODY: dict[str, Any] = {
    "name": "10 off",
    "stage": "order",
    "currency": "CNY",
    "effects": [{"kind": "order_off", "off": {"kind": "amount", "off_minor": 1_000}}],
}
MUG = {"code": "MUG-S", "currency": "CNY", "list_price_minor": 6_000}
PRODUCT = {"id": "MUG", "title": "Mug", "category": "mugs", "shelf": "ON", "skus": [MUG]}
CART = {"lines": [{"sku": "MUG-S", "qty": 1}], "currency": "CNY"}


@pytest.fixture
def orders() -> Orders:
    return Orders(DynamoPromotionHolds())


def live(gateway: Gateway, **limits: int) -> str:
    promotion_id = gateway.call(
        "POST /promotions", BODY | {"limits": limits}, caller=MARKETER
    ).json["id"]
    assert promoting.publish(gateway, promotion_id).status == 200
    return str(promotion_id)


def use(orders: Orders, order: str, promotion_id: str) -> None:
    now = replace(stamp(), at=system_clock())
    orders.place(order, None, [Use(promotion_id, 4, 1_000)], now)


def usage(gateway: Gateway, promotion_id: str) -> Any:
    return gateway.call(f"GET /promotions/{promotion_id}/usage", caller=ANALYST).json


def tick() -> None:
    """The meter's minute, one that is divisible by five."""
    with standing():
        functions.invoke("promotion_meter", {})


def test_the_meter_shows_what_is_held_and_committed_at_once(
    gateway: Gateway, orders: Orders
) -> None:
    promotion_id = live(gateway, total=4, budget_minor=5_000)
    for order in ("first", "second", "third"):
        use(orders, order, promotion_id)
    orders.end("commit", "first", [promotion_id], stamp())
    orders.end("release", "second", [promotion_id], stamp())
    told = usage(gateway, promotion_id)
    assert told["orders"] == {"limit": 4, "held": 1, "committed": 1, "left": 2}
    assert told["budget"] == {"limit": 5_000, "held": 1_000, "committed": 1_000, "left": 3_000}
    assert (told["share_bp"], told["level"], told["is_exhausted"]) == (5_000, "free", False)


def test_what_is_not_limited_is_not_metered(gateway: Gateway) -> None:
    told = usage(gateway, live(gateway, total=4))
    assert (told["orders"]["left"], told["budget"], told["share_bp"]) == (4, None, 0)
    missing = gateway.call("GET /promotions/promotion_x/usage", caller=ANALYST)
    assert (missing.status, missing.json["code"]) == (404, "not_found")


def test_who_is_used_up_counts_in_no_quote_and_says_so(gateway: Gateway, orders: Orders) -> None:
    gateway.call("POST /categories", {"id": "mugs", "name": "Mugs"}, caller=MARKETER)
    bring(gateway, PRODUCT)
    promotion_id = live(gateway, total=1)
    use(orders, "first", promotion_id)
    tick()
    answer = gateway.call("POST /quotes", CART, caller=SHOPPER).json
    (told,) = answer["promotions"]
    assert (told["applied"], told["reason"]) == (False, "limit_reached")
    assert answer["totals"]["payable_minor"] == 6_000
    events = [each for each in relayed().events if each["detail-type"] == "PromotionUsedUp"]
    assert [each["detail"]["data"]["used_count"] for each in events] == [1]
    assert events[0]["detail"]["actor"] == "system:promotion_meter"


def test_a_budget_that_does_not_cover_the_cart_says_so(gateway: Gateway, orders: Orders) -> None:
    gateway.call("POST /categories", {"id": "mugs", "name": "Mugs"}, caller=MARKETER)
    bring(gateway, PRODUCT)
    use(orders, "first", live(gateway, budget_minor=1_500))
    tick()
    (told,) = gateway.call("POST /quotes", CART, caller=SHOPPER).json["promotions"]
    assert (told["applied"], told["reason"]) == (False, "budget_insufficient")


def test_a_hold_outlives_its_time_until_somebody_ends_it(gateway: Gateway, orders: Orders) -> None:
    promotion_id = live(gateway, total=1)
    use(orders, "first", promotion_id)
    late = replace(stamp(), at=system_clock() + timedelta(hours=1))
    orders.end("expire", "first", [promotion_id], late)
    assert usage(gateway, promotion_id)["orders"]["left"] == 1
