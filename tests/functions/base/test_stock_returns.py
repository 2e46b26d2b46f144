"""Units that come back to the shelf, over HTTP."""

from typing import Any

import pytest

from tests.support.callers import MARKETER, SHOPPER, STOREFRONT
from tests.support.cloud import dump
from tests.support.gateway import Answer, Gateway

LINE = {"sku": "MUG", "count": 2, "warehouse": "EAST"}


@pytest.fixture
def sold(gateway: Gateway) -> Gateway:
    """All units of a warehouse, to one order."""
    gateway.call("POST /warehouses", {"code": "EAST", "name": "East"}, caller=MARKETER)
    body = {"kind": "receive", "count": 2, "reason": "Because", "warehouse": "EAST"}
    gateway.call("POST /stock/MUG/movements", body, caller=MARKETER)
    held = {"holder": "W-1", "lines": [LINE]}
    gateway.call("POST /stock-reservations", held, caller=STOREFRONT)
    gateway.call("POST /stock-reservations/W-1/commit", caller=STOREFRONT)
    return gateway


def give_back(gateway: Gateway, caller: Any = STOREFRONT) -> Answer:
    body = {"lines": [LINE]}
    return gateway.call("POST /stock-reservations/W-1/returns", body, caller=caller)


def test_units_come_back_to_the_warehouse_they_came_from(sold: Gateway) -> None:
    returned = give_back(sold)
    assert (returned.status, returned.headers["location"]) == (201, "/stock-reservations/W-1")
    assert (returned.json["state"], returned.json["lines"][0]["returned_count"]) == ("returned", 2)
    ledger = sold.call("GET /stock/MUG/movements", query={"warehouse": "EAST"}).json["items"]
    assert [(each["kind"], each["delta_count"]) for each in ledger] == [
        ("receive", 2),
        ("sale", -2),
        ("return", 2),
    ]


def test_nothing_comes_back_to_a_warehouse_that_is_closed(sold: Gateway) -> None:
    wanted = {"name": "East", "is_open": False}
    assert sold.call("PUT /warehouses/EAST", wanted, caller=MARKETER, version=1).status == 200
    before = dump()
    refused = give_back(sold)
    assert (refused.status, refused.json["code"], dump()) == (422, "warehouse_closed", before)
    sold.call("PUT /warehouses/EAST", {"name": "East"}, caller=MARKETER, version=2)
    assert give_back(sold).status == 201


def test_who_gives_an_order_placed_here_back_is_told_where_that_is_done(sold: Gateway) -> None:
    path, before = "POST /stock-reservations/order_1/returns", dump()
    refused = sold.call(path, {"lines": [LINE]}, caller=STOREFRONT)
    assert (refused.status, refused.json["code"], dump()) == (404, "not_found", before)
    assert refused.json["detail"] == (
        "No order from elsewhere has a reservation of this name. Of an order placed here, a refund "
        "puts back what was not sent; receive what was sent and came back as stock."
    )
    chinese = {"accept-language": "zh-CN"}
    told = sold.call(path, {"lines": [LINE]}, caller=STOREFRONT, headers=chinese)
    assert told.json["detail"] == (
        "没有外部订单以此编号占用过库存。在本系统下的订单，退款时未发货的商品自动退回库存；"
        "已发货又退回的商品，请做入库登记。"
    )


@pytest.mark.parametrize("caller", [None, SHOPPER, MARKETER])
def test_who_may_not_reserve_gives_nothing_back(sold: Gateway, caller: Any) -> None:
    before = dump()
    assert (give_back(sold, caller).status, dump()) == (403 if caller else 401, before)
