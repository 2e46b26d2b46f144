"""Who holds orders in some stores alone finds and handles those that are there."""

from typing import Any

import pytest

from tests.functions.customer.test_order_handling_api import paid
from tests.functions.customer.test_order_handling_api import shop as shop  # noqa: PLC0414  a fixture
from tests.support.callers import Caller
from tests.support.cloud import dump
from tests.support.confined import FIRST, hire
from tests.support.gateway import Gateway

STORE = "flagship"
"""Of orders placed here, by the settings of tests."""


@pytest.fixture
def order(shop: Gateway) -> dict[str, Any]:
    return paid(shop, ("MUG-S", 2))


def numbers(shop: Gateway, path: str, caller: Caller, **query: Any) -> list[str]:
    answer = shop.call(f"GET {path}", caller=caller, query=query)
    assert answer.status == 200
    return [each["number"] for each in answer.json["items"]]


def test_an_order_elsewhere_is_not_there_and_stays_as_it_is(
    shop: Gateway, order: dict[str, Any]
) -> None:
    pia = hire(shop, "pia", stores=["paris"])
    shirts = hire(shop, "carl", categories=["mugs"])
    before = dump()
    for request, body in (
        ("GET /shop-orders/{}/handling", None),
        ("GET /shop-orders/{}/quote", None),
        ("GET /orders/shop/{}", None),
        ("POST /shop-orders/{}/parcels", {"carrier": "SF", "tracking": "SF-1"}),
        ("POST /shop-orders/{}/notes", {"text": "Mine"}),
        ("POST /shop-orders/{}/cancellations", {"reason": "customer"}),
        ("POST /shop-orders/{}/adjustments", {"off_minor": 1, "reason": "Late"}),
        ("POST /shop-orders/{}/refunds", {"reason": "Broken"}),
        ("POST /shop-orders/{}/payout-retries", None),
    ):
        for caller in (pia, shirts):
            elsewhere, nowhere = (
                shop.call(request.format(number), body, caller=caller)
                for number in (order["number"], "NONE-1")
            )
            assert (elsewhere.status, elsewhere.json["code"]) == (404, "not_found")
            assert elsewhere.json["detail"] == nowhere.json["detail"]
    for path, query in (
        ("/pick-lists", {}),
        ("/order-searches", {"stage": "paid"}),
        ("/orders", {"store": STORE, "day": order["placed_at"][:10]}),
    ):
        assert numbers(shop, path, pia, **query) == []
    assert dump() == before


def test_an_order_that_is_there_is_handled_like_by_anybody(
    shop: Gateway, order: dict[str, Any]
) -> None:
    fay = hire(shop, "fay", stores=[STORE])
    number = order["number"]
    assert numbers(shop, "/pick-lists", fay) == [number]
    assert len(numbers(shop, "/order-searches", fay, stage="paid")) == 1
    body = {"carrier": "SF", "tracking": "SF-1"}
    assert shop.call(f"POST /shop-orders/{number}/parcels", body, caller=fay).status == 201
    seen, whole = (
        shop.call(f"GET /shop-orders/{number}/handling", caller=each).json for each in (fay, FIRST)
    )
    assert seen["order"]["stage"] == whole["order"]["stage"] == "shipped"
