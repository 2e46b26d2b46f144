"""What orders ask of DynamoDB: calls, and the capacity units that they cost on AWS."""

from typing import Any

import pytest

from tests.support.callers import MARKETER, OTHER_SHOPPER, SHOPPER
from tests.support.capacity import capacity
from tests.support.cloud import dump
from tests.support.coupons import activate
from tests.support.gateway import Gateway
from tests.support.paying import notify, payment
from tests.support.selling import PERSON, cart, open_shop, place, promote, quoted


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    """Warm: somebody has ordered before, for a promotion with a total."""
    open_shop(gateway, MUG_S=20)
    promote(gateway, limits={"total": 3})
    place(gateway, quoted(gateway, cart(), OTHER_SHOPPER), OTHER_SHOPPER)
    return gateway


def test_placing_takes_three_round_trips(shop: Gateway) -> None:
    asked = quoted(shop, cart()) | {"personal": PERSON}
    with capacity() as placing:
        assert place(shop, asked).status == 201
    assert placing.calls == {"BatchGetItem": 2, "TransactWriteItems": 1}
    assert placing.cost == (3, 4.0, 26)


def test_paying_looks_at_what_is_sold_and_writes_once(shop: Gateway) -> None:
    order = bought(shop)
    with capacity() as paying:
        notify(shop, payment(order))
    with capacity() as again:
        notify(shop, payment(order))
    assert (paying.calls["TransactWriteItems"], paying.cost) == (1, (5, 7.0, 24))
    assert (again.calls, again.cost) == ({"GetItem": 1}, (1, 1.0, 0))


def test_cancelling_writes_once(shop: Gateway) -> None:
    order = bought(shop)
    with capacity() as cancelling:
        shop.call(f"POST /shop-orders/{order['number']}/cancel", caller=SHOPPER)
    assert (cancelling.calls["TransactWriteItems"], cancelling.cost) == (1, (5, 4.0, 18))


def test_who_is_refused_has_tried_once_and_looked_whether_it_was_their_own(shop: Gateway) -> None:
    many = quoted(shop, cart(("MUG-L", 9)))
    with capacity() as sold_out:
        assert place(shop, many).json["code"] == "out_of_stock"
    assert (sold_out.calls["TransactWriteItems"], sold_out.cost) == (1, (8, 7.5, 20))
    for _ in range(2):
        bought(shop)
    asked = quoted(shop, cart()) | {"quote_hash": "0" * 64}
    with capacity() as changed:
        assert place(shop, asked).json["code"] == "quote_changed"
    assert (changed.calls, changed.cost) == ({"BatchGetItem": 2, "GetItem": 1}, (3, 5.0, 0))


def bought(shop: Gateway) -> Any:
    return place(shop, quoted(shop, cart())).json


def test_a_coupon_costs_no_round_trip_of_its_own_when_an_order_is_placed(shop: Gateway) -> None:
    template_id = activate(shop)
    claims = f"POST /coupon-templates/{template_id}/claims"
    mine = shop.call(claims, caller=SHOPPER).json["id"]
    asked = quoted(shop, cart(coupons=[mine])) | {"personal": PERSON}
    place(shop, asked | {"quote_hash": "0" * 64})
    with capacity() as placing:
        order = place(shop, asked).json
    assert placing.calls == {"BatchGetItem": 2, "TransactWriteItems": 1}
    with capacity() as paying:
        notify(shop, payment(order))
    assert (placing.cost, paying.cost) == ((3, 5.0, 30), (7, 9.0, 28))


def test_a_promotion_that_was_paused_after_the_quote_is_not_held(shop: Gateway) -> None:
    (promotion,) = bought(shop)["promotions"]
    asked = quoted(shop, cart())
    path = f"POST /promotions/{promotion['promotion_id']}/pause"
    assert shop.call(path, version=4, caller=MARKETER).status == 200
    before = dump()
    assert place(shop, asked).json["code"] == "promotion_changed"
    assert dump() == before
