"""Orders placed here, as staff handle them over HTTP."""

from typing import Any

import pytest

from tests.support import functions
from tests.support.callers import ANALYST, MARKETER, SHOPPER, SUPPORT
from tests.support.cloud import dump
from tests.support.gateway import Answer, Gateway
from tests.support.paying import asked, notify, payment
from tests.support.selling import cart, counts, open_shop, place, promote, quoted, used

Order = dict[str, Any]


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    open_shop(gateway)
    return gateway


def bought(shop: Gateway) -> Order:
    order: Order = place(shop, quoted(shop, cart())).json
    return order


def adjust(shop: Gateway, order: Order, off_minor: int, **other: Any) -> Answer:
    body = {"off_minor": off_minor, "reason": "Scratched"}
    return shop.call(f"POST /shop-orders/{order['number']}/adjustments", body, **other)


def cancel(shop: Gateway, order: Order, reason: str = "risk") -> Answer:
    body = {"reason": reason}
    return shop.call(f"POST /shop-orders/{order['number']}/cancellations", body, caller=SUPPORT)


def refused(answer: Answer, status: int, code: str, before: Any) -> None:
    assert (answer.status, answer.json["code"]) == (status, code)
    assert dump() == before


def test_what_is_taken_off_is_shared_out_and_due_is_what_is_left(shop: Gateway) -> None:
    order = bought(shop)
    answer = adjust(shop, order, 1_001, caller=SUPPORT, key="adjust-1")
    assert answer.status == 201
    shown = answer.json["order"]
    assert [line["paid_minor"] for line in shown["lines"]] == [9_473, 8_526]
    assert (shown["payable_minor"], shown["adjusted_minor"], shown["version"]) == (17_999, 1_001, 2)
    assert answer.json["adjustments"][0]["by"] == "staff:sven"
    before = dump()
    assert adjust(shop, order, 1_001, caller=SUPPORT, key="adjust-1").json == answer.json
    assert dump() == before
    assert notify(shop, payment(order)).json["is_unmatched"] is True
    assert notify(shop, payment(shown, "T-2")).json["is_late"] is False


def test_an_order_always_costs_something_after_an_adjustment(shop: Gateway) -> None:
    order = bought(shop)
    before = dump()
    answer = adjust(shop, order, 19_000)
    refused(answer, 422, "adjustment_too_large", before)
    assert answer.json["most_minor"] == 18_999
    assert adjust(shop, order, 18_999).json["order"]["payable_minor"] == 1


def test_a_paid_order_is_not_adjusted(shop: Gateway) -> None:
    order = bought(shop)
    notify(shop, payment(order))
    before = dump()
    refused(adjust(shop, order, 1), 409, "stage_forbids", before)


def test_a_paid_order_that_is_cancelled_gives_everything_back_once(shop: Gateway) -> None:
    promotion_id = promote(shop)
    order = bought(shop)
    notify(shop, payment(order))
    answer = cancel(shop, order)
    shown = answer.json["order"]
    assert (shown["stage"], shown["cancel_reason"], shown["refunded_minor"]) == (
        "cancelled",
        "risk",
        18_000,
    )
    assert (counts(shop), used(shop, promotion_id)) == ((10, 0, 10), (0, 0))
    before = dump()
    assert (cancel(shop, order).json, dump()) == (answer.json, before)
    refused(cancel(shop, order, "staff"), 409, "stage_forbids", before)
    with asked() as calls:
        wake(order)
        wake(order)
    assert [(path, refund["amount_minor"]) for path, refund, _ in calls] == [("/refunds", 18_000)]


def wake(order: Order) -> None:
    record = {"messageId": "m-1", "body": f'{{"number": "{order["number"]}"}}'}
    assert functions.invoke("order_wake", {"Records": [record]}) == {"batchItemFailures": []}


def test_support_sees_why_an_order_costs_what_it_does(shop: Gateway) -> None:
    promotion_id = promote(shop)
    asked_for = cart(("MUG-S", 2))
    quote = shop.call("POST /quotes", asked_for, caller=SHOPPER).json
    order = place(shop, asked_for | {"quote_hash": quote["hash"]}).json
    told = shop.call(f"GET /shop-orders/{order['number']}/quote", caller=SUPPORT).json
    assert (told["number"], told["quote"]["hash"]) == (order["number"], quote["hash"])
    assert [each["explanation"] for each in told["quote"]["promotions"]] == ["Saves ¥10.00."]
    shown = shop.call(f"GET /shop-orders/{order['number']}/handling", caller=ANALYST).json
    assert (shown["held"], shown["placed_by"]) == ({"MUG-S": 2}, "shopper:amelie")
    assert shown["order"]["promotions"][0]["promotion_id"] == promotion_id


def test_what_is_not_there_is_not_found(shop: Gateway) -> None:
    for path in ("quote", "handling"):
        assert shop.call(f"GET /shop-orders/order_none/{path}", caller=SUPPORT).status == 404
    assert adjust(shop, {"number": "order_none"}, 1).status == 404


@pytest.mark.parametrize("caller", [SHOPPER, MARKETER, ANALYST])
def test_who_may_not_handle_orders_changes_none(shop: Gateway, caller: Any) -> None:
    order = bought(shop)
    before = dump()
    refused(adjust(shop, order, 1, caller=caller), 403, "forbidden", before)
