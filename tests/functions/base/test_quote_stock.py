"""Quotes that go by what is left, over HTTP."""

from typing import Any

import pytest

from promenade.base.stock.model import MoveStock
from promenade.base.stock.service import move_stock
from promenade.base.stock.store import DynamoStockStore
from tests.support import promoting
from tests.support.callers import MARKETER, SHOPPER
from tests.support.capacity import capacity
from tests.support.clock import standing
from tests.support.cloud import dump
from tests.support.gateway import Answer, Gateway
from tests.support.on_sale import bring
from tests.support.stamps import stamp

MUG: dict[str, Any] = {
    "id": "MUG",
    "title": "Mug",
    "category": "mugs",
    "shelf": "ON",
    "skus": [
        {"code": "MUG-S", "currency": "CNY", "list_price_minor": 6_000},
        {"code": "MUG-L", "currency": "CNY", "list_price_minor": 9_000},
    ],
}
STEPS = [{"at_most": 20, "off_bp": 1_000}, {"at_most": 5, "off_bp": 5_000}]
CLEARANCE: dict[str, Any] = {
    "name": "Mugs go",
    "currency": "CNY",
    "template": {"kind": "clearance", "by": "stock", "steps": STEPS},
    "goods": [{"sku": "MUG-S"}],
    "limits": {"budget_minor": 100_000_000},
}


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    gateway.call("POST /categories", {"id": "mugs", "name": "Mugs"}, caller=MARKETER)
    bring(gateway, MUG)
    return gateway


def receive(sku: str, count: int) -> None:
    command = MoveStock(f"receive {sku} {count}", sku, "receive", count, "Opening")
    move_stock(command, stamp(command.id), DynamoStockStore())


def start(shop: Gateway, **other: Any) -> None:
    made = shop.call("POST /activities", CLEARANCE | other, caller=MARKETER)
    assert made.status == 201, made.text
    assert promoting.publish(shop, made.json["promotion"]["id"]).status == 200


def quote(shop: Gateway, **other: Any) -> Answer:
    cart = {"lines": [{"sku": "MUG-S", "qty": 2}, {"sku": "MUG-L", "qty": 1}], "currency": "CNY"}
    return shop.call(
        "POST /quotes", cart | other, caller=SHOPPER, headers={"Accept-Language": "en"}
    )


def test_a_clearance_lowers_the_price_by_the_stock_and_says_when_it_falls_again(
    shop: Gateway,
) -> None:
    start(shop)
    receive("MUG-S", 8)
    answer = quote(shop).json
    assert [line["paid_minor"] for line in answer["lines"]] == [10_800, 9_000]
    (told,) = answer["promotions"]
    assert told["explanation"] == "Saves ¥12.00. 8 of MUG-S are left: the price falls at 5."
    assert told["standings"] == [
        {"sku": "MUG-S", "by": "stock", "left": 8, "at_most": 20, "next_at_most": 5}
    ]


def test_stock_is_read_with_what_is_left_of_limits_of_the_skus_that_go_by_it(shop: Gateway) -> None:
    start(shop)
    receive("MUG-S", 8)
    receive("MUG-L", 8)
    quote(shop)
    with capacity() as both:
        quote(shop)
    with capacity() as other:
        quote(shop, lines=[{"sku": "MUG-L", "qty": 1}])
    assert (both.calls, both.cost) == ({"BatchGetItem": 2}, (2, 1.5, 0))
    assert (other.calls, other.cost) == ({"BatchGetItem": 1}, (1, 0.5, 0))


@pytest.mark.parametrize("later", [{"off_bp": 999}, {"price_minor": 1}])
def test_steps_that_may_rise_are_refused_and_store_nothing(
    shop: Gateway, later: dict[str, int]
) -> None:
    before = dump()
    template = CLEARANCE["template"] | {"steps": [STEPS[0], {"at_most": 5} | later]}
    refused = shop.call("POST /activities", CLEARANCE | {"template": template}, caller=MARKETER)
    assert refused.status == 400
    assert [(each["pointer"], each["code"]) for each in refused.json["errors"]] == [
        ("/template", "rises")
    ]
    assert dump() == before


def test_goods_may_expire_on_days_of_their_own(shop: Gateway) -> None:
    template = CLEARANCE["template"] | {"by": "days", "expires_on": "2026-01-08"}
    goods = [{"sku": "MUG-S"}, {"sku": "MUG-L", "expires_on": "2026-12-31"}]
    with standing():
        start(shop, template=template, goods=goods)
        answer = quote(shop).json
    assert [line["paid_minor"] for line in answer["lines"]] == [6_000, 9_000]
    assert [each["sku"] for each in answer["promotions"][0]["standings"]] == ["MUG-S", "MUG-L"]


def test_a_preview_tells_the_lowest_price(shop: Gateway) -> None:
    answer = shop.call("POST /activities/previews", CLEARANCE, caller=MARKETER)
    assert (answer.status, answer.json["goods"][0]["price_minor"]) == (200, 3_000)


def test_a_gift_that_is_gone_is_not_promised(shop: Gateway) -> None:
    gift = {
        "kind": "gift",
        "sku": "MUG-L",
        "threshold_minor": 10_000,
        "out_of_stock": "substitute",
        "substitutes": [{"sku": "mug-s"}],
    }
    start(shop, template=gift)
    lines = [{"sku": "MUG-S", "qty": 2}, {"sku": "MUG-L", "qty": 1, "gift": True}]
    gone = quote(shop, lines=lines).json
    receive("MUG-S", 3)
    instead = quote(shop, lines=lines).json
    receive("MUG-L", 1)
    there = quote(shop, lines=lines).json
    told = [
        (
            each["promotions"][0]["reason"],
            each["lines"][1]["gift_units"],
            each["lines"][1]["paid_minor"],
        )
        for each in (gone, instead, there)
    ]
    assert told == [("gift_out_of_stock", 0, 9_000), ("applied", 0, 9_000), ("applied", 1, 0)]
    assert instead["promotions"][0]["gifts"][0]["sku"] == "MUG-S"
    assert instead["promotions"][0]["explanation"] == (
        "Comes with a gift. The gift is MUG-S, for MUG-L is out of stock."
    )


def test_a_simulation_states_what_is_left(shop: Gateway) -> None:
    line = {"id": "1", "sku": "x", "product": "x", "qty": 2, "list_minor": 10_000}
    step = {"at_most": 3, "off": {"kind": "price", "price_minor": 7_000}}
    clearance = {"kind": "clearance", "by": "stock", "steps": [step]}
    terms = {"id": "p", "name": "p", "stage": "unit", "scope": {"include": [{"skus": ["x"]}]}}
    cart = {"lines": [line], "currency": "CNY", "at": "2026-03-01T12:00:00Z"}

    def told(stock: dict[str, int]) -> tuple[int, str]:
        body = {"cart": cart | {"stock": stock}, "promotions": [terms | {"effects": [clearance]}]}
        answer = shop.call("POST /quotes/simulations", body, caller=MARKETER).json
        return answer["totals"]["payable_minor"], answer["promotions"][0]["reason"]

    assert told({"x": 3}) == (14_000, "applied")
    assert told({"x": 4}) == (20_000, "not_due")
    assert told({}) == (20_000, "stock_unknown")
