"""Gifts that are sold out before an order is placed, and while it is."""

from typing import Any
from unittest.mock import patch

import pytest

from promenade.customer.order.service import placing
from promenade.customer.order.service.holding import hold
from tests.support.callers import MARKETER, SHOPPER
from tests.support.cloud import dump
from tests.support.gateway import Gateway
from tests.support.selling import cart, counts, open_shop, place, promote, quoted

GIFT = {"kind": "gift", "sku": "MUG-L"}
BARE = cart(("MUG-S", 2))
WITH_GIFT = BARE | {"lines": [*BARE["lines"], {"sku": "MUG-L", "qty": 1, "gift": True}]}


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    open_shop(gateway, MUG_L=1)
    return gateway


def sell_out(shop: Gateway) -> None:
    gone = {"kind": "adjust", "count": -1, "reason": "Broken"}
    answer = shop.call("POST /stock/MUG-L/movements", gone, caller=MARKETER)
    assert answer.status < 300, answer


def quote(shop: Gateway, body: dict[str, Any]) -> Any:
    return shop.call("POST /quotes", body, caller=SHOPPER).json


def test_a_gift_that_is_sold_out_is_told_and_blocks_no_checkout(shop: Gateway) -> None:
    promote(shop, effects=[GIFT])
    sell_out(shop)
    (told,) = quote(shop, BARE)["promotions"]
    assert (told["reason"], told["gifts"]) == ("gift_out_of_stock", [])
    placed = place(shop, quoted(shop, BARE))
    assert (placed.status, placed.json["payable_minor"]) == (201, 10_000)


def test_a_promotion_may_say_that_its_gift_blocks_what_else_it_gives(shop: Gateway) -> None:
    off = {"kind": "order_off", "off": {"kind": "amount", "off_minor": 1_000}}
    promote(shop, effects=[off, GIFT | {"out_of_stock": "block"}])
    sell_out(shop)
    assert place(shop, quoted(shop, BARE)).json["payable_minor"] == 10_000


def test_a_gift_that_is_sold_out_after_its_quote_answers_the_new_quote(shop: Gateway) -> None:
    promote(shop, effects=[GIFT])
    asked, bare = quoted(shop, WITH_GIFT), quoted(shop, BARE)
    sell_out(shop)
    before = dump()
    for each, payable in ((asked, 19_000), (bare, 10_000)):
        answer = place(shop, each)
        assert (answer.status, answer.json["code"]) == (409, "quote_changed")
        (told,) = answer.json["quote"]["promotions"]
        assert (told["reason"], answer.json["payable_minor"]) == ("gift_out_of_stock", payable)
    assert dump() == before
    agreed = BARE | {"quote_hash": answer.json["hash"]}
    assert place(shop, agreed).status == 201


def test_a_gift_that_is_sold_out_while_it_is_held_answers_the_new_quote(shop: Gateway) -> None:
    promote(shop, effects=[GIFT])
    asked = quoted(shop, WITH_GIFT)

    def hold_late(*given: Any) -> Any:
        sell_out(shop)
        return hold(*given)

    with patch.object(placing, "hold", hold_late):
        answer = place(shop, asked)
    assert (answer.status, answer.json["code"]) == (409, "quote_changed")
    (told,) = answer.json["quote"]["promotions"]
    assert (told["reason"], answer.json["payable_minor"]) == ("gift_out_of_stock", 19_000)
    assert (counts(shop), counts(shop, "MUG-L")) == ((10, 0, 10), (0, 0, 0))


def test_what_is_bought_and_sold_out_is_refused_as_it_is(shop: Gateway) -> None:
    promote(shop, effects=[GIFT])
    asked = quoted(shop, WITH_GIFT | {"lines": [*WITH_GIFT["lines"], {"sku": "MUG-S", "qty": 9}]})
    before = dump()
    answer = place(shop, asked)
    assert (answer.status, answer.json["code"], answer.json["sku"]) == (
        422,
        "out_of_stock",
        "MUG-S",
    )
    assert dump() == before
