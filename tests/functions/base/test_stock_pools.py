"""Pools over HTTP."""

from typing import Any

import pytest

from tests.support.callers import ANALYST, MARKETER, SHOPPER, STOREFRONT
from tests.support.cloud import dump
from tests.support.gateway import Answer, Gateway


@pytest.fixture
def shop(gateway: Gateway) -> Gateway:
    """A hundred mugs."""
    body = {"kind": "receive", "count": 100, "reason": "Because"}
    gateway.call("POST /stock/MUG/movements", body, caller=MARKETER)
    return gateway


def carve(gateway: Gateway, count: int, key: str | None = None, **body: Any) -> Answer:
    asked = {"name": "SALE-1", "count": count, **body}
    return gateway.call("POST /stock/MUG/pools", asked, caller=MARKETER, key=key)


def close(gateway: Gateway, pool: str = "SALE-1", caller: Any = MARKETER) -> Answer:
    return gateway.call(f"POST /stock/MUG/pools/{pool}/closing", {}, caller=caller)


def available(gateway: Gateway) -> int:
    return int(gateway.call("GET /stock/MUG").json["available_count"])


def refused(answer: Answer, status: int, code: str, before: Any) -> None:
    assert (answer.status, answer.json["code"]) == (status, code)
    assert dump() == before


def test_units_are_set_apart_once_for_a_request(shop: Gateway) -> None:
    carved = carve(shop, 30, key="carving-1")
    assert (carved.status, available(shop)) == (201, 70)
    assert carved.json == {
        "sku": "MUG",
        "warehouse": "MAIN",
        "name": "SALE-1",
        "is_open": True,
        "carved_count": 30,
    }
    carve(shop, 5)
    before = dump()
    assert carve(shop, 30, key="carving-1").json["carved_count"] == 30
    refused(carve(shop, 31, key="carving-1"), 409, "conflict", before)
    refused(carve(shop, 66), 422, "stock_short", before)
    assert shop.call("GET /stock/MUG/pools").json["items"][0]["left_count"] == 35


def test_a_pool_gives_back_what_is_left_once(shop: Gateway) -> None:
    carve(shop, 30)
    line = {"sku": "MUG", "count": 4, "pool": "SALE-1"}
    held = {"holder": "W-1", "lines": [line]}
    assert shop.call("POST /stock-reservations", held, caller=STOREFRONT).status == 201
    closed = close(shop)
    assert (closed.json["is_open"], closed.json["held_count"], available(shop)) == (False, 4, 96)
    before = dump()
    assert close(shop).json == closed.json
    refused(carve(shop, 1), 422, "pool_closed", before)
    refused(close(shop, "sale-2"), 404, "not_found", before)
    again = {"holder": "W-2", "lines": [line]}
    answer = shop.call("POST /stock-reservations", again, caller=STOREFRONT)
    refused(answer, 422, "out_of_stock", before)


@pytest.mark.parametrize("caller", [None, SHOPPER, ANALYST, STOREFRONT])
def test_who_may_not_write_stock_carves_nothing(shop: Gateway, caller: Any) -> None:
    carve(shop, 30)
    before = dump()
    body = {"name": "sale-2", "count": 1}
    answers = [shop.call("POST /stock/MUG/pools", body, caller=caller), close(shop, caller=caller)]
    assert {answer.status for answer in answers} == {403 if caller else 401}
    assert dump() == before


@pytest.mark.parametrize("name", ["spread", "Ｓｐｒｅａｄ", "SPREAD"])
def test_a_pool_is_one_however_its_name_is_spelt(shop: Gateway, name: str) -> None:
    assert carve(shop, 40, name=name).json["name"] == "SPREAD"
    assert carve(shop, 3, name=" sale-1").json["name"] == "SALE-1"
    line = {"sku": "MUG", "count": 4, "pool": name}
    held = {"holder": "W-1", "lines": [line, line | {"count": 1, "pool": "Sale-1"}]}
    answer = shop.call("POST /stock-reservations", held, caller=STOREFRONT)
    assert [each["pool"] for each in answer.json["lines"]] == [None, "SALE-1"]
    assert close(shop, "sAle-1").json["held_count"] == 1


def test_a_name_that_is_no_code_carves_nothing(shop: Gateway) -> None:
    before = dump()
    refused(carve(shop, 3, name="-"), 400, "invalid", before)
    refused(carve(shop, 3, name="促销"), 400, "invalid", before)
