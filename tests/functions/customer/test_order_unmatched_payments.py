"""Payments of another amount or currency than is due, over HTTP."""

from typing import Any

import pytest

from tests.support.callers import SHOPPER, SUPPORT
from tests.support.cloud import dump, waiting
from tests.support.gateway import Gateway
from tests.support.paying import asked, notify, payment, wake_all
from tests.support.selling import cart, counts, open_shop, place, promote, quoted, used

Order = dict[str, Any]


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    open_shop(gateway)
    return gateway


def bought(shop: Gateway) -> Order:
    order: Order = place(shop, quoted(shop, cart())).json
    return order


def seen(shop: Gateway, order: Order) -> Order:
    found: Order = shop.call(f"GET /shop-orders/{order['number']}", caller=SHOPPER).json
    return found


def stored() -> dict[str, Any]:
    return {name: items for name, items in dump().items() if name != "messages"}


@pytest.mark.parametrize(
    "said", [{"amount_minor": 18_999}, {"amount_minor": 19_001}, {"currency": "EUR"}]
)
def test_what_is_not_what_is_due_goes_back_once_and_the_order_waits(
    shop: Gateway, said: dict[str, Any]
) -> None:
    promotion_id = promote(shop)
    order = bought(shop) | {"payable_minor": 19_000}
    other = payment(order, "T-0", **said)
    assert notify(shop, other).json == {
        "order": order["number"],
        "is_late": False,
        "is_unmatched": True,
    }
    before = stored()
    assert [notify(shop, other).status for _ in range(4)] == [200] * 4
    assert stored() == before
    with asked() as calls:
        wake_all()
        wake_all()
    ((path, refund, key),) = calls
    assert (path, refund["transaction"], refund["id"]) == ("/refunds", "T-0", key)
    back = {other["currency"]: other["amount_minor"]}
    assert {refund["currency"]: refund["amount_minor"]} == back
    met = seen(shop, order)
    assert (met["stage"], met["paid_minor"], met["late_minor"]) == ("pending_payment", 0, 0)
    assert (met["unmatched_minor"], met["payable_minor"]) == (back, 18_000)
    assert (counts(shop), used(shop, promotion_id)) == ((10, 2, 8), (1, 0))
    faults = shop.call("GET /order-faults", caller=SUPPORT).json["payments"]
    assert (waiting("order-wake-dead"), faults) == (0, [])


def test_staff_see_what_was_due_when_other_money_came(shop: Gateway) -> None:
    order = bought(shop)
    body = {"off_minor": 1_000, "reason": "Scratched"}
    shop.call(f"POST /shop-orders/{order['number']}/adjustments", body, caller=SUPPORT)
    assert notify(shop, payment(order)).json["is_unmatched"] is True
    assert notify(shop, payment(order, "T-2", amount_minor=18_000)).json["is_late"] is False
    handling = shop.call(f"GET /shop-orders/{order['number']}/handling", caller=SUPPORT).json
    (payout,) = handling["payouts"]
    told = payout["transaction"], payout["amount_minor"], payout["due_minor"]
    assert told == ("T-1", 19_000, 18_000)
    met = handling["order"]
    assert (met["stage"], met["paid_minor"], met["refunded_minor"]) == ("paid", 18_000, 0)
    assert notify(shop, payment(order)).json["is_unmatched"] is True
